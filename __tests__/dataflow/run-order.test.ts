import { RunOrder } from '../../src/dataflow/run-order';
import { flowOf } from '../support/read-flow';

const done = ['Succeeded'];
const step = (...before: string[]) => ({
  type: 'Compose',
  inputs: 1,
  runAfter: Object.fromEntries(before.map((name) => [name, done])),
});

/** Whether the second action may run after the first one. */
function mayFollow(actions: object, earlier: string, later: string): boolean {
  const flow = flowOf({ actions });
  const named = (name: string) => {
    const found = flow.actions.find((action) => action.name === name);
    if (!found) throw new Error(`no action ${name}`);
    return found;
  };
  return new RunOrder(flow).mayFollow(named(later), named(earlier));
}

const diamond = { A: step(), B: step('A'), C: step('A'), D: step('B', 'C'), E: step('D'), F: step() };

test.each([
  ['A', 'B', true],
  ['B', 'A', false],
  ['A', 'E', true],
  ['E', 'A', false],
  ['D', 'C', false],
  ['D', 'B', false],
  // Side by side.
  ['B', 'C', true],
  ['C', 'B', true],
  ['F', 'A', true],
  ['A', 'F', true],
  // Itself, once.
  ['A', 'A', false],
])('in a diamond, after %s may come %s: %s', (earlier, later, expected) => {
  expect(mayFollow(diamond, earlier, later)).toBe(expected);
});

const holding = (type: string, more: object = {}) => ({
  type,
  runAfter: { A: done },
  actions: { In: step(), Next: step('In') },
  ...more,
});

test.each<[string, object, string, string, boolean]>([
  ['out of a scope', { A: step(), S: holding('Scope'), Z: step('S') }, 'In', 'Z', true],
  ['into a scope', { A: step(), S: holding('Scope'), Z: step('S') }, 'A', 'Next', true],
  ['back out of a scope', { A: step(), S: holding('Scope'), Z: step('S') }, 'Z', 'In', false],
  ['back in a scope', { A: step(), S: holding('Scope') }, 'Next', 'In', false],
  ['back in a loop', { A: step(), S: holding('Foreach') }, 'Next', 'In', true],
  ['back in Until', { A: step(), S: holding('until') }, 'Next', 'In', true],
  ['itself in a loop', { A: step(), S: holding('Foreach') }, 'In', 'In', true],
  ['back out of a loop', { A: step(), S: holding('Foreach') }, 'In', 'A', false],
  ['the other branch', { A: step(), S: holding('If', { else: { actions: { Else: step() } } }) }, 'In', 'Else', false],
  [
    'another case',
    { A: step(), S: { type: 'Switch', cases: { X: { actions: { One: step() } }, Y: { actions: { Two: step() } } } } },
    'One',
    'Two',
    false,
  ],
  [
    'another tool of an agent',
    { A: step(), S: { type: 'Agent', tools: { X: { actions: { One: step() } }, Y: { actions: { Two: step() } } } } },
    'One',
    'Two',
    true,
  ],
  ['a container after its content', { A: step(), S: holding('Until') }, 'In', 'S', true],
  ['a circle, which does not run', { A: step('B'), B: step('A') }, 'A', 'B', true],
  ['after an action that is not there', { A: step('Gone'), B: step('A') }, 'B', 'A', false],
])('%s', (_, actions, earlier, later, expected) => {
  expect(mayFollow(actions, earlier, later)).toBe(expected);
});

test('agrees with a search of the whole graph', () => {
  const count = 60;
  let seed = 7;
  const random = (below: number) => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed % below;
  };
  for (let round = 0; round < 20; round++) {
    const before = Array.from({ length: count }, (_, i) =>
      i === 0 ? [] : [...new Set(Array.from({ length: random(3) }, () => random(i)))],
    );
    const actions = Object.fromEntries(before.map((ones, i) => [`N${i}`, step(...ones.map((one) => `N${one}`))]));
    const flow = flowOf({ actions });
    const fresh = new RunOrder(flow);
    const ancestors = before.map(() => new Set<number>());
    before.forEach((ones, i) => {
      for (const one of ones) for (const up of [one, ...(ancestors[one] ?? [])]) ancestors[i]?.add(up);
    });
    for (let i = 0; i < count; i++) {
      for (let j = 0; j < count; j++) {
        const [earlier, later] = [flow.actions[i], flow.actions[j]];
        if (i === j || !earlier || !later) continue;
        expect(fresh.mayFollow(later, earlier)).toBe(!ancestors[i]?.has(j));
      }
    }
  }
});
