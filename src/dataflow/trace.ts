/**
 * Where given data gets to in a solution: forward from its sources, breadth first, so that the first way found to a place is a shortest.
 *
 * What is followed is a part of a cell (an access path), together with what cleansed it on its way and the calls it is inside of. Order of
 * run, branches and loops count where a variable is read. Overwriting a variable does not: what it once held is taken to be still there.
 *
 * The work grows with the number of places reached times its logarithm. Of each side of a cell (inputs, outputs)
 * at most `cellLimit` parts are followed exactly and `coarseLimit` more as a whole. So no place that data reaches is lost; of many hundred
 * sources that reach one, not all are told.
 */

import type { JsonNode } from '../document/json-node';
import type { Place } from '../document/place';
import type { ExpressionNode } from '../expression';
import type { Action, Flow, Operation, Trigger } from '../flow/flow';
import { nearestFirst } from './arrival-order';
import { type CleanserSet, isCleansed } from './cleansers';
import { type DataPath, isBelow, maxDepth, remainder } from './data-path';
import type { Cell, Reading, Transfer } from './flow-graph';
import type { DataGraph } from './graph';

/** A part of a cell whose data is to be followed. */
export interface Source<T> {
  readonly cell: Cell;
  /** In an operation it begins with `inputs` or `outputs`. */
  readonly path: DataPath;
  /** Whether what lies at a path below the source's is no such data after all. Asked as long as the structure of the data is known. */
  readonly excludes?: (part: DataPath) => boolean;
  /** What the data at a path below the source's is harmless for from the start, such as a number. */
  readonly cleansedAt?: (part: DataPath) => CleanserSet;
  /** Which ways out of the source's own cell its data takes; every way where this is left out. */
  readonly takes?: (way: Transfer) => boolean;
  /** Where the data comes up: the first place of every path. */
  readonly at: { readonly place: Place };
  /** What the asker knows of it. */
  readonly of: T;
}

/** Data of a source in a string of an operation. */
export interface Arrival<T> {
  readonly source: Source<T>;
  readonly flow: Flow;
  readonly operation: Trigger | Action;
  /** The string that reads it. */
  readonly node: JsonNode;
  /** Path of the string from the operation: `['inputs', 'parameters', 'emailmessage', 'body']`; keys in lower case and cut at slashes. */
  readonly field: DataPath;
  /** The reference, as part of the string. */
  readonly expression: ExpressionNode;
  readonly at: { readonly place: Place };
  /** Whether the string is the reference and nothing beside it. */
  readonly isWhole: boolean;
  /** What it was made harmless for on its way, this string included. */
  readonly cleansed: CleanserSet;
  /** `medium` where the engine had to guess, since the files do not tell or the platform's documentation leaves it open. */
  readonly confidence: 'high' | 'medium';
  /** The operation whose inputs or outputs are read; absent where it is a variable or an element of a loop. */
  readonly readFrom: Trigger | Action | undefined;
  /** The last operation before this one that returned the data, also where it came by way of a variable or a loop. */
  readonly returnedBy: Trigger | Action | undefined;
  readonly fact: Fact<T>;
}

/** Data of a source in what an operation returns. */
export interface Return<T> {
  readonly source: Source<T>;
  readonly flow: Flow;
  readonly operation: Trigger | Action;
  readonly confidence: 'high' | 'medium';
  readonly fact: Fact<T>;
}

/** The calls of child flows that data is inside of, innermost first. */
interface CallStack {
  readonly id: number;
  readonly site: Action;
  readonly outer: CallStack | undefined;
  readonly depth: number;
}

const maxCallDepth = 4;

