import rule from '../../src/rules/http-trigger-open';
import { testRule } from '../support/rule-tester';

const trigger = (node: object) => ({ triggers: { manual: node } });
const http = (inputs?: object) => trigger({ type: 'Request', kind: 'Http', ...(inputs ? { inputs } : {}) });
const setting = '/triggers/manual/inputs/triggerAuthenticationType';

testRule(rule, {
  valid: [
    {
      name: 'named users',
      flow: http({ triggerAuthenticationType: 'User', triggerAllowedUsers: 'a@contoso.example' }),
    },
    { name: 'the tenant', flow: http({ triggerAuthenticationType: 'Tenant' }) },
    { name: 'an expression decides', flow: http({ triggerAuthenticationType: "@parameters('who')" }) },
    ...['Button', 'PowerApp', 'PowerAppV2', 'Skills', 'VirtualAgent', 'ApiConnection', 'PowerPages'].map((kind) => ({
      name: `kind ${kind} has no URL for others`,
      flow: trigger({ type: 'Request', kind, inputs: { schema: {} } }),
    })),
    { name: 'a schedule', flow: trigger({ type: 'Recurrence', recurrence: { frequency: 'Day', interval: 1 } }) },
    { name: 'a connector trigger', flow: trigger({ type: 'OpenApiConnectionWebhook', inputs: { host: {} } }) },
  ],
  invalid: [
    {
      name: 'anyone',
      flow: http({ triggerAuthenticationType: 'All' }),
      findings: [{ messageId: 'anyone', at: setting }],
    },
    {
      name: 'anyone, in other letters',
      flow: trigger({ Type: 'request', Kind: 'HTTP', Inputs: { TriggerAuthenticationType: 'ALL' } }),
      findings: [{ messageId: 'anyone', at: '/triggers/manual/Inputs/TriggerAuthenticationType' }],
    },
    {
      name: 'setting missing',
      flow: http({ schema: {} }),
      findings: [{ messageId: 'unset', at: '/triggers/manual/kind', confidence: 'medium' }],
    },
    {
      name: 'inputs missing',
      flow: http(),
      findings: [{ messageId: 'unset', at: '/triggers/manual/kind', confidence: 'medium' }],
    },
    {
      name: 'setting empty',
      flow: http({ triggerAuthenticationType: '' }),
      findings: [{ messageId: 'unset', at: setting, confidence: 'medium' }],
    },
    {
      name: 'setting null',
      flow: http({ triggerAuthenticationType: null }),
      findings: [{ messageId: 'unset', at: setting, confidence: 'medium' }],
    },
    {
      name: 'no kind, as in hand-written and child flows',
      flow: trigger({ type: 'Request', inputs: {} }),
      findings: [{ messageId: 'unset', at: '/triggers/manual/type', confidence: 'medium' }],
    },
    {
      name: 'Teams webhook for anyone',
      flow: trigger({ type: 'OpenApiConnectionWebhook', inputs: { triggerAuthenticationType: 'All' } }),
      findings: [{ messageId: 'anyone', at: setting }],
    },
  ],
});
