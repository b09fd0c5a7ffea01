import fc from 'fast-check';
import { parseJson } from '../../src/document/json';
import { locateJson } from '../../src/document/locate-json';
import { findKeyReadings, parseJsonFollowing } from '../../src/document/repeated-keys';
import { type JsonModel, jsonModel, jsonModelWithRepeatedKeys, layout, layouts, modelValue, write } from './json-model';
import { documentErrorOf } from './thrown';

const readings = (text: string): Record<string, number>[] =>
  findKeyReadings(text).map((copies) => Object.fromEntries(copies));

describe('readings', () => {
  test.each([
    ['no repeated key', '{"a": {"b": 1}, "c": {"b": 2}}', []],
    ['the same key in parent and child', '{"a": {"a": {"a": 1}}, "b": 2}', []],
    ['the same key before and after a child that has it', '{"x": {"a": 1}, "a": 2}', []],
    ['equal strings that are no keys', '["a", "a", {"a": "a"}]', []],
    ['one repeated key', '{"a": 1, "a": 2}', [{ '/a': 0 }]],
    ['three copies', '{"a": 1, "b": 0, "a": 2, "a": 3}', [{ '/a': 0 }, { '/a': 1 }]],
    ['written differently', '{"a": 1, "\\u0061": 2}', [{ '/a': 0 }]],
    ['an escape in both', '{"\\"": 1, "\\u0022": 2}', [{ '/"': 0 }]],
    ['blanks around the colon', '{"a"\r\n:1,"a"\t: 2}', [{ '/a': 0 }]],
    ['keys that a pointer escapes', '{"a/b": {"m~n": 1, "m~n": 2}}', [{ '/a~1b/m~0n': 0 }]],
    ['an empty key', '{"": 1, "": 2}', [{ '/': 0 }]],
    ['__proto__', '{"__proto__": 1, "__proto__": 2}', [{ '/__proto__': 0 }]],
    ['inside an array', '[{}, {"a": 1, "a": 2}]', [{ '/1/a': 0 }]],
    ['inside the last copy', '{"a": 0, "a": {"b": 1, "b": 2}}', [{ '/a': 0 }, { '/a/b': 0 }]],
    ['inside a shadowed copy', '{"a": {"b": 1, "b": 2}, "a": 0}', [{ '/a': 0, '/a/b': 0 }, { '/a': 0 }]],
    ['two, apart from each other', '{"a": 1, "a": 2, "b": 3, "b": 4}', [{ '/a': 0 }, { '/b': 0 }]],
  ])('%s', (_, text, expected) => {
    const sorted = (list: Record<string, number>[]): string[] => list.map((one) => JSON.stringify(one)).sort();
    expect(sorted(readings(text))).toEqual(sorted(expected));
  });

  test.each([2, 15, 16, 17, 18, 40])('the last of %i keys repeats each of the others', (count) => {
    const names = Array.from({ length: count - 1 }, (_, i) => `k${i}`);
    const object = (last: string): string => `{${[...names, last].map((name) => `"${name}": {"k0": 1}`).join()}}`;
    expect(readings(object('other'))).toEqual([]);
    for (const name of names) expect(readings(object(name))).toEqual([{ [`/${name}`]: 0 }]);
  });

  const copies = (count: number): string => `{${'"a":1,'.repeat(count)}"a":1}`;

  test('64 shadowed copies are read one by one', () => {
    expect(findKeyReadings(copies(64))).toHaveLength(64);
  });

  test('more are refused', () => {
    const error = documentErrorOf(() => findKeyReadings(copies(65)));
    expect(error).toMatchObject({ reason: 'too-many-repeated-keys', line: 1, column: 396 });
  });

  test('a flood of copies is refused without walking it all', () => {
    expect(documentErrorOf(() => findKeyReadings(copies(1_000_000))).reason).toBe('too-many-repeated-keys');
  });

  test('100,000 levels are refused', () => {
    const text = `{"x":1,"x":${'{"a":'.repeat(100_000)}1${'}'.repeat(100_001)}`;
    expect(documentErrorOf(() => findKeyReadings('{"a":'.repeat(100_000))).reason).toBe('too-deep');
    expect(documentErrorOf(() => parseJson(text)).reason).toBe('too-deep');
  });

  test.each([
    '',
    '{',
    '"',
    '{"a',
    '{"a"',
    '{"a":',
    '{"a":1,"a"',
    '{"a":1,"a":',
    '}',
    ']',
    '"a":1,"a":2',
    '{"\\x":1,"\\x":2}',
    '{"a":1 "a":2}',
    '{"a":1,"a":2,]',
  ])('text that is not JSON is no error here: %s', (text) => {
    expect(() => findKeyReadings(text)).not.toThrow();
    expect(documentErrorOf(() => parseJson(text)).reason).toBe('not-json');
  });

  test('a document without repeated keys has no reading, in any layout', () => {
    fc.assert(
      fc.property(jsonModel, layout, (model, how) => {
        expect(findKeyReadings(write(model, how).text)).toEqual([]);
      }),
    );
  });
});

