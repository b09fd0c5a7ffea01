import fc from 'fast-check';
import { decodeText, isProbablyText } from '../../src/document/text';
import { documentErrorOf } from './thrown';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

function utf16(text: string, order: 'little' | 'big'): Uint8Array {
  const view = new DataView(new ArrayBuffer(text.length * 2 + 2));
  view.setUint16(0, 0xfeff, order === 'little');
  for (let i = 0; i < text.length; i += 1) view.setUint16(i * 2 + 2, text.charCodeAt(i), order === 'little');
  return new Uint8Array(view.buffer);
}

describe('decoding', () => {
  test.each([
    ['UTF-8', utf8('{"ä":"😀"}'), '{"ä":"😀"}'],
    ['UTF-8 with a byte order mark', utf8('\ufeff{}'), '{}'],
    ['only the first of two byte order marks goes', utf8('\ufeff\ufeffa'), '\ufeffa'],
    ['UTF-16, little endian', utf16('{"ä":"😀"}', 'little'), '{"ä":"😀"}'],
    ['UTF-16, big endian', utf16('{"ä":"😀"}', 'big'), '{"ä":"😀"}'],
    ['nothing at all', utf8(''), ''],
    ['a byte order mark and nothing else', utf8('\ufeff'), ''],
  ])('%s', (_, bytes, text) => {
    expect(decodeText(bytes)).toBe(text);
  });

  test.each([
    ['Latin-1', Uint8Array.of(0x61, 0xe4, 0x62)],
    ['a character cut in two', utf8('ä').subarray(0, 1)],
    ['an overlong form', Uint8Array.of(0xc0, 0xaf)],
    ['a surrogate in UTF-8', Uint8Array.of(0xed, 0xa0, 0x80)],
    ['UTF-16 without a byte order mark', utf16('{"a":1}', 'little').subarray(2)],
    ['UTF-16 with half a character', utf16('ab', 'little').subarray(0, 5)],
    ['UTF-16 with a lone surrogate', utf16('a\ud800b', 'big')],
    ['a PNG', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)],
    ['a NUL in otherwise good text', utf8('a\0b')],
    ['UTF-32, which begins as UTF-16 does', Uint8Array.of(0xff, 0xfe, 0, 0, 0x61, 0, 0, 0)],
  ])('refused: %s', (_, bytes) => {
    expect(documentErrorOf(() => decodeText(bytes)).reason).toBe('not-text');
  });

  test('any text comes back from any of the encodings', () => {
    const text = fc.string({ unit: 'grapheme-composite' }).filter((s) => !s.includes('\0'));
    fc.assert(
      fc.property(text, (s) => {
        expect(decodeText(utf8(`\ufeff${s}`))).toBe(s);
        expect(decodeText(utf16(s, 'little'))).toBe(s);
        expect(decodeText(utf16(s, 'big'))).toBe(s);
      }),
    );
  });
});

describe('telling text from other files', () => {
  test.each([
    ['text', utf8('hello'), true],
    ['nothing', utf8(''), true],
    ['UTF-16', utf16('hello', 'little'), true],
    ['a long text whose sample ends inside a character', utf8(`a${'ä'.repeat(8_192)}`), true],
    ['a NUL at the start', utf8('\0abc'), false],
    ['wrong bytes', Uint8Array.of(0xff, 0xd8, 0xff, 0xe0), false],
  ])('%s', (_, bytes, answer) => {
    expect(isProbablyText(bytes)).toBe(answer);
  });
});
