import { expressionsOf, mayHoldExpression, parseValue } from '../../src/expression';
import { shape } from './shape';

/** Template parts on one line each: text as JSON, expressions as their shape, both with their span. */
function partsOf(text: string): string[] {
  const parsed = parseValue(text);
  if (parsed.kind !== 'template') throw new Error(`not a template but ${parsed.kind}`);
  return parsed.parts.map(
    (part) => `${part.start}-${part.end} ${part.kind === 'text' ? JSON.stringify(part.value) : shape(part.root)}`,
  );
}

describe('literals', () => {
  test.each(['', 'plain', 'name@example.com', ' @f()', '@', 'a@', '{@}', 'item/owner@odata.bind', 'a @ {b}'])(
    '%j stands for itself',
    (text) => {
      expect(parseValue(text)).toEqual({ kind: 'literal', value: text });
      expect(mayHoldExpression(text)).toBe(false);
    },
  );

  test.each([
    ['@@', '@'],
    ['@@odata.type', '@odata.type'],
    ['@@f()', '@f()'],
    ['@@{f()}', '@{f()}'],
    ['@@@f()', '@@f()'],
    ['@@a @{f()}', '@a @{f()}'],
  ])('%s is escaped as a whole', (text, value) => {
    expect(parseValue(text)).toEqual({ kind: 'literal', value });
    expect(mayHoldExpression(text)).toBe(true);
    expect(expressionsOf(parseValue(text))).toEqual([]);
  });
});

describe('templates', () => {
  test.each([
    ['@{f()}', ['0-6 f()']],
    ['@{ f() }', ['0-8 f()']],
    ["@{'a'}", ['0-6 "a"']],
    ['a@{f()}', ['0-1 "a"', '1-7 f()']],
    ['@{f()}b', ['0-6 f()', '6-7 "b"']],
    ['@{f()}@{g()}', ['0-6 f()', '6-12 g()']],
    ['@{f()}@', ['0-6 f()', '6-7 "@"']],
    ['x@y.z @{f()} }', ['0-6 "x@y.z "', '6-12 f()', '12-14 " }"']],
    ["@{f('}', '@{')}", ['0-15 f("}" "@{")']],
    ["a@{f('it''s }')}", ['0-1 "a"', '1-16 f("it\'s }")']],
    ["@{outputs('a')}odata.type", ['0-15 outputs("a")', '15-25 "odata.type"']],
  ])('%s', (text, parts) => {
    expect(partsOf(text)).toEqual(parts);
    expect(mayHoldExpression(text)).toBe(true);
  });

  test.each([
    ['a@@{b}', ['0-2 "a@"', '3-6 "{b}"']],
    ['a@@@{b}', ['0-3 "a@@"', '4-7 "{b}"']],
    ['@{f()}@@{g()}', ['0-6 f()', '6-7 "@"', '8-13 "{g()}"']],
    ['a@@{@{f()}}', ['0-2 "a@"', '3-4 "{"', '4-10 f()', '10-11 "}"']],
  ])('escaped segments of %s', (text, parts) => {
    expect(partsOf(text)).toEqual(parts);
  });

  test('expressions come in order', () => {
    expect(expressionsOf(parseValue('a@{f()}@{g(h())}')).map(shape)).toEqual(['f()', 'g(h())']);
    expect(expressionsOf(parseValue('@f(g())')).map(shape)).toEqual(['f(g())']);
    expect(expressionsOf(parseValue('plain'))).toEqual([]);
  });
});