/** Numbers all scalars, so that each copy can be told from every other. */
function numbered(model: JsonModel): { readonly model: JsonModel; readonly count: number } {
  let count = 0;
  const number = (node: JsonModel): JsonModel => {
    if (node.kind === 'scalar') {
      count += 1;
      return { kind: 'scalar', value: count };
    }
    if (node.kind === 'array') return { kind: 'array', items: node.items.map(number) };
    return { kind: 'object', members: node.members.map(([name, child]) => [name, number(child)]) };
  };
  return { model: number(model), count };
}

function shadowedCopies(model: JsonModel): number {
  if (model.kind === 'scalar') return 0;
  if (model.kind === 'array') return model.items.reduce((sum, item) => sum + shadowedCopies(item), 0);
  const own = model.members.length - new Set(model.members.map(([name]) => name)).size;
  return model.members.reduce((sum, [, child]) => sum + shadowedCopies(child), own);
}

describe('reading on', () => {
  const repeated = jsonModelWithRepeatedKeys.filter((model) => {
    const count = shadowedCopies(model);
    return count > 0 && count <= 64;
  });

  test('every value of the text is seen by the plain reading or by one of the others', () => {
    fc.assert(
      fc.property(repeated, layout, (plain, how) => {
        const { model, count } = numbered(plain);
        const { text } = write(model, how);
        const others = findKeyReadings(text);
        expect(others).toHaveLength(shadowedCopies(model));
        const seen = [parseJson(text), ...others.map((copies) => parseJsonFollowing(text, copies))]
          .map((value) => JSON.stringify(value))
          .flatMap((json) => json.match(/\d+(?=[,\]}]|$)/g) ?? [])
          .map(Number);
        expect(new Set(seen)).toEqual(new Set(Array.from({ length: count }, (_, i) => i + 1)));
      }),
      { numRuns: 500 },
    );
  });

  test('a reading follows the copies it names, and the last of the others', () => {
    fc.assert(
      fc.property(repeated, layout, (model, how) => {
        const { text } = write(model, how);
        for (const copies of findKeyReadings(text)) {
          expect(parseJsonFollowing(text, copies)).toEqual(modelValue(model, copies));
        }
      }),
      { numRuns: 500 },
    );
  });

  test('each value of a reading is located where it stands', () => {
    fc.assert(
      fc.property(repeated, layout, (plain, how) => {
        const { model } = numbered(plain);
        const { text, values } = write(model, how);
        for (const copies of [new Map<string, number>(), ...findKeyReadings(text)]) {
          const value = parseJsonFollowing(text, copies);
          const paths = values.map(({ path }) => path).filter((path) => typeof ownValue(value, path) === 'number');
          const numbers = locateJson(text, paths, copies).map(({ start, end }) => Number(text.slice(start, end)));
          expect(numbers).toEqual(paths.map((path) => ownValue(value, path)));
        }
      }),
      { numRuns: 500 },
    );
  });

  test('__proto__ becomes an own key', () => {
    const text = '{"__proto__": {"first": 1}, "__proto__": {"second": 2}}';
    const value = parseJsonFollowing(text, new Map([['/__proto__', 0]])) as object;
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect(JSON.stringify(value)).toBe('{"__proto__":{"first":1}}');
  });

  test('copies that are not there, or not repeated, change nothing', () => {
    const { text } = write({ kind: 'object', members: [['a', { kind: 'scalar', value: 1 }]] }, layouts.minified);
    expect(
      parseJsonFollowing(
        text,
        new Map([
          ['/a', 3],
          ['/b/c', 0],
          ['/a/b', 0],
        ]),
      ),
    ).toEqual({ a: 1 });
  });
});

function ownValue(value: unknown, path: readonly string[]): unknown {
  let node = value;
  for (const key of path) {
    if (typeof node !== 'object' || node === null || !Object.hasOwn(node, key)) return undefined;
    node = (node as Record<string, unknown>)[key];
  }
  return node;
}
