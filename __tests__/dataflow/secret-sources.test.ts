import { secretSourceOf } from '../../src/dataflow/secret-sources';
import { pointerOf } from '../../src/document/place';
import { flowOf } from '../support/read-flow';
import { quickest } from '../support/timing';

/** Which operations are sources is pinned by the rule secret-in-run-history; here, what is known of each. */

const connector = (name: string, operationId: string, parameters: object = {}) => ({
  type: 'OpenApiConnection',
  inputs: { host: { apiId: `/providers/Microsoft.PowerApps/apis/${name}`, operationId }, parameters },
});

function sourceOf(action: object) {
  const [operation] = flowOf({ actions: { A: action } }).actions;
  const source = operation && secretSourceOf(operation);
  return source && { ...source, at: pointerOf(source.at.path.slice(4)) };
}

test.each([
  [connector('shared_keyvault', 'GetSecret'), 'outputs', ['body/value'], '/inputs/host/operationId'],
  [connector('shared_keyvault', 'GetSecretVersion'), 'outputs', ['body/value'], '/inputs/host/operationId'],
  [connector('shared_keyvault', 'DecryptData'), 'outputs', ['body/rawData'], '/inputs/host/operationId'],
  [
    connector('shared_keyvault', 'EncryptDataWithVersion'),
    'inputs',
    ['parameters/operationInput/rawData', 'body/rawData'],
    '/inputs/host/operationId',
  ],
  [
    connector('shared_commondataserviceforapps', 'PerformUnboundAction', {
      actionName: 'RetrieveEnvironmentVariableSecretValue',
    }),
    'outputs',
    ['body/EnvironmentVariableSecretValue'],
    '/inputs/parameters/actionName',
  ],
  [
    connector('shared_webcontents', 'InvokeHttp', { 'request/url': 'https://a.vault.azure.net/secrets/b' }),
    'outputs',
    ['body/value'],
    '/inputs/parameters/request~1url',
  ],
  [
    { type: 'Http', inputs: { uri: 'https://login.microsoftonline.com/x/oauth2/v2.0/token' } },
    'outputs',
    ['body/access_token', 'body/refresh_token', 'body/id_token'],
    '/inputs/uri',
  ],
])('%j', (action, side, paths, at) => {
  expect(sourceOf(action)).toEqual({ secret: expect.stringMatching(/^(?:a|an|the|data) \w/), side, paths, at });
});

test('a trigger can be one too', () => {
  const uri = 'https://a.vault.azure.net/secrets/b';
  const [trigger] = flowOf({ triggers: { Poll: { type: 'Http', inputs: { uri } } } }).triggers;
  expect(trigger && secretSourceOf(trigger)?.at.text).toBe(uri);
});

test.each([
  { type: 'Http' },
  { type: 'Http', inputs: 'https://a.vault.azure.net/secrets/b' },
  { type: 'OpenApiConnection' },
  { type: 'OpenApiConnection', inputs: { host: {} } },
  { type: 'Workflow', inputs: { host: { workflowReferenceName: 'GetSecret' } } },
  connector('shared_keyvault', 'constructor'),
])('none: %j', (action) => {
  expect(sourceOf(action)).toBeUndefined();
});

test('a hostile address takes no time', () => {
  const uri = 'https://a.vault.azure.net/secrets/'.repeat(20_000);
  const work = () => {
    sourceOf({ type: 'Http', inputs: { uri: `${uri}/oauth2/token/x` } });
  };
  expect(quickest(work, 1)).toBeLessThan(2000);
});

const vault = (secretName: string) => connector('shared_keyvault', 'GetSecret', { secretName });

describe('what is kept under the name of an address or an identifier is doubtful', () => {
  test.each([
    ...[
      'ClientId',
      'client-id',
      'clientid',
      'Tenant-ID',
      'TenantId',
      'storage-account-name',
      'smtpUser',
      'smtp-username',
    ],
    ...['alert-recipients', 'opsEmail', 'sqlHost', 'region', 'id'],
  ])('%s', (name) => {
    expect(sourceOf(vault(name))?.isDoubtful).toBe(true);
  });

  test.each([
    ...[
      'client-secret',
      'ClientSecret',
      'sendgrid',
      'SendGrid',
      'stock',
      'webhook-url',
      'password',
      'pfx',
      'paid',
      'Madrid',
    ],
    ...['', "@variables('name')", "@{parameters('Secret name')}"],
  ])('not %j', (name) => {
    expect(sourceOf(vault(name))).not.toHaveProperty('isDoubtful');
  });

  test.each([
    { type: 'Http', inputs: { uri: 'https://a.vault.azure.net/secrets/client-id?api-version=7.4' } },
    {
      type: 'ApiConnection',
      inputs: {
        host: { connection: { name: "@parameters('$connections')['keyvault']['connectionId']" } },
        path: "/secrets/@{encodeURIComponent('client-id')}/value",
      },
    },
    connector('shared_commondataserviceforapps', 'PerformUnboundAction', {
      actionName: 'RetrieveEnvironmentVariableSecretValue',
      'item/EnvironmentVariableName': 'con_ClientId',
    }),
  ])('wherever the name stands: %j', (action) => {
    expect(sourceOf(action)?.isDoubtful).toBe(true);
  });
});

describe('a grant makes a token request', () => {
  const uri = "@variables('address')";
  test.each<[string, object]>([
    ['a form', { uri, body: 'grant_type=client_credentials&client_id=a' }],
    ['a joined form', { uri, body: "@concat('client_id=', variables('id'), '&grant_type=password')" }],
    ['JSON', { uri, body: '{"grant_type": "client_credentials"}' }],
    ['an object', { uri, body: { Grant_Type: 'client_credentials' } }],
  ])('%s', (_, inputs) => {
    expect(sourceOf({ type: 'Http', inputs })?.secret).toBe('an access token');
  });

  test('by the connector too', () => {
    const parameters = { 'request/url': uri, 'request/body': 'grant_type=client_credentials' };
    expect(sourceOf(connector('shared_webcontents', 'InvokeHttp', parameters))?.secret).toBe('an access token');
  });

  test.each<[string, object]>([
    ['another word', { uri, body: 'grant_types=a&my_grant_type_of=b' }],
    ['in the address', { uri: 'https://x.example/?grant_type=a' }],
    ['no address', { body: 'grant_type=a' }],
  ])('not %s', (_, inputs) => {
    expect(sourceOf({ type: 'Http', inputs })).toBeUndefined();
  });
});
