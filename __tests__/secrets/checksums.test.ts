import { isAzureDevOpsToken } from '../../src/secrets/checksums/azure-devops-token';
import { base32Bytes, base64Bytes, base64Text, inDigits, latin1Bytes } from '../../src/secrets/checksums/bytes';
import { isCommonAnnotatedKey } from '../../src/secrets/checksums/common-annotated-key';
import { crc32 } from '../../src/secrets/checksums/crc32';
import { isEntraClientSecret } from '../../src/secrets/checksums/entra-client-secret';
import { isGithubToken } from '../../src/secrets/checksums/github-token';
import { marvin, marvin32, seedOf } from '../../src/secrets/checksums/marvin32';
import { isSignedAzureKey } from '../../src/secrets/checksums/signed-azure-key';
import { bytes, randomOf } from './support/random';
import { annotatedKey, azureDevOpsToken, entraClientSecret, githubToken, signedAzureKey } from './support/sealed';

const hex = (value: number) => value.toString(16).padStart(8, '0');

/** Of 200 values with another character at `at`, how many still pass. */
function passing(make: (random: () => number) => string, at: number, check: (value: string) => boolean): number {
  const random = randomOf('wrong');
  return Array.from({ length: 200 }, () => {
    const value = make(random);
    const place = at < 0 ? value.length + at : at;
    const other = value[place] === 'b' ? 'c' : 'b';
    return check(value.slice(0, place) + other + value.slice(place + 1));
  }).filter((passed) => passed).length;
}

function allPass(make: (random: () => number) => string, check: (value: string) => boolean): boolean {
  const random = randomOf('right');
  return Array.from({ length: 50 }, () => check(make(random))).every((passed) => passed);
}

describe('Marvin', () => {
  // Published with the algorithm: seed, text, 64 bits, 32 bits.
  test.each([
    [{ high: 0xd53cd9ce, low: 0xcd0893b7 }, 'abc', '22c74339492769bf', '6be02a86'],
    [{ high: 0x0ddddeee, low: 0xeffff000 }, 'abcdefghijklmnopqrstuvwxyz', 'a128eb7e7260aca2', 'd34847dc'],
    [{ high: 0x004fb61a, low: 0x001bdbcc }, '', '30ed35c100cd3c7d', '302009bc'],
  ])('of %j, %j', (seed, text, expected, combined) => {
    const { high, low } = marvin(latin1Bytes(text), seed);
    expect(hex(high) + hex(low)).toBe(expected);
    expect(hex(marvin32(latin1Bytes(text), seed))).toBe(combined);
  });

  test('reads seeds as big-endian text', () => {
    expect(seedOf('Default0')).toEqual({ high: 0x44656661, low: 0x756c7430 });
  });
});

describe('bytes', () => {
  test('base64 in both alphabets, there and back, as Node does it', () => {
    const random = randomOf('bytes');
    for (let length = 0; length < 70; length++) {
      const value = bytes(random, length);
      expect(base64Text(value)).toBe(value.toString('base64').replace(/=+$/, ''));
      expect(base64Bytes(value.toString('base64'))).toEqual(new Uint8Array(value));
      expect(base64Bytes(value.toString('base64url'))).toEqual(new Uint8Array(value));
    }
    expect(base64Bytes('ab!d')).toBeUndefined();
    expect(base64Bytes('abcé')).toBeUndefined();
  });

  test('base32', () => {
    expect(base32Bytes('mfrgg')).toEqual(Uint8Array.from([97, 98, 99]));
    expect(base32Bytes('mfrg1')).toBeUndefined();
  });

  test('numbers in any digits', () => {
    expect(inDigits(255, '0123456789abcdef')).toBe('ff');
    expect(inDigits(0, '01')).toBe('');
  });

  test('CRC-32 of the nine digits is the value that every description of it gives', () => {
    expect(hex(crc32(latin1Bytes('123456789')))).toBe('cbf43926');
  });
});

