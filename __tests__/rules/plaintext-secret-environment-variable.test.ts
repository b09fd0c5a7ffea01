import rule from '../../src/rules/plaintext-secret-environment-variable';
import { testRule } from '../support/rule-tester';

const variable = (name: string, description: object) => ({ environmentVariables: { [name]: description } });
const file = (name: string, last = 'environmentvariabledefinition.xml') =>
  `environmentvariabledefinitions/${name}/${last}`;
const definition = (name: string, pointer: string) => ({
  file: file(name),
  pointer: `/environmentvariabledefinition${pointer}`,
});

const settings = (SchemaName: string, Value: string) => ({
  'settings.json': { EnvironmentVariables: [{ SchemaName, Value }], ConnectionReferences: [] },
});
const label = 'a value of the variable';
const reference =
  '/subscriptions/a59e02a3-0000-4000-8000-000000000001/resourceGroups/rg-orders/providers/Microsoft.KeyVault/vaults/kv-orders/secrets/stock-key';

testRule(rule, {
  valid: [
    { name: 'data type Secret', solution: variable('con_StockApiKey', { type: 'secret' }) },
    {
      name: 'another thing',
      solution: variable('con_StockUrl', { type: 'string', defaultValue: 'https://a.example' }),
    },
    { name: 'the name of a secret', solution: variable('con_SecretName', { type: 'string', value: 'stock' }) },
    { name: 'a number', solution: variable('con_TokenTokens', { type: 'number', value: '5' }) },
    { name: 'a data source', solution: variable('con_Password', { type: 'data-source', defaultValue: 'list' }) },
    {
      name: 'about a token',
      solution: variable('con_TokenLifetime', { type: 'string', displayName: 'Token lifetime' }),
    },
    {
      name: 'a Key Vault reference, which is another finding',
      solution: variable('con_ClientSecret', { type: 'string', defaultValue: reference }),
    },
    {
      name: 'a Key Vault reference beside a value, which is another finding',
      solution: variable('con_ClientSecret', { type: 'string', defaultValue: reference, value: 'swordfish' }),
    },
    {
      name: 'a Key Vault reference, and what a pipeline replaces',
      solution: {
        ...variable('con_ClientSecret', { type: 'string', defaultValue: reference }),
        files: settings('con_ClientSecret', '#{ClientSecret}#'),
      },
    },
    {
      name: 'settings for another variable',
      solution: {
        files: settings('con_x', 'v'),
      },
    },
  ],
  invalid: [
    {
      name: 'text without a value',
      solution: variable('con_StockApiKey', { type: 'string' }),
      findings: [
        {
          messageId: 'type',
          at: definition('con_StockApiKey', '/type'),
          confidence: 'medium',
          message:
            'Environment variable con_StockApiKey is named like a secret but its data type is Text, so its value is stored as plain text, which every user of the environment can read.',
        },
      ],
    },
    {
      name: 'only what a pipeline replaces',
      solution: {
        ...variable('con_ClientSecret', { type: 'string' }),
        files: settings('con_ClientSecret', '#{ClientSecret}#'),
      },
      findings: [{ messageId: 'type', at: definition('con_ClientSecret', '/type'), confidence: 'medium' }],
    },
    {
      name: 'told by the display name',
      solution: variable('con_x1', { type: 'json', displayName: 'Service password' }),
      findings: [
        {
          messageId: 'type',
          at: definition('con_x1', '/type'),
          confidence: 'medium',
          message:
            'Environment variable con_x1 is named like a secret but its data type is JSON, so its value is stored as plain text, which every user of the environment can read.',
        },
      ],
    },
    {
      name: 'a default',
      solution: variable('con_ClientSecret', { type: 'string', defaultValue: 'swordfish' }),
      findings: [
        {
          messageId: 'type',
          at: definition('con_ClientSecret', '/type'),
          related: [{ at: definition('con_ClientSecret', '/defaultvalue'), label }],
        },
      ],
    },
    {
      name: 'a default and a value',
      solution: variable('con_ClientSecret', { type: 'string', defaultValue: 'swordfish', value: 'halibut' }),
      findings: [
        {
          messageId: 'type',
          at: definition('con_ClientSecret', '/type'),
          related: [
            { at: definition('con_ClientSecret', '/defaultvalue'), label },
            {
              at: {
                file: file('con_ClientSecret', 'environmentvariablevalues.json'),
                pointer: '/environmentvariablevalues/environmentvariablevalue/value',
              },
              label,
            },
          ],
        },
      ],
    },
    {
      name: 'deployment settings, in other letters',
      solution: {
        environmentVariables: { con_ClientSecret: { type: 'string' } },
        files: settings('CON_clientsecret', 'swordfish'),
      },
      findings: [
        {
          messageId: 'type',
          at: definition('con_ClientSecret', '/type'),
          related: [{ at: { file: 'settings.json', pointer: '/EnvironmentVariables/0/Value' }, label }],
        },
      ],
    },
  ],
});
