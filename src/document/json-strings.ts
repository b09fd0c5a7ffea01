import { mapSpan, type Piece } from './decoded-pieces';
import type { Span } from './place';
import type { TextRange } from './region';

/**
 * The source range of part of a JSON string.
 *
 * @param literalRange the string literal in `text`, quotes included
 * @param within offsets in the decoded string, UTF-16 code units; cut to the string where they reach beyond it
 */
export function spanInSource(text: string, literalRange: TextRange, within: Span): TextRange {
  const content = { start: literalRange.start + 1, end: literalRange.end - 1 };
  return mapSpan(pieces(text.slice(content.start, content.end), content.start), content.end, within);
}

/** @param base offset of `raw` in the whole text */
function* pieces(raw: string, base: number): Generator<Piece> {
  let at = 0;
  for (let backslash = raw.indexOf('\\'); backslash !== -1; backslash = raw.indexOf('\\', at)) {
    if (backslash > at) yield { start: base + at, end: base + backslash, units: backslash - at };
    // A code point outside the basic plane is two \u escapes, and two units of the decoded string.
    at = backslash + (raw.charAt(backslash + 1) === 'u' ? 6 : 2);
    yield { start: base + backslash, end: base + at, units: 1 };
  }
  if (raw.length > at) yield { start: base + at, end: base + raw.length, units: raw.length - at };
}
