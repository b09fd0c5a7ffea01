import { isHiddenByDefault, RunHistory } from '../../src/dataflow/run-history';
import { dataGraph } from '../../src/dataflow/solution-traces';
import { compose, readSecret, send, setVariable, solutionOf } from './solution-of';

/** The documented model, one hop at a time: A is used by B, and B by C. */

const secured = (node: object, ...properties: string[]) => ({
  ...node,
  runtimeConfiguration: { secureData: { properties } },
});

/** What is hidden of each operation of a flow, such as `A outputs`. */
function hidden(actions: object, triggers: object = {}): string[] {
  const solution = solutionOf({ Flow: { actions, triggers } });
  const graph = dataGraph(solution);
  const history = new RunHistory((operation) => graph.referencesOf(operation));
  return solution.flows.flatMap((flow) =>
    [...flow.triggers, ...flow.actions].flatMap((operation) => [
      ...(history.hidesInputs(operation) ? [`${operation.name} inputs`] : []),
      ...(history.hidesOutputs(operation) ? [`${operation.name} outputs`] : []),
    ]),
  );
}

const parse = (content: string) => ({ type: 'ParseJson', inputs: { content, schema: {} } });
const respond = (body: string) => ({ type: 'Response', inputs: { statusCode: 200, body } });
const select = (from: string) => ({ type: 'Select', inputs: { from, select: '@item()' } });
const uses = (name: string) => `@body('${name}')?['value']`;

describe('secure outputs', () => {
  const A = secured(readSecret, 'outputs');

  test('hide the outputs, and the inputs of what uses them, one hop far', () => {
    expect(hidden({ A, B: send(uses('A')), C: send(uses('B')) })).toEqual(['A outputs', 'B inputs']);
  });

  test.each([
    ['Compose', compose(uses('A'))],
    ['Parse JSON', parse(uses('A'))],
    ['Response', respond(uses('A'))],
  ])('%s hides both sides then, and nothing further', (_, B) => {
    expect(hidden({ A, B, C: send("@outputs('B')") })).toEqual(['A outputs', 'B inputs', 'B outputs']);
  });

  test('other data operations show their outputs', () => {
    expect(hidden({ A, B: select(uses('A')), C: compose("@body('B')") })).toEqual(['A outputs', 'B inputs']);
  });

  test.each([
    ['body', "@body('A')"],
    ['outputs', "@outputs('A')?['body/value']"],
    ['actions', "@actions('A')['outputs']['body']"],
    ['any part', "@outputs('A')['statusCode']"],
    ['part of a text', `key: @{body('A')?['value']}`],
    ['other letter case', "@BODY('a')"],
    ['a condition in an expression', "@if(equals(body('A')?['value'], ''), 'none', 'some')"],
    ['a key in an expression', "@variables('x')?[body('A')?['id']]"],
  ])('are used by %s', (_, value) => {
    expect(hidden({ A, B: send(value) })).toContain('B inputs');
  });

  test('of a trigger', () => {
    const trigger = secured({ type: 'Request', kind: 'Button', inputs: {} }, 'outputs');
    expect(hidden({ B: send("@triggerBody()?['key']"), C: send('x') }, { manual: trigger })).toEqual([
      'manual outputs',
      'B inputs',
    ]);
  });

  test.each([
    ['a variable', setVariable('key', uses('A'))],
    ['a condition', { type: 'If', expression: { equals: [uses('A'), 'x'] }, actions: {} }],
    ['a loop', { type: 'Foreach', foreach: uses('A'), actions: {} }],
    ['a switch', { type: 'Switch', expression: uses('A'), cases: {} }],
    ['the end', { type: 'Terminate', inputs: { runStatus: 'Failed', runError: { message: uses('A') } } }],
  ])('are not said to hide anything of %s', (_, B) => {
    expect(hidden({ A, B })).toEqual(['A outputs']);
  });

  test('do not reach what reads a variable, or the element of a loop', () => {
    const Loop = { type: 'Foreach', foreach: uses('A'), actions: { C: send("@items('Loop')") } };
    expect(hidden({ A, B: setVariable('key', uses('A')), Loop, D: send("@variables('key')") })).toEqual(['A outputs']);
  });

  test.each([
    ['Compose', compose('x')],
    ['Parse JSON', parse('x')],
    ['Response', respond('x')],
    ['Set variable', setVariable('key', 'x')],
    ['Scope', { type: 'Scope', actions: {} }],
  ])('are nothing to %s, which has no such setting', (_, action) => {
    expect(hidden({ A: secured(action, 'outputs'), B: send("@outputs('A')") })).toEqual([]);
  });
});

describe('secure inputs', () => {
  test('hide the inputs, and those of what uses the visible outputs, but no outputs', () => {
    const A = secured(send('x'), 'inputs');
    expect(hidden({ A, B: send(uses('A')), C: send(uses('B')) })).toEqual(['A inputs', 'B inputs']);
    expect(hidden({ A, B: compose(uses('A')), C: send("@outputs('B')") })).toEqual([
      'A inputs',
      'B inputs',
      'B outputs',
    ]);
  });

  test.each([
    ['Compose', compose('x')],
    ['Parse JSON', parse('x')],
    ['Response', respond('x')],
  ])('of %s hide both sides, and nothing further', (_, action) => {
    expect(hidden({ A: secured(action, 'inputs'), B: send("@outputs('A')") })).toEqual(['A inputs', 'A outputs']);
  });

  test.each([
    ['a variable', setVariable('key', 'x')],
    ['a condition', { type: 'If', expression: '@true', actions: {} }],
  ])('of %s hide nothing', (_, action) => {
    expect(hidden({ A: secured(action, 'inputs', 'outputs') })).toEqual([]);
  });
});

test('an operation tells on whose account its inputs are hidden', () => {
  const actions = { A: secured(readSecret, 'outputs'), B: send(uses('A')), C: compose('x'), D: send("@outputs('C')") };
  const solution = solutionOf({ Flow: { actions } });
  const graph = dataGraph(solution);
  const history = new RunHistory((operation) => graph.referencesOf(operation));
  const [, b, , d] = solution.flows[0]?.actions ?? [];
  expect([b, d].map((operation) => operation && history.securedUse(operation)?.name)).toEqual(['A', undefined]);
});

describe('hidden by default', () => {
  test.each([
    ['Http', ['inputs', 'headers', 'authorization'], true],
    ['HTTP', ['inputs', 'headers', 'authorization', 'value'], true],
    ['HttpWebhook', ['inputs', 'subscribe', 'headers', 'authorization'], true],
    ['HttpWebhook', ['inputs', 'unsubscribe', 'headers', 'authorization'], true],
    ['Http', ['inputs', 'headers', 'x-api-key'], false],
    ['Http', ['inputs', 'headers'], false],
    ['Http', ['inputs', 'body', 'headers', 'authorization'], false],
    ['Http', ['inputs', 'authentication', 'value'], false],
    ['Http', ['outputs', 'headers', 'authorization'], false],
    ['HttpWebhook', ['inputs', 'subscribe', 'body', 'authorization'], false],
    ['OpenApiConnection', ['inputs', 'headers', 'authorization'], false],
    ['Compose', ['inputs', 'headers', 'authorization'], false],
  ])('%s %j: %s', (type, path, expected) => {
    const [action] = solutionOf({ Flow: { actions: { A: { type } } } }).flows[0]?.actions ?? [];
    expect(action && isHiddenByDefault(action, path)).toBe(expected);
  });
});
