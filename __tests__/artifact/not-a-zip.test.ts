import { gzipSync } from 'node:zlib';
import { notAZip } from '../../src/artifact/not-a-zip';
import { zipOf } from '../support/zip-builder';

const pointer = 'version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n';
const tar = Buffer.alloc(1024);
tar.write('a.json', 0);
tar.write('ustar', 257);

test.each<[string, string | Uint8Array, string, RegExp]>([
  ['nothing', '', 'empty', /empty/],
  ['LFS pointer', pointer, 'git-lfs-pointer', /`lfs: true`/],
  ['web page', '\ufeff\n<!DOCTYPE html><html>', 'not-a-zip', /web page/],
  ['web page in capitals', '<HTML lang="en">', 'not-a-zip', /web page/],
  ['JSON', '{"a": "é"}\n', 'not-a-zip', /text file/],
  ['XML', '<?xml version="1.0"?>', 'not-a-zip', /text file/],
  ['gzip', gzipSync('x'), 'not-a-zip', /gzip/],
  ['7z', Buffer.from('377abcaf271c0004', 'hex'), 'not-a-zip', /7z/],
  ['RAR', Buffer.from('526172211a0701', 'hex'), 'not-a-zip', /RAR/],
  ['xz', Buffer.from('fd377a585a00', 'hex'), 'not-a-zip', /xz/],
  ['zstd', Buffer.from('28b52ffd', 'hex'), 'not-a-zip', /zstd/],
  ['CAB', 'MSCF\0\0', 'not-a-zip', /CAB/],
  ['tar', tar, 'not-a-zip', /tar/],
  ['half a zip', zipOf({ a: 'x' }).subarray(0, 40), 'damaged', /cut off/],
  ['part of a zip', 'PK\x07\x08PK\x03\x04', 'unsupported', /several parts/],
  ['anything else', Buffer.alloc(100), 'not-a-zip', /is not a zip/],
])('%s', (_, bytes, reason, message) => {
  expect(notAZip(Buffer.from(bytes), 'a.zip')).toMatchObject({
    reason,
    uri: 'a.zip',
    message: expect.stringMatching(message),
  });
});
