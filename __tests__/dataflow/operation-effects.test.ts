import { carriesCredential } from '../../src/dataflow/http-credentials';
import { type Effect, effectOf } from '../../src/dataflow/operation-effects';
import { flowOf } from '../support/read-flow';

function operationOf(action: object) {
  const [operation] = flowOf({ actions: { A: action } }).actions;
  if (!operation) throw new Error('the flow has no action');
  return operation;
}

const connector = (name: string, operationId: string, parameters: object = {}) =>
  operationOf({
    type: 'OpenApiConnection',
    inputs: { host: { apiId: `/providers/Microsoft.PowerApps/apis/${name}`, operationId }, parameters },
  });
const legacy = (method: string, path: string, name = 'shared_office365') =>
  operationOf({
    type: 'ApiConnection',
    inputs: { host: { connection: { name: `@parameters('$connections')['${name}']['connectionId']` } }, method, path },
  });
const http = (inputs: object) => operationOf({ type: 'Http', inputs });

describe('operations of connectors', () => {
  test.each<[Effect | undefined, string, string]>([
    ['read', 'shared_sharepointonline', 'GetItems'],
    ['read', 'shared_commondataserviceforapps', 'ListRecordsWithOrganization'],
    ['read', 'shared_commondataserviceforapps', 'GetEntityFileImageFieldContent'],
    ['read', 'shared_office365', 'V4CalendarGetItems'],
    ['read', 'shared_office365', 'ExportEmail_V2'],
    ['read', 'shared_office365users', 'MyProfile_V2'],
    ['read', 'shared_office365users', 'SearchUserV2'],
    ['read', 'shared_powerbi', 'ExecuteDatasetQuery'],
    ['read', 'shared_powerappsforadmins', 'Get-AdminAppRoleAssignment'],
    ['create', 'shared_sharepointonline', 'PostItem'],
    ['create', 'shared_sharepointonline', 'CopyFileAsync'],
    ['create', 'shared_commondataserviceforapps', 'CreateRecord'],
    ['create', 'shared_excelonlinebusiness', 'AddRowV2'],
    ['create', 'shared_office365', 'V4CalendarPostItem'],
    ['change', 'shared_sharepointonline', 'PatchFileItem'],
    ['change', 'shared_sharepointonline', 'CheckOutFile'],
    ['change', 'shared_commondataserviceforapps', 'UpdateOnlyRecord'],
    ['change', 'shared_office365', 'MarkAsRead_V3'],
    ['delete', 'shared_commondataserviceforapps', 'DeleteRecordWithOrganization'],
    ['delete', 'shared_powerappsforadmins', 'Remove-AdminApp'],
    ['send', 'shared_office365', 'SharedMailboxSendEmailV2'],
    ['send', 'shared_teams', 'PostMessageToConversation'],
    ['send', 'shared_teams', 'ReplyWithMessageToConversation'],
    ['send', 'shared_approvals', 'StartAndWaitForAnApproval'],
    ['send', 'shared_slack', 'PostMessage'],
    ['share', 'shared_azureblob', 'CreateShareLinkByPath_V2'],
    ['share', 'shared_sharepointonline', 'CreateSharingLink'],
    ['share', 'shared_sharepointonline', 'GrantAccess'],
    ['share', 'shared_teams', 'AddMemberToTeam'],
    ['share', 'shared_microsoftflowforadmins', 'Edit-AdminFlowOwnerRole'],
    ['run', 'shared_uiflow', 'RunUIFlow_V2'],
    ['run', 'shared_flowmanagement', 'StartFlow'],
    [undefined, 'shared_wordonlinebusiness', 'CreateFileItem'],
    [undefined, 'shared_conversionservice', 'HtmlToText'],
    [undefined, 'shared_rss', 'ListFeedItems'],
    [undefined, 'shared_encodiandocumentmanager', 'AddWatermark'],
    [undefined, 'shared_sql', 'ExecuteProcedure_V2'],
    [undefined, 'shared_commondataserviceforapps', 'aibuilderpredict_customprompt'],
    [undefined, 'shared_contoso', 'constructor'],
    [undefined, 'shared_contoso', ''],
  ])('%s: %s %s', (effect, name, id) => {
    expect(effectOf(connector(name, id))).toBe(effect);
  });

  test.each<[Effect | undefined, string, object]>([
    ['read', 'WhoAmI', {}],
    ['read', 'RetrieveTotalRecordCount', {}],
    ['share', 'Microsoft.Dynamics.CRM.AddMembersTeam', {}],
    ['change', 'new_ApproveOrder', {}],
    ['delete', "@concat('BulkDelete', '')", {}],
    [undefined, "@trim('DeleteOrder')", {}],
    [undefined, 'new_Orders', {}],
  ])('%s: the action %s of Dataverse', (effect, actionName) => {
    const expected = actionName === 'WhoAmI' ? undefined : effect;
    expect(effectOf(connector('shared_commondataserviceforapps', 'PerformUnboundAction', { actionName }))).toBe(
      expected,
    );
  });

  test.each<[Effect | undefined, string]>([
    ['read', ' select * from Orders'],
    ['create', 'INSERT INTO Orders VALUES (1)'],
    ['change', "UPDATE Orders SET State = '@{triggerBody()}'"],
    ['change', 'merge into Orders'],
    ['delete', '\nDelete from Orders'],
    [undefined, 'EXEC Orders'],
    ['delete', "@concat('DELETE ', 'FROM Orders')"],
    ['read', "@concat('select * from Orders where Name = ''', triggerBody()?['name'], '''')"],
    [undefined, "@{variables('verb')} from Orders"],
    [undefined, ''],
  ])('%s: the statement %j', (effect, query) => {
    expect(effectOf(connector('shared_sql', 'ExecutePassThroughNativeQuery_V2', { 'query/query': query }))).toBe(
      effect,
    );
  });

  test.each<[Effect | undefined, string, string, object]>([
    ['read', 'shared_sharepointonline', 'HttpRequest', { 'parameters/method': 'GET' }],
    ['request', 'shared_sharepointonline', 'HttpRequest', { 'parameters/method': 'POST' }],
    ['delete', 'shared_office365groups', 'HttpRequest', { Method: 'DELETE' }],
    ['change', 'shared_webcontents', 'InvokeHttp', { 'request/method': 'PATCH' }],
    [undefined, 'shared_webcontents', 'InvokeHttp', { 'request/method': "@triggerBody()?['method']" }],
    [undefined, 'shared_webcontents', 'InvokeHttp', {}],
  ])('%s: %s %s %j', (effect, name, id, parameters) => {
    expect(effectOf(connector(name, id, parameters))).toBe(effect);
  });
});

