import type { JsonNode } from '../document/json-node';
import type { Place } from '../document/place';
import type { Action, RunAfter } from './flow';
import { keySet } from './key-set';
import { FlowOperation } from './operation';

/** One thing found under an `actions` key, before it is read. */
interface Pending {
  readonly node: JsonNode;
  readonly parent: Action | undefined;
  readonly branch: string;
}

/**
 * Every action of a definition at any depth, in file order, each container before its content.
 *
 * Containers are told by their content, not by their type, so that a type we do not know cannot hide actions. The walk keeps its own
 * stack: nesting is bounded only by the reader of the JSON (10,000).
 *
 * @returns the actions, and the places of entries that are no objects and so could not be judged
 */
export function readActions(
  definition: JsonNode,
  connectors: ReadonlyMap<string, string>,
): { readonly actions: readonly Action[]; readonly malformed: readonly Place[] } {
  const actions: Action[] = [];
  const malformed: Place[] = [];
  const stack: Pending[] = [];
  const push = (found: Pending[]) => {
    for (let i = found.length - 1; i >= 0; i--) stack.push(found[i] as Pending);
  };
  const entries = (holder: JsonNode | undefined, parent: Action | undefined, branch: string): Pending[] => {
    if (holder !== undefined && !holder.isObject && holder.value !== null) malformed.push(holder.place);
    return (holder?.members() ?? []).map((node) => ({ node, parent, branch }));
  };
  // A second member that differs in letter case only must not hide what the first one holds.
  for (const member of definition.members((key) => key.toLowerCase() === 'actions').reverse()) {
    push(entries(member, undefined, 'actions'));
  }
  for (let next = stack.pop(); next; next = stack.pop()) {
    const { node, parent, branch } = next;
    if (!node.isObject) {
      malformed.push(node.place);
      continue;
    }
    const action = new FlowAction(node, parent, branch, connectors);
    actions.push(action);
    for (const member of containers(node)) {
      switch (member.key.toLowerCase()) {
        case 'actions':
          push(entries(member, action, 'actions'));
          break;
        case 'else':
        case 'default':
          push(entries(member.get('actions'), action, member.key.toLowerCase()));
          break;
        case 'cases':
          push(member.members().flatMap((one) => entries(one.get('actions'), action, `case ${one.key}`)));
          break;
        case 'tools':
          push(member.members().flatMap((one) => entries(one.get('actions'), action, `tool ${one.key}`)));
          break;
      }
    }
  }
  return { actions, malformed };
}

const isContainer = keySet('actions', 'else', 'cases', 'default', 'tools');

/** The members that hold other actions, last first, since the stack turns them round. */
function containers(node: JsonNode): JsonNode[] {
  return node.members(isContainer).reverse();
}

class FlowAction extends FlowOperation implements Action {
  readonly role = 'action';

  constructor(
    node: JsonNode,
    readonly parent: Action | undefined,
    readonly branch: string,
    connectors: ReadonlyMap<string, string>,
  ) {
    super(node, connectors);
  }

  get runAfter(): readonly RunAfter[] {
    return (this.node.get('runAfter')?.members() ?? []).map((edge) => ({
      action: edge.key,
      statuses: edge.items().map((status) => status.text?.toLowerCase() ?? ''),
    }));
  }

  get breadcrumb(): readonly string[] {
    const names: string[] = [];
    for (let action: Action | undefined = this; action; action = action.parent) names.push(action.name);
    return names.reverse();
  }
}
