import { base64Bytes } from './bytes';
import { marvin32, seedOf } from './marvin32';

/**
 * Whether the last four bytes of a key are the Marvin checksum of the bytes before, little-endian, for one of the seeds of its service.
 * https://github.com/microsoft/security-utilities/blob/main/src/Microsoft.Security.Utilities.Core/IdentifiableSecrets.cs
 */
export function isSignedAzureKey(key: string, length: number, seeds: readonly string[]): boolean {
  const bytes = base64Bytes(key.replace(/(?:=|%3[Dd])+$/, ''));
  if (bytes === undefined || bytes.length !== length) return false;
  const [a = 0, b = 0, c = 0, d = 0] = bytes.subarray(length - 4);
  const written = (a | (b << 8) | (c << 16) | (d << 24)) >>> 0;
  return seeds.some((seed) => marvin32(bytes.subarray(0, length - 4), seedOf(seed)) === written);
}
