import { routeOf, stepsOf } from '../../src/dataflow/path-steps';
import { secretTrace } from '../../src/dataflow/solution-traces';
import { messageOf, writeMessage } from '../../src/engine/message';
import { parseValue } from '../../src/expression';
import { compose, type FlowParts, inOrder, readSecret, send, setVariable, solutionOf } from './solution-of';

const secret = "@body('Get')?['value']";

/** Every place that the secrets of a solution reach: `<flow> <action> <field>`, with what is not as usual. */
function reached(flows: FlowParts): string[] {
  const solution = solutionOf(flows);
  const trace = secretTrace(solution);
  return solution.flows.flatMap((flow) =>
    [...flow.triggers, ...flow.actions].flatMap((operation) =>
      trace
        .arrivalsAt(operation)
        .map(({ field, confidence }) =>
          [
            ...(solution.flows.length > 1 ? [flow.name] : []),
            operation.name,
            field.join('.'),
            ...(confidence === 'high' ? [] : [confidence]),
          ].join(' '),
        ),
    ),
  );
}

/** The places in one flow that reads a secret first and then does this, one after the other. */
const secretThen = (actions: Readonly<Record<string, object>>) =>
  reached({ Flow: { actions: inOrder({ Get: readSecret, ...actions }) } });

describe('what carries the secret', () => {
  test.each<[string, unknown]>([
    ['the field', secret],
    ['the field by its slash name', "@outputs('Get')?['body/value']"],
    ['the field through the outputs', "@outputs('Get')?['body']?['value']"],
    ['the body', "@body('Get')"],
    ['the outputs', "@{outputs('Get')}"],
    ['the action', "@string(actions('Get'))"],
    ['a name in other letter case', "@BODY('GET')?['VALUE']"],
    ['part of a text', `Key @{body('Get')?['value']}`],
    ['part of the secret', "@first(split(body('Get')?['value'], '.'))"],
    ['a field of a secret that is JSON', "@json(body('Get')?['value'])['password']"],
    ['a value deep in an object', { a: [{ 'b/c': secret }] }],
    ['a key that is computed', "@outputs('Get')?[variables('part')]"],
  ])('%s', (_, value) => {
    expect(secretThen({ Send: send(value) })).toHaveLength(1);
  });

  test.each<[string, unknown]>([
    ['its id', "@body('Get')?['id']"],
    ['the status code', "@outputs('Get')['statusCode']"],
    ['whether it is empty', "@empty(body('Get')?['value'])"],
    ['its length', "@length(body('Get')?['value'])"],
    ['what was asked for', "@actions('Get').inputs"],
    ['another action', "@body('Other')?['value']"],
    ['a text that looks like a reference', "body('Get')?['value']"],
    ['an escaped reference', "@@body('Get')?['value']"],
    ['the body without it', "@removeProperty(body('Get'), 'value')"],
    ['the body with another value in its place', "@setProperty(body('Get'), 'value', 'hidden')"],
    ['what is chosen by it', "@if(equals(body('Get')?['value'], 'a'), 'b', 'c')"],
  ])('not %s', (_, value) => {
    expect(secretThen({ Send: send(value) })).toEqual([]);
  });
});

