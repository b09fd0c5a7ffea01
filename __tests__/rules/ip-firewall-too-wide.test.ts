import rule from '../../src/rules/ip-firewall-too-wide';
import { testRule } from '../support/rule-tester';

const enforced = { enableipbasedfirewallrule: true, enableipbasedfirewallruleinauditmode: false };
const settings = (row: object) => ({ environment: JSON.stringify({ ...enforced, ...row }) });
const ranges = (allowediprangeforfirewall: unknown) => settings({ allowediprangeforfirewall });
const tags = (allowedservicetagsforfirewall: unknown) => settings({ allowedservicetagsforfirewall });
const at = '/allowediprangeforfirewall';
const atTags = '/allowedservicetagsforfirewall';

testRule(rule, {
  valid: [
    { name: 'no ranges', ...settings({}) },
    { name: 'an empty list', ...ranges('') },
    { name: 'null', ...ranges(null) },
    { name: 'ranges of one organization', ...ranges('192.0.2.0/24, 198.51.100.7;2001:db8::/32') },
    { name: 'the widest that passes', ...ranges('52.0.0.0/8,2001:d00::/20') },
    { name: 'private ranges, which nobody on the internet has', ...ranges('10.0.0.0/8,fc00::/7,fd12::/16') },
    { name: 'tags of services', ...tags('AppService, ApiManagement,PowerPlatformPlex') },
    { name: 'no tags', ...tags(null) },
    {
      name: 'a firewall that is off, which is another finding',
      ...settings({ enableipbasedfirewallrule: false, allowediprangeforfirewall: '0.0.0.0/0' }),
    },
  ],
  invalid: [
    {
      name: 'everybody',
      ...ranges('0.0.0.0/0'),
      findings: [
        {
          messageId: 'range',
          at,
          message: 'The IP firewall allows 0.0.0.0/0, far more addresses than one organization has.',
        },
      ],
    },
    { name: 'everybody, IPv6', ...ranges('::/0'), findings: [{ messageId: 'range', at }] },
    {
      name: 'everybody in halves, among others',
      ...ranges('192.0.2.0/24,0.0.0.0/1,128.0.0.0/1'),
      findings: [
        {
          messageId: 'range',
          at,
          message: 'The IP firewall allows 0.0.0.0/1, far more addresses than one organization has.',
        },
        {
          messageId: 'range',
          at,
          message: 'The IP firewall allows 128.0.0.0/1, far more addresses than one organization has.',
        },
      ],
    },
    { name: 'just too wide', ...ranges('52.0.0.0/7'), findings: [{ messageId: 'range', at }] },
    { name: 'just too wide, IPv6', ...ranges('2001:C00::/19'), findings: [{ messageId: 'range', at }] },
    { name: 'more than the private range', ...ranges('10.0.0.0/7'), findings: [{ messageId: 'range', at }] },
    {
      name: 'in audit-only mode as well',
      ...settings({ enableipbasedfirewallruleinauditmode: true, allowediprangeforfirewall: '0.0.0.0/0' }),
      findings: [{ messageId: 'range', at }],
    },
    ...['10.0.0.0/255.0.0.0', '192.0.2.1-192.0.2.9', '192.0.2.0/33', '999.0.2.0/24', 'office', '192.0.2.0/24/8'].map(
      (text) => ({
        name: `no range: ${text}`,
        ...ranges(text),
        findings: [
          {
            messageId: 'unclear',
            at,
            confidence: 'low',
            message: `The IP firewall lists ${text}, which is no address range, so it cannot be told what it allows.`,
          },
        ] as const,
      }),
    ),
    ...['AzureCloud', 'azurecloud', 'AzureCloud.westeurope', 'Internet'].map((tag) => ({
      name: `tag ${tag}`,
      ...tags(`ApiManagement,${tag}`),
      findings: [
        {
          messageId: 'tag',
          at: atTags,
          message: `The IP firewall allows service tag ${tag}, which holds the addresses of every customer of that cloud.`,
        },
      ] as const,
    })),
    {
      name: 'as pac prints it',
      environment: 'enableipbasedfirewallrule  Yes\nallowediprangeforfirewall  192.0.2.0/24,0.0.0.0/0\n',
      findings: [{ messageId: 'range', at: '', marked: '192.0.2.0/24,0.0.0.0/0' }],
    },
  ],
});
