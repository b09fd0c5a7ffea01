/**
 * Where flows compare what their callers send with something that the flow knows: how makers check callers by hand.
 */

import type { JsonNode } from '../document/json-node';
import type { Place } from '../document/place';
import {
  type AccessPath,
  accessPath,
  type CallNode,
  constantText,
  expressionsOf,
  parseValue,
  walkExpression,
} from '../expression';
import { type Action, type Flow, type FlowParameter, isType, type Trigger } from '../flow/flow';
import { isHttpTrigger } from '../flow/http-trigger';
import type { Solution } from '../solution/solution';
import { type Comparison, comparisonsOf, type Literal, type Operand } from './comparisons';
import { termOf } from './conditions';
import type { FlowGraph, Reading } from './flow-graph';
import type { DataGraph } from './graph';
import type { Secret } from './secrets-in-flows';
import { dataGraph, secretTrace, untrustedTrace } from './solution-traces';
import { fieldOf } from './string-field';
import { type Arrival, type Source, Trace } from './trace';
import type { Untrusted } from './untrusted-in-flows';

/** A comparison of what a caller sends. */
export interface CallerCheck {
  readonly flow: Flow;
  readonly operation: Trigger | Action;
  /** The HTTP trigger whose caller it is. */
  readonly trigger: Trigger;
  /** What the caller sends. */
  readonly sent: Arrival<Untrusted>;
  /** The part of the request that it stands in: `headers`, `queries`, `body`, `relativepathparameters`. */
  readonly part: string;
  /** What it is called: its key in the request, and the variables and actions that pass it on. */
  readonly names: readonly string[];
  /** The branch of a Condition that runs only if the comparison holds. */
  readonly branch: Comparison['branch'];
  readonly expected: Expected;
}

/** What the flow compares it with. */
export type Expected =
  /** A text in the flow. `arrival` where a variable, an action or a parameter of the flow passes it on. */
  | { readonly kind: 'text'; readonly literal: Literal; readonly arrival: Arrival<Constant> | undefined }
  /** A parameter that an environment variable fills. */
  | { readonly kind: 'parameter'; readonly parameter: FlowParameter; readonly arrival: Arrival<Constant> }
  /** A secret that an action reads. */
  | { readonly kind: 'secret'; readonly secret: Secret; readonly at: { readonly place: Place } };

/** A value that is known before the flow runs. */
export type Constant =
  | { readonly literal: Literal }
  /** Of a parameter, which may be filled by an environment variable. */
  | { readonly parameter: FlowParameter };

const known = new WeakMap<Solution, readonly CallerCheck[]>();

/** Every comparison of what callers of HTTP triggers send with a text, a parameter or a secret. */
export function callerChecks(solution: Solution): readonly CallerCheck[] {
  const found = known.get(solution) ?? findChecks(solution);
  known.set(solution, found);
  return found;
}

function findChecks(solution: Solution): readonly CallerCheck[] {
  const graph = dataGraph(solution);
  const flows = calledByHttp(graph);
  if (flows.length === 0) return [];
  let constants: Trace<Constant> | undefined;
  const search: Search = {
    solution,
    constants: () => {
      constants ??= new Trace(graph, constantsIn(flows));
      return constants;
    },
  };
  return flows.flatMap(({ flow }) =>
    comparisonsIn(flow).flatMap(({ operation, comparison }) => [
      ...checksOf(search, flow, operation, comparison, comparison.left, comparison.right),
      ...checksOf(search, flow, operation, comparison, comparison.right, comparison.left),
    ]),
  );
}

/** Every comparison of a flow, each once: that of a Compose belongs to the Condition that looks at its result. */
function comparisonsIn(
  flow: Flow,
): readonly { readonly operation: Trigger | Action; readonly comparison: Comparison }[] {
  const composes = new Map(
    flow.actions.flatMap((action) => {
      const inputs = isType(action, 'Compose') ? action.inputs : undefined;
      return inputs && termOf(inputs).root ? [[action.name.toLowerCase(), inputs] as const] : [];
    }),
  );
  const followed = new Set<string>();
  const composed = (name: string) => {
    const inputs = composes.get(name);
    if (inputs) followed.add(name);
    return inputs;
  };
  const found = [...flow.triggers, ...flow.actions].map((operation) => ({
    operation,
    comparisons: comparisonsOf(operation, composed),
  }));
  return found.flatMap(({ operation, comparisons }) =>
    isType(operation, 'Compose') && followed.has(operation.name.toLowerCase())
      ? []
      : comparisons.map((comparison) => ({ operation, comparison })),
  );
}

/** The flows that have an HTTP trigger, and those that they run. */
function calledByHttp(graph: DataGraph): readonly FlowGraph[] {
  const reached = new Set(graph.flows.filter(({ flow }) => flow.triggers.some(isHttpTrigger)));
  // The set grows while it is walked.
  for (const { flow } of reached) {
    for (const action of flow.actions) for (const child of graph.flowsRunBy(action)) reached.add(child);
  }
  return [...reached];
}

interface Search {
  readonly solution: Solution;
  /** Made when the first check needs it. */
  readonly constants: () => Trace<Constant>;
}