describe('actions', () => {
  const twice = (name: string, step: object, use: unknown) => secretThen({ [name]: step, Send: send(use) });
  test.each<[string, object, unknown, string]>([
    ['Compose', compose(secret), "@outputs('Step')", 'inputs'],
    ['Compose by body()', compose(secret), "@body('Step')", 'inputs'],
    ['Compose of an object', compose({ key: secret }), "@outputs('Step')?['key']", 'inputs.key'],
    ['Compose of a body', compose("@body('Get')"), "@outputs('Step')?['value']", 'inputs'],
    [
      'Parse JSON',
      { type: 'ParseJson', inputs: { content: "@body('Get')" } },
      "@body('Step')?['value']",
      'inputs.content',
    ],
    [
      'Parse JSON of text',
      { type: 'ParseJson', inputs: { content: "@{body('Get')}" } },
      "@body('Step')?['value']",
      'inputs.content',
    ],
    [
      'Select',
      { type: 'Select', inputs: { from: "@createArray(body('Get'))", select: { key: "@item()?['value']" } } },
      "@body('Step')",
      'inputs.from',
    ],
    [
      'Filter array',
      { type: 'Query', inputs: { from: "@createArray(body('Get'))", where: '@true' } },
      "@first(body('Step'))?['value']",
      'inputs.from',
    ],
    [
      'Join',
      { type: 'Join', inputs: { from: "@createArray(body('Get')?['value'])", joinWith: ',' } },
      "@body('Step')",
      'inputs.from',
    ],
    [
      'Create CSV table',
      { type: 'Table', inputs: { from: "@createArray(body('Get'))", format: 'CSV' } },
      "@body('Step')",
      'inputs.from',
    ],
    ['the inputs of an action', send(secret), "@actions('Step')?['inputs']?['body']", 'inputs.body'],
  ])('%s hands it on', (_, step, use, field) => {
    const places = twice('Step', step, use);
    expect(places).toContain(`Step ${field}`);
    expect(places).toContain('Send inputs.body');
  });

  test.each<[string, object, unknown]>([
    ['another field of a Compose', compose({ key: secret, name: 'a' }), "@outputs('Step')?['name']"],
    [
      'another field of what was parsed',
      { type: 'ParseJson', inputs: { content: "@body('Get')" } },
      "@body('Step')?['id']",
    ],
    [
      'a Select of other fields',
      { type: 'Select', inputs: { from: "@createArray(body('Get'))", select: { id: "@item()?['id']" } } },
      "@body('Step')",
    ],
    [
      'a table of other columns',
      {
        type: 'Table',
        inputs: {
          from: "@createArray(body('Get'))",
          format: 'CSV',
          columns: [{ header: 'id', value: "@item()?['id']" }],
        },
      },
      "@body('Step')",
    ],
    ['the answer to a request', send(secret), "@body('Step')"],
    ['the outputs of a request', send(secret), "@actions('Step')?['outputs']"],
  ])('%s has nothing of it', (_, step, use) => {
    expect(twice('Step', step, use)).not.toContain('Send inputs.body');
  });

  test('a field that is taken out of an object and put into another keeps its own path', () => {
    expect(
      secretThen({
        One: compose({ a: secret, b: 'b' }),
        Two: compose({ c: "@outputs('One')" }),
        Yes: send("@outputs('Two')?['c']?['a']"),
        No: send("@outputs('Two')?['c']?['b']"),
      }),
    ).toEqual(['One inputs.a', 'Two inputs.c', 'Yes inputs.body']);
  });
});

