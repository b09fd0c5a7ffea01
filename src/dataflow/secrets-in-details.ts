import { type Action, type Flow, isType, type Trigger } from '../flow/flow';
import type { Solution } from '../solution/solution';
import { flowsCalledInside, readersOf } from './response-readers';
import { isHiddenByDefault, RunHistory } from './run-history';
import { sinkOf } from './secret-sinks';
import type { Secret } from './secrets-in-flows';
import { dataGraph, secretTrace } from './solution-traces';
import { type Arrival, type Fact, isRaw } from './trace';
import { handingOf, isContent } from './written-content';

/** A secret that leaves a flow inside of what `result()` tells of the actions in a container. */
export interface SecretInDetails {
  readonly arrival: Arrival<Secret>;
  readonly to: Destination;
  readonly container: Trigger | Action;
  /** The action among those that is given the secret, or returns it. */
  readonly shown: Trigger | Action;
  readonly side: 'inputs' | 'outputs';
  /** Whether the run history hides that side; nothing tells whether `result()` does. */
  readonly isHidden: boolean;
}

/** Where the results go. */
export interface Destination {
  /** What the action does with them, such as "puts into an e-mail". */
  readonly does: string;
  readonly severity: 'high' | 'medium';
  readonly confidence: 'high' | 'medium';
  /** Whether it may be meant so, as systems talk to each other there. */
  readonly isDebatable: boolean;
}

/** Every operation that hands out results with a secret in them, each once. */
export function secretsInDetails(solution: Solution): readonly SecretInDetails[] {
  const graph = dataGraph(solution);
  const trace = secretTrace(solution);
  const history = new RunHistory((operation) => graph.referencesOf(operation));
  const calledInside = flowsCalledInside(graph);
  return graph.flows.flatMap(({ flow }) =>
    flow.actions.flatMap((action) => {
      const leaks = trace.arrivalsAt(action).flatMap((arrival) => {
        const found = isHandedOut(arrival) ? throughResult(arrival.fact) : undefined;
        return found ? [{ arrival, ...found, isHidden: isHiddenIn(found, history) }] : [];
      });
      // What is surely shown is told rather than what may be hidden.
      const worst = leaks.find(({ isHidden }) => !isHidden) ?? leaks[0];
      const to = worst && destinationOf(action, flow, calledInside);
      return to ? [{ ...worst, to }] : [];
    }),
  );
}

function isHandedOut(arrival: Arrival<Secret>): boolean {
  const { operation, field } = arrival;
  if (!isRaw(arrival, 'typed')) return false;
  if (isType(operation, 'Response')) return field[0] === 'inputs' && (field[1] === 'body' || field[1] === 'headers');
  return isContent(operation, field);
}

function destinationOf(action: Action, flow: Flow, calledInside: ReadonlySet<string>): Destination | undefined {
  if (isType(action, 'Response')) {
    const readers = readersOf(flow, calledInside);
    return readers && { ...readers, does: `returns to ${readers.who}`, isDebatable: false };
  }
  const sink = sinkOf(action);
  if (sink) return { ...sink, does: `puts into ${sink.place}`, confidence: 'high' };
  // The host may be a log of one's own, or a chat.
  const isPosted = handingOf(action) === 'posts';
  return isPosted ? { does: 'posts', severity: 'medium', confidence: 'medium', isDebatable: false } : undefined;
}

type Way = Pick<SecretInDetails, 'container' | 'shown' | 'side'> & { readonly fact: Fact<Secret> };

/** The last time that the data came out of `result()`. */
function throughResult(fact: Fact<Secret>): Way | undefined {
  for (let at: Fact<Secret> | undefined = fact; at?.before; at = at.before) {
    const container = at.cell.holds === 'result' ? at.cell.operation : undefined;
    const shown = at.before.cell.operation;
    const side = at.path[0];
    if (container && shown && (side === 'inputs' || side === 'outputs')) {
      return { container, shown, side, fact: at.before };
    }
  }
  return undefined;
}

function isHiddenIn({ shown, side, fact }: Way, history: RunHistory): boolean {
  if (side === 'outputs') return history.hidesOutputs(shown);
  return history.hidesInputs(shown) || isHiddenByDefault(shown, fact.path);
}
