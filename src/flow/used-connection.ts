import type { Flow, FlowConnectionReference, Operation } from './flow';

/**
 * Whose connection an operation uses: `embedded` the owner's, `invoker` that of whoever runs the flow; `undefined` where it uses none.
 * https://learn.microsoft.com/power-automate/create-team-flows
 */
export function connectionSource(operation: Operation, flow: Flow): FlowConnectionReference['source'] | undefined {
  const { connector } = operation;
  if (!connector) return undefined;
  const key = connector.connectionName?.toLowerCase();
  return flow.connectionReferences.find((one) => one.key.toLowerCase() === key)?.source ?? 'unknown';
}