describe('containers', () => {
  const inside: Record<string, (actions: object) => object> = {
    Scope: (actions) => ({ type: 'Scope', actions }),
    If: (actions) => ({ type: 'If', expression: { and: [{ equals: [1, 1] }] }, actions }),
    else: (actions) => ({ type: 'If', expression: { and: [{ equals: [1, 1] }] }, actions: {}, else: { actions } }),
    case: (actions) => ({
      type: 'Switch',
      expression: 'a',
      cases: { One: { case: 'a', actions } },
      default: { actions: {} },
    }),
    default: (actions) => ({ type: 'Switch', expression: 'a', cases: {}, default: { actions } }),
    Foreach: (actions) => ({ type: 'Foreach', foreach: '@createArray(1)', actions }),
    Until: (actions) => ({ type: 'Until', expression: '@equals(1, 1)', actions }),
  };
  test.each(Object.keys(inside))('%s', (name) => {
    const within = inside[name]?.(inOrder({ Keep: compose(secret), Send: send("@outputs('Keep')") })) ?? {};
    expect(secretThen({ Container: within })).toEqual(['Keep inputs', 'Send inputs.body']);
  });

  test.each([
    ["@items('Loop')?['value']", ['Loop foreach', 'Send inputs.body']],
    ["@item()?['value']", ['Loop foreach', 'Send inputs.body']],
    ["@items('Loop')?['id']", ['Loop foreach']],
    ["@items('Other')?['value']", ['Loop foreach']],
  ])('a loop over it, %s', (use, expected) => {
    const loop = { type: 'Foreach', foreach: "@createArray(body('Get'))", actions: { Send: send(use) } };
    expect(secretThen({ Loop: loop })).toEqual(expected);
  });

  test.each([
    ['string(result())', "@string(result('Try'))", true],
    ['its inputs', "@first(result('Try'))?['inputs']?['body']", true],
    ['its name', "@first(result('Try'))?['name']", false],
    ['its outputs, which are the answer', "@first(result('Try'))?['outputs']", false],
  ])('result() of a scope: %s', (_, use, isReached) => {
    const places = secretThen({ Try: { type: 'Scope', actions: { Inner: send(secret) } }, Send: send(use) });
    expect(places.includes('Send inputs.body')).toBe(isReached);
  });

  test('result() knows only what lies right below', () => {
    const deep = { type: 'Scope', actions: { Deeper: { type: 'Scope', actions: { Inner: compose(secret) } } } };
    expect(secretThen({ Try: deep, Send: send("@result('Try')") })).toEqual(['Inner inputs']);
  });

  test.each([
    ['If', { type: 'If', expression: { and: [{ equals: [secret, 'a'] }] }, actions: {} }, 'Step expression.and.equals'],
    ['Switch', { type: 'Switch', expression: secret, cases: {} }, 'Step expression'],
    ['Until', { type: 'Until', expression: `@equals(body('Get')?['value'], 'a')`, actions: {} }, undefined],
  ])('the condition of %s', (_, step, expected) => {
    expect(secretThen({ Step: step })).toEqual(expected === undefined ? [] : [expected]);
  });
});

describe('variables', () => {
  const declare = (name: string, value: unknown = '') => ({
    type: 'InitializeVariable',
    inputs: { variables: [{ name, type: 'string', value }] },
  });

  test.each<[string, Record<string, object>]>([
    ['declared', { Declare: declare('key', secret) }],
    ['set', { Declare: declare('key'), Set: setVariable('key', secret) }],
    [
      'appended to',
      { Declare: declare('key'), Add: { ...setVariable('key', secret), type: 'AppendToStringVariable' } },
    ],
    ['set from another', { Declare: declare('a', secret), Set: setVariable('key', "@variables('a')") }],
    ['of another letter case', { Declare: declare('KEY', secret) }],
  ])('%s', (_, steps) => {
    expect(secretThen({ ...steps, Send: send("@variables('key')") })).toContain('Send inputs.body');
  });

  test('several variables of one action stay apart', () => {
    const variables = [
      { name: 'a', type: 'string', value: 'harmless' },
      { name: 'b', type: 'string', value: secret },
    ];
    expect(
      secretThen({
        Declare: { type: 'InitializeVariable', inputs: { variables } },
        A: send("@variables('a')"),
        B: send("@variables('b')"),
      }),
    ).toEqual(['Declare inputs.variables.#1.value', 'B inputs.body']);
  });

  test('what is read before it is written has nothing of it', () => {
    expect(
      secretThen({
        Declare: declare('key'),
        Before: send("@variables('key')"),
        Set: setVariable('key', secret),
        After: send("@variables('key')"),
      }),
    ).toEqual(['Set inputs.value', 'After inputs.body']);
  });

  test('what runs beside it may', () => {
    const side = { runAfter: { Get: ['Succeeded'] } };
    expect(
      secretThen({ Set: { ...setVariable('key', secret), ...side }, Send: { ...send("@variables('key')"), ...side } }),
    ).toEqual(['Set inputs.value', 'Send inputs.body']);
  });

  test.each([
    ['Foreach', { foreach: '@createArray(1)' }, true],
    ['Until', { expression: '@equals(1, 1)' }, true],
    ['Scope', {}, false],
  ])('an earlier action in a %s', (type, more, isReached) => {
    const actions = inOrder({ Before: send("@variables('key')"), Set: setVariable('key', secret) });
    expect(secretThen({ Around: { type, ...more, actions } }).includes('Before inputs.body')).toBe(isReached);
  });

  test.each([
    ['the other branch', { else: { actions: { Send: send("@variables('key')") } } }, false],
    [
      'the same branch',
      { actions: inOrder({ Set: setVariable('key', secret), Send: send("@variables('key')") }) },
      true,
    ],
  ])('%s of a condition', (_, branches, isReached) => {
    const choose = { type: 'If', expression: true, actions: { Set: setVariable('key', secret) }, ...branches };
    expect(secretThen({ Choose: choose }).includes('Send inputs.body')).toBe(isReached);
  });

  test('a condition behind a branch that wrote it', () => {
    const choose = { type: 'If', expression: true, actions: { Set: setVariable('key', secret) } };
    expect(secretThen({ Choose: choose, Send: send("@variables('key')") })).toContain('Send inputs.body');
  });
});

