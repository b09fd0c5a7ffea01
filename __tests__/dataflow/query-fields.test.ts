import { isQuoted, queryFieldAt, queryTextIn } from '../../src/dataflow/query-fields';
import { untrustedTrace } from '../../src/dataflow/solution-traces';
import { solutionOf } from './solution-of';

const triggers = { manual: { type: 'Request', kind: 'Http', inputs: { triggerAuthenticationType: 'All' } } };
const x = '@triggerBody()';

/** What the string of an action is in which the data of a caller stands. */
function fieldIn(action: object) {
  const solution = solutionOf({ Flow: { triggers, actions: { Use: action } } });
  const [use] = solution.flows[0]?.actions ?? [];
  const [arrival] = use ? untrustedTrace(solution).arrivalsAt(use) : [];
  return arrival && queryFieldAt(arrival);
}

const call = (connector: string, operationId: string, parameters: object) => ({
  type: 'OpenApiConnection',
  inputs: {
    host: { apiId: `/providers/Microsoft.PowerApps/apis/${connector}`, connectionName: 'c', operationId },
    parameters,
  },
});
const legacy = (connector: string, path: string, more: object) => ({
  type: 'ApiConnection',
  inputs: {
    host: { connection: { name: `@parameters('$connections')['${connector}']['connectionId']` } },
    method: 'post',
    path,
    ...more,
  },
});

test.each<[string, object, string | undefined]>([
  ['a filter', call('shared_any', 'Any', { $filter: x }), 'odata'],
  ['a filter in other letter case', call('shared_any', 'Any', { $Filter: x }), 'odata'],
  ['an aggregation', call('shared_any', 'Any', { $apply: x }), 'odata'],
  ['the columns', call('shared_any', 'Any', { $select: x }), undefined],
  ['a filter of another name', call('shared_any', 'Any', { filter: x }), undefined],
  ['a filter of a legacy action', legacy('shared_any', '/items', { queries: { $filter: x } }), 'odata'],
  [
    'a filter of an HTTP request',
    { type: 'Http', inputs: { uri: 'https://a.example', queries: { $filter: x } } },
    'odata',
  ],
  [
    'a body with such a member',
    { type: 'Http', inputs: { uri: 'https://a.example', body: { $filter: x } } },
    undefined,
  ],
  ['FetchXML', call('shared_commondataserviceforapps', 'ListRecords', { fetchXml: x }), 'fetchxml'],
  ['SQL', call('shared_sql', 'ExecutePassThroughNativeQuery_V2', { 'query/query': x }), 'sql'],
  ['SQL, first version', call('shared_sqldw', 'ExecutePassThroughNativeQuery', { 'query/query': x }), 'sql'],
  ['SQL as an object', call('shared_sql', 'ExecutePassThroughNativeQuery_V2', { query: { query: x } }), 'sql'],
  [
    'a value of SQL',
    call('shared_sql', 'ExecutePassThroughNativeQuery_V2', { 'query/actualParameters/id': x }),
    undefined,
  ],
  ['the server of SQL', call('shared_sql', 'ExecutePassThroughNativeQuery_V2', { server: x }), undefined],
  ['legacy SQL', legacy('shared_sql', '/v2/datasets/a,b/query/sql', { body: { query: x } }), 'sql'],
  [
    'a value of legacy SQL',
    legacy('shared_sql', '/v2/datasets/a,b/query/sql', { body: { actualParameters: { id: x } } }),
    undefined,
  ],
  ['a SharePoint address', call('shared_sharepointonline', 'HttpRequest', { 'parameters/uri': x }), 'sharepoint'],
  [
    'the body of a SharePoint request',
    call('shared_sharepointonline', 'HttpRequest', { 'parameters/body': x }),
    undefined,
  ],
  [
    'a legacy SharePoint address',
    legacy('shared_sharepointonline', '/datasets/a/httprequest', { body: { uri: x } }),
    'sharepoint',
  ],
  ['another SharePoint operation', call('shared_sharepointonline', 'GetItem', { uri: x }), undefined],
  ['an address of Microsoft Graph', call('shared_office365groups', 'HttpRequestV2', { Uri: x }), 'address'],
  ['an address of another connector', call('shared_contoso', 'HttpRequest', { Uri: x }), undefined],
  ['an address', { type: 'Http', inputs: { method: 'GET', uri: x } }, 'address'],
  ['an address of HTTP with Entra ID', call('shared_webcontents', 'InvokeHttp', { 'request/url': x }), 'address'],
])('%s', (_, action, expected) => {
  expect(fieldIn(action)).toBe(expected);
});

test.each<[string, string | undefined]>([
  ['https://a.example/?$filter=b eq ', 'odata b eq '],
  ['https://a.example/?$select=c&%24FILTER=b eq ', 'odata b eq '],
  ['https://a.example/?$apply=filter(', 'odata filter('],
  ['https://a.example/?fetchXml=<fetch>', 'fetchxml <fetch>'],
  ['https://a.example/?$filter=b eq 1&$top=', undefined],
  ['https://a.example/?filter=', undefined],
  ['https://a.example/$filter=', undefined],
  ['', undefined],
])('an address that begins with %j', (before, expected) => {
  const found = queryTextIn('address', before);
  expect(found && `${found.language} ${found.before}`).toBe(expected);
});

test('quotes, as they stand and percent-encoded', () => {
  expect(isQuoted("a eq '")).toBe(true);
  expect(isQuoted('a eq %27')).toBe(true);
  expect(isQuoted("a eq 'b''c' and d eq ")).toBe(false);
});
