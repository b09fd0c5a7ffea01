import fc from 'fast-check';
import {
  type ExpressionNode,
  expressionsOf,
  mayHoldExpression,
  parseValue,
  walkExpression,
} from '../../src/expression';

/** A tree before it has a source; rendering gives it one, and the offsets with it. */
type Model =
  | { readonly kind: 'string' | 'keyword' | 'number'; readonly source: string; readonly value: unknown }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Model[] }
  | { readonly kind: 'property'; readonly object: Model; readonly name: string; readonly optional: boolean }
  | { readonly kind: 'index'; readonly object: Model; readonly index: Model; readonly optional: boolean };

const letters = [...'abzXYZ_$-/:é\u4e2d"0129'];
const name = fc
  .string({ unit: fc.constantFrom(...letters), minLength: 1, maxLength: 8 })
  .filter((text) => !/^[-0-9]/.test(text));
const string = fc
  .string({ unit: fc.constantFrom("'", '@', '{', '}', '(', ',', ' ', 'a', '\n', '😀') })
  .map((value) => ({
    kind: 'string' as const,
    source: `'${value.replaceAll("'", "''")}'`,
    value,
  }));
const number = fc
  .oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }))
  .filter((value) => !Object.is(value, -0))
  .map((value) => ({ kind: 'number' as const, source: String(value), value }));
const keyword = fc
  .constantFrom('true', 'True', 'FALSE', 'false', 'null', 'Null')
  .map((source) => ({ kind: 'keyword' as const, source, value: JSON.parse(source.toLowerCase()) as unknown }));

const model = fc.letrec<{ any: Model; access: Model }>((tie) => ({
  any: fc.oneof({ depthSize: 'small' }, string, number, keyword, tie('access')),
  access: fc.oneof(
    { depthSize: 'small' },
    fc.record({ kind: fc.constant('call' as const), name, args: fc.array(tie('any'), { maxLength: 3 }) }),
    fc.record({ kind: fc.constant('property' as const), object: tie('access'), name, optional: fc.boolean() }),
    fc.record({
      kind: fc.constant('index' as const),
      object: tie('access'),
      index: tie('any'),
      optional: fc.boolean(),
    }),
  ),
})).any;

const blanks = fc.array(fc.constantFrom('', '', ' ', '\t', '\r\n', '\u00a0', '\u2003'), { minLength: 1 });

/** Writes models into a growing text, with blanks between all tokens. */
class Renderer {
  private turn = 0;

  constructor(
    public text: string,
    private readonly blanks: readonly string[],
  ) {}

  /** Appends a token after a blank; returns its span. */
  token(source: string): { start: number; end: number } {
    this.text += this.blanks[this.turn++ % this.blanks.length] ?? '';
    const start = this.text.length;
    this.text += source;
    return { start, end: this.text.length };
  }

  render(model: Model): ExpressionNode {
    if (model.kind === 'call') {
      const called = this.token(model.name);
      const lowerName = model.name.toLowerCase();
      this.token('(');
      const args = model.args.map((argument, at) => {
        if (at > 0) this.token(',');
        return this.render(argument);
      });
      const { end } = this.token(')');
      return { kind: 'call', name: model.name, lowerName, args, start: called.start, nameEnd: called.end, end };
    }
    if (model.kind === 'property' || model.kind === 'index') {
      const object = this.render(model.object);
      const { optional } = model;
      if (optional) this.token('?');
      this.token(model.kind === 'property' ? '.' : '[');
      if (model.kind === 'property') {
        const { end } = this.token(model.name);
        return { kind: 'property', object, name: model.name, optional, start: object.start, end };
      }
      const index = this.render(model.index);
      return { kind: 'index', object, index, optional, start: object.start, end: this.token(']').end };
    }
    const span = this.token(model.source);
    if (model.value === null) return { kind: 'null', ...span };
    if (typeof model.value === 'boolean') return { kind: 'boolean', value: model.value, ...span };
    if (typeof model.value === 'number') return { kind: 'number', value: model.value, ...span };
    return { kind: 'string', value: String(model.value), ...span };
  }
}

/** Text that looks enough like expressions to get far into the parser. */
const nearly = fc.string({
  unit: fc.constantFrom(
    '@',
    '{',
    '}',
    '@{',
    '(',
    ')',
    '[',
    ']',
    '.',
    ',',
    '?',
    "'",
    '-',
    '1',
    'e',
    'f(',
    'a',
    ' ',
    '\u00a0',
  ),
});

