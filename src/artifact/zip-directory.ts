import { UnreadableInput } from './artifact';
import type { Limits } from './limits';
import { findDirectory } from './zip-end';
import { readRecord, recordLength, type ZipRecord } from './zip-record';

/** Fixed part of a local header (APPNOTE.TXT 4.3.7). */
export const localHeaderLength = 30;

const recordSignature = 0x02014b50;

/** An entry of a sound directory. */
export interface ZipEntry extends ZipRecord {
  /** Offset of the first byte that belongs to somebody else: the next entry or the directory. */
  readonly dataLimit: number;
}

/**
 * Reads the central directory strictly. Trouble with one entry is left in its `problem`; trouble that makes the whole
 * archive ambiguous or a trap is thrown.
 * @throws {UnreadableInput} `damaged`, `duplicate-name`, or what `findDirectory` throws.
 */
export function readDirectory(archive: Buffer, uri: string, limits: Limits): readonly ZipEntry[] {
  const { start, end, count } = findDirectory(archive, uri, limits);
  const records: ZipRecord[] = [];
  for (let at = start; at < end; ) {
    const isRecord = at + recordLength <= end && archive.readUInt32LE(at) === recordSignature;
    const next = isRecord ? recordEnd(archive, at) : Number.POSITIVE_INFINITY;
    if (next > end || records.length === count) {
      throw new UnreadableInput('damaged', uri, `its directory does not hold the ${count} entries that it states`);
    }
    records.push(readRecord(archive, at, limits));
    at = next;
  }
  if (records.length !== count) {
    throw new UnreadableInput('damaged', uri, `its directory does not hold the ${count} entries that it states`);
  }
  refuseDuplicates(records, uri);
  return withDataLimits(records, start, uri);
}

function recordEnd(archive: Buffer, at: number): number {
  const name = archive.readUInt16LE(at + 28);
  const extra = archive.readUInt16LE(at + 30);
  const comment = archive.readUInt16LE(at + 32);
  return at + recordLength + name + extra + comment;
}

/** Of two entries of one name each reader picks its own; a scanner that picks the harmless one is a bypass. */
function refuseDuplicates(records: readonly ZipRecord[], uri: string): void {
  const seen = new Set<string>();
  for (const { path, shownName } of records) {
    if (path === undefined) continue;
    if (seen.has(path)) {
      throw new UnreadableInput('duplicate-name', uri, `holds two entries of the name "${shownName}"; pack it again`);
    }
    seen.add(path);
  }
}

/**
 * Gives each entry the space up to the next one, and refuses entries that do not fit into theirs: bodies shared by many
 * records are how kilobytes become terabytes. Entries whose extent is unknown are never read and take no part.
 */
function withDataLimits(records: readonly ZipRecord[], directoryStart: number, uri: string): readonly ZipEntry[] {
  const limits = new Map<ZipRecord, number>();
  let limit = directoryStart;
  const placed = records.filter((record) => record.extent !== undefined);
  placed.sort((a, b) => offsetOf(b) - offsetOf(a));
  for (const record of placed) {
    const least = offsetOf(record) + localHeaderLength + record.rawName.length + (record.extent?.compressedSize ?? 0);
    if (least > limit) {
      throw new UnreadableInput(
        'damaged',
        uri,
        `its entries overlap or lie outside it, one of them "${record.shownName}"`,
      );
    }
    limits.set(record, limit);
    limit = offsetOf(record);
  }
  return records.map((record) => ({ ...record, dataLimit: limits.get(record) ?? 0 }));
}

function offsetOf(record: ZipRecord): number {
  return record.extent?.offset ?? 0;
}
