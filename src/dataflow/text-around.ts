import type { JsonNode } from '../document/json-node';
import { constantText, type ExpressionNode, expressionsOf, type ParsedValue, parseValue } from '../expression';
import { isType } from '../flow/flow';
import type { Reading } from './flow-graph';
import { isReference } from './references';
import type { Fact } from './trace';

/** Stands for a text that is not known. */
export const unknownText = '\uE000';

/** Where the text is longer than this, what was put together before is left out. */
const maxText = 20_000;

/** Steps of a way that are looked at, from its end. */
const maxSteps = 50;

/** Long texts are read once, however many references they hold. */
const parsedTexts = new WeakMap<JsonNode, ParsedValue>();

function parsedTextOf({ node }: Reading): ParsedValue {
  const known = parsedTexts.get(node);
  if (known) return known;
  const parsed = parseValue(node.text ?? '');
  parsedTexts.set(node, parsed);
  return parsed;
}

/**
 * The text that stands before data where it ends up: in the last string, and in those before that it was put together in. Unknown parts are
 * told by `unknownText`. `name eq '` for a filter that was written into a Compose action.
 */
export function textBefore(fact: Fact<unknown>): string {
  let text = '';
  let at: Fact<unknown> | undefined = fact;
  for (let steps = 0; at && steps < maxSteps && text.length < maxText; steps++) {
    const reading = at.by?.reading;
    // From the end backwards, what was put together first stands nearest to the data.
    if (reading) text += before(parsedTextOf(reading), reading.expression);
    at = at.before;
  }
  return text;
}

/** Whether nothing was put before or after the data on its way: whoever writes it writes all of it. */
export function isAllThereIs(fact: Fact<unknown>): boolean {
  let at: Fact<unknown> | undefined = fact;
  for (let steps = 0; at && steps < maxSteps; steps++) {
    const reading = at.by?.reading;
    if (reading && !isAlone(reading)) return false;
    at = at.before;
  }
  return true;
}

function before(parsed: ParsedValue, expression: ExpressionNode): string {
  if (parsed.kind === 'expression') return beforeIn(parsed.root, expression);
  if (parsed.kind === 'literal') return '';
  let text = '';
  for (const part of parsed.parts) {
    if (part.kind === 'text') text += part.value;
    else if (holds(part.root, expression)) return text + beforeIn(part.root, expression);
    else text += constantText(part.root)?.text ?? unknownText;
  }
  return text;
}

/** The text before a part of an expression: what `concat` puts there. Other functions put nothing there that is known. */
function beforeIn(root: ExpressionNode, expression: ExpressionNode): string {
  let text = '';
  let node = root;
  while (!isSame(node, expression) && node.kind === 'call' && !isReference(node)) {
    const inside = node.args.findIndex((argument) => holds(argument, expression));
    const next = node.args[inside];
    if (!next) break;
    if (node.lowerName === 'concat') {
      for (const argument of node.args.slice(0, inside)) text += constantText(argument)?.text ?? unknownText;
    }
    node = next;
  }
  return text;
}

function isOnlyResult(parsed: ParsedValue, expression: ExpressionNode): boolean {
  const [only, ...more] = parsed.kind === 'template' ? parsed.parts : [];
  let node = parsed.kind === 'expression' ? parsed.root : undefined;
  if (only?.kind === 'expression' && more.length === 0) node = only.root;
  while (node && !isSame(node, expression)) {
    if (node.kind !== 'call' || node.lowerName === 'concat' || node.lowerName === 'join') return false;
    node = node.args.find((argument) => holds(argument, expression));
  }
  return node !== undefined;
}

/** Whether two nodes are one: texts are parsed anew for each question. */
function isSame(one: ExpressionNode, other: ExpressionNode): boolean {
  return one.start === other.start && one.end === other.end;
}

function holds(outer: ExpressionNode, inner: ExpressionNode): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

/** Where a maker would change how data is put into a text. */
export interface Building {
  readonly reading: Reading;
  /** Whether what is read there is a list or an object with the data in it, which functions on texts do not take. */
  readonly isStructured: boolean;
}

/**
 * The text on the way of data into which it was put beside something else: the last one in which what stands before it begins the place
 * that it is meant for, else the first.
 *
 * @param begins whether a text before the data begins that place, such as an opening quote
 */
export function buildingOf(fact: Fact<unknown>, begins: (before: string) => boolean): Building | undefined {
  let building: Building | undefined;
  let text = '';
  let at: Fact<unknown> | undefined = fact;
  for (let steps = 0; at && steps < maxSteps && text.length < maxText; steps++) {
    const reading = at.by?.reading;
    if (reading && !isAlone(reading)) {
      text += before(parsedTextOf(reading), reading.expression);
      const isStructured = (at.before?.path.length ?? 0) > (at.by?.select.length ?? 0);
      // Further back the same text may be used for other things, or still be a list.
      if (!building || !isStructured) building = { reading, isStructured };
      if (begins(text)) return building;
    }
    at = at.before;
  }
  return building;
}

/** Whether a string is what a reference reads, changed by functions at most. */
function isAlone(reading: Reading): boolean {
  return reading.isWhole || isOnlyResult(parsedTextOf(reading), reading.expression);
}

/**
 * Whether data was written into a text as a part of a list or an object. The text is JSON then, in which double quotes of the data are
 * escaped, and nothing else is; only a `join` makes bare text of the elements of a list.
 */
export function isInJson(fact: Fact<unknown>): boolean {
  const { before: read, by } = fact;
  const reading = by?.reading;
  if (!by || !reading || !read) return false;
  if (read.path.length > by.select.length) return true;
  const from = read.cell.operation;
  if (!from || reading.isWhole || !isType(from, 'Select', 'Query') || by.select.length !== 2) return false;
  return !isJoined(parsedTextOf(reading), reading.expression);
}

function isJoined(parsed: ParsedValue, expression: ExpressionNode): boolean {
  return expressionsOf(parsed).some((root) => {
    let node: ExpressionNode | undefined = root;
    while (node && !isSame(node, expression) && node.kind === 'call') {
      if (node.lowerName === 'join') return true;
      node = node.args.find((argument) => holds(argument, expression));
    }
    return false;
  });
}

/** The known text right behind data in the string where it ends up; '' where nothing is known. */
export function textAfter(fact: Fact<unknown>): string {
  const reading = fact.by?.reading;
  if (!reading) return '';
  const parsed = parsedTextOf(reading);
  if (parsed.kind === 'literal') return '';
  if (parsed.kind === 'expression') return afterIn(parsed.root, reading.expression);
  const at = parsed.parts.findIndex((part) => part.kind === 'expression' && holds(part.root, reading.expression));
  const [part, next] = [parsed.parts[at], parsed.parts[at + 1]];
  const inside = part?.kind === 'expression' ? afterIn(part.root, reading.expression) : '';
  if (inside !== '') return inside;
  return next?.kind === 'text' ? next.value : '';
}

function afterIn(root: ExpressionNode, expression: ExpressionNode): string {
  let text = '';
  let node: ExpressionNode | undefined = root;
  while (node && !isSame(node, expression) && node.kind === 'call') {
    const inside: number = node.args.findIndex((argument) => holds(argument, expression));
    const next: ExpressionNode | undefined = node.args[inside + 1];
    if (node.lowerName === 'concat' && next) text = constantText(next)?.text ?? '';
    node = node.args[inside];
  }
  return text;
}
