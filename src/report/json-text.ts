import { invisible } from './visible';

/**
 * JSON that may be printed on a build log as it is: characters nobody sees, and the `##` by which hosts know commands inside a
 * line, are written as `\uXXXX` escapes, which a parser reads as what they were.
 */
export function jsonText(value: unknown): string {
  const text = JSON.stringify(value, null, 2)
    .replace(invisible, (character) => (character === '\n' ? character : escaped(character)))
    .replace(/#(?=#)/g, '\\u0023');
  return `${text}\n`;
}

/** Inside a string of a JSON text; `JSON.stringify` leaves invisible characters nowhere else, but for its own line ends. */
function escaped(character: string): string {
  return character
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');
}

/** A pointer that programs follow: every character as it is, but for lone surrogates, which many JSON parsers refuse. */
export function exact(pointer: string, limit = 4000): string {
  const text = pointer.replace(/\p{Cs}/gu, '\uFFFD');
  return text.length <= limit ? text : `${text.slice(0, limit).replace(/\p{Cs}$/u, '')}…`;
}
