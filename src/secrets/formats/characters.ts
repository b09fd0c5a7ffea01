/** Sets of characters, the alphabet of the shapes. */

export interface Characters {
  /** One unit as part of a regular expression. */
  readonly source: string;
  /** What a unit may be: single characters, and escapes such as `%2B` where the set has them. */
  readonly units: readonly string[];
  /** By character code below 128: whether a single character belongs to the set. */
  readonly has: Uint8Array;
  /** Whether characters beyond ASCII belong to it too. */
  readonly hasOthers: boolean;
}

/** `ranges` as between the brackets of a regular expression, such as `A-Za-z0-9+/`. `escapes` count as one unit each. */
export function characters(ranges: string, escapes: readonly string[] = []): Characters {
  const hasOthers = ranges.startsWith('^');
  const single = hasOthers ? without(listed(ranges.slice(1))) : listed(ranges);
  const source = `[${escaped(ranges)}]`;
  const has = new Uint8Array(128);
  for (const char of single) has[char.charCodeAt(0)] = 1;
  return {
    source: escapes.length === 0 ? source : `(?:${[source, ...escapes].join('|')})`,
    units: [...single, ...escapes],
    has,
    hasOthers,
  };
}

/** Whether one of the two sets has the character with this code. */
export function hasCode(set: Characters, code: number): boolean {
  return code < 128 ? set.has[code] === 1 : set.hasOthers;
}

function listed(ranges: string): string[] {
  const chars: string[] = [];
  for (let i = 0; i < ranges.length; i++) {
    const isRange = ranges[i + 1] === '-' && i + 2 < ranges.length;
    const last = ranges.charCodeAt(isRange ? i + 2 : i);
    for (let code = ranges.charCodeAt(i); code <= last; code++) chars.push(String.fromCharCode(code));
    if (isRange) i += 2;
  }
  return chars;
}

/** Printable ASCII but for the given characters. */
function without(excluded: readonly string[]): string[] {
  const printable = Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i));
  return printable.filter((char) => !excluded.includes(char));
}

/** A `-` at the end and brackets stand for themselves. */
function escaped(ranges: string): string {
  return ranges
    .replace(/[\\\]]/g, '\\$&')
    .replace(/\n/g, '\\n')
    .replace(/\r/g, '\\r')
    .replace(/\t/g, '\\t');
}

export const digit = characters('0-9');
export const upper = characters('A-Z');
export const lower = characters('a-z');
export const letter = characters('A-Za-z');
export const hex = characters('0-9a-f');
export const upperHex = characters('0-9A-F');
export const anyHex = characters('0-9A-Fa-f');
export const lowerOrDigit = characters('a-z0-9');
export const upperOrDigit = characters('A-Z0-9');
export const alphanumeric = characters('A-Za-z0-9');
/** RFC 4648, section 4 and 5; padding is written out in the shapes. */
export const base64 = characters('A-Za-z0-9+/');
export const base64Url = characters('A-Za-z0-9_-');
/** Both of them. */
export const anyBase64 = characters('A-Za-z0-9+/_-');
/** Base64 in the query of an address, where `+` and `/` are usually percent-encoded. */
export const base64InQuery = characters('A-Za-z0-9+/_-', ['%2B', '%2b', '%2F', '%2f']);
/** RFC 4648, section 6, in both cases. */
export const base32 = characters('A-Z2-7');
export const lowerBase32 = characters('a-z2-7');
