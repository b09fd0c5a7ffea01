import { crc32 } from 'node:zlib';
import { buildZip, extraField, unicodePath } from '../support/zip-builder';
import { type Attack, bad, good, testAttacks } from './attack';
import { examine } from './examine-zip';

const unix = (mode: number) => ({ madeBy: 0x0314, attributes: mode * 2 ** 16 });

const unsafeNames: Readonly<Record<string, string | Uint8Array>> = {
  'parent folder': '../bad',
  'parent folder further in': 'a/../../bad',
  'parent folder with backslashes': '..\\bad',
  'absolute path': '/etc/passwd',
  'network path': '\\\\server\\share\\bad',
  'device path': '\\\\?\\C:\\bad',
  'drive letter': 'C:\\bad',
  'relative to a drive': 'c:bad',
  'drive letter behind a dot': './C:/bad',
  NUL: 'bad\0.txt',
  'empty name': '',
  'only a slash': '/',
  'only dots': './.',
};

const names: readonly Attack[] = [
  ...Object.entries(unsafeNames).map(([name, rawName]): Attack => {
    return { name, outcome: 'entry', reason: 'unsafe-name', entry: { ...bad, name: rawName } };
  }),
  {
    name: 'invalid UTF-8',
    outcome: 'entry',
    reason: 'unsafe-name',
    entry: { ...bad, name: Buffer.from([0x62, 0xc0, 0xaf]), header: { flags: 0x0800 } },
  },
  {
    name: 'a surrogate in UTF-8',
    outcome: 'entry',
    reason: 'unsafe-name',
    entry: { ...bad, name: Buffer.from([0xed, 0xa0, 0x80]), header: { flags: 0x0800 } },
  },
  {
    name: 'a name of 64 KiB of folders',
    outcome: 'entry',
    reason: 'over-limit',
    entry: { ...bad, name: 'a/'.repeat(32_000) },
  },
  {
    name: 'another Unicode path',
    outcome: 'entry',
    reason: 'unsafe-name',
    entry: { ...bad, header: { extra: unicodePath('bad', 'good2') } },
  },
  {
    name: 'a Unicode path out of the archive',
    outcome: 'entry',
    reason: 'unsafe-name',
    entry: { ...bad, header: { extra: unicodePath('bad', '../bad') } },
  },
  {
    name: 'a Unicode path that is not UTF-8',
    outcome: 'entry',
    reason: 'unsafe-name',
    entry: { ...bad, header: { extra: extraField(0x7075, Buffer.from([1, ...crcBytes('bad'), 0xff])) } },
  },
  {
    name: 'a Unicode path cut off',
    outcome: 'entry',
    reason: 'unsafe-name',
    entry: { ...bad, header: { extra: extraField(0x7075, Buffer.from([1])) } },
  },
  ...['good', './good', 'good/', 'good\\', './/good'].map((name): Attack => {
    return {
      name: `duplicate of good as ${name}`,
      outcome: 'archive',
      reason: 'duplicate-name',
      entry: { name, header: { method: 0 } },
    };
  }),
  {
    name: 'a slash against a backslash',
    outcome: 'archive',
    reason: 'duplicate-name',
    entries: [
      { ...bad, name: 'a/b' },
      { ...good, name: 'a\\b' },
    ],
  },
  {
    name: 'a duplicate that is encrypted',
    outcome: 'archive',
    reason: 'duplicate-name',
    entry: { ...bad, name: 'good', header: { flags: 1 } },
  },
  {
    name: 'a duplicate of a refused name',
    outcome: 'archive',
    reason: 'damaged',
    entries: [
      { ...bad, name: '../x' },
      { ...good, name: '../x' },
    ],
  },
];

const kinds: readonly Attack[] = [
  { name: 'traditional encryption', outcome: 'entry', reason: 'encrypted', entry: { ...bad, header: { flags: 1 } } },
  { name: 'strong encryption', outcome: 'entry', reason: 'encrypted', entry: { ...bad, header: { flags: 0x41 } } },
  { name: 'masked headers', outcome: 'entry', reason: 'encrypted', entry: { ...bad, header: { flags: 0x2000 } } },
  { name: 'AES', outcome: 'entry', reason: 'encrypted', entry: { ...bad, header: { flags: 1, method: 99 } } },
  ...[1, 6, 9, 12, 14, 93, 95, 98, 99, 0xffff].map((method): Attack => {
    return { name: `method ${method}`, outcome: 'entry', reason: 'unsupported', entry: { ...bad, header: { method } } };
  }),
  { name: 'symbolic link', outcome: 'entry', reason: 'link', entry: { ...bad, central: unix(0o120777) } },
  {
    name: 'symbolic link from OS X',
    outcome: 'entry',
    reason: 'link',
    entry: { ...bad, central: { ...unix(0o120777), madeBy: 0x1314 } },
  },
  { name: 'pipe', outcome: 'entry', reason: 'not-a-file', entry: { ...bad, central: unix(0o010644) } },
  { name: 'device', outcome: 'entry', reason: 'not-a-file', entry: { ...bad, central: unix(0o020644) } },
  { name: 'folder that holds data', outcome: 'entry', reason: 'damaged', entry: { ...bad, name: 'bad/' } },
  {
    name: 'folder that hides data behind size 0',
    outcome: 'entry',
    reason: 'damaged',
    entry: { ...bad, name: 'bad/', header: { size: 0, crc: 0 } },
  },
  {
    name: 'file with the mode of a folder',
    outcome: 'entry',
    reason: 'damaged',
    entry: { ...bad, central: unix(0o040755) },
  },
];

function crcBytes(text: string): readonly number[] {
  const crc = crc32(text);
  return [crc & 0xff, (crc >>> 8) & 0xff, (crc >>> 16) & 0xff, crc >>> 24];
}

describe('names', () => testAttacks(names));

describe('kinds of entries', () => testAttacks(kinds));

test('a refused name is shown visibly, and never as part of a uri', () => {
  const name = `../\u202e##vso[task.complete]\n${'x'.repeat(300)}`;
  const { leftOut } = examine(buildZip([{ name, content: 'x' }]));
  expect(leftOut).toEqual([
    `unsafe-name a.zip: the entry "../\\u{202E}##vso[task.complete]\\u{A}${'x'.repeat(175)}…" is left out: its name has a ".." segment`,
  ]);
});
