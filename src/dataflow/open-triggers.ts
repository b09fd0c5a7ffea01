/**
 * What comes of it that anyone may call an HTTP trigger: what such a caller reads and changes through the flow. Several rules tell it,
 * each trigger by one of them.
 */

import { type Action, type Flow, isType, type Trigger } from '../flow/flow';
import { isHttpTrigger } from '../flow/http-trigger';
import { type TriggerAuthentication, triggerAuthentication } from '../flow/trigger-authentication';
import type { Solution } from '../solution/solution';
import { type CallerCheck, callerChecks } from './caller-checks';
import { readsError } from './error-details';
import { FailureOrder } from './failure-order';
import type { FlowGraph, Transfer } from './flow-graph';
import type { DataGraph } from './graph';
import { type Effect, effectOf } from './operation-effects';
import { secretSourceOf } from './secret-sources';
import { dataGraph, untrustedTrace } from './solution-traces';
import { type Arrival, type Source, Trace } from './trace';
import type { Untrusted } from './untrusted-in-flows';

/** An HTTP trigger that anyone may call. */
export interface OpenTrigger {
  readonly flow: Flow;
  readonly trigger: Trigger;
  readonly authentication: TriggerAuthentication;
  /** Comparisons of what the caller sends with a secret that is kept as one. */
  readonly checks: readonly SecretCheck[];
  /** Data that reaches a Response of the flow, worst first. */
  readonly returned: readonly Returned[];
  /** What the flow does to data with the rights of others, worst first. */
  readonly writes: readonly Write[];
  /** What the trigger is to be reported for: the worst of it. */
  readonly worst: 'returned' | 'writes' | undefined;
}

/** A comparison with a secret. */
export type SecretCheck = CallerCheck & { readonly expected: { readonly kind: 'secret' } };

function isSecretCheck(check: CallerCheck): check is SecretCheck {
  return check.expected.kind === 'secret';
}

export interface Returned {
  readonly read: Action;
  readonly arrival: Arrival<Action>;
  /** Whether the Response lies behind a check of the caller's secret. */
  readonly isGuarded: boolean;
}

export interface Write {
  readonly action: Action;
  readonly effect: Exclude<Effect, 'read'>;
  /** What of the caller's is in it. */
  readonly sent: Arrival<Untrusted> | undefined;
  /** Whether a caller who decides it can do harm to what is there, or through others, and not only add to it. */
  readonly isGrave: boolean;
  readonly isGuarded: boolean;
}

const known = new WeakMap<Solution, readonly OpenTrigger[]>();

/** Every HTTP trigger of a solution that anyone may call, or that does not say who may, and what comes of it. */
export function openTriggers(solution: Solution): readonly OpenTrigger[] {
  const found = known.get(solution) ?? findTriggers(solution);
  known.set(solution, found);
  return found;
}

function findTriggers(solution: Solution): readonly OpenTrigger[] {
  const graph = dataGraph(solution);
  const open = graph.flows.flatMap((one) =>
    one.flow.triggers.flatMap((trigger) => {
      if (!isHttpTrigger(trigger)) return [];
      const authentication = triggerAuthentication(trigger, one.flow);
      const isOpen = authentication.callers === 'anyone' || authentication.callers === 'unset';
      return isOpen ? [{ graph: one, trigger, authentication }] : [];
    }),
  );
  if (open.length === 0) return [];
  const reads = new Trace(graph, readsIn(graph));
  const checks = callerChecks(solution).filter(isSecretCheck);
  return open.map(({ graph: one, trigger, authentication }) => {
    const mine = checks.filter((check) => check.trigger === trigger);
    const guards = mine.map(guardOf);
    const returned = returnedBy(one, reads, guards);
    const writes = writesOf(graph, one, trigger, untrustedTrace(solution), guards);
    const worst = worstOf(returned[0], writes[0]);
    return { flow: one.flow, trigger, authentication, checks: mine, returned, writes, worst };
  });
}

/** What is unguarded weighs more than what is not. Then: what a caller may change or destroy, what he reads, what he may add. */
function worstOf(returned: Returned | undefined, write: Write | undefined): OpenTrigger['worst'] {
  if (!returned || !write) return returned ? 'returned' : write && 'writes';
  if (returned.isGuarded !== write.isGuarded) return returned.isGuarded ? 'writes' : 'returned';
  return write.isGrave ? 'writes' : 'returned';
}

/** Whether an operation acts through the flow's own connection. One of whoever runs the flow has no rights where that is anyone. */
function actsForOthers({ connector }: Action, { connectionReferences }: Flow): boolean {
  const key = connector?.connectionName?.toLowerCase();
  return connectionReferences.find((one) => one.key.toLowerCase() === key)?.source !== 'invoker';
}

/** Everything that actions read with the rights of others. Secrets and errors on their way out are told of by themselves. */
function readsIn({ flows }: DataGraph): Source<Action>[] {
  return flows.flatMap((graph) => {
    const reads = graph.flow.actions.filter(
      (action) => effectOf(action) === 'read' && !secretSourceOf(action) && actsForOthers(action, graph.flow),
    );
    if (reads.length === 0) return [];
    const failures = new FailureOrder(graph.flow, graph.order);
    return reads.map((action) => ({
      cell: graph.cellOf(action),
      path: ['outputs', 'body'],
      takes: (way: Transfer) => !readsError(failures, action, way),
      at: action,
      of: action,
    }));
  });
}

