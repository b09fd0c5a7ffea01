import { callOf, consequencesOf, constantOf, termOf } from '../../src/dataflow/conditions';
import { documentOf } from '../support/read-flow';

/** The condition of a Condition action. */
function conditionOf(expression: unknown) {
  return termIn(JSON.stringify({ expression }));
}

function termIn(text: string) {
  const node = documentOf(text).root.get('expression');
  if (!node) throw new Error('no condition');
  return termOf(node);
}

/** What is known, one line for each fact: alternatives by "or", what does not hold with "not". */
function known(expression: unknown, holds = true): string[] {
  return consequencesOf(conditionOf(expression), holds)
    .map((alternatives) =>
      alternatives
        .map(
          ({ call, holds: isTrue }) =>
            `${isTrue ? '' : 'not '}${call.name}(${call.args.map((one) => constantOf(one) ?? '?').join(', ')})`,
        )
        .sort()
        .join(' or '),
    )
    .sort();
}

const a = { equals: ['@body()', 'a'] };
const b = { contains: ["@createArray('x')", 'b'] };

test.each<[string, unknown, string[], string[]]>([
  ['a comparison', a, ['equals(?, a)'], ['not equals(?, a)']],
  ['a function', "@equals(body(), 'a')", ['equals(?, a)'], ['not equals(?, a)']],
  ['a function in braces', "@{equals(body(), 'a')}", ['equals(?, a)'], ['not equals(?, a)']],
  ['and', { and: [a, b] }, ['contains(?, b)', 'equals(?, a)'], ['not contains(?, b) or not equals(?, a)']],
  [
    'and as a function',
    "@and(equals(1, 2), isInt('3'))",
    ['equals(1, 2)', 'isint(3)'],
    ['not equals(1, 2) or not isint(3)'],
  ],
  ['or', { or: [a, b] }, ['contains(?, b) or equals(?, a)'], ['not contains(?, b)', 'not equals(?, a)']],
  ['not', { not: a }, ['not equals(?, a)'], ['equals(?, a)']],
  [
    'not of or',
    { not: { or: [a, b] } },
    ['not contains(?, b)', 'not equals(?, a)'],
    ['contains(?, b) or equals(?, a)'],
  ],
  [
    'and in and',
    { and: [{ and: [a] }, b] },
    ['contains(?, b)', 'equals(?, a)'],
    ['not contains(?, b) or not equals(?, a)'],
  ],
  [
    'or in or',
    { or: [{ or: [a, b] }, { less: [1, 2] }] },
    ['contains(?, b) or equals(?, a) or less(1, 2)'],
    ['not contains(?, b)', 'not equals(?, a)', 'not less(1, 2)'],
  ],
  ['a truth value on the right', { equals: ['@isInt(body())', true] }, ['isint(?)'], ['not isint(?)']],
  ['a truth value as a text', { equals: ['@isInt(body())', 'False'] }, ['not isint(?)'], ['isint(?)']],
  ['a value in an or', { or: [a, '@body()?[1]'] }, [''], ['not equals(?, a)']],
  [
    'and in or',
    { or: [a, { and: [a, b] }] },
    ['and(?, ?) or equals(?, a)'],
    ['not contains(?, b) or not equals(?, a)', 'not equals(?, a)'],
  ],
  ['a value', '@body()?[1]', [], []],
  ['a text', 'yes', [], []],
  ['two keys', { and: [a], or: [b] }, [], []],
  ['nothing', null, [], []],
])('%s', (_, expression, whenTrue, whenFalse) => {
  expect(known(expression)).toEqual(whenTrue);
  expect(known(expression, false)).toEqual(whenFalse);
});

test('conditions of any depth are read without recursion', () => {
  const nested = (before: string, after: string) =>
    consequencesOf(
      termIn(`{"expression":${before.repeat(3_000)}{"equals":["@body()","a"]}${after.repeat(3_000)}}`),
      true,
    );
  expect(nested('{"and":[', ']}')).toHaveLength(1);
  expect(nested('{"or":[', ']}')).toHaveLength(1);
  expect(nested('{"not":', '}')).toHaveLength(1);
});

test('constants', () => {
  expect(constantOf(conditionOf(1.5))).toBe('1.5');
  expect(constantOf(conditionOf(true))).toBe('true');
  expect(constantOf(conditionOf('a'))).toBe('a');
  expect(constantOf(conditionOf("@concat('a', 'b')"))).toBe('ab');
  expect(constantOf(conditionOf('@1'))).toBe('1');
  expect(constantOf(conditionOf('@body()'))).toBeUndefined();
  expect(constantOf(conditionOf('a@{body()}'))).toBeUndefined();
  expect(constantOf(conditionOf(['a']))).toBeUndefined();
  expect(callOf(conditionOf("@body()['a']"))).toBeUndefined();
});
