import rule from '../../src/rules/http-trigger-auth-undecidable';
import { testRule } from '../support/rule-tester';

const withType = (triggerAuthenticationType: unknown) => ({
  triggers: { manual: { type: 'Request', kind: 'Http', inputs: { triggerAuthenticationType } } },
});
const at = '/triggers/manual/inputs/triggerAuthenticationType';
const parameters = (parameter: object) => ({ parameters: { 'Callers (con_Callers)': parameter } });
const parameterValue = {
  at: '/parameters/Callers (con_Callers)/defaultValue',
  label: 'the value of the parameter in this file',
};
const fromParameter = withType("@parameters('Callers (con_Callers)')");

testRule(rule, {
  valid: [
    ...['All', 'Tenant', 'User', 'tenant ', '', null].map((value) => ({
      name: `written out: ${JSON.stringify(value)}`,
      flow: withType(value),
    })),
    { name: 'no setting', flow: { triggers: { manual: { type: 'Request', kind: 'Http', inputs: {} } } } },
    { name: 'put together from constants', flow: withType("@concat('Ten', 'ant')") },
    {
      name: 'a parameter that only the flow has',
      flow: { ...parameters({ type: 'String', defaultValue: 'User' }), ...fromParameter },
    },
    { name: 'a trigger without a URL', flow: { triggers: { t: { type: 'Request', kind: 'Button', inputs: {} } } } },
  ],
  invalid: [
    {
      name: 'a parameter bound to an environment variable',
      flow: {
        ...parameters({ type: 'String', defaultValue: 'User', metadata: { schemaName: 'con_Callers' } }),
        ...fromParameter,
      },
      findings: [
        {
          messageId: 'undecidable',
          at,
          related: [parameterValue],
        },
      ],
    },
    {
      name: 'a parameter with an unknown word',
      flow: { ...parameters({ type: 'String', defaultValue: 'Guests' }), ...fromParameter },
      findings: [{ messageId: 'undecidable', at, related: [parameterValue] }],
    },
    {
      name: 'a parameter without a value',
      flow: { ...parameters({ type: 'String' }), ...fromParameter },
      findings: [{ messageId: 'undecidable', at }],
    },
    { name: 'a parameter that is not there', flow: fromParameter, findings: [{ messageId: 'undecidable', at }] },
    {
      name: 'another expression',
      flow: withType("@if(equals(1, 2), 'All', 'User')"),
      findings: [{ messageId: 'undecidable', at }],
    },
    {
      name: 'a template with a changing part',
      flow: withType("Us@{variables('rest')}"),
      findings: [{ messageId: 'undecidable', at }],
    },
    {
      name: 'a broken expression',
      flow: withType('@parameters('),
      unjudged: true,
      findings: [{ messageId: 'undecidable', at }],
    },
    { name: 'an unknown word', flow: withType('Guests'), findings: [{ messageId: 'undecidable', at }] },
    { name: 'no text', flow: withType(1), findings: [{ messageId: 'undecidable', at }] },
    {
      name: 'Teams webhook',
      flow: { triggers: { hook: { type: 'X', inputs: { TriggerAuthenticationType: "@variables('who')" } } } },
      findings: [{ messageId: 'undecidable', at: '/triggers/hook/inputs/TriggerAuthenticationType' }],
    },
  ],
});
