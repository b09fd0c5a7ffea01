import { secretSourceOf } from '../dataflow/secret-sources';
import { defineRule } from '../engine/rule';

export default defineRule({
  meta: {
    id: 'secret-in-run-history',
    description: 'An action that handles a secret shows it in the run history.',
    severity: 'high',
    confidence: 'high',
    persona: 'regular',
    since: '0.1.0',
    cwe: [532],
    owasp: ['CD-SEC-04', 'LCNC-SEC-08'],
    references: [
      'https://learn.microsoft.com/power-automate/guidance/coding-guidelines/use-secure-inputs-outputs-triggers',
      'https://learn.microsoft.com/azure/logic-apps/logic-apps-securing-a-logic-app#obfuscate',
    ],
    messages: {
      outputs: {
        text: '{{action}} returns [[secret]] without secure outputs, so every owner of the flow can read it in the run history.',
        fix: 'Open the settings of {{action}} and turn on "Secure outputs"; in every action that uses the result, turn on "Secure inputs" and "Secure outputs" too.',
      },
      inputs: {
        text: '{{action}} is given [[secret]] without secure inputs, so every owner of the flow can read it in the run history.',
        fix: 'Open the settings of {{action}} and turn on "Secure inputs".',
      },
    },
  },

  create: (context) => ({
    action(action) {
      const source = secretSourceOf(action);
      if (!source || action.secured[source.side]) return;
      const { at, side, secret } = source;
      context.report({ at, messageId: side, data: { action: action.name }, phrases: { secret } });
    },
  }),
});
