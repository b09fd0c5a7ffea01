import { type Cleanser, cleanserSet } from '../../src/dataflow/cleansers';
import { dangerOf } from '../../src/dataflow/query-danger';
import type { QueryText } from '../../src/dataflow/query-fields';

/** The danger, in doubt with "?"; '' where there is none. */
function danger(language: QueryText['language'], before: string, ...by: readonly Cleanser[]): string {
  const found = dangerOf({ language, before }, cleanserSet(...by));
  return found ? `${found.kind}${found.isDoubtful ? '?' : ''}` : '';
}

describe.each(['odata', 'sql', 'fetchxml', 'sharepoint'] as const)('in %s', (language) => {
  test('numbers and Base64 do nothing', () => {
    for (const before of ["a eq '", 'a eq ']) {
      expect(danger(language, before, 'typed')).toBe('');
      expect(danger(language, before, 'encoded')).toBe('');
    }
  });
});

test.each<[QueryText['language'], string, readonly Cleanser[], string]>([
  ['odata', "a eq '", [], 'quoted'],
  ['odata', "a eq 'b' and c eq '", [], 'quoted'],
  ['odata', "a eq 'O''Neil' and c eq ", [], 'unquoted'],
  ['odata', 'a eq ', [], 'unquoted'],
  ['odata', "a eq '", ['quotes'], ''],
  ['odata', 'a eq ', ['quotes'], 'unquoted'],
  ['odata', 'a eq %27', ['quotes'], ''],
  ['odata', "a eq '", ['uri'], 'quoted?'],
  ['odata', 'a eq ', ['uri'], 'unquoted?'],
  ['odata', "a eq '", ['html', 'doubleQuotes', 'behindHost'], 'quoted'],
  ['sql', "WHERE a = N'", [], 'sql'],
  ['sql', "WHERE a = N'", ['quotes'], ''],
  ['sql', 'WHERE a = ', ['quotes'], 'sql'],
  ['sql', "WHERE a = '", ['uri'], 'sql?'],
  ['fetchxml', "<condition value='", [], 'fetchXml'],
  ['fetchxml', "<condition value='", ['html'], ''],
  ['fetchxml', "<condition value='", ['uri'], ''],
  ['fetchxml', "<condition value='", ['quotes'], ''],
  ['fetchxml', "<condition value='", ['doubleQuotes'], 'fetchXml'],
  ['fetchxml', '<condition value="', ['doubleQuotes'], ''],
  ['fetchxml', '<condition value = "a', ['doubleQuotes'], ''],
  ['fetchxml', '<condition value="', ['quotes'], 'fetchXml'],
  ['fetchxml', '<value>', ['quotes', 'doubleQuotes'], 'fetchXml'],
  ['sharepoint', "_api/web/lists/getbytitle('", [], 'quoted'],
  ['sharepoint', "_api/web/lists/getbytitle('", ['quotes'], ''],
  ['sharepoint', "_api/web/lists/getbytitle('", ['uri'], 'quoted?'],
  ['sharepoint', "_api/web/lists/getbytitle('a')/items(", [], 'path'],
  ['sharepoint', "_api/web/lists/getbytitle('a')/items(", ['quotes'], 'path'],
  ['sharepoint', "_api/web/lists/getbytitle('a')/items(", ['uri'], ''],
  ['sharepoint', '_api/web/lists?$top=', [], 'path'],
  ['sharepoint', '_api/web/lists?$filter=Id eq ', [], 'unquoted'],
  ['sharepoint', '_api/web/lists?$select=Id&$filter=Id eq ', ['uri'], 'unquoted?'],
  ['sharepoint', "_api/web/lists?$filter=Title eq '", ['quotes'], ''],
])('%s behind %j, cleansed by %j', (language, before, by, expected) => {
  expect(danger(language, before, ...by)).toBe(expected);
});
