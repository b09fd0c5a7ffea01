import fc from 'fast-check';
import { type KeyCopies, pointerOf } from '../../src/document/place';
import type { TextRange } from '../../src/document/region';

/** A JSON text before it is written down; unlike a value it can repeat keys. */
export type JsonModel =
  | { readonly kind: 'scalar'; readonly value: string | number | boolean | null }
  | { readonly kind: 'array'; readonly items: readonly JsonModel[] }
  | { readonly kind: 'object'; readonly members: readonly (readonly [string, JsonModel])[] };

/** Keys that trip parsers, pointers and prototypes. */
const hardKeys = [
  'a',
  'b',
  '',
  '0',
  '1',
  '__proto__',
  'constructor',
  'a/b',
  'm~n',
  'é',
  '😀',
  '"q"',
  'x\ny',
  '\\',
  '\u2028',
];

const key = fc.oneof(fc.constantFrom(...hardKeys), fc.string({ unit: 'binary', maxLength: 6 }));
const scalar = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.constantFrom('{', '}', '[', ']', ',', ':', '"', '\\', '\\"', '\\\\', '"}', '/', '\ud800', 'a\r\nb'),
  fc.constantFrom(0, -1, 1.5, 1e21, 1e-7, -0.25, 123456789),
  fc.boolean(),
  fc.constant(null),
);

function arbitraryModel(repeated: boolean): fc.Arbitrary<JsonModel> {
  return fc.letrec<{ node: JsonModel }>((tie) => ({
    node: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      scalar.map((value) => ({ kind: 'scalar' as const, value })),
      fc.array(tie('node'), { maxLength: 4 }).map((items) => ({ kind: 'array' as const, items })),
      (repeated
        ? fc.array(fc.tuple(fc.constantFrom('a', 'b', '__proto__', 'a/b'), tie('node')), { maxLength: 4 })
        : fc.uniqueArray(fc.tuple(key, tie('node')), { maxLength: 5, selector: ([name]) => name })
      ).map((members) => ({ kind: 'object' as const, members })),
    ),
  })).node;
}

export const jsonModel = arbitraryModel(false);
export const jsonModelWithRepeatedKeys = arbitraryModel(true);

/** The value of a model, following the given copies: what a reading should see. */
export function modelValue(model: JsonModel, copies: KeyCopies = new Map(), path: readonly string[] = []): unknown {
  if (model.kind === 'scalar') return model.value;
  if (model.kind === 'array') return model.items.map((item, i) => modelValue(item, copies, [...path, String(i)]));
  const value = {};
  for (const name of new Set(model.members.map(([member]) => member))) {
    const all = model.members.filter(([member]) => member === name);
    const inside = [...path, name];
    const followed = all[copies.get(pointerOf(inside)) ?? all.length - 1];
    if (!followed) throw new Error('a reading names a copy that is not there');
    // Assignment would set the prototype for a key `__proto__`.
    const own = {
      value: modelValue(followed[1], copies, inside),
      writable: true,
      enumerable: true,
      configurable: true,
    };
    Object.defineProperty(value, name, own);
  }
  return value;
}

/** How a model is written down. */
export interface JsonLayout {
  readonly newline: string;
  readonly indent: string;
  readonly colon: string;
  readonly string: (value: string) => string;
}

const escapedUnits = (value: string): string => {
  const units = Array.from({ length: value.length }, (_, i) => value.charCodeAt(i).toString(16).padStart(4, '0'));
  return `"${units.map((hex, i) => `\\u${i % 2 ? hex.toUpperCase() : hex}`).join('')}"`;
};

const plain = (value: string): string => JSON.stringify(value);

export const layouts = {
  prettyLf: { newline: '\n', indent: '  ', colon: ': ', string: plain },
  prettyCrlf: { newline: '\r\n', indent: '\t', colon: ' : ', string: plain },
  minified: { newline: '', indent: '', colon: ':', string: plain },
  escaped: { newline: '\n', indent: ' ', colon: ':', string: escapedUnits },
  loneCr: { newline: '\r', indent: '', colon: ':\r', string: plain },
} satisfies Record<string, JsonLayout>;

export const layout: fc.Arbitrary<JsonLayout> = fc.constantFrom(...Object.values(layouts));

export interface WrittenJson {
  readonly text: string;
  /** Every member and element in the order of the text, copies of repeated keys included. */
  readonly values: readonly {
    readonly path: readonly string[];
    readonly range: TextRange;
    readonly model: JsonModel;
  }[];
}

/** Writes a model down and notes where each value went: what the locator must find again. */
export function write(model: JsonModel, { newline, indent, colon, string }: JsonLayout): WrittenJson {
  let text = newline;
  const values: { path: readonly string[]; range: TextRange; model: JsonModel }[] = [];

  const writeValue = (node: JsonModel, path: readonly string[]): void => {
    const start = text.length;
    const entry = { path, range: { start, end: start }, model: node };
    values.push(entry);
    if (node.kind === 'scalar') {
      text += typeof node.value === 'string' ? string(node.value) : JSON.stringify(node.value);
    } else {
      const members = node.kind === 'array' ? node.items.map((item, i) => [String(i), item] as const) : node.members;
      text += node.kind === 'array' ? '[' : '{';
      members.forEach(([name, child], i) => {
        text += `${i > 0 ? ',' : ''}${newline}${indent.repeat(path.length + 1)}`;
        if (node.kind === 'object') text += string(name) + colon;
        writeValue(child, [...path, name]);
      });
      text += newline + indent.repeat(path.length) + (node.kind === 'array' ? ']' : '}');
    }
    entry.range = { start, end: text.length };
  };

  writeValue(model, []);
  return { text: text + newline, values };
}
