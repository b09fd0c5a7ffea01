import { defineRule } from '../engine/rule';

export default defineRule({
  meta: {
    id: 'ip-firewall-audit-only',
    description: 'The IP firewall of the environment only writes a log and blocks nothing.',
    severity: 'medium',
    confidence: 'high',
    persona: 'regular',
    since: '0.1.0',
    cwe: [1327],
    owasp: ['CD-SEC-07', 'LCNC-SEC-05'],
    references: ['https://learn.microsoft.com/power-platform/admin/ip-firewall'],
    messages: {
      audit: {
        text: 'The IP firewall of this environment is in audit-only mode: it writes a log and lets calls from every address through.',
        fix: 'Once the log shows no more calls that have to go on, open Security > Identity and access > IP firewall in the Power Platform admin center, select the environment and turn off audit-only mode.',
      },
    },
  },

  create: (context) => ({
    environment({ ipFirewall: { enabled, auditOnly } }) {
      // Turned off altogether is another finding.
      if (enabled?.value !== false && auditOnly?.value === true) context.report({ at: auditOnly, messageId: 'audit' });
    },
  }),
});
