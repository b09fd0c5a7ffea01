import rule from '../../src/rules/caller-data-in-run-history';
import { type ExpectedPlace, testRule } from '../support/rule-tester';

const manual = (kind: string | undefined = 'Http', more: object = {}) => ({
  triggers: { manual: { type: 'Request', kind, inputs: { schema: {} }, ...more } },
});
const secured = (...properties: string[]) => ({ runtimeConfiguration: { secureData: { properties } } });
const data = "@triggerBody()?['name']";

const http = (body: unknown, more: object = {}) => ({
  type: 'Http',
  inputs: { method: 'POST', uri: 'https://contoso.example/orders', body },
  ...more,
});
const connection = (connector: string, operationId: string, parameters: object, more: object = {}) => ({
  type: 'OpenApiConnection',
  inputs: {
    host: { apiId: `/providers/Microsoft.PowerApps/apis/${connector}`, connectionName: connector, operationId },
    parameters,
  },
  ...more,
});
const mail = (field: string, value: unknown = data) =>
  connection('shared_office365', 'SendEmailV2', { 'emailMessage/To': 'a@contoso.example', [field]: value });
const row = (operationId: string, parameters: object) =>
  connection('shared_commondataserviceforapps', operationId, { entityName: 'orders', ...parameters });

const flow = (Use: object, trigger: object = manual()) => ({ ...trigger, actions: { Use } });
const shown = (at: ExpectedPlace, more: object = {}) => [{ messageId: 'inputs', at, ...more } as const] as const;

const childId = '22222222-2222-4222-8222-222222222222';

