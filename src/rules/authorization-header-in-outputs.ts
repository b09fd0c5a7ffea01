import { defineRule } from '../engine/rule';
import { securing } from '../flow/secure-data-edit';

export default defineRule({
  meta: {
    id: 'authorization-header-in-outputs',
    description: "A trigger writes its caller's access token into the run history.",
    severity: 'high',
    confidence: 'high',
    persona: 'regular',
    since: '0.1.0',
    cwe: [532],
    owasp: ['CD-SEC-04', 'LCNC-SEC-08'],
    references: ['https://learn.microsoft.com/azure/logic-apps/logic-apps-securing-a-logic-app'],
    messages: {
      shown: {
        text: 'Trigger {{trigger}} puts the Authorization header of every call into its outputs, and with it the access token of the caller into the run history.',
        fix: 'Open the settings of {{trigger}} and turn on "Secure outputs"; if the flow does not use the token, remove the option IncludeAuthorizationHeadersInOutputs from the trigger.',
      },
    },
  },

  create: (context) => ({
    trigger(trigger) {
      const options = trigger.node.get('operationOptions');
      if (trigger.secured.outputs || !options || !/IncludeAuthorizationHeadersInOutputs/i.test(options.text ?? ''))
        return;
      const change = securing(trigger, 'outputs');
      const text = 'Turns on "Secure outputs"; actions that use the header need "Secure inputs" of their own.';
      const edit = change && { ...change, text };
      context.report({ at: options, messageId: 'shown', data: { trigger: trigger.name }, edit });
    },
  }),
});
