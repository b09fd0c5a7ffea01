import {
  CLOSE_ARRAY,
  CLOSE_OBJECT,
  COMMA,
  decodeKey,
  endOfString,
  endOfValue,
  OPEN_ARRAY,
  OPEN_OBJECT,
  skipBlanks,
} from './json-text';

/** A member of an object, or an element of an array, as it stands in the text. */
export interface JsonMember {
  /** The key after unescaping; for an array element its index. */
  readonly key: string;
  /** How many members of the same key stand before this one in its object: 0 for all but repeated keys. */
  readonly copy: number;
  /** Offset of what separates the member from what stands before it: a comma, or the opening bracket. */
  readonly separator: number;
  /** Offset of the first character of the value. */
  readonly start: number;
}

interface OpenContainer<Context> {
  readonly context: Context;
  /** `undefined` for an array. */
  readonly copies: Map<string, number> | undefined;
  separator: number;
  /** Index of the next element, for an array. */
  index: number;
}

/**
 * Walks the text of a JSON value, into the members that the caller wants and over all others.
 *
 * A repeated key is met once for every copy. Walks without recursion, and skips at the speed of a plain scan.
 *
 * @param text must be text that `parseJson` accepts
 * @param root what the caller knows about the outermost value
 * @param enter is asked for every member of an entered value; returns what the caller knows about the member's value to
 *   enter it, or `undefined` to pass over it
 * @param leave is told the offset after every entered value, the outermost one included
 */
export function walkMembers<Context>(
  text: string,
  root: Context,
  enter: (member: JsonMember, parent: Context) => Context | undefined,
  leave: (context: Context, end: number) => void,
): void {
  const open: OpenContainer<Context>[] = [];

  /** Opens a container, or passes a scalar; the offset to go on from. */
  const enterValue = (start: number, context: Context): number => {
    const code = text.charCodeAt(start);
    if (code === OPEN_OBJECT || code === OPEN_ARRAY) {
      open.push({ context, copies: code === OPEN_OBJECT ? new Map() : undefined, separator: start, index: 0 });
      return start + 1;
    }
    const end = endOfValue(text, start);
    leave(context, end);
    return end;
  };

  let at = enterValue(skipBlanks(text, 0), root);
  for (let container = open.at(-1); container !== undefined; container = open.at(-1)) {
    at = skipBlanks(text, at);
    if (at >= text.length) return;
    const code = text.charCodeAt(at);
    if (code === COMMA) {
      container.separator = at;
      at += 1;
    } else if (code === CLOSE_OBJECT || code === CLOSE_ARRAY) {
      at += 1;
      open.pop();
      leave(container.context, at);
    } else {
      const member = readMember(text, at, container);
      const context = enter(member, container.context);
      at = context === undefined ? endOfValue(text, member.start) : enterValue(member.start, context);
    }
  }
}

function readMember<Context>(text: string, start: number, container: OpenContainer<Context>): JsonMember {
  const { separator, copies } = container;
  if (copies === undefined) {
    const key = String(container.index);
    container.index += 1;
    return { key, copy: 0, separator, start };
  }
  const keyEnd = endOfString(text, start);
  const key = decodeKey(text, start, keyEnd);
  const copy = copies.get(key) ?? 0;
  copies.set(key, copy + 1);
  const colon = skipBlanks(text, keyEnd);
  return { key, copy, separator, start: skipBlanks(text, colon + 1) };
}