/** One part of a cell that holds data of a source, and how it got there. */
export interface Fact<T> {
  readonly source: Source<T>;
  readonly cell: Cell;
  readonly path: DataPath;
  /** The path of this data below its source's; absent where its structure was lost. */
  readonly part: DataPath | undefined;
  readonly cleansed: CleanserSet;
  /** Where it came from; absent at the source. */
  readonly before: Fact<T> | undefined;
  /** The way it came; absent at the source. */
  readonly by: Transfer | undefined;
  readonly calls: CallStack | undefined;
  /** The action that put it into the variable; absent elsewhere, and where there are too many. */
  readonly writer: Action | undefined;
  readonly confidence: 'high' | 'medium';
  /** How many steps of the way a reader is told, this one included. */
  readonly steps: number;
  /** The fact at the end of the opening steps, where the way is longer than those. */
  readonly opening: Fact<T> | undefined;
}

const cellLimit = 128;
const coarseLimit = 32;
const otherLimit = 8;

/** A long way is told by its first and its last steps; so many of the first. */
export const openingSteps = 10;

/** Where the data of the sources gets to: made once, then asked place by place. */
export class Trace<T> {
  /** By cell, side of the cell, and what makes a fact one of its own. */
  private readonly facts = new Map<Cell, Map<string, Map<string, Fact<T>>>>();
  private readonly sourceIds = new Map<Source<T>, number>();
  private readonly writerIds = new Map<Action, number>();
  private readonly callStacks = new Map<string, CallStack>();
  private readonly queue: Fact<T>[] = [];
  /** What reaches the strings of an operation: more than the facts of its cell, since two references may put the same into one string. */
  private readonly arrived = new Map<Operation, Map<string, Fact<T>>>();
  /** Ways that the data of a fact took too, through other calls or other writes of a variable; at most `otherLimit`. */
  private readonly others = new Map<Fact<T>, Fact<T>[]>();
  private readonly readingIds = new Map<Reading, number>();
  private readonly ordered = new Map<Operation, readonly Arrival<T>[]>();

  constructor(
    private readonly graph: DataGraph,
    sources: readonly Source<T>[],
  ) {
    for (const source of sources) {
      const { operation } = source.cell;
      if (operation && !graph.mayRun(operation)) continue;
      this.sourceIds.set(source, this.sourceIds.size);
      const { cell, path } = source;
      const start = { part: [], before: undefined, by: undefined, calls: undefined, writer: undefined, cleansed: 0 };
      this.add({ source, cell, path, ...start, confidence: 'high', steps: 1, opening: undefined });
    }
    // The queue grows while it is walked.
    for (const fact of this.queue) this.spread(fact);
  }

  /** Everything that reaches a string of the operation, nearest first; the same reference once for each source and set of cleansers. */
  arrivalsAt(operation: Trigger | Action): readonly Arrival<T>[] {
    const known = this.ordered.get(operation);
    if (known) return known;
    const facts = [...(this.arrived.get(operation)?.values() ?? [])];
    const ordered = nearestFirst(facts.flatMap((fact) => arrivalOf(fact) ?? []));
    this.ordered.set(operation, ordered);
    return ordered;
  }

  /**
   * As `arrivalsAt`, with the other ways that the same data took to the same reference, behind the nearest; without ways that came back from
   * a child flow to another action than the one that ran it: what is followed as a whole has lost its calls, and what somebody gives a
   * child flow that they run themselves does not get to flows that run it, too.
   */
  everyWayTo(operation: Trigger | Action): readonly Arrival<T>[] {
    const arrivals = this.arrivalsAt(operation);
    const others = arrivals.flatMap(({ fact }) => this.others.get(fact) ?? []);
    return [...arrivals, ...others.flatMap((fact) => arrivalOf(fact) ?? [])].filter(({ fact }) => isPossible(fact));
  }

  /**
   * Everything of the sources that the value of an expression in a string of the operation holds: one side of a comparison, say, of
   * which nothing gets into the string's own value.
   */
  arrivalsIn(operation: Trigger | Action, node: JsonNode, expression: ExpressionNode): readonly Arrival<T>[] {
    const found = new Map<string, Fact<T>>();
    for (const { from, way } of this.graph.waysInto(operation, node, expression)) {
      for (const fact of this.factsIn(from)) {
        const next = this.along(way, fact);
        const key = `${this.sourceIds.get(fact.source)} ${next?.cleansed} ${way.reading?.expression.start}`;
        if (next && !found.has(key)) found.set(key, next);
      }
    }
    return [...found.values()].flatMap((fact) => arrivalOf(fact) ?? []);
  }

