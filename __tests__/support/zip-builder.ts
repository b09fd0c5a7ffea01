import { crc32, deflateRawSync } from 'node:zlib';

/**
 * A zip generator for tests. Each field of the local header, the directory record and the end records can be set apart
 * from the others, so that archives can contradict themselves. No clock, no randomness: the same call gives the same bytes.
 */

/** Fields that the local header and the directory record share (APPNOTE.TXT 4.3.7, 4.3.12). */
export interface HeaderFields {
  signature: number;
  flags: number;
  method: number;
  crc: number;
  compressedSize: number;
  size: number;
  name: Buffer;
  extra: Buffer;
}

export interface RecordFields extends HeaderFields {
  madeBy: number;
  disk: number;
  /** External attributes; the upper 16 bits are a Unix mode where `madeBy` says so. */
  attributes: number;
  offset: number;
  comment: Buffer;
}

export interface EntryParts {
  readonly name: string | Uint8Array;
  /** Inflated. */
  readonly content?: string | Uint8Array;
  /** Bytes to write as the data, whatever the headers say; the deflated content unless given. */
  readonly data?: Uint8Array;
  /** Set in both headers. */
  readonly header?: Partial<HeaderFields>;
  readonly local?: Partial<HeaderFields>;
  readonly central?: Partial<RecordFields>;
  /** Sets bit 3, empties sizes and checksum of the local header, and says what follows the data. */
  readonly descriptor?: 'signed' | 'unsigned' | 'absent';
  /** Bytes between this entry and the next. */
  readonly gap?: Uint8Array;
  /** No local entry of its own; `central.offset` points to another one's. */
  readonly isOnlyListed?: boolean;
}

export interface EndFields {
  signature: number;
  disk: number;
  directoryDisk: number;
  countOnDisk: number;
  count: number;
  size: number;
  offset: number;
}

export interface ZipParts {
  readonly prefix?: Uint8Array;
  readonly end?: Partial<EndFields>;
  /** Adds the zip64 record and locator. The classic record then holds sentinels unless `end` says otherwise. */
  readonly zip64?: Partial<EndFields & { recordOffset: number; recordLength: number; disks: number }>;
  readonly comment?: Uint8Array;
  /** Length of the comment as stated. */
  readonly commentLength?: number;
  readonly suffix?: Uint8Array;
}

/** A sound archive of deflated files. */
export function zipOf(files: Readonly<Record<string, string | Uint8Array>>): Buffer {
  return buildZip(Object.entries(files).map(([name, content]) => ({ name, content })));
}

export function buildZip(entries: readonly EntryParts[], parts: ZipParts = {}): Buffer {
  const body: Uint8Array[] = [parts.prefix ?? Buffer.alloc(0)];
  const directory: Buffer[] = [];
  let at = body[0]?.length ?? 0;
  const write = (bytes: Uint8Array) => {
    body.push(bytes);
    at += bytes.length;
  };

  for (const entry of entries) {
    const { local, data, central } = headersOf(entry, at);
    directory.push(recordBytes(central));
    if (entry.isOnlyListed !== true) {
      write(localBytes(local));
      write(data);
      write(descriptorBytes(entry, central));
    }
    write(entry.gap ?? Buffer.alloc(0));
  }

  const size = directory.reduce((sum, { length }) => sum + length, 0);
  const count = entries.length;
  const facts = { disk: 0, directoryDisk: 0, countOnDisk: count, count, size, offset: at };
  directory.forEach(write);
  write(endBytes(facts, at, parts));
  write(parts.suffix ?? Buffer.alloc(0));
  return Buffer.concat(body);
}

/** An extra field block of one field (APPNOTE.TXT 4.5.1). */
export function extraField(id: number, data: Uint8Array): Buffer {
  return Buffer.concat([u16(id), u16(data.length), data]);
}

/** The zip64 extra field, with 8 bytes for each value. */
export function zip64Extra(...values: readonly number[]): Buffer {
  return extraField(1, Buffer.concat(values.map(u64)));
}

/** The Info-ZIP Unicode Path field for a raw name. */
export function unicodePath(rawName: string, name: string, crc = crc32(rawName)): Buffer {
  return extraField(0x7075, Buffer.concat([Buffer.from([1]), u32(crc), Buffer.from(name)]));
}

