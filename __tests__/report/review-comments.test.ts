import { reviewCommentsOf } from '../../src/report/review-comments';
import { editOf, findingOf, locationOf, pathOf } from '../support/report-of';

/** A finding as a comment beside its lines. Names from the input: see `hostile.test.ts`. */

const only = (parts: Parameters<typeof findingOf>[0]) => {
  const [comment, ...others] = reviewCommentsOf([findingOf(parts)]);
  expect(others).toEqual([]);
  return comment;
};

test('says what is wrong, where, and what to do', () => {
  expect(only({})).toMatchObject({ file: 'src/Workflows/Order.json', startLine: 7, endLine: 7, suggestion: undefined });
  expect(only({})?.markdown.split('\n\n')).toEqual([
    '**high** [stub-rule](https://github.com/flowgate/flowgate/blob/main/docs/rules/stub-rule.md) at <code>Receive order</code> › <code>Each</code> › <code>Call</code>',
    'It is at <code>Call</code>.',
    'Fix: Remove <code>Call</code>.',
  ]);
});

test('names the way of data, both ends of a long one', () => {
  const texts = Array.from({ length: 20 }, (_, i) => `Step ${i}`);
  const { markdown = '' } = only({ path: pathOf(...texts) }) ?? {};
  const listed = [...markdown.matchAll(/^\d+\. Step (\d+) /gm)].map(([, number]) => Number(number));
  expect(listed).toEqual([0, 1, 2, 3, 4, 5, 6, 19]);
  expect(markdown).toContain('12 steps before the last left out.');
});

test('suggests the lines of an edit, and says what they do', () => {
  const comment = only({ edit: editOf() });
  expect(comment?.suggestion).toEqual({ startLine: 7, endLine: 8, text: '  "a": {\n    "b": "x"\n  },' });
  expect(comment?.markdown.split('\n\n').at(-1)).toBe('Sets &#91;b&#93;&#46;');
});

test.each([
  ['an edit that has no lines', { ...editOf(), lines: undefined } as NonNullable<ReturnType<typeof editOf>>],
  ['an edit of another file', editOf('src/Workflows/Other.json')],
  ['more than anybody takes in', editOf(undefined, 'x'.repeat(5001))],
])('suggests nothing for %s', (_, edit) => {
  expect(only({ edit })?.suggestion).toBeUndefined();
});

test('keeps the order, and one of several with the same fingerprint', () => {
  const findings = ['a', 'b', 'a', 'c'].map((fingerprint, i) =>
    findingOf({ fingerprint, location: locationOf('src/a.json', i + 1) }),
  );
  expect(reviewCommentsOf(findings).map(({ fingerprint, startLine }) => [fingerprint, startLine])).toEqual([
    ['a', 1],
    ['b', 2],
    ['c', 4],
  ]);
});