  /** Everything of the sources that the operation returns. */
  returnsOf(operation: Trigger | Action): readonly Return<T>[] {
    const seen = new Set<Source<T>>();
    return this.factsAt(operation).flatMap((fact) => {
      const { source, confidence } = fact;
      if ((fact.path.length > 0 && fact.path[0] !== 'outputs') || seen.has(source)) return [];
      seen.add(source);
      return [{ source, flow: fact.cell.flow.flow, operation, confidence, fact }];
    });
  }

  private factsAt(operation: Trigger | Action): readonly Fact<T>[] {
    return this.factsIn(this.graph.cellOf(operation));
  }

  private factsIn(cell: Cell): readonly Fact<T>[] {
    const sides = this.facts.get(cell);
    return [...(sides?.values() ?? [])].flatMap((facts) => [...facts.values()]);
  }

  private spread(fact: Fact<T>): void {
    for (const transfer of fact.cell.transfers) {
      const next = this.along(transfer, fact);
      if (!next) continue;
      if (transfer.reading) this.noteArrival(next, transfer.reading);
      this.add(next);
    }
  }

  /** What becomes of data on one way, if it takes that way. */
  private along(transfer: Transfer, fact: Fact<T>): Fact<T> | undefined {
    const rest = remainder(fact.path, transfer.select);
    if (rest === undefined || transfer.except.some((path) => isBelow(fact.path, path))) return undefined;
    if (!fact.before && fact.source.takes?.(transfer) === false) return undefined;
    const calls = this.callsAfter(fact, transfer);
    if (calls === 'elsewhere' || !this.isInOrder(fact, transfer)) return undefined;
    const part = fact.part && [...fact.part, ...transfer.select.slice(fact.path.length)];
    if (part && fact.source.excludes?.(part)) return undefined;
    const bornCleansed = (part && fact.source.cleansedAt?.(part)) ?? 0;
    const path = transfer.isFlattened ? transfer.into : [...transfer.into, ...rest];
    return {
      source: fact.source,
      cell: transfer.to,
      path: path.slice(0, maxDepth),
      part: transfer.isFlattened || path.length > maxDepth ? undefined : part,
      cleansed: (fact.cleansed & ~transfer.undone) | transfer.cleansed | bornCleansed,
      before: fact,
      by: transfer,
      calls,
      writer: transfer.writer,
      confidence: transfer.isGuess ? 'medium' : fact.confidence,
      steps: fact.steps + (isStep(transfer) ? 1 : 0),
      opening: fact.opening ?? (fact.steps === openingSteps && isStep(transfer) ? fact : undefined),
    };
  }

  private noteArrival(fact: Fact<T>, reading: Reading): void {
    const known = this.arrived.get(reading.operation) ?? new Map<string, Fact<T>>();
    this.arrived.set(reading.operation, known);
    const id = this.readingIds.get(reading) ?? this.readingIds.size;
    this.readingIds.set(reading, id);
    const key = `${id} ${this.sourceIds.get(fact.source)} ${fact.cleansed}`;
    const first = known.get(key);
    if (!first) {
      known.set(key, fact);
      return;
    }
    // What is followed as a whole has lost its calls, so its way may be none.
    if (fact.confidence !== 'high') return;
    const others = this.others.get(first) ?? [];
    if (others.length >= otherLimit) return;
    this.others.set(first, others);
    others.push(fact);
  }

  /** Whether whoever reads the variable may run after it was written. */
  private isInOrder({ writer, cell }: Fact<T>, { reading }: Transfer): boolean {
    if (!writer || !reading || cell.holds !== 'variable' || reading.operation.role === 'trigger') return true;
    return cell.flow.order.mayFollow(reading.operation, writer);
  }

