import { UnreadableInput } from './artifact';
import type { Limits } from './limits';
import { notAZip } from './not-a-zip';
import { readUint64, sentinel16, sentinel32 } from './zip-numbers';

/** Where the central directory lies, as offsets into the archive, and how many records it states. */
export interface DirectoryExtent {
  readonly start: number;
  readonly end: number;
  readonly count: number;
}

/** End of central directory record, and the zip64 pair before it: APPNOTE.TXT 4.3.16, 4.3.15, 4.3.14. */
const endSignature = 0x06054b50;
const endLength = 22;
const locatorSignature = 0x07064b50;
const locatorLength = 20;
const zip64Signature = 0x06064b50;
const zip64Length = 56;
const longestComment = 0xffff;

interface Stated {
  readonly countOnDisk: number;
  readonly count: number;
  readonly size: number;
  readonly offset: number;
}

/**
 * Finds the central directory. Which record ends an archive is where zip readers differ most, and so where one archive
 * can be made to show two contents: whatever leaves a choice is refused.
 * @throws {UnreadableInput} `damaged`, `unsupported`, `over-limit`, or what `notAZip` finds.
 */
export function findDirectory(archive: Buffer, uri: string, limits: Limits): DirectoryExtent {
  const damaged = (message: string) => new UnreadableInput('damaged', uri, message);

  const endAt = findEndRecord(archive, uri);
  const classic: Stated = {
    countOnDisk: archive.readUInt16LE(endAt + 8),
    count: archive.readUInt16LE(endAt + 10),
    size: archive.readUInt32LE(endAt + 12),
    offset: archive.readUInt32LE(endAt + 16),
  };
  const zip64At = findZip64Record(archive, endAt, uri);
  const stated = zip64At === undefined ? classic : readZip64(archive, zip64At);
  if (zip64At !== undefined && !agrees(classic, stated)) {
    throw damaged(
      'its two end records (classic and zip64) contradict each other, so readers would see different contents',
    );
  }

  const disks = [archive.readUInt16LE(endAt + 4), archive.readUInt16LE(endAt + 6)];
  const noDisk = zip64At === undefined ? 0 : sentinel16;
  if (disks.some((disk) => disk !== 0 && disk !== noDisk)) {
    throw new UnreadableInput('unsupported', uri, 'is one part of a zip in several parts; join them into one zip');
  }
  if (stated.countOnDisk !== stated.count) throw damaged('its end record states two different numbers of entries');
  if (stated.count > limits.entriesPerArchive) {
    throw new UnreadableInput('over-limit', uri, `holds more than ${limits.entriesPerArchive} entries`);
  }
  if (stated.size > limits.directoryBytes) {
    throw new UnreadableInput('over-limit', uri, `its directory is larger than ${limits.directoryBytes} bytes`);
  }
  const directoryEnd = zip64At ?? endAt;
  if (stated.offset + stated.size !== directoryEnd) {
    throw damaged(
      'its directory does not lie where its end record says: bytes were cut off, inserted or put before it',
    );
  }
  return { start: stated.offset, end: directoryEnd, count: stated.count };
}

/** The end record: the only one whose comment ends exactly at the end of the file. */
function findEndRecord(archive: Buffer, uri: string): number {
  const found: number[] = [];
  const first = Math.max(0, archive.length - endLength - longestComment);
  for (let at = archive.length - endLength; at >= first; at -= 1) {
    if (archive[at] !== 0x50 || archive.readUInt32LE(at) !== endSignature) continue;
    if (at + endLength + archive.readUInt16LE(at + 20) === archive.length) found.push(at);
  }
  const [at, second] = found;
  if (at === undefined) throw notAZip(archive, uri);
  if (second !== undefined) {
    throw new UnreadableInput('damaged', uri, 'has two end records, so readers would see different contents');
  }
  return at;
}

/** The zip64 end record that a locator right before the end record points to; it must fill the space up to the locator. */
function findZip64Record(archive: Buffer, endAt: number, uri: string): number | undefined {
  const locatorAt = endAt - locatorLength;
  if (locatorAt < 0 || archive.readUInt32LE(locatorAt) !== locatorSignature) return undefined;

  const at = readUint64(archive, locatorAt + 8);
  const isOneDisk = archive.readUInt32LE(locatorAt + 4) === 0 && archive.readUInt32LE(locatorAt + 16) <= 1;
  if (
    !isOneDisk ||
    at + zip64Length > locatorAt ||
    archive.readUInt32LE(at) !== zip64Signature ||
    at + 12 + readUint64(archive, at + 4) !== locatorAt ||
    archive.readUInt32LE(at + 16) !== 0 ||
    archive.readUInt32LE(at + 20) !== 0
  ) {
    throw new UnreadableInput('damaged', uri, 'its zip64 end record is missing or malformed');
  }
  return at;
}

function readZip64(archive: Buffer, at: number): Stated {
  return {
    countOnDisk: readUint64(archive, at + 24),
    count: readUint64(archive, at + 32),
    size: readUint64(archive, at + 40),
    offset: readUint64(archive, at + 48),
  };
}

/** Readers without zip64 believe the classic record: each of its fields must point to the other record, or repeat it. */
function agrees(classic: Stated, zip64: Stated): boolean {
  return (
    (classic.countOnDisk === sentinel16 || classic.countOnDisk === zip64.countOnDisk) &&
    (classic.count === sentinel16 || classic.count === zip64.count) &&
    (classic.size === sentinel32 || classic.size === zip64.size) &&
    (classic.offset === sentinel32 || classic.offset === zip64.offset)
  );
}
