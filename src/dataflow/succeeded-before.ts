import { type Action, type Flow, isType } from '../flow/flow';

/** What is known of one action when another begins. */
interface Claim {
  readonly action: Action;
  readonly was: 'run' | 'skipped';
}

/** How many actions may be looked at for one answer; what lies further back is not known to have succeeded. */
const budget = 500;

/** Actions that only compute: they fail where an expression does, and skip what comes after them then. */
const computing = [
  'Compose',
  'InitializeVariable',
  'SetVariable',
  'AppendToStringVariable',
  'AppendToArrayVariable',
  'IncrementVariable',
  'DecrementVariable',
  'Select',
  'Query',
  'Join',
] as const;

/**
 * Which actions have surely not failed when another one begins: those that it waits for with "is successful", and those whose failure would
 * have run an action that was skipped. Time-outs are not counted as failures: who sends data does not choose them.
 * https://learn.microsoft.com/azure/logic-apps/logic-apps-exception-handling#manage-the-run-after-behavior
 */
export class SucceededBefore {
  private readonly siblings = new Map<Action | undefined, Map<string, Map<string, Action>>>();
  private readonly known = new Map<Action, Map<string, ReadonlySet<Action>>>();
  private readonly strictScopes = new Map<Action, boolean>();

  constructor(flow: Flow) {
    for (const action of flow.actions) {
      const branches = this.siblings.get(action.parent) ?? new Map<string, Map<string, Action>>();
      this.siblings.set(action.parent, branches);
      const byName = branches.get(action.branch) ?? new Map<string, Action>();
      branches.set(action.branch, byName);
      byName.set(action.name.toLowerCase(), action);
    }
  }

  /**
   * Whether `earlier` has surely succeeded when `later` begins.
   *
   * @param skipped actions that are known to have been skipped by then
   */
  hasSucceeded(earlier: Action, later: Action, skipped: readonly Action[] = []): boolean {
    for (let first: Action | undefined = earlier; first; first = this.scopeThatFailsWith(first)) {
      const { parent, branch } = first;
      let at: Action | undefined = later;
      while (at && (at.parent !== parent || at.branch !== branch)) at = at.parent;
      if (at && at !== first) {
        const others = skipped.filter((one) => one.parent === parent && one.branch === branch);
        return this.succeededWhen(at, others).has(first);
      }
      if (at) return false;
    }
    return false;
  }

  /** The Scope around an action, if it only succeeds when the action does: nothing in it runs after anything but success. */
  private scopeThatFailsWith({ parent }: Action): Action | undefined {
    if (!parent || !isType(parent, 'Scope')) return undefined;
    let isStrict = this.strictScopes.get(parent);
    if (isStrict === undefined) {
      isStrict = [...(this.siblings.get(parent)?.values() ?? [])].every((inside) =>
        [...inside.values()].every(({ runAfter }) => runAfter.every(({ statuses }) => isOnly(statuses, 'succeeded'))),
      );
      this.strictScopes.set(parent, isStrict);
    }
    return isStrict ? parent : undefined;
  }

  /** The actions beside another one that have succeeded when that one begins. Many questions are about one action, so it is kept. */
  private succeededWhen(action: Action, skipped: readonly Action[]): ReadonlySet<Action> {
    const known = this.known.get(action) ?? new Map<string, ReadonlySet<Action>>();
    this.known.set(action, known);
    const key = skipped.map(({ name }) => name).join('\n');
    const found = known.get(key) ?? this.findSucceeded(action, skipped);
    known.set(key, found);
    return found;
  }

  private findSucceeded(last: Action, skipped: readonly Action[]): ReadonlySet<Action> {
    const found = new Set<Action>();
    const open: Claim[] = [{ action: last, was: 'run' }];
    const seen = { run: new Set([last]), skipped: new Set(skipped) };
    const add = (action: Action, was: Claim['was']) => {
      if (seen[was].has(action)) return;
      seen[was].add(action);
      open.push({ action, was });
    };
    open.push(...skipped.map((action) => ({ action, was: 'skipped' }) as const));
    // The nearest first, so that the budget goes to them.
    for (const { action, was } of open) {
      if (seen.run.size + seen.skipped.size > budget) break;
      for (const { before, statuses } of this.edgesOf(action)) {
        if (was === 'skipped') {
          if (action.runAfter.length === 1 && statuses.includes('failed') && !this.maySkip(before)) found.add(before);
        } else if (isOnly(statuses, 'succeeded')) {
          found.add(before);
          add(before, 'run');
        } else if (!statuses.includes('skipped')) {
          if (statuses.length > 0) add(before, 'run');
        } else if (isOnly(statuses, 'skipped')) add(before, 'skipped');
      }
    }
    return found;
  }

  /** Whether an action may be skipped though its container runs: where only computing comes before it, nothing but its failure does that. */
  private maySkip(action: Action): boolean {
    const seen = new Set<Action>([action]);
    for (const one of seen) {
      if (seen.size > budget) return true;
      for (const { before, statuses } of this.edgesOf(one)) {
        if (!statuses.includes('succeeded') || !isType(before, ...computing)) return true;
        seen.add(before);
      }
    }
    return false;
  }

  private edgesOf({ parent, branch, runAfter }: Action): { before: Action; statuses: readonly string[] }[] {
    const beside = this.siblings.get(parent)?.get(branch);
    return runAfter.flatMap(({ action, statuses }) => {
      const before = beside?.get(action.toLowerCase());
      return before ? [{ before, statuses }] : [];
    });
  }
}

function isOnly(statuses: readonly string[], status: string): boolean {
  return statuses.length > 0 && statuses.every((one) => one === status);
}