function checksOf(
  search: Search,
  flow: Flow,
  operation: Trigger | Action,
  { branch }: Comparison,
  mine: Operand,
  other: Operand,
): CallerCheck[] {
  const { solution } = search;
  for (const sent of valuesOf(untrustedTrace(solution), operation, mine)) {
    const trigger = sent.source.of.operation;
    if (trigger.role !== 'trigger' || !isHttpTrigger(trigger)) continue;
    const part = sent.source.path[1] ?? '';
    const common = { flow, operation, trigger, sent, part, names: namesOf(sent), branch };
    return expectedIn(search, operation, other).map((expected) => ({ ...common, expected }));
  }
  return [];
}

/** What an operand is, as far as the flow knows it before or fetches it as a secret. */
function expectedIn({ solution, constants }: Search, operation: Trigger | Action, other: Operand): Expected[] {
  const texts = other.literals.map((literal) => ({ kind: 'text' as const, literal, arrival: undefined }));
  if (other.expressions.length === 0) return texts;
  const secrets = valuesOf(secretTrace(solution), operation, other).map((arrival) => ({
    kind: 'secret' as const,
    secret: arrival.source.of,
    at: arrival.at,
  }));
  const passedOn = valuesOf(constants(), operation, other).map((arrival): Expected => {
    const { of } = arrival.source;
    return 'literal' in of
      ? { kind: 'text', literal: of.literal, arrival }
      : { kind: 'parameter', parameter: of.parameter, arrival };
  });
  return [...texts, ...secrets, ...passedOn];
}

function valuesOf<T>(trace: Trace<T>, operation: Trigger | Action, operand: Operand): readonly Arrival<T>[] {
  return operand.expressions.flatMap((root) => trace.arrivalsIn(operation, operand.node, root));
}

/** Texts that Compose actions, variables and filtered lists hold, and the values of parameters. */
function constantsIn(flows: readonly FlowGraph[]): Source<Constant>[] {
  return flows.flatMap((graph) => [
    ...graph.flow.actions.flatMap((action) => {
      if (!isType(action, 'Compose', 'InitializeVariable', 'SetVariable', 'AppendToArrayVariable', 'Query')) return [];
      const cell = graph.cellOf(action);
      return (action.inputs?.strings(isText) ?? []).flatMap((node) => {
        const literal = literalIn(node);
        return literal ? [{ cell, path: fieldOf(node, action), at: node, of: { literal } }] : [];
      });
    }),
    ...graph.flow.parameters.flatMap((parameter) => {
      const node = parameter.defaultValue;
      const of = constantOf(parameter);
      return of ? [{ cell: graph.cellNamed('parameter', parameter.name), path: [], at: node ?? parameter, of }] : [];
    }),
  ]);
}

/** A parameter without an environment variable has the value that stands in the flow, if one does. */
function constantOf(parameter: FlowParameter): Constant | undefined {
  const node = parameter.defaultValue;
  if (parameter.environmentVariable !== undefined) return { parameter };
  return node?.text === undefined ? undefined : { literal: { node, text: node.text, within: undefined } };
}

function isText(text: string): boolean {
  return text !== '';
}

/** The text that a string always gives; it is a constant also where `concat` puts it together. */
function literalIn(node: JsonNode): Literal | undefined {
  const parsed = parseValue(node.text ?? '');
  if (parsed.kind === 'literal') return { node, text: parsed.value, within: undefined };
  const constant = parsed.kind === 'expression' ? constantText(parsed.root) : undefined;
  return constant && { node, text: constant.text, within: undefined };
}

/**
 * What data is called on its way: the last key that is taken of it, and the variables and actions that pass it on from there. A key that
 * was taken of an earlier form says nothing of the later one: `token` of `body('Token')?['type']`.
 */
function namesOf({ fact }: Arrival<Untrusted>): readonly string[] {
  const names: string[] = [];
  for (let at: typeof fact | undefined = fact; at; at = at.before) {
    const reading = at.by?.reading;
    const path = reading && accessPath(reading.expression);
    if (!path) continue;
    const key = keyAround(reading) ?? lastKey(path) ?? formKey(path.call);
    if (key !== undefined) return [lastPart(key), ...names];
    const [first] = path.call.args;
    if (first?.kind === 'string' && isPassing.has(path.call.lowerName)) names.unshift(first.value);
  }
  return names;
}

function lastKey(path: AccessPath | undefined): string | undefined {
  return path?.segments.findLast((segment) => typeof segment === 'string');
}

/** The key that is taken of what a function makes of the data: `apiKey` of `json(triggerBody())?['apiKey']`. */
function keyAround({ node, expression }: Reading): string | undefined {
  let found: string | undefined;
  for (const root of expressionsOf(parseValue(node.text ?? ''))) {
    if (root.start > expression.start || root.end < expression.end) continue;
    walkExpression(root, (outer) => {
      const isKey = outer.kind === 'property' || outer.kind === 'index';
      const isAround = outer.start <= expression.start && outer.end > expression.end;
      if (isKey && isAround) found ??= lastKey(accessPath(outer));
    });
  }
  return found;
}

/** Functions that read what is named after what it holds: variables and Compose actions. */
const isPassing = new Set(['outputs', 'variables']);

/** The field of a form that a function reads, which is an argument of it. */
function formKey({ lowerName, args }: CallNode): string | undefined {
  const key = lowerName.startsWith('triggerformdata')
    ? args[0]
    : lowerName.startsWith('formdata')
      ? args[1]
      : undefined;
  return key?.kind === 'string' ? key.value : undefined;
}

/** `body/key` is `key` of the body. */
function lastPart(key: string): string {
  return key.slice(key.lastIndexOf('/') + 1);
}
