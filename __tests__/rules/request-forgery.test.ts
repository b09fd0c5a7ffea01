import rule from '../../src/rules/request-forgery';
import { testRule } from '../support/rule-tester';
import type { FlowDescription } from '../support/solution-files';

const anyone = { manual: { type: 'Request', kind: 'Http', inputs: { triggerAuthenticationType: 'All' } } };
const app = { manual: { type: 'Request', kind: 'PowerAppV2', inputs: {} } };
const http = (uri: unknown, more: object = {}) => ({ type: 'Http', inputs: { method: 'GET', uri }, ...more });
const webContents = (url: string) => ({
  type: 'OpenApiConnection',
  inputs: {
    host: {
      apiId: '/providers/Microsoft.PowerApps/apis/shared_webcontents',
      connectionName: 'w',
      operationId: 'InvokeHttp',
    },
    parameters: { 'request/method': 'GET', 'request/url': url },
  },
});
const after = (...names: string[]) => ({
  runAfter: Object.fromEntries(names.map((name) => [name, ['Succeeded']])),
});
const one = (Call: object, triggers: object = anyone): FlowDescription => ({ triggers, actions: { Call } });
const uri = '/actions/Call/inputs/uri';
const x = "triggerBody()?['x']";

testRule(rule, {
  valid: [
    {
      name: 'a request that is never sent',
      flow: {
        triggers: anyone,
        actions: {
          Stop: { type: 'Terminate', inputs: { runStatus: 'Succeeded' } },
          Call: http(`@${x}`, after('Stop')),
        },
      },
    },
    { name: 'a fixed address', flow: one(http('https://contoso.example/api')) },
    { name: 'a segment of the path', flow: one(http(`https://contoso.example/api/@{${x}}`)) },
    { name: 'the first segment of the path', flow: one(http(`https://contoso.example/@{${x}}`)) },
    { name: 'an option', flow: one(http(`https://contoso.example?q=@{${x}}`)) },
    { name: 'concat', flow: one(http(`@concat('https://contoso.example/', ${x})`)) },
    { name: 'behind an address of a parameter', flow: one(http(`@{parameters('Base')}/api/@{${x}}`)) },
    { name: 'behind an address and a slash of a variable', flow: one(http(`@{variables('Base')}v1.0/users/@{${x}}`)) },
    {
      name: 'a path put together before',
      flow: {
        triggers: anyone,
        actions: {
          Address: { type: 'Compose', inputs: `https://contoso.example/@{${x}}` },
          Call: http("@outputs('Address')", after('Address')),
        },
      },
    },
    {
      name: 'a path in a variable',
      flow: {
        triggers: anyone,
        actions: {
          Set: { type: 'SetVariable', inputs: { name: 'u', value: `@concat('https://contoso.example/', ${x})` } },
          Call: http("@variables('u')", after('Set')),
        },
      },
    },
    { name: 'a number as a part of the host', flow: one(http(`https://server@{int(${x})}.contoso.example/`)) },
    {
      name: 'a percent-encoded part in front of a fixed domain',
      flow: one(http(`https://@{encodeUriComponent(${x})}.contoso.example/api`)),
    },
    {
      name: 'the same with concat',
      flow: one(http(`@concat('https://', encodeUriComponent(${x}), '.contoso.example/api')`)),
    },
    {
      name: 'the body of a request',
      flow: one({ type: 'Http', inputs: { method: 'POST', uri: 'https://contoso.example', body: `@${x}` } }),
    },
    { name: 'the method', flow: one({ type: 'Http', inputs: { method: `@${x}`, uri: 'https://contoso.example' } }) },
    {
      name: 'an address that an answer names',
      flow: {
        triggers: anyone,
        actions: { Ask: http('https://contoso.example/api'), Call: http("@body('Ask')?['next']", after('Ask')) },
      },
    },
    {
      name: 'a check of the whole address',
      flow: {
        triggers: anyone,
        actions: {
          If: {
            type: 'If',
            expression: { equals: [`@${x}`, 'https://contoso.example/a'] },
            actions: { Call: http(`@${x}`) },
          },
        },
      },
    },
    {
      name: 'a check of the beginning',
      flow: {
        triggers: anyone,
        actions: {
          If: {
            type: 'If',
            expression: { startsWith: [`@${x}`, 'https://contoso.example/'] },
            actions: { Call: http(`@${x}`) },
          },
        },
      },
    },
    {
      name: 'a check of the host',
      flow: {
        triggers: anyone,
        actions: {
          If: { type: 'If', expression: `@equals(uriHost(${x}), 'contoso.example')`, actions: { Call: http(`@${x}`) } },
        },
      },
    },
    { name: 'a check of the host with the path taken', flow: one(webContents('/me')) },
  ],
  invalid: [
    {
      name: 'the whole address',
      flow: one(http(`@${x}`)),
      findings: [
        {
          messageId: 'whole',
          at: uri,
          marked: x,
          message:
            'Call calls the address that it gets from manual, where anyone who has the URL can choose it; so they decide where the flow sends its request, and what answers.',
          path: [
            { at: '/triggers/manual', text: 'it comes from manual, where anyone who has the URL can choose it' },
            { at: uri, text: 'Call takes it' },
          ],
        },
      ],
    },
    {
      name: 'the whole address in braces',
      flow: one(http(`@{trim(${x})}`)),
      findings: [{ messageId: 'whole', at: uri }],
    },
    { name: 'the address up to the path', flow: one(http(`@{${x}}/api`)), findings: [{ messageId: 'host', at: uri }] },
    {
      name: 'the host',
      flow: one(http(`https://@{${x}}/api`)),
      findings: [
        {
          messageId: 'host',
          at: uri,
          message:
            'Call puts text of manual, which anyone who has the URL can choose, into the host of the address that it calls; so they can send the request to a server of their own.',
        },
      ],
    },
    {
      name: 'the beginning of the host',
      flow: one(http(`https://@{${x}}.contoso.example/api`)),
      findings: [{ messageId: 'host', at: uri }],
    },
    {
      name: 'the end of the host',
      flow: one(http(`https://contoso.example@{${x}}`)),
      findings: [{ messageId: 'host', at: uri }],
    },
    {
      name: 'the port',
      flow: one(http(`https://contoso.example:@{${x}}/api`)),
      findings: [{ messageId: 'host', at: uri }],
    },
    {
      name: 'concat without a slash',
      flow: one(http(`@concat('https://contoso.example', ${x})`)),
      findings: [{ messageId: 'host', at: uri }],
    },
    {
      name: 'a percent-encoded host',
      flow: one(http(`https://@{encodeUriComponent(${x})}/api`)),
      findings: [{ messageId: 'host', at: uri, confidence: 'low', persona: 'pedantic' }],
    },
    {
      name: 'right behind an address that is not known',
      flow: one(http(`@{parameters('Base')}@{${x}}`)),
      findings: [{ messageId: 'host', at: uri, confidence: 'low', persona: 'pedantic' }],
    },
    {
      name: 'by way of a Compose and a variable',
      flow: {
        triggers: anyone,
        actions: {
          Address: { type: 'Compose', inputs: `@${x}` },
          Set: { type: 'SetVariable', inputs: { name: 'u', value: "@outputs('Address')" }, ...after('Address') },
          Call: http("@variables('u')", after('Set')),
        },
      },
      findings: [
        {
          messageId: 'whole',
          at: uri,
          message:
            'Call calls the address that it gets from manual, where anyone who has the URL can choose it by way of Address and Set; so they decide where the flow sends its request, and what answers.',
        },
      ],
    },
    {
      name: 'HTTP with Entra ID',
      flow: one(webContents(`@{${x}}`)),
      findings: [
        {
          messageId: 'whole',
          at: '/actions/Call/inputs/parameters/request~1url',
          confidence: 'low',
          persona: 'pedantic',
        },
      ],
    },
    {
      name: 'HTTP Webhook',
      flow: one({
        type: 'HttpWebhook',
        inputs: { subscribe: { method: 'POST', uri: `@${x}` }, unsubscribe: { method: 'POST', uri: `@${x}` } },
      }),
      findings: [
        { messageId: 'whole', at: '/actions/Call/inputs/subscribe/uri' },
        { messageId: 'whole', at: '/actions/Call/inputs/unsubscribe/uri' },
      ],
    },
    {
      name: 'users of an app',
      flow: one(http("@triggerBody()?['text']"), app),
      findings: [{ messageId: 'whole', at: uri, severity: 'medium' }],
    },
    {
      name: 'whoever presses the button',
      flow: one(http("@triggerBody()?['text']"), { manual: { type: 'Request', kind: 'Button', inputs: {} } }),
      findings: [{ messageId: 'whole', at: uri, severity: 'low', persona: 'pedantic' }],
    },
    {
      name: 'whoever presses the button, with a key in the request',
      flow: one(
        { type: 'Http', inputs: { method: 'GET', uri: "@triggerBody()?['text']", headers: { 'Api-Key': 'a' } } },
        { manual: { type: 'Request', kind: 'Button', inputs: {} } },
      ),
      findings: [
        {
          messageId: 'whole',
          at: uri,
          severity: 'medium',
          message:
            'Call calls the address that it gets from manual, where whoever runs the flow can choose it; so they decide where the flow sends its request and the credential in it, and what answers.',
        },
      ],
    },
    {
      name: 'a check of the beginning without the end of the host',
      flow: {
        triggers: anyone,
        actions: {
          If: {
            type: 'If',
            expression: { startsWith: [`@${x}`, 'https://contoso.example'] },
            actions: { Call: http(`@${x}`) },
          },
        },
      },
      findings: [{ messageId: 'whole', at: '/actions/If/actions/Call/inputs/uri' }],
    },
    {
      name: 'in every kind of container, and by item()',
      flow: {
        triggers: anyone,
        actions: {
          Each: {
            type: 'Foreach',
            foreach: "@triggerBody()?['list']",
            actions: { A: http('@item()'), B: http("@items('Each')?['u']") },
          },
          Scope: { type: 'Scope', actions: { C: http(`@${x}`) } },
          Until: { type: 'Until', expression: '@true', actions: { D: http(`@${x}`) } },
          If: {
            type: 'If',
            expression: { equals: ['@1', 1] },
            actions: { E: http(`@${x}`) },
            else: { actions: { F: http(`@${x}`) } },
          },
          Switch: {
            type: 'Switch',
            expression: '@1',
            cases: { One: { case: 1, actions: { G: http(`@${x}`) } } },
            default: { actions: { H: http(`@${x}`) } },
          },
        },
      },
      findings: [
        { messageId: 'whole', at: '/actions/Each/actions/A/inputs/uri' },
        { messageId: 'whole', at: '/actions/Each/actions/B/inputs/uri' },
        { messageId: 'whole', at: '/actions/Scope/actions/C/inputs/uri' },
        { messageId: 'whole', at: '/actions/Until/actions/D/inputs/uri' },
        { messageId: 'whole', at: '/actions/If/actions/E/inputs/uri' },
        { messageId: 'whole', at: '/actions/If/else/actions/F/inputs/uri' },
        { messageId: 'whole', at: '/actions/Switch/cases/One/actions/G/inputs/uri' },
        { messageId: 'whole', at: '/actions/Switch/default/actions/H/inputs/uri' },
      ],
    },
  ],
});
