import { base62Digits, base64Bytes, base64Text, inDigits } from './bytes';
import { marvin32, seedOf } from './marvin32';

const seed = seedOf('Default0');

/** How many characters are covered by the checksum, which stands after them. */
const covered = 80;

/**
 * Whether a common annotated security key (`JQQJ9`) of 84 or 88 characters ends in its checksum: Marvin of the first 60 bytes, in base
 * 62, or in base 64 as the first ones were issued.
 * https://github.com/microsoft/security-utilities/blob/main/src/Microsoft.Security.Utilities.Core/CommonAnnotatedKey.cs
 */
export function isCommonAnnotatedKey(key: string): boolean {
  const bytes = base64Bytes(key.slice(0, covered));
  if (bytes === undefined) return false;
  const sum = marvin32(bytes, seed);
  const littleEndian = Uint8Array.of(sum, sum >>> 8, sum >>> 16, sum >>> 24);
  const written = key.slice(covered);
  const base62 = base62Of(littleEndian);
  if (written.length === 4) return [base62.slice(0, 4), base64Text(littleEndian.subarray(0, 3))].includes(written);
  return [rewritten(`${base62}==`), `${base64Text(littleEndian)}==`].includes(written);
}

/** The bytes as one big-endian number in base 62: each zero byte in front is a digit `0`, and zeros follow up to six digits. */
function base62Of(bytes: Uint8Array): string {
  const value = bytes.reduce((sum, byte) => sum * 256 + byte, 0);
  const zeros = bytes.findIndex((byte) => byte !== 0);
  return `${'0'.repeat(zeros < 0 ? bytes.length : zeros)}${inDigits(value, base62Digits)}`.padEnd(6, '0');
}

/** Four bytes have room for 32 of the 36 bits of six digits: the last bits fall away when the key is written. */
function rewritten(checksum: string): string {
  return `${base64Text((base64Bytes(checksum) ?? new Uint8Array()).subarray(0, 4))}==`;
}
