import type { JsonNode } from '../document/json-node';
import { mayHoldExpression } from '../expression';
import type { Flow, Operation } from './flow';
import { keySet } from './key-set';

/**
 * Members of a trigger or action that the platform does not evaluate: names, notes, the graph, and what holds other actions.
 * https://learn.microsoft.com/azure/logic-apps/logic-apps-workflow-definition-language
 */
const isNotEvaluated = keySet(
  'description',
  'metadata',
  'type',
  'kind',
  'runafter',
  'operationoptions',
  'actions',
  'else',
  'cases',
  'default',
  'tools',
);

/** The strings of a trigger or action (content of containers aside) that the platform evaluates and that may hold an expression. */
export function evaluatedStrings(operation: Operation): JsonNode[] {
  return operation.node.strings(mayHoldExpression, isEvaluated);
}

function isEvaluated(key: string): boolean {
  return !isNotEvaluated(key);
}

/** The same for a definition's `outputs`. */
export function evaluatedOutputs(flow: Flow): JsonNode[] {
  const outputs = flow.definition.get('outputs')?.members() ?? [];
  return outputs.flatMap((output) => output.get('value')?.strings(mayHoldExpression) ?? []);
}
