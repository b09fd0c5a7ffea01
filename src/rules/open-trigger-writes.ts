import { type OpenTrigger, openTriggers, type Write } from '../dataflow/open-triggers';
import { stepsOf } from '../dataflow/path-steps';
import { openTriggerReport } from '../detection/open-trigger-report';
import type { Severity } from '../engine/levels';
import { defineRule } from '../engine/rule';
import { isType } from '../flow/flow';

export default defineRule({
  meta: {
    id: 'open-trigger-writes',
    description:
      'Anyone who has the URL of an HTTP trigger makes the flow change or send something with rights of its own.',
    severity: 'critical',
    confidence: 'high',
    persona: 'regular',
    since: '0.1.0',
    cwe: [306, 862],
    owasp: ['CD-SEC-03', 'CD-SEC-05', 'LCNC-SEC-02', 'LCNC-SEC-04'],
    references: [
      'https://learn.microsoft.com/power-automate/oauth-authentication',
      'https://learn.microsoft.com/power-automate/guidance/coding-guidelines/use-secure-inputs-outputs-triggers',
      'https://learn.microsoft.com/power-automate/guidance/coding-guidelines/understand-access-to-flows',
    ],
    messages: {
      decided: {
        text: 'Trigger {{trigger}} [[callers]]. They have a say in what [[deeds]], with [[rights]].',
        fix: 'Open the trigger, set "Who can trigger the flow?" to specific users in my tenant, and list them, so that the platform checks the caller before the flow does anything.',
      },
      started: {
        text: 'Trigger {{trigger}} [[callers]]. With each call [[deeds]], with [[rights]].',
        fix: 'Open the trigger, set "Who can trigger the flow?" to specific users in my tenant, and list them, so that nobody else can make the flow act.',
      },
    },
  },

  create: (context) => ({
    solution(solution) {
      for (const open of openTriggers(solution)) {
        const [worst] = open.writes;
        if (open.worst !== 'writes' || !worst) continue;
        const { at, confidence, callers, related, edit } = openTriggerReport(open);
        const told = open.writes.filter(
          (one) => one.isGuarded === worst.isGuarded && (one.sent !== undefined) === (worst.sent !== undefined),
        );
        const { phrase, data } = deedsOf(told);
        context.report({
          at,
          messageId: worst.sent ? 'decided' : 'started',
          data: { trigger: open.trigger.name, ...data },
          phrases: { callers, deeds: phrase, rights: rightsOf(told) },
          path: pathOf(worst),
          related: [...told.slice(0, maxNames).map(placeOf), ...returnsOf(open), ...related],
          edit,
          severity: severityOf(worst),
          confidence: isSure(worst) ? confidence : 'medium',
        });
      }
    },
  }),
});

/** At most so many actions are named. */
const maxNames = 3;

/** What an action does to something that the caller decides, and what it does at all. */
const deeds: Readonly<Record<Write['effect'], readonly [decided: string, started: string]>> = {
  delete: ['deletes', 'deletes something'],
  share: ['gives access to', 'gives access'],
  change: ['changes', 'changes something'],
  run: ['runs', 'runs something'],
  send: ['sends', 'sends something'],
  create: ['creates', 'creates something'],
  request: ['sends in its request', 'sends a request'],
};

/** A caller who adds something does less harm than one who changes what is there; whoever has to know a secret is no stranger. */
function severityOf({ isGuarded, isGrave }: Write): Severity {
  if (isGuarded) return 'medium';
  return isGrave ? 'critical' : 'high';
}

/** What a posted request does, only the other side knows. */
function isSure({ effect, sent }: Write): boolean {
  return effect !== 'request' && sent?.confidence !== 'medium';
}

/** `{{action1}} deletes, {{action2}} changes and 2 more actions do`: names apart from our words. */
function deedsOf(writes: readonly Write[]): { readonly phrase: string; readonly data: Record<string, string> } {
  const shown = writes.slice(0, maxNames);
  const left = writes.length - shown.length;
  const words = shown.map(({ effect, sent }, i) => `{{action${i + 1}}} ${deeds[effect][sent ? 0 : 1]}`);
  const all = left === 0 ? words : [...words, left === 1 ? 'one more action does' : `${left} more actions do`];
  const head = all.slice(0, -1).join(', ');
  return {
    phrase: `${head}${head === '' ? '' : ' and '}${all.at(-1)}`,
    data: Object.fromEntries(shown.map(({ action }, i) => [`action${i + 1}`, action.name])),
  };
}

function rightsOf(writes: readonly Write[]): string {
  const kinds = new Set(writes.map(({ action }) => (isType(action, 'Http') ? 'credentials' : 'connections')));
  if (kinds.size > 1) return 'connections and credentials of the flow';
  return kinds.has('credentials') ? 'credentials that the flow holds' : "connections of the flow's owner";
}

function pathOf({ sent, action, effect }: Write) {
  if (!sent) return [];
  const last = { text: `{{action}} ${deeds[effect][1]} with it`, data: { action: action.name } };
  return stepsOf(sent.fact, { text: 'the caller sends it' }, last);
}

function placeOf({ action }: Write) {
  return { at: action, label: 'the flow acts here' };
}

function returnsOf({ returned }: OpenTrigger) {
  const [first] = returned;
  return first ? [{ at: first.arrival.at, label: 'what the flow reads goes back to the caller here' }] : [];
}
