/** In a classic field: "the real value is in the zip64 record" (APPNOTE.TXT 4.4.1.4). */
export const sentinel16 = 0xffff;
export const sentinel32 = 0xffffffff;

/**
 * An unsigned 64-bit number. Above 2^53-1 it is `Infinity`: larger than any archive read here, so that the range check
 * which each of these numbers has to pass anyway refuses it.
 */
export function readUint64(bytes: Buffer, at: number): number {
  const value = bytes.readUInt32LE(at + 4) * 2 ** 32 + bytes.readUInt32LE(at);
  return Number.isSafeInteger(value) ? value : Number.POSITIVE_INFINITY;
}
