import { type Action, type Flow, isType, type Trigger } from '../flow/flow';
import { type CleanserSet, cleansers } from './cleansers';
import { callOf, consequencesOf, constantOf, type Known, type Term, termOf } from './conditions';
import { type DataPath, isBelow } from './data-path';
import type { Cell, FlowGraph } from './flow-graph';
import type { DataGraph } from './graph';
import type { Fact } from './trace';

/** That a part of a cell was found to be harmless. */
interface Check {
  readonly cell: Cell;
  readonly path: DataPath;
  readonly cleansed: CleanserSet;
}

/** A Condition that ends the run unless a check holds. */
interface Exit {
  readonly condition: Action;
  readonly check: Check;
}

/** The checks of a branch that an action stands in, and those further out. */
interface Surroundings {
  readonly checks: readonly Check[];
  readonly outer: Surroundings | undefined;
}

interface FlowChecks {
  readonly always: readonly Check[];
  readonly exits: ReadonlyMap<Cell, readonly Exit[]>;
}

/** A way is looked at from its end; further back than so many steps nothing is looked for. */
const maxSteps = 50;

/** No more branches with checks around an action, and Conditions before it, are asked than these. */
const maxChecked = 50;

/** Functions that change nothing which a check of their result would not tell of their argument. */
const transparent = new Set(['string', 'trim', 'tolower', 'toupper', 'int', 'float', 'coalesce', 'first', 'json']);

