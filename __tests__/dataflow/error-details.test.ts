import { errorDetailsIn } from '../../src/dataflow/error-details';
import { DataGraph } from '../../src/dataflow/graph';
import { Trace } from '../../src/dataflow/trace';
import { compose, send, solutionOf } from './solution-of';

/** The kinds of details that reach the action Read. */
function kindsAt(value: unknown, statuses: readonly string[] = ['Failed'], more: object = {}): readonly string[] {
  const Try = { type: 'Scope', actions: { Call: send(1), Keep: compose("@body('Call')") }, runAfter: {} };
  const Read = { ...compose(value), runAfter: { Try: statuses } };
  const graph = new DataGraph(solutionOf({ Flow: { actions: { Try, Read, ...more } } }));
  const [flow] = graph.flows;
  const trace = new Trace(graph, errorDetailsIn(graph));
  const action = flow?.flow.actions.find(({ name }) => name === 'Read');
  if (!action) throw new Error('no action');
  return [
    ...new Set(trace.arrivalsAt(action).map(({ source }) => `${source.of.kind} ${source.of.about?.name ?? ''}`.trim())),
  ].sort();
}

test.each<[string, string[]]>([
  ["@result('Try')", ['error Try', 'inputs Try', 'outputs Try']],
  ["@result('Try')[0]?['inputs']?['uri']", ['inputs Try']],
  ["@result('Try')[0]?['outputs/body']", ['outputs Try']],
  ["@result('Try')[0]?['error']?['message']", ['error Try']],
  ["@result('Try')[0]?['error']?['code']", []],
  ["@result('Try')[0]?['status']", []],
  ["@result('Other')", []],
  ["@actions('Call')", ['answer Call', 'error Call', 'inputs Call']],
  ["@actions('Call')?['error']", ['error Call']],
  ["@actions('Call')?['inputs']", ['inputs Call']],
  ["@actions('Call')?['startTime']", []],
  ["@outputs('Call')", ['answer Call']],
  ["@body('Call')", ['answer Call']],
  ["@body('Call')?['error/message']", ['answer Call']],
  ["@outputs('Call')?['headers']", ['answer Call']],
  ["@outputs('Call')?['statusCode']", []],
  ["@body('Call')?['title']", []],
  ["@outputs('Keep')", []],
  ['@workflow()', ['run']],
  ["@workflow()?['tags']?['environmentName']", ['run']],
  ["@workflow()['run']['name']", []],
  ["@workflow()?['tags']?['flowDisplayName']", []],
  ['@guid()', []],
])('%s where the scope failed: %j', (value, kinds) => {
  expect(kindsAt(value)).toEqual(kinds);
});

test.each<[string, string[]]>([
  ["@result('Try')", ['error Try', 'inputs Try']],
  ["@result('Try')[0]?['outputs']", []],
  ["@body('Call')", []],
  ["@actions('Call')?['error']", ['error Call']],
])('%s where it succeeded: %j', (value, kinds) => {
  expect(kindsAt(value, ['Succeeded'])).toEqual(kinds);
});

test('an answer that is read in any case', () => {
  expect(kindsAt("@body('Call')", ['Succeeded', 'Failed'])).toEqual(['any-answer Call']);
});

test('what an action was given does not come out of it by itself', () => {
  const Log = { ...compose("@result('Try')"), runAfter: { Try: ['Failed'] } };
  expect(kindsAt("@outputs('Log')", ['Failed'], { Log })).toEqual(['error Try', 'inputs Try', 'outputs Try']);
  expect(kindsAt("@outputs('Keep')", ['Failed'], { Log: compose("@actions('Keep')?['inputs']") })).toEqual([]);
});
