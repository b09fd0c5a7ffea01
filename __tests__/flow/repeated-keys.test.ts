import { flowIn } from '../support/read-flow';

/** JSON parsers keep one copy of a repeated key in silence; rules must see both. */

const wrap = (triggers: string, actions: string) =>
  `{"properties":{"definition":{"triggers":${triggers},"actions":${actions}}}}`;

function seen(text: string): string[] {
  const flow = flowIn(text);
  return [flow, ...flow.otherReadings].map((reading) =>
    [...reading.triggers, ...reading.actions].map(({ name, type }) => `${name}:${type}`).join(' '),
  );
}

describe('a flow with repeated keys', () => {
  test.each([
    ['none', wrap('{"t":{"type":"R"}}', '{"a":{"type":"A"}}'), ['t:R a:A']],
    ['an action twice', wrap('{}', '{"a":{"type":"Http"},"a":{"type":"Compose"}}'), ['a:Compose', 'a:Http']],
    ['a trigger twice', wrap('{"t":{"type":"1"},"t":{"type":"2"}}', '{}'), ['t:2', 't:1']],
    [
      'all actions twice',
      '{"properties":{"definition":{"triggers":{},"actions":{"a":{"type":"1"}},"actions":{"b":{"type":"2"}}}}}',
      ['b:2', 'a:1'],
    ],
    [
      'the definition twice',
      `{"properties":{"definition":{"triggers":{"t":{"type":"1"}}},"definition":{"triggers":{"t":{"type":"2"}}}}}`,
      ['t:2', 't:1'],
    ],
    ['three copies', wrap('{}', '{"a":{"type":"1"},"a":{"type":"2"},"a":{"type":"3"}}'), ['a:3', 'a:1', 'a:2']],
    ['a copy behind an escape', wrap('{}', '{"\\u0061":{"type":"1"},"a":{"type":"2"}}'), ['a:2', 'a:1']],
    [
      'inside a container',
      wrap('{}', '{"s":{"type":"Scope","actions":{"a":{"type":"1"},"a":{"type":"2"}}}}'),
      ['s:Scope a:2', 's:Scope a:1'],
    ],
    ['a copy that is no flow', '{"properties":{"definition":{"triggers":{}}, "definition":7}}', undefined],
  ] as const)('%s', (_, text, readings) => {
    if (readings === undefined) expect(() => flowIn(text)).toThrow();
    else expect(seen(text)).toEqual(readings);
  });
});

/**
 * The platform reads flows without regard to letter case, and so do we; but of two keys that differ in nothing else, `get` sees
 * one only. Containers inside of actions are read in all spellings.
 */
describe('keys that differ in letter case only', () => {
  test('actions of the definition', () => {
    const text =
      '{"properties":{"definition":{"triggers":{},"actions":{"a":{"type":"1"}},"Actions":{"b":{"type":"2"}}}}}';
    expect(seen(text).join(' ').split(' ').sort()).toEqual(['a:1', 'b:2']);
  });

  test('triggers of the definition', () => {
    const text = '{"properties":{"definition":{"triggers":{"t":{"type":"1"}},"Triggers":{"u":{"type":"2"}}}}}';
    expect(seen(text).join(' ').split(' ').sort()).toEqual(['t:1', 'u:2']);
  });

  test.failing('inputs of an action', () => {
    const flow = flowIn(wrap('{}', '{"a":{"type":"Http","inputs":{},"Inputs":{"uri":"http://example.com"}}}'));
    const actions = [flow, ...flow.otherReadings].flatMap((reading) => reading.actions);
    expect(actions.map((action) => action.inputs?.get('uri')?.text)).toContain('http://example.com');
  });
});
