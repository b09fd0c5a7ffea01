import { evaluatedStrings } from '../../src/flow/evaluated-strings';
import { flowIn } from '../support/read-flow';

jest.setTimeout(60_000);

/** The deepest text that the reader of JSON takes: 10,000 levels, of which each nested action takes two. */

const levels = 9_000;

function nested(open: string, core: string, close: string, times: number): string {
  return `{"properties":{"definition":{"triggers":{},"actions":{${open.repeat(times)}${core}${close.repeat(times)}}}}}`;
}

test('actions may nest as deep as JSON', () => {
  const times = levels / 2;
  const start = process.hrtime.bigint();
  const flow = flowIn(nested('"S":{"type":"Scope","actions":{', '"Leaf":{"type":"Http"}', '}}', times));
  expect(flow.actions).toHaveLength(times + 1);
  const last = flow.actions.at(-1);
  expect(last?.name).toBe('Leaf');
  expect(last?.breadcrumb).toHaveLength(times + 1);
  expect(last?.place.path).toHaveLength(2 + 2 * times + 2);
  expect(Number(process.hrtime.bigint() - start) / 1e6).toBeLessThan(20_000);
});

test('inputs may nest as deep as JSON', () => {
  const text = nested('"A":{"type":"Compose","inputs":', `${'['.repeat(levels)}"@{1}"${']'.repeat(levels)}`, '}', 1);
  const [action] = flowIn(text).actions;
  expect(action && evaluatedStrings(action).map(({ value }) => value)).toEqual(['@{1}']);
});

test('a chain of else branches', () => {
  const times = levels / 3;
  const flow = flowIn(nested('"S":{"type":"If","else":{"actions":{', '"Leaf":{"type":"Http"}', '}}}', times));
  expect(flow.actions).toHaveLength(times + 1);
});
