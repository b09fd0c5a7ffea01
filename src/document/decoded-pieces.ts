import type { Span } from './place';
import type { TextRange } from './region';

/**
 * A stretch of source text and how many UTF-16 code units of the decoded string it stands for.
 *
 * As many as it is long: it stands for itself, character by character. Otherwise it is an escape, to be taken whole.
 */
export interface Piece extends TextRange {
  readonly units: number;
}

/**
 * The source range of a span of a decoded string.
 *
 * An escape that the span covers only in part is in the range as a whole; text that stands for nothing (an XML comment)
 * is in the range only when it lies inside. Spans that reach beyond the string end with it.
 *
 * @param pieces of the whole string, in order
 * @param end source offset where the string ends
 */
export function mapSpan(pieces: Iterable<Piece>, end: number, within: Span): TextRange {
  let start: number | undefined;
  let decoded = 0;
  for (const piece of pieces) {
    const next = decoded + piece.units;
    const isPlain = piece.units === piece.end - piece.start;
    if (start === undefined && within.start < next) {
      start = piece.start + (isPlain ? within.start - decoded : 0);
      if (within.end <= within.start) return { start, end: start };
    }
    if (start !== undefined && within.end <= next) {
      return { start, end: isPlain ? piece.start + (within.end - decoded) : piece.end };
    }
    decoded = next;
  }
  return { start: start ?? end, end };
}
