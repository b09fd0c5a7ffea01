import fc from 'fast-check';
import { decodeName, normaliseName, visible } from '../../src/artifact/zip-names';

describe('visible', () => {
  test.each([
    ['plain', 'Workflows/Approve (2) – é.json', 'Workflows/Approve (2) – é.json'],
    ['line ends', 'a\r\nb', 'a\\u{D}\\u{A}b'],
    ['terminal commands', '\x1b[2J', '\\u{1B}[2J'],
    ['bidi', 'a\u202eb', 'a\\u{202E}b'],
    ['zero width', 'a\u200bb', 'a\\u{200B}b'],
    ['other spaces', 'a\u00a0b\u3000', 'a\\u{A0}b\\u{3000}'],
    ['line separator', 'a\u2028', 'a\\u{2028}'],
    ['unpaired surrogate', 'a\ud800', 'a\\u{D800}'],
    ['fillers and variation selectors', '\u3164\ufe0f\u{e0100}', '\\u{3164}\\u{FE0F}\\u{E0100}'],
    ['200 characters', '😀'.repeat(200), '😀'.repeat(200)],
    ['201 characters', '😀'.repeat(201), `${'😀'.repeat(200)}…`],
  ])('%s', (_, name, shown) => {
    expect(visible(name)).toBe(shown);
  });

  test('gives no control, formatting or separator character, whatever it is given', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (name) => /^(?:[^\p{C}\p{Z}]| )*$/u.test(visible(name))));
  });
});

describe('decodeName', () => {
  test.each([
    ['ASCII', Buffer.from('a.json'), false, 'a.json'],
    ['CP437', Buffer.from([0x80, 0x9b, 0xe1, 0xff]), false, 'Ç¢ß\u00a0'],
    ['UTF-8', Buffer.from('ü承'), true, 'ü承'],
    ['a byte order mark, which stays', Buffer.from('\ufeffa'), true, '\ufeffa'],
    ['overlong UTF-8', Buffer.from([0xc0, 0xae]), true, undefined],
  ])('%s', (_, raw, isUtf8, name) => {
    expect(decodeName(raw, isUtf8)).toBe(name);
  });

  test('every byte of CP437 is a character of its own', () => {
    const all = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));
    expect(new Set(decodeName(all, false)).size).toBe(256);
  });
});

test('a normalised path names nothing outside, and normalising it again changes nothing', () => {
  const names = fc.array(fc.constantFrom('..', '.', '', 'a', 'b c', 'C:', '\\', '/', '\0'), { maxLength: 6 });
  fc.assert(
    fc.property(names, fc.constantFrom('/', '\\'), (segments, separator) => {
      const reading = normaliseName(segments.join(separator));
      if (!('path' in reading)) return;
      expect(normaliseName(reading.path)).toEqual(reading);
      expect(reading.path.split('/')).not.toContain('..');
      expect(reading.path).toMatch(/^[^/\0\\]/);
    }),
  );
});
