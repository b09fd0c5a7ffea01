import {
  buildZip,
  type EntryParts,
  extraField,
  sentinel32,
  unicodePath,
  type ZipParts,
  zip64Extra,
  zipOf,
} from '../support/zip-builder';
import { examine } from './examine-zip';

interface Oddity {
  readonly name: string;
  readonly entries: readonly EntryParts[];
  readonly parts?: ZipParts;
  readonly files: Readonly<Record<string, string>>;
}

const file: EntryParts = { name: 'a.json', content: 'sound' };
const asRead = { 'a.json': 'sound' };
const wide = { size: sentinel32, compressedSize: sentinel32 };

const oddities: readonly Oddity[] = [
  { name: 'deflated', entries: [file], files: asRead },
  { name: 'stored', entries: [{ ...file, header: { method: 0 } }], files: asRead },
  { name: 'no entries', entries: [], files: {} },
  { name: 'an empty file, stored', entries: [{ name: 'a', content: '', header: { method: 0 } }], files: { a: '' } },
  { name: 'an empty file, deflated', entries: [{ name: 'a', content: '' }], files: { a: '' } },
  { name: 'an empty file, deflated to nothing', entries: [{ name: 'a', data: Buffer.alloc(0) }], files: { a: '' } },
  { name: 'a signed data descriptor', entries: [{ ...file, descriptor: 'signed' }], files: asRead },
  { name: 'an unsigned data descriptor', entries: [{ ...file, descriptor: 'unsigned' }], files: asRead },
  { name: 'bit 3 without a descriptor', entries: [{ ...file, descriptor: 'absent' }], files: asRead },
  { name: 'needless zip64 end records', entries: [file], parts: { zip64: {} }, files: asRead },
  {
    name: 'zip64 end records beside a complete classic one',
    entries: [file],
    parts: { zip64: {}, end: { count: 1, countOnDisk: 1 } },
    files: asRead,
  },
  {
    name: 'needless zip64 sizes in both headers',
    entries: [{ ...file, header: { method: 0, ...wide, extra: zip64Extra(5, 5) } }],
    files: asRead,
  },
  {
    name: 'a zip64 offset alone',
    entries: [{ ...file, central: { offset: sentinel32, extra: zip64Extra(0) } }],
    files: asRead,
  },
  { name: 'the longest comment', entries: [file], parts: { comment: Buffer.alloc(0xffff, 'x') }, files: asRead },
  { name: 'entry comments', entries: [{ ...file, central: { comment: Buffer.from('reviewed') } }], files: asRead },
  { name: 'folder entries', entries: [{ name: 'f/', header: { method: 0 } }, { name: 'g/' }, file], files: asRead },
  {
    name: 'a folder by its Unix mode',
    entries: [{ name: 'f', central: { madeBy: 0x0314, attributes: 0o040755 * 2 ** 16 } }, file],
    files: asRead,
  },
  {
    name: 'a Unix file with setuid',
    entries: [{ ...file, central: { madeBy: 0x0314, attributes: 0o104755 * 2 ** 16 } }],
    files: asRead,
  },
  { name: 'a CP437 name', entries: [{ ...file, name: Buffer.from([0x81, 0x2e, 0x6a]) }], files: { 'ü.j': 'sound' } },
  {
    name: 'a UTF-8 name',
    entries: [{ ...file, name: 'Genehmigung für 承認.json' }],
    files: { 'Genehmigung für 承認.json': 'sound' },
  },
  {
    name: 'an agreeing Unicode path',
    entries: [{ ...file, header: { extra: unicodePath('a.json', './a.json') } }],
    files: asRead,
  },
  {
    name: 'a Unicode path left over from a renaming',
    entries: [{ ...file, header: { extra: unicodePath('old', '../b.json') } }],
    files: asRead,
  },
  {
    name: 'other extra fields',
    entries: [{ ...file, header: { extra: extraField(0x5455, Buffer.alloc(5)) } }],
    files: asRead,
  },
  { name: 'backslashes', entries: [{ ...file, name: 'Assets\\x\\a.json' }], files: { 'Assets/x/a.json': 'sound' } },
  { name: 'needless segments', entries: [{ ...file, name: './x//a.json' }], files: { 'x/a.json': 'sound' } },
  {
    name: 'names of object properties',
    entries: [{ ...file, name: '__proto__' }],
    files: JSON.parse('{"__proto__":"sound"}'),
  },
  {
    name: 'names that differ by case',
    entries: [file, { name: 'A.JSON', content: 'other' }],
    files: { 'A.JSON': 'other', 'a.json': 'sound' },
  },
  {
    name: 'bytes between entries',
    entries: [{ ...file, gap: zipOf({ b: 'unlisted' }).subarray(0, 40) }],
    files: asRead,
  },
  {
    name: 'bytes before the first entry',
    entries: [file],
    parts: { prefix: Buffer.from('#!/bin/sh\n') },
    files: asRead,
  },
];

describe('archives that are odd and sound', () => {
  test.each(oddities)('$name', ({ entries, parts, files }) => {
    expect(examine(buildZip(entries, parts))).toEqual({ files, leftOut: [] });
  });

  test('files are sorted by path, whatever the order of the directory', () => {
    expect(Object.keys(examine(zipOf({ b: '', 'a/z': '', B: '' })).files)).toEqual(['B', 'a/z', 'b']);
  });

  test('the largest archive that the classic format can state', () => {
    const entries = Array.from({ length: 65_535 }, (_, i) => ({ name: `${i}`, header: { method: 0 } }));
    expect(Object.keys(examine(buildZip(entries)).files)).toHaveLength(65_535);
  });
});
