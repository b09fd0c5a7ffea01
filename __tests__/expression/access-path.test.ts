import { accessPath } from '../../src/expression';
import { rootOf, shape } from './shape';

function pathOf(text: string): string[] | undefined {
  const path = accessPath(rootOf(text));
  return path && [shape(path.call), ...path.segments.map((s) => (typeof s === 'string' ? s : `<${shape(s)}>`))];
}

test.each([
  ['@f()', ['f()']],
  ["@body('X')?['a']['b'].c", ['body("X")', 'a', 'b', 'c']],
  ["@triggerOutputs()?['headers']?['x-api-key']", ['triggerOutputs()', 'headers', 'x-api-key']],
  ['@f()?.a?.b', ['f()', 'a', 'b']],
  ["@f()['it''s']", ['f()', "it's"]],
  ["@f()['body/value']", ['f()', 'body/value']],
  ["@f()[concat('pass', 'word')]", ['f()', 'password']],
  ['@f()[0].a', ['f()', '<0>', 'a']],
  ["@f()[g()['k']]['b']", ['f()', '<{g() [] "k"}>', 'b']],
])('%s', (text, expected) => {
  expect(pathOf(text)).toEqual(expected);
});

test.each(["@'a'", '@1', '@null', '@true'])('%s is no access', (text) => {
  expect(pathOf(text)).toBeUndefined();
});
