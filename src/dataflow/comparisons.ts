import type { JsonNode } from '../document/json-node';
import { constantText, type ExpressionNode, expressionsOf, parseValue, sourceSpans } from '../expression';
import { evaluatedStrings } from '../flow/evaluated-strings';
import { isType, type Operation } from '../flow/flow';
import { callOf, constantOf, type Term, termOf } from './conditions';

/** One side of a comparison. */
export interface Operand {
  readonly node: JsonNode;
  /** What it is made of at run time; none where it is a text or number alone. */
  readonly expressions: readonly ExpressionNode[];
  /** Texts that it may be, or hold, as they are written. */
  readonly literals: readonly Literal[];
}

/** A text that is written into a flow. */
export interface Literal {
  readonly node: JsonNode;
  readonly text: string;
  /** The part of the node's text where it stands; absent where it is the whole. */
  readonly within: { readonly start: number; readonly end: number } | undefined;
}

/** A comparison of two values for whether they are the same, or one is in the other. */
export interface Comparison {
  readonly left: Operand;
  readonly right: Operand;
  /** Of a Condition: the branch that runs only if the comparison holds; absent where none or both do. */
  readonly branch: 'actions' | 'else' | undefined;
}

/**
 * Functions that compare, in expressions and as keys of a Condition.
 * https://learn.microsoft.com/azure/logic-apps/workflow-definition-language-functions-reference#logical-comparison-functions
 */
const comparing = new Set(['equals', 'contains', 'startswith', 'endswith']);

/** Functions whose result is one of their arguments, changed in letter case or blanks at most, or a list of them: the first that counts. */
const choosing: ReadonlyMap<string, number> = new Map([
  ['array', 0],
  ['coalesce', 0],
  ['createarray', 0],
  ['if', 1],
  ['split', 0],
  ['string', 0],
  ['tolower', 0],
  ['toupper', 0],
  ['trim', 0],
  ['union', 0],
]);

/** What is known of a value in the branches of a Condition. */
interface Truth {
  readonly actions: boolean | undefined;
  readonly else: boolean | undefined;
}

/** No condition that people made looks at the results of more Composes. */
const mostFollowed = 20;

const unknown: Truth = { actions: undefined, else: undefined };

/** What a Compose is given, by its name in lower case; `undefined` where the flow has no Compose of an expression under that name. */
export type Composed = (name: string) => JsonNode | undefined;

/**
 * Every comparison that an operation makes, in conditions as well as anywhere else in its strings.
 *
 * @param composed where given, a condition that looks at the result of a Compose makes the comparisons of the Compose
 */
export function comparisonsOf(operation: Operation, composed: Composed = () => undefined): readonly Comparison[] {
  const condition = operation.node.get('expression');
  const depth = operation.node.path.length;
  const others = evaluatedStrings(operation).filter((node) => node.path[depth] !== condition?.key);
  const truth = isType(operation, 'If') ? { actions: true, else: false } : unknown;
  return [
    ...(condition ? comparisonsIn(termsOf(condition), truth, composed) : []),
    ...(condition && isType(operation, 'Switch') ? comparisonsOfCases(operation, condition) : []),
    ...others.flatMap((node) => comparisonsIn(termsOf(node), unknown, () => undefined)),
  ];
}

/** A value as one term; a text with several expressions as one for each. */
function termsOf(node: JsonNode): readonly Term[] {
  const term = termOf(node);
  if (term.root || node.text === undefined) return [term];
  return expressionsOf(parseValue(node.text)).map((root) => ({ node, root }));
}

