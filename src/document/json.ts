import { DocumentError } from './document-error';
import { refuseTooDeep } from './json-depth';
import { findJsonFault } from './json-fault';

/**
 * The value of a JSON text, as `JSON.parse` gives it and at its speed.
 *
 * Of a repeated key the last copy counts; see `repeated-keys.ts` for the others. A key `__proto__` is an ordinary own key.
 * Values may nest up to 10,000 levels: walk them with a stack of your own (`JsonNode.descendants`), never by recursion.
 *
 * @param text without byte order mark
 * @throws {DocumentError} `not-json` with the position of the fault, or `too-deep`
 */
export function parseJson(text: string): unknown {
  // First, because JSON.parse itself would spend gigabytes on a file of nothing but opening brackets.
  refuseTooDeep(text);
  try {
    return JSON.parse(text);
  } catch {
    // No cause is kept either: V8's message quotes the text, and causes get printed.
    const fault = findJsonFault(text);
    // Sound JSON that V8 still refuses: too large for it.
    if (!fault) throw new DocumentError('not-json', 'JSON that cannot be parsed');
    throw DocumentError.at(text, fault.offset, 'not-json', `not JSON: ${fault.problem}`);
  }
}