function returnedBy(graph: FlowGraph, reads: Trace<Action>, guards: readonly Guard[]): readonly Returned[] {
  const found = graph.flow.actions.flatMap((response) => {
    if (!isType(response, 'Response')) return [];
    const isGuarded = isBehindAny(response, graph, guards);
    return reads
      .arrivalsAt(response)
      .filter((arrival) => arrival.field[0] === 'inputs' && !isErrorReport(arrival))
      .map((arrival) => ({ read: arrival.source.of, arrival, isGuarded }));
  });
  return found.sort((a, b) => Number(a.isGuarded) - Number(b.isGuarded));
}

/** Data that `result()` lists is there because something failed, which is another finding. */
function isErrorReport({ fact }: Arrival<Action>): boolean {
  for (let at: typeof fact | undefined = fact; at; at = at.before) if (at.cell.holds === 'result') return true;
  return false;
}

/** How grave what an operation does is, the gravest first. */
const effects: readonly Write['effect'][] = ['delete', 'share', 'change', 'run', 'send', 'create', 'request'];

/** What harms what is there, or acts on others, as soon as the caller has a say in it. */
const grave = new Set<Effect>(['delete', 'share', 'change', 'run']);

function writesOf(
  graph: DataGraph,
  start: FlowGraph,
  trigger: Trigger,
  untrusted: Trace<Untrusted>,
  guards: readonly Guard[],
): readonly Write[] {
  const found: Write[] = [];
  for (const { called, isGuarded: isRunGuarded } of runBy(graph, start, guards)) {
    for (const action of called.flow.actions) {
      const effect = effectOf(action);
      if (
        !effect ||
        effect === 'read' ||
        !called.mayRun(action) ||
        secretSourceOf(action) ||
        !actsForOthers(action, called.flow)
      )
        continue;
      const sent = untrusted.arrivalsAt(action).filter((one) => isOfCaller(one, trigger));
      // What a request does that always is the same, only the other side knows.
      if (effect === 'request' && sent.length === 0) continue;
      const [worst] = [...sent].sort((a, b) => Number(choosesTarget(b)) - Number(choosesTarget(a)));
      const isGrave = worst !== undefined && (grave.has(effect) || (effect === 'send' && choosesTarget(worst)));
      const isGuarded = isRunGuarded || isBehindAny(action, called, guards);
      found.push({ action, effect, sent: worst, isGrave, isGuarded });
    }
  }
  const rank = (write: Write) => [
    Number(write.isGuarded),
    Number(!write.isGrave),
    Number(!write.sent),
    effects.indexOf(write.effect),
  ];
  return found.sort((a, b) => compareRanks(rank(a), rank(b)));
}

function compareRanks(a: readonly number[], b: readonly number[]): number {
  const i = a.findIndex((value, index) => value !== b[index]);
  return i < 0 ? 0 : (a[i] ?? 0) - (b[i] ?? 0);
}

/** The flow and those that it runs; guarded where every way to them is. */
function runBy(
  graph: DataGraph,
  start: FlowGraph,
  guards: readonly Guard[],
): readonly { readonly called: FlowGraph; readonly isGuarded: boolean }[] {
  const guarded = new Map<FlowGraph, boolean>([[start, false]]);
  const open = [start];
  for (let caller = open.pop(); caller; caller = open.pop()) {
    for (const site of caller.flow.actions) {
      if (!caller.mayRun(site)) continue;
      for (const child of graph.flowsRunBy(site)) {
        const isGuarded = guarded.get(caller) === true || isBehindAny(site, caller, guards);
        const before = guarded.get(child);
        if (before === false || before === isGuarded) continue;
        guarded.set(child, isGuarded);
        open.push(child);
      }
    }
  }
  return [...guarded].map(([called, isGuarded]) => ({ called, isGuarded }));
}

/** Data of the trigger's caller in what an operation is given, and not in how it is called. */
function isOfCaller({ source, field }: Arrival<Untrusted>, trigger: Trigger): boolean {
  return (
    source.of.operation === trigger && field[0] === 'inputs' && field[1] !== 'host' && field[1] !== 'authentication'
  );
}

/** Fields of mail and messages that say whom they go to: https://learn.microsoft.com/connectors/office365 */
const recipients = new Set(['to', 'cc', 'bcc', 'recipient', 'recipients', 'assignedto']);

function choosesTarget({ field }: Arrival<Untrusted>): boolean {
  return field.some((step) => recipients.has(step));
}

/** A check, and what it keeps callers from. */
interface Guard {
  readonly check: SecretCheck;
  /** Whether the run ends where it does not hold. */
  readonly endsOtherwise: boolean;
}

function guardOf(check: SecretCheck): Guard {
  const { operation, branch, flow } = check;
  const other = branch === 'actions' ? 'else' : 'actions';
  const endsOtherwise = flow.actions.some(
    (one) => one.parent === operation && one.branch === other && isType(one, 'Terminate'),
  );
  return { check, endsOtherwise };
}

function isBehindAny(action: Action, graph: FlowGraph, guards: readonly Guard[]): boolean {
  return guards.some((guard) => guard.check.flow === graph.flow && isBehind(action, graph, guard));
}

/** Whether an action runs only if a check holds: it is in that branch of the Condition, or comes after it and the other branch ends the run. */
function isBehind(action: Action, { order }: FlowGraph, { check, endsOtherwise }: Guard): boolean {
  const { operation, branch } = check;
  if (operation.role === 'trigger' || !branch) return false;
  for (let at: Action | undefined = action; at?.parent; at = at.parent) {
    if (at.parent === operation) return at.branch === branch;
  }
  return endsOtherwise && order.mayFollow(action, operation) && !order.mayFollow(operation, action);
}
