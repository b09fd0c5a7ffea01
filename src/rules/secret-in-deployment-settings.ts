import { reportSecretsIn } from '../detection/report-secrets';
import { defineRule } from '../engine/rule';

export default defineRule({
  meta: {
    id: 'secret-in-deployment-settings',
    description: 'A secret stands in a deployment settings file.',
    severity: 'critical',
    confidence: 'high',
    persona: 'regular',
    since: '0.1.0',
    cwe: [312],
    owasp: ['CD-SEC-04', 'LCNC-SEC-08'],
    references: [
      'https://learn.microsoft.com/power-automate/guidance/coding-guidelines/use-secure-inputs-outputs-triggers',
      'https://learn.microsoft.com/power-platform/alm/conn-ref-env-variables-build-tools',
    ],
    messages: {
      found: {
        text: 'A secret ([[secret]]) stands in the deployment settings file {{where}}: everyone who can read the repository or the artifact reads it.',
        fix: '[[rotate]] The old value must count as known. Put a pipeline token such as #{Name}# into the file and give the value from a secret variable of the pipeline; better, make the environment variable type Secret and set the reference to Azure Key Vault here.',
      },
    },
  },

  create: (context) => reportSecretsIn('deployment-settings', context),
});
