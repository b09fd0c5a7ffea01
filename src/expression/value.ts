/**
 * Reads a JSON string value of a flow definition as the platform does: literal, expression or template.
 *
 * - `@@...`: a literal, the first `@` is an escape and everything after it is taken as it stands.
 * - `@{...}...`: a template, also where the string is one segment and nothing else; its result is always a string.
 * - `@...`: one expression over the whole string; its result keeps its type.
 * - `...@{...}...`: a template. A segment whose `@` follows another `@` is escaped: `a@@{b}` is the text `a@{b}`.
 * - anything else, a lone `@` included: a literal.
 *
 * Object keys of action inputs are read in the same way.
 * https://learn.microsoft.com/azure/logic-apps/logic-apps-workflow-definition-language#expressions, and for the order of these
 * cases the parser of the vendor's designer: https://github.com/Azure/LogicAppsUX (libs/logic-apps-shared, expression/parser.ts)
 */

import { parseExpression } from './parser';
import type { ExpressionNode } from './tree';

/** Offsets are UTF-16 code units in the whole string value, `end` exclusive. */
export type TemplatePart =
  /**
   * `value` is exactly `text.slice(start, end)`: an escape ends one part and begins the next one after the `@` that is dropped,
   * so texts may follow each other.
   */
  | { readonly kind: 'text'; readonly value: string; readonly start: number; readonly end: number }
  /** `start` and `end` cover `@{` to `}`. */
  | { readonly kind: 'expression'; readonly root: ExpressionNode; readonly start: number; readonly end: number };

export type ParsedValue =
  /** `value` is the text without the escape, so it begins at offset `text.length - value.length` (0 or 1). */
  | { readonly kind: 'literal'; readonly value: string }
  | { readonly kind: 'expression'; readonly root: ExpressionNode }
  | { readonly kind: 'template'; readonly parts: readonly TemplatePart[] }
  /**
   * The platform refuses this value. `message` is short, ends in the offset `at` and never quotes the text.
   * `parts` is what was read of a template before the problem; empty for a whole-string expression.
   */
  | {
      readonly kind: 'invalid';
      readonly message: string;
      readonly at: number;
      readonly parts: readonly TemplatePart[];
    };

const SEGMENT = '@{';

/** Whether `parseValue` can give anything but a literal equal to `text`; a fast check that most strings of a flow fail. */
export function mayHoldExpression(text: string): boolean {
  // V8 looks for a single character far faster than for two, and nearly no other string has the first one.
  const sign = text.indexOf('@');
  return sign === 0 ? text.length > 1 : sign > 0 && text.includes(SEGMENT, sign);
}

/** Reads a decoded JSON string value. Never throws; takes time linear in the length of the text. */
export function parseValue(text: string): ParsedValue {
  if (!mayHoldExpression(text)) return { kind: 'literal', value: text };
  if (text.startsWith('@@')) return { kind: 'literal', value: text.slice(1) };
  if (!text.startsWith('@') || text.startsWith(SEGMENT)) return parseTemplate(text);
  const parsed = parseExpression(text, 1, 'end');
  if ('message' in parsed) return { kind: 'invalid', message: parsed.message, at: parsed.at, parts: [] };
  return { kind: 'expression', root: parsed.root };
}

/** The expressions of a value in the order in which they stand, those of a broken template before its problem included. */
export function expressionsOf(parsed: ParsedValue): readonly ExpressionNode[] {
  if (parsed.kind === 'literal') return [];
  if (parsed.kind === 'expression') return [parsed.root];
  return parsed.parts.flatMap((part) => (part.kind === 'expression' ? [part.root] : []));
}

function parseTemplate(text: string): ParsedValue {
  const parts: TemplatePart[] = [];
  let textStart = 0;
  const endText = (end: number) => {
    if (end > textStart) parts.push({ kind: 'text', value: text.slice(textStart, end), start: textStart, end });
  };
  let sign = text.indexOf(SEGMENT);
  while (sign >= 0) {
    endText(sign);
    if (text[sign - 1] === '@') {
      textStart = sign + 1;
    } else {
      const parsed = parseExpression(text, sign + SEGMENT.length, '}');
      if ('message' in parsed) return { kind: 'invalid', message: parsed.message, at: parsed.at, parts };
      parts.push({ kind: 'expression', root: parsed.root, start: sign, end: parsed.end });
      textStart = parsed.end;
    }
    sign = text.indexOf(SEGMENT, textStart);
  }
  endText(text.length);
  return { kind: 'template', parts };
}
