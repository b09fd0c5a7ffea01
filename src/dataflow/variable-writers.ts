import { constantPrefix, parseValue } from '../expression';
import { type Action, isType } from '../flow/flow';
import { callOf, constantOf, type Known } from './conditions';
import type { FlowGraph } from './flow-graph';
import { variableWrites } from './variable-writes';

/** What the value of a variable tells of the actions that write it. */
export interface ToldByVariable {
  /** Actions that write another value, and so were skipped. */
  readonly skipped: readonly Action[];
  /** The only action that writes the value, which has run. */
  readonly ran: Action | undefined;
}

/** Of more skipped actions than these, the last are told. */
const maxSkipped = 50;

const nothing: ToldByVariable = { skipped: [], ran: undefined };

/** The actions of a flow that write its variables: flows note in a variable what failed, and ask it later whether to go on. */
export class VariableWriters {
  private readonly byName = new Map<string, Action[]>();

  constructor(private readonly graph: FlowGraph) {
    for (const action of graph.flow.actions) {
      for (const { name } of variableWrites(action)) {
        const known = this.byName.get(name.toLowerCase()) ?? [];
        this.byName.set(name.toLowerCase(), known);
        known.push(action);
      }
    }
  }

  /** What is known of writers where a Condition found a variable to hold a text. */
  toldBy(condition: Action, known: Known): ToldByVariable {
    const { name, text } = variableOf(known) ?? {};
    if (text === undefined || name === undefined) return nothing;
    const { order } = this.graph;
    const before = (this.byName.get(name) ?? []).filter(
      (one) => !isInside(one, condition) && order.mayFollow(condition, one),
    );
    if (!before.every((one) => isType(one, 'SetVariable', 'InitializeVariable'))) return nothing;
    const same = before.filter((one) => !writesAnother(one, name, text));
    // What writes the text may run after what writes another, unless it is there from the beginning.
    if (same.every((one) => isType(one, 'InitializeVariable'))) {
      const others = before.filter((one) => isType(one, 'SetVariable'));
      const skipped = others.filter((one) => isSurelyBefore(one, condition, this.graph));
      return { skipped: skipped.slice(-maxSkipped), ran: undefined };
    }
    const [only, ...more] = same;
    if (!only || more.length > 0 || isRepeated(only) || order.mayFollow(only, condition)) return nothing;
    return { skipped: [], ran: only };
  }
}

/** Whether a Condition has run whenever an action begins: it stands before it, or before something around it. */
export function isSurelyBefore(condition: Action, operation: Action, { order }: FlowGraph): boolean {
  let at: Action | undefined = operation;
  while (at && at.parent !== condition.parent) at = at.parent;
  return at !== undefined && at !== condition && at.branch === condition.branch && !order.mayFollow(condition, at);
}

/** The variable that is known to hold a text or a truth value, and which. */
function variableOf({ call, holds }: Known): { readonly name: string; readonly text: string } | undefined {
  const [left, right] = call.args;
  // `equals(variables('a'), true)` says what the variable itself is.
  const isEqual = call.name === 'equals' && holds && left && right;
  const [value, subject] = isEqual && constantOf(left) !== undefined ? [left, right] : [right, left];
  const text = isEqual ? value && constantOf(value) : String(holds);
  const variable = isEqual ? subject && callOf(subject) : call;
  const [argument] = variable?.args ?? [];
  const name = variable?.name === 'variables' && argument ? constantOf(argument)?.toLowerCase() : undefined;
  return text === undefined || name === undefined ? undefined : { name, text };
}

function isInside(action: Action, container: Action): boolean {
  let at: Action | undefined = action;
  while (at && at !== container) at = at.parent;
  return at !== undefined;
}

function isRepeated(action: Action): boolean {
  let at = action.parent;
  while (at && !isType(at, 'Foreach', 'Until')) at = at.parent;
  return at !== undefined;
}

/** Whether an action surely writes something else into its variable than the given text. */
function writesAnother(action: Action, variable: string, text: string): boolean {
  const isDeclaration = isType(action, 'InitializeVariable');
  const declarations = action.inputs?.get('variables')?.items() ?? [];
  const written = isDeclaration
    ? declarations.find((one) => one.textAt('name')?.toLowerCase() === variable)
    : action.inputs;
  const value = written?.get('value')?.value;
  // A variable without a value has none of the texts that conditions ask for.
  if (value === undefined) return isDeclaration;
  if (typeof value !== 'string') return typeof value !== 'object' && String(value).toLowerCase() !== text.toLowerCase();
  const parsed = parseValue(value);
  if (parsed.kind === 'literal') return parsed.value.toLowerCase() !== text.toLowerCase();
  if (parsed.kind === 'expression' && parsed.root.kind === 'boolean')
    return String(parsed.root.value) !== text.toLowerCase();
  const prefix = constantPrefix(parsed).toLowerCase();
  return prefix !== '' && !text.toLowerCase().startsWith(prefix);
}
