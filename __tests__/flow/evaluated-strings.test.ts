import { evaluatedOutputs, evaluatedStrings } from '../../src/flow/evaluated-strings';
import { flowOf } from '../support/read-flow';

/** What the platform evaluates must be parsed; what it does not must not make a run incomplete. */

const broken = '@{broken(';

describe('strings that the platform evaluates', () => {
  test.each<readonly [string, object, number]>([
    ['inputs', { inputs: { body: broken } }, 1],
    ['inputs at any depth', { inputs: { a: [{ b: [broken] }, broken] } }, 2],
    ['the list of a loop', { foreach: broken }, 1],
    ['the condition of a loop or branch', { expression: { and: [{ equals: [broken, true] }] } }, 1],
    ['the limits of a loop', { limit: { timeout: broken, count: 60 } }, 1],
    ['runtime configuration', { runtimeConfiguration: { concurrency: { repetitions: broken } } }, 1],
    ['tracked properties', { trackedProperties: { a: broken } }, 1],
    ['inputs in another letter case', { Inputs: broken }, 1],
    ['the note', { description: broken }, 0],
    ['metadata', { metadata: { operationMetadataId: broken } }, 0],
    ['type and kind', { type: broken, kind: broken }, 0],
    ['run-after', { runAfter: { x: [broken] } }, 0],
    ['actions inside, which have their own turn', { actions: { B: { inputs: broken } } }, 0],
    ['branches inside', { else: { actions: { B: { inputs: broken } } }, default: { actions: {} }, cases: {} }, 0],
    ['a text without expression', { inputs: { a: 'b', c: '@', d: 'x@y' } }, 0],
  ])('%s', (_, parts, count) => {
    const { actions, triggers } = flowOf({ triggers: { T: parts }, actions: { A: parts } });
    for (const one of [actions[0], triggers[0]]) expect(one && evaluatedStrings(one)).toHaveLength(count);
  });

  test('conditions and splitOn of a trigger', () => {
    const { triggers } = flowOf({
      triggers: { T: { type: 'X', conditions: [{ expression: broken }], splitOn: '@triggerBody()' } },
    });
    expect(triggers[0] && evaluatedStrings(triggers[0])).toHaveLength(2);
  });

  test('values of outputs', () => {
    const flow = flowOf({ outputs: { a: { type: 'String', value: broken }, b: { value: ['@{1}', 'x'] }, c: 7 } });
    expect(evaluatedOutputs(flow).map(({ value }) => value)).toEqual([broken, '@{1}']);
  });
});
