import { walkExpression } from '../../src/expression';
import { rootOf, shape } from './shape';

test('visits parents before children, children in source order, with their parent', () => {
  const visits: string[] = [];
  walkExpression(rootOf("@f(1, g(2).a, h()[i('x')])"), (node, parent) => {
    visits.push(`${shape(node)} in ${parent === undefined ? 'nothing' : parent.kind}`);
  });
  expect(visits).toEqual([
    'f(1 {g(2) . a} {h() [] i("x")}) in nothing',
    '1 in call',
    '{g(2) . a} in call',
    'g(2) in property',
    '2 in call',
    '{h() [] i("x")} in call',
    'h() in index',
    'i("x") in index',
    '"x" in call',
  ]);
});
