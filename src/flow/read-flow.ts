import type { JsonNode } from '../document/json-node';
import { readActions } from './actions';
import { readConnectionReferences } from './connections';
import type { Flow, FlowParameter, FlowState, Trigger } from './flow';
import { FlowOperation } from './operation';
import { findDefinition } from './recognise';

/** What a solution knows of a flow beside its JSON. */
export interface FlowFacts {
  readonly name: string;
  readonly id: string | undefined;
  readonly state: FlowState;
  /** Code of the process category; 5 is a cloud flow. */
  readonly category: number | undefined;
}

/**
 * Reads a cloud flow from its JSON.
 *
 * @param root the document, for which `kindOf` said `cloud-flow`
 * @param facts name, GUID and state from the solution's metadata or the file name
 * @param otherRoots the same text read with the other copies of its repeated keys, if it has any
 */
export function readFlow(root: JsonNode, facts: FlowFacts, otherRoots: readonly JsonNode[] = []): Flow {
  const found = findDefinition(root);
  if (!found) throw new Error('readFlow was called with a file that holds no workflow definition');
  const { definition, wrapper, holder } = found;
  const connectionReferences = readConnectionReferences(holder.get('connectionReferences'));
  const connectors = new Map(
    connectionReferences.map((reference) => [reference.key.toLowerCase(), reference.connector]),
  );
  const actions = readActions(definition, connectors);
  const triggers = definition.members((key) => key.toLowerCase() === 'triggers').flatMap((member) => member.members());
  return {
    place: root.place,
    name: facts.name,
    id: facts.id,
    state: facts.state,
    category: facts.category,
    wrapper,
    definition,
    parameters: (definition.get('parameters')?.members() ?? []).map(readParameter),
    connectionReferences,
    triggers: triggers.filter((node) => node.isObject).map((node) => new FlowTrigger(node, connectors)),
    actions: actions.actions,
    malformed: [...actions.malformed, ...triggers.filter((node) => !node.isObject).map((node) => node.place)],
    otherReadings: otherRoots.filter((other) => findDefinition(other)).map((other) => readFlow(other, facts)),
  };
}

class FlowTrigger extends FlowOperation implements Trigger {
  readonly role = 'trigger';
}

function readParameter(node: JsonNode): FlowParameter {
  return {
    place: node.place,
    name: node.key,
    type: node.textAt('type') ?? '',
    defaultValue: node.get('defaultValue'),
    environmentVariable: node.textAt('metadata', 'schemaName'),
  };
}
