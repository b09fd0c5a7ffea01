import fc from 'fast-check';
import { type JsonChange, type JsonValue, type LineEdit, lineEdits } from '../../src/document/json-edit';
import type { Path } from '../../src/document/place';
import { jsonModel, layouts, modelValue, write } from './json-model';

/** Replaces whole lines, as a reader of a suggestion does. */
function applied(text: string, { region, newText }: LineEdit): string {
  const lines = text.split(/(?<=\r\n|\n|\r(?!\n))/);
  const old = lines.slice(region.startLine - 1, region.endLine).join('');
  const end = /(?:\r\n|\n|\r)?$/.exec(old)?.[0] ?? '';
  expect(region.startColumn).toBe(1);
  expect(region.endColumn).toBe((lines[region.endLine - 1] ?? '').replace(/[\r\n]+$/, '').length + 1);
  return [...lines.slice(0, region.startLine - 1), newText, end, ...lines.slice(region.endLine)].join('');
}

/** The change made to the value instead of the text. */
function changed(value: unknown, path: Path, set: JsonValue): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return set;
  if (Array.isArray(value)) {
    const items = [...value];
    items[Number(key)] = changed(items[Number(key)], rest, set);
    return items;
  }
  const own = Object.entries((value ?? {}) as object);
  const inner = own.find(([name]) => name === String(key))?.[1];
  const others = own.filter(([name]) => name !== String(key));
  return Object.fromEntries([...others, [String(key), changed(inner, rest, set)]]);
}

const edit = (text: string, path: Path, value: JsonValue, secrets: readonly Path[] = []) =>
  lineEdits(text, [{ path, value }], secrets)[0];
const secure: Path = ['actions', 'Get', 'runtimeConfiguration', 'secureData', 'properties'];
const flow = (get: object) => ({ actions: { Get: get, After: { type: 'Compose' } } });
const pretty = (value: unknown, indent: number | string = 2) => JSON.stringify(value, null, indent);

/** Lines that are taken away and lines that come, as a diff shows them. */
function diff(text: string, found: LineEdit | undefined): readonly string[] | undefined {
  if (!found) return undefined;
  const old = text.split(/\r\n|\n|\r/).slice(found.region.startLine - 1, found.region.endLine);
  return [...old.map((line) => `-${line}`), ...found.newText.split(/\r\n|\n|\r/).map((line) => `+${line}`)];
}

describe('the lines', () => {
  test.each<[string, string, Path, JsonValue, readonly string[]]>([
    [
      'a value',
      pretty(flow({ who: 'All', type: 'Request' })),
      ['actions', 'Get', 'who'],
      'Tenant',
      ['-      "who": "All",', '+      "who": "Tenant",'],
    ],
    [
      'a member behind the last, with all that is missing on the way',
      pretty(flow({ type: 'Http', inputs: { uri: 'x' } })),
      secure,
      ['outputs'],
      [
        '-      }',
        '+      },',
        '+      "runtimeConfiguration": {',
        '+        "secureData": {',
        '+          "properties": [',
        '+            "outputs"',
        '+          ]',
        '+        }',
        '+      }',
      ],
    ],
    [
      'a member of an object that is there',
      pretty(flow({ runtimeConfiguration: { retry: 1 } })),
      secure,
      ['inputs'],
      [
        '-        "retry": 1',
        '+        "retry": 1,',
        '+        "secureData": {',
        '+          "properties": [',
        '+            "inputs"',
        '+          ]',
        '+        }',
      ],
    ],
    [
      'an element',
      pretty({ list: ['inputs'] }, 4),
      ['list', 1],
      'outputs',
      ['-        "inputs"', '+        "inputs",', '+        "outputs"'],
    ],
    [
      'an element of a list on one line',
      '{\n  "list": ["inputs"]\n}',
      ['list', 1],
      'outputs',
      ['-  "list": ["inputs"]', '+  "list": ["inputs", "outputs"]'],
    ],
    [
      'a member of an object on one line',
      '{\n  "Get": { "type":"Http" },\n  "b": 1\n}',
      ['Get', 'runtimeConfiguration', 'secureData'],
      { properties: ['inputs'] },
      [
        '-  "Get": { "type":"Http" },',
        '+  "Get": { "type":"Http", "runtimeConfiguration":{ "secureData":{ "properties":["inputs"] } } },',
      ],
    ],
    [
      'a member of an empty object, indented by tabs',
      pretty({ Get: { inputs: {} } }, '\t'),
      ['Get', 'inputs', 'who'],
      'Tenant',
      ['-\t\t"inputs": {}', '+\t\t"inputs": {', '+\t\t\t"who": "Tenant"', '+\t\t}'],
    ],
    ['an empty list on two lines', '{\n  "list": [\n  ]\n}', ['list', 0], 'inputs', ['-  ]', '+    "inputs"', '+  ]']],
    [
      'the lines of a value that stay are left out',
      pretty({ list: ['a', 'b', 'c'] }),
      ['list'],
      ['a', 'x', 'c'],
      ['-    "b",', '+    "x",'],
    ],
    [
      'the style of Windows PowerShell',
      '{\r\n    "a":  {\r\n              "b":  1\r\n          }\r\n}',
      ['a', 'c'],
      2,
      ['-              "b":  1', '+              "b":  1,', '+              "c":  2'],
    ],
    [
      'a scalar in place of a whole value',
      pretty({ a: { b: 1 }, c: 2 }),
      ['a'],
      '',
      ['-  "a": {', '-    "b": 1', '-  },', '+  "a": "",'],
    ],
    [
      'a closing bracket behind the last value',
      '{\n  "a": 1 }',
      ['b'],
      2,
      ['-  "a": 1 }', '+  "a": 1,', '+  "b": 2 }'],
    ],
    ['a key that looks like an index', pretty({ 1: 'x', a: 'y' }), ['1'], 'z', ['-  "1": "x",', '+  "1": "z",']],
  ])('%s', (_, text, path, value, expected) => {
    const found = edit(text, path, value);
    expect(diff(text, found)).toEqual(expected);
    expect(found && JSON.parse(applied(text, found))).toEqual(changed(JSON.parse(text), path, value));
  });

  test('several at once, each for itself', () => {
    const text = pretty({ a: 1, b: { c: 2 } });
    const changes: readonly JsonChange[] = [
      { path: ['b', 'c'], value: 3 },
      { path: ['gone', 7, 'x', 'y'], value: 3 },
      { path: ['a', 'x'], value: 3 },
      { path: ['a'], value: 3 },
    ];
    const found = lineEdits(text, changes, []);
    expect(found.map((one) => one?.region.startLine)).toEqual([4, 5, undefined, 2]);
  });
});

