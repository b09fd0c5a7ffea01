import { expressionsOf, parseValue } from '../../src/expression';
import { shape } from './shape';

describe('invalid expressions', () => {
  test.each([
    ['@ ', 'expected an expression at offset 2'],
    ['@f', "expected '(' at offset 2"],
    ['@name@example.com', 'unexpected character at offset 5'],
    ['@media (max-width: 600px)', 'unexpected character at offset 22'],
    ['@f(', 'expected an expression at offset 3'],
    ["@f('a'", "expected ',' or ')' at offset 6"],
    ["@f('a' 'b')", "expected ',' or ')' at offset 7"],
    ["@f('a',)", 'expected an expression at offset 7'],
    ['@f(,)', 'expected an expression at offset 3'],
    ['@f()]', 'expected the end of the expression at offset 4'],
    ["@f() ?? 'n/a'", "expected '.' or '[' at offset 6"],
    ['@f()?', "expected '.' or '[' at offset 5"],
    ['@f().', 'expected a property name at offset 5'],
    ['@f()?.[0]', 'expected a property name at offset 6'],
    ['@f().1', 'expected a property name at offset 5'],
    ['@f()[', 'expected an expression at offset 5'],
    ['@f()[]', 'expected an expression at offset 5'],
    ['@f()[0', "expected ']' at offset 6"],
    ["@f(' a ')?[''b'']", "expected ']' at offset 13"],
    ['@f() g()', 'expected the end of the expression at offset 5'],
    ["@'a'.b", 'expected the end of the expression at offset 4'],
    ['@1[0]', 'expected the end of the expression at offset 2'],
    ['@null()', 'expected the end of the expression at offset 5'],
    ['@(f())', 'expected an expression at offset 1'],
    ['@[1, 2]', 'expected an expression at offset 1'],
    ['@f("a")', "expected '(' at offset 6"],
    ["@'abc", 'string literal without closing quote at offset 1'],
    ["@f('abc''", 'string literal without closing quote at offset 3'],
    ['@f(‘a’)', "expected '(' at offset 6"],
    ['@-', 'expected a digit at offset 2'],
    ['@f(-a)', 'expected a digit at offset 4'],
    ['@1e', 'expected a digit at offset 3'],
    ['@1e+', 'expected a digit at offset 4'],
    ['@12abc', 'unexpected character at offset 3'],
    ['@1.2.3', 'expected the end of the expression at offset 4'],
    ['@.5', 'expected an expression at offset 1'],
    ['@f({})', 'unexpected character at offset 3'],
    ['@f(@g())', 'unexpected character at offset 3'],
    ['@f() }', 'expected the end of the expression at offset 5'],
  ])('%s', (text, message) => {
    const at = Number(message.split(' ').at(-1));
    expect(parseValue(text)).toEqual({ kind: 'invalid', message, at, parts: [] });
  });
});

describe('invalid templates', () => {
  test.each([
    ['@{}', 'expected an expression at offset 2'],
    ['a @{ } b', 'expected an expression at offset 5'],
    ['@{f()', "expected '}' at offset 5"],
    ['@{f() g()}', "expected '}' at offset 6"],
    ["@{f('}", 'string literal without closing quote at offset 4'],
    ['x @{', 'expected an expression at offset 4'],
    ['@{{f()}}', 'unexpected character at offset 2'],
    ['@{@{f()}}', 'unexpected character at offset 2'],
  ])('%s', (text, message) => {
    expect(parseValue(text)).toMatchObject({ kind: 'invalid', message, at: Number(message.split(' ').at(-1)) });
  });

  test('keep the parts before the problem', () => {
    const parsed = parseValue("a@{f()}b@{g('x')}c@{broken}d@{h()}");
    expect(parsed).toMatchObject({ kind: 'invalid', at: 26, message: "expected '(' at offset 26" });
    expect(expressionsOf(parsed).map(shape)).toEqual(['f()', 'g("x")']);
    expect(parsed.kind === 'invalid' && parsed.parts.map((part) => part.kind)).toEqual([
      'text',
      'expression',
      'text',
      'expression',
      'text',
    ]);
  });
});
