import { secretWay } from '../dataflow/secret-way';
import { secretsInRunHistory } from '../detection/run-time-secrets';
import { defineRule } from '../engine/rule';
import { securing } from '../flow/secure-data-edit';
import { canSecureOutputs } from '../flow/secure-data-support';

export default defineRule({
  meta: {
    id: 'secret-use-not-secured',
    description:
      'An action that uses a secret relies on the settings of another action to keep it out of the run history.',
    severity: 'low',
    confidence: 'high',
    persona: 'auditor',
    since: '0.1.0',
    cwe: [532],
    owasp: ['CD-SEC-04', 'LCNC-SEC-08'],
    references: [
      'https://learn.microsoft.com/power-apps/maker/data-platform/environmentvariables-azure-key-vault-secrets',
      'https://learn.microsoft.com/azure/logic-apps/logic-apps-securing-a-logic-app#obfuscate',
    ],
    messages: {
      oneHop: {
        text: '{{action}} uses [[secret]] that {{source}} returns[[route]] and has no secure inputs of its own: the run history hides them only as long as {{securedBy}} is secured.',
        fix: 'Open the settings of {{action}} and turn on [[settings]].',
      },
      encrypted: {
        text: '{{action}} is given [[secret]] and has no secure inputs of its own: the run history hides them only as long as {{securedBy}} is secured.',
        fix: 'Open the settings of {{action}} and turn on "Secure inputs".',
      },
      header: {
        text: '{{action}} sends [[secret]] that {{source}} returns[[route]] in its Authorization header, which the run history hides by itself, but nothing else of what {{action}} is given and returns.',
        fix: 'Open the settings of {{action}} and turn on [[settings]].',
      },
    },
  },

  create: (context) => ({
    solution(solution) {
      for (const { operation, secret, fact, at, securedBy } of secretsInRunHistory(solution).unsecuredUses) {
        const secured = securedBy ? { securedBy: securedBy.name } : {};
        const data = { action: operation.name, ...secured };
        if (!fact) {
          const change = securing(operation, 'inputs');
          const edit = change && { ...change, text: 'Turns on "Secure inputs".' };
          context.report({ at, messageId: 'encrypted', data, phrases: { secret }, edit });
          continue;
        }
        const way = secretWay(fact, {
          text: '{{action}} uses it without secure inputs of its own',
          data: { action: operation.name },
        });
        const hasBoth = canSecureOutputs(operation);
        const settings = hasBoth ? '"Secure inputs" and "Secure outputs"' : '"Secure inputs"';
        const change = hasBoth ? securing(operation, 'inputs', 'outputs') : securing(operation, 'inputs');
        context.report({
          at,
          messageId: securedBy ? 'oneHop' : 'header',
          data: { ...way.data, ...data },
          phrases: { ...way.phrases, settings },
          path: way.path,
          edit: change && { ...change, text: `Turns on ${settings}.` },
        });
      }
    },
  }),
});
