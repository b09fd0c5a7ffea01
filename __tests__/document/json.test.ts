import fc from 'fast-check';
import { parseJson } from '../../src/document/json';
import { findJsonFault } from '../../src/document/json-fault';
import { jsonModel, layout, modelValue, write } from './json-model';
import { documentErrorOf } from './thrown';

const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);

describe('parsing', () => {
  test.each([
    ['an object', ' {"a": [1, true, null]} ', { a: [1, true, null] }],
    ['null', 'null', null],
    ['numbers', '[0, -0.5, 10.05, 1e0, 1E+10, 2e-03]', [0, -0.5, 10.05, 1, 1e10, 0.002]],
    ['escapes', '"\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e4\\u00E4"', '"\\/\b\f\n\r\tää'],
    ['the last of repeated keys', '{"a":1,"a":2}', { a: 2 }],
    ['U+2028 inside a string', '"\u2028"', '\u2028'],
  ])('%s', (_, text, value) => {
    expect(parseJson(text)).toEqual(value);
    expect(findJsonFault(text)).toBeUndefined();
  });

  test('__proto__ is an own key and sets no prototype', () => {
    const value = parseJson('{"__proto__": {"polluted": 1}}') as object;
    expect(Object.keys(value)).toEqual(['__proto__']);
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
  });
});

describe('text that is not JSON is refused where it goes wrong', () => {
  test.each([
    ['nothing', '', 1, 1, 'the text ends too early'],
    ['only blanks', ' \n ', 2, 2, 'the text ends too early'],
    ['a byte order mark', '\ufeff{}', 1, 1, 'a value is expected'],
    ['a trailing comma in an object', '{\n  "a": 1,\n}', 3, 1, 'a key in double quotes is expected'],
    ['a trailing comma in an array', '[1,]', 1, 4, 'a value is expected'],
    ['a missing comma', '{"a": 1\r\n "b": 2}', 2, 2, 'a comma or a closing bracket is expected'],
    ['a missing colon', '{"a" 1}', 1, 6, 'a colon is expected'],
    ['a comment', '{ // no\n}', 1, 3, 'a key in double quotes is expected'],
    ['single quotes', "{'a': 1}", 1, 2, 'a key in double quotes is expected'],
    ['NaN', '[NaN]', 1, 2, 'a value is expected'],
    ['a leading zero', '[01]', 1, 3, 'a comma or a closing bracket is expected'],
    ['a bare minus', '[-]', 1, 2, 'a value is expected'],
    ['a dot without digits', '[1.]', 1, 3, 'a comma or a closing bracket is expected'],
    ['a second value', '{} {}', 1, 4, 'nothing may follow the value'],
    ['a wrong bracket', '[1}', 1, 3, 'a comma or a closing bracket is expected'],
    ['an unclosed object', '{"a": 1', 1, 8, 'the text ends too early'],
    ['an unclosed string', '{"a": "b', 1, 7, 'a string is not closed'],
    ['an escaped closing quote', '["\\"]', 1, 2, 'a string is not closed'],
    ['a line break in a string', '["a\nb"]', 1, 4, 'a line break or control character inside a string'],
    ['a tab in a key', '{"a\tb": 1}', 1, 4, 'a line break or control character inside a string'],
    ['an unknown escape', '["\\x41"]', 1, 3, 'a wrong escape inside a string'],
    ['a short \\u escape', '["\\u12g4"]', 1, 3, 'a wrong escape inside a string'],
    ['a no-break space', '[\u00a01]', 1, 2, 'a value is expected'],
  ])('%s', (_, text, line, column, problem) => {
    const error = documentErrorOf(() => parseJson(text));
    expect(error).toMatchObject({ reason: 'not-json', line, column });
    expect(error.message).toBe(`not JSON: ${problem} at line ${line}, column ${column}`);
  });

  const broken = fc
    .tuple(
      jsonModel,
      layout,
      fc.nat(),
      fc.constantFrom('', ',', '"', '}', ']', '[', ':', '\\', '\n', '0', '-', 'e', 'x'),
    )
    .map(([model, how, n, junk]) => {
      const { text } = write(model, how);
      const at = n % (text.length + 1);
      return text.slice(0, at) + junk + text.slice(at + 1);
    });

  test('a fault is found exactly when JSON.parse refuses', () => {
    fc.assert(
      fc.property(broken, (text) => {
        let refused = false;
        try {
          JSON.parse(text);
        } catch {
          refused = true;
        }
        const fault = findJsonFault(text);
        expect(fault !== undefined).toBe(refused);
        if (fault) expect(fault.offset).toBeLessThanOrEqual(text.length);
      }),
      { numRuns: 2_000 },
    );
  });

  test('neither the message nor a cause quotes the text', () => {
    const secret = 'hunter2-hunter2';
    for (const text of [
      `{"password": ${secret}}`,
      `{"a": "${secret}" "b"}`,
      `${secret}`,
      `{"${secret}": tru}`,
      `["${secret}`,
    ]) {
      const error = documentErrorOf(() => parseJson(text));
      expect(error.message + String(error.cause)).not.toContain('hunter2');
    }
  });
});

describe('depth', () => {
  test('10,000 levels are read', () => {
    expect(() => parseJson(nested(10_000))).not.toThrow();
  });

  test.each([
    ['10,001 levels', nested(10_001), 10_001],
    ['100,000 levels of arrays', nested(100_000), 10_001],
    ['100,000 levels of objects', `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`, 50_001],
    ['a million brackets that never close', '['.repeat(1_000_000), 10_001],
  ])('%s are too deep', (_, text, column) => {
    expect(documentErrorOf(() => parseJson(text))).toMatchObject({ reason: 'too-deep', line: 1, column });
  });

  test('brackets side by side or inside strings are not depth', () => {
    const wide = `[${'[],'.repeat(20_000)}"${'['.repeat(20_000)}\\"${'{'.repeat(20_000)}"]`;
    expect(parseJson(wide)).toHaveLength(20_001);
  });
});

test('what is written is read, in every layout', () => {
  fc.assert(
    fc.property(jsonModel, layout, (model, how) => {
      const { text } = write(model, how);
      expect(findJsonFault(text)).toBeUndefined();
      expect(parseJson(text)).toEqual(modelValue(model));
    }),
  );
});
