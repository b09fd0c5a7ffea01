/**
 * Marvin, the keyed checksum that Microsoft writes into the keys its services issue. Not a cryptographic hash.
 * https://github.com/microsoft/security-utilities (src/Microsoft.Security.Utilities.Core/Marvin.cs) publishes it with test vectors.
 */

/** The two halves of a seed or of a result, unsigned. */
export interface Halves {
  readonly high: number;
  readonly low: number;
}

/** A seed that is written as eight ASCII characters. */
export function seedOf(text: string): Halves {
  const half = (from: number) => [0, 1, 2, 3].reduce((sum, i) => (sum * 256 + text.charCodeAt(from + i)) >>> 0, 0);
  return { high: half(0), low: half(4) };
}

/** The full result; `marvin32` is its halves combined. */
export function marvin(bytes: Uint8Array, seed: Halves): Halves {
  let [low, high] = [seed.low, seed.high];
  const block = () => {
    high ^= low;
    low = (rotate(low, 20) + high) >>> 0;
    high = rotate(high, 9) ^ low;
    low = (rotate(low, 27) + high) >>> 0;
    high = rotate(high, 19);
  };
  // The end is marked with 0x80, then zeros up to a full word.
  for (let i = 0; i <= bytes.length - (bytes.length % 4); i += 4) {
    low = (low + wordAt(bytes, i)) >>> 0;
    block();
  }
  block();
  return { high: high >>> 0, low: low >>> 0 };
}

export function marvin32(bytes: Uint8Array, seed: Halves): number {
  const { high, low } = marvin(bytes, seed);
  return (high ^ low) >>> 0;
}

function wordAt(bytes: Uint8Array, at: number): number {
  const byte = (i: number) => (i < bytes.length ? (bytes[i] ?? 0) : i === bytes.length ? 0x80 : 0);
  return (byte(at) | (byte(at + 1) << 8) | (byte(at + 2) << 16) | (byte(at + 3) << 24)) >>> 0;
}

function rotate(value: number, by: number): number {
  return ((value << by) | (value >>> (32 - by))) >>> 0;
}
