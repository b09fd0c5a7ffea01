import fc from 'fast-check';
import { pointerOf } from '../../src/document/place';
import { walkJson } from '../../src/document/walk-json';
import { jsonModel, layout, modelValue, write } from './json-model';

function pointers(value: unknown): string[] {
  const seen: string[] = [];
  walkJson(value, (_, path) => {
    seen.push(pointerOf(path()));
  });
  return seen;
}

describe('walking', () => {
  test.each([
    ['a scalar', 1, ['']],
    ['parents before children, in order', { b: [1, { c: 2 }], a: 3 }, ['', '/b', '/b/0', '/b/1', '/b/1/c', '/a']],
    ['null is no container', { a: null }, ['', '/a']],
    ['__proto__ as an own key', JSON.parse('{"__proto__": {"x": 1}}'), ['', '/__proto__', '/__proto__/x']],
  ])('%s', (_, value, expected) => {
    expect(pointers(value)).toEqual(expected);
  });

  test('array indexes are numbers, keys are strings', () => {
    let last: unknown;
    walkJson({ 0: ['x'] }, (_, path) => {
      last = path();
    });
    expect(last).toEqual(['0', 0]);
  });

  test("'skip' leaves out what is inside, and nothing else", () => {
    const seen: unknown[] = [];
    walkJson({ a: { b: 1 }, c: 2 }, (value, path) => {
      if (path().at(-1) === 'a') return 'skip';
      seen.push(value);
      return undefined;
    });
    expect(seen).toEqual([{ a: { b: 1 }, c: 2 }, 2]);
  });

  test('a path may be asked for after the walk', () => {
    const paths: (() => unknown)[] = [];
    walkJson({ a: [1, 2] }, (_, path) => {
      paths.push(path);
    });
    expect(paths.map((path) => path())).toEqual([[], ['a'], ['a', 0], ['a', 1]]);
  });

  test('10,000 levels', () => {
    let deepest = 0;
    walkJson(JSON.parse(`${'[{"a":'.repeat(5_000)}1${'}]'.repeat(5_000)}`), (value, path) => {
      if (value === 1) deepest = path().length;
    });
    expect(deepest).toBe(10_000);
  });

  test('meets every value of a document once', () => {
    fc.assert(
      fc.property(jsonModel, layout, (model, how) => {
        const written = write(model, how).values.map(({ path }) => pointerOf(path));
        expect(pointers(modelValue(model)).sort()).toEqual(written.sort());
      }),
    );
  });
});
