import type { JsonNode } from '../document/json-node';
import { type Action, isType, type Operation, type Trigger } from '../flow/flow';
import { arrayOf } from './action-flow';
import { type DataPath, dataPath } from './data-path';
import { declared } from './variable-writes';

/** The action whose element `item()` is: the one itself if it goes through an array, else the nearest loop around it. */
export function currentArray(operation: Trigger | Action, field: DataPath): Action | undefined {
  if (operation.role === 'trigger') return undefined;
  if (arrayOf(operation) && field[0] === 'inputs' && field[1] !== 'from') return operation;
  let around = operation.parent;
  while (around && !isType(around, 'Foreach')) around = around.parent;
  return around;
}

/** Path of a string from its operation; indexes are left out but for those of declared variables. */
export function fieldOf(node: JsonNode, operation: Operation): DataPath {
  const keys: (readonly string[])[] = [];
  const keepsIndexes = isType(operation, 'InitializeVariable');
  for (let at: JsonNode = node; at.value !== operation.node.value; ) {
    const { holder } = at;
    if (!holder) break;
    if (!Array.isArray(holder.value)) keys.push(dataPath(at.key));
    else if (keepsIndexes && holder.key === 'variables') keys.push([declared(Number(at.key))]);
    at = holder;
  }
  return keys.reverse().flat();
}
