import fc from 'fast-check';
import { flowIn } from '../support/read-flow';

jest.setTimeout(60_000);

/**
 * The reader walks with its own stack and tells containers by their content. Here the same flows are counted the other way: the
 * generator knows how many actions it made, and a recursive walk over the plain JSON counts them again.
 */

interface Made {
  readonly json: Readonly<Record<string, unknown>>;
  /** Actions in it, itself included. */
  readonly count: number;
}

const names = fc.uniqueArray(fc.stringMatching(/^[A-Za-z0-9_ ~/.-]{1,8}$/), { minLength: 4, maxLength: 4 });
const cased = (key: string) => fc.constantFrom(key, key.toUpperCase(), `${key[0]?.toUpperCase()}${key.slice(1)}`);

const { action } = fc.letrec<{ action: Made; actions: Made }>((tie) => ({
  /** The content of an `actions` key. */
  actions: fc.tuple(names, fc.array(tie('action'), { maxLength: 3 })).map(([keys, made]) => ({
    json: Object.fromEntries(made.map((one, i) => [keys[i], one.json])),
    count: made.reduce((sum, one) => sum + one.count, 0),
  })),
  action: fc.oneof(
    { maxDepth: 6, withCrossShrink: true },
    fc.constantFrom('Http', 'Compose', 'OpenApiConnection').map((type) => ({ json: { type, inputs: {} }, count: 1 })),
    fc
      .tuple(cased('actions'), fc.constantFrom('Scope', 'Foreach', 'Until'), tie('actions'))
      .map(([key, type, inner]) => ({
        json: { type, [key]: inner.json },
        count: 1 + inner.count,
      })),
    fc.tuple(cased('else'), cased('actions'), tie('actions'), tie('actions')).map(([other, key, yes, no]) => ({
      json: { type: 'If', expression: {}, actions: yes.json, [other]: { [key]: no.json } },
      count: 1 + yes.count + no.count,
    })),
    fc
      .tuple(cased('cases'), cased('default'), names, fc.array(tie('actions'), { maxLength: 3 }), tie('actions'))
      .map(([cases, otherwise, keys, made, last]) => ({
        json: {
          type: 'Switch',
          expression: '@x',
          [cases]: Object.fromEntries(made.map((one, i) => [keys[i], { case: i, actions: one.json }])),
          [otherwise]: { actions: last.json },
        },
        count: 1 + last.count + made.reduce((sum, one) => sum + one.count, 0),
      })),
    fc.tuple(names, fc.array(tie('actions'), { maxLength: 2 })).map(([keys, made]) => ({
      json: { type: 'Agent', tools: Object.fromEntries(made.map((one, i) => [keys[i], { actions: one.json }])) },
      count: 1 + made.reduce((sum, one) => sum + one.count, 0),
    })),
  ),
}));

const flow = fc.array(action, { maxLength: 4 }).map((made) => ({
  json: {
    properties: {
      definition: {
        triggers: { t: { type: 'Recurrence' } },
        actions: Object.fromEntries(made.map((one, i) => [`A${i}`, one.json])),
      },
    },
  },
  count: made.reduce((sum, one) => sum + one.count, 0),
}));

/** Every object that lies directly under an `actions` key is an action. */
function recount(value: unknown, isActions = false): number {
  if (typeof value !== 'object' || value === null) return 0;
  return Object.entries(value).reduce(
    (sum, [key, inner]) => sum + (isActions ? 1 : 0) + recount(inner, !isActions && key.toLowerCase() === 'actions'),
    0,
  );
}

test('no action of a generated flow is missed or counted twice', () => {
  let largest = 0;
  fc.assert(
    fc.property(flow, ({ json, count }) => {
      const { actions, malformed } = flowIn(json);
      expect([actions.length, malformed.length]).toEqual([count, 0]);
      expect(recount(json)).toBe(count);
      expect(new Set(actions.map(({ node }) => node.value)).size).toBe(count);
      largest = Math.max(largest, count);
    }),
    { numRuns: 2000 },
  );
  // The generator must not have fallen back to trivial flows.
  expect(largest).toBeGreaterThan(20);
});
