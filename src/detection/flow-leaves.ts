import type { JsonNode } from '../document/json-node';
import type { Flow, FlowParameter, Operation } from '../flow/flow';
import { outgoingAddresses } from '../flow/outgoing-addresses';
import type { Leaf } from '../secrets/leaf';
import { jsonLeaves } from '../secrets/leaves/json-leaves';
import type { SecretSetting } from './secrets-in-solution';

/** A text of a flow that may hold a secret. */
export interface FlowLeaf {
  readonly node: JsonNode;
  readonly leaf: Leaf;
  readonly setting: SecretSetting;
  /** `header Authorization of HTTP`, in names from the flow. */
  readonly where: () => string;
}

/**
 * Every text of a flow: triggers, actions (each with the words around it that may name a vendor), parameters, and whatever else the file
 * holds, from static results to members nobody knows.
 */
export function flowLeaves(flow: Flow): FlowLeaf[] {
  return [
    ...[...flow.triggers, ...flow.actions].flatMap(operationLeaves),
    ...flow.parameters.flatMap((parameter) => parameterLeaves(flow, parameter)),
    ...remainder(flow),
  ];
}

function operationLeaves(operation: Operation): FlowLeaf[] {
  const surroundings = surroundingsOf(operation);
  return operation.node
    .members()
    .flatMap(partsOf)
    .flatMap((part) =>
      jsonLeaves(part, surroundings).map(({ node, leaf }) => ({
        node,
        leaf,
        setting: 'flow' as const,
        where: () => `${leaf.setting === 'header' ? 'header ' : ''}${fieldOf(node)} of ${operation.name}`,
      })),
    );
}

/** A member of an operation without the operations in it, which are visited themselves: of a switch, what each case is compared with. */
function partsOf(member: JsonNode): JsonNode[] {
  switch (member.key.toLowerCase()) {
    case 'actions':
      return [];
    case 'else':
    case 'default':
      return besideActions(member);
    case 'cases':
    case 'tools':
      return member.isObject ? member.members().flatMap(besideActions) : [member];
    default:
      return [member];
  }
}

function besideActions(branch: JsonNode): JsonNode[] {
  const actions = branch.get('actions')?.key;
  return branch.isObject ? branch.members((key) => key !== actions) : [branch];
}

function parameterLeaves(flow: Flow, parameter: FlowParameter): FlowLeaf[] {
  const holder = flow.definition.get('parameters', parameter.name);
  const setting = parameter.environmentVariable === undefined ? 'flow' : 'parameter-default';
  const where = () => `parameter ${parameter.name}`;
  return holder ? jsonLeaves(holder).map(({ node, leaf }) => ({ node, leaf, setting, where })) : [];
}

/** The nearest key with a name: elements of lists have none. */
function fieldOf(node: JsonNode): string {
  let field = node;
  while (field.holder && Array.isArray(field.holder.value)) field = field.holder;
  return field.key;
}

/** The host that is called, the connector, and the action's name. */
function surroundingsOf(operation: Operation): readonly string[] {
  const hosts = outgoingAddresses(operation).flatMap(
    (node) => /^\s{0,20}https?:\/\/([^/?#@{]{1,200})/i.exec(node.text ?? '')?.[1] ?? [],
  );
  return [...hosts, operation.connector?.connector ?? '', operation.name].map((word) => word.toLowerCase());
}

const covered = new Set(['triggers', 'actions', 'parameters']);

/** What stands in the file beside triggers, actions and parameters: in the definition, and around it. */
function remainder(flow: Flow): FlowLeaf[] {
  const parts = flow.definition.members((key) => !covered.has(key.toLowerCase()));
  for (let inner = flow.definition, outer = inner.holder; outer; inner = outer, outer = outer.holder) {
    parts.push(...outer.members((key) => key !== inner.key));
  }
  return parts.flatMap((part) =>
    jsonLeaves(part).map(({ node, leaf }) => ({ node, leaf, setting: 'flow' as const, where: () => node.key })),
  );
}
