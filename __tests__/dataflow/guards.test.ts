import { Guards } from '../../src/dataflow/guards';
import { dataGraph, untrustedTrace } from '../../src/dataflow/solution-traces';
import { compose, solutionOf } from './solution-of';

const triggers = { manual: { type: 'Request', kind: 'Http', inputs: { triggerAuthenticationType: 'All' } } };
const x = "triggerBody()?['x']";
const use = (value = `@${x}`) => compose(value);
const following = (...names: string[]) => ({
  runAfter: Object.fromEntries(names.map((name) => [name, ['Succeeded']])),
});
const stop = { Stop: { type: 'Terminate', inputs: { runStatus: 'Failed' } } };

/** What conditions make harmless of the data that reaches the action "Use": 8 a number or one of a few texts, 32 a known host. */
function guarded(actions: object, trigger: object = triggers): number[] {
  const solution = solutionOf({ Flow: { triggers: trigger, actions } });
  const guards = new Guards(dataGraph(solution));
  const trace = untrustedTrace(solution);
  const action = solution.flows[0]?.actions.find(({ name }) => name === 'Use');
  if (!action) throw new Error('no action "Use"');
  return trace.arrivalsAt(action).map(({ fact }) => guards.cleansed(fact));
}

const inBranch = (expression: unknown, Use: object = use()) =>
  guarded({ Check: { type: 'If', expression, actions: { Use } } });

test.each<[string, unknown, number]>([
  ['a number', { equals: [`@isInt(${x})`, true] }, 8],
  ['a number with a fraction', `@isFloat(${x})`, 8],
  ['a text', { equals: [`@${x}`, 'a'] }, 8],
  ['a text on the left', { equals: ['a', `@${x}`] }, 8],
  ['a parameter', { equals: [`@${x}`, "@parameters('a')"] }, 8],
  ['a text in other letter case', { equals: [`@toLower(trim(${x}))`, 'a'] }, 8],
  ['a list', { contains: ["@split('a,b', ',')", `@${x}`] }, 8],
  ['a list that is written as JSON', { contains: ['@json(\'["a"]\')', `@${x}`] }, 8],
  ['one of two texts', { or: [{ equals: [`@${x}`, 'a'] }, { equals: [`@${x}`, 'b'] }] }, 8],
  ['the beginning of an address', { startsWith: [`@${x}`, 'https://contoso.example/'] }, 32],
  ['a host', { equals: [`@uriHost(${x})`, 'contoso.example'] }, 32],
  ['by its slash name', { equals: ["@triggerOutputs()?['body/x']", 'a'] }, 8],
  ['the object around it', { equals: ['@triggerBody()', '{}'] }, 8],
  ['an address without an end of the host', { startsWith: [`@${x}`, 'https://contoso.example'] }, 0],
  ['any beginning', { startsWith: [`@${x}`, 'a'] }, 0],
  ['another part', { equals: ["@triggerBody()?['y']", 'a'] }, 0],
  ['a part of it', { equals: [`@substring(${x}, 0, 1)`, 'a'] }, 0],
  ['what a caller sends', { equals: [`@${x}`, "@triggerBody()?['y']"] }, 0],
  ['a list that a caller sends', { contains: ["@triggerBody()?['y']", `@${x}`] }, 0],
  ['that it holds a text', { contains: [`@${x}`, 'a'] }, 0],
  ['that it is there', { not: { equals: [`@empty(${x})`, true] } }, 0],
  ['that it is something else', { not: { equals: [`@${x}`, 'a'] } }, 0],
  ['one text or anything', { or: [{ equals: [`@${x}`, 'a'] }, { equals: ["@triggerBody()?['y']", 'b'] }] }, 0],
  ['a number or a host', { or: [`@isInt(${x})`, { equals: [`@uriHost(${x})`, 'a'] }] }, 0],
  ['a size', { less: [`@length(${x})`, 5] }, 0],
])('a check for %s', (_, expression, cleansed) => {
  expect(inBranch(expression)).toEqual([cleansed]);
});

