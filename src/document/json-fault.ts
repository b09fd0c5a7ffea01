import {
  BACKSLASH,
  CLOSE_ARRAY,
  CLOSE_OBJECT,
  COLON,
  COMMA,
  OPEN_ARRAY,
  OPEN_OBJECT,
  QUOTE,
  skipBlanks,
} from './json-text';

/** The first thing in a text that JSON does not allow. `offset` may be the end of the text. */
export interface JsonFault {
  readonly offset: number;
  readonly problem: string;
}

const LITERALS = ['true', 'false', 'null'];
const NUMBER = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
const SIMPLE_ESCAPES = '"\\/bfnrt';

const CLOSED_TOO_EARLY = 'the text ends too early';
const VALUE_EXPECTED = 'a value is expected';
const KEY_EXPECTED = 'a key in double quotes is expected';

/**
 * Finds where a text stops being JSON (RFC 8259), for the error message of a file that `JSON.parse` refused.
 *
 * V8's own message cannot be shown, since it quotes the text, and names no position in half of the cases.
 * `undefined` for text that is JSON.
 */
export function findJsonFault(text: string): JsonFault | undefined {
  /** Closing bracket of each open object or array. */
  const open: number[] = [];
  let at = skipBlanks(text, 0);
  let expected: 'value' | 'key' = 'value';
  let mayClose = false;
  for (;;) {
    const code = text.charCodeAt(at);
    if (mayClose && code === open.at(-1)) {
      // An empty object or array: falls through to what may follow a value.
      open.pop();
      at += 1;
    } else if (expected === 'key') {
      if (code !== QUOTE) return fault(text, at, KEY_EXPECTED);
      const key = readString(text, at);
      if (typeof key !== 'number') return key;
      at = skipBlanks(text, key);
      if (text.charCodeAt(at) !== COLON) return fault(text, at, 'a colon is expected');
      at = skipBlanks(text, at + 1);
      expected = 'value';
      mayClose = false;
      continue;
    } else if (code === OPEN_OBJECT || code === OPEN_ARRAY) {
      open.push(code === OPEN_OBJECT ? CLOSE_OBJECT : CLOSE_ARRAY);
      expected = code === OPEN_OBJECT ? 'key' : 'value';
      mayClose = true;
      at = skipBlanks(text, at + 1);
      continue;
    } else {
      const end = code === QUOTE ? readString(text, at) : readScalar(text, at);
      if (typeof end !== 'number') return end;
      at = end;
    }

    at = skipBlanks(text, at);
    while (open.length > 0 && text.charCodeAt(at) === open.at(-1)) {
      open.pop();
      at = skipBlanks(text, at + 1);
    }
    const closing = open.at(-1);
    if (closing === undefined) {
      return at === text.length ? undefined : { offset: at, problem: 'nothing may follow the value' };
    }
    if (text.charCodeAt(at) !== COMMA) return fault(text, at, 'a comma or a closing bracket is expected');
    at = skipBlanks(text, at + 1);
    expected = closing === CLOSE_OBJECT ? 'key' : 'value';
    mayClose = false;
  }
}

function fault(text: string, offset: number, problem: string): JsonFault {
  return { offset, problem: offset >= text.length ? CLOSED_TOO_EARLY : problem };
}

/** The offset after a number, `true`, `false` or `null`, or what is wrong there. */
function readScalar(text: string, at: number): number | JsonFault {
  const literal = LITERALS.find((word) => text.startsWith(word, at));
  if (literal) return at + literal.length;
  NUMBER.lastIndex = at;
  return NUMBER.test(text) ? NUMBER.lastIndex : fault(text, at, VALUE_EXPECTED);
}

/** The offset after the string literal at `quote`, or what is wrong inside it. */
function readString(text: string, quote: number): number | JsonFault {
  for (let at = quote + 1; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) return at + 1;
    if (code < 0x20) return { offset: at, problem: 'a line break or control character inside a string' };
    if (code !== BACKSLASH) continue;
    const escaped = text.charAt(at + 1);
    if (escaped === 'u' && /^[0-9a-fA-F]{4}$/.test(text.slice(at + 2, at + 6))) at += 5;
    else if (escaped !== '' && SIMPLE_ESCAPES.includes(escaped)) at += 1;
    else return { offset: at, problem: 'a wrong escape inside a string' };
  }
  return { offset: quote, problem: 'a string is not closed' };
}
