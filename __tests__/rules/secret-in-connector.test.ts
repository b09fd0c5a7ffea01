import rule from '../../src/rules/secret-in-connector';
import { testRule } from '../support/rule-tester';

const password = 'Swordfish-77-harbour';
const key = ['q7Hf', '2mZx9', 'Lr4Tw', '8KpV'].join('');
const formatted = ['abc', '8Q~', 'Lantern0Meadow1Harbour2Swordf33ish'].join('');
const byName = { severity: 'high', confidence: 'medium' } as const;

const file = (kind: string) => `Connectors/con_stock_${kind}`;
const definition = file('openapidefinition.json');
const policies = file('policytemplateinstances.json');
const script = file('customcode.csx');

const connector = (path: string, content: string | object) => ({ files: { [path]: content } });
const openapi = (parameter: object, more: object = {}) =>
  connector(definition, {
    swagger: '2.0',
    host: 'stock.example',
    paths: { '/stock': { get: { operationId: 'GetStock', parameters: [parameter] } } },
    ...more,
  });
const policy = (name: string, value: string) =>
  connector(policies, [
    {
      templateId: 'setheader',
      title: 'Key of the API',
      parameters: { 'x-ms-apimTemplateParameter.name': name, 'x-ms-apimTemplateParameter.value': value },
    },
  ]);
const parameterDefault = { file: definition, pointer: '/paths/~1stock/get/parameters/0/default' };
const policyValue = { file: policies, pointer: '/0/parameters/x-ms-apimTemplateParameter.value' };

testRule(rule, {
  valid: [
    {
      name: 'a definition that asks for a key',
      solution: openapi(
        { name: 'x-api-key', in: 'header', type: 'string', required: true, 'x-ms-summary': 'API key' },
        { securityDefinitions: { api_key: { type: 'apiKey', in: 'header', name: 'x-api-key' } } },
      ),
    },
    { name: 'a mark as the default', solution: openapi({ name: 'x-api-key', in: 'header', default: '<api key>' }) },
    { name: 'the default of something else', solution: openapi({ name: 'x-stage', in: 'header', default: key }) },
    {
      name: 'a schema with a password',
      solution: connector(definition, {
        definitions: {
          User: { properties: { password: { type: 'string', description: 'The password of the user' } } },
        },
      }),
    },
    {
      name: 'a policy that takes the key of the connection',
      solution: policy('x-api-key', "@connectionParameters('apiKey')"),
    },
    { name: 'a script without one', solution: connector(script, 'request.Headers.Add("x-api-key", this.Key);\n') },
    {
      name: 'the same file elsewhere, which is another finding',
      solution: connector('CanvasApps/con_stock.json', { password }),
    },
  ],
  invalid: [
    {
      name: 'the default of a header',
      solution: openapi({ name: 'x-api-key', in: 'header', default: key, 'x-ms-visibility': 'internal' }),
      findings: [
        {
          messageId: 'found',
          at: parameterDefault,
          marked: key,
          message:
            'A secret (API key) is written into the custom connector file Connectors/con_stock_openapidefinition.json: everyone who can export the solution reads it.',
          ...byName,
        },
      ],
    },
    {
      name: 'a policy that sets a header',
      solution: policy('x-partner-password', password),
      findings: [{ messageId: 'found', at: policyValue, marked: password, ...byName }],
    },
    {
      name: 'a line of the script',
      solution: connector(script, `using System;\r\nrequest.Headers.Add("x-api-key", "${key}");\r\n`),
      findings: [{ messageId: 'found', at: { file: script, pointer: '' }, marked: key, ...byName }],
    },
    {
      name: 'settings of the sign-in',
      solution: connector(file('connectionparameters.json'), {
        token: { type: 'oauthSetting', oAuthSettings: { identityProvider: 'oauth2', clientSecret: key } },
      }),
      findings: [
        {
          messageId: 'found',
          at: { file: file('connectionparameters.json'), pointer: '/token/oAuthSettings/clientSecret' },
          ...byName,
        },
      ],
    },
    {
      name: 'a description with what has a format',
      solution: openapi({ name: 'page', in: 'query', description: `for example with ${formatted}` }),
      findings: [
        {
          messageId: 'found',
          at: { file: definition, pointer: '/paths/~1stock/get/parameters/0/description' },
          marked: formatted,
        },
      ],
    },
    {
      name: 'a weak suspicion is for those who want to see all',
      solution: policy('x-partner-password', 'letmein'),
      findings: [{ messageId: 'found', at: policyValue, severity: 'low', confidence: 'low', persona: 'auditor' }],
    },
    {
      name: 'one value in the policy and in the script: one finding',
      solution: {
        files: { ...policy('x-api-key', key).files, [script]: `var apiKey = "${key}";\n` },
      },
      findings: [
        {
          messageId: 'found',
          at: policyValue,
          related: [{ at: { file: script, pointer: '' }, label: `the same value, in ${script}` }],
          ...byName,
        },
      ],
    },
  ],
});
