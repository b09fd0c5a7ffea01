import { filterValuesOf, lookupsOf } from '../../src/dataflow/lookups';
import { flowOf } from '../support/read-flow';

function actionOf(connector: string, operationId: string, parameters: object = {}) {
  const Call = {
    type: 'OpenApiConnection',
    inputs: {
      host: { apiId: `/providers/Microsoft.PowerApps/apis/shared_${connector}`, connectionName: 'c', operationId },
      parameters,
    },
  };
  const [action] = flowOf({ actions: { Call } }).actions;
  if (!action) throw new Error('no action');
  return action;
}

const named = (connector: string, operationId: string, parameters?: object) =>
  lookupsOf(actionOf(connector, operationId, parameters)).map(
    ({ field, names }) => `${names} ${field.slice(2).join('/')}`,
  );

test.each<[string, string, readonly string[]]>([
  ['commondataserviceforapps', 'GetItem', ['id recordid']],
  ['commondataserviceforapps', 'UpdateOnlyRecordWithOrganization', ['id recordid']],
  ['commondataservice', 'GetItem_V2', ['id id']],
  ['sharepointonline', 'GetItem', ['id id']],
  ['office365groups', 'ListGroupMembers', ['id groupid']],
  ['office365users', 'Manager_V2', ['id id']],
  ['powerplatformforadmins', 'GetSingleEnvironment', ['known environment']],
  ['commondataserviceforapps', 'ListRecords', []],
  ['sql', 'GetItem_V2', []],
  ['contoso', 'GetItem', []],
])('%s %s', (connector, operation, expected) => {
  expect(named(connector, operation)).toEqual(expected);
});

test('the id of a new row is named after its table', () => {
  const create = (parameters: object) => named('commondataserviceforapps', 'CreateRecord', parameters);
  expect(create({ entityName: 'new_orders', 'item/new_orderid': '1', 'item/new_paid': '2' })).toEqual([
    'made item/new_orderid',
  ]);
  expect(create({ 'item/new_orderid': '1' })).toEqual([]);
});

test('values in filters', () => {
  const values = (parameters: object, connector = 'commondataserviceforapps') =>
    filterValuesOf(actionOf(connector, 'InvokeHttp', parameters)).map(({ isQuoted }) => isQuoted);
  expect(values({ $filter: "a eq '@{triggerBody()}' and b eq @{triggerBody()}" })).toEqual([true, false]);
  expect(values({ $filter: "@concat('a eq ', triggerBody())" })).toEqual([]);
  expect(values({ 'request/url': "https://a/b/@{1}?$filter=a eq '@{2}'&$top=@{3}" }, 'webcontents')).toEqual([true]);
});
