import { expressionsOf, parseValue } from '../../src/expression';
import { possibleTexts } from '../../src/expression/possible-texts';

function possible(text: string) {
  const [root] = expressionsOf(parseValue(text));
  if (!root) throw new Error('no expression');
  const { texts, unknown } = possibleTexts(root);
  return [texts, unknown.map((node) => text.slice(node.start, node.end))];
}

test.each<[string, string[], string[]]>([
  ["@'a'", ['a'], []],
  ["@concat('a', 'b')", ['ab'], []],
  ["@if(equals(variables('x'), 'no'), 'a', 'b')", ['a', 'b'], []],
  ["@if(true, 'a', variables('x'))", ['a'], ["variables('x')"]],
  ["@coalesce(triggerBody()?['x'], null, 'a')", ['a'], ["triggerBody()?['x']"]],
  ["@toLower(trim(string('A ')))", ['A '], []],
  ["@{if(true, if(false, 'a', 'b'), toUpper('c'))}", ['a', 'b', 'c'], []],
  ["@concat('a', variables('x'))", [], ["concat('a', variables('x'))"]],
  ['@12', [], ['12']],
  ['@null', [], []],
])('%s', (text, texts, unknown) => {
  expect(possible(text)).toEqual([texts, unknown]);
});

test('a tall tree is no harm', () => {
  const height = 4_000;
  expect(possible(`@${'trim('.repeat(height)}'a'${')'.repeat(height)}`)).toEqual([['a'], []]);
});
