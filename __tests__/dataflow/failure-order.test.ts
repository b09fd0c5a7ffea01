import { FailureOrder } from '../../src/dataflow/failure-order';
import { RunOrder } from '../../src/dataflow/run-order';
import { flowOf } from '../support/read-flow';
import { quickest } from '../support/timing';

type Edges = Readonly<Record<string, readonly string[]>>;
const step = (runAfter: Edges = {}, more: object = {}) => ({ type: 'Compose', inputs: 1, runAfter, ...more });
const inside = (actions: object, runAfter: Edges = {}, type = 'Scope') => ({ type, actions, runAfter });

const ok = ['Succeeded'];
const bad = ['Failed', 'TimedOut'];
const skipped = ['Skipped'];

/** Whether the second action runs because the first one failed. */
function runsAfterFailure(actions: object, failed: string, reader: string) {
  const flow = flowOf({ actions });
  const named = (name: string) => {
    const found = flow.actions.find((action) => action.name === name);
    if (!found) throw new Error(`no action ${name}`);
    return found;
  };
  return new FailureOrder(flow, new RunOrder(flow)).runsAfterFailure(named(reader), named(failed));
}

test.each<[string, object, string | undefined]>([
  ['straight after', { B: step({ A: bad }) }, 'only'],
  ['in other letter case', { B: step({ a: ['FAILED'] }) }, 'only'],
  ['after a time-out', { B: step({ A: ['TimedOut'] }) }, 'only'],
  ['in either case', { B: step({ A: [...ok, ...bad] }) }, 'also'],
  ['after success', { B: step({ A: ok }) }, undefined],
  ['after a skip', { B: step({ A: skipped }) }, undefined],
  ['beside', { B: step() }, undefined],
  ['before', { B: step(), C: step({ B: ok }), A2: step({ C: ok }) }, undefined],
  ['later in the catch', { C: step({ A: bad }), D: step({ C: ok }), B: step({ D: ok }) }, 'only'],
  ['in a container of the catch', { Catch: inside({ In: inside({ B: step() }, {}, 'If') }, { A: bad }) }, 'only'],
  ['after the catch or without it', { C: step({ A: bad }), B: step({ C: [...ok, ...skipped] }) }, 'also'],
  ['since the next was skipped', { C: step({ A: ok }), B: step({ C: skipped }) }, 'only'],
  [
    'since a chain was skipped',
    { C: step({ A: ok }), D: step({ C: ok }), E: step({ D: ok }), B: step({ E: [...bad, ...skipped] }) },
    'only',
  ],
  [
    'at the end of a chain',
    { C: step({ A: ok }), D: step({ C: ok }), B: step({ D: [...ok, ...bad, ...skipped] }) },
    'also',
  ],
  ['only where a later one failed', { C: step({ A: ok }), B: step({ C: bad }) }, undefined],
  ['after two, of which one failed', { C: step(), B: step({ A: bad, C: ok }) }, 'only'],
  ['in one of two ways', { C: step({ A: bad }), D: step({ A: ok }), B: step({ C: ok, D: skipped }) }, 'also'],
])('%s: %s', (_, others, expected) => {
  expect(runsAfterFailure({ A: step(), ...others }, 'A', 'B')).toBe(expected);
});

test.each<[string, object, string, string, string | undefined]>([
  ['an action in a scope that failed', { Try: inside({ A: step() }), B: step({ Try: bad }) }, 'A', 'B', 'only'],
  ['the scope itself', { Try: inside({ A: step() }), B: step({ Try: bad }) }, 'Try', 'B', 'only'],
  ['a scope from inside', { Try: inside({ A: step() }), B: step({ Try: bad }) }, 'Try', 'A', undefined],
  ['an action by one in the same scope', { Try: inside({ A: step(), B: step({ A: bad }) }) }, 'A', 'B', 'only'],
  ['an action of the same name elsewhere', { Try: inside({ A: step() }), B: step({ A: bad }) }, 'A', 'B', undefined],
  ['itself', { A: step() }, 'A', 'A', undefined],
  [
    'an action of the other branch',
    { If: { type: 'If', actions: { A: step() }, else: { actions: { B: step({ A: bad }) } } } },
    'A',
    'B',
    undefined,
  ],
  ['edges in a circle', { A: step({ C: skipped }), C: step({ A: ok }), B: step({ C: ok }) }, 'A', 'B', undefined],
  ['an edge to itself', { A: step({ A: bad }), B: step({ A: ok }) }, 'A', 'B', undefined],
  ['an edge to nothing', { A: step({ X: bad }), B: step({ Y: bad }) }, 'A', 'B', undefined],
])('%s', (_, actions, failed, reader, expected) => {
  expect(runsAfterFailure(actions, failed, reader)).toBe(expected);
});

test('a long chain with one catch at its end is asked about in good time', () => {
  const size = 5_000;
  const chain = Object.fromEntries(
    Array.from({ length: size }, (_, i) => [`A${i}`, step(i === 0 ? {} : { [`A${i - 1}`]: ok })]),
  );
  const flow = flowOf({ actions: { ...chain, Catch: step({ [`A${size - 1}`]: [...bad, ...skipped] }) } });
  const failures = new FailureOrder(flow, new RunOrder(flow));
  const last = flow.actions.at(-1);
  const work = () => {
    for (const action of flow.actions.slice(0, -1))
      expect(last && failures.runsAfterFailure(last, action)).toBe('only');
  };
  expect(quickest(work, 1)).toBeLessThan(3_000);
});

test('many failures with many handlers are asked about in good time', () => {
  const size = 300;
  const tries = Object.fromEntries(Array.from({ length: size }, (_, i) => [`T${i}`, step()]));
  const all = Object.fromEntries(Object.keys(tries).map((name) => [name, bad]));
  const catches = Object.fromEntries(Array.from({ length: size }, (_, i) => [`C${i}`, step(all)]));
  const flow = flowOf({ actions: { ...tries, ...catches } });
  const failures = new FailureOrder(flow, new RunOrder(flow));
  const work = () => {
    for (const failed of flow.actions.slice(0, size)) failures.runsAfterFailure(flow.actions.at(-1) ?? failed, failed);
  };
  expect(quickest(work, 1)).toBeLessThan(3_000);
});
