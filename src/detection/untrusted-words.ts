import { type DataStep, routeOf, stepsOf } from '../dataflow/path-steps';
import type { Arrival } from '../dataflow/trace';
import type { Untrusted } from '../dataflow/untrusted-in-flows';

/** What findings about data of others say alike. */
export interface UntrustedWords {
  /** `action` that is given the data, `source` that hands it on, and what the phrases need. */
  readonly data: Readonly<Record<string, string>>;
  /** `who` can choose it, the `home` of the source where it is another flow, and the `route` from there. */
  readonly phrases: Readonly<Record<'who' | 'home' | 'route', string>>;
  readonly path: readonly DataStep[];
}

/** The words for data of others that arrives in an operation. */
export function untrustedWords({ source, fact, operation, flow }: Arrival<Untrusted>): UntrustedWords {
  const { who } = source.of;
  const name = source.of.operation.name;
  const route = routeOf(fact);
  const home = source.cell.flow.flow;
  const isElsewhere = home !== flow;
  return {
    data: { action: operation.name, source: name, ...route.data, ...(isElsewhere ? { sourceFlow: home.name } : {}) },
    phrases: { who, home: isElsewhere ? ' in flow {{sourceFlow}}' : '', route: route.phrase },
    path: stepsOf(fact, { text: `it comes from {{source}}, where ${who} can choose it`, data: { source: name } }),
  };
}
