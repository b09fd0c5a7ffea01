import { type Action, type Flow, isType } from '../flow/flow';

/** What is known of an action's place in the order of a run. */
interface Position {
  readonly depth: number;
  /** Whether it, or something around it, repeats its content. */
  readonly isRepeated: boolean;
  readonly siblings: Siblings;
}

/** How many actions may be looked at for one answer; then the answer is that nothing is known. */
const budget = 2_000;

/**
 * Which of two actions of a flow may see what the other one did, by the run-after edges, branches and loops.
 * https://learn.microsoft.com/azure/logic-apps/logic-apps-exception-handling#manage-the-run-after-behavior
 */
export class RunOrder {
  private readonly positions = new Map<Action, Position>();

  constructor(flow: Flow) {
    const groups = new Map<Action | undefined, Map<string, Siblings>>();
    for (const action of flow.actions) {
      const around = action.parent && this.positions.get(action.parent);
      const branches = groups.get(action.parent) ?? new Map<string, Siblings>();
      groups.set(action.parent, branches);
      const siblings = branches.get(action.branch) ?? new Siblings();
      branches.set(action.branch, siblings);
      siblings.add(action);
      const isRepeated = around?.isRepeated === true || isType(action, 'Foreach', 'Until');
      this.positions.set(action, { depth: (around?.depth ?? -1) + 1, isRepeated, siblings });
    }
  }

  /** Whether `later` may run after `earlier` in some run: also where they run side by side, or nothing is known. */
  mayFollow(later: Action, earlier: Action): boolean {
    let [a, b] = [earlier, later];
    while (this.depth(a) > this.depth(b)) a = a.parent ?? a;
    while (this.depth(b) > this.depth(a)) b = b.parent ?? b;
    while (a.parent !== b.parent && a.parent && b.parent) [a, b] = [a.parent, b.parent];
    const around = a.parent;
    if (around && this.positions.get(around)?.isRepeated) return true;
    if (a === b) return a !== earlier || a !== later || this.positions.get(a)?.isRepeated === true;
    if (a.branch !== b.branch) return a.branch.startsWith('tool ');
    return !this.positions.get(a)?.siblings.isBefore(b, a);
  }

  /** Whether `later` only begins when `earlier`, which lies beside it in the same branch, has ended. */
  waitsFor(later: Action, earlier: Action): boolean {
    return this.positions.get(later)?.siblings.isBefore(earlier, later) === true;
  }

  private depth(action: Action): number {
    return this.positions.get(action)?.depth ?? 0;
  }
}

/** The actions beside each other in one branch of one container, and the run-after edges between them. */
class Siblings {
  private readonly actions: Action[] = [];
  private order: Order | undefined;

  add(action: Action): void {
    this.actions.push(action);
  }

  /** Whether `first` has surely run when `second` begins. */
  isBefore(first: Action, second: Action): boolean {
    this.order ??= new Order(this.actions);
    return this.order.isBefore(first, second);
  }
}

/**
 * Reachability in the graph of run-after edges. A spanning tree answers for chains at once, ranks refuse most of the rest, and what is left
 * is searched within a budget.
 */
class Order {
  private readonly predecessors = new Map<Action, readonly Action[]>();
  private readonly ranks = new Map<Action, number>();
  /** Where an action's part of the spanning tree begins and ends, in the order of a walk through the tree. */
  private readonly spans = new Map<Action, { readonly from: number; to: number }>();

  constructor(actions: readonly Action[]) {
    const byName = new Map(actions.map((action) => [action.name.toLowerCase(), action]));
    const successors = new Map<Action, Action[]>(actions.map((action) => [action, []]));
    const waitsFor = new Map<Action, number>();
    for (const action of actions) {
      const before = action.runAfter.flatMap((edge) => byName.get(edge.action.toLowerCase()) ?? []);
      this.predecessors.set(action, before);
      waitsFor.set(action, before.length);
      for (const one of before) successors.get(one)?.push(action);
    }
    const ready = actions.filter((action) => waitsFor.get(action) === 0);
    for (const action of ready) {
      this.ranks.set(action, this.ranks.size);
      for (const next of successors.get(action) ?? []) {
        const left = (waitsFor.get(next) ?? 0) - 1;
        waitsFor.set(next, left);
        if (left === 0) ready.push(next);
      }
    }
    this.walkTree(ready, successors);
  }

  private walkTree(actions: readonly Action[], successors: ReadonlyMap<Action, readonly Action[]>): void {
    const roots = actions.filter((action) => this.predecessors.get(action)?.length === 0);
    const open: { readonly action: Action; readonly isLeft: boolean }[] = roots.map((action) => ({
      action,
      isLeft: false,
    }));
    let clock = 0;
    for (let next = open.pop(); next; next = open.pop()) {
      const { action, isLeft } = next;
      const span = this.spans.get(action);
      if (isLeft && span) {
        span.to = clock;
      } else {
        this.spans.set(action, { from: clock++, to: clock });
        open.push({ action, isLeft: true });
        for (const child of successors.get(action) ?? []) {
          if (this.predecessors.get(child)?.[0] === action) open.push({ action: child, isLeft: false });
        }
      }
    }
  }

  isBefore(first: Action, second: Action): boolean {
    const [rank, limit] = [this.ranks.get(first), this.ranks.get(second)];
    // Edges in a circle have no rank: such a flow does not run.
    if (rank === undefined || limit === undefined || rank >= limit) return false;
    const [outer, inner] = [this.spans.get(first), this.spans.get(second)];
    if (outer && inner && outer.from < inner.from && inner.to <= outer.to) return true;
    const seen = new Set<Action>([second]);
    for (const action of seen) {
      if (action === first) return true;
      if (seen.size > budget) return false;
      for (const before of this.predecessors.get(action) ?? []) {
        if ((this.ranks.get(before) ?? -1) >= rank) seen.add(before);
      }
    }
    return false;
  }
}
