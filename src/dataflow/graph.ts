/**
 * Everything in a solution that holds data at run time, and every way that data takes between them. Knows nothing of secrets or of what
 * is dangerous; `trace.ts` asks it where given data gets to.
 */

import type { JsonNode } from '../document/json-node';
import type { Place } from '../document/place';
import { type ExpressionNode, type ParsedValue, parseValue } from '../expression';
import { evaluatedStrings } from '../flow/evaluated-strings';
import { type Action, type Flow, isType, type Operation, type Trigger } from '../flow/flow';
import type { Solution } from '../solution/solution';
import { actionFlows, arrayOf } from './action-flow';
import type { CleanserSet } from './cleansers';
import type { DataPath } from './data-path';
import { type Read, readsOf } from './reads';
import type { Reference } from './references';
import { RunOrder } from './run-order';
import { currentArray, fieldOf } from './string-field';
import { variableWrites } from './variable-writes';

/** Something that holds data: an operation (its inputs and outputs), a variable, the current element of a loop, and so on. */
export interface Cell {
  readonly flow: FlowGraph;
  /** The operation that it belongs to; absent for what belongs to the flow. */
  readonly operation: Trigger | Action | undefined;
  readonly holds:
    | 'operation'
    | 'variable'
    | 'element'
    | 'result'
    | 'parameter'
    | 'workflow'
    | 'callback-url'
    | 'agent-parameter';
  /** Name of the variable or parameter as the flow writes it first; '' for others. */
  readonly name: string;
  readonly transfers: Transfer[];
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

  constructor(
    readonly operation: Trigger | Action,
    /** The string. */
    readonly node: JsonNode,
    /** Path of the string from the operation, such as `inputs`, `body`. */
    readonly field: DataPath,
    readonly expression: ExpressionNode,
    /** Whether the string is this reference and nothing beside it. */
    readonly isWhole: boolean,
  ) {}

  /** The place of the reference inside the string, made once: many paths share their steps. */
  get place(): Place {
    const { start, end } = this.expression;
    this.known ??= { ...this.node.place, within: { start, end } };
    return this.known;
  }
}

/** The part of the graph that one reading of one flow makes. */
export class FlowGraph {
  private knownOrder: RunOrder | undefined;
  private readonly operations = new Map<Operation, Cell>();
  private readonly named = new Map<string, Cell>();
  private readonly actionsByName = new Map<string, Action[]>();
  private readonly elements = new Map<Operation, Cell>();
  private readonly results = new Map<Operation, Cell>();

  constructor(readonly flow: Flow) {
    for (const action of flow.actions) {
      const name = action.name.toLowerCase();
      const same = this.actionsByName.get(name);
      if (same) same.push(action);
      else this.actionsByName.set(name, [action]);
    }
  }

  /** Made when somebody asks: only variables need it. */
  get order(): RunOrder {
    this.knownOrder ??= new RunOrder(this.flow);
    return this.knownOrder;
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
    const cell: Cell = { flow: this, operation: undefined, holds, name, transfers: [] };
    this.named.set(key, cell);
    return cell;
  }

  actionsNamed(lowerName: string): readonly Action[] {
    return this.actionsByName.get(lowerName) ?? [];
  }

  private made(cells: Map<Operation, Cell>, operation: Trigger | Action, holds: Cell['holds']): Cell {
    const known = cells.get(operation);
    if (known) return known;
    const cell: Cell = { flow: this, operation, holds, name: '', transfers: [] };
    cells.set(operation, cell);
    return cell;
  }
}

/** The graph of all flows of a solution, child flows joined to their callers. */
export class DataGraph {
  readonly flows: readonly FlowGraph[];
  private readonly byFlow = new Map<Flow, FlowGraph>();
  private readonly byId = new Map<string, readonly FlowGraph[]>();
  private readonly cells = new Map<Operation, Cell>();
  private readonly readers = new Map<Operation, Reading[]>();
  private readonly callSites: { readonly caller: FlowGraph; readonly site: Action }[] = [];
  private readonly responses = new Map<FlowGraph, Action[]>();
  private readonly referenced = new Map<Operation, Set<Operation>>();
  /** Flows repeat themselves, so each text is parsed once. */
  private readonly reads = new Map<string, { readonly parsed: ParsedValue; readonly reads: readonly Read[] }>();

