import { reportSecretsIn } from '../detection/report-secrets';
import { defineRule } from '../engine/rule';

export default defineRule({
  meta: {
    id: 'hardcoded-secret',
    description: 'A secret is written into a flow.',
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
        text: 'This flow holds a secret ([[secret]]) in {{where}}: everyone who can open or export the flow reads it, and the run history shows it.',
        fix: '[[rotate]] The old value must count as known. Store the new one in Azure Key Vault, read it in the flow through an environment variable of type Secret with "Secure outputs" turned on, and use that result in place of the text, with "Secure inputs" turned on.',
      },
    },
  },

  create: (context) => reportSecretsIn('flow', context),
});
