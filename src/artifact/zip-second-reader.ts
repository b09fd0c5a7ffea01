import type AdmZip from 'adm-zip';
import { UnreadableInput } from './artifact';
import type { ZipEntry } from './zip-directory';

/**
 * Options that adm-zip 0.6 reads; its types lack `decoder`.
 *
 * Names are decoded to hexadecimal because adm-zip builds a string for each folder on the way to each name: for one name
 * of 64 KiB made of `a/` that is a gigabyte. Hexadecimal has no slash, and keeps different names different.
 */
const options = {
  noSort: true,
  readEntries: false,
  decoder: {
    efs: false,
    encode: (text: string) => Buffer.from(text, 'hex'),
    decode: (raw: Buffer) => raw.toString('hex'),
  },
};

/**
 * Up to this many entries adm-zip's directory is compared entry by entry. It spends about 10 KB and 25 µs on each, so that
 * the 65,535 entries of an archive of 8 MB would take 700 MB; larger archives than any real solution rest on the strict
 * reader, and on the count, which costs nothing.
 */
const comparedEntries = 10_000;

/**
 * Has adm-zip read the same directory, and refuses the archive where the two readers disagree. Its content reading is not
 * used: it allocates what an entry states, and compares checksums with the local header.
 * @throws {UnreadableInput} `damaged`
 */
export function confirmDirectory(archive: Buffer, entries: readonly ZipEntry[], uri: string): void {
  let agrees: boolean;
  try {
    // Loaded with the first archive: it takes a tenth of the start-up time, and folders do without it.
    const Reader = require('adm-zip') as typeof AdmZip;
    const second = new Reader(archive, options);
    // The count is compared before adm-zip reads any entry: a directory planted in the comment may state millions.
    agrees =
      second.getEntryCount() === entries.length &&
      (entries.length > comparedEntries || second.getEntries().every((other, index) => isSame(other, entries[index])));
  } catch (cause) {
    throw disagreement(uri, { cause });
  }
  if (!agrees) throw disagreement(uri);
}

function isSame({ rawEntryName, header }: AdmZip.IZipEntry, entry: ZipEntry | undefined): boolean {
  return (
    entry?.rawName.equals(rawEntryName) === true &&
    header.flags === entry.flags &&
    header.method === entry.method &&
    header.crc === entry.crc &&
    // adm-zip reads zip64 extra fields by position, which is wrong for some sound ones: their offset is not compared.
    (entry.extent === undefined ||
      (header.size === entry.extent.size && header.compressedSize === entry.extent.compressedSize))
  );
}

function disagreement(uri: string, options?: ErrorOptions): UnreadableInput {
  return new UnreadableInput('damaged', uri, 'two zip readers see different directories in it; pack it again', options);
}