describe('child flows', () => {
  const child = '00000000-0000-0000-0000-00000000c1d1';
  const call = (body: object, more: object = {}) => ({
    type: 'Workflow',
    inputs: { host: { workflowReferenceName: child }, body },
    ...more,
  });
  const echo = {
    triggers: { manual: { type: 'Request', kind: 'Button', inputs: {} } },
    actions: { Answer: { type: 'Response', inputs: { statusCode: 200, body: { echo: "@triggerBody()?['key']" } } } },
  };

  test('are given it and return it', () => {
    const parent = {
      actions: inOrder({ Get: readSecret, Run: call({ key: secret }), Send: send("@body('Run')?['echo']") }),
    };
    expect(reached({ Parent: parent, [child]: echo })).toEqual([
      'Parent Run inputs.body.key',
      'Parent Send inputs.body',
      `${child} Answer inputs.body.echo`,
    ]);
  });

  test('return nothing else', () => {
    const parent = {
      actions: inOrder({ Get: readSecret, Run: call({ other: secret }), Send: send("@body('Run')?['echo']") }),
    };
    expect(reached({ Parent: parent, [child]: echo })).toEqual(['Parent Run inputs.body.other']);
  });

  test('return it only to the flow that gave it', () => {
    const one = { actions: inOrder({ Get: readSecret, Run: call({ key: secret }) }) };
    const other = { actions: inOrder({ Run: call({ key: 'harmless' }), Send: send("@body('Run')?['echo']") }) };
    expect(reached({ One: one, Other: other, [child]: echo })).not.toContain('Other Send inputs.body');
  });

  test('return their own secret to everyone', () => {
    const own = {
      actions: inOrder({ Get: readSecret, Answer: { type: 'Response', inputs: { body: { key: secret } } } }),
    };
    const parent = { actions: inOrder({ Run: call({}), Send: send("@body('Run')?['key']") }) };
    expect(reached({ One: parent, Two: parent, [child]: own })).toEqual([
      'One Send inputs.body',
      'Two Send inputs.body',
      `${child} Answer inputs.body.key`,
    ]);
  });

  test('that run themselves come to an end', () => {
    const loop = { ...echo, actions: { ...echo.actions, Again: call({ key: "@triggerBody()?['key']" }) } };
    const parent = { actions: inOrder({ Get: readSecret, Run: call({ key: secret }) }) };
    expect(reached({ Parent: parent, [child]: loop })).toHaveLength(3);
  });
});

