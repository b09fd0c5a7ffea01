import rule from '../../src/rules/direct-object-reference';
import { testRule } from '../support/rule-tester';
import type { FlowDescription } from '../support/solution-files';

const anyone = { manual: { type: 'Request', kind: 'Http', inputs: { triggerAuthenticationType: 'All' } } };
const app = { manual: { type: 'Request', kind: 'PowerAppV2', inputs: {} } };
const dataverse = 'shared_commondataserviceforapps';
const call = (connector: string, operationId: string, parameters: object, more: object = {}) => ({
  type: 'OpenApiConnection',
  inputs: {
    host: { apiId: `/providers/Microsoft.PowerApps/apis/${connector}`, connectionName: connector, operationId },
    parameters,
  },
  ...more,
});
const update = (recordId: string, more: object = {}) =>
  call(dataverse, 'UpdateRecord', { entityName: 'orders', recordId, 'item/state': 'done' }, more);
const legacy = (method: string, path: string) => ({
  type: 'ApiConnection',
  inputs: {
    host: { connection: { name: "@parameters('$connections')['shared_sharepointonline']['connectionId']" } },
    method,
    path,
  },
});
const references = (runtimeSource: string) => ({
  [dataverse]: { runtimeSource, connection: {}, api: { name: dataverse } },
});
const one = (Change: object, triggers: object = anyone): FlowDescription => ({ triggers, actions: { Change } });
const after = (...names: string[]) => ({
  runAfter: Object.fromEntries(names.map((name) => [name, ['Succeeded']])),
});
const id = "triggerBody()?['id']";
const recordId = '/actions/Change/inputs/parameters/recordId';

