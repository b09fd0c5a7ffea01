/**
 * Everything in a solution that holds data at run time, and every way that data takes between them. Knows nothing of secrets or of what
 * is dangerous; `trace.ts` asks it where given data gets to.
 */

import type { JsonNode } from '../document/json-node';
import { type ExpressionNode, type ParsedValue, parseValue } from '../expression';
import { evaluatedStrings } from '../flow/evaluated-strings';
import { type Action, type Flow, isType, type Operation, type Trigger } from '../flow/flow';
import type { Solution } from '../solution/solution';
import { actionFlows, arrayOf } from './action-flow';
import type { DataPath } from './data-path';
import { type Cell, FlowGraph, plain, Reading, ReadingTransfer, type Way } from './flow-graph';
import { type Read, readsOf } from './reads';
import { type Reference, referencesIn } from './references';
import { currentArray } from './string-field';
import { variableWrites } from './variable-writes';

/** What a text of a flow reads. */
interface TextReads {
  readonly parsed: ParsedValue;
  readonly reads: readonly Read[];
  /** The triggers and actions that it refers to, also those of which nothing gets into its value. */
  readonly mentioned: readonly Reference[];
}

/** The graph of all flows of a solution, child flows joined to their callers. */
export class DataGraph {
  readonly flows: readonly FlowGraph[];
  private readonly byFlow = new Map<Flow, FlowGraph>();
  private readonly byId = new Map<string, readonly FlowGraph[]>();
  private readonly owners = new Map<Operation, FlowGraph>();
  private readonly readers = new Map<Operation, Reading[]>();
  private readonly referenced = new Map<Operation, Set<Operation>>();
  /** Flows repeat themselves, so each text is parsed once. */
  private readonly texts = new Map<string, TextReads>();

