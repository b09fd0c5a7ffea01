import fc from 'fast-check';
import { spanInSource } from '../../src/document/json-strings';

/** One UTF-16 code unit and a way to write it in a JSON string. */
interface Unit {
  readonly decoded: string;
  readonly source: string;
}

const hex = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;

const unit: fc.Arbitrary<Unit> = fc.oneof(
  fc.constantFrom('a', ' ', 'é', "'", '@', '{', '\u2028', '\ud83d', '\ude00').map((c) => ({ decoded: c, source: c })),
  fc.constantFrom('a', '"', '\\', '\0', '\u2028', '\ud83d', '\ude00').map((c) => ({ decoded: c, source: hex(c) })),
  fc.constantFrom('"', '\\', '/', '\b', '\f', '\n', '\r', '\t').map((c) => {
    return { decoded: c, source: c === '/' ? '\\/' : JSON.stringify(c).slice(1, -1) };
  }),
);

describe('spans of a JSON string', () => {
  test.each([
    ['plain', '"abcdef"', [2, 4], 'cd'],
    ['all of it', '"abc"', [0, 3], 'abc'],
    ['behind an escape', '"a\\nbc"', [2, 4], 'bc'],
    ['an escape', '"a\\"b"', [1, 2], '\\"'],
    ['a \\u escape', '"a\\u0062c"', [1, 2], '\\u0062'],
    ['behind \\u', '"\\u0041\\u0042cd"', [2, 4], 'cd'],
    ['an escaped backslash before an n', '"\\\\nx"', [1, 3], 'nx'],
    ['an escaped surrogate pair', '"a\\ud83d\\ude00b"', [1, 3], '\\ud83d\\ude00'],
    ['half of it', '"a\\ud83d\\ude00b"', [2, 3], '\\ude00'],
    ['a plain surrogate pair', '"a😀b"', [3, 4], 'b'],
    ['empty, before an escape', '"a\\nb"', [1, 1], ''],
    ['empty string', '""', [0, 0], ''],
    ['beyond the end', '"ab\\n"', [1, 9], 'b\\n'],
    ['wholly beyond the end', '"ab"', [7, 9], ''],
  ])('%s', (_, literal, [start = 0, end = 0], expected) => {
    const text = `{"k": ${literal}, "x": "\\n"}`;
    const range = spanInSource(text, { start: 6, end: 6 + literal.length }, { start, end });
    expect(text.slice(range.start, range.end)).toBe(expected);
  });

  test('an empty span stands before the unit that it precedes', () => {
    expect(spanInSource('"a\\nb"', { start: 0, end: 6 }, { start: 2, end: 2 })).toEqual({ start: 4, end: 4 });
  });

  test('every span maps to the source of exactly its units', () => {
    fc.assert(
      fc.property(fc.array(unit, { maxLength: 20 }), fc.nat(20), fc.nat(20), (units, a, b) => {
        const [start, end] = [a, b].sort((x, y) => x - y) as [number, number];
        const source = (part: readonly Unit[]): string => part.map((one) => one.source).join('');
        const text = `["x", "${source(units)}"]`;
        expect(JSON.parse(text)[1]).toBe(units.map((one) => one.decoded).join(''));
        const range = spanInSource(text, { start: 6, end: text.length - 1 }, { start, end });
        expect(range.start).toBe(7 + source(units.slice(0, start)).length);
        expect(text.slice(range.start, range.end)).toBe(source(units.slice(start, end)));
      }),
      { numRuns: 1_000 },
    );
  });
});
