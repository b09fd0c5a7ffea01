import { type Characters, characters, hasCode } from './characters';
import type { Format } from './format';
import type { Pattern } from './pattern';

const wordCharacters = characters('A-Za-z0-9_-');
/** In a path, what identifiers look like is one. */
const wordOrPath = characters('A-Za-z0-9_/-');

/** Whether a match may begin at `start`. An escape such as `\n` or `%3D` counts as the character that it stands for. */
export function mayBeginAt(text: string, start: number, format: Format, { begin }: Pattern): boolean {
  if (begin !== undefined && !hasCode(begin, text.charCodeAt(start))) return false;
  const before = format.before ?? (format.needs === undefined ? wordCharacters : wordOrPath);
  if (start === 0 || !hasCode(before, text.charCodeAt(start - 1))) return true;
  const escaped = escapeBefore(text, start);
  return escaped !== undefined && !hasCode(before, escaped);
}

/** The character code of the escape that ends at `end`. */
function escapeBefore(text: string, end: number): number | undefined {
  if (text.charCodeAt(end - 2) === backslash && /[nrt]/.test(text[end - 1] ?? '')) return lineFeed;
  const isEscape = text.charCodeAt(end - 3) === percent || text.charCodeAt(end - 6) === backslash;
  if (!isEscape) return undefined;
  const digits = /%([0-7][0-9A-Fa-f])$|\\u00([0-7][0-9A-Fa-f])$/.exec(text.slice(Math.max(0, end - 6), end));
  return digits === null ? undefined : Number.parseInt(digits[1] ?? digits[2] ?? '', 16);
}

const lineFeed = '\n'.charCodeAt(0);
const percent = '%'.charCodeAt(0);
const backslash = '\\'.charCodeAt(0);

export function mayEndAt(text: string, end: number, { after }: Format, { ends }: Pattern): boolean {
  if (end >= text.length) return true;
  const code = text.charCodeAt(end);
  if (after !== undefined) return !hasCode(after, code);
  return !hasCode(nameCharacters, code) && !ends.some((set) => hasCode(set, code) && code !== fullStop);
}

const nameCharacters: Characters = characters('A-Za-z0-9_');
/** It may end the sentence. */
const fullStop = '.'.charCodeAt(0);
