import fc from 'fast-check';
import { locateJson } from '../../src/document/locate-json';
import type { Path } from '../../src/document/place';
import { findKeyReadings } from '../../src/document/repeated-keys';
import { decodeText } from '../../src/document/text';
import { jsonModel, layout, layouts, modelValue, write } from './json-model';

function located(text: string, path: Path, copies?: ReadonlyMap<string, number>): string {
  const [location] = locateJson(text, [path], copies);
  return text.slice(location?.start, location?.end);
}

describe('one value', () => {
  const text = '{"a": [1, {"b": "x\\"}"}], "a/b": -1.5e3 , "": null, "\\u0041": true, "n": {"n": {}}}';
  test.each<[string, Path, string]>([
    ['the root', [], text],
    ['a string with its quotes', ['a', 1, 'b'], '"x\\"}"'],
    ['an object whole', ['a', 1], '{"b": "x\\"}"}'],
    ['an array whole', ['a'], '[1, {"b": "x\\"}"}]'],
    ['an element by number', ['a', 0], '1'],
    ['an element by name', ['a', '0'], '1'],
    ['a key with a slash', ['a/b'], '-1.5e3'],
    ['an empty key', [''], 'null'],
    ['a key written with an escape', ['A'], 'true'],
    ['the same key further in', ['n', 'n'], '{}'],
    ['missing in an object', ['a', 1, 'x', 'y'], '{"b": "x\\"}"}'],
    ['missing in an array', ['a', 2], '[1, {"b": "x\\"}"}]'],
    ['no index', ['a', '00'], '[1, {"b": "x\\"}"}]'],
    ['missing in a scalar', ['a/b', 'x'], '-1.5e3'],
    ['missing at the root', ['x'], text],
    ['never an inherited member', ['constructor'], text],
  ])('%s', (_, path, expected) => {
    expect(located(text, path)).toBe(expected);
  });

  test.each<[string, string, Path, ReadonlyMap<string, number> | undefined, string]>([
    ['the last copy', '{"a": 1, "a": 2}', ['a'], undefined, '2'],
    ['the copy asked for', '{"a": 1, "a": 2, "a": 3}', ['a'], new Map([['/a', 1]]), '2'],
    ['only in the last copy', '{"a": {"b": 1}, "a": {"c": 2}}', ['a', 'b'], undefined, '{"c": 2}'],
    ['only in the copy asked for', '{"a": {"b": 1}, "a": {"c": 2}}', ['a', 'b'], new Map([['/a', 0]]), '1'],
    [
      'copies inside copies',
      '{"a": {"b": 1, "b": 2}, "a": 3}',
      ['a', 'b'],
      new Map([
        ['/a', 0],
        ['/a/b', 0],
      ]),
      '1',
    ],
    ['copies of a key written differently', '{"a": 1, "\\u0061": 2}', ['a'], undefined, '2'],
  ])('repeated keys: %s', (_, json, path, copies, expected) => {
    expect(located(json, path, copies)).toBe(expected);
  });

  test('10,000 levels', () => {
    const path = Array.from({ length: 10_000 }, () => 0);
    expect(located(`${'['.repeat(10_000)}7${']'.repeat(10_000)}`, path)).toBe('7');
  });
});

test('text that is not JSON is walked to its end without an error', () => {
  const junk = fc
    .array(fc.constantFrom('{', '}', '[', ']', ',', ':', '"', '\\', 'a', ' ', '1'))
    .map((parts) => parts.join(''));
  fc.assert(
    fc.property(junk, (text) => {
      const paths = [[], ['a'], ['a', 'a'], [0, 'a'], ['']];
      expect(locateJson(text, paths, new Map([['/a', 0]]))).toHaveLength(paths.length);
      expect(Array.isArray(findKeyReadings(text))).toBe(true);
    }),
    { numRuns: 1_000 },
  );
});

describe('every value of a document', () => {
  test('is found where it was written, in every layout', () => {
    fc.assert(
      fc.property(jsonModel, layout, (model, how) => {
        const { text, values } = write(model, how);
        const locations = locateJson(
          text,
          values.map(({ path }) => path),
        );
        values.forEach(({ range, model: written }, i) => {
          const { start, end } = locations[i] ?? { start: -1, end: -1 };
          expect({ start, end }).toEqual(range);
          expect(JSON.parse(text.slice(start, end))).toEqual(modelValue(written));
        });
      }),
      { numRuns: 500 },
    );
  });

  test('is found alone as well as together with others', () => {
    fc.assert(
      fc.property(jsonModel, layout, fc.nat(), (model, how, n) => {
        const { text, values } = write(model, how);
        const one = values[n % values.length];
        expect(locateJson(text, [one?.path ?? []])[0]).toMatchObject(one?.range ?? {});
      }),
    );
  });

  test('is found without counting a byte order mark', () => {
    fc.assert(
      fc.property(
        jsonModel.filter((model) => model.kind !== 'scalar'),
        (model) => {
          // Lone surrogates cannot be written in UTF-8, so they are escaped.
          const { text, values } = write(model, layouts.escaped);
          const decoded = decodeText(new TextEncoder().encode(`\ufeff${text}`));
          const locations = locateJson(
            decoded,
            values.map(({ path }) => path),
          );
          values.forEach(({ range }, i) => {
            expect(locations[i]).toMatchObject(range);
          });
        },
      ),
    );
  });
});
