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

describe('what an action takes for an id', () => {
  const call = (
    operationId: string,
    parameters: object,
    more: object = {},
    connector = 'commondataserviceforapps',
  ) => ({
    type: 'OpenApiConnection',
    inputs: {
      host: { apiId: `/providers/Microsoft.PowerApps/apis/shared_${connector}`, connectionName: 'c', operationId },
      parameters,
    },
    ...more,
  });
  const get = (more: object = {}) => call('GetItem', { entityName: 'orders', recordId: `@${x}` }, more);
  const after = { ...use(), ...following('Get') };

  test.each<[string, object, number]>([
    ['a row', get(), 8],
    ['a row, in a text', call('GetItem', { recordId: `@{${x}}` }), 8],
    ['a row that is changed', call('UpdateRecordWithOrganization', { recordId: `@${x}` }), 8],
    ['an item', call('GetItem', { id: `@${x}` }, {}, 'sharepointonline'), 8],
    ['a row of a table whose ids are texts', call('GetItem', { id: `@${x}` }, {}, 'excelonlinebusiness'), 0],
    ['a group', call('ListGroupMembers', { groupId: `@${x}` }, {}, 'office365groups'), 8],
    ['an account', call('UserProfile_V2', { id: `@${x}` }, {}, 'office365users'), 8],
    ['something that a service knows', call('Set-AdminAppOwner', { app: `@${x}` }, {}, 'powerappsforadmins'), 128],
    ['a row that is made', call('CreateRecord', { entityName: 'orders', 'item/orderid': `@${x}` }), 264],
    ['another column', call('CreateRecord', { entityName: 'orders', 'item/gridid': `@${x}` }), 0],
    ['a part of an id', call('GetItem', { recordId: `a@{${x}}` }), 0],
    ['another value', call('GetItem', { recordId: "@triggerBody()?['y']" }), 0],
    ['another parameter', call('GetItem', { recordId: '1', $select: `@${x}` }), 0],
    ['a value in a filter', call('ListRecords', { $filter: `a eq @{${x}}` }), 1024],
    ['a value between quotes in a filter', call('ListRecords', { $filter: `a eq '@{${x}}'` }), 512],
  ])('%s', (_, Get, cleansed) => {
    expect(guarded({ Get, Use: after })).toEqual([cleansed]);
  });

  test('that failed, or may have', () => {
    expect(guarded({ Get: get(), Use: { ...use(), runAfter: { Get: ['Failed'] } } })).toEqual([0]);
    expect(guarded({ Get: get(), Use: use() })).toEqual([0]);
  });

  test('behind what handles its failure', () => {
    const Handle = { ...compose('gone'), runAfter: { Get: ['Failed'] } };
    const goesOn = { ...use(), runAfter: { Handle: ['Skipped'] } };
    expect(guarded({ Get: get(), Handle, Use: goesOn })).toEqual([8]);
  });

  const set = (value: unknown, runAfter: object = {}) => ({
    type: 'SetVariable',
    inputs: { name: 'v', value },
    runAfter,
  });
  const check = (expected: unknown, runAfter: object, more: object = {}) => ({
    type: 'If',
    expression: { equals: ["@variables('v')", expected] },
    actions: { Use: use() },
    runAfter,
    ...more,
  });
  const init = (value: unknown) => ({
    type: 'InitializeVariable',
    inputs: { variables: [{ name: 'v', type: 'string', value }] },
  });
  const either = ['Succeeded', 'Skipped'];

  test('in a branch in which a variable tells that it did not fail', () => {
    const flow = (fails: unknown, expected: unknown) =>
      guarded({
        Init: init('pass'),
        Get: get(following('Init')),
        Note: set(fails, { Get: ['Failed'] }),
        Check: check(expected, { Note: either }),
      });
    expect(flow('not found', 'pass')).toEqual([8]);
    expect(flow("not found: @{body('Get')}", 'pass')).toEqual([8]);
    expect(flow("@body('Get')", 'pass')).toEqual([0]);
    expect(flow('not found', 'not found')).toEqual([0]);
  });

  test('in a branch in which a variable tells that it succeeded', () => {
    const flow = (more: object) =>
      guarded({
        Init: init('no'),
        Get: get(following('Init')),
        Choose: {
          type: 'Switch',
          expression: "@outputs('Get')['statusCode']",
          cases: { Ok: { case: 200, actions: { Note: set('yes') } } },
          runAfter: { Get: ['Succeeded', 'Failed'] },
        },
        ...more,
        Check: check('yes', following('Choose', ...Object.keys(more)).runAfter),
      });
    expect(flow({})).toEqual([8]);
    expect(flow({ Also: set('yes') })).toEqual([0]);
  });

  test('where its status code is compared', () => {
    const flow = (expression: unknown) =>
      guarded({
        Get: get(),
        Check: {
          type: 'If',
          expression,
          actions: { Use: use() },
          runAfter: { Get: ['Succeeded', 'Failed'] },
        },
      });
    expect(flow({ equals: ["@outputs('Get')?['statusCode']", 200] })).toEqual([8]);
    expect(flow({ equals: ["@outputs('Get')?['statusCode']", 404] })).toEqual([0]);
    expect(flow({ not: { equals: ["@outputs('Get')?['statusCode']", 200] } })).toEqual([0]);
  });

  test('also for what was made of it before', () => {
    expect(
      guarded({
        Short: compose(`@substring(${x}, 0, 8)`),
        Get: get(following('Short')),
        Use: { ...use("@outputs('Short')"), ...following('Get') },
      }),
    ).toEqual([8]);
  });
});
