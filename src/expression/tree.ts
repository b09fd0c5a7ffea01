/**
 * The tree of a Workflow Definition Language expression.
 *
 * All offsets are UTF-16 code units within the whole decoded JSON string value (the leading `@` or `@{` included), `end` exclusive,
 * so that `text.slice(node.start, node.end)` is the source of the node.
 *
 * Language: https://learn.microsoft.com/azure/logic-apps/logic-apps-workflow-definition-language#expressions
 */

interface Spanned {
  readonly start: number;
  readonly end: number;
}

/** `name(arg, ...)`. Names are compared without regard to letter case, hence `lowerName`. */
export interface CallNode extends Spanned {
  readonly kind: 'call';
  /** As written. */
  readonly name: string;
  readonly lowerName: string;
  /** Where the name ends (it begins at `start`); blanks may stand between it and the parenthesis. */
  readonly nameEnd: number;
  readonly args: readonly ExpressionNode[];
}

/** `'text'`; a quote inside is written doubled. The span includes the outer quotes, `value` is decoded. */
export interface StringNode extends Spanned {
  readonly kind: 'string';
  readonly value: string;
}

/** `12`, `-0.5`, `1e3`. `value` is a double: an integer beyond 2^53 is approximate here, its source is exact. */
export interface NumberNode extends Spanned {
  readonly kind: 'number';
  readonly value: number;
}

export interface BooleanNode extends Spanned {
  readonly kind: 'boolean';
  readonly value: boolean;
}

export interface NullNode extends Spanned {
  readonly kind: 'null';
}

/** `object.name`, or `object?.name` where `optional`. The name is the last `name.length` units of the span. */
export interface PropertyNode extends Spanned {
  readonly kind: 'property';
  readonly object: ExpressionNode;
  readonly name: string;
  readonly optional: boolean;
}

/** `object[index]`, or `object?[index]` where `optional`. */
export interface IndexNode extends Spanned {
  readonly kind: 'index';
  readonly object: ExpressionNode;
  readonly index: ExpressionNode;
  readonly optional: boolean;
}

export type ExpressionNode = CallNode | StringNode | NumberNode | BooleanNode | NullNode | PropertyNode | IndexNode;

/**
 * The greatest height of a tree; a taller one is an error of the expression.
 *
 * The parser itself needs no bound. This one is for whoever handles the tree with plain recursion, and it takes nothing away:
 * an expression may hold 8,192 characters, and a level takes two (`f(`, `.a`).
 * https://learn.microsoft.com/azure/logic-apps/logic-apps-limits-and-config#definition-limits
 */
export const MAX_HEIGHT = 10_000;
