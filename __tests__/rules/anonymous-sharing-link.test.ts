import rule from '../../src/rules/anonymous-sharing-link';
import { testRule } from '../support/rule-tester';

const share = (parameters: object, connector = 'shared_sharepointonline', operationId = 'CreateSharingLink') => ({
  type: 'OpenApiConnection',
  inputs: {
    host: { apiId: `/providers/Microsoft.PowerApps/apis/${connector}`, connectionName: connector, operationId },
    parameters,
  },
});
const flow = (Share: object, more: object = {}) => ({ actions: { Share }, ...more });

/** The action "Create sharing link for a file or folder" of SharePoint. */
const sharePoint = (scope: unknown, type: unknown = 'view', more: object = {}) =>
  share({
    dataset: 'https://contoso.example/sites/orders',
    table: 'Orders',
    id: 7,
    'permission/type': type,
    'permission/scope': scope,
    ...more,
  });
const expiring = { 'permission/expirationDateTime': "@addDays(utcNow(), 7, 'yyyy-MM-dd')" };

const oneDrive = (scope: unknown, type = 'View', operationId = 'CreateShareLinkV2') =>
  share({ id: 'x', type, ...(scope === undefined ? {} : { scope }) }, 'shared_onedriveforbusiness', operationId);

const graphAddress = 'https://graph.microsoft.com/v1.0/drives/b!x/items/01ABC/createLink';
const http = (body: unknown, uri: string = graphAddress) => ({ type: 'Http', inputs: { method: 'POST', uri, body } });
const graph = (fields: object) => http({ type: 'view', ...fields });

const rest = (body: unknown, uri = "_api/web/lists/getbytitle('Orders')/items(7)/ShareLink") =>
  share(
    { dataset: 'x', 'parameters/method': 'POST', 'parameters/uri': uri, 'parameters/body': body },
    'shared_sharepointonline',
    'HttpRequest',
  );
const restBody = (settings: string) => `{ "request": { "createLink": true, "settings": { ${settings} } } }`;

const scopeField = '/actions/Share/inputs/parameters/permission~1scope';
const anyone = (at: string, severity: 'high' | 'medium' | 'low' = 'medium', more: object = {}) =>
  [{ messageId: 'anyone', at, severity, ...more } as const] as const;
const undecided = (at: string, more: object = {}) =>
  [{ messageId: 'undecided', at, severity: 'low', confidence: 'low', persona: 'auditor', ...more } as const] as const;

const scope = (defaultValue: unknown, more: object = {}) => ({
  parameters: { Scope: { type: 'String', defaultValue, ...more } },
});
const bound = { metadata: { schemaName: 'con_Scope' } };

