import rule from '../../src/rules/http-trigger-open';
import { testRule } from '../support/rule-tester';

const trigger = (node: object) => ({ triggers: { manual: node } });
const http = (inputs?: object) => trigger({ type: 'Request', kind: 'Http', ...(inputs ? { inputs } : {}) });
const withType = (value: unknown) => http({ triggerAuthenticationType: value });
const setting = '/triggers/manual/inputs/triggerAuthenticationType';

const parameters = (defaultValue: unknown, more = {}) => ({
  parameters: { 'Callers (con_Callers)': { type: 'String', defaultValue, ...more } },
});
const fromParameter = "@parameters('Callers (con_Callers)')";
const parameterValue = {
  at: '/parameters/Callers (con_Callers)/defaultValue',
  label: 'the value of the parameter',
};

/** A call of a connector operation, in its current form. */
const call = (connector: string, operationId: string, more: object = {}) => ({
  type: 'OpenApiConnection',
  inputs: {
    host: { apiId: `/providers/Microsoft.PowerApps/apis/${connector}`, connectionName: connector, operationId },
    ...more,
  },
});
const open = (actions: object) => ({ ...withType('All'), actions });
const ask = { type: 'Http', inputs: { method: 'POST', uri: 'https://a.example', body: '@triggerBody()' } };
const after = (name: string) => ({ runAfter: { [name]: ['Succeeded'] } });
const header = "triggerOutputs()?['headers']?['x-api-key']";
const vault = call('shared_keyvault', 'GetSecret', { parameters: { secretName: 'callers' } });
const variable = call('shared_commondataserviceforapps', 'PerformUnboundAction', {
  parameters: { actionName: 'RetrieveEnvironmentVariableSecretValue', 'item/EnvironmentVariableName': 'con_Key' },
});
const condition = (expression: unknown) => ({ type: 'If', expression, actions: {}, ...after('Key') });
const checked = (secret: string, at: string) => ({
  at,
  label: `what the caller sends is compared with ${secret}, so a caller has to know it as well`,
});
const fromVault = 'a secret from Azure Key Vault';