test('only in the branch where it holds', () => {
  const expression = { equals: [`@${x}`, 'a'] };
  const inElse = (one: unknown) =>
    guarded({ Check: { type: 'If', expression: one, actions: {}, else: { actions: { Use: use() } } } });
  expect(inElse(expression)).toEqual([0]);
  expect(inElse({ not: expression })).toEqual([8]);
  expect(guarded({ Check: { type: 'If', expression, actions: {} }, Use: { ...use(), ...following('Check') } })).toEqual(
    [0],
  );
});

test('deeper inside', () => {
  const deep = { type: 'Scope', actions: { Until: { type: 'Until', expression: '@true', actions: { Use: use() } } } };
  expect(guarded({ Check: { type: 'If', expression: `@isInt(${x})`, actions: { Scope: deep } } })).toEqual([8]);
});

test('a Switch: its cases, not its default', () => {
  const flow = (cases: object, otherwise: object) =>
    guarded({ Choose: { type: 'Switch', expression: `@${x}`, cases, default: { actions: otherwise } } });
  expect(flow({ A: { case: 'a', actions: { Use: use() } } }, {})).toEqual([8]);
  expect(flow({}, { Use: use() })).toEqual([0]);
});

test('elements of a loop', () => {
  const flow = (checked: string, used: string) =>
    guarded({
      Each: {
        type: 'Foreach',
        foreach: "@triggerBody()?['rows']",
        actions: { Check: { type: 'If', expression: `@isInt(${checked})`, actions: { Use: use(`@${used}`) } } },
      },
    });
  expect(flow("items('Each')?['id']", "item()?['id']")).toEqual([8]);
  expect(flow("items('Each')?['id']", "item()?['name']")).toEqual([0]);
});

test('data that was read inside, and used later by way of a variable', () => {
  const check = {
    type: 'If',
    expression: `@isInt(${x})`,
    actions: { Set: { type: 'SetVariable', inputs: { name: 'v', value: `@${x}` } } },
  };
  expect(guarded({ Check: check, Use: { ...use("@variables('v')"), ...following('Check') } })).toEqual([8]);
});

describe('a check that ends the run otherwise', () => {
  const bad = `@not(isInt(${x}))`;
  test('before it', () => {
    expect(
      guarded({ Check: { type: 'If', expression: bad, actions: stop }, Use: { ...use(), ...following('Check') } }),
    ).toEqual([8]);
    expect(
      guarded({
        Check: { type: 'If', expression: `@isInt(${x})`, actions: {}, else: { actions: stop } },
        Use: { ...use(), ...following('Check') },
      }),
    ).toEqual([8]);
    expect(
      guarded({
        Check: { type: 'If', expression: bad, actions: stop },
        Scope: { type: 'Scope', actions: { Use: use() }, ...following('Check') },
      }),
    ).toEqual([8]);
  });
  test('beside it, or in a branch that may not run', () => {
    expect(guarded({ Check: { type: 'If', expression: bad, actions: stop }, Use: use() })).toEqual([0]);
    const inner = {
      type: 'If',
      expression: { equals: ['@1', 1] },
      actions: { Check: { type: 'If', expression: bad, actions: stop } },
    };
    expect(guarded({ Outer: inner, Use: { ...use(), ...following('Outer') } })).toEqual([0]);
    const other = { ...inner, else: { actions: { Use: use() } } };
    expect(guarded({ Outer: other })).toEqual([0]);
  });
  test('that ends nothing', () => {
    const say = { Say: { type: 'Response', inputs: { statusCode: 400 } } };
    expect(
      guarded({ Check: { type: 'If', expression: bad, actions: say }, Use: { ...use(), ...following('Check') } }),
    ).toEqual([0]);
  });
});

test('a condition of the trigger', () => {
  const trigger = (expression: string) => ({ manual: { ...triggers.manual, conditions: [{ expression }] } });
  expect(guarded({ Use: use() }, trigger(`@equals(${x}, 'a')`))).toEqual([8]);
  expect(guarded({ Use: use() }, trigger(`@not(empty(${x}))`))).toEqual([0]);
});