  /** A child flow returns data to the action that called it with this data, or to all that call it where the data is its own. */
  private callsAfter({ calls, cell }: Fact<T>, { crossing, to }: Transfer): CallStack | undefined | 'elsewhere' {
    if (!crossing) return calls;
    const { way, site } = crossing;
    // Asked here and not when flows are joined: few questions cross flows.
    if (!(way === 'call' ? cell : to).flow.mayRun(site)) return 'elsewhere';
    if (way === 'return') return !calls || calls.site === site ? calls?.outer : 'elsewhere';
    const depth = (calls?.depth ?? 0) + 1;
    if (depth > maxCallDepth) return undefined;
    const key = `${calls?.id ?? ''} ${this.idOf(site)}`;
    const stack = this.callStacks.get(key) ?? { id: this.callStacks.size, site, outer: calls, depth };
    this.callStacks.set(key, stack);
    return stack;
  }

  private add(fact: Fact<T>): void {
    const sides = this.facts.get(fact.cell) ?? new Map<string, Map<string, Fact<T>>>();
    this.facts.set(fact.cell, sides);
    const side = fact.path[0] ?? '';
    const known = sides.get(side) ?? new Map<string, Fact<T>>();
    sides.set(side, known);
    const isFull = known.size >= cellLimit;
    const kept: Fact<T> = isFull
      ? {
          ...fact,
          path: fact.path.slice(0, 1),
          part: undefined,
          calls: undefined,
          writer: undefined,
          confidence: 'medium',
        }
      : fact;
    const key = this.keyOf(kept);
    if (known.has(key) || (isFull && (known.has(this.keyOf(fact)) || known.size >= cellLimit + coarseLimit))) return;
    known.set(key, kept);
    this.queue.push(kept);
  }

  private keyOf({ source, path, cleansed, calls, writer }: Fact<T>): string {
    return `${this.sourceIds.get(source)} ${cleansed} ${calls?.id ?? ''} ${writer ? this.idOf(writer) : ''} ${path.join('/')}`;
  }

  private idOf(action: Action): number {
    const known = this.writerIds.get(action);
    if (known !== undefined) return known;
    this.writerIds.set(action, this.writerIds.size);
    return this.writerIds.size - 1;
  }
}

/** Whether a reader is told of a transfer: where something reads the data, and where a child flow is given it. */
export function isStep({ reading, crossing }: Transfer): boolean {
  return reading !== undefined || crossing?.way === 'call';
}

/** Steps of a way that are looked at, from its end. */
const maxSteps = 200;

/** Whether a way returns from child flows to the actions that ran them. */
function isPossible(fact: Fact<unknown>): boolean {
  const open: Action[] = [];
  let at: Fact<unknown> | undefined = fact;
  for (let steps = 0; at && steps < maxSteps; steps++) {
    const crossing: Transfer['crossing'] = at.by?.crossing;
    if (crossing?.way === 'return') open.push(crossing.site);
    if (crossing?.way === 'call') {
      const site = open.pop();
      if (site && site !== crossing.site) return false;
    }
    at = at.before;
  }
  return at !== undefined || open.length === 0 || fact.source.cell.operation?.role !== 'trigger';
}

function arrivalOf<T>(fact: Fact<T>): Arrival<T> | undefined {
  const { before } = fact;
  const reading = fact.by?.reading;
  if (!before || !reading) return undefined;
  const { operation, node, field, expression, isWhole } = reading;
  let returned: Fact<T> | undefined = before;
  while (returned && returned.cell.holds !== 'operation') returned = returned.before;
  return {
    source: fact.source,
    flow: fact.cell.flow.flow,
    operation,
    node,
    field,
    expression,
    at: reading,
    isWhole,
    cleansed: fact.cleansed,
    confidence: fact.confidence,
    readFrom: before.cell.holds === 'operation' ? before.cell.operation : undefined,
    returnedBy: returned?.cell.operation,
    fact,
  };
}

/** Whether nothing on the way made the data harmless in one of the given ways. */
export function isRaw(arrival: { readonly cleansed: CleanserSet }, ...by: Parameters<typeof isCleansed>[1][]): boolean {
  return !isCleansed(arrival.cleansed, ...by);
}