test.each<[Effect | undefined, string, string]>([
  ['read', 'get', '/datasets/default/tables/Orders/items'],
  ['change', 'PATCH', '/datasets/default/tables/Orders/items/1'],
  ['delete', 'delete', '/messages/1'],
  ['send', 'post', '/v2/Mail'],
  ['send', 'post', '/chat.postMessage'],
  ['create', 'post', "/datasets/@{encodeURIComponent('a')}/tables/b/items"],
  [undefined, 'post', '/html2text'],
  [undefined, 'post', '/vision/v2.0/analyze'],
])('%s: the legacy call %s %s', (effect, method, path) => {
  expect(effectOf(legacy(method, path))).toBe(effect);
});

test('other actions do nothing with rights of their own', () => {
  expect(
    effectOf(operationOf({ type: 'Compose', inputs: { host: { apiId: 'shared_sql', operationId: 'GetItems' } } })),
  ).toBe(undefined);
  expect(effectOf(operationOf({ type: 'OpenApiConnection' }))).toBe(undefined);
});

describe('HTTP actions', () => {
  const uri = 'https://contoso.example/orders';

  test.each<[object]>([
    [{ uri, authentication: { type: 'Basic', username: 'a', password: 'b' } }],
    [{ uri, authentication: { type: 'ManagedServiceIdentity' } }],
    [{ uri, headers: { Authorization: 'x' } }],
    [{ uri, headers: { 'Ocp-Apim-Subscription-Key': 'x' } }],
    [{ uri, headers: { 'X-SmartToken': 'x' } }],
    [{ uri, headers: { apikey: 'x' } }],
    [{ uri: `${uri}?code=@{parameters('code')}` }],
    [{ uri: `${uri}?a=1&sig=x` }],
    [{ uri, queries: { api_key: 'x' } }],
  ])('send a credential: %j', (inputs) => {
    expect(carriesCredential(http(inputs))).toBe(true);
    expect(effectOf(http({ method: 'GET', ...inputs }))).toBe('read');
    expect(effectOf(http({ method: 'Put', ...inputs }))).toBe('change');
    expect(effectOf(http({ method: 'post', ...inputs }))).toBe('request');
  });

  test.each<[object]>([
    [{ uri }],
    [{ uri, authentication: { type: 'None' } }],
    [{ uri, headers: { 'Content-Type': 'application/json', Authorization: '' } }],
    [{ uri, headers: { 'Idempotency-Key': 'x', 'x-ms-documentdb-partitionkey': 'x' } }],
    [{ uri: `${uri}?encode=x&code=` }],
    [{}],
  ])('send none: %j', (inputs) => {
    expect(carriesCredential(http(inputs))).toBe(false);
    expect(effectOf(http({ method: 'GET', ...inputs }))).toBe(undefined);
  });
});
