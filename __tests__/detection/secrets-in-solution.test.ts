import { UnreadableInput } from '../../src/artifact/artifact';
import { secretsIn } from '../../src/detection/secrets-in-solution';
import { pointerOf } from '../../src/document/place';
import { readSolution } from '../../src/solution/read-solution';
import { recogniseUnits } from '../../src/solution/units';
import { type SolutionDescription, solutionFiles, treeOf } from '../support/solution-files';

const value = 'Swordfish-77-harbour';
const http = (inputs: object) => ({ actions: { Call: { type: 'Http', inputs } } });

function found(description: SolutionDescription) {
  const [unit] = recogniseUnits(treeOf(solutionFiles(description))).units;
  if (!unit) throw new Error('no unit');
  return secretsIn(readSolution(unit).solution).map(({ setting, place, others }) => ({
    setting,
    at: `${place.document.path}${pointerOf(place.path)}`,
    others: others.length,
  }));
}

test('the same value in several places is one secret, at the place nearest to where it was typed', () => {
  const description: SolutionDescription = {
    flows: {
      A: http({ uri: 'https://a.example', authentication: { type: 'Basic', username: 'u', password: value } }),
      B: { parameters: { p: { type: 'String', defaultValue: value, metadata: { schemaName: 'con_Password' } } } },
    },
    environmentVariables: { con_Password: { type: 'string', value } },
  };
  expect(found(description)).toEqual([
    {
      setting: 'flow',
      at: 'Workflows/A.json/properties/definition/actions/Call/inputs/authentication/password',
      others: 2,
    },
  ]);
});

test('different values are different secrets', () => {
  const description: SolutionDescription = {
    environmentVariables: {
      con_Password: { type: 'string', value },
      con_OtherPassword: { type: 'string', value: `${value}-2` },
    },
  };
  expect(found(description)).toHaveLength(2);
});

test.each([
  ['Connectors/a_openapidefinition.json', 'connector'],
  ['WebResources/con_form.js', 'component'],
  ['botcomponents/con_bot.topic.Start/data', 'component'],
])('%s is a %s', (path, setting) => {
  const text = path.endsWith('.json') ? JSON.stringify({ password: value }) : `password: "${value}"\n`;
  expect(found({ files: { [path]: text } })).toEqual([expect.objectContaining({ setting })]);
});

test('a file that cannot be read is noted, and the others are searched all the same', () => {
  const tree = treeOf(solutionFiles({ files: { 'a.js': 'x', 'b.js': `password = "${value}"` } }));
  const files = tree.files.map((file) => ({
    ...file,
    read: () => {
      if (file.path === 'a.js') throw new UnreadableInput('damaged', file.uri, 'is damaged');
      return file.read();
    },
  }));
  const [unit] = recogniseUnits({ ...tree, files }).units;
  if (!unit) throw new Error('no unit');
  const { solution, unreadable } = readSolution(unit);
  expect(secretsIn(solution)).toHaveLength(1);
  expect(unreadable.map((problem) => problem.uri)).toEqual(['sample.zip/a.js']);
});

test.each([
  ['the other branch of a condition', { type: 'If', actions: {}, else: { password: value, actions: {} } }],
  ['the default of a switch', { type: 'Switch', cases: {}, default: { actions: {}, password: value } }],
  ['a case of a switch', { type: 'Switch', cases: { A: { actions: {}, metadata: { password: value } } } }],
  ['a tool of an agent', { type: 'Agent', tools: { A: { inputs: { password: value }, actions: {} } } }],
  ['a branch that is a text', { type: 'If', actions: {}, else: `password=${value}` }],
])('beside the actions of %s', (_, action) => {
  expect(found({ flows: { A: { actions: { Call: action } } } })).toHaveLength(1);
});
