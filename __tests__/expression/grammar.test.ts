import { parseValue, walkExpression } from '../../src/expression';
import { rootOf, shape } from './shape';

describe('expressions', () => {
  test.each([
    ['@utcNow()', 'utcNow()'],
    ['@f( )', 'f()'],
    ["@f('a')", 'f("a")'],
    ["@f('a',1,true)", 'f("a" 1 true)'],
    ["@concat(toLower('A'), g(h()))", 'concat(toLower("A") g(h()))'],
    ['@OUTPUTS()', 'OUTPUTS()'],
    ['@a_1-b/c:$d()', 'a_1-b/c:$d()'],
    ['@größe()', 'größe()'],
  ])('call %s', (text, expected) => {
    expect(shape(rootOf(text))).toBe(expected);
  });

  test.each([
    ["@''", '""'],
    ["@'a b'", '"a b"'],
    ["@'it''s'", '"it\'s"'],
    ["@''''", '"\'"'],
    ["@'a@{b}(,)[]?.'", '"a@{b}(,)[]?."'],
    ["@'C:\\n'", '"C:\\\\n"'],
    ['@0', '0'],
    ['@-12', '-12'],
    ['@+7', '7'],
    ['@1.5', '1.5'],
    ['@1.', '1'],
    ['@-1.5E-2', '-0.015'],
    ['@2e+3', '2000'],
    ['@true', 'true'],
    ['@False', 'false'],
    ['@TRUE', 'true'],
    ['@null', 'null'],
    ['@NULL', 'null'],
  ])('literal %s', (text, expected) => {
    expect(shape(rootOf(text))).toBe(expected);
  });

  test.each([
    ['@f().a', '{f() . a}'],
    ['@f()?.a', '{f() ?. a}'],
    ['@f().$content-type', '{f() . $content-type}'],
    ['@f().null', '{f() . null}'],
    ["@f()['a']", '{f() [] "a"}'],
    ["@f()?['a']", '{f() ?[] "a"}'],
    ['@f()[-1]', '{f() [] -1}'],
    ["@f()[g('x')?['y']]", '{f() [] {g("x") ?[] "y"}}'],
    ["@f('x')?['a']['b'].c[0]?.d", '{{{{{f("x") ?[] "a"} [] "b"} . c} [] 0} ?. d}'],
    ["@f(g()?['a'], h().b)", 'f({g() ?[] "a"} {h() . b})'],
  ])('links %s', (text, expected) => {
    expect(shape(rootOf(text))).toBe(expected);
  });

  test.each([
    ['space', ' '],
    ['tab', '\t'],
    ['line feed', '\n'],
    ['carriage return', '\r\n'],
    ['no-break space', '\u00a0'],
    ['next line', '\u0085'],
    ['ogham space', '\u1680'],
    ['thin space', '\u2009'],
    ['narrow no-break space', '\u202f'],
    ['line separator', '\u2028'],
    ['ideographic space', '\u3000'],
  ])('%s is blank between tokens and kept inside literals', (_name, blank) => {
    const b = blank;
    const text = `@${b}f${b}(${b}'x${b}y'${b},${b}1${b})${b}?${b}[${b}'a'${b}]${b}.${b}b${b}`;
    expect(shape(rootOf(text))).toBe(`{{f(${JSON.stringify(`x${b}y`)} 1) ?[] "a"} . b}`);
  });

  test.each(['\u200b', '\ufeff', '\u180e', '\u0000'])('%j is no blank on .NET, so it is part of a name', (sign) => {
    const root = rootOf(`@${sign}f()`);
    expect(root).toMatchObject({ kind: 'call', name: `${sign}f` });
  });

  test('names are kept as written and lowered beside', () => {
    const root = rootOf("@ TriggerBody ()?['A']");
    expect(root).toMatchObject({
      kind: 'index',
      object: { kind: 'call', name: 'TriggerBody', lowerName: 'triggerbody', start: 2, nameEnd: 13, end: 16 },
    });
  });
});

describe('offsets', () => {
  test('the slice of a span is the source of its node', () => {
    const text = "@ concat( 'it''s' , body('X')?['a' ] . b, -1.5, true, Null) [ 0 ]";
    const sources: string[] = [];
    walkExpression(rootOf(text), (node) => sources.push(`${node.kind} ${text.slice(node.start, node.end)}`));
    expect(sources).toEqual([
      `index ${text.slice(2)}`,
      "call concat( 'it''s' , body('X')?['a' ] . b, -1.5, true, Null)",
      "string 'it''s'",
      "property body('X')?['a' ] . b",
      "index body('X')?['a' ]",
      "call body('X')",
      "string 'X'",
      "string 'a'",
      'number -1.5',
      'boolean true',
      'null Null',
      'number 0',
    ]);
  });

  test('count UTF-16 code units', () => {
    const text = "😀 @{f('😀', 'x')}";
    const parsed = parseValue(text);
    const spans: string[] = [];
    if (parsed.kind === 'template' && parsed.parts[1]?.kind === 'expression') {
      walkExpression(parsed.parts[1].root, (node) => spans.push(text.slice(node.start, node.end)));
    }
    expect(spans).toEqual(["f('😀', 'x')", "'😀'", "'x'"]);
  });
});