  constructor(solution: Solution) {
    this.flows = solution.flows.flatMap((flow) => [flow, ...flow.otherReadings].map((one) => new FlowGraph(one)));
    for (const graph of this.flows) this.byFlow.set(graph.flow, graph);
    for (const graph of this.flows) {
      for (const operation of [...graph.flow.triggers, ...graph.flow.actions]) this.addOperation(graph, operation);
    }
    this.joinChildFlows();
  }

  flowGraph(flow: Flow): FlowGraph {
    const graph = this.byFlow.get(flow);
    if (!graph) throw new Error('a flow was asked for that is not of this solution');
    return graph;
  }

  /** The cell of an operation of any flow. */
  cellOf(operation: Trigger | Action): Cell {
    const cell = this.cells.get(operation);
    if (!cell) throw new Error('an operation was asked for that is not of this solution');
    return cell;
  }

  /** Every reference in the strings of an operation. */
  readingsOf(operation: Operation): readonly Reading[] {
    return this.readers.get(operation) ?? [];
  }

  /** The triggers and actions whose inputs or outputs an operation refers to by itself, not by way of a variable. */
  referencesOf(operation: Operation): ReadonlySet<Operation> {
    return this.referenced.get(operation) ?? new Set();
  }

  private addOperation(graph: FlowGraph, operation: Trigger | Action): void {
    const cell = graph.cellOf(operation);
    this.cells.set(operation, cell);
    for (const node of evaluatedStrings(operation)) this.addString(graph, operation, cell, node);
    for (const { from, to, isFlattened = false, cleansed = 0 } of actionFlows(operation)) {
      cell.transfers.push({ ...plain(cell), select: from, into: to, isFlattened, cleansed });
    }
    const array = arrayOf(operation);
    if (array) cell.transfers.push({ ...plain(graph.elementOf(operation)), select: array });
    if (operation.role === 'trigger') return;
    if (isType(operation, 'Workflow')) this.callSites.push({ caller: graph, site: operation });
    if (isType(operation, 'Response')) {
      const known = this.responses.get(graph);
      if (known) known.push(operation);
      else this.responses.set(graph, [operation]);
    }
    for (const { name, from } of variableWrites(operation)) {
      cell.transfers.push({ ...plain(graph.cellNamed('variable', name)), select: from, writer: operation });
    }
    // `result()` lists the actions right below a container, not those deeper down.
    if (operation.parent) cell.transfers.push(plain(graph.resultOf(operation.parent)));
  }

  private addString(graph: FlowGraph, operation: Trigger | Action, to: Cell, node: JsonNode): void {
    const { parsed, reads } = this.readsIn(node.text ?? '');
    if (reads.length === 0) return;
    const field = fieldOf(node, operation);
    const readings = this.readers.get(operation) ?? [];
    this.readers.set(operation, readings);
    const byExpression = new Map<ExpressionNode, Reading>();
    for (const read of reads) {
      const expression = read.node;
      let reading = byExpression.get(expression);
      if (!reading) {
        reading = new Reading(operation, node, field, expression, isWhole(parsed, expression));
        byExpression.set(expression, reading);
        readings.push(reading);
      }
      for (const { from, way } of this.ways(read, graph, reading, to)) {
        if (from.operation && from.operation !== operation) this.noteReference(operation, from.operation);
        from.transfers.push(way);
      }
    }
  }

  /**
   * The ways that lead into the value of an expression in a string of an operation, whatever becomes of that value: one side of a
   * comparison, say. They are no part of the graph.
   */
  waysInto(operation: Trigger | Action, node: JsonNode, root: ExpressionNode): readonly Way[] {
    const to = this.cellOf(operation);
    const field = fieldOf(node, operation);
    return readsOf({ kind: 'expression', root }).flatMap((read) => {
      const reading = new Reading(operation, node, field, read.node, read.node === root);
      return this.ways(read, to.flow, reading, to);
    });
  }

  private ways(read: Read, graph: FlowGraph, reading: Reading, to: Cell): readonly Way[] {
    const { operation, field } = reading;
    return this.resolve(read, graph, operation, field).map(({ cell, path }) => ({
      from: cell,
      way: {
        to,
        select: cell.holds === 'operation' ? aliased(cell.operation, path) : path,
        except: read.except,
        into: [...field, ...read.into],
        isFlattened: read.isFlattened,
        cleansed: read.cleansed,
        undone: read.undone,
        isGuess: read.isGuess,
        reading,
        writer: undefined,
        crossing: undefined,
      },
    }));
  }

