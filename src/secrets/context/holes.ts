/** Stands where an expression does; no secret holds it. */
export const hole = '\uFFFC';

/**
 * The text with every `@{...}` replaced by as many hole characters, so that offsets stay. `@@{` is no expression. One that does not
 * end makes the rest of the text a hole.
 */
export function withoutHoles(text: string): string {
  let at = text.indexOf('@{');
  if (at < 0) return text;
  let result = '';
  let from = 0;
  while (at >= 0) {
    if (text[at - 1] === '@') {
      at = text.indexOf('@{', at + 1);
      continue;
    }
    const end = endOfHole(text, at + 2);
    result += text.slice(from, at) + hole.repeat(end - at);
    from = end;
    at = text.indexOf('@{', end);
  }
  return result + text.slice(from);
}

/** Strings in an expression may hold braces, and a doubled quote. */
function endOfHole(text: string, from: number): number {
  let inString = false;
  for (let i = from; i < text.length; i++) {
    const character = text[i];
    if (character === "'") inString = !inString;
    else if (character === '}' && !inString) return i + 1;
  }
  return text.length;
}