testRule(rule, {
  valid: [
    {
      name: 'what anyone changes is said instead',
      flow: open({
        Add: call('shared_sharepointonline', 'PostItem', { parameters: { 'item/Title': '@triggerBody()' } }),
      }),
    },
    {
      name: 'what anyone reads is said instead',
      flow: open({
        Read: call('shared_sharepointonline', 'GetItems'),
        Answer: { type: 'Response', inputs: { statusCode: 200, body: "@body('Read')" }, ...after('Read') },
      }),
    },
    {
      name: 'named users',
      flow: http({ triggerAuthenticationType: 'User', triggerAllowedUsers: 'a@contoso.example' }),
    },
    { name: 'users without a list, which is another finding', flow: withType('User') },
    { name: 'the tenant', flow: withType('Tenant') },
    { name: 'an expression decides', flow: withType("@variables('who')") },
    { name: 'an unknown word', flow: withType('Everybody') },
    { name: 'a value that is no text', flow: withType(['All']) },
    { name: 'an escaped sign makes another word', flow: withType('@@All') },
    {
      name: 'a parameter bound to an environment variable: its value here says nothing',
      flow: { ...parameters('All', { metadata: { schemaName: 'con_Callers' } }), ...withType(fromParameter) },
    },
    { name: 'a parameter that says otherwise', flow: { ...parameters('Tenant'), ...withType(fromParameter) } },
    { name: 'a parameter without a value', flow: { ...parameters(undefined), ...withType(fromParameter) } },
    {
      name: 'a part of a parameter',
      flow: { ...parameters('All'), ...withType("@parameters('Callers (con_Callers)')?['who']") },
    },
    {
      name: 'a parameter and more',
      flow: { ...parameters('All'), ...withType("@{parameters('Callers (con_Callers)')}@{variables('more')}") },
    },
    { name: 'a parameter that is not there', flow: withType("@parameters('nowhere')") },
    ...['Button', 'PowerApp', 'PowerAppV2', 'Skills', 'VirtualAgent', 'ApiConnection', 'PowerPages'].map((kind) => ({
      name: `kind ${kind} has no URL for others`,
      flow: trigger({ type: 'Request', kind, inputs: { schema: {} } }),
    })),
    { name: 'a schedule', flow: trigger({ type: 'Recurrence', recurrence: { frequency: 'Day', interval: 1 } }) },
    { name: 'a connector trigger', flow: trigger({ type: 'OpenApiConnectionWebhook', inputs: { host: {} } }) },
    {
      name: 'an action with the same field',
      flow: { actions: { Note: { type: 'Compose', inputs: { triggerAuthenticationType: 'All' } } } },
    },
  ],
  invalid: [
    {
      name: 'anyone',
      flow: withType('All'),
      findings: [
        {
          messageId: 'anyone',
          at: setting,
          message: 'Trigger manual accepts calls from anyone who has its URL, and URLs end up in logs and chats.',
          edit: ['"triggerAuthenticationType": "Tenant"'],
        },
      ],
    },
    {
      name: 'anyone, in other letters',
      flow: trigger({ Type: 'request', Kind: 'HTTP', Inputs: { TriggerAuthenticationType: 'ALL' } }),
      findings: [{ messageId: 'anyone', at: '/triggers/manual/Inputs/TriggerAuthenticationType' }],
    },
    { name: 'with blanks around', flow: withType(' all '), findings: [{ messageId: 'anyone', at: setting }] },
    {
      name: 'users listed beside it change nothing',
      flow: http({ triggerAuthenticationType: 'All', triggerAllowedUsers: 'a@contoso.example' }),
      findings: [{ messageId: 'anyone', at: setting }],
    },
    {
      name: 'written as an expression',
      flow: withType("@concat('A', 'll')"),
      findings: [{ messageId: 'anyone', at: setting }],
    },
    {
      name: 'written as a template',
      flow: withType("@{'All'}"),
      findings: [{ messageId: 'anyone', at: setting }],
    },
    {
      name: 'by a parameter of the flow',
      flow: { ...parameters('All'), ...withType("@parameters('callers (CON_callers)')") },
      findings: [{ messageId: 'anyone', at: setting, related: [parameterValue], edit: 'none' }],
    },
    {
      name: 'by a parameter in a template',
      flow: { ...parameters('All'), ...withType("@{parameters('Callers (con_Callers)')}") },
      findings: [{ messageId: 'anyone', at: setting, related: [parameterValue] }],
    },
    {
      name: 'by a parameter that is empty',
      flow: { ...parameters(''), ...withType(fromParameter) },
      findings: [{ messageId: 'unset', at: setting, confidence: 'medium', related: [parameterValue] }],
    },
    {
      name: 'conditions and a fixed method protect little, and are shown',
      flow: trigger({
        type: 'Request',
        kind: 'Http',
        inputs: { triggerAuthenticationType: 'All', method: 'POST' },
        conditions: [{ expression: "@equals(triggerBody()?['kind'], 'order')" }, { expression: '@true' }],
      }),
      findings: [
        {
          messageId: 'anyone',
          at: setting,
          related: [
            {
              at: '/triggers/manual/conditions/0',
              label: 'a trigger condition skips calls, but proves nothing about the caller',
            },
            {
              at: '/triggers/manual/conditions/1',
              label: 'a trigger condition skips calls, but proves nothing about the caller',
            },
            { at: '/triggers/manual/inputs/method', label: 'a fixed method keeps nobody out' },
          ],
        },
      ],
    },
    {
      name: 'setting missing',
      flow: http({ schema: {} }),
      findings: [
        {
          messageId: 'unset',
          at: '/triggers/manual/kind',
          confidence: 'medium',
          edit: ['"schema": {},', '"triggerAuthenticationType": "Tenant"'],
        },
      ],
    },
    {
      name: 'inputs missing',
      flow: http(),
      findings: [
        {
          messageId: 'unset',
          at: '/triggers/manual/kind',
          confidence: 'medium',
          edit: ['"kind": "Http",', '"inputs": {', '"triggerAuthenticationType": "Tenant"', '}'],
        },
      ],
    },
    {
      name: 'inputs empty',
      flow: http({}),
      findings: [{ messageId: 'unset', at: '/triggers/manual/kind', confidence: 'medium' }],
    },
    {
      name: 'setting empty',
      flow: withType(''),
      findings: [{ messageId: 'unset', at: setting, confidence: 'medium' }],
    },
    {
      name: 'setting null',
      flow: withType(null),
      findings: [{ messageId: 'unset', at: setting, confidence: 'medium' }],
    },
    {
      name: 'no kind, as in hand-written and child flows',
      flow: trigger({ type: 'Request', inputs: {} }),
      findings: [{ messageId: 'unset', at: '/triggers/manual/type', confidence: 'medium', edit: 'none' }],
    },
    {
      name: 'Teams webhook for anyone',
      flow: trigger({ type: 'OpenApiConnectionWebhook', inputs: { triggerAuthenticationType: 'All' } }),
      findings: [{ messageId: 'anyone', at: setting }],
    },
    {
      name: 'each of several triggers',
      flow: {
        triggers: {
          first: { type: 'Request', kind: 'Http', inputs: { triggerAuthenticationType: 'All' } },
          second: { type: 'Request', kind: 'Http', inputs: { triggerAuthenticationType: 'Tenant' } },
          third: { type: 'Request', kind: 'Http' },
        },
      },
      findings: [
        { messageId: 'anyone', at: '/triggers/first/inputs/triggerAuthenticationType' },
        { messageId: 'unset', at: '/triggers/third/kind', confidence: 'medium' },
      ],
    },
    {
      name: 'nothing is read or changed with rights of the flow',
      flow: open({
        Read: call('shared_sharepointonline', 'GetItems'),
        Ask: ask,
        Do: call('shared_contoso', 'Orders'),
        Answer: { type: 'Response', inputs: { statusCode: 200, body: "@body('Ask')" }, ...after('Ask') },
      }),
      findings: [{ messageId: 'anyone', at: setting }],
    },
    ...[
      {
        name: 'a header with a secret from Key Vault, in a condition',
        key: vault,
        check: condition({ and: [{ equals: [`@${header}`, "@body('Key')?['value']"] }] }),
        secret: fromVault,
        at: '/expression/and/0/equals/1',
      },
      {
        name: 'the value of a secret environment variable, in an expression',
        key: variable,
        check: condition(`@not(equals(body('Key')?['EnvironmentVariableSecretValue'], triggerBody()?['anything']))`),
        secret: 'the value of a secret environment variable',
        at: '/expression',
      },
      {
        name: 'in a list of secrets',
        key: vault,
        check: condition(`@contains(split(body('Key')?['value'], ','), ${header})`),
        secret: fromVault,
        at: '/expression',
      },
      {
        name: 'in a Compose',
        key: vault,
        check: { type: 'Compose', inputs: `@equals(${header}, body('Key')?['value'])`, ...after('Key') },
        secret: fromVault,
        at: '/inputs',
      },
    ].map(({ name, key, check, secret, at }) => ({
      name: `the caller has to know a secret: ${name}`,
      flow: open({ Key: key, Check: check }),
      findings: [
        {
          messageId: 'anyone' as const,
          at: setting,
          severity: 'medium' as const,
          related: [checked(secret, `/actions/Check${at}`)],
        },
      ] as const,
    })),
    {
      name: 'the caller has to know a secret, by way of variables, and the setting is missing',
      flow: {
        ...http({}),
        actions: {
          Key: vault,
          Keep: { type: 'InitializeVariable', inputs: { variables: [{ name: 'Sent', value: `@${header}` }] } },
          Hold: {
            type: 'InitializeVariable',
            inputs: { variables: [{ name: 'Key', value: "@body('Key')?['value']" }] },
            ...after('Key'),
          },
          Check: { ...condition({ equals: ["@variables('Sent')", "@variables('Key')"] }), ...after('Hold') },
        },
      },
      findings: [
        {
          messageId: 'unset',
          at: '/triggers/manual/kind',
          confidence: 'medium',
          severity: 'medium',
          related: [checked(fromVault, '/actions/Check/expression/equals/1')],
        },
      ],
    },
    {
      name: 'a text in the flow keeps nobody out',
      flow: open({ Check: { type: 'If', expression: { equals: [`@${header}`, 'swordfish'] }, actions: {} } }),
      findings: [{ messageId: 'anyone', at: setting }],
    },
    {
      name: 'neither does a parameter, nor a secret that is compared with something else',
      flow: open({
        Key: vault,
        Check: condition({
          or: [{ equals: [`@${header}`, "@parameters('k')"] }, { equals: ['@utcNow()', "@body('Key')?['value']"] }],
        }),
      }),
      findings: [{ messageId: 'anyone', at: setting }],
    },
    {
      name: 'neither does the id of a secret',
      flow: open({ Key: vault, Check: condition({ equals: [`@${header}`, "@body('Key')?['id']"] }) }),
      findings: [{ messageId: 'anyone', at: setting }],
    },
    {
      name: 'in a flow that is turned off, since it can be turned on',
      solution: { flows: { Main: { ...withType('All'), state: 'off' } } },
      findings: [
        { messageId: 'anyone', at: { file: 'Workflows/Main.json', pointer: `/properties/definition${setting}` } },
      ],
    },
  ],
});
