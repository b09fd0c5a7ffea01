import { type Action, type Flow, isType } from '../flow/flow';

/** How an action may end. One that ends the run, or never comes to an end, has no status: what waits for it waits in vain. */
type Ends = number;

const ends = { succeeded: 1, failed: 2, timedout: 4, skipped: 8 } as const;
const ran: Ends = ends.succeeded | ends.failed | ends.timedout;
const any: Ends = ran | ends.skipped;

/** The ways to end that an edge accepts; every one where it names none, or one that is not known. */
function accepted(statuses: readonly string[]): Ends {
  let set = 0;
  for (const status of statuses) {
    if (!Object.hasOwn(ends, status)) return any;
    set |= ends[status as keyof typeof ends];
  }
  return set === 0 ? any : set;
}

/** The actions beside each other in one branch of a container, or at the top. */
interface Group {
  readonly container: Action | undefined;
  readonly branch: string;
  readonly actions: Action[];
}

/**
 * The actions of a flow that no run gets to: what waits for the success or failure of a Terminate action, after which the run is over; what
 * needs something of a skipped action that those cannot have; and all that lies in such a container. What runs where Terminate was skipped
 * is no such action: that is how flows go on past one. Conditions are taken to be possible, whatever they compare.
 * https://learn.microsoft.com/azure/logic-apps/logic-apps-workflow-actions-triggers#terminate-action,
 * https://learn.microsoft.com/azure/logic-apps/logic-apps-exception-handling#manage-the-run-after-behavior
 */
export function neverRunning(flow: Flow): ReadonlySet<Action> {
  const dead = new Set<Action>();
  const hasTerminate = flow.actions.some((action) => isType(action, 'Terminate'));
  // Without one, and with the usual edges, every action may run; most flows are such.
  if (!hasTerminate && flow.actions.every(hasUsualEdges)) return dead;
  const groups = groupsOf(flow);
  /** The branches of a container from which no run gets out. */
  const closed = new Map<Action, Set<string>>();
  // Containers stand before their content, so backwards the inner ones come first.
  for (const group of groups.reverse()) {
    const known = judge(group, closed, dead);
    const { container, branch } = group;
    if (!container || known) continue;
    const branches = closed.get(container) ?? new Set<string>();
    closed.set(container, branches);
    branches.add(branch);
  }
  for (const action of flow.actions) if (action.parent && dead.has(action.parent)) dead.add(action);
  return dead;
}

/** Whether an action waits for nothing, or for what may happen whenever nothing ends the run. */
function hasUsualEdges({ runAfter }: Action): boolean {
  return runAfter.length === 0 || (runAfter.length === 1 && runAfter[0]?.statuses.includes('succeeded') === true);
}

function groupsOf(flow: Flow): Group[] {
  const groups = new Map<Action | undefined, Map<string, Group>>();
  const ordered: Group[] = [];
  for (const action of flow.actions) {
    const branches = groups.get(action.parent) ?? new Map<string, Group>();
    groups.set(action.parent, branches);
    let group = branches.get(action.branch);
    if (!group) {
      group = { container: action.parent, branch: action.branch, actions: [] };
      branches.set(action.branch, group);
      ordered.push(group);
    }
    group.actions.push(action);
  }
  return ordered;
}

/** Finds the actions of a group that never run though their container does; returns whether a run gets out of the group. */
function judge(group: Group, closed: ReadonlyMap<Action, ReadonlySet<string>>, dead: Set<Action>): boolean {
  const byName = new Map(group.actions.map((action) => [action.name.toLowerCase(), action]));
  const before = new Map<Action, { readonly action: Action; readonly accepts: Ends }[]>();
  const after = new Map<Action, Action[]>();
  const waiting = new Map<Action, number>();
  for (const action of group.actions) {
    const edges = action.runAfter.flatMap(({ action: name, statuses }) => {
      const found = byName.get(name.toLowerCase());
      return found ? [{ action: found, accepts: accepted(statuses) }] : [];
    });
    before.set(action, edges);
    waiting.set(action, edges.length);
    for (const edge of edges) {
      const next = after.get(edge.action) ?? [];
      after.set(edge.action, next);
      next.push(action);
    }
  }
  const possible = new Map<Action, Ends>();
  // Edges in a circle never get ready: the platform does not run such a flow, and nothing is said of it.
  const ready = group.actions.filter((action) => waiting.get(action) === 0);
  for (const action of ready) {
    const edges = (before.get(action) ?? []).map((edge) => ({ ...edge, may: possible.get(edge.action) ?? any }));
    const isReached = edges.every(({ may, accepts }) => (may & accepts) !== 0);
    const isSkipped = edges.every(({ may }) => may !== 0) && edges.some(({ may, accepts }) => (may & ~accepts) !== 0);
    if (!isReached) dead.add(action);
    const goesOn = isReached && !isType(action, 'Terminate') && !endsInside(action, closed.get(action));
    possible.set(action, (goesOn ? ran : 0) | (isSkipped ? ends.skipped : 0));
    for (const next of after.get(action) ?? []) {
      const left = (waiting.get(next) ?? 0) - 1;
      waiting.set(next, left);
      if (left === 0) ready.push(next);
    }
  }
  return !ready.some((action) => possible.get(action) === 0);
}

/** Whether no run that gets into a container gets out of it. */
function endsInside(container: Action, closed: ReadonlySet<string> | undefined): boolean {
  if (!closed) return false;
  if (isType(container, 'Scope', 'Until')) return closed.has('actions');
  if (isType(container, 'If')) return closed.has('actions') && closed.has('else');
  if (!isType(container, 'Switch') || !closed.has('default')) return false;
  return (container.node.get('cases')?.members() ?? []).every(({ key }) => closed.has(`case ${key}`));
}