describe('keys of Azure services', () => {
  const seeds = ['Default0', 'Other000'];
  const make = (random: () => number) => signedAzureKey(random, 64, '+ASt', 'Default0');
  const check = (key: string) => isSignedAzureKey(key, 64, seeds);

  test('of 64, 40, 39 and 32 bytes end in their checksum', () => {
    expect(allPass(make, check)).toBe(true);
    for (const length of [40, 39, 32])
      expect(
        allPass(
          (random) => signedAzureKey(random, length, 'AzFu', 'Master00'),
          (key) => isSignedAzureKey(key, length, ['Functi00', 'Master00']),
        ),
      ).toBe(true);
  });

  test('may leave their padding away, or escape it', () => {
    const key = signedAzureKey(randomOf('padding'), 40, 'AzFu', 'Functi00');
    for (const form of [key.replace(/=+$/, ''), key.replaceAll('=', '%3D'), key.replaceAll('=', '%3d')])
      expect(isSignedAzureKey(form, 40, ['Functi00'])).toBe(true);
  });

  test('with another seed, length or character are not right', () => {
    const key = make(randomOf('other'));
    expect(isSignedAzureKey(key, 64, ['Other000'])).toBe(false);
    expect(isSignedAzureKey(key, 32, seeds)).toBe(false);
    expect(isSignedAzureKey(`!${key.slice(1)}`, 64, seeds)).toBe(false);
    expect(passing(make, 10, check)).toBe(0);
  });
});

describe('common annotated keys', () => {
  const make = (random: () => number) => annotatedKey(random, 'AAAB', 'ACOG');

  test('end in their checksum', () => {
    expect(allPass(make, isCommonAnnotatedKey)).toBe(true);
    expect(passing(make, 0, isCommonAnnotatedKey)).toBe(0);
    expect(passing(make, -1, isCommonAnnotatedKey)).toBeLessThan(20);
  });

  test('of 88 characters end in all of it', () => {
    const random = randomOf('long');
    for (let i = 0; i < 50; i++) {
      const body = make(random).slice(0, 80);
      const sum = Buffer.alloc(4);
      sum.writeUInt32LE(marvin32(Buffer.from(body, 'base64'), seedOf('Default0')));
      // The first ones were issued with plain base64.
      expect(isCommonAnnotatedKey(body + sum.toString('base64'))).toBe(true);
      expect(isCommonAnnotatedKey(body + sum.subarray(0, 3).toString('base64'))).toBe(true);
      const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
      const base62 = inDigits(sum.readUInt32BE(), digits).padEnd(6, '0');
      expect(isCommonAnnotatedKey(body + Buffer.from(base62, 'base64').toString('base64'))).toBe(sum[0] !== 0);
    }
  });

  test('are nothing else', () => {
    expect(isCommonAnnotatedKey(`${'!'.repeat(80)}abcd`)).toBe(false);
  });
});

describe('Entra client secrets', () => {
  test('end in three digits of their checksum', () => {
    // Published with the algorithm.
    expect(isEntraClientSecret(`zzz8Q~${'z'.repeat(31)}blP`)).toBe(true);
    expect(isEntraClientSecret(`zzz8Q~${'z'.repeat(31)}blQ`)).toBe(false);
    expect(allPass(entraClientSecret, isEntraClientSecret)).toBe(true);
    expect(passing(entraClientSecret, 8, isEntraClientSecret)).toBe(0);
  });
});

describe('Azure DevOps tokens until 2024', () => {
  test('hold their checksum in four places', () => {
    expect(allPass(azureDevOpsToken, isAzureDevOpsToken)).toBe(true);
    expect(passing(azureDevOpsToken, 0, isAzureDevOpsToken)).toBe(0);
    expect(isAzureDevOpsToken('a'.repeat(51))).toBe(false);
    expect(isAzureDevOpsToken('1'.repeat(52))).toBe(false);
  });
});

describe('GitHub tokens', () => {
  const make = (random: () => number) => githubToken(random, 'ghp_');

  test('end in six digits of their checksum', () => {
    expect(allPass(make, isGithubToken)).toBe(true);
    expect(passing(make, 10, isGithubToken)).toBe(0);
    expect(passing(make, -1, isGithubToken)).toBe(0);
  });
});
