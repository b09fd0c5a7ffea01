import { defineRule } from '../engine/rule';
import { isHttpTrigger } from '../flow/http-trigger';

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
        text: 'Trigger {{trigger}} accepts calls from anyone: the URL, which ends up in logs and chats, is the only secret.',
        fix: 'Open the trigger and set "Who can trigger the flow?" to specific users in my tenant; the caller then sends a Microsoft Entra ID token.',
      },
      unset: {
        text: 'Trigger {{trigger}} does not say who may call it; flows saved without this setting accept anyone who has the URL.',
        fix: 'Open the trigger, set "Who can trigger the flow?" to specific users in my tenant, and save the flow.',
      },
    },
  },

  create: (context) => ({
    trigger(trigger) {
      if (!isHttpTrigger(trigger)) return;
      const setting = trigger.inputs?.get('triggerAuthenticationType');
      const data = { trigger: trigger.name };
      if (setting?.text?.toLowerCase() === 'all') {
        context.report({ at: setting, messageId: 'anyone', data });
      } else if (setting === undefined || setting.value === null || setting.text === '') {
        const at = setting ?? trigger.node.get('kind') ?? trigger.node.get('type') ?? trigger;
        context.report({ at, messageId: 'unset', data, confidence: 'medium' });
      }
    },
  }),
});
