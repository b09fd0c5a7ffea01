import rule from '../../src/rules/cleartext-http';
import { testRule } from '../support/rule-tester';

const call = (inputs: object, type = 'Http') => ({ actions: { Call: { type, inputs } } });
const uri = '/actions/Call/inputs/uri';
const base = (value: unknown) => ({ 'Base (con_Base)': { type: 'String', defaultValue: value } });

testRule(rule, {
  valid: [
    { name: 'https', flow: call({ method: 'GET', uri: 'https://a.example' }) },
    { name: 'a namespace in a body', flow: call({ uri: 'https://a.example', body: '<x xmlns="http://b.example"/>' }) },
    { name: 'a Compose', flow: call({ uri: 'http://a.example' }, 'Compose') },
    { name: 'http in the query of an https address', flow: call({ uri: 'https://a.example?to=http://b.example' }) },
    ...['constructor', '__proto__'].map((type) => ({
      name: `a type that JavaScript knows: ${type}`,
      flow: call({ uri: 'http://a.example', host: { apiId: type } }, type),
    })),
    { name: 'a connector of such a name', flow: call({ host: { apiId: 'constructor' } }, 'OpenApiConnection') },
    { name: 'an unknown address', flow: call({ uri: "@variables('address')" }) },
    {
      name: 'a parameter that is https',
      flow: { parameters: base('https://a.example'), ...call({ uri: "@parameters('Base (con_Base)')" }) },
    },
    {
      name: 'a parameter that is not at the start',
      flow: { parameters: base('http://x'), ...call({ uri: "https://a.example/@{parameters('Base (con_Base)')}" }) },
    },
  ],
  invalid: [
    {
      name: 'plain',
      flow: call({ method: 'GET', uri: 'http://a.example' }),
      findings: [{ messageId: 'address', at: uri, severity: 'medium' }],
    },
    {
      name: 'in capitals, after a blank',
      flow: call({ uri: ' HTTP://a.example' }),
      findings: [{ messageId: 'address', at: uri, severity: 'medium' }],
    },
    {
      name: 'built by concat',
      flow: call({ uri: "@concat('http://', variables('host'))" }),
      findings: [{ messageId: 'address', at: uri, severity: 'medium' }],
    },
    {
      name: 'a template',
      flow: call({ uri: "http://@{variables('host')}/x" }),
      findings: [{ messageId: 'address', at: uri, severity: 'medium' }],
    },
    {
      name: 'with an authentication object',
      flow: call({
        uri: 'http://a.example',
        authentication: { type: 'Basic', username: 'u', password: "@variables('p')" },
      }),
      findings: [{ messageId: 'credentials', at: uri }],
    },
    {
      name: 'with a key header',
      flow: call({ uri: 'http://a.example', headers: { 'x-api-key': "@variables('k')" } }),
      findings: [{ messageId: 'credentials', at: uri }],
    },
    {
      name: 'a webhook, both addresses',
      flow: call(
        { subscribe: { uri: 'http://a.example/on' }, unsubscribe: { uri: 'http://a.example/off' } },
        'HttpWebhook',
      ),
      findings: [
        { messageId: 'address', at: '/actions/Call/inputs/subscribe/uri', severity: 'medium' },
        { messageId: 'address', at: '/actions/Call/inputs/unsubscribe/uri', severity: 'medium' },
      ],
    },
    {
      name: 'a polling trigger',
      flow: { triggers: { Poll: { type: 'Http', inputs: { uri: 'http://a.example' } } } },
      findings: [{ messageId: 'address', at: '/triggers/Poll/inputs/uri', severity: 'medium' }],
    },
    {
      name: 'HTTP with Entra ID, inside a scope',
      flow: {
        actions: {
          Scope: {
            type: 'Scope',
            actions: {
              Call: {
                type: 'OpenApiConnection',
                inputs: {
                  host: { apiId: '/providers/Microsoft.PowerApps/apis/shared_webcontents', operationId: 'InvokeHttp' },
                  parameters: { 'request/url': 'http://a.example' },
                },
              },
            },
          },
        },
      },
      findings: [
        { messageId: 'address', at: '/actions/Scope/actions/Call/inputs/parameters/request~1url', severity: 'medium' },
      ],
    },
    {
      name: 'from a parameter',
      flow: { parameters: base('http://a.example'), ...call({ uri: "@{parameters('base (con_base)')}/x" }) },
      findings: [
        {
          messageId: 'parameter',
          at: uri,
          severity: 'medium',
          confidence: 'medium',
          related: [{ at: '/parameters/Base (con_Base)/defaultValue', label: 'the value of the parameter' }],
        },
      ],
    },
  ],
});
