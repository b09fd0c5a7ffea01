import { dataGraph, untrustedTrace } from '../../src/dataflow/solution-traces';
import { type Source, Trace } from '../../src/dataflow/trace';
import { compose, inOrder, solutionOf } from './solution-of';

const triggers = { manual: { type: 'Request', kind: 'Http', inputs: { triggerAuthenticationType: 'All' } } };

test('each reference of a string is told, also where it puts the same data into the same place', () => {
  const value = "@{triggerBody()?['a']} @{triggerBody()?['b']} @{triggerBody()?['a']}";
  const solution = solutionOf({ Flow: { triggers, actions: { Use: compose(value) } } });
  const [use] = solution.flows[0]?.actions ?? [];
  const found = use ? untrustedTrace(solution).arrivalsAt(use) : [];
  expect(found.map(({ expression }) => value.slice(expression.start, expression.end))).toEqual([
    "triggerBody()?['a']",
    "triggerBody()?['b']",
    "triggerBody()?['a']",
  ]);
});

/** What arrives at "Use" of a source that leaves out `id` and in which `count` is a number. */
function reached(actions: Readonly<Record<string, object>>) {
  const solution = solutionOf({ Flow: { triggers, actions: inOrder(actions) } });
  const graph = dataGraph(solution);
  const [flow] = solution.flows;
  const [trigger] = flow?.triggers ?? [];
  if (!flow || !trigger) throw new Error('no trigger');
  const source: Source<string> = {
    cell: graph.cellOf(trigger),
    path: ['outputs', 'body'],
    excludes: (part) => part.at(-1) === 'id',
    cleansedAt: (part) => (part.at(-1) === 'count' ? 8 : 0),
    at: trigger,
    of: 'x',
  };
  const use = flow.actions.find(({ name }) => name === 'Use');
  return use
    ? new Trace(graph, [source]).arrivalsAt(use).map(({ cleansed, fact }) => [cleansed, fact.part?.join('/')])
    : [];
}

describe('parts of a source', () => {
  test.each<[string, Readonly<Record<string, object>>, readonly (readonly [number, string | undefined])[]]>([
    ['all of it', { Use: compose('@triggerBody()') }, [[0, '']]],
    ['a part', { Use: compose("@triggerBody()?['a']?['b']") }, [[0, 'a/b']]],
    ['a part that is left out', { Use: compose("@triggerBody()?['id']") }, []],
    ['a part of a row', { Use: compose("@first(triggerBody()?['rows'])?['id']") }, []],
    ['a part that is cleansed', { Use: compose("@triggerBody()?['count']") }, [[8, 'count']]],
    ['a text, in which no parts are known any more', { Use: compose("a @{triggerBody()?['a']}") }, [[0, undefined]]],
    ['by way of Compose', { All: compose('@triggerBody()'), Use: compose("@outputs('All')?['id']") }, []],
    [
      'by way of Parse JSON',
      { All: { type: 'ParseJson', inputs: { content: '@triggerBody()' } }, Use: compose("@body('All')?['count']") },
      [[8, 'count']],
    ],
    [
      'by way of an object',
      { All: compose({ id: "@triggerBody()?['a']" }), Use: compose("@outputs('All')?['id']") },
      [[0, 'a']],
    ],
    [
      'by way of a variable',
      {
        Set: { type: 'SetVariable', inputs: { name: 'v', value: '@triggerBody()' } },
        Use: compose("@variables('v')?['id']"),
      },
      [],
    ],
    [
      'either of two parts',
      { Use: compose("@if(equals(1, 1), triggerBody()?['id'], triggerBody()?['a'])") },
      [[0, 'a']],
    ],
  ])('%s', (_, actions, expected) => {
    expect(reached(actions)).toEqual(expected);
  });

  test('in a loop', () => {
    const loop = (field: string) => ({
      Each: {
        type: 'Foreach',
        foreach: "@triggerBody()?['rows']",
        actions: { Use: compose(`@items('Each')?['${field}']`) },
      },
    });
    expect(reached(loop('id'))).toEqual([]);
    expect(reached(loop('name'))).toEqual([[0, 'rows/name']]);
  });
});
