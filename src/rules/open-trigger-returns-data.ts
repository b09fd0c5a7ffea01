import { type OpenTrigger, openTriggers, type Returned } from '../dataflow/open-triggers';
import { routeOf, stepsOf } from '../dataflow/path-steps';
import { openTriggerReport } from '../detection/open-trigger-report';
import { defineRule } from '../engine/rule';
import { isType } from '../flow/flow';

export default defineRule({
  meta: {
    id: 'open-trigger-returns-data',
    description: 'Anyone who has the URL of an HTTP trigger gets data that the flow reads with rights of its own.',
    severity: 'critical',
    confidence: 'high',
    persona: 'regular',
    since: '0.1.0',
    cwe: [306, 200],
    owasp: ['CD-SEC-04', 'CD-SEC-05', 'LCNC-SEC-03', 'LCNC-SEC-04'],
    references: [
      'https://learn.microsoft.com/power-automate/oauth-authentication',
      'https://learn.microsoft.com/azure/connectors/connectors-native-reqres',
      'https://learn.microsoft.com/power-automate/guidance/coding-guidelines/use-secure-inputs-outputs-triggers',
    ],
    messages: {
      returned: {
        text: 'Trigger {{trigger}} [[callers]]. {{response}} gives them what is read by {{read}}[[others]] with [[rights]][[route]].',
        fix: 'Open the trigger, set "Who can trigger the flow?" to specific users in my tenant, and list them, so that the platform checks the caller before the flow reads anything. If everybody has to be able to call it, return only what anybody may know.',
      },
    },
  },

  create: (context) => ({
    solution(solution) {
      for (const open of openTriggers(solution)) {
        const [worst] = open.returned;
        if (open.worst !== 'returned' || !worst) continue;
        const { at, confidence, callers, related, edit } = openTriggerReport(open);
        const { read, arrival, isGuarded } = worst;
        const { phrase, data } = routeOf(arrival.fact);
        context.report({
          at,
          messageId: 'returned',
          data: { trigger: open.trigger.name, response: arrival.operation.name, read: read.name, ...data },
          phrases: {
            callers,
            others: othersBeside(worst, open),
            rights: rightsOf(open),
            route: phrase === '' ? '' : `,${phrase}`,
          },
          path: stepsOf(arrival.fact, { text: '{{action}} reads it', data: { action: read.name } }),
          related: [...writesOf(open), ...related],
          edit,
          severity: isGuarded ? 'medium' : 'critical',
          confidence: arrival.confidence === 'high' ? confidence : 'medium',
        });
      }
    },
  }),
});

function othersBeside(worst: Returned, { returned }: OpenTrigger): string {
  const count = new Set(returned.map(({ read }) => read)).size - 1;
  if (worst.isGuarded || count === 0) return count === 0 ? '' : ' and others';
  return count === 1 ? ' and another action' : ` and ${count} other actions`;
}

function rightsOf({ returned }: OpenTrigger): string {
  const kinds = new Set(returned.map(({ read }) => (isType(read, 'Http') ? 'credentials' : 'connections')));
  if (kinds.size > 1) return 'connections and credentials of the flow';
  return kinds.has('credentials') ? 'credentials that the flow holds' : "connections of the flow's owner";
}

function writesOf({ writes }: OpenTrigger) {
  const [first] = writes;
  return first ? [{ at: first.action, label: 'each call also makes the flow change or send something here' }] : [];
}