describe('the way', () => {
  const wayOf = (flows: FlowParts, to: string) => {
    const solution = solutionOf(flows);
    const action = solution.flows.flatMap((flow) => flow.actions).find(({ name }) => name === to);
    const [arrival] = action ? secretTrace(solution).arrivalsAt(action) : [];
    if (!arrival) throw new Error(`nothing arrives at ${to}`);
    const steps = stepsOf(arrival.fact, { text: 'the secret is read' });
    const { phrase, data } = routeOf(arrival.fact);
    return {
      steps: steps.map((step) => writeMessage(messageOf(step.text, step.data ?? {}), (name) => name)),
      route: writeMessage(messageOf(phrase, data), (name) => name),
    };
  };

  test.each<[string, Record<string, object>, string[], string]>([
    ['direct', { Send: send(secret) }, ['the secret is read', 'Send takes it'], ''],
    [
      'through a Compose and a variable',
      { Keep: compose(secret), Set: setVariable('key', "@outputs('Keep')"), Send: send("@variables('key')") },
      ['the secret is read', 'Keep takes it', 'Set stores it in a variable', 'Send takes it'],
      ' by way of Keep and Set',
    ],
    [
      'the shortest of two',
      { Keep: compose(secret), Send: send(`@concat(outputs('Keep'), body('Get')?['value'])`) },
      ['the secret is read', 'Send takes it'],
      '',
    ],
  ])('%s', (_, actions, steps, route) => {
    expect(wayOf({ Flow: { actions: inOrder({ Get: readSecret, ...actions }) } }, 'Send')).toEqual({ steps, route });
  });

  test('of thousands of steps shows the first and the last ones', () => {
    const count = 5000;
    const actions: Record<string, object> = { Get: readSecret, Step_1: compose(secret) };
    for (let i = 2; i <= count; i++) actions[`Step_${i}`] = compose(`@outputs('Step_${i - 1}')`);
    const { steps, route } = wayOf({ Flow: { actions: inOrder(actions) } }, `Step_${count}`);
    expect(steps).toHaveLength(40);
    expect(steps.slice(0, 3)).toEqual(['the secret is read', 'Step_1 takes it', 'Step_2 takes it']);
    expect(steps.at(-1)).toBe(`Step_${count} takes it`);
    const skipped = Number(/after (\d+) more steps/.exec(steps.join(' '))?.[1]);
    expect(skipped + steps.length - 1).toBe(count);
    expect(route).toBe(' by way of Step_1, Step_2, Step_3 and many more actions');
  });
});

describe('the value of a part of a string', () => {
  const sidesOf = (check: object) => {
    const solution = solutionOf({ Flow: { actions: inOrder({ Get: readSecret, Check: check }) } });
    const trace = secretTrace(solution);
    const operation = solution.flows[0]?.actions[1];
    const node = operation?.node.get('inputs');
    const parsed = parseValue(node?.text ?? '');
    if (!operation || !node || parsed.kind !== 'expression' || parsed.root.kind !== 'call') throw new Error('no call');
    expect(trace.arrivalsAt(operation)).toEqual([]);
    return parsed.root.args.map((one) =>
      trace
        .arrivalsIn(operation, node, one)
        .map(({ field, isWhole, readFrom }) => `${field} ${isWhole} ${readFrom?.name}`),
    );
  };

  test.each<[string, string, string[][]]>([
    ['a side of a comparison', "@equals(body('Get')?['value'], 'a')", [['inputs true Get'], []]],
    ['both', "@contains(body('Get'), first(body('Get')?['value']))", [['inputs true Get'], ['inputs false Get']]],
    ['of which nothing is left', "@equals(length(body('Get')?['value']), 3)", [[], []]],
    ['of something else', "@equals(body('Get')?['id'], variables('a'))", [[], []]],
  ])('%s', (_, inputs, expected) => {
    expect(sidesOf(compose(inputs))).toEqual(expected);
  });
});

describe('limits', () => {
  test('many secrets in one object are still found where it is used', () => {
    const names = Array.from({ length: 600 }, (_, i) => `Get_${i}`);
    const all = Object.fromEntries(names.map((name) => [name, `@body('${name}')?['value']`]));
    const actions = {
      ...Object.fromEntries(names.map((name) => [name, readSecret])),
      All: compose(all),
      Send: send("@outputs('All')"),
    };
    expect(new Set(reached({ Flow: { actions: inOrder(actions) } }))).toContain('Send inputs.body');
  });

  test('an object that grows in a loop comes to an end', () => {
    const grow = setVariable('x', "@setProperty(variables('x'), 'y', variables('x'))");
    const loop = { type: 'Until', expression: '@equals(1, 1)', actions: { Grow: grow } };
    expect(secretThen({ Set: setVariable('x', { a: secret }), Loop: loop, Send: send("@variables('x')") })).toContain(
      'Send inputs.body',
    );
  });
});
