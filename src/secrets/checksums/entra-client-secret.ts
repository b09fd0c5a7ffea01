import { inDigits, latin1Bytes } from './bytes';
import { marvin32, seedOf } from './marvin32';

const seed = seedOf('AadPwd00');
const digits = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ1234567890.-_~';
const covered = 37;

/**
 * Whether a client secret of 40 characters ends in its checksum: the first three of the six digits of its Marvin checksum.
 * https://github.com/microsoft/security-utilities/blob/main/src/Microsoft.Security.Utilities.Core/IdentifiableSecrets.cs
 */
export function isEntraClientSecret(secret: string): boolean {
  const sum = marvin32(latin1Bytes(secret.slice(0, covered)), seed);
  return inDigits(sum, digits).padStart(6, 'a').slice(0, 3) === secret.slice(covered);
}
