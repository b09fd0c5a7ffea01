import { reportSecretsIn } from '../detection/report-secrets';
import { defineRule } from '../engine/rule';

export default defineRule({
  meta: {
    id: 'secret-in-environment-variable',
    description: 'A secret is stored in an environment variable as plain text.',
    severity: 'critical',
    confidence: 'high',
    persona: 'regular',
    since: '0.1.0',
    cwe: [312],
    owasp: ['CD-SEC-04', 'LCNC-SEC-08'],
    references: [
      'https://learn.microsoft.com/power-automate/guidance/coding-guidelines/use-secure-inputs-outputs-triggers',
      'https://learn.microsoft.com/power-apps/maker/data-platform/environmentvariables-azure-key-vault-secrets',
    ],
    messages: {
      found: {
        text: 'A secret ([[secret]]) stands in {{where}}: every user of the environment can read it, also those who may not open the flows.',
        fix: '[[rotate]] The old value must count as known. Store the new one in Azure Key Vault, make the variable again with data type Secret (the type of an existing one cannot be changed), and remove the value from the solution before you export it.',
      },
    },
  },

  create: (context) => reportSecretsIn('environment-variable', context),
});
