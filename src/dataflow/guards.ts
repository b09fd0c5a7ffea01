import { evaluatedStrings } from '../flow/evaluated-strings';
import { type Action, type Flow, isType, type Trigger } from '../flow/flow';
import { type CleanserSet, cleansers } from './cleansers';
import { callOf, consequencesOf, constantOf, isFixed, type Known, type Term, termOf } from './conditions';
import { type DataPath, isBelow } from './data-path';
import type { Cell, FlowGraph } from './flow-graph';
import type { DataGraph } from './graph';
import { filterValuesOf, lookupsOf, type Named } from './lookups';
import { fieldOf } from './string-field';
import { SucceededBefore } from './succeeded-before';
import type { Fact } from './trace';
import { isSurelyBefore, VariableWriters } from './variable-writers';

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

/** An action that fails unless what it is given names something. */
interface Naming {
  readonly action: Action;
  readonly check: Check;
}

/** What is known where a branch of a Condition or Switch runs. */
interface BranchFacts {
  readonly checks: readonly Check[];
  /** Actions that have succeeded, since their status code was compared. */
  readonly succeeded: readonly Action[];
  /** Actions that were skipped, since a variable does not hold what they write. */
  readonly skipped: readonly Action[];
}

/** What is known of a branch that an action stands in, and of those further out. */
interface Surroundings extends BranchFacts {
  readonly outer: Surroundings | undefined;
}

interface FlowChecks {
  readonly always: readonly Check[];
  readonly exits: ReadonlyMap<Cell, readonly Exit[]>;
  /** By cell and path. */
  readonly namings: ReadonlyMap<Cell, ReadonlyMap<string, readonly Naming[]>>;
  readonly order: SucceededBefore;
}

const nothing: BranchFacts = { checks: [], succeeded: [], skipped: [] };

/** A way is looked at from its end; further back than so many steps nothing is looked for. */
const maxSteps = 50;

/** No more branches with checks around an action, and Conditions before it, are asked than these. */
const maxChecked = 50;

/** A variable may be set where another has a value, and so on: so many are followed. */
const maxAsked = 10;

/** Functions that change nothing which a check of their result would not tell of their argument. */
const transparent = new Set(['string', 'trim', 'tolower', 'toupper', 'int', 'float', 'coalesce', 'first', 'json']);

const namingCleanses: Readonly<Record<Named, CleanserSet>> = {
  id: cleansers.typed,
  made: cleansers.typed | cleansers.made,
  known: cleansers.known,
};

