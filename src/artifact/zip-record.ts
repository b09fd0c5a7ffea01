import type { UnreadableReason } from './artifact';
import type { Limits } from './limits';
import { type ExtraFields, readExtraFields, readUnicodePath, type WideValues, widen } from './zip-extra';
import { decodeName, normaliseName, visible } from './zip-names';

/** What one record of the central directory says about its entry. */
export interface ZipRecord {
  readonly rawName: Buffer;
  /** The name for messages. */
  readonly shownName: string;
  /** Normalised name; `undefined` where the name is refused, and `problem` says why. */
  readonly path: string | undefined;
  readonly isFolder: boolean;
  readonly flags: number;
  /** 0 stored, 8 deflated, others are a `problem`. */
  readonly method: number;
  /** CRC-32 of the inflated content. */
  readonly crc: number;
  /** Sizes and the offset of the local header in bytes; `undefined` where the extra fields leave them unknown. */
  readonly extent: WideValues | undefined;
  /** Why this entry is never read, though its archive is. */
  readonly problem: EntryProblem | undefined;
}

export interface EntryProblem {
  readonly reason: UnreadableReason;
  readonly message: string;
}

/** General purpose bits 0, 6 and 13: encrypted, strongly encrypted, headers masked (APPNOTE.TXT 4.4.4). */
export const encryptionFlags = 0x2041;
const utf8Flag = 0x0800;

/** Fixed part of a central directory record (APPNOTE.TXT 4.3.12). */
export const recordLength = 46;

/** "Version made by" hosts whose upper 16 attribute bits are a Unix mode: Unix and OS X (APPNOTE.TXT 4.4.2). */
const unixHosts: readonly number[] = [3, 19];

/** File types in a Unix mode (`S_IFMT`, https://man7.org/linux/man-pages/man7/inode.7.html). */
const typeMask = 0xf000;
const regularType = 0x8000;
const folderType = 0x4000;
const linkType = 0xa000;

const slash = 0x2f;
const backslash = 0x5c;

/** Reads the record at `at`, which is known to lie inside the directory with its name and extra fields. */
export function readRecord(archive: Buffer, at: number, limits: Limits): ZipRecord {
  const nameEnd = at + recordLength + archive.readUInt16LE(at + 28);
  const rawName = archive.subarray(at + recordLength, nameEnd);
  const flags = archive.readUInt16LE(at + 8);
  const method = archive.readUInt16LE(at + 10);
  const host = archive.readUInt8(at + 5);
  const fileType = unixHosts.includes(host) ? archive.readUInt16LE(at + 40) & typeMask : 0;

  const fields = readExtraFields(archive.subarray(nameEnd, nameEnd + archive.readUInt16LE(at + 30)));
  const classic: WideValues = {
    compressedSize: archive.readUInt32LE(at + 20),
    size: archive.readUInt32LE(at + 24),
    disk: archive.readUInt16LE(at + 34),
    offset: archive.readUInt32LE(at + 42),
  };
  const extent = fields && widen(classic, fields);

  const text = decodeName(rawName, (flags & utf8Flag) !== 0);
  const name = judgeName(rawName, text, limits);
  const path = 'path' in name ? name.path : undefined;
  const last = rawName.at(-1);
  const isFolder = last === slash || last === backslash || fileType === folderType;

  const problem =
    ('problem' in name ? name.problem : undefined) ??
    problemOfExtra(fields, rawName, path) ??
    problemOfKind(flags, method, fileType) ??
    problemOfExtent(extent, method, isFolder);

  return {
    rawName,
    shownName: visible(text ?? rawName.toString('latin1')),
    path,
    isFolder,
    flags,
    method,
    crc: archive.readUInt32LE(at + 16),
    extent,
    problem,
  };
}

function judgeName(
  raw: Buffer,
  text: string | undefined,
  limits: Limits,
): { readonly path: string } | { readonly problem: EntryProblem } {
  if (raw.length > limits.nameBytes) {
    return { problem: { reason: 'over-limit', message: `its name is longer than ${limits.nameBytes} bytes` } };
  }
  if (text === undefined) {
    return { problem: { reason: 'unsafe-name', message: 'its name is marked as UTF-8 and is not' } };
  }
  const reading = normaliseName(text);
  return 'path' in reading ? reading : { problem: { reason: 'unsafe-name', message: `its name ${reading.problem}` } };
}

function problemOfExtra(
  fields: ExtraFields | undefined,
  rawName: Buffer,
  path: string | undefined,
): EntryProblem | undefined {
  if (fields === undefined) return { reason: 'damaged', message: 'its extra fields are malformed' };
  const second = readUnicodePath(fields, rawName);
  if (second.kind === 'none') return undefined;
  const reading = second.kind === 'name' ? normaliseName(second.name) : undefined;
  return reading !== undefined && 'path' in reading && reading.path === path
    ? undefined
    : { reason: 'unsafe-name', message: 'it has two names that differ (a Unicode Path extra field)' };
}

function problemOfKind(flags: number, method: number, fileType: number): EntryProblem | undefined {
  if ((flags & encryptionFlags) !== 0) {
    return { reason: 'encrypted', message: 'is encrypted; pack it without a password' };
  }
  if (method !== 0 && method !== 8) {
    return { reason: 'unsupported', message: `uses compression method ${method}; pack it with deflate` };
  }
  if (fileType === linkType) {
    return { reason: 'link', message: 'is a symbolic link; pack the file that it points to' };
  }
  // 0: no type given. Regular files and folders are the other two that hold or need no more than their content.
  if (fileType !== 0 && fileType !== regularType && fileType !== folderType) {
    return { reason: 'not-a-file', message: 'is a device, pipe or socket' };
  }
  return undefined;
}

function problemOfExtent(extent: WideValues | undefined, method: number, isFolder: boolean): EntryProblem | undefined {
  if (extent === undefined) return { reason: 'damaged', message: 'its zip64 extra field does not fit its sizes' };
  if (extent.disk !== 0) return { reason: 'unsupported', message: 'lies in another part of a zip in several parts' };
  // Two bytes are what deflate makes of nothing; some writers deflate folders too.
  if (isFolder && (extent.size > 0 || extent.compressedSize > 2)) {
    return { reason: 'damaged', message: 'is a folder entry that holds data' };
  }
  if (method === 0 && extent.size !== extent.compressedSize) {
    return { reason: 'damaged', message: 'is stored without compression, yet states two different sizes' };
  }
  return undefined;
}
