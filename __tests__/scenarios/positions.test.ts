import fc from 'fast-check';
import type { Region } from '../../src/document/region';
import { manifest } from '../support/exported-parts';
import { findingsIn } from '../support/locate';
import { stubRule } from '../support/stub-rule';

jest.setTimeout(60_000);

/**
 * From the bytes of a file to the region of a finding: whatever the layout, the text in the region is the text of the value that
 * the pointer names.
 */

/** A rule that reports every value of a definition. */
const everywhere = stubRule(({ report }) => ({
  flow(flow) {
    for (const node of flow.definition.descendants()) report({ at: node, messageId: 'here', data: { name: 'it' } });
  },
}));

const strings = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.string({ unit: 'grapheme', maxLength: 6 }),
  fc.constantFrom('a/b~c', 'line\nbreak', '"quoted" \\ back', '\u2028', '😀', '{"not": [json]}', '\t', '//', ',:[]{}'),
);
const inputs = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    strings,
    fc.constantFrom(null, true, false, 0, -1.5e-7, 12345678901),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(strings, tie('value'), { maxKeys: 4, noNullPrototype: true }),
  ),
})).value;

/** Keys that differ in name only; the wrapper is that of an export. */
const flows = fc.dictionary(strings, inputs, { minKeys: 1, maxKeys: 5, noNullPrototype: true }).map((actions) => ({
  properties: {
    definition: {
      triggers: {},
      actions: Object.fromEntries(
        Object.entries(actions).map(([name, value]) => [name, { type: 'Compose', inputs: value }]),
      ),
    },
  },
}));

/** Ways to write the same JSON; `random` gives numbers from 0 to below 1. */
const layouts: readonly (readonly [name: string, write: (value: unknown, random: () => number) => string])[] = [
  ['minified', (value) => JSON.stringify(value)],
  ['indented', (value) => JSON.stringify(value, null, 2)],
  ['indented with tabs, CRLF', (value) => JSON.stringify(value, null, '\t').replaceAll('\n', '\r\n')],
  ['with lone CR', (value) => JSON.stringify(value, null, 1).replaceAll('\n', '\r')],
  ['with a byte order mark', (value) => `\ufeff${JSON.stringify(value, null, 2)}`],
  ['byte order mark, minified', (value) => `\ufeff${JSON.stringify(value)}`],
  ['escaped, with blanks anywhere', loosely],
];

/** JSON with escapes that nobody needs and blanks wherever they may stand. */
function loosely(value: unknown, random: () => number): string {
  const blanks = () => [' ', '', '\n', '\r\n', '\t', '\r', '  \n\n '][Math.floor(random() * 7)] ?? '';
  const escaped = (character: string) =>
    character
      .split('')
      .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
      .join('');
  // Both halves of a pair or none: half a pair is no text in UTF-8.
  const text = (string: string) =>
    `"${[...string].map((one) => (random() < 0.3 || one === '"' || one === '\\' || one < ' ' ? escaped(one) : one)).join('')}"`;
  const write = (one: unknown): string => {
    if (typeof one === 'string') return text(one);
    if (Array.isArray(one)) return `[${blanks()}${one.map(write).join(`${blanks()},${blanks()}`)}${blanks()}]`;
    if (typeof one !== 'object' || one === null) return JSON.stringify(one);
    const members = Object.entries(one).map(([key, inner]) => `${text(key)}${blanks()}:${blanks()}${write(inner)}`);
    return `{${blanks()}${members.join(`${blanks()},${blanks()}`)}${blanks()}}`;
  };
  return `${blanks()}${write(value)}${blanks()}`;
}

/** The same numbers from 0 to below 1 for the same seed (the generator of Lehmer). */
function randomFrom(seed: number): () => number {
  let state = (seed % 2147483646) + 1;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}

/** The text of a region, found without our own index of lines. */
function textIn(text: string, { startLine, startColumn, endLine, endColumn }: Region): string {
  const offset = (line: number, column: number) => {
    const ends = /\r\n|\r|\n/g;
    for (let i = 1; i < line; i++) if (!ends.exec(text)) throw new Error(`there is no line ${line}`);
    return ends.lastIndex + column - 1;
  };
  return text.slice(offset(startLine, startColumn), offset(endLine, endColumn));
}

/** RFC 6901, by its letter. */
function valueAt(root: unknown, pointer: string): unknown {
  return pointer
    .split('/')
    .slice(1)
    .map((segment) => segment.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce((value: unknown, segment) => (value as Record<string, unknown>)[segment], root);
}

describe('the region of a finding holds the value that its pointer names', () => {
  test.each(layouts)('%s', (_, write) => {
    let checked = 0;
    fc.assert(
      fc.property(flows, fc.nat(), (flow, seed) => {
        const text = write(flow, randomFrom(seed));
        const findings = findingsIn({ 'Other/Solution.xml': manifest(), 'Workflows/Flow.json': text }, [everywhere]);
        const withoutMark = text.replace(/^\ufeff/, '');
        const root = JSON.parse(withoutMark);
        for (const { location } of findings) {
          const found = textIn(withoutMark, location.region);
          expect(JSON.parse(found)).toEqual(valueAt(root, location.pointer));
          expect(found).toBe(found.trim());
        }
        checked += findings.length;
      }),
      { numRuns: 150 },
    );
    expect(checked).toBeGreaterThan(1_000);
  });
});

describe('a span inside a string', () => {
  test('marks the text of one expression, escapes or not', () => {
    const rule = stubRule(({ report }) => ({
      expression(expression) {
        const { parsed } = expression;
        if (parsed.kind !== 'template') return;
        for (const part of parsed.parts) {
          if (part.kind === 'expression')
            report({ at: { place: expression.placeOf(part.root) }, messageId: 'here', data: { name: 'it' } });
        }
      },
    }));
    const names = ['a', 'outputs', 'body'];
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(
            strings.filter((text) => !/[@{}]/.test(text)),
            fc.constantFrom(...names),
          ),
          { minLength: 1, maxLength: 4 },
        ),
        fc.nat(),
        (parts, seed) => {
          const value = parts.map(([before, name]) => `${before}@{${name}('x')}`).join('');
          const flow = {
            properties: { definition: { triggers: {}, actions: { A: { type: 'Compose', inputs: [value] } } } },
          };
          // Short escapes (\n) in the one form, long ones (\u000a) in the other.
          const text = seed % 2 === 0 ? JSON.stringify(flow) : loosely(flow, randomFrom(seed));
          const findings = findingsIn({ 'Other/Solution.xml': manifest(), 'Workflows/Flow.json': text }, [rule]);
          const marked = findings.map(({ location }) => JSON.parse(`"${textIn(text, location.region)}"`));
          expect(marked.sort()).toEqual(parts.map(([, name]) => `${name}('x')`).sort());
        },
      ),
      { numRuns: 300 },
    );
  });
});
