import type { Region, TextRange } from './region';

/**
 * Turns offsets in one text into lines and columns.
 *
 * A line ends at `\r\n`, `\n` or a lone `\r`, as SARIF viewers and editors count; U+2028 and U+2029 end no line.
 */
export class LineIndex {
  /** Offset of the first character of each line. */
  private readonly starts: readonly number[];

  constructor(private readonly text: string) {
    this.starts = lineStarts(text);
  }

  /** The line and column, from 1, of an offset in UTF-16 code units; offsets outside the text count as its nearest end. */
  position(offset: number): { readonly line: number; readonly column: number } {
    const inText = Math.min(Math.max(offset, 0), this.text.length);
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.starts[middle] ?? 0) <= inText) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: inText - (this.starts[low] ?? 0) + 1 };
  }

  /** The inverse of `position`. */
  offset(line: number, column: number): number {
    return (this.starts[line - 1] ?? this.text.length) + column - 1;
  }

  region(range: TextRange): Region {
    const start = this.position(range.start);
    const end = this.position(range.end);
    return { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column };
  }
}

function lineStarts(text: string): number[] {
  const starts = [0];
  let feed = indexOrEnd(text, '\n', 0);
  let carriage = indexOrEnd(text, '\r', 0);
  while (feed < text.length || carriage < text.length) {
    const isPair = feed === carriage + 1;
    const next = (isPair ? feed : Math.min(feed, carriage)) + 1;
    starts.push(next);
    if (feed < next) feed = indexOrEnd(text, '\n', next);
    if (carriage < next) carriage = indexOrEnd(text, '\r', next);
  }
  return starts;
}

/** The native search is several times faster than a loop over characters. Absent counts as beyond every offset. */
function indexOrEnd(text: string, character: string, from: number): number {
  const index = text.indexOf(character, from);
  return index === -1 ? Number.POSITIVE_INFINITY : index;
}
