import fc from 'fast-check';
import { constantText, sourceOffset, sourceSpans } from '../../src/expression';
import { rootOf } from './shape';

describe('constantText', () => {
  test.each([
    ["@'a'", 'a'],
    ["@'it''s'", "it's"],
    ["@concat('a', 'b', 'c')", 'abc'],
    ["@CONCAT('a', Concat('b', concat('c'), 'd'), 'e')", 'abcde'],
    ['@concat()', ''],
    ["@concat('', 'a', '')", 'a'],
  ])('%s', (text, expected) => {
    const constant = constantText(rootOf(text));
    expect(constant?.text).toBe(expected);
    expect(constant?.pieces.map((p) => constant.text.slice(p.textStart, p.textEnd))).toEqual(
      constant?.pieces.map((p) => p.node.value),
    );
  });

  test.each(['@1', '@f()', "@concat('a', f())", "@concat('a', 1)", "@concat('a').b", "@toLower('a')"])(
    '%s is not constant',
    (text) => {
      expect(constantText(rootOf(text))).toBeUndefined();
    },
  );
});

describe('the way back to the source', () => {
  function slices(text: string, found: string): string[] {
    const constant = constantText(rootOf(text));
    if (constant === undefined) throw new Error('not constant');
    const start = constant.text.indexOf(found);
    return sourceSpans(constant, start, start + found.length).map((span) => text.slice(span.start, span.end));
  }

  test.each([
    ["@'key=hunter2;'", 'hunter2', ['hunter2']],
    ["@'it''s hunter2'", 'hunter2', ['hunter2']],
    ["@'pw hun''ter2 x'", "hun'ter2", ["hun''ter2"]],
    ["@'''a'''", "'a'", ["''a''"]],
    ["@concat('key=hun', 'ter2;')", 'hunter2', ['hun', 'ter2']],
    ["@concat('h''', concat('', 'u'), 'n', 'x')", "h'un", ["h''", 'u', 'n']],
    ["@concat('one', 'two')", 'two', ['two']],
  ])('%s holds %s', (text, found, expected) => {
    expect(slices(text, found)).toEqual(expected);
  });

  test('every code unit of a literal is found in the source', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom("'", 'a', ' ', '😀') }), fc.nat(20), (value, blanks) => {
        const text = `@${' '.repeat(blanks)}'${value.replaceAll("'", "''")}'`;
        const literal = rootOf(text);
        if (literal.kind !== 'string') throw new Error('not a literal');
        expect(literal.value).toBe(value);
        for (let at = 0; at < value.length; at++) {
          expect(text[sourceOffset(literal, at)]).toBe(value[at]);
        }
        expect(sourceOffset(literal, 0)).toBe(literal.start + 1);
        expect(sourceOffset(literal, value.length)).toBe(literal.end - 1);
      }),
    );
  });

  test('any range of a constant text is what its spans give', () => {
    const piece = fc.string({ unit: fc.constantFrom("'", 'a', 'b') });
    fc.assert(
      fc.property(fc.array(piece, { minLength: 1 }), fc.nat(), fc.nat(), (values, a, b) => {
        const text = `@concat(${values.map((value) => `'${value.replaceAll("'", "''")}'`).join(', ')})`;
        const constant = constantText(rootOf(text));
        const whole = values.join('');
        const [start = 0, end = 0] = [a % (whole.length + 1), b % (whole.length + 1)].sort((x, y) => x - y);
        const spans = constant === undefined ? [] : sourceSpans(constant, start, end);
        const found = spans.map((span) => text.slice(span.start, span.end).replaceAll("''", "'")).join('');
        expect(found).toBe(whole.slice(start, end));
      }),
    );
  });
});