/** A scheme and a whole host, and the character that ends it. */
const wholeHost = /^\s{0,20}[a-z][a-z0-9+.-]{0,40}:\/\/[^/?#\\]{1,2000}[/?#]/i;

/**
 * What conditions make of data: where only a run gets to in which it is a number, or one of a few texts, it is as harmless as if it were
 * cleansed. Counted are Conditions and Switches around, Conditions before that end the run otherwise, and conditions of the trigger.
 */
export class Guards {
  private readonly flows = new Map<FlowGraph, FlowChecks>();
  private readonly branches = new Map<Action, Map<string, readonly Check[]>>();
  private readonly surroundings = new Map<Action, Surroundings | undefined>();

  constructor(private readonly graph: DataGraph) {}

  /** What the conditions on its way make data harmless for. */
  cleansed(fact: Fact<unknown>): CleanserSet {
    let cleansed: CleanserSet = 0;
    let at: Fact<unknown> | undefined = fact;
    for (let steps = 0; at?.before && steps < maxSteps; steps++) {
      const reading = at.by?.reading;
      if (at.by && reading) cleansed |= this.cleansedAt(reading.operation, at.before.cell, at.by.select);
      at = at.before;
    }
    return cleansed;
  }

  private cleansedAt(operation: Trigger | Action, cell: Cell, path: DataPath): CleanserSet {
    let cleansed: CleanserSet = 0;
    const take = (check: Check) => {
      if (check.cell === cell && isBelow(path, check.path)) cleansed |= check.cleansed;
    };
    const flow = this.graph.cellOf(operation).flow;
    const { always, exits } = this.checksOf(flow);
    always.forEach(take);
    if (operation.role === 'trigger') return cleansed;
    for (let at = this.surroundingsOf(operation), n = 0; at && n < maxChecked; at = at.outer, n++)
      at.checks.forEach(take);
    for (const { condition, check } of exits.get(cell) ?? []) {
      if (isBelow(path, check.path) && isSurelyBefore(condition, operation, flow)) cleansed |= check.cleansed;
    }
    return cleansed;
  }

  /** What is known where an action stands. Found from the top down and kept, so that deep nesting is walked once. */
  private surroundingsOf(action: Action): Surroundings | undefined {
    const unknown: Action[] = [];
    let at: Action | undefined = action;
    while (at && !this.surroundings.has(at)) {
      unknown.push(at);
      at = at.parent;
    }
    let outer = at && this.surroundings.get(at);
    for (const one of unknown.reverse()) {
      const checks = one.parent ? this.checksIn(one.parent, one.branch) : [];
      if (checks.length > 0) outer = { checks, outer };
      this.surroundings.set(one, outer);
    }
    return outer;
  }

  /** What is known inside a branch of a Condition or Switch. */
  private checksIn(container: Action, branch: string): readonly Check[] {
    const known = this.branches.get(container) ?? new Map<string, readonly Check[]>();
    this.branches.set(container, known);
    const checks = known.get(branch) ?? this.findChecks(container, branch);
    known.set(branch, checks);
    return checks;
  }

  private findChecks(container: Action, branch: string): readonly Check[] {
    const expression = container.node.get('expression');
    if (!expression) return [];
    if (isType(container, 'If') && (branch === 'actions' || branch === 'else')) {
      return this.checksFrom(container, termOf(expression), branch === 'actions');
    }
    if (!isType(container, 'Switch') || branch === 'default') return [];
    return this.checksOfSubject(container, termOf(expression), cleansers.typed);
  }

  private checksFrom(operation: Trigger | Action, condition: Term, holds: boolean): readonly Check[] {
    return consequencesOf(condition, holds).flatMap((alternatives) => {
      const [first, ...more] = alternatives.map((one) => this.checksOfKnown(operation, one));
      return (first ?? []).flatMap((check) => {
        const same = more.map((checks) => checks.find((one) => isSame(one, check)));
        const cleansed = same.reduce((set, one) => set & (one?.cleansed ?? 0), check.cleansed);
        return cleansed === 0 ? [] : [{ ...check, cleansed }];
      });
    });
  }

  private checksOfKnown(operation: Trigger | Action, { call, holds }: Known): readonly Check[] {
    const [left, right] = call.args;
    if (!holds || !left) return [];
    switch (call.name) {
      case 'isint':
      case 'isfloat':
        return this.checksOfSubject(operation, left, cleansers.typed);
      case 'equals':
        if (!right) return [];
        if (isFixed(right)) return this.checksOfEqual(operation, left);
        return isFixed(left) ? this.checksOfEqual(operation, right) : [];
      case 'contains':
        return right && isFixed(left) ? this.checksOfSubject(operation, right, cleansers.typed) : [];
      case 'startswith':
        return wholeHost.test((right && constantOf(right)) ?? '')
          ? this.checksOfSubject(operation, left, cleansers.behindHost)
          : [];
      default:
        return [];
    }
  }

  /** What is equal to something that the flow knows is one of its own texts; where only the host is, that is. */
  private checksOfEqual(operation: Trigger | Action, subject: Term): readonly Check[] {
    const call = callOf(subject);
    const [address] = call?.args ?? [];
    if (call?.name === 'urihost' && address) return this.checksOfSubject(operation, address, cleansers.behindHost);
    return this.checksOfSubject(operation, subject, cleansers.typed);
  }

  private checksOfSubject(operation: Trigger | Action, subject: Term, cleansed: CleanserSet): readonly Check[] {
    let { root } = subject;
    while (root?.kind === 'call' && transparent.has(root.lowerName) && root.args[0]) root = root.args[0];
    if (!root) return [];
    const ways = this.graph.waysInto(operation, subject.node, root);
    return ways
      .filter(({ way }) => way.reading?.expression === root)
      .map(({ from, way }) => ({ cell: from, path: way.select, cleansed }));
  }

  private checksOf(graph: FlowGraph): FlowChecks {
    const known = this.flows.get(graph);
    if (known) return known;
    const { flow } = graph;
    const always = flow.triggers.flatMap((trigger) =>
      (trigger.node.get('conditions')?.items() ?? []).flatMap((condition) => {
        const expression = condition.get('expression');
        return expression ? this.checksFrom(trigger, termOf(expression), true) : [];
      }),
    );
    const exits = new Map<Cell, Exit[]>();
    for (const { condition, branch } of exitsOf(flow)) {
      for (const check of this.checksIn(condition, branch)) {
        const known = exits.get(check.cell) ?? [];
        exits.set(check.cell, known);
        if (known.length < maxChecked) known.push({ condition, check });
      }
    }
    const found = { always, exits };
    this.flows.set(graph, found);
    return found;
  }
}

/** The Conditions that end the run in one branch, and the branch after which it goes on. */
function exitsOf(flow: Flow): { readonly condition: Action; readonly branch: string }[] {
  return flow.actions.flatMap((action) => {
    const { parent, branch } = action;
    if (!isType(action, 'Terminate') || !parent || !isType(parent, 'If')) return [];
    return [{ condition: parent, branch: branch === 'else' ? 'actions' : 'else' }];
  });
}

/** Whether a Condition has run whenever an action begins: it stands before it, or before something around it. */
function isSurelyBefore(condition: Action, operation: Action, { order }: FlowGraph): boolean {
  let at: Action | undefined = operation;
  while (at && at.parent !== condition.parent) at = at.parent;
  return at !== undefined && at !== condition && at.branch === condition.branch && !order.mayFollow(condition, at);
}

function isSame(check: Check, other: Check): boolean {
  return check.cell === other.cell && check.path.join('/') === other.path.join('/');
}

/** Whether the flow's maker, and nobody else, says what a term is: a text, a list of texts, a parameter. */
function isFixed(term: Term): boolean {
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
