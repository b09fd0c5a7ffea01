import type { JsonValue } from '../document/json-edit';
import type { JsonNode } from '../document/json-node';
import type { Path } from '../document/place';
import type { Operation } from './flow';
import { canSecureInputs, canSecureOutputs } from './secure-data-support';

export type SecureSide = 'inputs' | 'outputs';

/** What to set below an operation, as `JsonChange` means it. */
export interface OperationEdit {
  readonly at: Operation;
  readonly set: Path;
  readonly value: JsonValue;
}

/**
 * Turns on "Secure inputs" or "Secure outputs", beside whatever the operation's runtime configuration holds already. `undefined` where
 * they are on, where the type has no such setting, where tracked properties forbid it, and where the setting has a wrong shape.
 * https://learn.microsoft.com/azure/logic-apps/logic-apps-securing-a-logic-app#obfuscate
 */
export function securing(operation: Operation, ...sides: readonly SecureSide[]): OperationEdit | undefined {
  const missing = sides.filter((side) => !operation.secured[side]);
  const isPossible = missing.every((side) => (side === 'inputs' ? canSecureInputs : canSecureOutputs)(operation));
  if (missing.length === 0 || !isPossible || isTracked(operation)) return undefined;
  const { node, way } = closest(operation.node, ['runtimeConfiguration', 'secureData', 'properties']);
  if (node === undefined) return { at: operation, set: way, value: missing };
  if (!Array.isArray(node.value)) return undefined;
  if (node.value.length === 0) return { at: operation, set: way, value: missing };
  const [only, ...more] = missing;
  return only && more.length === 0 ? { at: operation, set: [...way, node.value.length], value: only } : undefined;
}

function isTracked(operation: Operation): boolean {
  return [
    operation.node.get('trackedProperties'),
    operation.node.get('runtimeConfiguration', 'trackedProperties'),
  ].some((tracked) => tracked !== undefined && tracked.members().length > 0);
}

/** The keys as the file writes them, as far as they are there. */
function closest(
  start: JsonNode,
  keys: readonly string[],
): { readonly node: JsonNode | undefined; readonly way: Path } {
  let node: JsonNode | undefined = start;
  const way = keys.map((key) => {
    node = node?.get(key);
    return node?.key ?? key;
  });
  return { node, way };
}