describe('properties', () => {
  test('a rendered expression is read back, offsets included', () => {
    fc.assert(
      fc.property(model, blanks, (tree, spaces) => {
        const renderer = new Renderer('@', spaces);
        const root = renderer.render(tree);
        expect(parseValue(renderer.text)).toEqual({ kind: 'expression', root });
      }),
      { numRuns: 1000 },
    );
  });

  test('so are templates of rendered expressions and texts', () => {
    const text = fc.string({ unit: fc.constantFrom('a', ' ', '}', '{', "'", '(', '.') });
    fc.assert(
      fc.property(fc.array(fc.tuple(text, model), { minLength: 1 }), text, blanks, (segments, last, spaces) => {
        const renderer = new Renderer('', spaces);
        const parts: unknown[] = [];
        const add = (value: string) => {
          const start = renderer.text.length;
          renderer.text += value;
          if (value !== '') parts.push({ kind: 'text', value, start, end: renderer.text.length });
        };
        for (const [before, tree] of segments) {
          add(before);
          const start = renderer.text.length;
          renderer.text += '@{';
          const root = renderer.render(tree);
          parts.push({ kind: 'expression', root, start, end: renderer.token('}').end });
        }
        add(last);
        expect(parseValue(renderer.text)).toEqual({ kind: 'template', parts });
      }),
    );
  });

  test.each([
    ['any text', fc.string({ unit: 'binary' })],
    ['any text after @', fc.string({ unit: 'binary' }).map((text) => `@${text}`)],
    ['nearly an expression', nearly.map((text) => `@${text}`)],
    ['nearly a template', nearly.map((text) => `a@{${text}`)],
  ])('%s is read without throwing, and what is said of it is true', (_name, texts) => {
    fc.assert(
      fc.property(texts, (text) => {
        const parsed = parseValue(text);
        if (!mayHoldExpression(text)) expect(parsed).toEqual({ kind: 'literal', value: text });
        if (parsed.kind === 'literal') expect(text.endsWith(parsed.value)).toBe(true);
        if (parsed.kind === 'invalid') {
          expect(parsed.at).toBeGreaterThan(0);
          expect(parsed.at).toBeLessThanOrEqual(text.length);
          expect(parsed.message).toMatch(
            new RegExp(
              `^(expected (an expression|a property name|a digit|the end of the expression|'[(}\\]]'|',' or '\\)'|'\\.' or '\\[')|unexpected character|string literal without closing quote) at offset ${parsed.at}$`,
            ),
          );
        }
        if (parsed.kind === 'template' || parsed.kind === 'invalid') {
          for (const part of parsed.parts) {
            const source = text.slice(part.start, part.end);
            expect(source).toBe(part.kind === 'text' ? part.value : `@{${source.slice(2, -1)}}`);
          }
        }
      }),
      { numRuns: 2000 },
    );
  });

  test('spans nest, siblings do not overlap, and each slice begins and ends as its kind must', () => {
    const rendered = fc.tuple(model, blanks).map(([tree, spaces]) => {
      const renderer = new Renderer('@', spaces);
      renderer.render(tree);
      return renderer.text;
    });
    fc.assert(
      fc.property(
        fc.oneof(
          rendered,
          nearly.map((text) => `@f()${text}`),
          nearly.map((text) => `@{f()}${text}`),
        ),
        (text) => {
          for (const root of expressionsOf(parseValue(text))) {
            const childEnds = new Map<ExpressionNode, number>();
            walkExpression(root, (node, parent) => {
              const source = text.slice(node.start, node.end);
              expect(source).not.toBe('');
              expect(source.trim()).toBe(source);
              if (node.kind === 'call') expect(text.slice(node.start, node.nameEnd)).toBe(node.name);
              if (node.kind === 'property') expect(source.endsWith(node.name)).toBe(true);
              if (node.kind === 'string') expect(source).toBe(`'${node.value.replaceAll("'", "''")}'`);
              if (parent === undefined) return;
              expect(node.start).toBeGreaterThanOrEqual(childEnds.get(parent) ?? parent.start);
              expect(node.end).toBeLessThanOrEqual(parent.end);
              expect(source.length).toBeLessThan(parent.end - parent.start);
              childEnds.set(parent, node.end);
            });
          }
        },
      ),
      { numRuns: 1000 },
    );
  });
});

describe('linear time', () => {
  // A quadratic reader would need minutes for these; a linear one needs some tens of milliseconds.
  const LENGTH = 1_000_000;
  const LIMIT_MS = 3_000;

  function millisecondsFor(text: string): number {
    const before = performance.now();
    for (const root of expressionsOf(parseValue(text))) walkExpression(root, () => undefined);
    return performance.now() - before;
  }

  test.each([
    ["'", '@'],
    ["''", "@'"],
    ['@', 'a'],
    ['@@{', 'a'],
    ['@{', 'a'],
    ["@{'", 'a'],
    ["@{f('x')?['y']}", ''],
    ["f('a',", '@'],
    ['f()[', '@'],
    ['.a', '@f()'],
    ['?', '@f()'],
    [' ', '@'],
    ['a', '@'],
    ['1', '@'],
    ["'a',", '@concat('],
  ])('%j over and over after %j', (unit, prefix) => {
    expect(millisecondsFor(prefix + unit.repeat(LENGTH / unit.length))).toBeLessThan(LIMIT_MS);
  });

  test('any unit over and over', () => {
    fc.assert(
      fc.property(
        nearly.filter((unit) => unit !== ''),
        fc.constantFrom('', '@', '@f(', 'a@{'),
        (unit, prefix) => {
          expect(millisecondsFor(prefix + unit.repeat(100_000 / unit.length))).toBeLessThan(LIMIT_MS);
        },
      ),
    );
  });
});