  private readsIn(text: string): { readonly parsed: ParsedValue; readonly reads: readonly Read[] } {
    const known = this.reads.get(text);
    if (known) return known;
    const parsed = parseValue(text);
    const found = { parsed, reads: readsOf(parsed).filter(({ reference }) => !isPlumbing(reference)) };
    this.reads.set(text, found);
    return found;
  }

  private noteReference(operation: Operation, other: Operation): void {
    const known = this.referenced.get(operation);
    if (known) known.add(other);
    else this.referenced.set(operation, new Set([other]));
  }

  /** The cells that a reference reads. More than one only where a flow has two actions of one name, or several triggers. */
  private resolve(
    { reference, path }: Read,
    graph: FlowGraph,
    operation: Trigger | Action,
    field: DataPath,
  ): readonly { readonly cell: Cell; readonly path: DataPath }[] {
    const { to, name } = reference;
    const at = (cell: Cell) => ({ cell, path });
    switch (to) {
      case 'action':
        return graph.actionsNamed(name).map((action) => at(graph.cellOf(action)));
      case 'trigger':
        return graph.flow.triggers.map((trigger) => at(graph.cellOf(trigger)));
      case 'this-operation':
        return [at(graph.cellOf(operation))];
      case 'loop-item':
        return graph.actionsNamed(name).map((action) => at(graph.elementOf(action)));
      case 'current-item': {
        const around = currentArray(operation, field);
        return around ? [at(graph.elementOf(around))] : [];
      }
      case 'result':
        return graph.actionsNamed(name).map((action) => at(graph.resultOf(action)));
      default:
        return [at(graph.cellNamed(to, name))];
    }
  }

  private joinChildFlows(): void {
    for (const graph of this.flows) {
      const id = graph.flow.id?.toLowerCase();
      if (id !== undefined) this.byId.set(id, [...(this.byId.get(id) ?? []), graph]);
    }
    for (const { caller, site } of this.callSites) {
      for (const child of this.flowsRunBy(site)) join(caller, site, child, this.responses.get(child) ?? []);
    }
  }

  /** The flows of the solution that a `Workflow` action runs: one, or each reading of one. */
  flowsRunBy(site: Action): readonly FlowGraph[] {
    return isType(site, 'Workflow') ? (this.byId.get(childFlowId(site)) ?? []) : [];
  }
}

/** The GUID of the flow that a `Workflow` action runs; '' where the file does not tell. */
export function childFlowId(site: Action): string {
  const id = site.inputs?.textAt('host', 'workflowReferenceName') ?? '';
  return id.toLowerCase().replace(/[{}]/g, '');
}

/** What a child flow is given are its trigger's outputs, and what it responds are the outputs of the action that runs it. */
function join(caller: FlowGraph, site: Action, child: FlowGraph, responses: readonly Action[]): void {
  const cell = caller.cellOf(site);
  for (const trigger of child.flow.triggers) {
    for (const part of ['body', 'headers']) {
      cell.transfers.push({
        ...plain(child.cellOf(trigger)),
        select: ['inputs', part],
        into: ['outputs', part],
        crossing: { way: 'call', site },
      });
    }
  }
  for (const response of responses) {
    for (const part of ['body', 'headers']) {
      child.cellOf(response).transfers.push({
        ...plain(cell),
        select: ['inputs', part],
        into: ['outputs', part],
        crossing: { way: 'return', site },
      });
    }
  }
}

/** A transfer of all there is, changed in nothing. */
function plain(to: Cell): Transfer {
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

/** The outputs of Compose are the value itself, so `body()` and `outputs()` of it are the same. */
function aliased(operation: Operation | undefined, path: DataPath): DataPath {
  const isBody = path[0] === 'outputs' && path[1] === 'body';
  return operation && isBody && isType(operation, 'Compose') ? ['outputs', ...path.slice(2)] : path;
}

/** `@parameters('$authentication')` and the like stand in every connector action, and hold nothing of the flow's data. */
function isPlumbing({ to, name }: Reference): boolean {
  return to === 'parameter' && name.startsWith('$');
}

function isWhole(parsed: ParsedValue, expression: ExpressionNode): boolean {
  if (parsed.kind === 'expression') return parsed.root === expression;
  if (parsed.kind !== 'template' || parsed.parts.length !== 1) return false;
  const [only] = parsed.parts;
  return only?.kind === 'expression' && only.root === expression;
}