  /** Strings are read flow by flow, when something gets there: many questions are about few flows. */
  constructor(solution: Solution) {
    const fill = (graph: FlowGraph) => {
      for (const operation of operationsOf(graph)) if (graph.mayRun(operation)) this.addOperation(graph, operation);
    };
    this.flows = solution.flows.flatMap((flow) => [flow, ...flow.otherReadings].map((one) => new FlowGraph(one, fill)));
    for (const graph of this.flows) {
      this.byFlow.set(graph.flow, graph);
      for (const operation of operationsOf(graph)) this.owners.set(operation, graph);
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
    return this.ownerOf(operation).cellOf(operation);
  }

  /** Every reference in the strings of an operation. */
  readingsOf(operation: Operation): readonly Reading[] {
    this.ownerOf(operation).read();
    return this.readers.get(operation) ?? [];
  }

  /**
   * The triggers and actions whose inputs or outputs an operation refers to by itself, not by way of a variable; also where it only
   * decides by them.
   */
  referencesOf(operation: Operation): ReadonlySet<Operation> {
    this.ownerOf(operation).read();
    return this.referenced.get(operation) ?? new Set();
  }

  /** Whether some run may get to an operation. */
  mayRun(operation: Operation): boolean {
    return this.ownerOf(operation).mayRun(operation);
  }

  private ownerOf(operation: Operation): FlowGraph {
    const owner = this.owners.get(operation);
    if (!owner) throw new Error('an operation was asked for that is not of this solution');
    return owner;
  }

  private addOperation(graph: FlowGraph, operation: Trigger | Action): void {
    const cell = graph.cellOf(operation);
    for (const node of evaluatedStrings(operation)) this.addString(graph, operation, cell, node);
    for (const { from, to, isFlattened = false, cleansed = 0 } of actionFlows(operation)) {
      cell.add({ ...plain(cell), select: from, into: to, isFlattened, cleansed });
    }
    const array = arrayOf(operation);
    if (array) cell.add({ ...plain(graph.elementOf(operation)), select: array });
    if (operation.role === 'trigger') return;
    for (const { name, from } of variableWrites(operation)) {
      cell.add({ ...plain(graph.cellNamed('variable', name)), select: from, writer: operation });
    }
    // `result()` lists the actions right below a container, not those deeper down.
    if (operation.parent) cell.add(plain(graph.resultOf(operation.parent)));
  }

  private addString(graph: FlowGraph, operation: Trigger | Action, to: Cell, node: JsonNode): void {
    const { parsed, reads, mentioned } = this.readsIn(node.text ?? '');
    for (const reference of mentioned) this.noteMention(operation, reference, graph);
    if (reads.length === 0) return;
    const readings = this.readers.get(operation) ?? [];
    this.readers.set(operation, readings);
    const byExpression = new Map<ExpressionNode, Reading>();
    for (const read of reads) {
      const expression = read.node;
      let reading = byExpression.get(expression);
      if (!reading) {
        reading = new Reading(operation, node, expression, isWhole(parsed, expression));
        byExpression.set(expression, reading);
        readings.push(reading);
      }
      for (const { from, way } of this.ways(read, graph, reading, to)) {
        if (from.operation && from.operation !== operation) this.noteReference(operation, from.operation);
        from.add(way);
      }
    }
  }

  /**
   * The ways that lead into the value of an expression in a string of an operation, whatever becomes of that value: one side of a
   * comparison, say. They are no part of the graph.
   */
  waysInto(operation: Trigger | Action, node: JsonNode, root: ExpressionNode): readonly Way[] {
    const to = this.cellOf(operation);
    return readsOf({ kind: 'expression', root }).flatMap((read) => {
      const reading = new Reading(operation, node, read.node, read.node === root);
      return this.ways(read, to.flow, reading, to);
    });
  }

  private ways(read: Read, graph: FlowGraph, reading: Reading, to: Cell): readonly Way[] {
    return this.resolve(read, graph, reading).map(({ cell, path }) => {
      const select = cell.holds === 'operation' ? aliased(cell.operation, path) : path;
      return { from: cell, way: new ReadingTransfer(read, reading, to, select) };
    });
  }

  private readsIn(text: string): TextReads {
    const known = this.texts.get(text);
    if (known) return known;
    const parsed = parseValue(text);
    const reads = readsOf(parsed).filter(({ reference }) => !isPlumbing(reference));
    const mentioned = referencesIn(parsed).filter(({ to }) => to === 'action' || to === 'trigger');
    const found = { parsed, reads, mentioned };
    this.texts.set(text, found);
    return found;
  }

  private noteMention(operation: Operation, { to, name }: Reference, graph: FlowGraph): void {
    for (const other of to === 'trigger' ? graph.flow.triggers : graph.actionsNamed(name)) {
      if (other !== operation) this.noteReference(operation, other);
    }
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
    reading: Reading,
  ): readonly { readonly cell: Cell; readonly path: DataPath }[] {
    const { to, name } = reference;
    const { operation } = reading;
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
        const around = currentArray(operation, reading.field);
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
    for (const caller of this.flows) {
      for (const site of caller.flow.actions) {
        if (!isType(site, 'Workflow')) continue;
        for (const child of this.flowsRunBy(site)) join(caller, site, child);
      }
    }
  }

  /** The flows of the solution that a `Workflow` action runs: one, or each reading of one. */
  flowsRunBy(site: Action): readonly FlowGraph[] {
    return isType(site, 'Workflow') ? (this.byId.get(childFlowId(site)) ?? []) : [];
  }
}

function operationsOf({ flow }: FlowGraph): readonly (Trigger | Action)[] {
  return [...flow.triggers, ...flow.actions];
}

/** The GUID of the flow that a `Workflow` action runs; '' where the file does not tell. */
export function childFlowId(site: Action): string {
  const id = site.inputs?.textAt('host', 'workflowReferenceName') ?? '';
  return id.toLowerCase().replace(/[{}]/g, '');
}

/** What a child flow is given are its trigger's outputs, and what it responds are the outputs of the action that runs it. */
function join(caller: FlowGraph, site: Action, child: FlowGraph): void {
  const cell = caller.cellOf(site);
  for (const trigger of child.flow.triggers) {
    for (const part of ['body', 'headers']) {
      cell.add({
        ...plain(child.cellOf(trigger)),
        select: ['inputs', part],
        into: ['outputs', part],
        crossing: { way: 'call', site },
      });
    }
  }
  for (const response of child.flow.actions) {
    if (!isType(response, 'Response') || !child.mayRun(response)) continue;
    for (const part of ['body', 'headers']) {
      child.cellOf(response).add({
        ...plain(cell),
        select: ['inputs', part],
        into: ['outputs', part],
        crossing: { way: 'return', site },
      });
    }
  }
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