describe('no lines', () => {
  const long = 'x'.repeat(390);
  test.each<[string, string, Path]>([
    ['a text on one line', JSON.stringify({ a: 1 }), ['a']],
    ['a text that is a scalar', '\n1\n', []],
    ['a list on one line', '[1, 2]', [0]],
    ['a long line', `{\n  "b": { "a": 1, "c": "${long}" }\n}`, ['b', 'a']],
    ['a line that would get long', `{\n  "b": { "a": 1, "c": "${'x'.repeat(370)}" }\n}`, ['b', 'a']],
    ['a key that is there twice', '{\n  "a": 1,\n  "b": { "c": 1, "c": 2 }\n}', ['a']],
    ['an index beyond the end', '{\n  "a": [\n    1\n  ]\n}', ['a', 2]],
    ['a key of a list', '{\n  "a": [\n    1\n  ]\n}', ['a', 'b']],
    ['a member of a scalar', '{\n  "a": 1\n}', ['a', 'b']],
    ['a member of null', '{\n  "a": null\n}', ['a', 'b']],
    ['a value that is there', '{\n  "a": "long enough to be seen"\n}', ['a']],
    ['a character nobody sees', '{\n  "a\u202e": { "a": 1 }\n}', ['a\u202e', 'a']],
    ['a line separator', '{\n  "a\u2028": { "a": 1 }\n}', ['a\u2028', 'a']],
  ])('%s', (_, text, path) => {
    expect(edit(text, path, 'long enough to be seen')).toBeUndefined();
  });
});

describe('secrets', () => {
  const text = '{\n  "a": { "key": "first", "b": 1 },\n  "c": "second",\n  "d": "third"\n}';
  test.each<[string, Path, boolean, readonly Path[]]>([
    ['on the line', ['a', 'b'], false, [['a', 'key']]],
    ['on the line of the last member', ['e'], false, [['d']]],
    ['on another line', ['a', 'b'], true, [['c'], ['d']]],
    ['in the value that goes', ['a'], true, [['a', 'key']]],
    ['the value that goes', ['c'], true, [['c']]],
    ['at a place that is not there: as if all around it were one', ['a', 'b'], false, [['a', 'gone']]],
  ])('%s', (_, path, isGiven, secrets) => {
    const found = edit(text, path, '', secrets);
    expect(found !== undefined).toBe(isGiven);
    if (!secrets.some(([key]) => key === 'a')) return;
    expect(found?.newText ?? '').not.toContain('first');
  });
});

test('applied to the text, an edit makes the value that the change makes', () => {
  const value = fc.constantFrom<JsonValue>('x', '', 7, null, true, [], {}, ['a', 'b'], { k: { l: ['m'] }, n: 1 });
  const spaced = { newline: '\n', indent: '    ', colon: ': ', string: JSON.stringify };
  const styles = fc.constantFrom(
    layouts.prettyLf,
    layouts.prettyCrlf,
    spaced,
    { ...spaced, newline: '\r\n' },
    layouts.loneCr,
  );
  let given = 0;
  fc.assert(
    fc.property(
      jsonModel,
      styles,
      value,
      fc.nat(),
      fc.array(fc.constantFrom('k', 'new', '0'), { maxLength: 3 }),
      (model, style, set, pick, below) => {
        const { text, values } = write(model, style);
        const root = modelValue(model);
        const target = values[pick % values.length];
        if (!target) return;
        // Indexes are numbers in a path, as nodes give them.
        let holder: unknown = root;
        const path: (string | number)[] = [];
        for (const key of target.path) {
          path.push(Array.isArray(holder) ? Number(key) : key);
          holder = (holder as Record<string, unknown>)[key];
        }
        const more = Array.isArray(holder)
          ? [holder.length, ...below]
          : holder !== null && typeof holder === 'object'
            ? below
            : [];
        const isFree = more
          .slice(0, 1)
          .every((key) => typeof key === 'number' || !Object.hasOwn(holder as object, key));
        const whole = isFree ? [...path, ...more] : path;
        const found = edit(text.replace(/^[\r\n]+/, ''), whole, set);
        if (!found) return;
        given += 1;
        const after = applied(text.replace(/^[\r\n]+/, ''), found);
        expect(JSON.parse(after)).toEqual(changed(root, whole, set));
        const ends = (part: string) => new Set(part.match(/\r\n|\n|\r/g));
        expect([...ends(after)].filter((end) => !ends(text).has(end))).toEqual([]);
      },
    ),
    { numRuns: 3000 },
  );
  expect(given).toBeGreaterThan(500);
});
