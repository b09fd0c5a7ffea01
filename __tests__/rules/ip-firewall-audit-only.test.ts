import rule from '../../src/rules/ip-firewall-audit-only';
import { testRule } from '../support/rule-tester';

const settings = (enabled: unknown, auditOnly: unknown) => ({
  environment: JSON.stringify({
    enableipbasedfirewallrule: enabled,
    enableipbasedfirewallruleinauditmode: auditOnly,
  }),
});
const at = '/enableipbasedfirewallruleinauditmode';

testRule(rule, {
  valid: [
    { name: 'enforced', ...settings(true, false) },
    { name: 'never set', ...settings(true, null) },
    { name: 'not told', ...settings(true, undefined) },
    { name: 'off altogether, which is another finding', ...settings(false, true) },
    { name: 'never turned on', ...settings(null, true) },
  ],
  invalid: [
    {
      name: 'audit-only',
      ...settings(true, true),
      findings: [
        {
          messageId: 'audit',
          at,
          message:
            'The IP firewall of this environment is in audit-only mode: it writes a log and lets calls from every address through.',
        },
      ],
    },
    {
      name: 'audit-only, where nothing says that it is on',
      ...settings(undefined, 'true'),
      findings: [{ messageId: 'audit', at }],
    },
    {
      name: 'as pac prints it',
      environment: 'enableipbasedfirewallrule   Yes\nenableipbasedfirewallruleinauditmode   Yes\n',
      findings: [{ messageId: 'audit', at: '', marked: 'Yes' }],
    },
    {
      name: 'by the names of the Terraform provider',
      environment: JSON.stringify({
        product: {
          security: { enable_ip_based_firewall_rule: true, enable_ip_based_firewall_rule_in_audit_mode: true },
        },
      }),
      findings: [{ messageId: 'audit', at: '/product/security/enable_ip_based_firewall_rule_in_audit_mode' }],
    },
  ],
});
