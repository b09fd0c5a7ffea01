import { defineRule } from '../engine/rule';
import type { Trigger } from '../flow/flow';
import { isHttpTrigger } from '../flow/http-trigger';
import { triggerAuthentication } from '../flow/trigger-authentication';

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
    trigger(trigger, flow) {
      if (!isHttpTrigger(trigger)) return;
      const { callers, setting, decidedBy } = triggerAuthentication(trigger, flow);
      const data = { trigger: trigger.name };
      const decided = decidedBy ? [{ at: decidedBy, label: 'the value of the parameter' }] : [];
      const related = [...decided, ...weakMitigations(trigger)];
      if (callers === 'anyone') {
        context.report({ at: setting ?? trigger, messageId: 'anyone', data, related });
      } else if (callers === 'unset') {
        const at = setting ?? trigger.node.get('kind') ?? trigger.node.get('type') ?? trigger;
        context.report({ at, messageId: 'unset', data, related, confidence: 'medium' });
      }
    },
  }),
});

/** What makes an open trigger a little harder to use, and is often taken for protection. */
function weakMitigations(trigger: Trigger) {
  const conditions = trigger.node.get('conditions')?.items() ?? [];
  const method = trigger.inputs?.get('method');
  return [
    ...conditions.map((at) => ({ at, label: 'a trigger condition skips calls, but proves nothing about the caller' })),
    ...(method ? [{ at: method, label: 'a fixed method keeps nobody out' }] : []),
  ];
}
