/** What the graph of one flow is made of; `graph.ts` puts it together. */

import type { JsonNode } from '../document/json-node';
import type { Place } from '../document/place';
import type { ExpressionNode } from '../expression';
import type { Action, Flow, Operation, Trigger } from '../flow/flow';
import type { CleanserSet } from './cleansers';
import type { DataPath } from './data-path';
import { neverRunning } from './never-runs';
import type { Read } from './reads';
import { RunOrder } from './run-order';
import { fieldOf } from './string-field';

/** Something that holds data: an operation (its inputs and outputs), a variable, the current element of a loop, and so on. */
export class Cell {
  private readonly known: Transfer[] = [];

  constructor(
    readonly flow: FlowGraph,
    readonly holds:
      | 'operation'
      | 'variable'
      | 'element'
      | 'result'
      | 'parameter'
      | 'workflow'
      | 'callback-url'
      | 'agent-parameter',
    /** The operation that it belongs to; absent for what belongs to the flow. */
    readonly operation: Trigger | Action | undefined,
    /** Name of the variable or parameter as the flow writes it first; '' for others. */
    readonly name = '',
  ) {}

  /** The ways out of it. A flow is read when somebody asks for the first of its ways. */
  get transfers(): readonly Transfer[] {
    this.flow.read();
    return this.known;
  }

  add(transfer: Transfer): void {
    this.known.push(transfer);
  }
}

/** One way that data takes: from a part of one cell into a part of another. */
export interface Transfer {
  readonly to: Cell;
  readonly select: DataPath;
  readonly except: readonly DataPath[];
  readonly into: DataPath;
  readonly isFlattened: boolean;
  readonly cleansed: CleanserSet;
  readonly undone: CleanserSet;
  readonly isGuess: boolean;
  /** The reference that reads the data, where one does; the rest is what operations do by themselves. */
  readonly reading: Reading | undefined;
  /** The action that writes, if the target is a variable. */
  readonly writer: Action | undefined;
  /** The action that runs a child flow, if the data crosses into or out of one. */
  readonly crossing: { readonly way: 'call' | 'return'; readonly site: Action } | undefined;
}

/** A transfer and where it begins. */
export interface Way {
  readonly from: Cell;
  readonly way: Transfer;
}

/** A reference in a string of an operation. */
export class Reading {
  private known: Place | undefined;
  private knownField: DataPath | undefined;

  constructor(
    readonly operation: Trigger | Action,
    /** The string. */
    readonly node: JsonNode,
    readonly expression: ExpressionNode,
    /** Whether the string is this reference and nothing beside it. */
    readonly isWhole: boolean,
  ) {}

  /** Path of the string from the operation, such as `inputs`, `body`. Most readings are never asked for theirs. */
  get field(): DataPath {
    this.knownField ??= fieldOf(this.node, this.operation);
    return this.knownField;
  }

  /** The place of the reference inside the string, made once: many paths share their steps. */
  get place(): Place {
    const { start, end } = this.expression;
    this.known ??= { ...this.node.place, within: { start, end } };
    return this.known;
  }
}

/** The way from what a reference reads into the string that it stands in. */
export class ReadingTransfer implements Transfer {
  readonly writer = undefined;
  readonly crossing = undefined;
  private knownInto: DataPath | undefined;

  constructor(
    private readonly read: Read,
    readonly reading: Reading,
    readonly to: Cell,
    readonly select: DataPath,
  ) {}

  get into(): DataPath {
    this.knownInto ??= [...this.reading.field, ...this.read.into];
    return this.knownInto;
  }

  get except(): readonly DataPath[] {
    return this.read.except;
  }

  get isFlattened(): boolean {
    return this.read.isFlattened;
  }

  get cleansed(): CleanserSet {
    return this.read.cleansed;
  }

  get undone(): CleanserSet {
    return this.read.undone;
  }

  get isGuess(): boolean {
    return this.read.isGuess;
  }
}

/** The part of the graph that one reading of one flow makes. */
export class FlowGraph {
  private knownOrder: RunOrder | undefined;
  private knownDead: ReadonlySet<Operation> | undefined;
  private knownNames: Map<string, Action[]> | undefined;
  private isRead = false;
  private readonly operations = new Map<Operation, Cell>();
  private readonly named = new Map<string, Cell>();
  private readonly elements = new Map<Operation, Cell>();
  private readonly results = new Map<Operation, Cell>();

  /** @param fill adds the ways that the strings and operations of the flow make */
  constructor(
    readonly flow: Flow,
    private readonly fill: (graph: FlowGraph) => void,
  ) {}

  /** Reads the flow, once. */
  read(): void {
    if (this.isRead) return;
    this.isRead = true;
    this.fill(this);
  }

  /** Made when somebody asks: only variables need it. */
  get order(): RunOrder {
    this.knownOrder ??= new RunOrder(this.flow);
    return this.knownOrder;
  }

  /** Whether some run may get to an operation. Data neither comes from nor gets into one that never runs. */
  mayRun(operation: Operation): boolean {
    this.knownDead ??= neverRunning(this.flow);
    return !this.knownDead.has(operation);
  }

  cellOf(operation: Trigger | Action): Cell {
    return this.made(this.operations, operation, 'operation');
  }

  /** The current element of an action that goes through an array. */
  elementOf(operation: Trigger | Action): Cell {
    return this.made(this.elements, operation, 'element');
  }

  /** What `result()` returns for a container. */
  resultOf(container: Action): Cell {
    return this.made(this.results, container, 'result');
  }

  /** A variable, a parameter, or something that a flow has one of. Names are compared without regard to letter case. */
  cellNamed(holds: 'variable' | 'parameter' | 'workflow' | 'callback-url' | 'agent-parameter', name = ''): Cell {
    const key = `${holds} ${name.toLowerCase()}`;
    const known = this.named.get(key);
    if (known) return known;
    const cell = new Cell(this, holds, undefined, name);
    this.named.set(key, cell);
    return cell;
  }

  actionsNamed(lowerName: string): readonly Action[] {
    this.knownNames ??= actionsByName(this.flow);
    return this.knownNames.get(lowerName) ?? [];
  }

  private made(cells: Map<Operation, Cell>, operation: Trigger | Action, holds: Cell['holds']): Cell {
    const known = cells.get(operation);
    if (known) return known;
    const cell = new Cell(this, holds, operation);
    cells.set(operation, cell);
    return cell;
  }
}

function actionsByName(flow: Flow): Map<string, Action[]> {
  const byName = new Map<string, Action[]>();
  for (const action of flow.actions) {
    const name = action.name.toLowerCase();
    const same = byName.get(name);
    if (same) same.push(action);
    else byName.set(name, [action]);
  }
  return byName;
}

/** A transfer of all there is, changed in nothing. */
export function plain(to: Cell): Transfer {
  return {
    to,
    select: [],
    except: [],
    into: [],
    isFlattened: false,
    cleansed: 0,
    undone: 0,
    isGuess: false,
    reading: undefined,
    writer: undefined,
    crossing: undefined,
  };
}
