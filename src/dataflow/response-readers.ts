import { type Flow, isType, type Trigger } from '../flow/flow';
import { isHttpTrigger } from '../flow/http-trigger';
import { triggerAuthentication } from '../flow/trigger-authentication';
import { childFlowId, type DataGraph } from './graph';

/** Who gets what the Response of a flow returns. */
export interface Readers {
  /** In words, to stand after "to". */
  readonly who: string;
  readonly severity: 'high' | 'medium';
  readonly confidence: 'high' | 'medium';
}

const anyone: Readers = { who: 'anyone who has the URL of the flow', severity: 'high', confidence: 'high' };
const tenant: Readers = { who: 'every caller of the tenant', severity: 'high', confidence: 'high' };
const listed: Readers = { who: 'the callers that the trigger lists', severity: 'medium', confidence: 'medium' };
const unknown: Readers = { who: 'the caller of the flow', severity: 'medium', confidence: 'medium' };
const runner: Readers = { who: 'whoever runs the flow', severity: 'medium', confidence: 'medium' };
const appUsers: Readers = {
  who: 'the app that calls the flow, and so to its users',
  severity: 'medium',
  confidence: 'high',
};
const agent: Readers = { who: 'the agent that calls the flow', severity: 'medium', confidence: 'medium' };
const visitors: Readers = {
  who: 'the web page that calls the flow, and so to its visitors',
  severity: 'high',
  confidence: 'high',
};

/** By kind of a Request trigger, lower case. https://learn.microsoft.com/power-automate/triggers-introduction */
const byKind: ReadonlyMap<string, Readers> = new Map([
  ['button', runner],
  ['powerapp', appUsers],
  ['powerappv2', appUsers],
  ['skills', agent],
  ['virtualagent', agent],
  ['powerpages', visitors],
]);

/** The flows that other flows of the solution run, by GUID. */
export function flowsCalledInside(graph: DataGraph): ReadonlySet<string> {
  const sites = graph.flows.flatMap(({ flow }) => flow.actions.filter((action) => isType(action, 'Workflow')));
  return new Set(sites.map(childFlowId));
}

/** Who reads the Response of a flow; `undefined` for a child flow that only flows of the solution run, as far as the files tell. */
export function readersOf(flow: Flow, calledInside: ReadonlySet<string>): Readers | undefined {
  const isChild = flow.id !== undefined && calledInside.has(flow.id.toLowerCase());
  const [trigger] = flow.triggers;
  if (!trigger) return isChild ? undefined : unknown;
  const kind = trigger.kind?.toLowerCase() ?? '';
  // A trigger of kind Http has a URL, so others than the flows of the solution may call it too.
  if (isChild && kind !== 'http') return undefined;
  return isHttpTrigger(trigger) ? callers(trigger, flow) : (byKind.get(kind) ?? unknown);
}

/** https://learn.microsoft.com/power-automate/oauth-authentication */
function callers(trigger: Trigger, flow: Flow): Readers {
  switch (triggerAuthentication(trigger, flow).callers) {
    case 'anyone':
      return anyone;
    case 'unset':
      return { ...anyone, confidence: 'medium' };
    case 'tenant':
      return tenant;
    case 'users':
      return listed;
    case 'undecidable':
      return unknown;
  }
}
