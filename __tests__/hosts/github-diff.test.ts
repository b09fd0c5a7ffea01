import fc from 'fast-check';
import { shownLines, spotIn } from '../../src/host/github-diff';
import { suggestionBlock } from '../../src/host/suggestion';

/** Which lines of a diff a comment can be at. */

const patch = [
  '@@ -1,3 +1,4 @@ {',
  ' one',
  '-gone',
  '+two\r',
  '+@@ -9,9 +90,9 @@',
  ' four',
  '@@ -20 +21 @@',
  '-x',
  '+twenty-one',
  '\\ No newline at end of file',
].join('\n');

test('lines are counted as they are after the change', () => {
  expect([...shownLines(patch)]).toEqual([
    [1, { text: 'one', hunk: 1 }],
    [2, { text: 'two\r', hunk: 1 }],
    [3, { text: '@@ -9,9 +90,9 @@', hunk: 1 }],
    [4, { text: 'four', hunk: 1 }],
    [21, { text: 'twenty-one', hunk: 2 }],
  ]);
  expect(shownLines('').size).toBe(0);
});

const file = ['one', 'two', '@@ -9,9 +90,9 @@', 'four', ...Array.from({ length: 16 }, () => ''), 'twenty-one'];
const textOf = (line: number) => file[line - 1];

test.each([
  ['all of the lines', 1, 2, true, [1, 2]],
  ['in two hunks', 4, 21, true, undefined],
  ['lines between hunks', 4, 5, true, undefined],
  ['the first that is shown', 4, 30, false, [4, 4]],
  ['the first, in a later hunk', 6, 30, false, [21, 21]],
  ['none', 6, 20, false, undefined],
])('%s', (_, startLine, endLine, isWhole, expected) => {
  const spot = spotIn(shownLines(patch), { startLine, endLine }, isWhole, textOf);
  expect(spot && [spot.startLine, spot.endLine]).toEqual(expected);
});

test('a line that says something else is another line', () => {
  const merged = (line: number) => textOf(line - 1);
  expect(spotIn(shownLines(patch), { startLine: 1, endLine: 2 }, true, merged)).toBeUndefined();
  expect(spotIn(shownLines(patch), { startLine: 1, endLine: 30 }, false, merged)).toBeUndefined();
});

test('text in a suggestion cannot end it', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('`', '``', '~', 'a', '\n', '\r\n', ' ')), (parts) => {
      const text = parts.join('');
      const [first = '', ...rest] = suggestionBlock({ startLine: 1, endLine: 1, text }).split('\n');
      const fence = first.replace('suggestion', '');
      expect(fence).toMatch(/^`{3,}$/);
      // https://spec.commonmark.org/0.31.2/#closing-code-fence
      const ends = rest.findIndex((line) => /^ {0,3}`+ *$/.test(line) && line.trim().length >= fence.length);
      expect(ends).toBe(rest.length - 1);
      expect(rest.slice(0, -1).join('\n')).toBe(text.replaceAll('\r\n', '\n'));
    }),
  );
});
