import rule from '../../src/rules/secret-in-parameter-default';
import { testRule } from '../support/rule-tester';

const password = 'Swordfish-77-harbour';
const key = ['q7Hf', '2mZx9', 'Lr4Tw', '8KpV'].join('');
const formatted = ['abc', '8Q~', 'Lantern0Meadow1Harbour2Swordf33ish'].join('');
const byName = { severity: 'high', confidence: 'medium' } as const;

const copied = (name: string, defaultValue: unknown, schemaName?: string) => ({
  parameters: { [name]: { type: 'String', defaultValue, ...(schemaName ? { metadata: { schemaName } } : {}) } },
});
const reference =
  '/subscriptions/a59e02a3-0000-4000-8000-000000000001/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/kv/secrets/stock';

testRule(rule, {
  valid: [
    { name: 'a copy of a URL', flow: copied('Stock URL (con_StockUrl)', 'https://a.example', 'con_StockUrl') },
    {
      name: 'a copy of the name of a secret',
      flow: copied('Secret name (con_SecretName)', 'stock-key', 'con_SecretName'),
    },
    { name: 'a copy of a reference', flow: copied('API key (con_ApiKey)', reference, 'con_ApiKey') },
    { name: 'a copy of nothing', flow: copied('API key (con_ApiKey)', '', 'con_ApiKey') },
    { name: 'a copy of a mark', flow: copied('Password (con_Password)', '#{Password}#', 'con_Password') },
    { name: 'an identifier', flow: copied('Key (con_Key)', 'a59e02a3-0000-4000-8000-000000000001', 'con_Key') },
    { name: 'a parameter of the flow itself, which is another finding', flow: copied('Password', password) },
    {
      name: 'a copy of a value that the variable holds too, which is another finding',
      solution: {
        flows: { Flow: copied('Password (con_Password)', password, 'con_Password') },
        environmentVariables: { con_Password: { value: password } },
      },
    },
  ],
  invalid: [
    {
      name: 'a copy of a password',
      flow: copied('Partner password (con_PartnerPassword)', password, 'con_PartnerPassword'),
      findings: [
        {
          messageId: 'found',
          at: '/parameters/Partner password (con_PartnerPassword)/defaultValue',
          marked: password,
          message:
            'This flow keeps a copy of a secret (Password) in parameter Partner password (con_PartnerPassword): saving a flow stores the current value of its environment variables in it, and removing the variable from the solution leaves the copy.',
          edit: ['"defaultValue": "",'],
          ...byName,
        },
      ],
    },
    {
      name: 'a copy of a key',
      flow: copied('Stock API key (con_StockApiKey)', key, 'con_StockApiKey'),
      findings: [{ messageId: 'found', at: '/parameters/Stock API key (con_StockApiKey)/defaultValue', ...byName }],
    },
    {
      name: 'what has a format, whatever the variable is called',
      flow: copied('Setting (con_Setting)', formatted, 'con_Setting'),
      findings: [{ messageId: 'found', at: '/parameters/Setting (con_Setting)/defaultValue', marked: formatted }],
    },
    {
      name: 'an address with a password',
      flow: copied('Stock URL (con_StockUrl)', `https://orders:${password}@a.example`, 'con_StockUrl'),
      findings: [{ messageId: 'found', at: '/parameters/Stock URL (con_StockUrl)/defaultValue', marked: password }],
    },
    {
      name: 'JSON',
      flow: copied('Settings (con_Settings)', { apiKey: key, size: 'small' }, 'con_Settings'),
      findings: [
        { messageId: 'found', at: '/parameters/Settings (con_Settings)/defaultValue/apiKey', ...byName, edit: 'none' },
      ],
    },
    {
      name: 'a popular password',
      flow: copied('Password (con_Password)', 'letmein', 'con_Password'),
      findings: [
        {
          messageId: 'found',
          at: '/parameters/Password (con_Password)/defaultValue',
          severity: 'low',
          confidence: 'low',
        },
      ],
    },
    {
      name: 'the same copy in two flows: one finding',
      solution: {
        flows: {
          Flow: copied('Password (con_Password)', password, 'con_Password'),
          Other: copied('Password (con_Password)', password, 'con_Password'),
        },
      },
      findings: [
        {
          messageId: 'found',
          at: '/parameters/Password (con_Password)/defaultValue',
          related: [
            {
              at: {
                file: 'Workflows/Other.json',
                pointer: '/properties/definition/parameters/Password (con_Password)/defaultValue',
              },
              label: 'the same value, in parameter Password (con_Password)',
            },
          ],
          edit: 'none',
          ...byName,
        },
      ],
    },
  ],
});