/** A scheme and a whole host, and the character that ends it. */
const wholeHost = /^\s{0,20}[a-z][a-z0-9+.-]{0,40}:\/\/[^/?#\\]{1,2000}[/?#]/i;

/**
 * What conditions make of data: where only a run gets to in which it is a number, or one of a few texts, it is as harmless as if it were
 * cleansed. Counted are Conditions and Switches around, Conditions before that end the run otherwise, conditions of the trigger, and
 * actions that have surely succeeded, which they only do where the data is the id of something: a row that was read by it, say.
 */
export class Guards {
  private readonly flows = new Map<FlowGraph, FlowChecks>();
  private readonly branches = new Map<Action, Map<string, BranchFacts>>();
  private readonly writers = new Map<FlowGraph, VariableWriters>();
  private readonly surroundings = new Map<Action, Surroundings | undefined>();

  /** How many questions led to the one that is answered. */
  private asked = 0;

  constructor(private readonly graph: DataGraph) {}

  /** What the conditions on its way make data harmless for. */
  cleansed(fact: Fact<unknown>): CleanserSet {
    let cleansed: CleanserSet = 0;
    /** The last place of the way in the flow that is looked at: what is checked before that is checked for all that was made of it. */
    let end: Action | Trigger | undefined;
    /** The same of the flows that called the one that is looked at, as far as the way goes on in them. */
    const callers: (Action | Trigger | undefined)[] = [];
    let at: Fact<unknown> | undefined = fact;
    for (let steps = 0; at?.before && steps < maxSteps; steps++) {
      const way = at.by?.crossing?.way;
      if (way === 'call') end = callers.pop();
      if (way === 'return') {
        callers.push(end);
        end = undefined;
      }
      const reading = at.by?.reading;
      if (at.by && reading) {
        end ??= reading.operation;
        const { cell } = at.before;
        cleansed |= this.cleansedAt(reading.operation, cell, at.by.select);
        if (end !== reading.operation && cell.holds === 'operation') {
          cleansed |= this.cleansedAt(end, cell, at.by.select);
        }
      }
      at = at.before;
    }
    return cleansed;
  }

  private cleansedAt(operation: Trigger | Action, cell: Cell, path: DataPath): CleanserSet {
    let cleansed: CleanserSet = 0;
    const holds = (check: Check) => check.cell === cell && isBelow(path, check.path);
    const take = (check: Check) => {
      if (holds(check)) cleansed |= check.cleansed;
    };
    const flow = this.graph.cellOf(operation).flow;
    const { always, exits, namings, order } = this.checksOf(flow);
    always.forEach(take);
    if (operation.role === 'trigger') return cleansed;
    const succeeded: Action[] = [];
    const skipped: Action[] = [];
    for (let at = this.surroundingsOf(operation), n = 0; at && n < maxChecked; at = at.outer, n++) {
      at.checks.forEach(take);
      succeeded.push(...at.succeeded);
      skipped.push(...at.skipped);
    }
    for (const { condition, check } of exits.get(cell) ?? []) {
      if (holds(check) && isSurelyBefore(condition, operation, flow)) take(check);
    }
    const named = namings.get(cell);
    for (let depth = 0; named && depth <= path.length; depth++) {
      for (const { action, check } of named.get(path.slice(0, depth).join('/')) ?? []) {
        if ((check.cleansed & ~cleansed) === 0) continue;
        if (succeeded.includes(action) || order.hasSucceeded(action, operation, skipped)) take(check);
      }
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
      const facts = one.parent ? this.factsIn(one.parent, one.branch) : nothing;
      if (facts !== nothing) outer = { ...facts, outer };
      this.surroundings.set(one, outer);
    }
    return outer;
  }

  /** What is known inside a branch of a Condition or Switch. */
  private factsIn(container: Action, branch: string): BranchFacts {
    const known = this.branches.get(container) ?? new Map<string, BranchFacts>();
    this.branches.set(container, known);
    const facts = known.get(branch) ?? this.findFacts(container, branch);
    known.set(branch, facts);
    return facts;
  }

  private findFacts(container: Action, branch: string): BranchFacts {
    const expression = container.node.get('expression');
    if (!expression) return nothing;
    const term = termOf(expression);
    if (isType(container, 'If') && (branch === 'actions' || branch === 'else')) {
      const holds = branch === 'actions';
      const plain = consequencesOf(term, holds).flatMap(([only, ...more]) => (only && more.length === 0 ? only : []));
      const byVariable = plain.map((known) => this.factsByVariable(container, known));
      const succeeded = plain.flatMap((known) => this.succeededBy(container, known));
      const checks = this.checksFrom(container, term, holds);
      return merged([{ checks, succeeded, skipped: [] }, ...byVariable]);
    }
    if (!isType(container, 'Switch') || branch === 'default') return nothing;
    const isGood = /^2\d\d$/.test(caseOf(container, branch));
    const checks = this.checksOfSubject(container, term, cleansers.typed);
    return { checks, succeeded: isGood ? this.answersIn(container, term) : [], skipped: [] };
  }

  /** The actions that succeeded where a status code is known to be a good one. */
  private succeededBy(container: Action, { call, holds }: Known): readonly Action[] {
    const [left, right] = call.args;
    if (!holds || call.name !== 'equals' || !left || !right) return [];
    const [code, subject] = constantOf(right) === undefined ? [left, right] : [right, left];
    return /^2\d\d$/.test(constantOf(code) ?? '') ? this.answersIn(container, subject) : [];
  }

  /** The actions whose status code a term is. */
  private answersIn(operation: Action, { node, root }: Term): readonly Action[] {
    if (!root) return [];
    return this.graph.waysInto(operation, node, root).flatMap(({ from, way }) => {
      const isCode = way.reading?.expression === root && way.select.join('/') === 'outputs/statuscode';
      return isCode && from.operation?.role === 'action' ? from.operation : [];
    });
  }

  /** What is known where a variable was found to hold a text. */
  private factsByVariable(container: Action, known: Known): BranchFacts {
    const flow = this.graph.cellOf(container).flow;
    const told = this.writesOf(flow).toldBy(container, known);
    const facts = told.ran ? this.factsWhere(told.ran) : nothing;
    return { ...facts, skipped: [...facts.skipped, ...told.skipped] };
  }

  /** All that is known where an action stood, which ran before. Such questions lead to others, back to the beginning of the flow. */
  private factsWhere(action: Action): BranchFacts {
    if (this.asked >= maxAsked) return nothing;
    this.asked++;
    const facts = allOf(this.surroundingsOf(action));
    this.asked--;
    return facts;
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
      for (const check of this.factsIn(condition, branch).checks) {
        const known = exits.get(check.cell) ?? [];
        exits.set(check.cell, known);
        if (known.length < maxChecked) known.push({ condition, check });
      }
    }
    const found = { always, exits, namings: this.namingsIn(graph), order: new SucceededBefore(flow) };
    this.flows.set(graph, found);
    return found;
  }

  private writesOf(flow: FlowGraph): VariableWriters {
    const known = this.writers.get(flow) ?? new VariableWriters(flow);
    this.writers.set(flow, known);
    return known;
  }

  private namingsIn({ flow }: FlowGraph): FlowChecks['namings'] {
    const namings = new Map<Cell, Map<string, Naming[]>>();
    const add = (action: Action, checks: readonly Check[]) => {
      for (const check of checks) {
        const byPath = namings.get(check.cell) ?? new Map<string, Naming[]>();
        namings.set(check.cell, byPath);
        const key = check.path.join('/');
        const known = byPath.get(key) ?? [];
        byPath.set(key, known);
        if (known.length < maxChecked) known.push({ action, check });
      }
    };
    for (const action of flow.actions) {
      const lookups = lookupsOf(action);
      for (const { node, root, isQuoted } of filterValuesOf(action)) {
        const cleansed = isQuoted ? cleansers.inQuotes : cleansers.withoutQuotes;
        add(action, this.checksOfSubject(action, { node, root }, cleansed));
      }
      if (lookups.length === 0) continue;
      for (const node of evaluatedStrings(action)) {
        const { root } = termOf(node);
        const field = root && fieldOf(node, action).join('/');
        const lookup = lookups.find((one) => one.field.join('/') === field);
        if (!root || !lookup) continue;
        const cleansed = namingCleanses[lookup.names];
        add(action, this.checksOfSubject(action, { node, root }, cleansed));
      }
    }
    return namings;
  }
}

