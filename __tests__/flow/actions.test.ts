import { pointerOf } from '../../src/document/place';
import { isType } from '../../src/flow/flow';
import { flowOf } from '../support/read-flow';

/** Every container that holds actions, in the letter case of exports and in others. */

const leaf = { type: 'Compose', inputs: 'x' };

describe('actions in containers', () => {
  const table: readonly (readonly [what: string, container: object, branch: string, below: string])[] = [
    ['a scope', { type: 'Scope', actions: { Leaf: leaf } }, 'actions', '/actions/Leaf'],
    ['the yes side of a condition', { type: 'If', actions: { Leaf: leaf } }, 'actions', '/actions/Leaf'],
    ['the no side of a condition', { type: 'If', else: { actions: { Leaf: leaf } } }, 'else', '/else/actions/Leaf'],
    [
      'a case of a switch',
      { type: 'Switch', cases: { Case_2: { case: 'b', actions: { Leaf: leaf } } } },
      'case Case_2',
      '/cases/Case_2/actions/Leaf',
    ],
    [
      'the default of a switch',
      { type: 'Switch', cases: {}, default: { actions: { Leaf: leaf } } },
      'default',
      '/default/actions/Leaf',
    ],
    ['a loop over items', { type: 'Foreach', foreach: '@x', actions: { Leaf: leaf } }, 'actions', '/actions/Leaf'],
    ['a loop until', { type: 'Until', expression: '@x', actions: { Leaf: leaf } }, 'actions', '/actions/Leaf'],
    [
      'a tool of an agent',
      { type: 'Agent', tools: { Search: { actions: { Leaf: leaf } } } },
      'tool Search',
      '/tools/Search/actions/Leaf',
    ],
    ['a type nobody knows', { type: 'Quantum', actions: { Leaf: leaf } }, 'actions', '/actions/Leaf'],
    ['no type at all', { actions: { Leaf: leaf } }, 'actions', '/actions/Leaf'],
    ['other letter case: actions', { type: 'scope', Actions: { Leaf: leaf } }, 'actions', '/Actions/Leaf'],
    ['other letter case: else', { type: 'IF', Else: { ACTIONS: { Leaf: leaf } } }, 'else', '/Else/ACTIONS/Leaf'],
    [
      'other letter case: cases',
      { type: 'SWITCH', CASES: { A: { Actions: { Leaf: leaf } } } },
      'case A',
      '/CASES/A/Actions/Leaf',
    ],
    ['other letter case: default', { Default: { actions: { Leaf: leaf } } }, 'default', '/Default/actions/Leaf'],
    ['other letter case: tools', { Tools: { T: { actions: { Leaf: leaf } } } }, 'tool T', '/Tools/T/actions/Leaf'],
  ];

  test.each(table)('%s', (_, container, branch, below) => {
    const { actions, malformed } = flowOf({ actions: { Outer: container } });
    expect(malformed).toEqual([]);
    expect(actions.map(({ name }) => name)).toEqual(['Outer', 'Leaf']);
    const [outer, inner] = actions;
    expect(outer?.parent).toBeUndefined();
    expect(inner?.parent).toBe(outer);
    expect(inner?.branch).toBe(branch);
    expect(inner?.breadcrumb).toEqual(['Outer', 'Leaf']);
    expect(pointerOf(inner?.place.path ?? [])).toBe(`/properties/definition/actions/Outer${below}`);
  });

  test('stand in file order, each container before its content', () => {
    const { actions } = flowOf({
      actions: {
        A: { type: 'If', actions: { A1: leaf, A2: leaf }, else: { actions: { A3: leaf } } },
        B: {
          type: 'Switch',
          cases: { X: { actions: { B1: leaf } }, Y: { actions: { B2: { type: 'Scope', actions: { B21: leaf } } } } },
          default: { actions: { B3: leaf } },
        },
        C: leaf,
      },
    });
    expect(actions.map(({ name }) => name)).toEqual(['A', 'A1', 'A2', 'A3', 'B', 'B1', 'B2', 'B21', 'B3', 'C']);
    expect(actions.find(({ name }) => name === 'B21')?.breadcrumb).toEqual(['B', 'B2', 'B21']);
  });

  test('of the same name in two branches are two', () => {
    const { actions } = flowOf({
      actions: { If: { type: 'If', actions: { Same: leaf }, else: { actions: { Same: leaf } } } },
    });
    expect(actions.map(({ name, branch }) => [name, branch])).toEqual([
      ['If', 'actions'],
      ['Same', 'actions'],
      ['Same', 'else'],
    ]);
  });

  test('under keys that differ in letter case only are both read', () => {
    const { actions } = flowOf({ actions: { Scope: { actions: { A: leaf }, Actions: { B: leaf } } } });
    expect(actions.map(({ name }) => name)).toEqual(['Scope', 'A', 'B']);
  });

  test.each(['__proto__', 'constructor', 'toString', 'length', '', ' ', '0', 'a/b', 'a~b', 'actions', 'else'])(
    'may be named %j',
    (name) => {
      const text = `{"properties":{"definition":{"triggers":{},"actions":{${JSON.stringify(name)}:{"type":"Scope","actions":{"Leaf":{"type":"Http"}}}}}}}`;
      const { actions } = flowOf(JSON.parse(text).properties.definition);
      expect(actions.map((action) => action.name)).toEqual([name, 'Leaf']);
      expect(actions[1]?.breadcrumb).toEqual([name, 'Leaf']);
    },
  );

  test('are not made up from what only looks like a container', () => {
    const { actions, malformed } = flowOf({
      actions: {
        // Content of inputs is data, whatever its keys are called.
        Body: { type: 'Compose', inputs: { actions: { Not: leaf }, else: { actions: { Not: leaf } } } },
        Empty: { type: 'Switch', cases: {}, default: {}, else: null, actions: null, tools: {} },
      },
    });
    expect(actions.map(({ name }) => name)).toEqual(['Body', 'Empty']);
    expect(malformed).toEqual([]);
  });
});

