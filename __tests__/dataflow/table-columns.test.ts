import { columnsWithoutText } from '../../src/dataflow/table-columns';
import { solutionOf } from './solution-of';

const attribute = (name: string, type: string, more = '') =>
  `<attribute PhysicalName="${name}"><Type>${type}</Type><Name>${name}</Name><LogicalName>${name}</LogicalName>${more}</attribute>`;
const columnsOf = (...files: readonly (readonly [string, string])[]) => {
  const otherFiles = files.map(([path, text]) => ({ path, read: () => [{ path, text }] }));
  return [...columnsWithoutText({ ...solutionOf({}), otherFiles: otherFiles as never })];
};

test('columns of other types than text, and numbered ones', () => {
  const xml = [
    attribute('new_name', 'nvarchar', '<AutoNumberFormat></AutoNumberFormat>'),
    attribute('new_number', 'nvarchar', '<AutoNumberFormat>A-{SEQNUM:9}</AutoNumberFormat>'),
    attribute('new_Due', 'datetime'),
    attribute('new_note', 'ntext'),
    attribute('new_kind', 'picklist'),
    attribute('new_file', 'file'),
    '<attribute PhysicalName="new_odd"></attribute>',
  ].join('');
  expect(columnsOf(['Entities/new_Order/Entity.xml', xml])).toEqual(['new_number', 'new_due', 'new_kind']);
  expect(columnsOf(['customizations.xml', xml])).toEqual(['new_number', 'new_due', 'new_kind']);
  expect(columnsOf(['notes.xml', xml])).toEqual([]);
});

test('what is a text in one of the tables', () => {
  expect(
    columnsOf(
      ['Entities/A/Entity.xml', attribute('new_a', 'int') + attribute('new_b', 'int')],
      ['Entities/B/Entity.xml', attribute('new_a', 'nvarchar')],
    ),
  ).toEqual(['new_b']);
});
