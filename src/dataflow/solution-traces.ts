import type { Solution } from '../solution/solution';
import { DataGraph } from './graph';
import { type Secret, secretsIn } from './secrets-in-flows';
import { columnsWithoutText } from './table-columns';
import { Trace } from './trace';
import { type Untrusted, untrustedIn } from './untrusted-in-flows';

/**
 * The graph and the traces that several rules ask for, made once for each solution. They derive from the solution alone, so keeping
 * them beside it changes nothing but time.
 */
const graphs = new WeakMap<Solution, DataGraph>();
const secrets = new WeakMap<Solution, Trace<Secret>>();
const untrusted = new WeakMap<Solution, Trace<Untrusted>>();

/** The data graph of a solution. */
export function dataGraph(solution: Solution): DataGraph {
  return remembered(graphs, solution, () => new DataGraph(solution));
}

/** Where the secrets go that the flows of a solution read. */
export function secretTrace(solution: Solution): Trace<Secret> {
  return remembered(secrets, solution, () => {
    const graph = dataGraph(solution);
    return new Trace(graph, secretsIn(graph));
  });
}

/** Where the data goes that others send to the flows of a solution, or write where they read it. */
export function untrustedTrace(solution: Solution): Trace<Untrusted> {
  return remembered(untrusted, solution, () => {
    const graph = dataGraph(solution);
    let columns: ReadonlySet<string> | undefined;
    const typedColumns = () => {
      columns ??= columnsWithoutText(solution);
      return columns;
    };
    return new Trace(graph, untrustedIn(graph, typedColumns));
  });
}

function remembered<V>(values: WeakMap<Solution, V>, solution: Solution, make: () => V): V {
  const known = values.get(solution);
  if (known !== undefined) return known;
  const made = make();
  values.set(solution, made);
  return made;
}
