import { reportSecretsIn } from '../detection/report-secrets';
import { defineRule } from '../engine/rule';

export default defineRule({
  meta: {
    id: 'secret-in-connector',
    description: 'A secret is written into the definition or code of a custom connector.',
    severity: 'critical',
    confidence: 'high',
    persona: 'regular',
    since: '0.1.0',
    cwe: [798],
    owasp: ['CD-SEC-04', 'LCNC-SEC-08'],
    references: [
      'https://learn.microsoft.com/power-automate/guidance/coding-guidelines/use-secure-inputs-outputs-triggers',
      'https://learn.microsoft.com/connectors/custom-connectors/connection-parameters',
    ],
    messages: {
      found: {
        text: 'A secret ([[secret]]) is written into the custom connector file {{where}}: everyone who can export the solution reads it.',
        fix: '[[rotate]] The old value must count as known. In the connector, choose an authentication type under Security, so that each connection brings its own secret, and remove the value from the definition, the policies and the code.',
      },
    },
  },

  create: (context) => reportSecretsIn('connector', context),
});
