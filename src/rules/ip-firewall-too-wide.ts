import { defineRule } from '../engine/rule';
import { isPrivate, parseIpRange } from '../environment/ip-ranges';

/** A range with fewer fixed bits than this is not one organization's: IPv4 /8 are 16 million addresses, IPv6 /20 a provider's. */
const shortestPrefix = { 4: 8, 6: 20 } as const;

/** Service tags that hold the addresses of every customer of the cloud, or of one of its regions (`AzureCloud.westeurope`). */
const widestTag = /^(?:azurecloud(?:\..{1,100})?|internet)$/i;

export default defineRule({
  meta: {
    id: 'ip-firewall-too-wide',
    description: 'The IP firewall of the environment allows so many addresses that it protects little.',
    severity: 'medium',
    confidence: 'high',
    persona: 'regular',
    since: '0.1.0',
    cwe: [1327],
    owasp: ['CD-SEC-07', 'LCNC-SEC-05'],
    references: ['https://learn.microsoft.com/power-platform/admin/ip-firewall'],
    messages: {
      range: {
        text: 'The IP firewall allows {{range}}, far more addresses than one organization has.',
        fix: 'In the settings of the IP firewall, replace {{range}} with the ranges of your own network and services.',
      },
      tag: {
        text: 'The IP firewall allows service tag {{tag}}, which holds the addresses of every customer of that cloud.',
        fix: 'In the settings of the IP firewall, replace {{tag}} with the tags of the services that you use, or with their ranges.',
      },
      unclear: {
        text: 'The IP firewall lists {{range}}, which is no address range, so it cannot be told what it allows.',
        fix: 'Write every range in CIDR notation, such as 192.0.2.0/24, with commas between them.',
      },
    },
  },

  create: (context) => ({
    environment({ ipFirewall: { enabled, ranges, serviceTags } }) {
      if (enabled?.value === false) return;
      for (const text of listed(ranges?.value)) {
        const range = parseIpRange(text);
        if (!ranges) continue;
        if (!range) context.report({ at: ranges, messageId: 'unclear', data: { range: text }, confidence: 'low' });
        else if (range.prefix < shortestPrefix[range.version] && !isPrivate(range)) {
          context.report({ at: ranges, messageId: 'range', data: { range: text } });
        }
      }
      for (const tag of listed(serviceTags?.value)) {
        if (serviceTags && widestTag.test(tag)) context.report({ at: serviceTags, messageId: 'tag', data: { tag } });
      }
    },
  }),
});

function listed(value: string | undefined): string[] {
  return (value ?? '')
    .split(/[,;\s]/)
    .map((one) => one.trim())
    .filter((one) => one !== '');
}