describe('malformed entries are told, and hide nothing', () => {
  const table: readonly (readonly [what: string, definition: object, pointers: readonly string[]])[] = [
    ['a number among actions', { actions: { A: leaf, B: 7 } }, ['/actions/B']],
    ['null among actions', { actions: { B: null } }, ['/actions/B']],
    ['an array among actions', { actions: { B: [] } }, ['/actions/B']],
    ['actions that are an array', { actions: [leaf] }, ['/actions']],
    ['actions that are text', { actions: 'none' }, ['/actions']],
    ['a text inside a scope', { actions: { S: { actions: { B: 'x' } } } }, ['/actions/S/actions/B']],
    ['actions of a scope that are a number', { actions: { S: { actions: 1 } } }, ['/actions/S/actions']],
    ['else actions that are text', { actions: { S: { else: { actions: '' } } } }, ['/actions/S/else/actions']],
    ['a trigger that is text', { triggers: { T: 'x' } }, ['/triggers/T']],
    ['a trigger that is null', { triggers: { T: null } }, ['/triggers/T']],
  ];

  test.each(table)('%s', (_, definition, pointers) => {
    const { malformed } = flowOf(definition);
    expect(malformed.map(({ path }) => pointerOf(path))).toEqual(
      pointers.map((pointer) => `/properties/definition${pointer}`),
    );
  });

  test('sound actions beside them are read', () => {
    const { actions } = flowOf({ actions: { A: 1, S: { type: 'Scope', actions: { B: [], C: leaf } }, D: leaf } });
    expect(actions.map(({ name }) => name)).toEqual(['S', 'C', 'D']);
  });
});

describe('what an action tells', () => {
  test('run-after, with the statuses in lower case', () => {
    const { actions } = flowOf({
      actions: {
        A: { type: 'Compose', runAfter: {} },
        B: { type: 'Compose', runAfter: { A: ['Succeeded', 'FAILED', 'TimedOut', 'Skipped'] } },
        C: { type: 'Compose', RunAfter: { A: ['Failed'], B: [] } },
        D: { type: 'Compose', runAfter: { A: [3, null] } },
        E: { type: 'Compose', runAfter: 'A' },
      },
    });
    expect(actions.map(({ runAfter }) => runAfter)).toEqual([
      [],
      [{ action: 'A', statuses: ['succeeded', 'failed', 'timedout', 'skipped'] }],
      [
        { action: 'A', statuses: ['failed'] },
        { action: 'B', statuses: [] },
      ],
      [{ action: 'A', statuses: ['', ''] }],
      [],
    ]);
  });

  test.each<readonly [string, object, object]>([
    ['nothing', {}, { inputs: false, outputs: false }],
    ['inputs', { runtimeConfiguration: { secureData: { properties: ['inputs'] } } }, { inputs: true, outputs: false }],
    [
      'both, in any letter case',
      { RuntimeConfiguration: { SecureData: { Properties: ['Outputs', 'INPUTS'] } } },
      { inputs: true, outputs: true },
    ],
    ['no list', { runtimeConfiguration: { secureData: { properties: 'inputs' } } }, { inputs: false, outputs: false }],
  ])('secured: %s', (_, parts, secured) => {
    const { actions, triggers } = flowOf({ triggers: { T: parts }, actions: { A: parts } });
    expect([actions[0]?.secured, triggers[0]?.secured]).toEqual([secured, secured]);
  });

  test('type and kind as written, compared without regard to letter case', () => {
    const { actions, triggers } = flowOf({
      triggers: { T: { Type: 'REQUEST', Kind: 'Http' } },
      actions: { A: { type: 'http' }, B: { type: 7 }, C: {} },
    });
    expect(triggers.map(({ type, kind, role }) => [type, kind, role])).toEqual([['REQUEST', 'Http', 'trigger']]);
    expect(actions.map(({ type }) => type)).toEqual(['http', '', '']);
    const [a, b] = actions;
    expect(a && isType(a, 'Compose', 'HTTP')).toBe(true);
    expect(b && isType(b, 'Http')).toBe(false);
  });
});
