import rule from '../../src/rules/secret-variable-not-in-key-vault';
import { testRule } from '../support/rule-tester';
import type { EnvironmentVariableDescription } from '../support/solution-files';

const variable = (description: EnvironmentVariableDescription) => ({
  environmentVariables: { con_StockKey: description },
});
const folder = 'environmentvariabledefinitions/con_StockKey';
const defaultValue = {
  file: `${folder}/environmentvariabledefinition.xml`,
  pointer: '/environmentvariabledefinition/defaultvalue',
};
const value = {
  file: `${folder}/environmentvariablevalues.json`,
  pointer: '/environmentvariablevalues/environmentvariablevalue/value',
};
const settings = (...values: string[]) => ({
  'settings.json': {
    EnvironmentVariables: values.map((Value) => ({ SchemaName: 'CON_stockkey', Value })),
    ConnectionReferences: [],
  },
});

const reference =
  '/subscriptions/a59e02a3-0000-4000-8000-000000000001/resourceGroups/rg-orders/providers/Microsoft.KeyVault/vaults/kv-orders/secrets/stock-key';

testRule(rule, {
  valid: [
    { name: 'a secret without a value', solution: variable({ type: 'secret' }) },
    { name: 'a reference', solution: variable({ type: 'secret', defaultValue: reference, value: reference }) },
    {
      name: 'a reference in other letters, to one version',
      solution: variable({ type: 'secret', value: `${reference.toUpperCase()}/0123456789abcdef` }),
    },
    {
      name: 'a reference with the marks of a pipeline in it',
      solution: variable({ type: 'secret', value: reference.replace('kv-orders', '#{Vault}#') }),
    },
    ...['#{StockKey}#', '$(StockKey)', '%StockKey%', '@@StockKey@@'].map((token) => ({
      name: `what a pipeline replaces: ${token}`,
      solution: { ...variable({ type: 'secret' }), files: settings(token) },
    })),
    { name: 'text', solution: variable({ type: 'string', value: 'swordfish' }) },
    {
      name: 'the reference of a vault',
      solution: variable({ type: 'string', value: reference.replace(/secrets.*/, '') }),
    },
    {
      name: 'an unknown type',
      solution: {
        files: {
          [`${folder}/environmentvariabledefinition.xml`]:
            '<environmentvariabledefinition schemaname="con_StockKey"><defaultvalue>swordfish</defaultvalue></environmentvariabledefinition>',
        },
      },
    },
  ],
  invalid: [
    {
      name: 'a secret as default',
      solution: variable({ type: 'secret', defaultValue: 'swordfish' }),
      findings: [
        {
          messageId: 'value',
          at: defaultValue,
          message:
            'Environment variable con_StockKey is of type Secret but its value is no Key Vault reference; if it is the secret itself, it stands here as plain text.',
        },
      ],
    },
    {
      name: 'a reference as default, a secret as value',
      solution: variable({ type: 'secret', defaultValue: reference, value: 'swordfish' }),
      findings: [{ messageId: 'value', at: value }],
    },
    {
      name: 'each value by itself',
      solution: { ...variable({ type: 'secret', value: 'swordfish' }), files: settings('halibut', reference) },
      findings: [
        { messageId: 'value', at: value },
        { messageId: 'value', at: { file: 'settings.json', pointer: '/EnvironmentVariables/0/Value' } },
      ],
    },
    {
      name: 'the address of the secret, which is not how variables refer to it',
      solution: variable({ type: 'secret', value: 'https://kv-orders.vault.azure.net/secrets/stock-key' }),
      findings: [{ messageId: 'value', at: value }],
    },
    {
      name: 'a reference that is not the whole beginning',
      solution: variable({ type: 'secret', value: `see ${reference}` }),
      findings: [{ messageId: 'value', at: value }],
    },
    {
      name: 'a reference in a text',
      solution: variable({ type: 'string', value: reference }),
      findings: [
        {
          messageId: 'type',
          at: value,
          severity: 'medium',
          message:
            'Environment variable con_StockKey holds a Key Vault reference but its data type is Text, so flows get the reference and not the secret.',
        },
      ],
    },
    {
      name: 'a reference in a JSON',
      solution: variable({ type: 'json', defaultValue: ` ${reference}` }),
      findings: [{ messageId: 'type', at: defaultValue, severity: 'medium' }],
    },
  ],
});
