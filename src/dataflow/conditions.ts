import type { JsonNode } from '../document/json-node';
import { constantText, type ExpressionNode, parseValue } from '../expression';

/** A part of a condition: a value of the file, or an expression in one of its texts. */
export interface Term {
  readonly node: JsonNode;
  /** Absent where the node's value is meant as it stands. */
  readonly root: ExpressionNode | undefined;
}

/** A function of a condition, written as a key (`{"equals": ["@...", 1]}`) or in an expression (`@equals(..., 1)`). */
export interface TermCall {
  /** In lower case. */
  readonly name: string;
  readonly args: readonly Term[];
}

/** The value of a file as a part of a condition. */
export function termOf(node: JsonNode): Term {
  const parsed = parseValue(node.text ?? '');
  if (parsed.kind === 'expression') return { node, root: parsed.root };
  const [only, ...more] = parsed.kind === 'template' ? parsed.parts : [];
  return { node, root: only?.kind === 'expression' && more.length === 0 ? only.root : undefined };
}

/** The function that a term is, if it is one. */
export function callOf({ node, root }: Term): TermCall | undefined {
  if (root) {
    if (root.kind !== 'call') return undefined;
    return { name: root.lowerName, args: root.args.map((argument) => ({ node, root: argument })) };
  }
  const [member, ...more] = node.isObject ? node.members() : [];
  if (!member || more.length > 0) return undefined;
  const args = Array.isArray(member.value) ? member.items() : [member];
  return { name: member.key.toLowerCase(), args: args.map(termOf) };
}

/** The text, number or truth value that a term always is, as a text. */
export function constantOf({ node, root }: Term): string | undefined {
  if (root) {
    if (root.kind === 'number' || root.kind === 'boolean') return String(root.value);
    return constantText(root)?.text;
  }
  const { value } = node;
  if (node.text !== undefined) {
    const parsed = parseValue(node.text);
    return parsed.kind === 'literal' ? parsed.value : undefined;
  }
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

/** A function whose result is known, and what that result is. */
export interface Known {
  readonly call: TermCall;
  readonly holds: boolean;
}

/**
 * What has to be so where a condition holds, or where it does not: each of the lists returned holds at least one thing that is so. A list
 * of one is a plain fact; `or(a, b)` gives one list of two.
 */
export function consequencesOf(condition: Term, holds: boolean): readonly (readonly Known[])[] {
  const facts: Known[][] = [];
  const open: { readonly term: Term; readonly holds: boolean }[] = [{ term: condition, holds }];
  for (let next = open.pop(); next; next = open.pop()) {
    const { term, holds: isTrue } = unwrapped(next.term, next.holds);
    const call = callOf(term);
    if (!call) continue;
    if (call.name === (isTrue ? 'and' : 'or')) open.push(...call.args.map((one) => ({ term: one, holds: isTrue })));
    else if (call.name === (isTrue ? 'or' : 'and')) facts.push(alternativesOf(call, isTrue));
    else facts.push([{ call, holds: isTrue }]);
  }
  return facts;
}

/** `not(x)` and `equals(x, true)` say what x is. */
function unwrapped(term: Term, holds: boolean): { readonly term: Term; readonly holds: boolean } {
  let at = { term, holds };
  for (;;) {
    const call = callOf(at.term);
    const [left, right] = call?.args ?? [];
    if (call?.name === 'not' && left) at = { term: left, holds: !at.holds };
    else if (call?.name === 'equals' && left && right && callOf(left) && isTruth(right)) {
      at = { term: left, holds: (constantOf(right)?.toLowerCase() === 'true') === at.holds };
    } else return at;
  }
}

function isTruth(term: Term): boolean {
  const text = constantOf(term)?.toLowerCase();
  return text === 'true' || text === 'false';
}

/** The alternatives of an `or`, nested ones included. Something that is no such function stands for anything, so nothing is known then. */
function alternativesOf(call: TermCall, holds: boolean): Known[] {
  const found: Known[] = [];
  const open: Term[] = [...call.args];
  for (let next = open.pop(); next; next = open.pop()) {
    const { term, holds: isTrue } = unwrapped(next, holds);
    const inner = callOf(term);
    if (!inner) return [];
    if (isTrue === holds && inner.name === call.name) open.push(...inner.args);
    else found.push({ call: inner, holds: isTrue });
  }
  return found;
}

/** Whether the flow's maker, and nobody else, says what a term is: a text, a list of texts, a parameter. */
export function isFixed(term: Term): boolean {
  const open: Term[] = [term];
  for (let next = open.pop(); next; next = open.pop()) {
    if (constantOf(next) !== undefined || next.root?.kind === 'null') continue;
    const call = callOf(next);
    if (call?.name === 'parameters') continue;
    if (!call || !fixing.has(call.name)) return false;
    open.push(...call.args);
  }
  return true;
}

/** Functions whose result is as fixed as their arguments are. */
const fixing = new Set([
  'createarray',
  'array',
  'split',
  'json',
  'concat',
  'tolower',
  'toupper',
  'string',
  'int',
  'float',
]);
