import { defineRule } from '../engine/rule';
import { isHttpTrigger } from '../flow/http-trigger';
import { triggerAuthentication } from '../flow/trigger-authentication';

export default defineRule({
  meta: {
    id: 'http-trigger-auth-undecidable',
    description: 'Who may call an HTTP trigger is decided by a value that the files do not hold.',
    severity: 'low',
    confidence: 'medium',
    persona: 'regular',
    since: '0.1.0',
    cwe: [306],
    owasp: ['CD-SEC-05', 'LCNC-SEC-04'],
    references: ['https://learn.microsoft.com/power-automate/oauth-authentication'],
    messages: {
      undecidable: {
        text: 'Who may call trigger {{trigger}} cannot be told from the files: the setting is an expression or an unknown word.',
        fix: 'Open the trigger and choose one of the answers to "Who can trigger the flow?", best specific users in my tenant, so that it can be reviewed.',
      },
    },
  },

  create: (context) => ({
    trigger(trigger, flow) {
      if (!isHttpTrigger(trigger)) return;
      const { callers, setting, decidedBy } = triggerAuthentication(trigger, flow);
      if (callers !== 'undecidable') return;
      const related = decidedBy ? [{ at: decidedBy, label: 'the value of the parameter in this file' }] : [];
      context.report({ at: setting ?? trigger, messageId: 'undecidable', data: { trigger: trigger.name }, related });
    },
  }),
});
