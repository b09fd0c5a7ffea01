import { mapSpan, type Piece } from './decoded-pieces';
import type { Span } from './place';
import type { TextRange } from './region';

/** A reference, a line end of two characters, or what character data can be interrupted by. */
const SPECIAL = /&[^;]*;|\r\n|<!--.*?-->|<\?.*?\?>|<!\[CDATA\[(.*?)\]\]>/gs;
const CDATA_OPEN = '<![CDATA['.length;

/**
 * The source range of part of an XML element's text or of an attribute's value.
 *
 * @param range the content between an element's tags (no elements in it), or between an attribute's quotes
 * @param within offsets in the decoded string, UTF-16 code units; cut to the string where they reach beyond it
 */
export function spanInXmlSource(text: string, range: TextRange, within: Span): TextRange {
  return mapSpan(pieces(text.slice(range.start, range.end), range.start), range.end, within);
}

/** @param base offset of `raw` in the whole text */
function* pieces(raw: string, base: number): Generator<Piece> {
  let plain = 0;
  for (const match of raw.matchAll(SPECIAL)) {
    if (match.index > plain) yield plainPiece(base + plain, base + match.index);
    plain = match.index + match[0].length;
    const cdata = match[1];
    if (cdata === undefined) {
      yield { start: base + match.index, end: base + plain, units: unitsOf(match[0]) };
    } else {
      yield* lines(cdata, base + match.index + CDATA_OPEN);
    }
  }
  if (raw.length > plain) yield plainPiece(base + plain, base + raw.length);
}

/** A CDATA section's content: only its line ends are decoded. */
function* lines(cdata: string, base: number): Generator<Piece> {
  let plain = 0;
  for (const { index } of cdata.matchAll(/\r\n/g)) {
    if (index > plain) yield plainPiece(base + plain, base + index);
    plain = index + 2;
    yield { start: base + index, end: base + plain, units: 1 };
  }
  if (cdata.length > plain) yield plainPiece(base + plain, base + cdata.length);
}

function plainPiece(start: number, end: number): Piece {
  return { start, end, units: end - start };
}

/** How many UTF-16 code units a reference, a line end or a piece of markup stands for. */
function unitsOf(source: string): number {
  if (source.startsWith('<')) return 0;
  const [, hexadecimal, decimal] = /^&#(?:x([0-9a-f]+)|([0-9]+));$/i.exec(source) ?? [];
  const code = hexadecimal ? Number.parseInt(hexadecimal, 16) : Number.parseInt(decimal ?? '0', 10);
  return code > 0xffff ? 2 : 1;
}
