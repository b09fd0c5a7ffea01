import { defineRule } from '../engine/rule';

export default defineRule({
  meta: {
    id: 'ip-firewall-off',
    description: 'The IP firewall of the environment is turned off.',
    severity: 'medium',
    confidence: 'high',
    persona: 'regular',
    since: '0.1.0',
    cwe: [1327],
    owasp: ['CD-SEC-07', 'LCNC-SEC-05'],
    references: ['https://learn.microsoft.com/power-platform/admin/ip-firewall'],
    messages: {
      off: {
        text: 'The IP firewall of this environment is off: whoever has signed in reaches its data in Dataverse from any address.',
        fix: 'In the Power Platform admin center go to Security > Identity and access > IP firewall, select the environment, turn the firewall on and list the allowed ranges; it needs a Managed Environment.',
      },
    },
  },

  create: (context) => ({
    environment({ ipFirewall }) {
      if (ipFirewall.enabled?.value === false) context.report({ at: ipFirewall.enabled, messageId: 'off' });
    },
  }),
});
