import { crc32 } from 'node:zlib';
import { decodeName } from './zip-names';
import { readUint64, sentinel16, sentinel32 } from './zip-numbers';

/** Extra fields by their id (APPNOTE.TXT 4.5). */
export type ExtraFields = ReadonlyMap<number, Buffer>;

const zip64Id = 0x0001;
const unicodePathId = 0x7075;

/** The fields of an extra block; `undefined` where they do not fill it exactly, or one that matters here occurs twice. */
export function readExtraFields(block: Buffer): ExtraFields | undefined {
  const fields = new Map<number, Buffer>();
  let at = 0;
  while (at < block.length) {
    if (at + 4 > block.length) return undefined;
    const id = block.readUInt16LE(at);
    const end = at + 4 + block.readUInt16LE(at + 2);
    if (end > block.length) return undefined;
    if (fields.has(id) && (id === zip64Id || id === unicodePathId)) return undefined;
    fields.set(id, block.subarray(at + 4, end));
    at = end;
  }
  return fields;
}

/** The header fields that zip64 can widen, in the order in which its extra field holds them (APPNOTE.TXT 4.5.3). */
export interface WideValues {
  readonly size: number;
  readonly compressedSize: number;
  readonly offset: number;
  readonly disk: number;
}

/**
 * The values of a header with its zip64 field applied. `undefined` where the field does not hold exactly the values that the
 * header leaves to it: readers differ in what they take from such a field.
 */
export function widen(values: WideValues, fields: ExtraFields): WideValues | undefined {
  const field = fields.get(zip64Id) ?? Buffer.alloc(0);
  const wide = { ...values };
  let at = 0;
  for (const key of ['size', 'compressedSize', 'offset'] as const) {
    if (values[key] !== sentinel32) continue;
    if (at + 8 > field.length) return undefined;
    wide[key] = readUint64(field, at);
    at += 8;
  }
  if (values.disk === sentinel16) {
    if (at + 4 > field.length) return undefined;
    wide.disk = field.readUInt32LE(at);
    at += 4;
  }
  return at === field.length ? wide : undefined;
}

export type UnicodePath =
  | { readonly kind: 'none' }
  | { readonly kind: 'malformed' }
  | { readonly kind: 'name'; readonly name: string };

/**
 * The second, UTF-8 name that Info-ZIP writes beside one in a local code page (APPNOTE.TXT 4.6.9). It counts only while
 * its checksum matches the first name; otherwise a tool that does not know it has renamed the entry.
 */
export function readUnicodePath(fields: ExtraFields, rawName: Buffer): UnicodePath {
  const field = fields.get(unicodePathId);
  if (field === undefined) return { kind: 'none' };
  if (field.length < 5) return { kind: 'malformed' };
  if (field[0] !== 1 || field.readUInt32LE(1) !== crc32(rawName)) return { kind: 'none' };
  const name = decodeName(field.subarray(5), true);
  return name === undefined ? { kind: 'malformed' } : { kind: 'name', name };
}