testRule(rule, {
  valid: [
    ...['organization', 'Organization', 'existingAccess', 'users', '', 'anonymously'].map((one) => ({
      name: `SharePoint, for "${one}"`,
      flow: flow(sharePoint(one)),
    })),
    { name: 'SharePoint, scope left out', flow: flow(share({ 'permission/type': 'view' })) },
    { name: 'SharePoint, a scope that is no text', flow: flow(sharePoint(4)) },
    { name: 'OneDrive, for the organization', flow: flow(oneDrive('Organization')) },
    { name: 'OneDrive, scope left out', flow: flow(oneDrive(undefined)) },
    {
      name: 'an operation of this name elsewhere',
      flow: flow(share({ 'permission/scope': 'anonymous' }, 'shared_contoso')),
    },
    {
      name: 'another operation of SharePoint',
      flow: flow(share({ 'permission/scope': 'anonymous' }, 'shared_sharepointonline', 'GrantAccess')),
    },
    {
      name: 'an expression that gives no anonymous link',
      flow: flow(sharePoint("@if(variables('x'), 'organization', 'existingAccess')")),
    },
    {
      name: 'a parameter that says organization',
      flow: flow(sharePoint("@parameters('Scope')"), scope('organization')),
    },
    { name: 'Graph, for the organization', flow: flow(graph({ scope: 'organization' })) },
    {
      name: 'Graph, another call',
      flow: flow(http({ scope: 'anonymous' }, 'https://graph.microsoft.com/v1.0/me/messages')),
    },
    { name: 'Graph, no body', flow: flow({ type: 'Http', inputs: { method: 'POST', uri: graphAddress } }) },
    { name: 'Graph, an address behind the call', flow: flow(http({ scope: 'anonymous' }, `${graphAddress}/more`)) },
    {
      name: 'an action of another type',
      flow: flow({ type: 'Compose', inputs: { uri: graphAddress, body: { scope: 'anonymous' } } }),
    },
    { name: 'no inputs', flow: flow({ type: 'Http' }) },
    {
      name: 'SharePoint REST, for the organization',
      flow: flow(rest(restBody('"allowAnonymousAccess": false, "linkKind": 2'))),
    },
    { name: 'SharePoint REST, another call', flow: flow(rest(restBody('"linkKind": 4'), '_api/web/lists')) },
    { name: 'SharePoint REST, nothing said', flow: flow(rest(restBody('"role": 1'))) },
  ],
  invalid: [
    {
      name: 'SharePoint, to read',
      flow: flow(sharePoint('anonymous')),
      findings: anyone(scopeField, 'medium', {
        message:
          'Anyone who gets hold of the link that Share makes can read what is shared without signing in, and nothing in the flow lets it expire.',
      }),
    },
    {
      name: 'SharePoint, to read, for some days',
      flow: flow(sharePoint('anonymous', 'view', expiring)),
      findings: anyone(scopeField, 'low', {
        message:
          'Anyone who gets hold of the link that Share makes can read what is shared without signing in until it expires.',
      }),
    },
    {
      name: 'SharePoint, to change',
      flow: flow(sharePoint('Anonymous', 'edit')),
      findings: anyone(scopeField, 'high', {
        message:
          'Anyone who gets hold of the link that Share makes can change what is shared without signing in, and nothing in the flow lets it expire.',
      }),
    },
    {
      name: 'SharePoint, to change, for some days',
      flow: flow(sharePoint('anonymous', 'edit', expiring)),
      findings: anyone(scopeField, 'medium'),
    },
    {
      name: 'an expiry that is empty',
      flow: flow(sharePoint('anonymous', 'edit', { 'permission/expirationDateTime': '' })),
      findings: anyone(scopeField, 'high'),
    },
    {
      name: 'a type that an expression decides',
      flow: flow(sharePoint('anonymous', "@variables('type')")),
      findings: anyone(scopeField, 'medium', {
        message:
          'Anyone who gets hold of the link that Share makes can open what is shared without signing in, and nothing in the flow lets it expire.',
      }),
    },
    {
      name: 'an expression that is constant',
      flow: flow(sharePoint("@concat('anony', 'mous')")),
      findings: anyone(scopeField),
    },
    {
      name: 'a template that is constant',
      flow: flow(sharePoint("@{toLower('Anonymous')}")),
      findings: anyone(scopeField),
    },
    {
      name: 'a condition decides',
      flow: flow(sharePoint("@if(equals(variables('x'), 1), 'anonymous', 'organization')")),
      findings: anyone(scopeField, 'medium', { confidence: 'medium' }),
    },
    {
      name: 'a value with anyone in case of none',
      flow: flow(sharePoint("@coalesce(variables('scope'), null, 'anonymous')")),
      findings: anyone(scopeField, 'medium', { confidence: 'medium' }),
    },
    {
      name: 'a parameter',
      flow: flow(sharePoint("@parameters('Scope')"), scope('anonymous')),
      findings: anyone(scopeField),
    },
    {
      name: 'a parameter of an environment variable',
      flow: flow(sharePoint("@parameters('Scope')"), scope('anonymous', bound)),
      findings: anyone(scopeField, 'medium', { confidence: 'medium' }),
    },
    {
      name: 'a parameter of an environment variable with another value here',
      flow: flow(sharePoint("@parameters('Scope')"), scope('organization', bound)),
      findings: undecided(scopeField),
    },
    {
      name: 'a variable',
      flow: flow(sharePoint("@variables('scope')")),
      findings: undecided(scopeField, {
        message:
          'Who may use the link that Share makes is decided by an expression, and may be anyone who gets hold of it.',
      }),
    },
    {
      name: 'a parameter that is not declared',
      flow: flow(sharePoint("@parameters('Other')")),
      findings: undecided(scopeField),
    },
    { name: 'part of a text', flow: flow(sharePoint("anon@{variables('rest')}")), findings: undecided(scopeField) },
    ...['CreateShareLink', 'CreateShareLinkV2', 'CreateShareLinkByPath', 'CreateShareLinkByPathV2'].map((id) => ({
      name: `OneDrive ${id}`,
      flow: flow(oneDrive('Anonymous', 'Edit', id)),
      findings: anyone('/actions/Share/inputs/parameters/scope', 'high'),
    })),
    {
      name: 'OneDrive, to embed',
      flow: flow(oneDrive('anonymous', 'Embed')),
      findings: anyone('/actions/Share/inputs/parameters/scope'),
    },
    { name: 'Graph', flow: flow(graph({ scope: 'anonymous' })), findings: anyone('/actions/Share/inputs/body/scope') },
    {
      name: 'Graph, to change, for some days',
      flow: flow(graph({ type: 'edit', scope: 'anonymous', expirationDateTime: '@addDays(utcNow(), 1)' })),
      findings: anyone('/actions/Share/inputs/body/scope', 'medium'),
    },
    {
      name: 'Graph, the body as a text',
      flow: flow(http('{ "type": "edit", "scope": "anonymous" }', `${graphAddress}?x=1`)),
      findings: anyone('/actions/Share/inputs/body', 'high', { marked: '"scope": "anonymous"' }),
    },
    {
      name: 'Graph, the body as an expression',
      flow: flow(http(`@json(concat('{"scope":"anonymous","type":"', variables('type'), '"}'))`)),
      findings: anyone('/actions/Share/inputs/body', 'medium', { marked: '"scope":"anonymous"' }),
    },
    {
      name: 'Graph, the address as an expression',
      flow: flow(
        http(
          { scope: 'anonymous' },
          "@{concat('https://graph.microsoft.com/v1.0/me/drive/items/', variables('id'), '/createLink')}",
        ),
      ),
      findings: anyone('/actions/Share/inputs/body/scope'),
    },
    {
      name: 'Graph, the scope as an expression in a text',
      flow: flow(http(`{ "scope": "@{variables('scope')}" }`)),
      findings: undecided('/actions/Share/inputs/body'),
    },
    {
      name: 'Graph, the scope left out',
      flow: flow(graph({})),
      findings: undecided('/actions/Share/inputs/body', {
        message:
          'Who may use the link that Share makes is decided by a setting of the tenant, and may be anyone who gets hold of it.',
      }),
    },
    ...(
      [
        ['shared_webcontents', 'request/url', 'request/body'],
        ['shared_office365groups', 'Uri', 'Body'],
        ['shared_office365users', 'Uri', 'Body'],
        ['shared_office365', 'Uri', 'Body'],
        ['shared_teams', 'Uri', 'Body'],
      ] as const
    ).map(([connector, uri, body]) => ({
      name: `Graph through ${connector}`,
      flow: flow(
        share({ [uri]: graphAddress, [body]: '{"type":"view","scope":"anonymous"}' }, connector, 'HttpRequest'),
      ),
      findings: anyone(`/actions/Share/inputs/parameters/${body.replace('/', '~1')}`),
    })),
    {
      name: 'SharePoint REST, anonymous access',
      flow: flow(rest(restBody('"allowAnonymousAccess": true, "linkKind": 6, "role": 1, "expiration": null'))),
      findings: anyone('/actions/Share/inputs/parameters/parameters~1body', 'medium', {
        marked: '"allowAnonymousAccess": true',
      }),
    },
    {
      name: 'SharePoint REST, a kind of link to change',
      flow: flow(rest(restBody('"linkKind": 5'))),
      findings: anyone('/actions/Share/inputs/parameters/parameters~1body', 'high', { marked: '"linkKind": 5' }),
    },
    {
      name: 'SharePoint REST by HTTP, with an object and an end',
      flow: flow(
        http(
          { request: { settings: { linkKind: 4, expiration: '2030-01-01' } } },
          "https://contoso.example/sites/a/_api/web/GetFileByServerRelativeUrl('/a')/ListItemAllFields/ShareLink",
        ),
      ),
      findings: anyone('/actions/Share/inputs/body/request/settings/linkKind', 'low'),
    },
    {
      name: 'in every container',
      flow: {
        actions: {
          Scope: { type: 'Scope', actions: { A: sharePoint('anonymous') } },
          If: { type: 'If', actions: {}, else: { actions: { B: sharePoint('anonymous') } } },
          Switch: {
            type: 'Switch',
            cases: { One: { case: 1, actions: { C: sharePoint('anonymous') } } },
            default: { actions: { D: sharePoint('anonymous') } },
          },
          Loop: { type: 'Foreach', actions: { E: sharePoint('anonymous') } },
          Until: { type: 'Until', actions: { F: sharePoint('anonymous') } },
        },
      },
      findings: [
        ...anyone('/actions/Scope/actions/A/inputs/parameters/permission~1scope'),
        ...anyone('/actions/If/else/actions/B/inputs/parameters/permission~1scope'),
        ...anyone('/actions/Switch/cases/One/actions/C/inputs/parameters/permission~1scope'),
        ...anyone('/actions/Switch/default/actions/D/inputs/parameters/permission~1scope'),
        ...anyone('/actions/Loop/actions/E/inputs/parameters/permission~1scope'),
        ...anyone('/actions/Until/actions/F/inputs/parameters/permission~1scope'),
      ],
    },
  ],
});