function merged(facts: readonly BranchFacts[]): BranchFacts {
  const checks = facts.flatMap((one) => one.checks);
  const succeeded = facts.flatMap((one) => one.succeeded);
  const skipped = facts.flatMap((one) => one.skipped);
  return checks.length + succeeded.length + skipped.length === 0 ? nothing : { checks, succeeded, skipped };
}

/** All that is known in a branch, from what is around it too. */
function allOf(surroundings: Surroundings | undefined): BranchFacts {
  const all: BranchFacts[] = [];
  for (let at = surroundings; at && all.length < maxChecked; at = at.outer) all.push(at);
  return merged(all);
}

/** The value of a case of a Switch. */
function caseOf(container: Action, branch: string): string {
  const one = container.node.get('cases', branch.slice('case '.length));
  const value = one?.get('case')?.value;
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** The Conditions that end the run in one branch, and the branch after which it goes on. */
function exitsOf(flow: Flow): { readonly condition: Action; readonly branch: string }[] {
  return flow.actions.flatMap((action) => {
    const { parent, branch } = action;
    if (!isType(action, 'Terminate') || !parent || !isType(parent, 'If')) return [];
    return [{ condition: parent, branch: branch === 'else' ? 'actions' : 'else' }];
  });
}

function isSame(check: Check, other: Check): boolean {
  return check.cell === other.cell && check.path.join('/') === other.path.join('/');
}
