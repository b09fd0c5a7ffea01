import { reportSecretsIn } from '../detection/report-secrets';
import { defineRule } from '../engine/rule';

export default defineRule({
  meta: {
    id: 'secret-in-parameter-default',
    description: 'A flow keeps a copy of a secret from an environment variable.',
    severity: 'critical',
    confidence: 'high',
    persona: 'regular',
    since: '0.1.0',
    cwe: [798],
    owasp: ['CD-SEC-04', 'LCNC-SEC-08'],
    references: [
      'https://learn.microsoft.com/power-automate/guidance/coding-guidelines/use-secure-inputs-outputs-triggers',
      'https://learn.microsoft.com/power-apps/maker/data-platform/environmentvariables-azure-key-vault-secrets',
    ],
    messages: {
      found: {
        text: 'This flow keeps a copy of a secret ([[secret]]) in {{where}}: saving a flow stores the current value of its environment variables in it, and removing the variable from the solution leaves the copy.',
        fix: '[[rotate]] The old value must count as known. Make the environment variable again with data type Secret, backed by Azure Key Vault, read it with "Secure outputs", and save the flow so that the copy goes.',
      },
    },
  },

  create: (context) => reportSecretsIn('parameter-default', context),
});
