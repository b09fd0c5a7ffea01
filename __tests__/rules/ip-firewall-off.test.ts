import rule from '../../src/rules/ip-firewall-off';
import { testRule } from '../support/rule-tester';

const json = (row: object) => ({ environment: JSON.stringify(row) });

testRule(rule, {
  valid: [
    { name: 'on', environment: 'enableipbasedfirewallrule  Yes' },
    { name: 'not told', environment: 'allowediprangeforfirewall  192.0.2.0/24' },
    { name: 'a word that is neither', environment: 'enableipbasedfirewallrule  perhaps\nallowediprangeforfirewall  x' },
    {
      name: 'on, in audit-only mode',
      ...json({ enableipbasedfirewallrule: true, enableipbasedfirewallruleinauditmode: true }),
    },
    { name: 'a solution has no such settings', solution: {} },
  ],
  invalid: [
    {
      name: 'off, as pac prints it',
      environment: [
        'Connected as maker@contoso.example',
        'Setting                                Value',
        'allowediprangeforfirewall',
        'enableipbasedfirewallrule              No',
        'enableipbasedfirewallruleinauditmode   No',
        '',
      ].join('\n'),
      findings: [
        {
          messageId: 'off',
          at: '',
          marked: 'No',
          message:
            'The IP firewall of this environment is off: whoever has signed in reaches its data in Dataverse from any address.',
        },
      ],
    },
    {
      name: 'off, as pac prints it with other words and line ends',
      environment: 'Setting\tValue\r\nEnableIpBasedFirewallRule\tFalse \r\n',
      findings: [{ messageId: 'off', at: '', marked: 'False' }],
    },
    {
      name: 'never set, as pac prints it',
      environment: 'enableipbasedfirewallrule   \n',
      findings: [{ messageId: 'off', at: '', marked: 'enableipbasedfirewallrule' }],
    },
    {
      name: 'off, as a row',
      ...json({ enableipbasedfirewallrule: false }),
      findings: [{ messageId: 'off', at: '/enableipbasedfirewallrule' }],
    },
    {
      name: 'never set, as a row',
      ...json({ enableipbasedfirewallrule: null }),
      findings: [{ messageId: 'off', at: '/enableipbasedfirewallrule' }],
    },
    {
      name: 'off, whatever the rest says',
      ...json({
        value: [
          {
            enableipbasedfirewallrule: false,
            enableipbasedfirewallruleinauditmode: true,
            allowediprangeforfirewall: '0.0.0.0/0',
          },
        ],
      }),
      findings: [{ messageId: 'off', at: '/value/0/enableipbasedfirewallrule' }],
    },
  ],
});
