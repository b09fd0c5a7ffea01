import type { JsonNode } from '../document/json-node';
import type { Action, Trigger } from '../flow/flow';
import { dataPath } from './data-path';
import type { DataGraph } from './graph';
import { secretSourceOf } from './secret-sources';
import type { Source } from './trace';

/** A secret that an operation reads at run time. One operation may return several, such as the tokens of one answer. */
export interface Secret {
  readonly operation: Trigger | Action;
  /** What it is, as a maker would say it: words of ours, to stand in a sentence. */
  readonly secret: string;
  /** The field that makes the operation what it is. */
  readonly at: JsonNode;
  /** Whether its name says that it is none. */
  readonly isDoubtful: boolean;
}

/** Every secret that operations of a solution return. What is secret by its nature in *inputs* does not spread from there. */
export function secretsIn(graph: DataGraph): Source<Secret>[] {
  return graph.flows.flatMap(({ flow }) =>
    [...flow.triggers, ...flow.actions].flatMap((operation) => {
      const source = secretSourceOf(operation);
      if (source?.side !== 'outputs') return [];
      const { secret, at, paths, isDoubtful = false } = source;
      const of = { operation, secret, at, isDoubtful };
      const cell = graph.cellOf(operation);
      return paths.map((path) => ({ cell, path: ['outputs', ...dataPath(path)], at, of }));
    }),
  );
}
