import type { Action, Flow } from '../flow/flow';
import type { RunOrder } from './run-order';

/** An action that runs because another one failed, and whether it runs without a failure too. */
interface Handler {
  readonly action: Action;
  readonly alsoOnSuccess: boolean;
}

/** One edge of the run-after graph, seen from the action that is waited for. */
interface Next {
  readonly action: Action;
  readonly statuses: ReadonlySet<string>;
}

/** How an action ends that failed. */
const failures: readonly string[] = ['failed', 'timedout'];

/** So many handlers of one failure are looked at; no flow that people made has more. */
const mostHandlers = 32;

/**
 * Which actions of a flow run because another one failed: those that name its failure in "Configure run after", what waits for them, and
 * those that run since something was skipped for it.
 * https://learn.microsoft.com/azure/logic-apps/logic-apps-exception-handling#manage-the-run-after-behavior
 */
export class FailureOrder {
  private readonly next = new Map<Action, Next[]>();
  private readonly afterFailure = new Map<Action, readonly Handler[]>();
  private readonly afterSkip = new Map<Action, readonly Handler[]>();

  constructor(
    flow: Flow,
    private readonly order: RunOrder,
  ) {
    const siblings = new Map<Action | undefined, Map<string, Action>>();
    const keyOf = ({ branch }: Action, name: string) => `${branch} ${name.toLowerCase()}`;
    for (const action of flow.actions) {
      const beside = siblings.get(action.parent) ?? new Map<string, Action>();
      siblings.set(action.parent, beside);
      beside.set(keyOf(action, action.name), action);
    }
    for (const action of flow.actions) {
      for (const { action: name, statuses } of action.runAfter) {
        const before = siblings.get(action.parent)?.get(keyOf(action, name));
        if (!before) continue;
        const next = this.next.get(before) ?? [];
        this.next.set(before, next);
        next.push({ action, statuses: new Set(statuses) });
      }
    }
  }

  /** Whether `reader` runs because `failed` failed: only then, or in other cases too; `undefined` where it does not. */
  runsAfterFailure(reader: Action, failed: Action): 'only' | 'also' | undefined {
    const [later, earlier] = beside(reader, failed);
    if (!later || !earlier || later === earlier || later.branch !== earlier.branch) return undefined;
    const direct = later.runAfter.find(({ action }) => action.toLowerCase() === earlier.name.toLowerCase());
    if (direct?.statuses.some((status) => failures.includes(status))) {
      return direct.statuses.includes('succeeded') ? 'also' : 'only';
    }
    const found = this.handlersOf(earlier).filter(
      ({ action }) => action === later || this.order.waitsFor(later, action),
    );
    if (found.length === 0) return undefined;
    const isOnly = found.every(({ action, alsoOnSuccess }) => !alsoOnSuccess && !runsIfSkipped(later, action));
    return isOnly ? 'only' : 'also';
  }

  /** What runs because an action failed. */
  private handlersOf(failed: Action): readonly Handler[] {
    const known = this.afterFailure.get(failed);
    if (known) return known;
    const found = this.handlers(failed, failures, (skipped) => this.handlersOfSkipped(skipped));
    this.afterFailure.set(failed, found);
    return found;
  }

  /** What runs because an action was skipped. Keeps its own stack: what is skipped in turn is asked for first. */
  private handlersOfSkipped(skipped: Action): readonly Handler[] {
    const open = [skipped];
    for (let action = open.at(-1); action !== undefined; action = open.at(-1)) {
      if (!this.afterSkip.has(action)) {
        // Edges in a circle: such a flow does not run, and finds no handler here.
        this.afterSkip.set(action, []);
        const unknown = this.skippedWith(action).filter((one) => !this.afterSkip.has(one));
        if (unknown.length > 0) {
          open.push(...unknown);
          continue;
        }
      }
      open.pop();
      this.afterSkip.set(
        action,
        this.handlers(action, ['skipped'], (one) => this.afterSkip.get(one) ?? []),
      );
    }
    return this.afterSkip.get(skipped) ?? [];
  }

  private skippedWith(action: Action): readonly Action[] {
    return (this.next.get(action) ?? []).flatMap(({ action: next, statuses }) => (statuses.has('skipped') ? [] : next));
  }

  private handlers(
    action: Action,
    ends: readonly string[],
    ofSkipped: (skipped: Action) => readonly Handler[],
  ): readonly Handler[] {
    const edges = this.next.get(action) ?? [];
    const direct = edges.flatMap(({ action: next, statuses }) =>
      ends.some((end) => statuses.has(end)) ? [{ action: next, alsoOnSuccess: statuses.has('succeeded') }] : [],
    );
    const skipped = edges.filter(({ statuses }) => !ends.some((end) => statuses.has(end)));
    // A chain hands on one list, so that a long one costs no more than its length.
    if (direct.length === 0 && skipped.length === 1 && skipped[0]) return ofSkipped(skipped[0].action);
    const byAction = new Map<Action, Handler>();
    for (const handler of [...direct, ...skipped.flatMap((one) => ofSkipped(one.action))]) {
      if (byAction.size < mostHandlers || byAction.has(handler.action)) byAction.set(handler.action, handler);
    }
    return [...byAction.values()];
  }
}

/** Whether an action that waits for a handler runs where the handler was skipped, since nothing failed. */
function runsIfSkipped(later: Action, handler: Action): boolean {
  return later !== handler && later.runAfter.some(({ statuses }) => statuses.includes('skipped'));
}

/** The two actions, or the containers around them, that lie in one container; the same one twice where one lies in the other. */
function beside(first: Action, second: Action): readonly [Action | undefined, Action | undefined] {
  const chain = new Map<Action | undefined, Action>();
  for (let action: Action | undefined = second; action; action = action.parent) chain.set(action.parent, action);
  for (let action: Action | undefined = first; action; action = action.parent) {
    const other = chain.get(action.parent);
    if (other) return [action, other];
  }
  return [undefined, undefined];
}
