import { crc32, type InflateRaw, inflateRawSync } from 'node:zlib';
import { UnreadableInput } from './artifact';
import type { Limits } from './limits';
import { localHeaderLength, type ZipEntry } from './zip-directory';
import { readExtraFields, type WideValues, widen } from './zip-extra';
import { sentinel32 } from './zip-numbers';
import { encryptionFlags } from './zip-record';

const localSignature = 0x04034b50;

/** General purpose bit 3: the local header left sizes and checksum to a data descriptor (APPNOTE.TXT 4.4.4). */
const descriptorFlag = 0x0008;

/** A ready entry: `problem` was looked at by the caller, so `extent` is known. */
export type ReadableEntry = ZipEntry & { readonly extent: WideValues };

/**
 * Refuses what an entry states about itself, before a byte of it is inflated.
 * @throws {UnreadableInput} `over-limit`
 */
export function refuseOverLimit(
  { extent: { size, compressedSize } }: ReadableEntry,
  uri: string,
  limits: Limits,
): void {
  if (size > limits.fileBytes) {
    throw new UnreadableInput('over-limit', uri, `is larger than ${limits.fileBytes} bytes`);
  }
  if (size > limits.ratioFromBytes && size > compressedSize * limits.ratio) {
    throw new UnreadableInput(
      'over-limit',
      uri,
      `inflates to more than ${limits.ratio} times its size, as zip bombs do`,
    );
  }
}

/**
 * The content of an entry, checked against the directory record: length, checksum, and that nothing follows the data.
 * A stored entry is a view into the archive.
 * @throws {UnreadableInput} `damaged`
 */
export function readContent(archive: Buffer, entry: ReadableEntry, uri: string): Uint8Array {
  const { size, compressedSize } = entry.extent;
  const start = dataStart(archive, entry, uri);
  const data = archive.subarray(start, start + compressedSize);
  const content = entry.method === 0 || (size === 0 && compressedSize === 0) ? data : inflate(data, size, uri);
  if (content.length !== size) throw damaged(uri, `holds ${content.length} bytes and states ${size}`);
  if (crc32(content) !== entry.crc) throw damaged(uri, 'its checksum is wrong');
  return content;
}

/** Where the data begins, once the local header is found to tell the same story as the directory. */
function dataStart(archive: Buffer, entry: ReadableEntry, uri: string): number {
  const at = entry.extent.offset;
  const nameStart = at + localHeaderLength;
  if (archive.readUInt32LE(at) !== localSignature) throw damaged(uri, 'its local header is missing');
  const flags = archive.readUInt16LE(at + 6);
  const nameEnd = nameStart + archive.readUInt16LE(at + 26);
  const start = nameEnd + archive.readUInt16LE(at + 28);

  const isSameEntry =
    archive.subarray(nameStart, nameEnd).equals(entry.rawName) &&
    archive.readUInt16LE(at + 8) === entry.method &&
    (flags & encryptionFlags) === (entry.flags & encryptionFlags);
  if (!isSameEntry || ((flags & descriptorFlag) === 0 && !statesSameContent(archive, at, nameEnd, start, entry))) {
    throw damaged(uri, 'its local header and the directory contradict each other');
  }
  if (start + entry.extent.compressedSize > entry.dataLimit) throw damaged(uri, 'its data reaches into the next entry');
  return start;
}

function statesSameContent(archive: Buffer, at: number, nameEnd: number, start: number, entry: ReadableEntry): boolean {
  const classic: WideValues = {
    compressedSize: archive.readUInt32LE(at + 18),
    size: archive.readUInt32LE(at + 22),
    offset: 0,
    disk: 0,
  };
  const isWide = classic.size === sentinel32 || classic.compressedSize === sentinel32;
  const fields = isWide ? readExtraFields(archive.subarray(nameEnd, start)) : undefined;
  const local = isWide ? fields && widen(classic, fields) : classic;
  return (
    archive.readUInt32LE(at + 14) === entry.crc &&
    local?.size === entry.extent.size &&
    local.compressedSize === entry.extent.compressedSize
  );
}

/** Inflates in one go. The stated size is the hard limit: a lie costs no more memory than it states. */
function inflate(data: Buffer, size: number, uri: string): Buffer {
  let result: { readonly buffer: Buffer; readonly engine: InflateRaw };
  try {
    // `info` changes the result (https://nodejs.org/docs/latest-v20.x/api/zlib.html#class-options); the types lack it.
    result = inflateRawSync(data, { maxOutputLength: Math.max(1, size), info: true }) as unknown as typeof result;
  } catch (cause) {
    const code = typeof cause === 'object' && cause !== null && 'code' in cause ? cause.code : undefined;
    if (code === 'ERR_BUFFER_TOO_LARGE')
      throw damaged(uri, `holds more than the ${size} bytes that it states`, { cause });
    if (code === 'Z_DATA_ERROR' || code === 'Z_BUF_ERROR' || code === 'Z_NEED_DICT') {
      throw damaged(uri, 'its compressed data is broken or cut off', { cause });
    }
    throw cause;
  }
  // The engine stops where the deflate stream ends; what follows would be seen by other readers, or by nobody.
  if (result.engine.bytesWritten !== data.length) throw damaged(uri, 'hides bytes behind its compressed data');
  return result.buffer;
}

function damaged(uri: string, message: string, options?: ErrorOptions): UnreadableInput {
  return new UnreadableInput('damaged', uri, message, options);
}
