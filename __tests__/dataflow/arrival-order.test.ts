import { secretTrace } from '../../src/dataflow/solution-traces';
import { compose, inOrder, readSecret, send, solutionOf } from './solution-of';

/** The fields of the action Send that a secret reaches, in the order in which they are told. */
function fields(body: object): string[] {
  const actions = inOrder({ Get: readSecret, Keep: compose("@body('Get')?['value']"), Send: send(body) });
  const solution = solutionOf({ Flow: { actions } });
  const action = solution.flows[0]?.actions.find(({ name }) => name === 'Send');
  if (!action) throw new Error('no action');
  return secretTrace(solution)
    .arrivalsAt(action)
    .map(({ field, node, expression }) => `${field.join('.')} ${node.text?.slice(expression.start, expression.end)}`);
}

const near = "body('Get')?['value']";
const far = "outputs('Keep')";

test('the nearest is told first', () => {
  expect(fields({ a: `@${far}`, b: `@${near}` })).toEqual([`inputs.body.b ${near}`, `inputs.body.a ${far}`]);
});

test('of those as near the order of keys in the file does not count', () => {
  const expected = [`inputs.body.a ${near}`, `inputs.body.b ${near}`, `inputs.body.c ${near}`];
  expect(fields({ a: `@${near}`, b: `@${near}`, c: `@${near}` })).toEqual(expected);
  expect(fields({ c: `@${near}`, a: `@${near}`, b: `@${near}` })).toEqual(expected);
});

test('in one string the order is that of the string', () => {
  const [first, second] = fields({ a: `@{toLower(${near})} and @{base64(body('Get'))}` });
  expect([first, second]).toEqual([`inputs.body.a ${near}`, "inputs.body.a body('Get')"]);
});
