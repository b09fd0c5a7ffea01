import { crc32, deflateRawSync } from 'node:zlib';
import { type EntryParts, extraField, sentinel32, zip64Extra, zipOf } from '../support/zip-builder';
import { type Attack, bad, secret, testAttacks } from './attack';
import { examine } from './examine-zip';

const sized = (size: number): EntryParts => ({ ...bad, header: { size } });
const deflated = deflateRawSync(secret);
const wide = { size: sentinel32, compressedSize: sentinel32 };

const sizesAndChecksums: readonly Attack[] = [
  { name: 'size far too small', outcome: 'reading', reason: 'damaged', entry: sized(3) },
  { name: 'size zero', outcome: 'reading', reason: 'damaged', entry: sized(0) },
  { name: 'size one too small', outcome: 'reading', reason: 'damaged', entry: sized(secret.length - 1) },
  { name: 'size one too large', outcome: 'reading', reason: 'damaged', entry: sized(secret.length + 1) },
  { name: 'size far too large', outcome: 'reading', reason: 'damaged', entry: sized(2 ** 20) },
  {
    name: 'size that ends before the secret, with the checksum of that part',
    outcome: 'reading',
    reason: 'damaged',
    entry: { ...bad, header: { size: 8, crc: crc32(secret.slice(0, 8)) } },
  },
  {
    name: 'exabytes by zip64',
    outcome: 'archive',
    reason: 'damaged',
    entry: { ...bad, header: { size: sentinel32, extra: zip64Extra(2 ** 60) } },
  },
  {
    name: 'exabytes of compressed size by zip64',
    outcome: 'archive',
    reason: 'damaged',
    entry: { ...bad, header: { compressedSize: sentinel32, extra: zip64Extra(2 ** 60) } },
  },
  {
    name: 'compressed size past the file',
    outcome: 'archive',
    reason: 'damaged',
    entry: { ...bad, header: { compressedSize: 2 ** 24 } },
  },
  {
    name: 'compressed size into the next entry',
    outcome: 'archive',
    reason: 'damaged',
    entry: { ...bad, header: { compressedSize: deflated.length + 1 } },
  },
  {
    name: 'compressed size too small',
    outcome: 'reading',
    reason: 'damaged',
    entry: { ...bad, header: { compressedSize: deflated.length - 2 } },
  },
  {
    name: 'local extra field that moves the data into the next entry',
    outcome: 'reading',
    reason: 'damaged',
    entry: {
      ...bad,
      local: { extra: extraField(0x9999, Buffer.alloc(20)) },
      central: { compressedSize: deflated.length + 24 },
    },
  },
  {
    name: 'stored with two sizes',
    outcome: 'entry',
    reason: 'damaged',
    entry: { ...bad, header: { method: 0, size: 8, crc: crc32(secret.slice(0, 8)) } },
  },
  {
    name: 'wrong checksum in both headers',
    outcome: 'reading',
    reason: 'damaged',
    entry: { ...bad, header: { crc: 1 } },
  },
  {
    name: 'wrong checksum in the directory, behind bit 3',
    outcome: 'reading',
    reason: 'damaged',
    entry: { ...bad, descriptor: 'signed', central: { crc: 1 } },
  },
  {
    name: 'wrong checksum of a stored entry',
    outcome: 'reading',
    reason: 'damaged',
    entry: { ...bad, header: { method: 0, crc: 1 } },
  },
  {
    name: 'deflate stream cut off',
    outcome: 'reading',
    reason: 'damaged',
    entry: { ...bad, data: deflated.subarray(0, -3), header: { compressedSize: deflated.length - 3 } },
  },
  {
    name: 'garbage instead of deflate',
    outcome: 'reading',
    reason: 'damaged',
    entry: { ...bad, data: Buffer.alloc(20, 0xff), header: { compressedSize: 20 } },
  },
  {
    name: 'bytes behind the deflate stream',
    outcome: 'reading',
    reason: 'damaged',
    entry: { ...bad, data: Buffer.concat([deflated, deflated]), header: { compressedSize: deflated.length * 2 } },
  },
];

const differingHeaders: readonly Attack[] = (
  [
    ['another name', { name: Buffer.from('god') }],
    ['another size', { size: 8 }],
    ['another compressed size', { compressedSize: 8 }],
    ['another checksum', { crc: 1 }],
    ['another method', { method: 0 }],
    ['an encryption bit', { flags: 1 }],
    ['no signature', { signature: 0 }],
    ['zip64 sizes that differ', { ...wide, extra: zip64Extra(8, deflated.length) }],
    ['zip64 sizes left out', wide],
  ] as const
).map(([name, local]) => ({
  name: `local header with ${name}`,
  outcome: 'reading',
  reason: 'damaged',
  entry: { ...bad, local },
}));

const bombs: readonly Attack[] = [
  {
    name: 'one entry over the ratio',
    outcome: 'reading',
    reason: 'over-limit',
    entry: { name: 'bad', content: Buffer.alloc(17 * 2 ** 20) },
  },
  { name: 'one entry over the cap', outcome: 'reading', reason: 'over-limit', entry: bad, limits: { fileBytes: 20 } },
];

describe('sizes and checksums that lie', () => testAttacks(sizesAndChecksums));

describe('local headers that contradict the directory', () => testAttacks(differingHeaders));

describe('bombs', () => testAttacks(bombs));

test('an exhausted budget refuses what would still fit', () => {
  const { files } = examine(zipOf({ a: '12345', b: '1', c: '' }), { inflatedBytesPerRun: 4 });
  expect(files).toEqual({ a: 'not read: over-limit', b: 'not read: over-limit', c: 'not read: over-limit' });
});
