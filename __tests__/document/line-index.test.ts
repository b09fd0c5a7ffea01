import fc from 'fast-check';
import { LineIndex } from '../../src/document/line-index';

describe('lines and columns', () => {
  test.each([
    ['the start', 'ab', 0, 1, 1],
    ['the end of a text without line end', 'ab', 2, 1, 3],
    ['after LF', 'a\nb', 2, 2, 1],
    ['after CRLF, one line end', 'a\r\nb', 3, 2, 1],
    ['the LF of a CRLF, still on its line', 'a\r\nb', 2, 1, 3],
    ['after a lone CR', 'a\rb', 2, 2, 1],
    ['after CR CR LF, two line ends', 'a\r\r\nb', 4, 3, 1],
    ['after LF CR, two line ends', 'a\n\rb', 3, 3, 1],
    ['after a line end that ends the text', 'a\n', 2, 2, 1],
    ['after U+2028, which ends no line', 'a\u2028b', 2, 1, 3],
    ['after U+2029 and U+0085, which end no line', '\u2029\u0085b', 2, 1, 3],
    ['columns are UTF-16 code units', '😀b', 2, 1, 3],
    ['an empty text', '', 0, 1, 1],
    ['before the text', 'a\nb', -1, 1, 1],
    ['beyond the text', 'a\nb', 9, 2, 2],
  ])('%s', (_, text, offset, line, column) => {
    expect(new LineIndex(text).position(offset)).toEqual({ line, column });
    expect(new LineIndex(text).offset(line, column)).toBe(Math.min(Math.max(offset, 0), text.length));
  });

  test('a region ends where the range ends, exclusively', () => {
    expect(new LineIndex('ab\ncd').region({ start: 1, end: 4 })).toEqual({
      startLine: 1,
      startColumn: 2,
      endLine: 2,
      endColumn: 2,
    });
  });

  test('agrees with splitting the text into lines', () => {
    const text = fc.array(fc.constantFrom('\r', '\n', '\r\n', 'a', '\u2028', '😀')).map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, fc.nat(60), (s, n) => {
        const offset = Math.min(n, s.length);
        // Half of a CRLF is on the line that it ends.
        const before = s.slice(0, offset).replace(/\r$/, s.charAt(offset) === '\n' ? 'x' : '\r');
        const lines = before.split(/\r\n|\r|\n/);
        const column = (lines.at(-1) ?? '').length + 1;
        expect(new LineIndex(s).position(offset)).toEqual({ line: lines.length, column });
      }),
    );
  });
});
