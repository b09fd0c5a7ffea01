import rule from '../../src/rules/literal-shared-secret-check';
import { testRule } from '../support/rule-tester';

/** Made up here, so that no file holds what looks like a key. */
const key = ['q7Hf', '2mZx9', 'Lr4Tw', '8KpV'].join('');
const word = 'swordfish';
const formatted = ['abc', '8Q~', 'Lantern0Meadow1Harbour2Swordf33ish'].join('');

const header = "triggerOutputs()?['headers']?['x-api-key']";
const secretKey = "triggerBody()?['secretKey']";

const trigger = (more: object = {}) => ({ manual: { type: 'Request', kind: 'Http', inputs: {}, ...more } });
const flow = (actions: object, more: object = {}) => ({ triggers: trigger(), actions, ...more });
const condition = (expression: unknown, more: object = {}) => ({ type: 'If', expression, actions: {}, ...more });
const check = (expression: unknown) => flow({ Check: condition(expression) });
const at = (rest: string) => `/actions/Check/expression${rest}`;
const compose = (inputs: unknown) => ({ type: 'Compose', inputs });
const declare = (name: string, value: unknown) => ({
  type: 'InitializeVariable',
  inputs: { variables: [{ name, type: 'string', value }] },
});
const after = (name: string) => ({ runAfter: { [name]: ['Succeeded'] } });

/** A word is told by the field's name alone. */
const told = { confidence: 'medium' } as const;

const readSecret = {
  type: 'OpenApiConnection',
  inputs: {
    host: {
      apiId: '/providers/Microsoft.PowerApps/apis/shared_keyvault',
      connectionName: 'shared_keyvault',
      operationId: 'GetSecret',
    },
    parameters: { secretName: 'callers' },
  },
};

const parameters = (metadata?: object, defaultValue: unknown = word) => ({
  parameters: { 'Caller key (con_CallerKey)': { type: 'String', defaultValue, ...(metadata ? { metadata } : {}) } },
});
const bound = { schemaName: 'con_CallerKey' };
const fromParameter = "parameters('Caller key (con_CallerKey)')";

