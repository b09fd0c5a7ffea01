import { base62Digits, inDigits, latin1Bytes } from './bytes';
import { crc32 } from './crc32';

const checksumLength = 6;

/**
 * Whether a token such as `ghp_` with 36 characters ends in its checksum: CRC-32 of the characters before, in base 62.
 * https://github.blog/engineering/platform-security/behind-githubs-new-authentication-token-formats/
 */
export function isGithubToken(token: string): boolean {
  const body = token.slice(token.indexOf('_') + 1);
  const sum = crc32(latin1Bytes(body.slice(0, -checksumLength)));
  return inDigits(sum, base62Digits).padStart(checksumLength, '0') === body.slice(-checksumLength);
}
