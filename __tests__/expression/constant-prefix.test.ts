import { constantPrefix, parseValue } from '../../src/expression';

const examples: readonly (readonly [value: string, prefix: string])[] = [
  ['http://a.example', 'http://a.example'],
  ["@concat('http://', variables('host'))", 'http://'],
  ["@concat(concat('ht', 'tp'), '://', triggerBody())", 'http://'],
  ["http://@{variables('host')}/x", 'http://'],
  ["@{'http'}://a.example", 'http://a.example'],
  ["@{parameters('base')}/x", ''],
  ["@toUpper('http://a.example')", ''],
  ["@concat(variables('a'), 'http://')", ''],
];

test.each(examples)('%s begins with %s', (value, prefix) => {
  expect(constantPrefix(parseValue(value))).toBe(prefix);
});

test('takes linear time on deep nesting', () => {
  const depth = 9000;
  const text = `@${"concat('a',".repeat(depth)}'b'${')'.repeat(depth)}`;
  expect(constantPrefix(parseValue(text))).toHaveLength(depth + 1);
});
