import { DocumentError } from './document-error';
import { CLOSE_ARRAY, CLOSE_OBJECT, endOfString, OPEN_ARRAY, OPEN_OBJECT, QUOTE } from './json-text';

/**
 * How deep objects and arrays may nest: far above real flows (33) and apps (26). Above it `JSON.parse` still works, but
 * costs memory that a file of brackets does not deserve, and paths stop being usable.
 */
export const MAX_JSON_DEPTH = 10_000;

/** The error for an object or array, opening at `offset`, that nests deeper than the limit. */
export function tooDeep(text: string, offset: number): DocumentError {
  const problem = `JSON nests deeper than ${MAX_JSON_DEPTH} levels`;
  return DocumentError.at(text, offset, 'too-deep', problem);
}

/**
 * Refuses text that nests deeper than the limit, in a single cheap test for nearly all files: a text with few opening
 * brackets cannot be deep. Works on any text, also on text that is not JSON.
 * @throws {DocumentError} `too-deep`
 */
export function refuseTooDeep(text: string): void {
  if (text.length <= MAX_JSON_DEPTH || !holdsManyBrackets(text)) return;
  let depth = 0;
  let at = 0;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) {
      at = endOfString(text, at);
      continue;
    }
    if (code === OPEN_OBJECT || code === OPEN_ARRAY) {
      depth += 1;
      if (depth > MAX_JSON_DEPTH) throw tooDeep(text, at);
    } else if (code === CLOSE_OBJECT || code === CLOSE_ARRAY) {
      depth -= 1;
    }
    at += 1;
  }
}

/** Brackets inside strings count too: that only costs the exact pass now and then. */
function holdsManyBrackets(text: string): boolean {
  let count = 0;
  for (const bracket of ['{', '[']) {
    for (let at = text.indexOf(bracket); at !== -1; at = text.indexOf(bracket, at + 1)) {
      count += 1;
      if (count > MAX_JSON_DEPTH) return true;
    }
  }
  return false;
}
