/** Names of archive entries: from raw bytes to a path that is safe to compare, and to text that is safe to show. */

/**
 * Unicode of the bytes 0x80 to 0xFF in code page 437, the encoding of zip names without the UTF-8 flag
 * (APPNOTE.TXT appendix D; https://www.unicode.org/Public/MAPPINGS/VENDORS/MICSFT/PC/CP437.TXT).
 */
const codePage437 =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐' +
  '└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0';

// Fatal: two different damaged names must not become the same text. The BOM is kept for the same reason.
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Text of a raw name; `undefined` where the name claims to be UTF-8 and is not. */
export function decodeName(raw: Uint8Array, isUtf8: boolean): string | undefined {
  if (isUtf8) {
    try {
      return utf8.decode(raw);
    } catch {
      return undefined;
    }
  }
  let text = '';
  for (const byte of raw) text += byte < 0x80 ? String.fromCharCode(byte) : codePage437.charAt(byte - 0x80);
  return text;
}

export type NameReading = { readonly path: string } | { readonly problem: string };

/**
 * The one spelling of a name that entries are compared and found by: `/` between segments, no empty or `.` segment.
 * Backslashes are separators because canvas apps name all their entries with them. A name that would mean a place outside
 * the archive to any unpacker is a problem, though nothing here unpacks: no honest exporter writes one.
 */
export function normaliseName(name: string): NameReading {
  const slashed = name.replaceAll('\\', '/');
  if (slashed.includes('\0')) return { problem: 'holds a NUL character' };
  if (slashed.startsWith('/')) return { problem: 'is an absolute path' };
  const segments = slashed.split('/').filter((segment) => segment !== '' && segment !== '.');
  if (segments.includes('..')) return { problem: 'has a ".." segment' };
  const path = segments.join('/');
  if (path === '') return { problem: 'is empty' };
  // Looked for last: `./C:/x` comes to begin with its drive only when its `.` is gone.
  if (/^[A-Za-z]:/.test(path)) return { problem: 'starts with a drive letter' };
  return { path };
}

/** Longest text that `visible` gives, in code points of the input. */
const visibleLength = 200;

/**
 * Characters that a reader of a log cannot see or that move others around: controls, formatting (bidi), unpaired surrogates,
 * private use, unassigned, all separators but the plain space, fillers, joiners and variation selectors.
 */
const unseen =
  /^(?:\p{C}|\p{Z}|\u034F|[\u115F-\u1160]|[\u17B4-\u17B5]|[\u180B-\u180F]|\u2800|\u3164|[\uFE00-\uFE0F]|\uFFA0|[\u{E0100}-\u{E01EF}])$/u;

/** A name from an archive as a message may show it: unseen characters as `\u{202E}`, cut at 200 characters. */
export function visible(name: string): string {
  let text = '';
  let length = 0;
  for (const character of name) {
    if (length === visibleLength) return `${text}…`;
    length += 1;
    const isUnseen = character !== ' ' && unseen.test(character);
    text += isUnseen ? `\\u{${(character.codePointAt(0) ?? 0).toString(16).toUpperCase()}}` : character;
  }
  return text;
}
