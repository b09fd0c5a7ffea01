import rule from '../../src/rules/authorization-header-in-outputs';
import { testRule } from '../support/rule-tester';

const trigger = (more: object) => ({
  triggers: {
    manual: { type: 'Request', kind: 'Http', inputs: { triggerAuthenticationType: 'Tenant' }, ...more },
  },
});
const option = 'IncludeAuthorizationHeadersInOutputs';
const secured = (...properties: string[]) => ({ runtimeConfiguration: { secureData: { properties } } });
const at = '/triggers/manual/operationOptions';

testRule(rule, {
  valid: [
    { name: 'no options', flow: trigger({}) },
    { name: 'another option', flow: trigger({ operationOptions: 'EnableSchemaValidation' }) },
    { name: 'no text', flow: trigger({ operationOptions: null }) },
    { name: 'secure outputs', flow: trigger({ operationOptions: option, ...secured('outputs') }) },
    { name: 'secure inputs and outputs', flow: trigger({ operationOptions: option, ...secured('inputs', 'OUTPUTS') }) },
    { name: 'an action', flow: { actions: { Call: { type: 'Http', inputs: {}, operationOptions: option } } } },
  ],
  invalid: [
    {
      name: 'the option',
      flow: trigger({ operationOptions: option }),
      findings: [
        {
          messageId: 'shown',
          at,
          message:
            'Trigger manual puts the Authorization header of every call into its outputs, and with it the access token of the caller into the run history.',
          edit: [
            `"operationOptions": "${option}",`,
            '"runtimeConfiguration": {',
            '"secureData": {',
            '"properties": [',
            '"outputs"',
            ']',
            '}',
            '}',
          ],
        },
      ],
    },
    {
      name: 'among others, in other letters',
      flow: trigger({ OperationOptions: `EnableSchemaValidation, ${option.toUpperCase()}` }),
      findings: [{ messageId: 'shown', at: '/triggers/manual/OperationOptions' }],
    },
    {
      name: 'secure inputs do not hide outputs',
      flow: trigger({ operationOptions: option, ...secured('inputs') }),
      findings: [{ messageId: 'shown', at, edit: ['"inputs",', '"outputs"'] }],
    },
    {
      name: 'secure data that is written wrongly',
      flow: trigger({ operationOptions: option, runtimeConfiguration: { secureData: { properties: 'outputs' } } }),
      findings: [{ messageId: 'shown', at, edit: 'none' }],
    },
    {
      name: 'a setting that is there in part, in other letters',
      flow: trigger({ operationOptions: option, RuntimeConfiguration: { SecureData: {}, other: 1 } }),
      findings: [{ messageId: 'shown', at, edit: ['"SecureData": {', '"properties": [', '"outputs"', ']', '},'] }],
    },
    {
      name: 'a list of nothing',
      flow: trigger({ operationOptions: option, ...secured() }),
      findings: [{ messageId: 'shown', at, edit: ['"properties": [', '"outputs"', ']'] }],
    },
    {
      name: 'tracked properties, which are not allowed beside it',
      flow: trigger({ operationOptions: option, trackedProperties: { order: '@triggerBody()' } }),
      findings: [{ messageId: 'shown', at, edit: 'none' }],
    },
    {
      name: 'a webhook trigger',
      flow: { triggers: { hook: { type: 'HttpWebhook', inputs: {}, operationOptions: option } } },
      findings: [{ messageId: 'shown', at: '/triggers/hook/operationOptions' }],
    },
  ],
});
