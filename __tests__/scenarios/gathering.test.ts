import type { Rule } from '../../src/engine/rule';
import { Gathering } from '../../src/gathering';
import { judge } from '../../src/policy/judge';
import { exitCodes, type Report } from '../../src/policy/report';
import { flowJson, guid, manifest } from '../support/exported-parts';
import { type Contents, treeOfFiles } from '../support/read-units';
import { markingRule, stubRule } from '../support/stub-rule';

/** What a run keeps of the units that come and go. */

const throwing = stubRule(
  () => ({
    flow(flow) {
      throw new Error(`on ${flow.name}`);
    },
  }),
  { id: 'throwing-rule' },
);

const solution = (name: string, more: Contents = {}): Contents => ({
  'Other/Solution.xml': manifest(name),
  [`Workflows/Order-${guid}.json`]: flowJson(),
  ...more,
});

function run(folders: Readonly<Record<string, Contents>>, rules: readonly Rule[] = [markingRule()]): Report {
  const gathering = new Gathering(rules);
  for (const [uri, contents] of Object.entries(folders)) {
    for (const unit of gathering.recognise(treeOfFiles(contents, 'folder', uri))) {
      gathering.scanUnit(unit, gathering.readSettings(unit));
    }
  }
  return judge(gathering.result(), { failOn: 'high', persona: 'regular', allowIncomplete: false });
}

test('a rule that throws on every unit is told once, and fails the run; the findings of others stand', () => {
  const report = run({ a: solution('A'), b: solution('B') }, [throwing, markingRule()]);
  expect(report.failures).toMatchObject([{ ruleId: 'throwing-rule', message: 'on Order' }]);
  expect(report.failures[0]?.stack).toContain('Error: on Order');
  expect(report.open).toHaveLength(4);
  expect(exitCodes[report.status]).toBe(5);
});

test('rules that throw are told each', () => {
  const other = stubRule(
    () => {
      throw new Error('at once');
    },
    { id: 'other-rule' },
  );
  expect(
    run({ a: solution('A') }, [throwing, other])
      .failures.map(({ ruleId }) => ruleId)
      .sort(),
  ).toEqual(['other-rule', 'throwing-rule']);
});

test('what several readers cannot read is told once', () => {
  const broken = '{"EnvironmentVariables": [}, "ConnectionReferences": [], "triggers": 1, "definition": 1}';
  const { notAssessed } = run({ a: { 'x.json': broken }, b: solution('B', { 'Workflows/x.json': broken }) });
  expect(notAssessed.map(({ kind, uri }) => [kind, uri])).toEqual([
    ['unreadable', 'a/x.json'],
    ['unreadable', 'b/Workflows/x.json'],
  ]);
});

test('what cannot be judged is told once, though repeated keys have it read several times', () => {
  const text =
    '{"properties":{"definition":{"triggers":{},"actions":{"A":{"type":"X","inputs":"@("},"B":{"type":"1"},"B":{"type":"2"},"B":3}}}}';
  const { notAssessed, status } = run({ a: solution('A', { 'Workflows/Twice.json': text }) });
  expect(notAssessed.map(({ kind, message, location }) => [kind, message, location?.pointer])).toEqual([
    ['unjudged', 'an entry among triggers or actions is not an object (in Twice)', '/properties/definition/actions/B'],
    [
      'unjudged',
      expect.stringMatching(/^the expression cannot be parsed: .* \(in Twice\)$/),
      '/properties/definition/actions/A/inputs',
    ],
  ]);
  expect(status).toBe('incomplete');
});

test('a summary is kept of every unit', () => {
  const { solutions } = run({ a: solution('A'), b: { 'solution.xml': manifest('B', { managed: '1' }) } });
  expect(
    solutions.map(({ name, layout, uri, managed, flows, actions }) => [name, layout, uri, managed, flows, actions]),
  ).toEqual([
    ['A', 'solution-source', 'a', 'unmanaged', 1, 1],
    ['B', 'solution-flat', 'b', 'managed', 0, 0],
  ]);
});
