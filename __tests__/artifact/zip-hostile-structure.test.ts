import { buildZip, sentinel32, zip64Extra, zipOf } from '../support/zip-builder';
import { type Attack, bad, good, secret, testAttacks, three } from './attack';
import { examine } from './examine-zip';

const wide = { size: sentinel32, compressedSize: sentinel32 };

const structure: readonly Attack[] = [
  {
    name: 'a second end record in the comment',
    outcome: 'archive',
    reason: 'damaged',
    entry: good,
    parts: { comment: buildZip([]) },
  },
  {
    name: 'a whole archive in the comment',
    outcome: 'archive',
    reason: 'damaged',
    entry: bad,
    parts: { comment: zipOf({ good: 'clean' }) },
  },
  {
    name: 'an end record in the comment that does not reach the end, with a zip64 record of millions of entries',
    outcome: 'archive',
    reason: 'damaged',
    entry: bad,
    parts: {
      comment: buildZip([], {
        zip64: { count: 2 ** 22, countOnDisk: 2 ** 22, offset: 0 },
        comment: Buffer.alloc(0),
        commentLength: 9,
      }),
    },
  },
  {
    name: 'an end signature in the last entry comment',
    outcome: 'archive',
    reason: 'damaged',
    entries: [{ ...good, central: { comment: Buffer.from('PK\x05\x06') } }],
  },
  {
    name: 'two archives in a row',
    outcome: 'archive',
    reason: 'damaged',
    archive: () => Buffer.concat([zipOf({ a: secret }), zipOf({ a: '' })]),
  },
  {
    name: 'bytes behind the end',
    outcome: 'archive',
    reason: 'damaged',
    entry: bad,
    parts: { suffix: Buffer.from('\n') },
  },
  {
    name: 'bytes before it that the offsets do not count',
    outcome: 'archive',
    reason: 'damaged',
    archive: () => Buffer.concat([Buffer.from('MZ'), zipOf({ a: '' })]),
  },
  {
    name: 'directory offset past the end',
    outcome: 'archive',
    reason: 'damaged',
    entry: bad,
    parts: { end: { offset: 2 ** 30 } },
  },
  {
    name: 'directory offset too small',
    outcome: 'archive',
    reason: 'damaged',
    entry: bad,
    parts: { end: { offset: 0 } },
  },
  { name: 'directory size too small', outcome: 'archive', reason: 'damaged', entry: bad, parts: { end: { size: 46 } } },
  { name: 'several disks', outcome: 'archive', reason: 'unsupported', entry: bad, parts: { end: { disk: 1 } } },
  {
    name: 'the directory on another disk',
    outcome: 'archive',
    reason: 'unsupported',
    entry: bad,
    parts: { end: { directoryDisk: 1 } },
  },
  {
    name: 'an entry on another disk',
    outcome: 'entry',
    reason: 'unsupported',
    entry: { ...bad, central: { disk: 1 } },
  },
  {
    name: 'broken record signature',
    outcome: 'archive',
    reason: 'damaged',
    entry: { ...bad, central: { signature: 0 } },
  },
  {
    name: 'record that reaches past the directory',
    outcome: 'archive',
    reason: 'damaged',
    entries: [{ ...good, central: { extra: Buffer.alloc(100) } }],
    parts: { end: { size: 60 } },
  },
  {
    name: 'extra field that overruns',
    outcome: 'entry',
    reason: 'damaged',
    entry: { ...bad, central: { extra: Buffer.from([1, 0, 99, 0]) } },
  },
  {
    name: 'extra field of three bytes',
    outcome: 'entry',
    reason: 'damaged',
    entry: { ...bad, central: { extra: Buffer.alloc(3) } },
  },
  {
    name: 'zip64 field left out',
    outcome: 'entry',
    reason: 'damaged',
    entry: { ...bad, central: { size: sentinel32 } },
  },
  {
    name: 'zip64 field twice',
    outcome: 'entry',
    reason: 'damaged',
    entry: { ...bad, central: { ...wide, extra: Buffer.concat([zip64Extra(1, 1), zip64Extra(2, 2)]) } },
  },
  {
    name: 'zip64 field for nothing',
    outcome: 'entry',
    reason: 'damaged',
    entry: { ...bad, central: { extra: zip64Extra(8) } },
  },
  {
    name: 'count too small',
    outcome: 'archive',
    reason: 'damaged',
    entries: three,
    parts: { end: { count: 1, countOnDisk: 1 } },
  },
  {
    name: 'count too large',
    outcome: 'archive',
    reason: 'damaged',
    entries: three,
    parts: { end: { count: 4, countOnDisk: 4 } },
  },
  {
    name: 'count unlike the one of the disk',
    outcome: 'archive',
    reason: 'damaged',
    entries: three,
    parts: { end: { countOnDisk: 2 } },
  },
  {
    name: 'count zero over entries',
    outcome: 'archive',
    reason: 'damaged',
    entries: three,
    parts: { end: { count: 0, countOnDisk: 0 } },
  },
  {
    name: 'honest count over the limit',
    outcome: 'archive',
    reason: 'over-limit',
    entries: three,
    limits: { entriesPerArchive: 2 },
  },
  {
    name: 'directory over the limit',
    outcome: 'archive',
    reason: 'over-limit',
    entries: three,
    limits: { directoryBytes: 100 },
  },
  {
    name: 'more files than the run may list',
    outcome: 'archive',
    reason: 'over-limit',
    entries: three,
    limits: { filesPerRun: 2 },
  },
  {
    name: 'the same body under many names',
    outcome: 'archive',
    reason: 'damaged',
    entries: [good, { ...bad, isOnlyListed: true, central: { offset: 0 } }],
  },
  {
    name: 'an entry inside the body of another',
    outcome: 'archive',
    reason: 'damaged',
    archive: () => {
      const inner = buildZip([bad]);
      const outer = { name: 'outer', content: inner, header: { method: 0 } };
      return buildZip([outer, { ...bad, isOnlyListed: true, central: { offset: 30 + 'outer'.length } }]);
    },
  },
  {
    name: 'an entry inside the directory',
    outcome: 'archive',
    reason: 'damaged',
    archive: () => buildZip([good, { ...bad, isOnlyListed: true, central: { offset: 70 } }]),
  },
];