testRule(rule, {
  valid: [
    {
      name: 'a secret from Key Vault',
      flow: flow({
        Get: readSecret,
        Check: { ...condition({ equals: [`@${header}`, "@body('Get')?['value']"] }), ...after('Get') },
      }),
    },
    { name: 'what was ordered', flow: check({ equals: ["@triggerBody()?['status']", 'done'] }) },
    {
      name: 'a header that says nothing of the caller',
      flow: check({ equals: ["@triggerOutputs()?['headers']?['Content-Type']", key] }),
    },
    { name: 'whether a key was sent', flow: check({ equals: [`@${header}`, ''] }) },
    { name: 'whether a key was sent, by null', flow: check(`@equals(${header}, null)`) },
    { name: 'whether anything is empty', flow: check(`@empty(${header})`) },
    { name: 'the length of a key', flow: check(`@equals(length(${header}), 32)`) },
    { name: 'whether a header was sent', flow: check("@contains(triggerOutputs()?['headers'], 'x-api-key')") },
    {
      name: 'the scheme of a header',
      flow: check("@startsWith(triggerOutputs()?['headers']?['Authorization'], 'Bearer ')"),
    },
    { name: 'a yes or no', flow: check({ equals: ["@triggerBody()?['password']", 'true'] }) },
    { name: 'the type of a token', flow: check({ equals: ["@triggerBody()?['tokenType']", 'refresh'] }) },
    { name: 'a key that names something', flow: check({ equals: ["@triggerBody()?['key']", 'customerId'] }) },
    { name: 'a key that names a row', flow: check({ equals: ["@triggerBody()?['partitionKey']", key] }) },
    { name: 'a key that names a product', flow: check({ equals: ["@triggerBody()?['productKey']", 'shirt'] }) },
    {
      name: 'a header that tells what happened',
      flow: check({ equals: ["@triggerOutputs()?['headers']?['X-Event-Key']", 'pullrequest:created'] }),
    },
    { name: 'a code of a country', flow: check({ equals: ["@triggerOutputs()?['queries']?['code']", 'DE'] }) },
    {
      name: 'a part of what is called a token',
      flow: flow({
        Token: compose("@triggerBody()?['token']"),
        Check: { ...condition({ equals: ["@outputs('Token')?['type']", 'refresh'] }), ...after('Token') },
      }),
    },
    { name: 'two fields of the call', flow: check(`@equals(${header}, ${secretKey})`) },
    { name: 'greater than a text', flow: check(`@greater(${secretKey}, '${key}')`) },
    {
      name: 'what another system sends',
      flow: flow({
        Ask: { type: 'Http', inputs: { method: 'GET', uri: 'https://a.example' } },
        Check: { ...condition({ equals: ["@body('Ask')?['secretKey']", key] }), ...after('Ask') },
      }),
    },
    {
      name: 'what a signed-in user of an app sends, which is a secret in the flow',
      flow: {
        ...check({ equals: [`@${secretKey}`, key] }),
        triggers: { manual: { type: 'Request', kind: 'PowerAppV2', inputs: {} } },
      },
    },
    {
      name: 'a secret with a format of its own, which is reported as such',
      flow: check({ equals: [`@${header}`, formatted] }),
    },
    {
      name: 'a variable that an environment variable of type Secret fills',
      solution: {
        flows: { Main: { ...check(`@equals(${header}, ${fromParameter})`), ...parameters(bound) } },
        environmentVariables: { con_CallerKey: { type: 'secret' } },
      },
    },
    {
      name: 'a parameter for something else',
      flow: { ...check(`@equals(triggerBody()?['status'], ${fromParameter})`), ...parameters(bound) },
    },
    {
      name: 'a parameter that gets its value when the flow is deployed',
      flow: {
        ...check(`@equals(${header}, ${fromParameter})`),
        parameters: { 'Caller key (con_CallerKey)': { type: 'SecureString' } },
      },
    },
    { name: 'an escaped expression is a text', flow: check({ equals: [`@@${secretKey}`, key] }) },
  ],
  invalid: [
    {
      name: 'in one of several expressions of a Compose that a Condition looks at',
      flow: flow({
        Known: compose(`@{equals(${header}, '${key}')}@{1}`),
        Check: condition({ equals: ["@outputs('Known')", 'True1'] }, after('Known')),
      }),
      findings: [{ messageId: 'text', at: '/actions/Known/inputs', marked: key }],
    },
    {
      name: 'in a Compose that a Condition looks at: once',
      flow: flow({
        Known: compose(`@equals(${header}, '${key}')`),
        Check: condition({ equals: ["@outputs('Known')", true] }, after('Known')),
      }),
      findings: [
        {
          messageId: 'text',
          at: '/actions/Known/inputs',
          marked: key,
          message:
            'Check lets callers in by comparing header x-api-key of the call with a text that stands in the flow: everyone who can open or export the flow, or sees its run history, knows what to send.',
        },
      ],
    },
    {
      name: 'a header, in a condition',
      flow: check({ and: [{ equals: [`@${header}`, key] }] }),
      findings: [
        {
          messageId: 'text',
          at: at('/and/0/equals/1'),
          message:
            'Check lets callers in by comparing header x-api-key of the call with a text that stands in the flow: everyone who can open or export the flow, or sees its run history, knows what to send.',
          path: [],
        },
      ],
    },
    {
      name: 'a field of the body, in an expression',
      flow: check(`@equals(${secretKey}, '${key}')`),
      findings: [
        {
          messageId: 'text',
          at: at(''),
          marked: key,
          message:
            'Check lets callers in by comparing field secretKey of what they send with a text that stands in the flow: everyone who can open or export the flow, or sees its run history, knows what to send.',
        },
      ],
    },
    {
      name: 'a query value, the text first',
      flow: check({ equals: [key, "@triggerOutputs()?['queries']?['token']"] }),
      findings: [{ messageId: 'text', at: at('/equals/0') }],
    },
    {
      name: 'a part of the path',
      flow: check({ equals: ["@triggerOutputs()?['relativePathParameters']?['apikey']", key] }),
      findings: [{ messageId: 'text', at: at('/equals/1') }],
    },
    {
      name: 'a query value that may be anything, with a text that looks like a key',
      flow: check({ equals: ["@triggerOutputs()?['queries']?['code']", key] }),
      findings: [{ messageId: 'text', at: at('/equals/1'), ...told }],
    },
    {
      name: 'a field that may name anything, with a text that looks like a key',
      flow: check({ equals: ["@triggerBody()?['partnerKey']", key] }),
      findings: [{ messageId: 'text', at: at('/equals/1'), ...told }],
    },
    ...[
      ["triggerOutputs()['headers']['Authorization']", key],
      ["trigger()?['outputs']?['headers']?['x-functions-key']", key],
      ['trigger().outputs.headers.Authorization', `Bearer ${key}`],
      ["triggerOutputs()?['headers/x-api-key']", key],
      ["triggerOutputs()?['body/secretKey']", key],
      ["json(string(triggerBody()))?['secretKey']", key],
      ["toLower(trim(triggerBody()?['secretKey']))", key],
      ["coalesce(triggerBody()?['secretKey'], '')", key],
      ["triggerFormDataValue('secretKey')", key],
      ["triggerBody()?['auth']?['password']", 'Swordfish-77-harbour'],
      ["replace(triggerOutputs()?['headers']?['Authorization'], 'Bearer ', '')", key],
    ].map(([operand = '', text = '']) => ({
      name: operand,
      flow: check({ equals: [`@${operand}`, text] }),
      findings: [{ messageId: 'text' as const, at: at('/equals/1') }] as const,
    })),
    ...[
      ["triggerOutputs()?['headers']?['x-flow-key']", word],
      ["triggerOutputs()?['headers']?['x-contoso-auth']", word],
      ["triggerBody()?['clientState']", word],
      ["triggerBody()?['verificationToken']", word],
      ["triggerBody()?['passphrase']", 'open sesame'],
      ["triggerBody()?['secretKey']", 'my-secret-key'],
      ["triggerBody()?['secretKey']", 'a59e02a3-0000-4000-8000-00000000000g'],
    ].map(([operand = '', text = '']) => ({
      name: `a plain word for ${operand}: ${text}`,
      flow: check({ equals: [`@{${operand}}`, text] }),
      findings: [{ messageId: 'text' as const, at: at('/equals/1'), ...told }] as const,
    })),
    {
      name: 'a number for a password',
      flow: check({ equals: ["@triggerBody()?['password']", 71345902] }),
      findings: [{ messageId: 'text', at: at('/equals/1') }],
    },
    {
      name: 'a text that somebody is to replace',
      flow: check({ equals: [`@${header}`, '<replace with your key>'] }),
      findings: [{ messageId: 'text', at: at('/equals/1'), severity: 'low', confidence: 'low', persona: 'pedantic' }],
    },
    ...[
      [`@contains(${header}, '${key}')`, key],
      [`@startsWith(${header}, '${key}')`, key],
      [`@endsWith(${header}, '${key}')`, key],
      [`@contains(createArray('${key}', '${word}'), ${header})`, key, word],
      [`@contains(split('${key},${word}', ','), ${header})`, `${key},${word}`],
      [`@equals(${header}, concat('${key.slice(0, 9)}', '${key.slice(9)}'))`, `${key.slice(0, 9)}', '${key.slice(9)}`],
      [`@equals(${header}, if(equals(parameters('Stage'), 'test'), '${word}', '${key}'))`, word, key],
      [`@not(equals(${header}, toUpper('${key}')))`, key],
      [`@or(empty(triggerBody()), and(equals(${header}, '${key}'), true))`, key],
    ].map(([expression = '', ...marked]) => ({
      name: expression,
      flow: check(expression),
      findings: marked.map((one) => ({
        messageId: 'text' as const,
        at: at(''),
        marked: one,
        ...(one === word ? told : {}),
      })) as unknown as readonly [{ messageId: 'text'; at: string }],
    })),
    {
      name: 'keys of a condition that start and contain',
      flow: check({ or: [{ startsWith: [`@${header}`, key] }, { not: { contains: [`@${secretKey}`, word] } }] }),
      findings: [
        { messageId: 'text', at: at('/or/0/startsWith/1') },
        { messageId: 'text', at: at('/or/1/not/contains/1'), ...told },
      ],
    },
    {
      name: 'a trigger condition',
      flow: { triggers: trigger({ conditions: [{ expression: `@equals(${header}, '${key}')` }] }) },
      findings: [
        {
          messageId: 'condition',
          at: '/triggers/manual/conditions/0/expression',
          marked: key,
          message:
            'A trigger condition of manual lets callers in by comparing header x-api-key of the call with a text that stands in the flow: everyone who can open or export the flow knows what to send.',
        },
      ],
    },
    {
      name: 'the cases of a switch',
      flow: flow({
        Which: {
          type: 'Switch',
          expression: `@${header}`,
          cases: { A: { case: key, actions: {} }, B: { case: word, actions: {} } },
          default: { actions: {} },
        },
      }),
      findings: [
        { messageId: 'text', at: '/actions/Which/cases/A/case' },
        { messageId: 'text', at: '/actions/Which/cases/B/case', ...told },
      ],
    },
    {
      name: 'an until loop',
      flow: flow({ Wait: { type: 'Until', expression: `@equals(${header}, '${key}')`, actions: {} } }),
      findings: [{ messageId: 'text', at: '/actions/Wait/expression', marked: key }],
    },
    {
      name: 'a filtered list of keys',
      flow: flow({ Keys: { type: 'Query', inputs: { from: [key, word], where: `@equals(item(), ${header})` } } }),
      findings: [
        {
          messageId: 'text',
          at: '/actions/Keys/inputs/from/0',
          path: [
            { at: '/actions/Keys/inputs/from/0', text: 'the text stands here' },
            { at: '/actions/Keys/inputs/where', text: 'Keys compares it with what the caller sends' },
          ],
        },
        { messageId: 'text', at: '/actions/Keys/inputs/from/1', ...told },
      ],
    },
    {
      name: 'in the value of a Compose and of a variable',
      flow: flow({
        Ok: compose(`@equals(${header}, '${key}')`),
        Set: { type: 'SetVariable', inputs: { name: 'Ok', value: `@if(equals(${header}, '${word}'), 'yes', 'no')` } },
      }),
      findings: [
        { messageId: 'text', at: '/actions/Ok/inputs', marked: key },
        { messageId: 'text', at: '/actions/Set/inputs/value', marked: word, ...told },
      ],
    },
    {
      name: 'in every kind of container',
      flow: flow({
        Scope: { type: 'Scope', actions: { Check: condition({ equals: [`@${header}`, `${key}1`] }) } },
        Each: {
          type: 'Foreach',
          foreach: '@triggerBody()',
          actions: { Check2: condition({ equals: [`@${header}`, `${key}2`] }) },
        },
        Until: {
          type: 'Until',
          expression: '@true',
          actions: { Check3: condition({ equals: [`@${header}`, `${key}3`] }) },
        },
        If: condition(
          { equals: [1, 1] },
          {
            actions: { Check4: condition({ equals: [`@${header}`, `${key}4`] }) },
            else: { actions: { Check5: condition({ equals: [`@${header}`, `${key}5`] }) } },
          },
        ),
        Switch: {
          type: 'Switch',
          expression: '@1',
          cases: { One: { case: 1, actions: { Check6: condition({ equals: [`@${header}`, `${key}6`] }) } } },
          default: { actions: { Check7: condition({ equals: [`@${header}`, `${key}7`] }) } },
        },
      }),
      findings: [
        { messageId: 'text', at: '/actions/Scope/actions/Check/expression/equals/1' },
        { messageId: 'text', at: '/actions/Each/actions/Check2/expression/equals/1' },
        { messageId: 'text', at: '/actions/Until/actions/Check3/expression/equals/1' },
        { messageId: 'text', at: '/actions/If/actions/Check4/expression/equals/1' },
        { messageId: 'text', at: '/actions/If/else/actions/Check5/expression/equals/1' },
        { messageId: 'text', at: '/actions/Switch/cases/One/actions/Check6/expression/equals/1' },
        { messageId: 'text', at: '/actions/Switch/default/actions/Check7/expression/equals/1' },
      ],
    },
    {
      name: 'what the caller sends comes by way of Parse JSON, a variable, a loop',
      flow: flow({
        Parse: { type: 'ParseJson', inputs: { content: '@triggerBody()', schema: {} } },
        Keep: { ...declare('Sent', "@body('Parse')?['apiKey']"), ...after('Parse') },
        Each: {
          type: 'Foreach',
          foreach: "@triggerBody()?['orders']",
          actions: { Inner: condition({ equals: ["@items('Each')?['password']", `${word}-1`] }) },
        },
        Check: { ...condition({ equals: ["@variables('Sent')", key] }), ...after('Keep') },
        Named: { ...condition({ equals: ["@outputs('Caller_key')", `${key}2`] }), ...after('Caller_key') },
        Caller_key: compose("@first(triggerBody()?['values'])"),
      }),
      findings: [
        { messageId: 'text', at: '/actions/Named/expression/equals/1', ...told },
        { messageId: 'text', at: '/actions/Each/actions/Inner/expression/equals/1' },
        {
          messageId: 'text',
          at: at('/equals/1'),
          message:
            'Check lets callers in by comparing field apiKey of what they send with a text that stands in the flow: everyone who can open or export the flow, or sees its run history, knows what to send.',
        },
      ],
    },
    {
      name: 'the text comes by way of Compose, a variable, a parameter without an environment variable',
      flow: flow(
        {
          Settings: compose({ callers: { key } }),
          Keep: declare('Expected', `${key}2`),
          Check: {
            ...condition({ equals: [`@${header}`, "@outputs('Settings')?['callers']?['key']"] }),
            ...after('Settings'),
          },
          Second: { ...condition({ equals: [`@${header}`, "@variables('Expected')"] }), ...after('Keep') },
          Third: condition({ equals: [`@${header}`, `@${fromParameter}`] }),
        },
        parameters(undefined, word),
      ),
      findings: [
        {
          messageId: 'text',
          at: '/actions/Settings/inputs/callers/key',
          message:
            'Check lets callers in by comparing header x-api-key of the call with a text that stands in the flow: everyone who can open or export the flow, or sees its run history, knows what to send.',
          path: [
            { at: '/actions/Settings/inputs/callers/key', text: 'the text stands here' },
            { at: at('/equals/1'), text: 'Check compares it with what the caller sends' },
          ],
        },
        { messageId: 'text', at: '/actions/Keep/inputs/variables/0/value' },
        { messageId: 'text', at: '/parameters/Caller key (con_CallerKey)/defaultValue', ...told },
      ],
    },
    {
      name: 'the same text several times is one finding',
      flow: flow({
        Check: condition({ equals: [`@${header}`, key] }),
        Again: condition({ equals: [`@${header}`, key] }),
      }),
      findings: [
        {
          messageId: 'text',
          at: at('/equals/1'),
          related: [{ at: '/actions/Again/expression/equals/1', label: 'the same is compared here' }],
        },
      ],
    },
    {
      name: 'in a child flow that the call is passed on to',
      solution: {
        flows: {
          Main: flow({
            Run: {
              type: 'Workflow',
              inputs: {
                host: { workflowReferenceName: '00000000-0000-4000-8000-000000000009' },
                body: { apiKey: `@${header}` },
              },
            },
          }),
          Child: {
            id: '00000000-0000-4000-8000-000000000009',
            triggers: { manual: { type: 'Request', kind: 'Button', inputs: {} } },
            actions: { Check: condition({ equals: ["@triggerBody()?['apiKey']", key] }) },
          },
        },
      },
      findings: [
        {
          messageId: 'text',
          at: { file: 'Workflows/Child.json', pointer: '/properties/definition/actions/Check/expression/equals/1' },
        },
      ],
    },
    ...(['Tenant', 'User'] as const).map((type) => ({
      name: `callers have to sign in as well: ${type}`,
      flow: {
        ...check({ equals: [`@${header}`, key] }),
        triggers: trigger({ inputs: { triggerAuthenticationType: type, triggerAllowedUsers: 'a@contoso.example' } }),
      },
      findings: [{ messageId: 'text' as const, at: at('/equals/1'), severity: 'medium' as const }] as const,
    })),
    {
      name: 'a Teams webhook',
      flow: {
        ...check({ equals: [`@${secretKey}`, key] }),
        triggers: trigger({ type: 'OpenApiConnectionWebhook', inputs: { triggerAuthenticationType: 'All' } }),
      },
      findings: [{ messageId: 'text', at: at('/equals/1') }],
    },
    {
      name: 'an environment variable that the solution does not hold',
      flow: { ...check(`@equals(${header}, ${fromParameter})`), ...parameters(bound) },
      findings: [
        {
          messageId: 'parameter',
          at: at(''),
          marked: fromParameter,
          severity: 'medium',
          confidence: 'medium',
          message:
            'Check lets callers in by comparing header x-api-key of the call with environment variable con_CallerKey, which is no secret to the platform: everyone who may read environment variables, or open the flow, knows what to send.',
        },
      ],
    },
    {
      name: 'an environment variable of type Text whose name does not tell',
      solution: {
        flows: {
          Main: {
            ...check(`@equals(${header}, parameters('Callers (con_Callers)'))`),
            parameters: {
              'Callers (con_Callers)': { type: 'String', defaultValue: word, metadata: { schemaName: 'con_Callers' } },
            },
          },
        },
        environmentVariables: { con_Callers: { type: 'string' } },
      },
      findings: [
        {
          messageId: 'parameter',
          at: { file: 'Workflows/Main.json', pointer: '/properties/definition/actions/Check/expression' },
          severity: 'medium',
          confidence: 'medium',
        },
      ],
    },
    {
      name: 'an environment variable that is reported itself',
      solution: {
        flows: { Main: { ...check(`@equals(${header}, ${fromParameter})`), ...parameters(bound) } },
        environmentVariables: { con_CallerKey: { type: 'string' } },
      },
      findings: [
        {
          messageId: 'parameter',
          at: { file: 'Workflows/Main.json', pointer: '/properties/definition/actions/Check/expression' },
          severity: 'medium',
          confidence: 'medium',
          persona: 'pedantic',
        },
      ],
    },
  ],
});