testRule(rule, {
  valid: [
    { name: 'a fixed row', flow: one(update('1')) },
    { name: 'a row that is read', flow: one(call(dataverse, 'GetItem', { entityName: 'orders', recordId: `@${id}` })) },
    {
      name: 'a row that is made',
      flow: one(call(dataverse, 'CreateRecord', { entityName: 'orders', 'item/id': `@${id}` })),
    },
    {
      name: 'a row that gets no column',
      flow: one(call(dataverse, 'UpdateRecord', { entityName: 'orders', recordId: `@${id}` })),
    },
    {
      name: 'a row that was made with this id before',
      flow: {
        triggers: anyone,
        actions: {
          Add: call(dataverse, 'CreateRecord', { entityName: 'new_orders', 'item/new_orderid': `@${id}` }),
          Change: update(`@${id}`, after('Add')),
        },
      },
    },
    {
      name: 'an action that never runs',
      flow: {
        triggers: anyone,
        actions: {
          Stop: { type: 'Terminate', inputs: { runStatus: 'Succeeded' } },
          Change: update(`@${id}`, after('Stop')),
        },
      },
    },
    {
      name: 'a value of the row',
      flow: one(call(dataverse, 'UpdateRecord', { entityName: 'orders', recordId: '1', 'item/name': `@${id}` })),
    },
    {
      name: 'through the connection of whoever runs the flow',
      flow: { ...one(update(`@${id}`), app), connectionReferences: references('invoker') },
    },
    {
      name: 'the row that started the flow',
      flow: {
        triggers: {
          Changed: {
            type: 'OpenApiConnectionWebhook',
            inputs: {
              host: {
                apiId: `/providers/Microsoft.PowerApps/apis/${dataverse}`,
                connectionName: dataverse,
                operationId: 'SubscribeWebhookTrigger',
              },
              parameters: { 'subscriptionRequest/entityname': 'order' },
            },
          },
        },
        actions: { Change: update("@triggerOutputs()?['body/orderid']") },
      },
    },
    {
      name: 'a row that another row names',
      flow: {
        triggers: { Weekly: { type: 'Recurrence' } },
        actions: {
          Get: call(dataverse, 'ListRecords', { entityName: 'orders' }),
          Change: update("@first(body('Get')?['value'])?['next']", after('Get')),
        },
      },
    },
    { name: 'an id of another connector', flow: one(call('shared_contoso', 'PatchItem', { id: `@${id}` })) },
    { name: 'a legacy read', flow: one(legacy('get', `/datasets/a/tables/b/items/@{encodeURIComponent(${id})}`)) },
    {
      name: 'the table of a legacy write',
      flow: one(legacy('patch', `/datasets/a/tables/@{encodeURIComponent(${id})}/items/@{encodeURIComponent('1')}`)),
    },
  ],
  invalid: [
    {
      name: 'Dataverse',
      flow: one(update(`@${id}`)),
      findings: [
        {
          messageId: 'row',
          at: recordId,
          message:
            'Change changes the row whose id comes from manual, where anyone who has the URL can choose it; it does so with the connection of the flow, so also rows that they may not see.',
          path: [
            { at: '/triggers/manual', text: 'it comes from manual, where anyone who has the URL can choose it' },
            { at: recordId, text: 'Change takes it' },
          ],
        },
      ],
    },
    { name: 'a number is an id too', flow: one(update(`@int(${id})`)), findings: [{ messageId: 'row', at: recordId }] },
    {
      name: 'a number that the platform checks',
      flow: one(update("@triggerBody()['number']"), {
        manual: { ...app.manual, inputs: { schema: { properties: { number: { type: 'number' } } } } },
      }),
      findings: [{ messageId: 'row', at: recordId, severity: 'low' }],
    },
    {
      name: 'users of an app, through the connection of the owner',
      flow: { ...one(update(`@${id}`), app), connectionReferences: references('embedded') },
      findings: [{ messageId: 'row', at: recordId, severity: 'low' }],
    },
    {
      name: 'a row that another action may have made with this id',
      flow: {
        triggers: anyone,
        actions: {
          Add: call(dataverse, 'CreateRecord', { entityName: 'new_orders', 'item/new_orderid': `@${id}` }),
          Change: update(`@${id}`, { runAfter: { Add: ['Succeeded', 'Failed'] } }),
        },
      },
      findings: [{ messageId: 'row', at: recordId }],
    },
    {
      name: 'by way of a variable',
      flow: {
        triggers: anyone,
        actions: {
          Set: { type: 'InitializeVariable', inputs: { variables: [{ name: 'id', type: 'string', value: `@${id}` }] } },
          Change: update("@variables('id')", after('Set')),
        },
      },
      findings: [
        {
          messageId: 'row',
          at: recordId,
          message:
            'Change changes the row whose id comes from manual, where anyone who has the URL can choose it by way of Set; it does so with the connection of the flow, so also rows that they may not see.',
        },
      ],
    },
    ...[
      [dataverse, 'UpdateOnlyRecord', 'recordId'],
      [dataverse, 'UpdateRecordWithOrganization', 'recordId'],
      [dataverse, 'PerformBoundAction', 'recordId'],
      [dataverse, 'AssociateEntities', 'recordId'],
      ['shared_commondataservice', 'PatchItem_V2', 'id'],
      ['shared_sharepointonline', 'PatchItem', 'id'],
      ['shared_sharepointonline', 'PatchFileItem', 'id'],
      ['shared_sql', 'PatchItem_V2', 'id'],
      ['shared_excelonlinebusiness', 'PatchItem', 'id'],
      ['shared_onedriveforbusiness', 'UpdateFile', 'id'],
    ].map(([connector = '', operation = '', field = '']) => ({
      name: `${connector} ${operation}`,
      flow: one(call(connector, operation, { [field]: `@${id}`, 'item/name': 'a' })),
      findings: [{ messageId: 'row' as const, at: `/actions/Change/inputs/parameters/${field}` }] as const,
    })),
    {
      name: 'a row that is deleted',
      flow: one(call(dataverse, 'DeleteRecord', { entityName: 'orders', recordId: `@${id}` })),
      findings: [
        {
          messageId: 'row',
          at: recordId,
          message:
            'Change deletes the row whose id comes from manual, where anyone who has the URL can choose it; it does so with the connection of the flow, so also rows that they may not see.',
        },
      ],
    },
    {
      name: 'a legacy write',
      flow: one(legacy('patch', `/datasets/a/tables/b/items/@{encodeURIComponent(${id})}`)),
      findings: [{ messageId: 'row', at: '/actions/Change/inputs/path' }],
    },
    {
      name: 'a legacy deletion',
      flow: one(legacy('delete', `/datasets/a/tables/b/items/@{${id}}`)),
      findings: [{ messageId: 'row', at: '/actions/Change/inputs/path' }],
    },
    {
      name: 'in every kind of container',
      flow: {
        triggers: anyone,
        actions: {
          Each: {
            type: 'Foreach',
            foreach: "@triggerBody()?['list']",
            actions: { A: update('@item()'), B: update("@{items('Each')?['u']}") },
          },
          Scope: { type: 'Scope', actions: { C: update(`@${id}`) } },
          Until: { type: 'Until', expression: '@true', actions: { D: update(`@${id}`) } },
          If: {
            type: 'If',
            expression: { equals: ['@1', 1] },
            actions: { E: update(`@${id}`) },
            else: { actions: { F: update(`@${id}`) } },
          },
          Switch: {
            type: 'Switch',
            expression: '@1',
            cases: { One: { case: 1, actions: { G: update(`@${id}`) } } },
            default: { actions: { H: update(`@${id}`) } },
          },
        },
      },
      findings: [
        { messageId: 'row', at: '/actions/Each/actions/A/inputs/parameters/recordId' },
        { messageId: 'row', at: '/actions/Each/actions/B/inputs/parameters/recordId' },
        { messageId: 'row', at: '/actions/Scope/actions/C/inputs/parameters/recordId' },
        { messageId: 'row', at: '/actions/Until/actions/D/inputs/parameters/recordId' },
        { messageId: 'row', at: '/actions/If/actions/E/inputs/parameters/recordId' },
        { messageId: 'row', at: '/actions/If/else/actions/F/inputs/parameters/recordId' },
        { messageId: 'row', at: '/actions/Switch/cases/One/actions/G/inputs/parameters/recordId' },
        { messageId: 'row', at: '/actions/Switch/default/actions/H/inputs/parameters/recordId' },
      ],
    },
  ],
});
