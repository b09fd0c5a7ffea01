import { reportSecretsIn } from '../detection/report-secrets';
import { defineRule } from '../engine/rule';

export default defineRule({
  meta: {
    id: 'secret-in-component',
    description: 'A secret is written into an app, a bot, a page or another component of the solution.',
    severity: 'critical',
    confidence: 'high',
    persona: 'regular',
    since: '0.1.0',
    cwe: [798],
    owasp: ['CD-SEC-04', 'LCNC-SEC-08'],
    references: [
      'https://learn.microsoft.com/power-automate/guidance/coding-guidelines/use-secure-inputs-outputs-triggers',
      'https://learn.microsoft.com/power-platform/well-architected/security/application-secrets',
    ],
    messages: {
      found: {
        text: 'A secret ([[secret]]) is written into {{where}}: everyone who can use or export this component reads it.',
        fix: '[[rotate]] The old value must count as known. Remove it from the component; keep the new one in Azure Key Vault and let a flow or connector that runs with its own connection use it.',
      },
    },
  },

  create: (context) => reportSecretsIn('component', context),
});
