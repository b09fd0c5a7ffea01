import { sharingLinkOf } from '../../src/flow/sharing-links';
import { flowOf } from '../support/read-flow';

/** What is known of the link that an action makes: for whom, to do what, whether it ends. */
function linkBy(connector: string, operationId: string, parameters: object) {
  const host = { apiId: `/providers/Microsoft.PowerApps/apis/${connector}`, operationId, connectionName: connector };
  const flow = flowOf({ actions: { Share: { type: 'OpenApiConnection', inputs: { host, parameters } } } });
  const [action] = flow.actions;
  const link = action && sharingLinkOf(action, flow);
  return link && [link.users, link.allows, link.expires, link.by];
}

const graph = 'https://graph.microsoft.com/v1.0/me/drive/root/createLink';
const ask = (uri: string, body: unknown) =>
  linkBy('shared_sharepointonline', 'HttpRequest', { 'parameters/uri': uri, 'parameters/body': body });

test.each([
  ['to see', { 'permission/type': 'view', 'permission/scope': 'anonymous' }, ['anyone', 'view', false, 'sharepoint']],
  [
    'to change',
    { 'permission/type': 'Edit', 'permission/scope': 'ANONYMOUS ' },
    ['anyone', 'edit', false, 'sharepoint'],
  ],
  ['without a type', { 'permission/scope': 'anonymous' }, ['anyone', 'unknown', false, 'sharepoint']],
  [
    'with an end',
    { 'permission/scope': 'anonymous', 'permission/expirationDateTime': '2030-01-01' },
    ['anyone', 'unknown', true, 'sharepoint'],
  ],
  ['in other letter case', { 'PERMISSION/SCOPE': 'anonymous' }, ['anyone', 'unknown', false, 'sharepoint']],
  ['for the organization', { 'permission/scope': 'organization' }, undefined],
  ['for nobody', {}, undefined],
])('SharePoint, a link %s', (_, parameters, expected) => {
  expect(linkBy('shared_sharepointonline', 'CreateSharingLink', parameters)).toEqual(expected);
});

test.each([
  ['CreateShareLink', 'scope', ['anyone', 'unknown', false, 'onedrive']],
  ['createsharelinkbypathv2', 'scope', ['anyone', 'unknown', false, 'onedrive']],
  ['CreateShareLinkV3', 'scope', undefined],
  ['CreateShareLinkV2', 'permission/scope', undefined],
])('OneDrive, %s with %s', (operation, field, expected) => {
  expect(linkBy('shared_onedriveforbusiness', operation, { [field]: 'Anonymous' })).toEqual(expected);
});

test.each([
  ['Graph, an object', graph, { scope: 'anonymous', type: 'view' }, ['anyone', 'view', false, 'graph']],
  [
    'Graph, a text',
    graph,
    '{"scope" : "anonymous", "expirationDateTime": "2030-01-01"}',
    ['anyone', 'unknown', true, 'graph'],
  ],
  ['Graph, another letter case', graph.toUpperCase(), { Scope: 'Anonymous' }, ['anyone', 'unknown', false, 'graph']],
  ['Graph, no scope', graph, { type: 'view' }, ['by-default', 'view', false, 'graph']],
  [
    'Graph, a scope that an expression gives',
    graph,
    { scope: "@variables('x')" },
    ['unknown', 'unknown', false, 'graph'],
  ],
  ['SharePoint, a kind', '/_api/web/x/ShareLink', { linkKind: 4 }, ['anyone', 'view', false, 'sharepoint-rest']],
  [
    'SharePoint, a kind to change',
    '_api/web/x/sharelink?@a=1',
    '{"linkKind":5}',
    ['anyone', 'edit', false, 'sharepoint-rest'],
  ],
  [
    'SharePoint, open access',
    '_api/x/ShareLink',
    '{"allowAnonymousAccess":true,"role":2,"expiration":null}',
    ['anyone', 'edit', false, 'sharepoint-rest'],
  ],
  ['SharePoint, another kind', '_api/x/ShareLink', '{"linkKind":3,"allowAnonymousAccess":false}', undefined],
  ['another address', 'https://contoso.example/ShareLink', '{"linkKind":4}', undefined],
  ['no body', graph, undefined, undefined],
])('%s', (_, uri, body, expected) => {
  expect(ask(uri, body)).toEqual(expected);
});
