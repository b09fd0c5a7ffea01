import { neverRunning } from '../../src/dataflow/never-runs';
import { flowOf } from '../support/read-flow';

type Edges = Readonly<Record<string, readonly string[]>>;
const step = (runAfter: Edges = {}, type = 'Compose', more: object = {}) => ({ type, inputs: 1, runAfter, ...more });
const stop = (runAfter: Edges = {}) => step(runAfter, 'Terminate');
const holding = (type: string, actions: object, more: object = {}, runAfter: Edges = {}) =>
  step(runAfter, type, { actions, ...more });

const ok = ['Succeeded'];
const any = ['Succeeded', 'Failed', 'TimedOut', 'Skipped'];

test.each<[string, object, readonly string[]]>([
  ['nothing ends the run', { A: step(), B: step({ A: ['Failed'] }), C: step({ B: ['Skipped'] }) }, []],
  ['after a Terminate', { Stop: stop(), B: step({ Stop: ok }), C: step({ B: ok }) }, ['B', 'C']],
  ['after its failure', { Stop: stop(), B: step({ Stop: ['Failed', 'TimedOut'] }) }, ['B']],
  ['beside a Terminate', { Stop: stop(), B: step() }, []],
  ['where the Terminate was skipped', { A: step(), Stop: stop({ A: ['Failed'] }), B: step({ Stop: ['Skipped'] }) }, []],
  ['where it succeeded or was skipped', { A: step(), Stop: stop({ A: ['Failed'] }), B: step({ Stop: any }) }, []],
  ['behind one that is never skipped', { Stop: stop(), B: step({ Stop: ['Skipped'] }) }, ['B']],
  [
    'in a chain behind one that may be skipped',
    { A: step(), Stop: stop({ A: ok }), B: step({ Stop: ok }), C: step({ B: ['Skipped'] }), D: step({ B: ok }) },
    ['B', 'D'],
  ],
  ['a status of one that never runs', { S: stop(), B: step({ S: ok }), C: step({ B: ['Failed'] }) }, ['B', 'C']],
  ['that something always succeeds is not told', { A: step(), B: step({ A: ['TimedOut'] }) }, []],
  ['one edge of two', { Stop: stop(), A: step(), B: step({ Stop: ok, A: ok }) }, ['B']],
  ['no status named', { A: step(), Stop: stop({ A: ok }), B: step({ Stop: [] }) }, []],
  ['a status that is not known', { A: step(), Stop: stop({ A: ok }), B: step({ Stop: ['Aborted'] }) }, []],
  ['an action that is not there', { Stop: stop(), B: step({ Gone: ok }) }, []],
  ['a circle', { Stop: stop(), A: step({ B: ok }), B: step({ A: ok }) }, []],
  [
    'inside of containers',
    { Stop: stop(), S: holding('Scope', { In: holding('If', { Deep: step() }) }, {}, { Stop: ok }) },
    ['S', 'In', 'Deep'],
  ],
  ['after a Scope that ends the run', { S: holding('Scope', { Stop: stop() }), B: step({ S: ok }) }, ['B']],
  ['after one that may', { S: holding('Scope', { A: step(), Stop: stop({ A: ['Failed'] }) }), B: step({ S: ok }) }, []],
  ['after a Condition', { I: holding('If', { Stop: stop() }, { else: { actions: {} } }), B: step({ I: ok }) }, []],
  [
    'after a Condition that ends the run either way',
    { I: holding('If', { Stop: stop() }, { else: { actions: { End: stop() } } }), B: step({ I: ok }) },
    ['B'],
  ],
  [
    'after a Switch that ends the run in every case',
    {
      S: step({}, 'Switch', {
        cases: { One: { case: 1, actions: { A: stop() } }, Two: { case: 2, actions: { B: stop() } } },
        default: { actions: { C: stop() } },
      }),
      Z: step({ S: ok }),
    },
    ['Z'],
  ],
  [
    'after a Switch that goes on in one',
    {
      S: step({}, 'Switch', {
        cases: { One: { case: 1, actions: { A: stop() } }, Two: { case: 2, actions: {} } },
        default: { actions: { C: stop() } },
      }),
      Z: step({ S: ok }),
    },
    [],
  ],
  ['after a loop, which may be empty', { F: holding('Foreach', { Stop: stop() }), B: step({ F: ok }) }, []],
  ['after Until, which runs once', { U: holding('Until', { Stop: stop() }), B: step({ U: ok }) }, ['B']],
])('%s', (_, actions, expected) => {
  const dead = neverRunning(flowOf({ actions }));
  expect([...dead].map(({ name }) => name).sort()).toEqual([...expected].sort());
});

test('long chains and deep nesting', () => {
  const chain: Record<string, object> = { A0: stop() };
  for (let i = 1; i < 5000; i++) chain[`A${i}`] = step({ [`A${i - 1}`]: ok });
  expect(neverRunning(flowOf({ actions: chain })).size).toBe(4999);
});
