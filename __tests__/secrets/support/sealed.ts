import { createHmac } from 'node:crypto';
import { crc32 as zlibCrc32 } from 'node:zlib';
import { marvin32, seedOf } from '../../../src/secrets/checksums/marvin32';
import { bytes, characters, type Random } from './random';

/** Values with a right checksum, built from the issuers' descriptions and thrown away: none of them opens anything. */

const lettersAndDigits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

function littleEndian(value: number): Buffer {
  const buffer = Buffer.alloc(4);
  buffer.writeUInt32LE(value);
  return buffer;
}

/** A key of so many bytes with a signature and a checksum of its last four bytes. */
export function signedAzureKey(random: Random, length: number, signature: string, seed: string): string {
  // Signature and checksum fill the end: the bits around the signature come out as the base64 demands.
  const digits = Buffer.from(bytes(random, length)).toString('base64').replace(/=+$/, '');
  const at = digits.length - 10;
  const body = Buffer.from(digits.slice(0, at) + signature + digits.slice(at + signature.length), 'base64');
  const covered = body.subarray(0, length - 4);
  return Buffer.concat([covered, littleEndian(marvin32(covered, seedOf(seed)))]).toString('base64');
}

/** A common annotated key of 84 characters, as a service with this provider data and signature issues it. */
export function annotatedKey(random: Random, provider: string, signature: string): string {
  const text = `${characters(random, lettersAndDigits, 52)}JQQJ99BD${'A'.repeat(12)}${provider}${signature}`;
  const sum = littleEndian(marvin32(Buffer.from(text, 'base64'), seedOf('Default0')));
  return (
    text +
    inBase(sum.readUInt32BE(), '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz')
      .padEnd(6, '0')
      .slice(0, 4)
  );
}

export function entraClientSecret(random: Random): string {
  const alphabet = `${lettersAndDigits}._~-`;
  const body = `${characters(random, alphabet, 3)}8Q~${characters(random, alphabet, 31)}`;
  const digits = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ1234567890.-_~';
  return (
    body +
    inBase(marvin32(Buffer.from(body, 'latin1'), seedOf('AadPwd00')), digits)
      .padStart(6, 'a')
      .slice(0, 3)
  );
}

export function azureDevOpsToken(random: Random): string {
  const token = bytes(random, 32);
  const places = [2, 7, 8, 22];
  const rest = Buffer.from([...token].filter((_, i) => !places.includes(i)));
  const sum = (zlibCrc32(rest) ^ 0xe0b9692d) >>> 0;
  places.forEach((place, i) => {
    token[place] = (sum >>> (24 - 8 * i)) & 255;
  });
  const bits = [...token].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  // 256 bits are 51 digits and one bit.
  return (bits.padEnd(260, '0').match(/.{5}/g) ?? [])
    .map((five) => 'abcdefghijklmnopqrstuvwxyz234567'[Number.parseInt(five, 2)])
    .join('');
}

export function githubToken(random: Random, prefix: string): string {
  const body = characters(random, lettersAndDigits, 30);
  const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
  return prefix + body + inBase(zlibCrc32(Buffer.from(body)), digits).padStart(6, '0');
}

export function jsonWebToken(random: Random): string {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const signed = `${part({ alg: 'HS256', typ: 'JWT' })}.${part({ sub: characters(random, lettersAndDigits, 20), iat: 1 })}`;
  return `${signed}.${createHmac('sha256', 'no key').update(signed).digest('base64url')}`;
}

export function pemInBase64(random: Random): string {
  return Buffer.from(`-----BEGIN PRIVATE KEY-----\n${bytes(random, 60).toString('base64')}\n`).toString('base64');
}

export function grafanaKey(random: Random): string {
  const key = { k: characters(random, lettersAndDigits, 32), n: 'reports', id: 1 };
  return Buffer.from(JSON.stringify(key)).toString('base64').replace(/=+$/, '');
}

function inBase(value: number, digits: string): string {
  let text = '';
  for (let rest = value; rest > 0; rest = Math.floor(rest / digits.length)) text = digits[rest % digits.length] + text;
  return text;
}
