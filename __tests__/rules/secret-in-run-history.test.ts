import rule from '../../src/rules/secret-in-run-history';
import { testRule } from '../support/rule-tester';

const secured = (...properties: string[]) => ({ runtimeConfiguration: { secureData: { properties } } });
const actions = (node: object) => ({ actions: { Read: node } });
const inputs = '/actions/Read/inputs';

/** A call of a connector operation, in its current form. */
const call = (connector: string, operationId: string, parameters: object = {}, more: object = {}) =>
  actions({
    type: 'OpenApiConnection',
    inputs: {
      host: { apiId: `/providers/Microsoft.PowerApps/apis/${connector}`, connectionName: connector, operationId },
      parameters,
      authentication: "@parameters('$authentication')",
    },
    ...more,
  });
const operation = `${inputs}/host/operationId`;

/** A call by path, as in flows of the first years. */
const legacy = (connection: string, path: string, more: object = {}) =>
  actions({
    type: 'ApiConnection',
    inputs: { host: { connection: { name: `@parameters('$connections')['${connection}']['connectionId']` } }, path },
    ...more,
  });

const http = (uri: unknown, more: object = {}) => actions({ type: 'Http', inputs: { method: 'POST', uri }, ...more });
const dataverse = 'shared_commondataserviceforapps';
const read = 'RetrieveEnvironmentVariableSecretValue';

const outputs = (at: string) => [{ messageId: 'outputs', at }] as const;
const given = (at: string) => [{ messageId: 'inputs', at }] as const;

const addressesOfSecrets = [
  'https://kv-orders.vault.azure.net/secrets/stock?api-version=7.4',
  'https://kv-orders.vault.azure.net/secrets/stock/0123456789abcdef?api-version=7.4',
  'https://kv-orders.vault.azure.net:443/secrets/stock',
  'https://kv-orders.vault.azure.cn/secrets/stock',
  'https://kv-orders.vault.usgovcloudapi.net/secrets/stock',
  'https://kv-orders.vault.microsoftazure.de/secrets/stock',
  'HTTPS://KV-ORDERS.VAULT.AZURE.NET/SECRETS/STOCK',
  "https://kv-orders.vault.azure.net/secrets/@{variables('name')}?api-version=7.4",
  "@concat('https://kv-orders.vault.azure.net/secrets/', variables('name'))",
  'https://contoso.crm4.dynamics.com/api/data/v9.2/RetrieveEnvironmentVariableSecretValue',
  'https://login.microsoftonline.com/contoso.example/oauth2/v2.0/token',
  "https://login.microsoftonline.com/@{variables('tenant')}/oauth2/token?api-version=1.0",
  "@concat('https://login.microsoftonline.com/', variables('tenant'), '/oauth2/v2.0/token')",
  'https://contoso.example/oauth/token',
  'https://contoso.example/connect/token/',
  'https://contoso.example/realms/a/protocol/openid-connect/token',
  'https://accounts.accesscontrol.windows.net/contoso.example/tokens/OAuth/2',
];

const addressesOfOthers = [
  'https://kv-orders.vault.azure.net/secrets?api-version=7.4',
  'https://kv-orders.vault.azure.net/secrets/',
  'https://kv-orders.vault.azure.net/secrets/stock/versions?api-version=7.4',
  'https://kv-orders.vault.azure.net/keys/stock',
  'https://vault.azure.net.contoso.example/secrets/stock',
  'https://x.example/tokens',
  'https://x.example/token',
  'https://x.example/oauth2/tokens',
  'https://x.example/oauth2/token/revoke',
  'https://x.example/oauth2/authorize?next=/token',
];