function comparisonsIn(terms: readonly Term[], truth: Truth, composed: Composed): Comparison[] {
  const found: Comparison[] = [];
  const followed = new Set<string>();
  const open = terms.map((term) => ({ term, truth: terms.length === 1 ? truth : unknown })).reverse();
  for (let next = open.pop(); next; next = open.pop()) {
    const { node, root } = next.term;
    const call = callOf(next.term);
    if (root?.kind === 'property' || root?.kind === 'index') {
      open.push({ term: { node, root: root.object }, truth: unknown });
    }
    if (!call) continue;
    const name = composeRead(next.term);
    const inputs =
      name === undefined || followed.has(name) || followed.size >= mostFollowed ? undefined : composed(name);
    if (name !== undefined && inputs) {
      followed.add(name);
      open.push({ term: termOf(inputs), truth: next.truth });
      continue;
    }
    const [left, right] = call.args;
    if (left && right && comparing.has(call.name)) {
      found.push({ left: operandOf(left), right: operandOf(right), branch: branchOf(next.truth) });
    }
    for (const term of call.args.toReversed()) {
      const other = term === left ? right : left;
      open.push({ term, truth: truthBelow(call.name, next.truth, other) });
    }
  }
  return found;
}

/** The name of the action whose result a term is, as a Compose returns it: `known` of `outputs('Known')`. */
function composeRead({ root }: Term): string | undefined {
  const name = root?.kind === 'call' && /^(?:outputs|body)$/.test(root.lowerName) ? root.args[0] : undefined;
  return name?.kind === 'string' ? name.value.toLowerCase() : undefined;
}

/** The cases of a Switch, each of which is compared with its expression. */
function comparisonsOfCases({ node }: Operation, expression: JsonNode): Comparison[] {
  return (node.get('cases')?.members() ?? []).flatMap((one) => {
    const value = one.get('case');
    if (!value) return [];
    return [{ left: operandOf(termOf(expression)), right: operandOf(termOf(value)), branch: undefined }];
  });
}

/** What is known of an argument where the result is known. `other` is the other side of a comparison. */
function truthBelow(name: string, truth: Truth, other: Term | undefined): Truth {
  switch (name) {
    case 'not':
      return each(truth, (value) => !value);
    case 'and':
      return each(truth, (value) => value || undefined);
    case 'or':
      return each(truth, (value) => value && undefined);
    case 'equals': {
      const text = (other && constantOf(other))?.toLowerCase();
      if (text !== 'true' && text !== 'false') return unknown;
      return each(truth, (value) => value === (text === 'true'));
    }
    default:
      return unknown;
  }
}

function each(truth: Truth, change: (value: boolean) => boolean | undefined): Truth {
  const changed = (value: boolean | undefined) => (value === undefined ? undefined : change(value));
  return { actions: changed(truth.actions), else: changed(truth.else) };
}

function branchOf(truth: Truth): Comparison['branch'] {
  if (truth.actions) return 'actions';
  return truth.else ? 'else' : undefined;
}

function operandOf(term: Term): Operand {
  const { node, root } = term;
  const constant = root ? undefined : constantOf(term);
  const literals = constant === undefined ? [] : [{ node, text: constant, within: undefined }];
  const expressions = root ? [root] : expressionsOf(parseValue(node.text ?? ''));
  return { node, expressions, literals: [...literals, ...expressions.flatMap((one) => literalsOf(node, one))] };
}

/** The texts that an expression may give, or that its list holds. */
function literalsOf(node: JsonNode, root: ExpressionNode): Literal[] {
  const found: Literal[] = [];
  const open: ExpressionNode[] = [root];
  for (let next = open.pop(); next; next = open.pop()) {
    if (next.kind === 'number') {
      found.push({ node, text: String(next.value), within: { start: next.start, end: next.end } });
      continue;
    }
    const constant = constantText(next);
    const spans = constant ? sourceSpans(constant, 0, constant.text.length) : [];
    const [first, last] = [spans[0], spans.at(-1)];
    const from = next.kind === 'call' ? choosing.get(next.lowerName) : undefined;
    if (constant && first && last) {
      found.push({ node, text: constant.text, within: { start: first.start, end: last.end } });
    } else if (next.kind === 'call' && from !== undefined) {
      // What a text is split at is no part of it.
      open.push(...next.args.slice(from, next.lowerName === 'split' ? 1 : undefined).toReversed());
    }
  }
  return found;
}
