import { accessPath, constantText, expressionsOf, parseValue, walkExpression } from '../../src/expression';
import { rootOf } from './shape';

function countNodes(text: string): number {
  let count = 0;
  for (const root of expressionsOf(parseValue(text))) walkExpression(root, () => count++);
  return count;
}

const nestedCalls = (levels: number) => `@${'f('.repeat(levels - 1)}1${')'.repeat(levels - 1)}`;
const nestedIndexes = (levels: number) => `@${'f()['.repeat(levels - 1)}1${']'.repeat(levels - 1)}`;
const chain = (levels: number) => `@f()${'.a'.repeat(levels - 1)}`;

describe('the height of a tree', () => {
  test.each([
    ['calls', nestedCalls, 10_000],
    ['indexers', nestedIndexes, 19_999],
    ['property chains', chain, 10_000],
  ])('10,000 levels of %s are read and walked', (_name, make, nodes) => {
    expect(countNodes(make(10_000))).toBe(nodes);
  });

  test.each([
    ['calls', nestedCalls(10_001), 1],
    ['indexers', nestedIndexes(10_001), 1],
    ['property chains', chain(10_001), 1],
    ['chains in calls in chains', `@g(f(0)${'.a'.repeat(5000)})${'.b'.repeat(4999)}`, 1],
    ['arguments before a low one', `@g(f()${'.a'.repeat(9_999)}, 1)`, 1],
    ['objects of a low index', `${chain(10_000)}[0]`, 1],
    ['calls in a template', `x @{${nestedCalls(20_000).slice(1)}}`, 20_002],
  ])('more levels of %s are an error', (_name, text, at) => {
    const message = `nested deeper than 10000 levels at offset ${at}`;
    expect(parseValue(text)).toMatchObject({ kind: 'invalid', message, at });
  });

  test('siblings and consecutive segments do not add up', () => {
    expect(parseValue(`@f(${"g()['a'],".repeat(20_000)}1)`).kind).toBe('expression');
    expect(parseValue('@{f(g())}'.repeat(20_000)).kind).toBe('template');
  });

  test('20,000 levels that never close, and a million brackets, overflow nothing', () => {
    expect(parseValue(`@${'f('.repeat(20_000)}`)).toMatchObject({ kind: 'invalid', at: 40_001 });
    expect(parseValue(`@${'f()['.repeat(1_000_000)}`)).toMatchObject({ kind: 'invalid', at: 4_000_001 });
  });

  test('questions about a high tree overflow nothing either', () => {
    const concats = rootOf(`@${"concat('a',".repeat(9_999)}'b'${')'.repeat(9_999)}`);
    expect(constantText(concats)?.text).toBe(`${'a'.repeat(9_999)}b`);
    expect(accessPath(rootOf(chain(10_000)))?.segments).toHaveLength(9_999);
  });
});
