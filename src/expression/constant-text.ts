/**
 * Texts that are known without running the flow, and where each part of them stands in the source.
 *
 * A secret may be cut in pieces, `concat('AKIA', '...')`, or hold a quote, which is written doubled; a finding in such a text
 * still has to point at the source.
 */

import type { ExpressionNode, StringNode } from './tree';

export interface ConstantText {
  readonly text: string;
  /** The literals that make up `text`, in order and without gaps; `textStart` and `textEnd` are UTF-16 offsets in it. */
  readonly pieces: readonly { readonly textStart: number; readonly textEnd: number; readonly node: StringNode }[];
}

/**
 * The text that an expression always gives: a string literal, or `concat` (in any letter case) of such, nested at will.
 * `undefined` for anything else. Takes time linear in the size of the tree, however high it is: over a whole tree ask at the
 * outermost `concat` only.
 *
 * https://learn.microsoft.com/azure/logic-apps/workflow-definition-language-functions-reference#concat
 */
export function constantText(node: ExpressionNode): ConstantText | undefined {
  const pieces: { textStart: number; textEnd: number; node: StringNode }[] = [];
  const pending: ExpressionNode[] = [node];
  let length = 0;
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (next.kind === 'string') {
      pieces.push({ textStart: length, textEnd: length + next.value.length, node: next });
      length += next.value.length;
    } else if (next.kind === 'call' && next.lowerName === 'concat') {
      for (const argument of next.args.toReversed()) pending.push(argument);
    } else {
      return undefined;
    }
  }
  return { text: pieces.map((piece) => piece.node.value).join(''), pieces };
}

/**
 * The source offset of a code unit of a literal's `value`: that of its first quote where it is a (doubled) quote.
 * `value.length` gives the offset of the closing quote. Takes time linear in `offset`.
 */
export function sourceOffset(literal: StringNode, offset: number): number {
  let doubled = 0;
  for (let at = literal.value.indexOf("'"); at >= 0 && at < offset; at = literal.value.indexOf("'", at + 1)) doubled++;
  return literal.start + 1 + offset + doubled;
}

/**
 * Where the range `start` to `end` (exclusive) of a constant text stands in the source: one span for each literal that gives a
 * part of it, in order. Spans hold no outer quotes.
 */
export function sourceSpans(
  constant: ConstantText,
  start: number,
  end: number,
): readonly { readonly start: number; readonly end: number }[] {
  return constant.pieces
    .filter((piece) => Math.max(piece.textStart, start) < Math.min(piece.textEnd, end))
    .map(({ textStart, textEnd, node }) => ({
      start: sourceOffset(node, Math.max(start, textStart) - textStart),
      end: sourceOffset(node, Math.min(end, textEnd) - textStart),
    }));
}