export const sentinel16 = 0xffff;
export const sentinel32 = 0xffffffff;

function headersOf(entry: EntryParts, offset: number) {
  const name = Buffer.from(entry.name);
  const content = Buffer.from(entry.content ?? '');
  const method = entry.header?.method ?? entry.central?.method ?? 8;
  const data = entry.data ?? (method === 0 ? content : deflateRawSync(content));
  const isAscii = name.every((byte) => byte < 0x80);
  const common: HeaderFields = {
    signature: 0,
    flags: (isAscii || typeof entry.name !== 'string' ? 0 : 0x0800) | (entry.descriptor === undefined ? 0 : 8),
    method,
    crc: crc32(content),
    compressedSize: data.length,
    size: content.length,
    name,
    extra: Buffer.alloc(0),
    ...entry.header,
  };
  const emptied = entry.descriptor === undefined ? {} : { crc: 0, compressedSize: 0, size: 0 };
  const local: HeaderFields = { ...common, signature: 0x04034b50, ...emptied, ...entry.local };
  const central: RecordFields = {
    ...common,
    signature: 0x02014b50,
    madeBy: 20,
    disk: 0,
    attributes: 0,
    offset,
    comment: Buffer.alloc(0),
    ...entry.central,
  };
  return { local, data, central };
}

function localBytes(header: HeaderFields): Buffer {
  const { signature, name, extra } = header;
  return Buffer.concat([u32(signature), u16(20), shared(header), u16(name.length), u16(extra.length), name, extra]);
}

function recordBytes(record: RecordFields): Buffer {
  const { signature, madeBy, name, extra, comment, disk, attributes, offset } = record;
  return Buffer.concat([
    u32(signature),
    u16(madeBy),
    u16(20),
    shared(record),
    ...[name.length, extra.length, comment.length, disk, 0].map(u16),
    u32(attributes),
    u32(offset),
    name,
    extra,
    comment,
  ]);
}

/** 1 January 2020, 00:00 as MS-DOS time. */
const date = 0x50210000;

function shared({ flags, method, crc, compressedSize, size }: HeaderFields): Buffer {
  return Buffer.concat([u16(flags), u16(method), u32(date), u32(crc), u32(compressedSize), u32(size)]);
}

function descriptorBytes({ descriptor }: EntryParts, { crc, compressedSize, size }: RecordFields): Buffer {
  if (descriptor === undefined || descriptor === 'absent') return Buffer.alloc(0);
  const values = [crc, compressedSize, size].map(u32);
  return Buffer.concat(descriptor === 'signed' ? [u32(0x08074b50), ...values] : values);
}

function endBytes(facts: Omit<EndFields, 'signature'>, at: number, parts: ZipParts): Buffer {
  const comment = parts.comment ?? Buffer.alloc(0);
  const wide = parts.zip64;
  const narrow = { countOnDisk: sentinel16, count: sentinel16, size: sentinel32, offset: sentinel32 };
  const end: EndFields = { signature: 0x06054b50, ...facts, ...(wide === undefined ? {} : narrow), ...parts.end };
  const zip64 = { signature: 0x06064b50, recordOffset: at, recordLength: 44, disks: 1, ...facts, ...wide };
  const zip64Record = [
    u32(zip64.signature),
    u64(zip64.recordLength),
    u16(45),
    u16(45),
    u32(zip64.disk),
    u32(zip64.directoryDisk),
    ...[zip64.countOnDisk, zip64.count, zip64.size, zip64.offset].map(u64),
  ];
  const locator = [u32(0x07064b50), u32(0), u64(zip64.recordOffset), u32(zip64.disks)];
  return Buffer.concat([
    ...(wide === undefined ? [] : [...zip64Record, ...locator]),
    u32(end.signature),
    ...[end.disk, end.directoryDisk, end.countOnDisk, end.count].map(u16),
    u32(end.size),
    u32(end.offset),
    u16(parts.commentLength ?? comment.length),
    comment,
  ]);
}

function u16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

function u64(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(value));
  return bytes;
}
