import rule from '../../src/rules/hardcoded-secret';
import { inDigits, latin1Bytes } from '../../src/secrets/checksums/bytes';
import { crc32 } from '../../src/secrets/checksums/crc32';
import { testRule } from '../support/rule-tester';

/** Made up here, so that no file holds what looks like a key. */
const password = 'Swordfish-77-harbour';
const key = ['q7Hf', '2mZx9', 'Lr4Tw', '8KpV'].join('');
const otherKey = ['d5Jc', '8nYw3', 'Rb6Gs', '1XtQ'].join('');
const formatted = ['abc', '8Q~', 'Lantern0Meadow1Harbour2Swordf33ish'].join('');
const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const body = ['Lantern0', 'Meadow1', 'Harbour2', 'Sword3f'].join('');
const checked = ['gh', 'p_', body, inDigits(crc32(latin1Bytes(body)), digits).padStart(6, '0')].join('');
const guid = 'a59e02a3-0000-4000-8000-000000000001';

/** By the proof: a name, a format, a checksum. */
const byName = { severity: 'high', confidence: 'medium' } as const;
const byFormat = {} as const;
const weak = { severity: 'low', confidence: 'low' } as const;

const action = (one: object) => ({ actions: { Call: one } });
const call = (inputs: object) =>
  action({ type: 'Http', inputs: { method: 'GET', uri: 'https://a.example', ...inputs } });
