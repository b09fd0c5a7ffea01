import { SucceededBefore } from '../../src/dataflow/succeeded-before';
import { flowOf } from '../support/read-flow';

type Edges = Readonly<Record<string, readonly string[]>>;
const step = (runAfter: Edges = {}, type = 'Http', more: object = {}) => ({ type, inputs: 1, runAfter, ...more });
const holding = (actions: object, runAfter: Edges = {}, type = 'Scope') => step(runAfter, type, { actions });
const ok = ['Succeeded'];
const bad = ['Failed'];
const any = ['Succeeded', 'Failed', 'TimedOut', 'Skipped'];

/** Whether "Get" has succeeded when "Use" begins. */
function hasSucceeded(actions: object, skipped: readonly string[] = []): boolean {
  const flow = flowOf({ actions });
  const named = (name: string) => {
    const found = flow.actions.find((action) => action.name === name);
    if (!found) throw new Error(`no action ${name}`);
    return found;
  };
  return new SucceededBefore(flow).hasSucceeded(named('Get'), named('Use'), skipped.map(named));
}

test.each<[string, object, boolean]>([
  ['right after it', { Get: step(), Use: step({ Get: ok }) }, true],
  ['after its failure too', { Get: step(), Use: step({ Get: ['Succeeded', 'Failed'] }) }, false],
  ['after its failure', { Get: step(), Use: step({ Get: bad }) }, false],
  ['beside it', { Get: step(), Use: step() }, false],
  ['before it', { Use: step(), Get: step({ Use: ok }) }, false],
  ['itself', { Get: step(), Use: step({ Use: ok }) }, false],
  ['further on', { Get: step(), A: step({ Get: ok }), Use: step({ A: ok }) }, true],
  ['further on, after a failure', { Get: step(), A: step({ Get: ok }), Use: step({ A: bad }) }, true],
  ['further on, where it was skipped', { Get: step(), A: step({ Get: ok }), Use: step({ A: ['Skipped'] }) }, false],
  ['one of two edges', { Get: step(), A: step(), Use: step({ A: any, Get: ok }) }, true],
  ['what handles its failure was skipped', { Get: step(), A: step({ Get: bad }), Use: step({ A: ['Skipped'] }) }, true],
  ['or ran', { Get: step(), A: step({ Get: bad }), Use: step({ A: ['Skipped', 'Succeeded'] }) }, false],
  [
    'what handles it was skipped, and so may it be',
    { Z: step(), Get: step({ Z: ok }), A: step({ Get: bad }), Use: step({ A: ['Skipped'] }) },
    false,
  ],
  [
    'which only something that computes could make so',
    { Z: step({}, 'Compose'), Get: step({ Z: ok }), A: step({ Get: bad }), Use: step({ A: ['Skipped'] }) },
    true,
  ],
  [
    'two reasons to be skipped',
    { Z: step(), Get: step(), A: step({ Get: bad, Z: ok }), Use: step({ A: ['Skipped'] }) },
    false,
  ],
  ['in a container after it', { Get: step(), S: holding({ Use: step() }, { Get: ok }) }, true],
  ['in a container that runs anyway', { Get: step(), S: holding({ Use: step() }, { Get: any }) }, false],
  ['out of a Scope', { S: holding({ Get: step(), A: step({ Get: ok }) }), Use: step({ S: ok }) }, true],
  ['out of a Scope that goes on', { S: holding({ Get: step(), A: step({ Get: any }) }), Use: step({ S: ok }) }, false],
  ['out of a Scope that failed', { S: holding({ Get: step() }), Use: step({ S: bad }) }, false],
  ['out of a Condition', { S: holding({ Get: step() }, {}, 'If'), Use: step({ S: ok }) }, false],
])('%s', (_, actions, expected) => {
  expect(hasSucceeded(actions)).toBe(expected);
});

test('an action that is known to have been skipped', () => {
  const actions = { Get: step(), A: step({ Get: bad }), Use: step({ A: ['Succeeded', 'Skipped'] }) };
  expect(hasSucceeded(actions)).toBe(false);
  expect(hasSucceeded(actions, ['A'])).toBe(true);
});
