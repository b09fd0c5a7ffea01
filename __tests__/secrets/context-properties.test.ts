import fc from 'fast-check';
import { findByContext } from '../../src/secrets/context/find-by-context';
import { contextKinds } from '../../src/secrets/context/kinds';
import type { LeafSetting } from '../../src/secrets/leaf';
import { alphanumeric, base64, hex, randomText } from './context-samples';

const settings: readonly LeafSetting[] = ['credential', 'header', 'value', 'compared', 'prose', 'name'];
const secretNames = [
  'password',
  'clientSecret',
  'x-api-key',
  'Authorization',
  'accessToken',
  'Passwort',
  'clave de acceso',
  'token',
];
const setting = fc.constantFrom(...settings);
const name = fc.oneof(fc.constantFrom(...secretNames), fc.string({ unit: 'binary', maxLength: 40 }));

/** Pieces that the detectors look at. */
const piece = fc.oneof(
  fc.constantFrom(
    'password',
    'apiKey',
    'key',
    '=',
    ':',
    ': ',
    '"',
    "'",
    '\\"',
    '&',
    ';',
    '?',
    '://',
    '@',
    '@{',
    '}',
    '<',
    '>',
    '</',
    ' ',
    '\n',
    ',',
  ),
  fc.constantFrom('Bearer ', 'Basic ', '%41', '%', 'clé', 'ß', '('),
  fc.string({ maxLength: 12 }),
  fc.string({ unit: 'binary', maxLength: 6 }),
);
const text = fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join(''));

test('matches lie in the text, in order, without overlap, and hold no part of an expression', () => {
  fc.assert(
    fc.property(text, name, setting, (text, name, setting) => {
      let end = 0;
      for (const match of findByContext({ text, name, setting, surroundings: [] })) {
        expect(match.start).toBeGreaterThanOrEqual(end);
        expect(match.end).toBeGreaterThan(match.start);
        expect(match.end).toBeLessThanOrEqual(text.length);
        expect(contextKinds).toContain(match.kind);
        end = match.end;
      }
    }),
    { numRuns: 3000 },
  );
});

const placeholder = fc.oneof(
  fc
    .tuple(
      fc.constantFrom(
        ['<', '>'],
        ['[', ']'],
        ['{', '}'],
        ['{{', '}}'],
        ['$(', ')'],
        ['#{', '}#'],
        ['%', '%'],
        ['__', '__'],
      ),
      fc.stringMatching(/^[A-Za-z][A-Za-z0-9_]{2,20}$/),
    )
    .map(([[open, close], word]) => `${open}${word}${close}`),
  fc
    .tuple(fc.constantFrom('x', '*', '•', '.', '-', '0', 'X', 'a'), fc.integer({ min: 1, max: 60 }))
    .map(([character, count]) => character.repeat(count)),
  fc
    .tuple(
      fc.constantFrom(
        'your',
        'enter',
        'insert',
        'replace',
        'dummy',
        'sample',
        'example',
        'placeholder',
        'votre',
        'dein',
        'ejemplo',
      ),
      fc.constantFrom('-', '_', ' '),
      fc.stringMatching(/^[a-z0-9]{3,12}$/),
    )
    .map(([word, separator, rest]) => `${word}${separator}${rest}`),
);

test('placeholders are never reported', () => {
  fc.assert(
    fc.property(placeholder, fc.constantFrom(...secretNames), setting, (text, name, setting) => {
      expect(findByContext({ text, name, setting, surroundings: [] })).toEqual([]);
      expect(findByContext({ text: `${name}="${text}"`, name: '', setting: 'value', surroundings: [] })).toEqual([]);
      expect(
        findByContext({ text: `Server=x;Password=${text};Encrypt=True`, name, setting: 'value', surroundings: [] }),
      ).toEqual([]);
    }),
    { numRuns: 1000 },
  );
});

test('GUIDs are weak at most', () => {
  fc.assert(
    fc.property(fc.uuid(), fc.constantFrom(...secretNames), setting, (text, name, setting) => {
      for (const match of findByContext({ text, name, setting, surroundings: [] }))
        expect(match.proof).toBe('weak-context');
      for (const match of findByContext({ text: `${name}: "${text}"`, name: '', setting: 'value', surroundings: [] }))
        expect(match.proof).toBe('weak-context');
    }),
  );
});

test('nothing of an expression is reported', () => {
  fc.assert(
    fc.property(
      fc.stringMatching(/^[A-Za-z0-9!$ ={}:"]{0,30}$/),
      fc.constantFrom(...secretNames),
      setting,
      (inner, name, setting) => {
        expect(findByContext({ text: `@{variables('${inner}')}`, name, setting, surroundings: [] })).toEqual([]);
        expect(findByContext({ text: `@concat('${inner}')`, name, setting, surroundings: [] })).toEqual([]);
      },
    ),
  );
});

describe('a megabyte of anything takes no time', () => {
  const size = 1_000_000;
  const pieces = [
    'a',
    '=',
    '"',
    "'",
    '%',
    '%41',
    '@{',
    "@{'",
    '\\',
    '://',
    'https://a:b@c ',
    'https://',
    'Bearer ',
    'Basic ',
    'key=',
    'key=key1=',
    'key: ',
    'key:',
    'token ',
    'secret is ',
    '"key":',
    'key="',
    "key='",
    "key='''",
    'key="""',
    'key=“',
    '"key>',
    '<key>',
    '<key ',
    'key" value="x',
    'key:a;',
    '"key",',
    'Set(key,"',
    'key</b></b>',
    'key<td>',
    'client secret ',
    'mot de passe : ',
    'passpass ',
    'password for the big old ',
    '--key ',
    '-password A1b2c3d4! ',
    'password: A1b2c3d4! ',
    'apiKey1: abcdefghijk1 ',
    'SharedAccessKey=abc;',
    'x=1;',
    'x=1&',
    'key(',
    'clé ',
    '\n',
    'password=\n',
    'eyJ',
    'é',
    '$key',
    'key\\"',
    'Password=a1B;',
  ];
  const texts: Record<string, string> = Object.fromEntries(
    pieces.map((piece) => [piece, piece.repeat(size / piece.length)]),
  );
  texts['hex'] = hex(size);
  texts['base64'] = base64(size);
  texts['quotes and names'] = randomText('"\':=,key', size);
  texts['one value'] = `password="${'a1B!'.repeat(size / 4)}"`;
  texts['one value without quotes'] = `password=${'a1B!'.repeat(size / 4)}`;
  texts['many names'] = Array.from({ length: 60_000 }, (_, i) => `aToken${i.toString(36)}: `).join('');
  texts['many pairs'] = Array.from({ length: 60_000 }, (_, i) => `key${i}=v${i};`).join('');
  texts['secrets'] = `apiKey="${alphanumeric(32)}"\n`.repeat(20_000);

  // CPU time, since others may use the machine; a pattern that is not linear would take minutes.
  test.each(Object.keys(texts))('%s', (key) => {
    for (const setting of ['value', 'prose'] as const) {
      const started = process.cpuUsage();
      findByContext({ text: texts[key] ?? '', name: 'password', setting, surroundings: [] });
      expect(process.cpuUsage(started).user / 1000).toBeLessThan(750);
    }
  });
});