testRule(rule, {
  valid: [
    ...['GetSecret', 'GetSecretVersion', 'DecryptData', 'DecryptDataWithVersion'].map((id) => ({
      name: `Key Vault ${id} with secure outputs`,
      flow: call('shared_keyvault', id, { secretName: 'stock' }, secured('outputs')),
    })),
    ...['EncryptData', 'EncryptDataWithVersion'].map((id) => ({
      name: `Key Vault ${id} with secure inputs`,
      flow: call('shared_keyvault', id, { 'operationInput/rawData': 'x' }, secured('inputs')),
    })),
    ...[
      'ListSecrets',
      'ListSecretVersions',
      'ListKeys',
      'ListKeyVersions',
      'GetSecretMetadata',
      'GetSecretVersionMetadata',
      'GetKeyMetadata',
      'constructor',
      '__proto__',
    ].map((id) => ({ name: `Key Vault ${id} returns no secret`, flow: call('shared_keyvault', id) })),
    { name: 'an operation of this name elsewhere', flow: call('shared_contosostock', 'GetSecret') },
    ...['/secrets', '/secrets/stock', '/secrets/stock/versions', '/keys/orders', '/keys/orders/versions'].map(
      (path) => ({ name: `legacy path ${path} returns no secret`, flow: legacy('keyvault', path) }),
    ),
    { name: 'legacy, secured', flow: legacy('keyvault', '/secrets/stock/value', secured('outputs')) },
    { name: 'legacy, another connector', flow: legacy('contosostock', '/secrets/stock/value') },
    {
      name: 'Dataverse, secured',
      flow: call(dataverse, 'PerformUnboundAction', { actionName: read }, secured('outputs')),
    },
    {
      name: 'Dataverse, secured on both sides, in other letters',
      flow: call(
        dataverse,
        'PerformUnboundActionWithOrganization',
        { actionName: read },
        {
          RuntimeConfiguration: { SecureData: { Properties: ['Inputs', 'Outputs'] } },
        },
      ),
    },
    { name: 'another action of Dataverse', flow: call(dataverse, 'PerformUnboundAction', { actionName: 'WhoAmI' }) },
    {
      name: 'the words in another field',
      flow: call(dataverse, 'CreateRecord', { 'item/name': read }),
    },
    ...addressesOfSecrets.map((uri) => ({ name: `secured: ${uri}`, flow: http(uri, secured('outputs')) })),
    ...addressesOfOthers.map((uri) => ({ name: uri, flow: http(uri) })),
    { name: 'an address that is no text', flow: http({ a: 1 }) },
    { name: 'no inputs', flow: actions({ type: 'Http' }) },
    { name: 'no host', flow: actions({ type: 'OpenApiConnection', inputs: { parameters: { actionName: read } } }) },
    {
      name: 'the address of a vault in a Compose',
      flow: actions({ type: 'Compose', inputs: { uri: addressesOfSecrets[0] } }),
    },
  ],
  invalid: [
    {
      name: 'Key Vault GetSecret',
      flow: call('shared_keyvault', 'GetSecret', { secretName: 'stock' }),
      findings: [
        {
          messageId: 'outputs',
          at: operation,
          message:
            'Read returns a secret from Azure Key Vault without secure outputs, so every owner of the flow can read it in the run history.',
        },
      ],
    },
    ...['GetSecretVersion', 'DecryptData', 'DecryptDataWithVersion', 'GETSECRET'].map((id) => ({
      name: `Key Vault ${id}`,
      flow: call('shared_keyvault', id),
      findings: outputs(operation),
    })),
    ...['EncryptData', 'EncryptDataWithVersion'].map((id) => ({
      name: `Key Vault ${id}`,
      flow: call('shared_keyvault', id),
      findings: given(operation),
    })),
    {
      name: 'secure inputs do not hide outputs',
      flow: call('shared_keyvault', 'GetSecret', { secretName: 'x' }, secured('inputs')),
      findings: outputs(operation),
    },
    {
      name: 'secure outputs do not hide inputs',
      flow: call('shared_keyvault', 'EncryptData', {}, secured('outputs')),
      findings: [
        {
          messageId: 'inputs',
          at: operation,
          message:
            'Read is given the data that it encrypts without secure inputs, so every owner of the flow can read it in the run history.',
        },
      ],
    },
    {
      name: 'secure data that is written wrongly',
      flow: call(
        'shared_keyvault',
        'GetSecretVersion',
        {},
        {
          runtimeConfiguration: { secureData: { properties: 'outputs' } },
        },
      ),
      findings: outputs(operation),
    },
    {
      name: 'a second connection, told by the name of its reference',
      flow: actions({
        type: 'OpenApiConnection',
        inputs: { host: { connectionName: 'shared_keyvault_1', operationId: 'GetSecret' } },
      }),
      findings: outputs(operation),
    },
    ...[
      '/secrets/stock/value',
      "/secrets/@{encodeURIComponent('stock')}/value",
      "/secrets/@{encodeURIComponent(triggerBody()?['name'])}/value",
      "/secrets/@{encodeURIComponent('stock')}/versions/@{encodeURIComponent('1')}/value",
      "/keys/@{encodeURIComponent('orders')}/decrypt",
      '/keys/orders/versions/1/decrypt',
      '/SECRETS/stock/VALUE',
    ].map((path) => ({
      name: `legacy path ${path}`,
      flow: legacy('keyvault', path),
      findings: outputs(`${inputs}/path`),
    })),
    ...["/keys/@{encodeURIComponent('orders')}/encrypt", '/keys/orders/versions/1/encrypt'].map((path) => ({
      name: `legacy path ${path}`,
      flow: legacy('shared_keyvault', path),
      findings: given(`${inputs}/path`),
    })),
    ...[
      ['PerformUnboundAction', read],
      ['PerformUnboundActionWithOrganization', read],
      ['PerformUnboundAction', `@trim('${read}')`],
      ['PerformUnboundAction', `@{'${read}'}`],
      ['PerformUnboundAction', read.toLowerCase()],
    ].map(([id = '', actionName = '']) => ({
      name: `Dataverse ${id} of ${actionName}`,
      flow: call(dataverse, id, { actionName, 'item/EnvironmentVariableName': 'con_StockKey' }),
      findings: outputs(`${inputs}/parameters/actionName`),
    })),
    {
      name: 'Dataverse by the first connector',
      flow: call('shared_commondataservice', 'PerformUnboundAction', { actionName: read }),
      findings: outputs(`${inputs}/parameters/actionName`),
    },
    {
      name: 'Dataverse by a legacy path',
      flow: legacy('shared_commondataserviceforapps', `/v2/actions/${read}`),
      findings: outputs(`${inputs}/path`),
    },
    ...addressesOfSecrets.map((uri) => ({ name: uri, flow: http(uri), findings: outputs(`${inputs}/uri`) })),
    ...['shared_webcontents', 'shared_webcontentsv2'].map((connector) => ({
      name: `${connector} to a vault`,
      flow: call(connector, 'InvokeHttp', { 'request/method': 'GET', 'request/url': addressesOfSecrets[0] }),
      findings: outputs(`${inputs}/parameters/request~1url`),
    })),
    {
      name: 'an access token, in words',
      flow: http('https://contoso.example/oauth2/token#x'),
      findings: [
        {
          messageId: 'outputs',
          at: `${inputs}/uri`,
          message:
            'Read returns an access token without secure outputs, so every owner of the flow can read it in the run history.',
        },
      ],
    },
    {
      name: 'in every kind of container',
      flow: {
        actions: {
          Scope: { type: 'Scope', actions: http('https://a.vault.azure.net/secrets/a').actions },
          Each: {
            type: 'Foreach',
            foreach: '@triggerBody()',
            actions: http('https://a.vault.azure.net/secrets/b').actions,
          },
          Until: { type: 'Until', actions: http('https://a.vault.azure.net/secrets/c').actions },
          If: {
            type: 'If',
            actions: http('https://a.vault.azure.net/secrets/d').actions,
            else: http('https://a.vault.azure.net/secrets/e'),
          },
          Switch: {
            type: 'Switch',
            cases: { One: { case: 1, ...http('https://a.vault.azure.net/secrets/f') } },
            default: http('https://a.vault.azure.net/secrets/g'),
          },
        },
      },
      findings: [
        { messageId: 'outputs', at: '/actions/Scope/actions/Read/inputs/uri' },
        { messageId: 'outputs', at: '/actions/Each/actions/Read/inputs/uri' },
        { messageId: 'outputs', at: '/actions/Until/actions/Read/inputs/uri' },
        { messageId: 'outputs', at: '/actions/If/actions/Read/inputs/uri' },
        { messageId: 'outputs', at: '/actions/If/else/actions/Read/inputs/uri' },
        { messageId: 'outputs', at: '/actions/Switch/cases/One/actions/Read/inputs/uri' },
        { messageId: 'outputs', at: '/actions/Switch/default/actions/Read/inputs/uri' },
      ],
    },
  ],
});
