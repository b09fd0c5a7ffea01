import { type Action, isType } from '../flow/flow';
import { type DataPath, overlaps } from './data-path';
import { FailureOrder } from './failure-order';
import type { Cell, FlowGraph, Reading, Transfer } from './flow-graph';
import type { DataGraph } from './graph';
import type { Source } from './trace';

/** What the platform keeps of a run for its owners, and expressions can read. */
export interface ErrorDetails {
  /**
   * `inputs`: what actions were given. `outputs`: what they answered, in a list of results. `error`: the code and message of a
   * failure. `answer`: what a single action answered when it failed; `any-answer`: the same, or what it answered when it did not.
   * `run`: where the flow runs.
   */
  readonly kind: 'inputs' | 'outputs' | 'error' | 'answer' | 'any-answer' | 'run';
  /** The action, or the container whose actions; absent for the run. */
  readonly about: Action | undefined;
  /** Whether `result()` tells it, of all actions in a container. */
  readonly isResult: boolean;
}

/** Last keys of a path to something that gives nothing away. */
const harmless = new Set([
  'code',
  'status',
  'statuscode',
  'name',
  'starttime',
  'endtime',
  'trackingid',
  'clienttrackingid',
  'canresubmit',
  'flowdisplayname',
  'logicappname',
  'xrmworkflowid',
]);

/** The parts of `workflow()` that say in which environment, tenant and subscription the flow runs; its ids lead nobody there. */
const runKeys = new Set(['id', 'tags']);

/** Keys under which services tell of an error; any other key of an answer is data, which a failed action does not return. */
const errorKeys = new Set([
  'error',
  'errors',
  'message',
  'errormessage',
  'detail',
  'details',
  'innererror',
  'exception',
]);

/** Actions that ask others and so may be answered with an error; the rest works on what the flow has already. */
const asking = [
  'Http',
  'HttpWebhook',
  'OpenApiConnection',
  'OpenApiConnectionWebhook',
  'ApiConnection',
  'ApiConnectionWebhook',
  'ServiceProvider',
  'Workflow',
] as const;

/**
 * Everything in the flows of a solution that tells of failures: `result()` of containers, the errors and inputs of single actions, the
 * answers of failed actions where something reads them that runs because of the failure, and `workflow()`.
 * https://learn.microsoft.com/azure/logic-apps/logic-apps-exception-handling#get-context-and-results-for-failures
 */
export function errorDetailsIn(graph: DataGraph): Source<ErrorDetails>[] {
  return graph.flows.flatMap((flow) => {
    const failures = new FailureOrder(flow.flow, flow.order);
    return [...flow.flow.actions.flatMap((action) => detailsOf(action, flow, failures)), ...runDetails(flow)];
  });
}

function detailsOf(action: Action, flow: FlowGraph, failures: FailureOrder): readonly Source<ErrorDetails>[] {
  const cell = flow.cellOf(action);
  const result = flow.resultOf(action);
  const source = (from: Cell, kind: ErrorDetails['kind'], path: DataPath, isTaken: (reading: Reading) => boolean) => {
    const takes = ({ select, reading }: Transfer) =>
      reading !== undefined &&
      overlaps(path, select) &&
      (from === result || mayTellOfError(select)) &&
      isTaken(reading);
    const of = { kind, about: action, isResult: from === result };
    return from.transfers.some(takes) ? [{ cell: from, path, at: action, excludes: isHarmless, takes, of }] : [];
  };
  const runsAfterFailure = ({ operation }: Reading) =>
    operation.role === 'action' ? failures.runsAfterFailure(operation, action) : undefined;
  const always = () => true;
  const inFailure = (reading: Reading) => runsAfterFailure(reading) === 'only';
  const inAnyCase = (reading: Reading) => runsAfterFailure(reading) === 'also';
  return [
    ...source(result, 'inputs', ['inputs'], always),
    ...source(result, 'error', ['error'], always),
    ...source(result, 'outputs', ['outputs'], inFailure),
    ...source(cell, 'inputs', ['inputs'], always),
    ...source(cell, 'error', ['error'], always),
    ...(isType(action, ...asking) ? source(cell, 'answer', ['outputs'], inFailure) : []),
    ...(isType(action, ...asking) ? source(cell, 'any-answer', ['outputs'], inAnyCase) : []),
  ];
}

function runDetails(flow: FlowGraph): readonly Source<ErrorDetails>[] {
  const cell = flow.cellNamed('workflow');
  return cell.transfers.flatMap((transfer) => {
    const { reading, select } = transfer;
    if (!reading || (select[0] !== undefined && !runKeys.has(select[0]))) return [];
    const of = { kind: 'run', about: undefined, isResult: false } as const;
    return [{ cell, path: [], at: reading, excludes: isHarmless, takes: (way: Transfer) => way === transfer, of }];
  });
}

function isHarmless(part: DataPath): boolean {
  return harmless.has(part.at(-1) ?? '');
}

/** Whether what is read of an action is the whole, what it was given, or a part of its answer that errors have. */
function mayTellOfError(select: DataPath): boolean {
  const [member, side, key] = select;
  if (member !== 'outputs' || side === undefined || side === 'headers') return true;
  return side === 'error' || (side === 'body' && (key === undefined || errorKeys.has(key)));
}

/** Whether what a way reads of an action is the error that it was answered with: whoever reads it runs only because the action failed. */
export function readsError(failures: FailureOrder, failed: Action, { reading, select }: Transfer): boolean {
  if (reading?.operation.role !== 'action' || !mayTellOfError(select)) return false;
  return failures.runsAfterFailure(reading.operation, failed) === 'only';
}
