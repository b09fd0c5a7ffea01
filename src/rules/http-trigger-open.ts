import { openTriggers } from '../dataflow/open-triggers';
import { openTriggerReport } from '../detection/open-trigger-report';
import { defineRule } from '../engine/rule';

export default defineRule({
  meta: {
    id: 'http-trigger-open',
    description: 'A flow can be started by anyone who has the URL of its HTTP trigger.',
    severity: 'high',
    confidence: 'high',
    persona: 'regular',
    since: '0.1.0',
    cwe: [306],
    owasp: ['CD-SEC-05', 'LCNC-SEC-04'],
    references: [
      'https://learn.microsoft.com/power-automate/oauth-authentication',
      'https://learn.microsoft.com/power-automate/guidance/coding-guidelines/use-secure-inputs-outputs-triggers',
    ],
    messages: {
      anyone: {
        text: 'Trigger {{trigger}} accepts calls from anyone who has its URL, and URLs end up in logs and chats.',
        fix: 'Open the trigger, set "Who can trigger the flow?" to specific users in my tenant, and list them; the caller then has to send a Microsoft Entra ID token.',
      },
      unset: {
        text: 'Trigger {{trigger}} does not say who may call it; flows saved without this setting accept anyone who has the URL.',
        fix: 'Open the trigger, set "Who can trigger the flow?" to specific users in my tenant, list them, and save the flow.',
      },
    },
  },

  create: (context) => ({
    solution(solution) {
      for (const open of openTriggers(solution)) {
        // What a caller reads or changes is said instead, by rules of its own.
        if (open.worst) continue;
        const { at, confidence, related, edit } = openTriggerReport(open);
        context.report({
          at,
          messageId: open.authentication.callers === 'unset' ? 'unset' : 'anyone',
          data: { trigger: open.trigger.name },
          confidence,
          related,
          edit,
          severity: open.checks.length > 0 ? 'medium' : 'high',
        });
      }
    },
  }),
});
