import rule from '../../src/rules/secret-in-environment-variable';
import { testRule } from '../support/rule-tester';

const password = 'Swordfish-77-harbour';
const key = ['q7Hf', '2mZx9', 'Lr4Tw', '8KpV'].join('');
const formatted = ['abc', '8Q~', 'Lantern0Meadow1Harbour2Swordf33ish'].join('');
const byName = { severity: 'high', confidence: 'medium' } as const;

const variable = (name: string, description: object) => ({ environmentVariables: { [name]: description } });
const folder = (name: string) => `environmentvariabledefinitions/${name}`;
const inDefault = (name: string) => ({
  file: `${folder(name)}/environmentvariabledefinition.xml`,
  pointer: '/environmentvariabledefinition/defaultvalue',
});
const inValues = (name: string, pointer = '/environmentvariablevalues/environmentvariablevalue/value') => ({
  file: `${folder(name)}/environmentvariablevalues.json`,
  pointer,
});
const loneValues = (name: string, environmentvariablevalue: unknown) => ({
  files: {
    [`${folder(name)}/environmentvariablevalues.json`]: { environmentvariablevalues: { environmentvariablevalue } },
  },
});
const reference =
  '/subscriptions/a59e02a3-0000-4000-8000-000000000001/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/kv/secrets/stock';

testRule(rule, {
  valid: [
    { name: 'a variable without a value', solution: variable('con_Password', {}) },
    { name: 'another thing', solution: variable('con_StockUrl', { defaultValue: 'https://a.example', value: key }) },
    {
      name: 'data type Secret, of which another rule speaks',
      solution: variable('con_Password', { type: 'secret', defaultValue: password }),
    },
    { name: 'a Key Vault reference', solution: variable('con_Password', { defaultValue: reference }) },
    { name: 'what a pipeline replaces', solution: variable('con_Password', { value: '#{Password}#' }) },
    { name: 'a mark', solution: variable('con_Password', { defaultValue: '<password>' }) },
    { name: 'an identifier', solution: variable('con_Key', { value: 'a59e02a3-0000-4000-8000-000000000001' }) },
    { name: 'the name of a secret', solution: variable('con_SecretName', { value: 'stock-key-2024' }) },
    {
      name: 'deployment settings, of which another rule speaks',
      solution: {
        ...variable('con_Password', {}),
        files: {
          'settings.json': {
            EnvironmentVariables: [{ SchemaName: 'con_Password', Value: password }],
            ConnectionReferences: [],
          },
        },
      },
    },
  ],
  invalid: [
    {
      name: 'a default',
      solution: variable('con_Password', { defaultValue: password }),
      findings: [
        {
          messageId: 'found',
          at: inDefault('con_Password'),
          message:
            'A secret (Password) stands in the default of con_Password: every user of the environment can read it, also those who may not open the flows.',
          ...byName,
        },
      ],
    },
    {
      name: 'a value, told by the display name',
      solution: variable('con_x1', { displayName: 'Client secret', value: key }),
      findings: [
        {
          messageId: 'found',
          at: inValues('con_x1'),
          marked: key,
          message:
            'A secret (Client secret of an app) stands in the value of con_x1: every user of the environment can read it, also those who may not open the flows.',
          ...byName,
        },
      ],
    },
    {
      name: 'a lone values file',
      solution: loneValues('con_StockApiKey', { value: key }),
      findings: [{ messageId: 'found', at: inValues('con_StockApiKey'), marked: key, ...byName }],
    },
    {
      name: 'a lone values file with several values',
      solution: loneValues('con_Password', [{ value: '' }, { value: password }]),
      findings: [
        {
          messageId: 'found',
          at: inValues('con_Password', '/environmentvariablevalues/environmentvariablevalue/1/value'),
          ...byName,
        },
      ],
    },
    {
      name: 'a default and another value',
      solution: variable('con_Password', { defaultValue: password, value: 'Halibut-31-lantern' }),
      findings: [
        { messageId: 'found', at: inDefault('con_Password'), ...byName },
        { messageId: 'found', at: inValues('con_Password'), marked: 'Halibut-31-lantern', ...byName },
      ],
    },
    {
      name: 'what has a format, whatever the variable is called',
      solution: variable('con_Setting', { value: formatted }),
      findings: [{ messageId: 'found', at: inValues('con_Setting'), marked: formatted }],
    },
    {
      name: 'a connection string',
      solution: variable('con_Stock', { value: `Server=sql.example;User Id=orders;Password=${password};` }),
      findings: [{ messageId: 'found', at: inValues('con_Stock'), marked: password }],
    },
    {
      name: 'JSON',
      solution: variable('con_Settings', { type: 'json', value: `{ "apiKey": "${key}" }` }),
      findings: [{ messageId: 'found', at: inValues('con_Settings'), marked: key, ...byName }],
    },
    {
      name: 'a popular password',
      solution: variable('con_Password', { value: 'letmein' }),
      findings: [{ messageId: 'found', at: inValues('con_Password'), severity: 'low', confidence: 'low' }],
    },
    {
      name: 'the same in the default, the value and the copy of a flow: one finding',
      solution: {
        ...variable('con_Password', { defaultValue: password, value: password }),
        flows: {
          Flow: {
            parameters: {
              'Password (con_Password)': {
                type: 'String',
                defaultValue: password,
                metadata: { schemaName: 'con_Password' },
              },
            },
          },
        },
      },
      findings: [
        {
          messageId: 'found',
          at: inDefault('con_Password'),
          related: [
            { at: inValues('con_Password'), label: 'the same value, in the value of con_Password' },
            {
              at: '/parameters/Password (con_Password)/defaultValue',
              label: 'the same value, in parameter Password (con_Password)',
            },
          ],
          ...byName,
        },
      ],
    },
  ],
});
