import type { JsonNode } from '../document/json-node';
import type { Operation } from '../flow/flow';
import type { Arrival } from './trace';

/**
 * Orders what reaches one operation: nearest first; of those as near by where they stand, what is least cleansed first.
 *
 * Where they stand goes by the names of keys, not by the order of keys in the file, so that the same one is told whatever tool wrote the
 * file. Between sources that differ in nothing else the file's order decides: any other would have to go by their names.
 */
export function nearestFirst<T>(arrivals: readonly Arrival<T>[]): readonly Arrival<T>[] {
  if (arrivals.length < 2) return arrivals;
  const keys = new Map<JsonNode, string>();
  for (const { node, operation } of arrivals) if (!keys.has(node)) keys.set(node, keyOf(node, operation));
  return arrivals.toSorted(
    (a, b) =>
      a.fact.steps - b.fact.steps ||
      compare(keys.get(a.node) ?? '', keys.get(b.node) ?? '') ||
      a.expression.start - b.expression.start ||
      a.cleansed - b.cleansed,
  );
}

/** The path of a string from its operation. */
function keyOf(node: JsonNode, operation: Operation): string {
  const keys: string[] = [];
  for (let at: JsonNode | undefined = node; at && at.value !== operation.node.value; at = at.holder) keys.push(at.key);
  return keys.reverse().join('\n');
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
