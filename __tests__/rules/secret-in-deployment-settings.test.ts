import rule from '../../src/rules/secret-in-deployment-settings';
import { testRule } from '../support/rule-tester';

const password = 'Swordfish-77-harbour';
const key = ['q7Hf', '2mZx9', 'Lr4Tw', '8KpV'].join('');
const formatted = ['abc', '8Q~', 'Lantern0Meadow1Harbour2Swordf33ish'].join('');
const byName = { severity: 'high', confidence: 'medium' } as const;

const settings = (...values: readonly (readonly [name: string, value: unknown])[]) => ({
  'settings.json': {
    EnvironmentVariables: values.map(([SchemaName, Value]) => ({ SchemaName, Value })),
    ConnectionReferences: [
      { LogicalName: 'con_Sql', ConnectionId: '0123456789abcdef0123456789abcdef', ConnectorId: '' },
    ],
  },
});
const value = (i: number) => ({ file: 'settings.json', pointer: `/EnvironmentVariables/${i}/Value` });
const reference =
  '/subscriptions/a59e02a3-0000-4000-8000-000000000001/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/kv/secrets/stock';

testRule(rule, {
  valid: [
    ...[
      '#{Password}#',
      '$(Password)',
      ['$', '{{ secrets.PASSWORD }}'].join(''),
      '__Password__',
      '<password>',
      '',
      reference,
    ].map((text) => ({
      name: `in place of a password: ${text || 'nothing'}`,
      solution: { files: settings(['con_Password', text]) },
    })),
    { name: 'another thing', solution: { files: settings(['con_StockUrl', 'https://a.example']) } },
    {
      name: 'an identifier',
      solution: { files: settings(['con_Key', 'a59e02a3-0000-4000-8000-000000000001']) },
    },
    {
      name: 'the value of a variable, of which another rule speaks',
      solution: { environmentVariables: { con_Password: { value: password } } },
    },
  ],
  invalid: [
    {
      name: 'for a variable of the solution',
      solution: { environmentVariables: { con_Password: {} }, files: settings(['con_Password', password]) },
      findings: [
        {
          messageId: 'found',
          at: value(0),
          marked: password,
          ...byName,
        },
      ],
    },
    {
      name: 'for a variable that no solution here defines',
      solution: { files: settings(['con_StockUrl', 'https://a.example'], ['con_StockApiKey', key]) },
      findings: [{ messageId: 'found', at: value(1), marked: key, ...byName }],
    },
    {
      name: 'what has a format, whatever the variable is called',
      solution: { files: settings(['con_Setting', formatted]) },
      findings: [{ messageId: 'found', at: value(0), marked: formatted }],
    },
    {
      name: 'for a variable of type Secret',
      solution: {
        environmentVariables: { con_Password: { type: 'secret' } },
        files: settings(['con_Password', password]),
      },
      findings: [{ messageId: 'found', at: value(0), ...byName }],
    },
    {
      name: 'a popular password',
      solution: { files: settings(['con_Password', 'letmein']) },
      findings: [{ messageId: 'found', at: value(0), severity: 'low', confidence: 'low' }],
    },
    {
      name: 'one value for two variables: one finding',
      solution: { files: settings(['con_Password', password], ['con_OtherPassword', password]) },
      findings: [
        {
          messageId: 'found',
          at: value(0),
          related: [{ at: value(1), label: 'the same value, in settings.json' }],
          ...byName,
        },
      ],
    },
  ],
});
