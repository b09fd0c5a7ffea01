import { UnreadableInput, type UnreadableReason } from './artifact';

/** First line of a Git LFS pointer file (https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md). */
const lfsPointer = 'version https://git-lfs.github.com/spec';

/** Whether a checkout left the pointer to a file instead of the file. */
export function isLfsPointer(bytes: Uint8Array): boolean {
  return startOf(bytes, lfsPointer.length) === lfsPointer;
}

export const lfsPointerMessage =
  'is a Git LFS pointer, not the file itself; check out with `lfs: true`, or run `git lfs pull` before the scan';

/** Whether a file of any name begins as a zip does: with a local header, or with the end record of an empty one. */
export function startsAsZip(bytes: Uint8Array): boolean {
  const start = startOf(bytes, 4);
  return start === 'PK\x03\x04' || start === 'PK\x05\x06';
}

interface Lookalike {
  readonly signature: string;
  readonly at: number;
  readonly message: string;
}

const other = (kind: string) => `is a ${kind} archive under the name of a zip; pack it as a zip`;

/** What else tends to arrive where a zip is expected, by its first bytes (as latin1). */
const lookalikes: readonly Lookalike[] = [
  { signature: '7z\xbc\xaf\x27\x1c', at: 0, message: other('7z') },
  { signature: 'Rar!\x1a\x07', at: 0, message: other('RAR') },
  { signature: '\x1f\x8b', at: 0, message: other('gzip') },
  { signature: '\xfd7zXZ\0', at: 0, message: other('xz') },
  { signature: 'BZh', at: 0, message: other('bzip2') },
  { signature: '\x28\xb5\x2f\xfd', at: 0, message: other('zstd') },
  { signature: 'MSCF', at: 0, message: other('CAB') },
  { signature: 'ustar', at: 257, message: other('tar') },
];

/** Says what a file without a zip's end record is instead. */
export function notAZip(bytes: Uint8Array, uri: string): UnreadableInput {
  const found = (reason: UnreadableReason, message: string) => new UnreadableInput(reason, uri, message);
  const start = startOf(bytes, 512);

  if (bytes.length === 0) return found('empty', 'is an empty file; export or download it again');
  if (isLfsPointer(bytes)) return found('git-lfs-pointer', lfsPointerMessage);
  if (start.startsWith('PK\x07\x08') || start.startsWith('PK00PK')) {
    return found('unsupported', 'is one part of a zip in several parts; join them into one zip');
  }
  if (start.startsWith('PK\x03\x04')) {
    return found(
      'damaged',
      'starts as a zip but does not end as one: it was cut off, or something was added at its end',
    );
  }
  const lookalike = lookalikes.find(({ signature, at }) => start.startsWith(signature, at));
  if (lookalike !== undefined) return found('not-a-zip', lookalike.message);
  if (/^(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html|head|body)\b/i.test(start)) {
    return found('not-a-zip', 'is a web page, often the sign-in or error page of a failed download; download it again');
  }
  // Bytes below 0x20 other than tab, line feed, form feed and carriage return do not occur in text files.
  if (!/[^\t\n\f\r\x20-\xff]/.test(start)) {
    return found('not-a-zip', 'is a text file under the name of a zip; give it its own extension, or export it again');
  }
  return found('not-a-zip', 'is not a zip; export or download it again');
}

function startOf(bytes: Uint8Array, length: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(length, bytes.byteLength)).toString('latin1');
}
