import {
  accessPath,
  type CallNode,
  type ConstantText,
  constantText,
  type ExpressionNode,
  expressionsOf,
  mayHoldExpression,
  parseValue,
  sourceSpans,
} from '../../expression';
import type { Leaf, LeafSetting } from '../leaf';
import { type View, within } from './view';

/** Functions whose arguments are names, formats or separators: a literal there is never a value. */
const naming = new Set([
  'parameters',
  'appsetting',
  'variables',
  'body',
  'outputs',
  'actions',
  'actionbody',
  'actionoutputs',
  'items',
  'iterationindexes',
  'triggerbody',
  'triggeroutputs',
  'triggerformdatavalue',
  'triggerformdatamultivalues',
  'formdatavalue',
  'formdatamultivalues',
  'workflow',
  'result',
  'listcallbackurl',
  'formatdatetime',
  'formatnumber',
  'converttimezone',
  'convertfromutc',
  'converttoutc',
  'parsedatetime',
  'addtotime',
  'subtractfromtime',
  'gettofuturetime',
  'getpasttime',
  'utcnow',
  'split',
  'startswith',
  'endswith',
  'indexof',
  'lastindexof',
  'nthindexof',
  'contains',
  'xpath',
  'setproperty',
  'addproperty',
  'removeproperty',
  'replace',
  'join',
]);

/** Comparisons, in which a literal is named by the other side. */
const comparing = new Set(['equals', 'not', 'greater', 'less', 'greaterorequals', 'lessorequals']);

/** The literals of a leaf that holds expressions, each a view; adjacent pieces of a `concat` are joined first. */
export function expressionLiterals(view: View): View[] {
  if (!mayHoldExpression(view.leaf.text)) return [];
  const parsed = parseValue(view.leaf.text);
  const views: View[] = [];
  for (const root of expressionsOf(parsed)) views.push(...literalsOf(root, view));
  return views;
}

/** What a node of an expression is for the value of the leaf: it becomes it, or it only has a part in it. */
interface Visit {
  readonly node: ExpressionNode;
  readonly isValue: boolean;
}

function literalsOf(root: ExpressionNode, view: View): View[] {
  const views: View[] = [];
  const add: AddLiteral = (constant, name, setting) => {
    if (constant.text !== '')
      views.push(literalView(view, constant, { ...view.leaf, name, setting, text: constant.text }));
  };
  const open: Visit[] = [{ node: root, isValue: true }];
  for (let next = open.pop(); next; next = open.pop()) {
    const { node, isValue } = next;
    const { name, setting } = isValue ? view.leaf : ({ name: '', setting: 'value' } as const);
    const constant = node.kind === 'string' || node.kind === 'call' ? constantText(node) : undefined;
    if (constant) add(constant, name, setting);
    else open.push(...innerVisits(node, isValue, add).reverse());
  }
  return views;
}

type AddLiteral = (constant: ConstantText, name: string, setting: LeafSetting) => void;

/** Where to look on below a node that is no constant itself. */
function innerVisits(node: ExpressionNode, isValue: boolean, add: AddLiteral): Visit[] {
  // What stands in an index is a name.
  if (node.kind === 'property' || node.kind === 'index') return [{ node: node.object, isValue: false }];
  if (node.kind !== 'call' || naming.has(node.lowerName)) return [];
  if (comparing.has(node.lowerName)) {
    addCompared(node, add);
    return node.args
      .filter((argument) => !constantText(argument))
      .map((argument) => ({ node: argument, isValue: false }));
  }
  if (node.lowerName === 'concat') {
    addJoined(node, add);
    return node.args
      .filter((argument) => !constantText(argument))
      .map((argument) => ({ node: argument, isValue: false }));
  }
  // The condition of an `if` is no value; what the others are given, they give back, changed or not.
  return node.args.map((argument, i) => ({
    node: argument,
    isValue: isValue && !(node.lowerName === 'if' && i === 0),
  }));
}

/** Runs of constant arguments of a `concat`; what stands between two runs is not known. */
function addJoined(call: CallNode, add: AddLiteral): void {
  const runs: ConstantText[][] = [[]];
  for (const argument of call.args) {
    const constant = constantText(argument);
    if (constant) runs.at(-1)?.push(constant);
    else runs.push([]);
  }
  // With a hole the rest is only part of the value: formats are looked for, the name says nothing.
  for (const run of runs) if (run.length > 0) add(joined(run), '', 'value');
}

function joined(run: readonly ConstantText[]): ConstantText {
  let length = 0;
  const pieces = run.flatMap((constant) => {
    const moved = constant.pieces.map((piece) => ({
      ...piece,
      textStart: piece.textStart + length,
      textEnd: piece.textEnd + length,
    }));
    length += constant.text.length;
    return moved;
  });
  return { text: run.map((constant) => constant.text).join(''), pieces };
}

/** `equals(triggerOutputs()?['headers']?['x-api-key'], '...')`: the literal is compared with what the other side names. */
function addCompared(call: CallNode, add: AddLiteral): void {
  for (const [i, argument] of call.args.entries()) {
    const constant = constantText(argument);
    if (!constant) continue;
    const name = call.args.map((other, j) => (j === i ? '' : lastName(other))).find((one) => one !== '') ?? '';
    add(constant, name, 'compared');
  }
}

/** The last name of an access path: `x-api-key` of `triggerOutputs()?['headers']?['x-api-key']`, `Key` of `parameters('Key')`. */
export function lastName(node: ExpressionNode): string {
  const path = accessPath(node);
  const last = path?.segments.findLast((segment) => typeof segment === 'string');
  if (last !== undefined) return last;
  const argument = path?.call.args[0];
  if (argument?.kind === 'string') return argument.value;
  return argument ? lastName(argument) : '';
}

function literalView(view: View, constant: ConstantText, leaf: Leaf): View {
  return within(view, leaf, (start, end) => {
    const spans = sourceSpans(constant, start, end);
    return { start: spans[0]?.start ?? 0, end: spans.at(-1)?.end ?? 0 };
  });
}
