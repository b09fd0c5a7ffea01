import rule from '../../src/rules/http-trigger-tenant-wide';
import { testRule } from '../support/rule-tester';

const http = (inputs: object) => ({ triggers: { manual: { type: 'Request', kind: 'Http', inputs } } });
const users = (triggerAllowedUsers: unknown) => http({ triggerAuthenticationType: 'User', triggerAllowedUsers });
const setting = '/triggers/manual/inputs/triggerAuthenticationType';
const list = '/triggers/manual/inputs/triggerAllowedUsers';
const auditor = { severity: 'low', persona: 'auditor' } as const;

const fromParameter = (value: string) => ({
  parameters: { Callers: { type: 'String', defaultValue: value } },
  ...http({ triggerAuthenticationType: "@parameters('callers')" }),
});
const parameterValue = { at: '/parameters/Callers/defaultValue', label: 'the value of the parameter' };

testRule(rule, {
  valid: [
    { name: 'an e-mail address', flow: users('a@contoso.example') },
    { name: 'object ids', flow: users('a59e02a3-0000-4000-8000-000000000001;a59e02a3-0000-4000-8000-000000000002') },
    { name: 'an array', flow: users(['a@contoso.example', '']) },
    { name: 'a list that an expression makes', flow: users("@parameters('allowed')") },
    { name: 'a list with an expression in it', flow: users(['', "@{parameters('allowed')}"]) },
    { name: 'anyone, which is another finding', flow: http({ triggerAuthenticationType: 'All' }) },
    { name: 'no setting, which is another finding', flow: http({}) },
    { name: 'an expression decides', flow: http({ triggerAuthenticationType: "@variables('who')" }) },
    {
      name: 'a list where nobody is asked for one',
      flow: { triggers: { manual: { type: 'Request', kind: 'Button', inputs: { triggerAllowedUsers: '' } } } },
    },
  ],
  invalid: [
    {
      name: 'users, but no list',
      flow: http({ triggerAuthenticationType: 'User' }),
      findings: [
        {
          messageId: 'nobodyListed',
          at: setting,
          message: 'Trigger manual is set to specific users but lists none, and so lets in every user of the tenant.',
        },
      ],
    },
    { name: 'an empty list', flow: users(''), findings: [{ messageId: 'nobodyListed', at: list }] },
    { name: 'only separators', flow: users(' ; , '), findings: [{ messageId: 'nobodyListed', at: list }] },
    { name: 'an empty array', flow: users([]), findings: [{ messageId: 'nobodyListed', at: list }] },
    { name: 'an array of nothing', flow: users(['', null]), findings: [{ messageId: 'nobodyListed', at: list }] },
    { name: 'null', flow: users(null), findings: [{ messageId: 'nobodyListed', at: list }] },
    {
      name: 'in other letters',
      flow: { triggers: { m: { TYPE: 'REQUEST', Kind: 'http', INPUTS: { TriggerAuthenticationType: 'USER' } } } },
      findings: [{ messageId: 'nobodyListed', at: '/triggers/m/INPUTS/TriggerAuthenticationType' }],
    },
    {
      name: 'Teams webhook',
      flow: { triggers: { hook: { type: 'OpenApiConnectionWebhook', inputs: { triggerAuthenticationType: 'User' } } } },
      findings: [{ messageId: 'nobodyListed', at: '/triggers/hook/inputs/triggerAuthenticationType' }],
    },
    {
      name: 'users by a parameter, and no list',
      flow: fromParameter('User'),
      findings: [{ messageId: 'nobodyListed', at: setting, related: [parameterValue] }],
    },
    {
      name: 'the tenant is for the auditor',
      flow: http({ triggerAuthenticationType: 'Tenant' }),
      findings: [{ messageId: 'tenant', at: setting, ...auditor }],
    },
    {
      name: 'the tenant, with a list that has no effect',
      flow: http({ triggerAuthenticationType: 'tenant', triggerAllowedUsers: 'a@contoso.example' }),
      findings: [{ messageId: 'tenant', at: setting, ...auditor }],
    },
    {
      name: 'the tenant by a parameter',
      flow: fromParameter('Tenant'),
      findings: [{ messageId: 'tenant', at: setting, ...auditor, related: [parameterValue] }],
    },
  ],
});