const authentication = (fields: object) => call({ authentication: fields });
const header = (name: string, value: unknown) => call({ headers: { [name]: value } });
const compose = (value: unknown, more: object = {}) => action({ type: 'Compose', inputs: value, ...more });
const trigger = (more: object) => ({ triggers: { manual: { type: 'Request', kind: 'Http', inputs: {}, ...more } } });
const parameter = (name: string, defaultValue: unknown, metadata?: object) => ({
  parameters: { [name]: { type: 'String', defaultValue, ...(metadata ? { metadata } : {}) } },
});
const inputs = '/actions/Call/inputs';
const keyHeader = "triggerOutputs()?['headers']?['x-api-key']";

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
    ...['<password>', 'your password here', '__REPLACE_ME__', '#{StockKey}#', '$(StockKey)', '********'].map(
      (value) => ({
        name: `a mark in the place of a password: ${value}`,
        flow: authentication({ type: 'Basic', username: 'orders', password: value }),
      }),
    ),
    {
      name: 'what identifies an app, and opens nothing',
      flow: authentication({
        type: 'ActiveDirectoryOAuth',
        tenant: guid,
        audience: 'https://graph.microsoft.com',
        clientId: guid,
        secret: "@parameters('Client secret (con_ClientSecret)')",
      }),
    },
    {
      name: 'authentication by the platform',
      flow: call({ authentication: "@parameters('$authentication')" }),
    },
    { name: 'another header', flow: header('x-correlation', key) },
    { name: 'a key header from an action', flow: header('x-api-key', "@body('Get_secret')?['value']") },
    { name: 'a key header that holds an identifier', flow: header('x-key', 'orders') },
    { name: 'another parameter of an address', flow: call({ uri: 'https://a.example?page=100000000000' }) },
    {
      name: 'a key that an expression puts into the address',
      flow: call({ uri: "https://a.example?api_key=@{body('Get_secret')?['value']}" }),
    },
    {
      name: 'a key that concat puts into the address',
      flow: call({ uri: "@concat('https://a.example?api_key=',body('Get_secret')?['value'])" }),
    },
    {
      name: 'names in an expression',
      flow: compose("@parameters('ApiKey Swordfish-77')?['password']", { runtimeConfiguration: {} }),
    },
    { name: 'a comparison with nothing', flow: trigger({ conditions: [{ expression: `@equals(${keyHeader}, '')` }] }) },
    {
      name: 'what callers of an HTTP trigger have to send, which is a finding of its own',
      flow: trigger({ conditions: [{ expression: `@equals(triggerBody()?['password'], '${password}')` }] }),
    },
    {
      name: 'the same by way of a variable',
      flow: {
        ...trigger({}),
        actions: {
          Keep: { type: 'InitializeVariable', inputs: { variables: [{ name: 'ApiKey', type: 'string', value: key }] } },
          Check: { type: 'If', expression: { equals: [`@${keyHeader}`, "@variables('ApiKey')"] }, actions: {} },
        },
      },
    },
    {
      name: 'a comparison of something else',
      flow: trigger({ conditions: [{ expression: `@equals(triggerBody()?['orderNumber'], '${key}')` }] }),
    },
    {
      name: 'a switch over words',
      flow: action({
        type: 'Switch',
        expression: "@triggerBody()?['tokenType']",
        cases: { Bearer: { case: 'bearer', actions: {} } },
        default: { actions: {} },
      }),
    },
    {
      name: 'a schema that speaks of passwords',
      flow: trigger({
        inputs: {
          schema: {
            type: 'object',
            properties: { password: { type: 'string', title: 'Password', description: 'The password of the user.' } },
            required: ['password', 'apiKey'],
          },
        },
      }),
    },
    {
      name: 'an action that is named after a password, and another that waits for it',
      flow: {
        actions: {
          Reset_password_77: { type: 'Compose', inputs: 'done', runAfter: {} },
          Tell: { type: 'Compose', inputs: 'done', runAfter: { Reset_password_77: ['Succeeded'] } },
        },
      },
    },
    { name: 'the name of a secret', flow: compose({ secretName: 'stock-key-2024', vaultName: 'kv-orders' }) },
    { name: 'an identifier of a thing called key', flow: compose({ apiKeyId: guid, partitionKey: 'orders-2024' }) },
    {
      name: 'a description that mentions a password',
      flow: compose('done', { description: 'The password is in Key Vault.' }),
    },
    {
      name: 'a copy of an environment variable, which is another finding',
      flow: parameter('Stock API key (con_StockApiKey)', key, { schemaName: 'con_StockApiKey' }),
    },
    { name: 'a parameter without a value', flow: parameter('ApiKey', '') },
    { name: 'connections', flow: { parameters: { $connections: { type: 'Object', defaultValue: {} } } } },
    {
      name: 'a secret elsewhere in the solution',
      solution: { flows: { Flow: call({}) }, files: { 'CanvasApps/con_orders.json': { password } } },
    },
  ],
  invalid: [
    {
      name: 'a password',
      flow: authentication({ type: 'Basic', username: 'orders', password }),
      findings: [
        {
          messageId: 'found',
          at: `${inputs}/authentication/password`,
          marked: password,
          message:
            'This flow holds a secret (Password) in password of Call: everyone who can open or export the flow reads it, and the run history shows it.',
          ...byName,
        },
      ],
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
      findings: [{ messageId: 'found', at: '/actions/If/else/actions/Call/Inputs/Authentication/Password', ...byName }],
    },
    {
      name: 'a client secret',
      flow: authentication({ type: 'ActiveDirectoryOAuth', clientId: 'orders', secret: password }),
      findings: [{ messageId: 'found', at: `${inputs}/authentication/secret`, ...byName }],
    },
    {
      name: 'a header written out',
      flow: authentication({ type: 'Raw', value: `Bearer ${key}` }),
      findings: [{ messageId: 'found', at: `${inputs}/authentication/value`, marked: key, ...byName }],
    },
    {
      name: 'the password of a certificate',
      flow: authentication({ type: 'ClientCertificate', pfx: "@parameters('Pfx')", password }),
      findings: [{ messageId: 'found', at: `${inputs}/authentication/password`, ...byName }],
    },
    {
      name: 'a client secret where none belongs, told by its format',
      flow: authentication({ type: 'ActiveDirectoryOAuth', audience: formatted }),
      findings: [{ messageId: 'found', at: `${inputs}/authentication/audience`, marked: formatted, ...byFormat }],
    },
    {
      name: 'a token whose checksum is right, under a name that says nothing',
      flow: compose({ note: checked }),
      findings: [{ messageId: 'found', at: `${inputs}/note`, marked: checked, ...byFormat }],
    },
    {
      name: 'a word in the place of a password',
      flow: authentication({ type: 'Basic', username: 'orders', password: 'swordfish' }),
      findings: [{ messageId: 'found', at: `${inputs}/authentication/password`, ...weak }],
    },
    {
      name: 'an identifier in the place of a password',
      flow: authentication({ type: 'Basic', username: 'orders', password: guid }),
      findings: [{ messageId: 'found', at: `${inputs}/authentication/password`, ...weak }],
    },
    {
      name: 'a key header',
      flow: header('X-Api-Key', key),
      findings: [
        {
          messageId: 'found',
          at: `${inputs}/headers/X-Api-Key`,
          marked: key,
          message:
            'This flow holds a secret (API key) in header X-Api-Key of Call: everyone who can open or export the flow reads it, and the run history shows it.',
          ...byName,
        },
      ],
    },
    {
      name: 'an authorization header with a token',
      flow: header('Authorization', `Bearer ${key}`),
      findings: [{ messageId: 'found', at: `${inputs}/headers/Authorization`, marked: key, ...byName }],
    },
    {
      name: 'an authorization header with user and password',
      flow: header('Authorization', `Basic ${btoa(`orders:${password}`)}`),
      findings: [{ messageId: 'found', at: `${inputs}/headers/Authorization`, ...byName }],
    },
    {
      name: 'a polling trigger',
      flow: {
        triggers: { Poll: { type: 'Http', inputs: { uri: 'https://a.example', headers: { 'api-key': key } } } },
      },
      findings: [{ messageId: 'found', at: '/triggers/Poll/inputs/headers/api-key', ...byName }],
    },
    {
      name: 'a key in the address',
      flow: call({ uri: `https://a.example/api?page=1&api_key=${key}&size=2` }),
      findings: [{ messageId: 'found', at: `${inputs}/uri`, marked: key, ...byName }],
    },
    {
      name: 'a key in the queries',
      flow: call({ queries: { page: '1', api_key: key } }),
      findings: [{ messageId: 'found', at: `${inputs}/queries/api_key`, ...byName }],
    },
    {
      name: 'a password in the address',
      flow: call({ uri: `https://orders:${password}@a.example/api` }),
      findings: [{ messageId: 'found', at: `${inputs}/uri`, marked: password, ...byFormat }],
    },
    {
      name: 'a body',
      flow: call({ body: { user: 'orders', password } }),
      findings: [{ messageId: 'found', at: `${inputs}/body/password`, ...byName }],
    },
    {
      name: 'a form as the body',
      flow: call({ body: `grant_type=client_credentials&client_secret=${key}&client_id=orders` }),
      findings: [{ messageId: 'found', at: `${inputs}/body`, marked: key, ...byName }],
    },
    {
      name: 'JSON in a string, with an expression beside it',
      flow: call({ body: `{"user":"@{triggerBody()?['user']}","password":"${password}"}` }),
      findings: [{ messageId: 'found', at: `${inputs}/body`, marked: password, ...byName }],
    },
    {
      name: 'what a connector is given, behind a path',
      flow: action({ type: 'OpenApiConnection', inputs: { parameters: { 'item/ClientSecret': key } } }),
      findings: [{ messageId: 'found', at: `${inputs}/parameters/item~1ClientSecret`, ...byName }],
    },
    {
      name: 'a Compose action that is named after what it holds',
      flow: { actions: { Compose_password: { type: 'Compose', inputs: password } } },
      findings: [{ messageId: 'found', at: '/actions/Compose_password/inputs', ...byName }],
    },
    {
      name: 'a connection string',
      flow: compose(`Server=sql.example;User Id=orders;Password=${password};`),
      findings: [{ messageId: 'found', at: inputs, marked: password, ...byFormat }],
    },
    {
      name: 'a variable',
      flow: action({
        type: 'InitializeVariable',
        inputs: { variables: [{ name: 'ClientSecret', type: 'string', value: key }] },
      }),
      findings: [{ messageId: 'found', at: `${inputs}/variables/0/value`, ...byName }],
    },
    {
      name: 'a literal in a template',
      flow: header('x-api-key', `@{'${key}'}`),
      findings: [{ messageId: 'found', at: `${inputs}/headers/x-api-key`, marked: key, ...byName }],
    },
    {
      name: 'pieces that concat joins',
      flow: header('x-api-key', `@concat('${key.slice(0, 9)}', '${key.slice(9)}')`),
      findings: [
        {
          messageId: 'found',
          at: `${inputs}/headers/x-api-key`,
          marked: `${key.slice(0, 9)}', '${key.slice(9)}`,
          ...byName,
        },
      ],
    },
    {
      name: 'a literal that concat puts into an address',
      flow: call({ uri: `@concat('https://a.example?id=', triggerBody(), '&api_key=${key}')` }),
      findings: [{ messageId: 'found', at: `${inputs}/uri`, marked: key, ...byName }],
    },
    {
      name: 'both branches of if',
      flow: header('x-api-key', `@if(equals(triggerBody()?['stage'], 'test'), '${key}', '${otherKey}')`),
      findings: [
        { messageId: 'found', at: `${inputs}/headers/x-api-key`, marked: key, ...byName },
        { messageId: 'found', at: `${inputs}/headers/x-api-key`, marked: otherKey, ...byName },
      ],
    },
    {
      name: 'a comparison in a condition',
      flow: action({ type: 'If', expression: { and: [{ equals: [`@${keyHeader}`, key] }] }, actions: {} }),
      findings: [{ messageId: 'found', at: '/actions/Call/expression/and/0/equals/1', ...byName }],
    },
    {
      name: 'a comparison in a condition of the old kind',
      flow: action({ type: 'If', expression: `@equals(${keyHeader}, '${key}')`, actions: {} }),
      findings: [{ messageId: 'found', at: '/actions/Call/expression', marked: key, ...byName }],
    },
    {
      name: 'a secret with a format that callers of an HTTP trigger have to send',
      flow: trigger({ conditions: [{ expression: `@equals(${keyHeader}, '${formatted}')` }] }),
      findings: [
        { messageId: 'found', at: '/triggers/manual/conditions/0/expression', marked: formatted, ...byFormat },
      ],
    },
    {
      name: 'a secret that callers have to send, where it stands elsewhere',
      flow: {
        ...trigger({ conditions: [{ expression: `@equals(${keyHeader}, '${key}')` }] }),
        ...header('x-api-key', key),
      },
      findings: [
        {
          messageId: 'found',
          at: `${inputs}/headers/x-api-key`,
          ...byName,
          related: [
            { at: '/triggers/manual/conditions/0/expression', label: 'the same value, in expression of manual' },
          ],
        },
      ],
    },
    {
      name: 'a trigger condition',
      flow: trigger({
        kind: 'PowerAppV2',
        conditions: [{ expression: `@equals(triggerBody()?['password'], '${password}')` }],
      }),
      findings: [{ messageId: 'found', at: '/triggers/manual/conditions/0/expression', marked: password, ...byName }],
    },
    {
      name: 'a case of a switch',
      flow: action({
        type: 'Switch',
        expression: `@${keyHeader}`,
        cases: { Partner: { case: key, actions: {} } },
        default: { actions: {} },
      }),
      findings: [{ messageId: 'found', at: '/actions/Call/cases/Partner/case', ...byName }],
    },
    {
      name: 'static results',
      flow: {
        staticResults: { Call0: { status: 'Succeeded', outputs: { headers: { Authorization: `Bearer ${key}` } } } },
      } as object,
      findings: [
        { messageId: 'found', at: '/staticResults/Call0/outputs/headers/Authorization', marked: key, ...byName },
      ],
    },
    {
      name: 'an output of the definition',
      flow: { outputs: { apiKey: { type: 'String', value: key } } },
      findings: [{ messageId: 'found', at: '/outputs/apiKey/value', ...byName }],
    },
    {
      name: 'a description with what has a format',
      flow: compose('done', { description: `Use ${formatted} until May.` }),
      findings: [{ messageId: 'found', at: '/actions/Call/description', marked: formatted, ...byFormat }],
    },
    {
      name: 'tracked properties',
      flow: compose('done', { trackedProperties: { apiKey: key } }),
      findings: [{ messageId: 'found', at: '/actions/Call/trackedProperties/apiKey', ...byName }],
    },
    {
      name: 'a parameter of the flow itself',
      flow: parameter('ApiKey', key),
      findings: [{ messageId: 'found', at: '/parameters/ApiKey/defaultValue', ...byName }],
    },
    {
      name: 'one value in several places of several flows and in a component: one finding',
      solution: {
        flows: {
          Flow: { actions: { A: { type: 'Compose', inputs: { password } } } },
          Other: call({ body: { password } }),
        },
        files: { 'CanvasApps/con_orders.json': { password } },
      },
      findings: [
        {
          messageId: 'found',
          at: '/actions/A/inputs/password',
          related: [
            {
              at: { file: 'Workflows/Other.json', pointer: '/properties/definition/actions/Call/inputs/body/password' },
              label: 'the same value, in password of Call',
            },
            {
              at: { file: 'CanvasApps/con_orders.json', pointer: '/password' },
              label: 'the same value, in CanvasApps/con_orders.json',
            },
          ],
          ...byName,
        },
      ],
    },
    {
      name: 'one value, proven by its format elsewhere: the better proof counts',
      flow: {
        actions: {
          A: { type: 'Compose', inputs: { password: 'swordfish-harbour' } },
          B: { type: 'Compose', inputs: 'Server=sql.example;User Id=orders;Password=Halibut-31-lantern;' },
          C: { type: 'Compose', inputs: { password: 'Halibut-31-lantern' } },
        },
      },
      findings: [
        {
          messageId: 'found',
          at: '/actions/B/inputs',
          related: [{ at: '/actions/C/inputs/password', label: 'the same value, in password of C' }],
          ...byFormat,
        },
      ],
    },
    {
      name: 'a secret in the copy of a repeated key that parsers drop',
      solution: {
        files: {
          'Workflows/Main.json': JSON.stringify({
            properties: {
              connectionReferences: {},
              definition: { $schema: '', triggers: {}, actions: { A: { type: 'Compose', inputs: { password } } } },
            },
          }).replace('}}}}}', '},"inputs":{}}}}}'),
        },
      },
      findings: [
        {
          messageId: 'found',
          at: { file: 'Workflows/Main.json', pointer: '/properties/definition/actions/A/inputs/password' },
          ...byName,
        },
      ],
    },
  ],
});
