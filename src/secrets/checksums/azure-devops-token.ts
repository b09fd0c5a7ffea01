import { base32Bytes } from './bytes';
import { crc32 } from './crc32';

/** What the checksum is combined with in tokens of users and of applications. */
const marks = [0xe0b9692d, 0x1019f92e];

/** Which of the 32 bytes hold the checksum, most significant first. */
const places = [2, 7, 8, 22];

/**
 * Whether 52 characters of base32 are a personal access token of Azure DevOps as issued until 2024: four of its bytes are the CRC-32 of
 * the others.
 * https://github.com/microsoft/security-utilities (SEC101/102, AdoPat)
 */
export function isAzureDevOpsToken(token: string): boolean {
  const bytes = base32Bytes(token);
  if (bytes === undefined || bytes.length !== 32) return false;
  const written = places.reduce((sum, place) => ((sum << 8) | (bytes[place] ?? 0)) >>> 0, 0);
  const sum = crc32(bytes.filter((_, place) => !places.includes(place)));
  return marks.some((mark) => (sum ^ mark) >>> 0 === written);
}
