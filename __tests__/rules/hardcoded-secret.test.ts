import rule from '../../src/rules/hardcoded-secret';
import { testRule } from '../support/rule-tester';

const call = (inputs: object) => ({ actions: { Call: { type: 'Http', inputs: { method: 'GET', ...inputs } } } });
const authentication = (fields: object) => call({ uri: 'https://a.example', authentication: fields });
const header = (name: string, value: unknown) => call({ uri: 'https://a.example', headers: { [name]: value } });
const inputs = '/actions/Call/inputs';

const password = 'Swordfish-77-harbour';
const copied = (name: string, defaultValue: unknown, schemaName?: string) => ({
  parameters: { [name]: { type: 'String', defaultValue, ...(schemaName ? { metadata: { schemaName } } : {}) } },
});
const reference =
  '/subscriptions/a59e02a3-0000-4000-8000-000000000001/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/kv/secrets/stock';

testRule(rule, {
  valid: [
    {
      name: 'a password from Key Vault',
      flow: authentication({ type: 'Basic', username: 'orders', password: "@body('Get_secret')?['value']" }),
    },
    {
      name: 'a token in a template',
      flow: authentication({ type: 'Raw', value: "Bearer @{body('Get_token')?['access_token']}" }),
    },
    { name: 'nothing yet', flow: authentication({ type: 'Basic', username: 'orders', password: '' }) },
    ...[
      '<password>',
      'your password here',
      '__REPLACE_ME__',
      '#{StockKey}#',
      '$(StockKey)',
      '********',
      'a59e02a3-0000-4000-8000-000000000001',
    ].map((value) => ({
      name: `a mark in the place of a password: ${value}`,
      flow: authentication({ type: 'Basic', username: 'orders', password: value }),
    })),
    {
      name: 'what identifies an app, and opens nothing',
      flow: authentication({
        type: 'ActiveDirectoryOAuth',
        tenant: 'a59e02a3-0000-4000-8000-000000000001',
        audience: 'https://graph.microsoft.com',
        clientId: 'a59e02a3-0000-4000-8000-000000000002',
        secret: "@parameters('Client secret (con_ClientSecret)')",
      }),
    },
    {
      name: 'authentication by the platform',
      flow: call({ uri: 'https://a.example', authentication: "@parameters('$authentication')" }),
    },
    { name: 'another header', flow: header('x-correlation', password) },
    { name: 'a key header from an action', flow: header('x-api-key', "@body('Get_secret')?['value']") },
    { name: 'another parameter of an address', flow: call({ uri: 'https://a.example?page=100000000000' }) },
    {
      name: 'a key that an expression puts into the address',
      flow: call({ uri: "https://a.example?code=@{body('Get_secret')?['value']}" }),
    },
    {
      name: 'a key that concat puts into the address',
      flow: call({ uri: "@concat('https://a.example?code=',body('Get_secret')?['value'])" }),
    },
    {
      name: 'a copy of another variable',
      flow: copied('Stock URL (con_StockUrl)', 'https://a.example', 'con_StockUrl'),
    },
    {
      name: 'a copy of the name of a secret',
      flow: copied('Secret name (con_SecretName)', 'stock-key', 'con_SecretName'),
    },
    { name: 'a copy of a reference', flow: copied('API key (con_ApiKey)', reference, 'con_ApiKey') },
    { name: 'a copy of nothing', flow: copied('API key (con_ApiKey)', '', 'con_ApiKey') },
    { name: 'connections', flow: { parameters: { $connections: { type: 'Object', defaultValue: {} } } } },
  ],
  invalid: [
    {
      name: 'a password',
      flow: authentication({ type: 'Basic', username: 'orders', password }),
      findings: [{ messageId: 'field', at: `${inputs}/authentication/password` }],
    },
    {
      name: 'in other letters, in a branch of a condition',
      flow: {
        actions: {
          If: {
            type: 'If',
            actions: {},
            else: {
              actions: {
                Call: { Type: 'http', Inputs: { uri: 'https://a.example', Authentication: { Password: password } } },
              },
            },
          },
        },
      },
      findings: [{ messageId: 'field', at: '/actions/If/else/actions/Call/Inputs/Authentication/Password' }],
    },
    {
      name: 'a client secret',
      flow: authentication({ type: 'ActiveDirectoryOAuth', clientId: 'orders', secret: password }),
      findings: [{ messageId: 'field', at: `${inputs}/authentication/secret` }],
    },
    {
      name: 'a header written out',
      flow: authentication({ type: 'Raw', value: `Bearer ${password}` }),
      findings: [{ messageId: 'field', at: `${inputs}/authentication/value` }],
    },
    {
      name: 'a key header',
      flow: header('X-Api-Key', password),
      findings: [{ messageId: 'field', at: `${inputs}/headers/X-Api-Key` }],
    },
    {
      name: 'an authorization header',
      flow: header('Authorization', `Basic ${password}`),
      findings: [{ messageId: 'field', at: `${inputs}/headers/Authorization` }],
    },
    {
      name: 'a key in the address',
      flow: call({ uri: `https://a.example/api?page=1&code=${password}&size=2` }),
      findings: [{ messageId: 'field', at: `${inputs}/uri`, marked: password }],
    },
    {
      name: 'a secret where none belongs',
      flow: authentication({ type: 'ActiveDirectoryOAuth', audience: 'Swordfish-77-harbour-Lantern-5-Meadow' }),
      findings: [{ messageId: 'wrongField', at: `${inputs}/authentication/audience`, confidence: 'medium' }],
    },
    {
      name: 'a copy of an environment variable',
      flow: copied('Stock API key (con_StockApiKey)', password, 'con_StockApiKey'),
      findings: [{ messageId: 'parameter', at: '/parameters/Stock API key (con_StockApiKey)/defaultValue' }],
    },
    {
      name: 'a copy of a variable that only its display name tells',
      flow: copied('Client secret (con_x1)', password, 'con_x1'),
      findings: [{ messageId: 'parameter', at: '/parameters/Client secret (con_x1)/defaultValue' }],
    },
    {
      name: 'a polling trigger',
      flow: {
        triggers: { Poll: { type: 'Http', inputs: { uri: 'https://a.example', headers: { 'api-key': password } } } },
      },
      findings: [{ messageId: 'field', at: '/triggers/Poll/inputs/headers/api-key' }],
    },
  ],
});