testRule(rule, {
  valid: [
    { name: 'nothing of the caller', flow: flow(http({ name: 'fixed' })) },
    {
      name: 'no body',
      flow: flow({ type: 'Http', inputs: { method: 'GET', uri: 'https://contoso.example' } }, manual()),
    },
    {
      name: 'a flow that runs on a schedule',
      flow: flow(http("@body('Get')"), { triggers: { Recurrence: { type: 'Recurrence', recurrence: {} } } }),
    },
    {
      name: 'a flow that a row starts',
      flow: flow(http("@triggerBody()?['title']"), {
        triggers: {
          Row: {
            type: 'OpenApiConnection',
            inputs: {
              host: { apiId: '/x/shared_sharepointonline', operationId: 'GetOnNewItems', connectionName: 'x' },
            },
          },
        },
      }),
    },
    { name: 'secure inputs', flow: flow(http(data, secured('inputs'))) },
    {
      name: 'secure inputs and outputs of a connector',
      flow: flow({ ...mail('emailMessage/Body'), ...secured('inputs', 'outputs') }),
    },
    {
      name: 'the trigger has secure outputs, which hides the next inputs',
      flow: flow(http(data), manual('Http', secured('outputs'))),
    },
    {
      name: 'in the address',
      flow: flow({ type: 'Http', inputs: { method: 'GET', uri: `https://contoso.example/@{triggerBody()?['id']}` } }),
    },
    {
      name: 'in an action that only reads',
      flow: flow(row('ListRecords', { $filter: "name eq '@{triggerBody()?['name']}'" })),
    },
    { name: 'which row', flow: flow(row('UpdateRecord', { recordId: data, 'item/name': 'x' })) },
    {
      name: 'which row it belongs to',
      flow: flow(row('CreateRecord', { 'item/new_Order@odata.bind': `orders(@{triggerBody()?['id']})` })),
    },
    {
      name: 'where to and how',
      flow: flow(
        connection('shared_webcontents', 'InvokeHttp', {
          'request/method': 'POST',
          'request/url': data,
          'request/headers': { a: data },
          'request/body': 'x',
        }),
      ),
    },
    { name: 'in Compose', flow: flow({ type: 'Compose', inputs: data }) },
    { name: 'in a variable', flow: flow({ type: 'SetVariable', inputs: { name: 'x', value: data } }) },
    { name: 'in a response', flow: flow({ type: 'Response', inputs: { statusCode: 200, body: data } }) },
    { name: 'whether there is any', flow: flow(http({ any: "@empty(triggerBody()?['name'])" })) },
  ],
  invalid: [
    {
      name: 'in the body of a request',
      flow: flow(http({ step: 0, id: data })),
      findings: shown('/actions/Use/inputs/body/id', {
        message:
          'Use has no secure inputs and posts what the caller of trigger manual sent, so every owner of the flow can read it in the run history.',
        path: [
          { at: '/triggers/manual', text: 'the caller of manual sends it' },
          { at: '/actions/Use/inputs/body/id', text: 'Use takes it' },
        ],
      }),
    },
    ...[
      '@triggerBody()',
      "@triggerOutputs()?['body/name']",
      "@{trigger()['outputs']['body']}",
      "@triggerOutputs()?['headers']?['x-user']",
      "@triggerOutputs()?['queries']['name']",
      "@triggerOutputs()['relativePathParameters']?['id']",
      "Name: @{toUpper(triggerBody()?['name'])}",
      "@setProperty(json('{}'), 'name', triggerBody()?['name'])",
    ].map((body) => ({
      name: `by ${body}`,
      flow: flow(http(body)),
      findings: shown('/actions/Use/inputs/body'),
    })),
    ...['Button', 'PowerApp', 'PowerAppV2', 'Skills', 'VirtualAgent', 'PowerPages'].map((kind) => ({
      name: `from a caller by ${kind}`,
      flow: flow(http(data), manual(kind)),
      findings: shown('/actions/Use/inputs/body'),
    })),
    {
      name: 'a trigger without a kind',
      flow: flow(http(data), { triggers: { manual: { type: 'Request', inputs: {} } } }),
      findings: shown('/actions/Use/inputs/body'),
    },
    {
      name: 'secure outputs alone',
      flow: flow(http(data, secured('outputs'))),
      findings: shown('/actions/Use/inputs/body'),
    },
    {
      name: 'secure outputs of the trigger hide nothing after a Compose',
      flow: {
        ...manual('Http', secured('outputs')),
        actions: {
          Keep: { type: 'Compose', inputs: data },
          Use: http("@outputs('Keep')", { runAfter: { Keep: ['Succeeded'] } }),
        },
      },
      findings: shown('/actions/Use/inputs/body', {
        message:
          'Use has no secure inputs and posts what the caller of trigger manual sent by way of Keep, so every owner of the flow can read it in the run history.',
      }),
    },
    {
      name: 'by way of Parse JSON, a variable and a loop',
      flow: {
        ...manual(),
        actions: {
          Init: { type: 'InitializeVariable', inputs: { variables: [{ name: 'orders', type: 'array' }] } },
          Parse: {
            type: 'ParseJson',
            inputs: { content: '@triggerBody()', schema: {} },
            runAfter: { Init: ['Succeeded'] },
          },
          Keep: {
            type: 'SetVariable',
            inputs: { name: 'orders', value: "@body('Parse')?['orders']" },
            runAfter: { Parse: ['Succeeded'] },
          },
          Each: {
            type: 'Foreach',
            foreach: "@variables('orders')",
            actions: { Use: http({ order: "@items('Each')" }) },
            runAfter: { Keep: ['Succeeded'] },
          },
        },
      },
      findings: shown('/actions/Each/actions/Use/inputs/body/order'),
    },
    {
      name: 'in a webhook',
      flow: flow({
        type: 'HttpWebhook',
        inputs: {
          subscribe: {
            method: 'POST',
            uri: 'https://contoso.example',
            body: { callback: '@listCallbackUrl()', who: data },
          },
        },
      }),
      findings: shown('/actions/Use/inputs/subscribe/body/who'),
    },
    {
      name: 'in a mail',
      flow: flow(mail('emailMessage/Body')),
      findings: shown('/actions/Use/inputs/parameters/emailMessage~1Body', {
        message:
          'Use has no secure inputs and sends what the caller of trigger manual sent, so every owner of the flow can read it in the run history.',
      }),
    },
    {
      name: 'in the subject of a mail',
      flow: flow(mail('emailMessage/Subject')),
      findings: shown('/actions/Use/inputs/parameters/emailMessage~1Subject'),
    },
    {
      name: 'in a new row',
      flow: flow(row('CreateRecord', { 'item/name': data })),
      findings: shown('/actions/Use/inputs/parameters/item~1name', {
        message:
          'Use has no secure inputs and stores what the caller of trigger manual sent, so every owner of the flow can read it in the run history.',
      }),
    },
    {
      name: 'in a changed row',
      flow: flow(row('UpdateRecord', { recordId: 'x', 'item/name': data })),
      findings: shown('/actions/Use/inputs/parameters/item~1name'),
    },
    {
      name: 'in a row of SharePoint, SQL and Excel',
      flow: {
        ...manual(),
        actions: {
          A: connection('shared_sharepointonline', 'PostItem', { dataset: 'x', table: 'y', 'item/Title': data }),
          B: connection('shared_sql', 'PatchItem_V2', { 'item/Title': data }),
          C: connection('shared_excelonlinebusiness', 'AddRowV2', { 'item/Title': data }),
        },
      },
      findings: [
        ...shown('/actions/A/inputs/parameters/item~1Title'),
        ...shown('/actions/B/inputs/parameters/item~1Title'),
        ...shown('/actions/C/inputs/parameters/item~1Title'),
      ],
    },
    {
      name: 'in the legacy form',
      flow: flow({
        type: 'ApiConnection',
        inputs: {
          host: { connection: { name: "@parameters('$connections')['shared_sql']['connectionId']" } },
          method: 'post',
          path: '/datasets/default/tables/orders/items',
          body: { Name: data },
        },
      }),
      findings: shown('/actions/Use/inputs/body/Name'),
    },
    {
      name: 'in the body of a request through a connector',
      flow: flow(
        connection('shared_webcontents', 'InvokeHttp', {
          'request/method': 'POST',
          'request/url': 'https://contoso.example',
          'request/body': data,
        }),
      ),
      findings: shown('/actions/Use/inputs/parameters/request~1body'),
    },
    {
      name: 'each action once',
      flow: flow(http({ a: data, b: data, c: "@{triggerBody()} @{triggerBody()?['x']}" })),
      findings: shown('/actions/Use/inputs/body/a'),
    },
    {
      name: 'in every container',
      flow: {
        ...manual(),
        actions: {
          Scope: { type: 'Scope', actions: { A: http(data) } },
          If: { type: 'If', actions: {}, else: { actions: { B: http(data) } } },
          Switch: {
            type: 'Switch',
            cases: { One: { case: 1, actions: { C: http(data) } } },
            default: { actions: { D: http(data) } },
          },
          Loop: { type: 'Foreach', foreach: '@range(0, 2)', actions: { E: http(data) } },
          Until: { type: 'Until', actions: { F: http(data) } },
        },
      },
      findings: [
        ...shown('/actions/Scope/actions/A/inputs/body'),
        ...shown('/actions/If/else/actions/B/inputs/body'),
        ...shown('/actions/Switch/cases/One/actions/C/inputs/body'),
        ...shown('/actions/Switch/default/actions/D/inputs/body'),
        ...shown('/actions/Loop/actions/E/inputs/body'),
        ...shown('/actions/Until/actions/F/inputs/body'),
      ],
    },
    {
      name: 'in a child flow, of the caller of its parent',
      solution: {
        flows: {
          Main: {
            triggers: { request: { type: 'Request', kind: 'Http', inputs: { triggerAuthenticationType: 'All' } } },
            actions: {
              Run: { type: 'Workflow', inputs: { host: { workflowReferenceName: childId }, body: { name: data } } },
            },
          },
          Child: { id: childId, ...manual('Button'), actions: { Use: http("@triggerBody()['name']") } },
        },
      },
      findings: shown(
        { file: 'Workflows/Child.json', pointer: '/properties/definition/actions/Use/inputs/body' },
        {
          message:
            'Use has no secure inputs and posts what the caller of trigger request sent by way of Run, so every owner of the flow can read it in the run history.',
        },
      ),
    },
  ],
});
