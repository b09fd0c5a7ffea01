import { defineRule } from '../engine/rule';
import { isHttpTrigger } from '../flow/http-trigger';
import { allowedUsers, triggerAuthentication } from '../flow/trigger-authentication';

export default defineRule({
  meta: {
    id: 'http-trigger-tenant-wide',
    description: 'An HTTP trigger can be called by every user of the tenant.',
    severity: 'medium',
    confidence: 'high',
    persona: 'regular',
    since: '0.1.0',
    cwe: [284],
    owasp: ['CD-SEC-05', 'LCNC-SEC-04'],
    references: ['https://learn.microsoft.com/power-automate/oauth-authentication'],
    messages: {
      nobodyListed: {
        text: 'Trigger {{trigger}} is set to specific users but lists none, and so lets in every user of the tenant.',
        fix: 'Open the trigger and list under "Allowed users" who may call it: e-mail addresses of users, or object ids of service principals.',
      },
      tenant: {
        text: 'Trigger {{trigger}} lets in every user of the tenant, including guests and every app that can get a token.',
        fix: 'If fewer have to call it, open the trigger, set "Who can trigger the flow?" to specific users in my tenant, and list them.',
      },
    },
  },

  create: (context) => ({
    trigger(trigger, flow) {
      if (!isHttpTrigger(trigger)) return;
      const { callers, setting, decidedBy } = triggerAuthentication(trigger, flow);
      const data = { trigger: trigger.name };
      const related = decidedBy ? [{ at: decidedBy, label: 'the value of the parameter' }] : [];
      if (callers === 'users' && allowedUsers(trigger)?.length === 0) {
        const at = trigger.inputs?.get('triggerAllowedUsers') ?? setting ?? trigger;
        context.report({ at, messageId: 'nobodyListed', data, related });
      } else if (callers === 'tenant') {
        context.report({
          at: setting ?? trigger,
          messageId: 'tenant',
          data,
          related,
          severity: 'low',
          persona: 'auditor',
        });
      }
    },
  }),
});