const zip64Fields = ['count', 'countOnDisk', 'size', 'offset'] as const;
const zip64: readonly Attack[] = [
  ...zip64Fields.map((field): Attack => {
    return {
      name: `classic ${field} unlike zip64`,
      outcome: 'archive',
      reason: 'damaged',
      entries: three,
      parts: { zip64: {}, end: { [field]: 1 } },
    };
  }),
  ...zip64Fields.map((field): Attack => {
    return {
      name: `zip64 ${field} of 2^53`,
      outcome: 'archive',
      reason: field === 'size' ? 'over-limit' : 'damaged',
      entries: three,
      parts: { zip64: { [field]: 2 ** 53 } },
    };
  }),
  {
    name: 'zip64 count over the limit',
    outcome: 'archive',
    reason: 'over-limit',
    entry: bad,
    parts: { zip64: { count: 70_000, countOnDisk: 70_000 } },
  },
  {
    name: 'zip64 record elsewhere',
    outcome: 'archive',
    reason: 'damaged',
    entry: bad,
    parts: { zip64: { recordOffset: 0 } },
  },
  {
    name: 'zip64 record past the end',
    outcome: 'archive',
    reason: 'damaged',
    entry: bad,
    parts: { zip64: { recordOffset: 2 ** 60 } },
  },
  {
    name: 'zip64 record of a wrong length',
    outcome: 'archive',
    reason: 'damaged',
    entry: bad,
    parts: { zip64: { recordLength: 40 } },
  },
  {
    name: 'zip64 record without its signature',
    outcome: 'archive',
    reason: 'damaged',
    entry: bad,
    parts: { zip64: { signature: 0 } },
  },
  {
    name: 'zip64 record of several disks',
    outcome: 'archive',
    reason: 'damaged',
    entry: bad,
    parts: { zip64: { disk: 1 } },
  },
  {
    name: 'zip64 locator of several disks',
    outcome: 'archive',
    reason: 'damaged',
    entry: bad,
    parts: { zip64: { disks: 2 } },
  },
  {
    name: 'classic disk unlike zip64',
    outcome: 'archive',
    reason: 'unsupported',
    entry: bad,
    parts: { zip64: {}, end: { disk: 3 } },
  },
];

describe('structure that readers disagree on', () => testAttacks(structure));

describe('zip64 records that contradict the classic ones', () => testAttacks(zip64));

test('an archive cut off anywhere is refused', () => {
  const archive = buildZip(three, { comment: Buffer.from('comment') });
  for (let length = 0; length < archive.length; length += 1) {
    const { refused } = examine(archive.subarray(0, length));
    expect({ length, refused: refused === undefined ? 'no' : 'yes' }).toEqual({ length, refused: 'yes' });
  }
});
