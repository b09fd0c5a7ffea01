/** The bytes of a text whose characters are all below 256. */
export function latin1Bytes(text: string): Uint8Array {
  return Uint8Array.from(text, (char) => char.charCodeAt(0));
}

const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const digitValue = new Uint8Array(128).fill(255);
for (let i = 0; i < digits.length; i++) digitValue[digits.charCodeAt(i)] = i;
digitValue['-'.charCodeAt(0)] = digits.indexOf('+');
digitValue['_'.charCodeAt(0)] = digits.indexOf('/');

/** The bytes that base64 stands for, in the alphabet of RFC 4648 section 4 or 5; `undefined` where it is no base64. */
export function base64Bytes(text: string): Uint8Array | undefined {
  const body = text.replace(/={1,2}$/, '');
  const bytes = new Uint8Array(Math.floor((body.length * 3) / 4));
  let [bits, count, at] = [0, 0, 0];
  for (let i = 0; i < body.length; i++) {
    const value = digitValue[body.charCodeAt(i)] ?? 255;
    if (value === 255) return undefined;
    bits = ((bits << 6) | value) & 0xffff;
    count += 6;
    if (count >= 8) {
      count -= 8;
      bytes[at++] = (bits >> count) & 0xff;
    }
  }
  return bytes;
}

/** Base64 without padding, in the alphabet of RFC 4648 section 4. */
export function base64Text(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < bytes.length; i += 3) {
    const [a = 0, b = 0, c = 0] = bytes.subarray(i, i + 3);
    const word = (a << 16) | (b << 8) | c;
    const length = Math.min(bytes.length - i, 3) + 1;
    for (let k = 0; k < length; k++) text += digits[(word >> (18 - 6 * k)) & 63];
  }
  return text;
}

const lowerBase32 = 'abcdefghijklmnopqrstuvwxyz234567';

/** The bytes that lower case base32 stands for; `undefined` where it is none. */
export function base32Bytes(text: string): Uint8Array | undefined {
  const bytes = new Uint8Array(Math.floor((text.length * 5) / 8));
  let [bits, count, at] = [0, 0, 0];
  for (const char of text) {
    const value = lowerBase32.indexOf(char);
    if (value < 0) return undefined;
    bits = ((bits << 5) | value) & 0xffff;
    count += 5;
    if (count >= 8) {
      count -= 8;
      bytes[at++] = (bits >> count) & 0xff;
    }
  }
  return bytes;
}

/** A number in the given digits, most significant first. */
export function inDigits(value: number, alphabet: string): string {
  let text = '';
  for (let rest = value; rest > 0; rest = Math.floor(rest / alphabet.length))
    text = alphabet[rest % alphabet.length] + text;
  return text;
}

export const base62Digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
