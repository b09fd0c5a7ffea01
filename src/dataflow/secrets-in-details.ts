import { type Action, type Flow, isType, type Operation, type Trigger } from '../flow/flow';
import type { Solution } from '../solution/solution';
import { flowsCalledInside, readersOf } from './response-readers';
import { isHiddenByDefault, RunHistory } from './run-history';
import { sinkOf } from './secret-sinks';
import type { Secret } from './secrets-in-flows';
import { dataGraph, secretTrace } from './solution-traces';
import { type Arrival, type Fact, isRaw, type Source, type Trace } from './trace';
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
  const members = new Members(trace, new RunHistory((operation) => graph.referencesOf(operation)));
  const calledInside = flowsCalledInside(graph);
  return graph.flows.flatMap(({ flow }) =>
    flow.actions.flatMap((action) => {
      const leaks = trace.arrivalsAt(action).flatMap((arrival) => {
        const container = isHandedOut(arrival) ? resultOnTheWay(arrival.fact) : undefined;
        const shown = container && members.showing(container, arrival.source);
        return shown ? [{ arrival, container: container.operation, ...shown }] : [];
      });
      // What is surely shown is told rather than what may be hidden.
      const worst = leaks.find(({ isHidden }) => !isHidden) ?? leaks[0];
      const to = worst && destinationOf(action, flow, calledInside);
      return to ? [{ ...worst, to }] : [];
    }),
  );
}

type Shown = Pick<SecretInDetails, 'shown' | 'side' | 'isHidden'>;

/** Answers which actions in a container are given a secret, or return it. */
class Members {
  private readonly byContainer = new Map<Operation, readonly Action[]>();
  private readonly known = new Map<Operation, Map<Source<Secret>, Shown | undefined>>();

  constructor(
    private readonly trace: Trace<Secret>,
    private readonly history: RunHistory,
  ) {}

  /** The first that the run history shows with it, or else the first that hides it. */
  showing({ operation, flow }: Result, source: Source<Secret>): Shown | undefined {
    const known = this.known.get(operation) ?? new Map<Source<Secret>, Shown | undefined>();
    this.known.set(operation, known);
    if (!known.has(source)) {
      const found = this.membersOf(operation, flow).flatMap((action) => this.sidesOf(action, source));
      known.set(source, found.find(({ isHidden }) => !isHidden) ?? found[0]);
    }
    return known.get(source);
  }

  private sidesOf(action: Action, source: Source<Secret>): readonly Shown[] {
    const given = this.trace.arrivalsAt(action).filter((arrival) => arrival.source === source);
    const isInputHidden =
      this.history.hidesInputs(action) || given.every(({ fact }) => isHiddenByDefault(action, fact.path));
    const isReturned = this.trace.returnsOf(action).some((one) => one.source === source);
    return [
      ...(given.length > 0 ? [{ shown: action, side: 'inputs' as const, isHidden: isInputHidden }] : []),
      ...(isReturned ? [{ shown: action, side: 'outputs' as const, isHidden: this.history.hidesOutputs(action) }] : []),
    ];
  }

  private membersOf(container: Operation, flow: Flow): readonly Action[] {
    if (!this.byContainer.has(container)) {
      const groups = new Map<Operation, Action[]>([[container, []]]);
      for (const action of flow.actions) {
        if (!action.parent) continue;
        const group = groups.get(action.parent) ?? [];
        groups.set(action.parent, group);
        group.push(action);
      }
      for (const [key, group] of groups) this.byContainer.set(key, group);
    }
    return this.byContainer.get(container) ?? [];
  }
}

/** What `result()` tells of a container. */
interface Result {
  readonly operation: Trigger | Action;
  readonly flow: Flow;
}

/** The last time that the data came out of `result()`. */
function resultOnTheWay(fact: Fact<Secret>): Result | undefined {
  for (let at: Fact<Secret> | undefined = fact; at; at = at.before) {
    const { holds, operation, flow } = at.cell;
    if (holds === 'result' && operation) return { operation, flow: flow.flow };
  }
  return undefined;
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
