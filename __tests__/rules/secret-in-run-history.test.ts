import { writeMessage } from '../../src/engine/message';
import { runRules } from '../../src/engine/run';
import rule from '../../src/rules/secret-in-run-history';
import { solutionOf } from '../dataflow/solution-of';
import { fixesOf } from '../support/fixes';
import { testRule } from '../support/rule-tester';
import {
  button,
  caller,
  call as callOf,
  childId,
  compose,
  containers,
  getSecret,
  http as httpOf,
  mail,
  respond,
  run,
  secured as securedNode,
  setVariable,
  value,
  withSecret,
} from '../support/secret-flows';

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

/** A token request returns a secret of its own. */
const securedIfToken = (action: object) =>
  JSON.stringify(action).includes('/token') ? securedNode(action, 'outputs') : action;

/** Takes the secret out of a Compose, whose result nothing hides. */
const composed = (actions: object) => withSecret({ Note: compose({ key: value }), ...actions });
const note = "@outputs('Note')?['key']";
const key = (text: string) => httpOf({ headers: { 'x-api-key': text } });
const keyAt = '/actions/Send/inputs/headers/x-api-key';
const handed = (at: string) => [{ messageId: 'handed', at }] as const;
const medium = { severity: 'medium', confidence: 'medium' } as const;
const perhaps = { severity: 'medium', confidence: 'low' } as const;

const dataOperations: readonly (readonly [name: string, action: object, field: string])[] = [
  ['Select', { type: 'Select', inputs: { from: '@createArray(1)', select: { key: value } } }, 'select/key'],
  ['Filter array', { type: 'Query', inputs: { from: "@body('Get')", where: '@true' } }, 'from'],
  ['Join', { type: 'Join', inputs: { from: "@createArray(body('Get')?['value'])", joinWith: ';' } }, 'from'],
  [
    'Create CSV table',
    { type: 'Table', inputs: { from: '@createArray(1)', format: 'CSV', columns: [{ header: 'key', value }] } },
    'columns/0/value',
  ],
  ['HTML to text', callOf('shared_conversionservice', 'HtmlToText', { Content: value }), 'parameters/Content'],
];

/** A flow that runs another one, which is run by nobody else. */
const family = (parent: object, child: object) => ({
  flows: { Parent: { actions: parent }, Child: { id: childId, triggers: button, ...child } },
});
const inChild = (pointer: string) => ({ file: 'Workflows/Child.json', pointer: `/properties/definition${pointer}` });
const inParent = (pointer: string) => ({ file: 'Workflows/Parent.json', pointer: `/properties/definition${pointer}` });

testRule(rule, {
  valid: [
    {
      name: 'a secured result that an action only decides by hides its inputs',
      flow: withSecret({
        Note: compose(value),
        Send: key("@{if(empty(body('Get')?['value']), '', outputs('Note'))}"),
      }),
    },
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

    // One hop: what uses a secured result shows nothing of it.
    ...[
      ['an authentication object', httpOf({ authentication: { type: 'Basic', username: 'a', password: value } })],
      ['a header', key(value)],
      ['a token request', httpOf({ body: "client_secret=@{body('Get')?['value']}" }, 'https://x.example/oauth/token')],
      ['Compose', compose(value)],
      ['Parse JSON', { type: 'ParseJson', inputs: { content: value, schema: {} } }],
      ['another connector', callOf('shared_contosostock', 'Login', { apiKey: value })],
      ['a child flow of another solution', { type: 'Workflow', inputs: { host: {}, body: { text: value } } }],
    ].map(([name, action]) => ({
      name: `hidden after a secured result: ${name}`,
      flow: { actions: { Get: securedNode(getSecret, 'outputs'), Use: securedIfToken(action as object) } },
    })),
    { name: 'behind a Compose, with secure inputs', flow: composed({ Send: securedNode(key(note), 'inputs') }) },
    {
      name: 'behind a Compose, beside another secured result',
      flow: composed({ Send: httpOf({ headers: { 'x-api-key': note, 'x-id': "@body('Get')?['id']" } }) }),
    },
    {
      name: 'behind a Compose, beside the result of an action with secure inputs',
      flow: composed({
        Ask: securedNode(httpOf({}), 'inputs'),
        Send: httpOf({ headers: { 'x-api-key': note, 'x-id': "@body('Ask')?['id']" } }),
      }),
    },
    ...[
      ['the header', { headers: { authorization: "Bearer @{outputs('Note')?['key']}" } }],
      ['the headers', { headers: "@addProperty(json('{}'), 'Authorization', outputs('Note')?['key'])" }],
    ].map(([name, more]) => ({
      name: `Authorization is hidden by default: ${name}`,
      flow: composed({ Send: httpOf(more as object) }),
    })),
    {
      name: 'Authorization of a webhook',
      flow: composed({
        Wait: {
          type: 'HttpWebhook',
          inputs: { subscribe: { headers: { Authorization: note }, uri: 'https://x.example' } },
        },
      }),
    },
    ...dataOperations.map(([name, action]) => ({
      name: `${name} with secure outputs`,
      flow: withSecret({ Step: securedNode(action, 'outputs') }),
    })),
    {
      name: 'a variable is what was put into it, and has a rule of its own',
      flow: withSecret({ Keep: setVariable('key', value), Send: key("@variables('key')") }),
    },
    {
      name: 'a variable of a variable',
      flow: withSecret({
        Keep: setVariable('key', value),
        Again: setVariable('copy', "Bearer @{variables('key')}"),
        Send: key("@variables('copy')"),
      }),
    },
    {
      name: 'what is not secret of the result',
      flow: { actions: { Get: securedNode(getSecret, 'outputs'), Note: compose("@body('Get')?['id']") } },
    },
    {
      name: 'a number made of it',
      flow: composed({ Send: httpOf({ body: { days: "@int(outputs('Note')?['key'])" } }) }),
    },
    { name: 'mailed, which is worse and has a rule of its own', flow: composed({ Mail: mail(note) }) },
    {
      name: 'returned to callers, which is worse and has a rule of its own',
      flow: { triggers: caller('All'), ...composed({ Answer: respond(note) }) },
    },
    ...[
      ['equal', { type: 'If', expression: `@equals(triggerBody()?['key'], body('Get')?['value'])`, actions: {} }],
      ['and', { type: 'If', expression: { and: [{ equals: [`@equals(body('Get')?['value'], 'x')`, '@true'] }] } }],
      ['until', { type: 'Until', expression: `@equals(body('Get')?['value'], '')`, actions: {} }],
    ].map(([name, action]) => ({
      name: `a condition that is one expression shows true or false: ${name}`,
      flow: withSecret({ Check: action }),
    })),
    {
      name: 'a loop inside of which the secured actions use the elements',
      flow: withSecret({
        Loop: {
          type: 'Foreach',
          foreach: "@split(body('Get')?['value'], ';')",
          actions: { Send: securedNode(key("@items('Loop')"), 'inputs') },
        },
      }),
    },
    {
      name: 'a child flow with everything secured',
      solution: family(
        {
          Get: securedNode(getSecret, 'outputs'),
          Run: securedNode(run({ text: value }), 'inputs', 'outputs'),
          Send: key("@body('Run')?['key']"),
        },
        {
          triggers: { manual: securedNode(button.manual, 'outputs') },
          actions: { Send: key("@triggerBody()?['text']"), Answer: respond({ key: "@triggerBody()?['text']" }) },
        },
      ),
    },
    {
      name: 'Encrypt data, hidden by the result that it uses',
      flow: withSecret({ Encrypt: callOf('shared_keyvault', 'EncryptData', { 'operationInput/rawData': value }) }),
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
    {
      name: 'behind a Compose',
      flow: composed({ Send: key(note) }),
      findings: [
        {
          messageId: 'handed',
          at: keyAt,
          marked: "outputs('Note')?['key']",
          message:
            'Send is handed a secret from Azure Key Vault that Get returns by way of Note, and shows it among its inputs in the run history.',
          edit: ['},', '"runtimeConfiguration": {', '"secureData": {', '"properties": [', '"inputs"', ']', '}', '}'],
          path: [
            { at: '/actions/Get/inputs/host/operationId', text: 'Get returns a secret from Azure Key Vault' },
            { at: '/actions/Note/inputs/key', text: 'Note takes it' },
            { at: keyAt, text: 'Send shows it among its inputs' },
          ],
        },
      ],
    },
    ...[
      "@outputs('Note')['key']",
      "@body('Note')?['key']",
      "@actions('Note')?['outputs']?['key']",
      "@outputs('NOTE')?.KEY",
      "key @{outputs('Note').key}",
      "@base64(concat('user:', outputs('Note')?['key']))",
      "@string(outputs('Note'))",
    ].map((text) => ({
      name: `behind a Compose: ${text}`,
      flow: composed({ Send: key(text) }),
      findings: handed(keyAt),
    })),
    ...containers.map(([name, wrap, pointer]) => ({
      name: `behind a Compose, in ${name}`,
      flow: composed({ Around: wrap({ Send: key(note) }) }),
      findings: handed(`/actions/Around${pointer}/Send/inputs/headers/x-api-key`),
    })),
    {
      name: 'from one container to another',
      flow: {
        actions: {
          Try: { type: 'Scope', actions: { Get: securedNode(getSecret, 'outputs'), Note: compose({ key: value }) } },
          Check: { type: 'If', expression: '@true', actions: {}, else: { actions: { Send: key(note) } } },
        },
      },
      findings: handed('/actions/Check/else/actions/Send/inputs/headers/x-api-key'),
    },
    {
      name: 'two Composes: the second hides both sides with one setting',
      flow: composed({ Again: compose(note), Send: key("@outputs('Again')") }),
      findings: [
        {
          messageId: 'handed',
          at: '/actions/Again/inputs',
          message:
            'Again is handed a secret from Azure Key Vault that Get returns by way of Note, and shows it among its inputs and outputs in the run history.',
        },
        { messageId: 'handed', at: keyAt },
      ],
    },
    {
      name: 'Parse JSON',
      flow: withSecret({
        Parse: { type: 'ParseJson', inputs: { content: "@body('Get')", schema: {} } },
        Send: key("@body('Parse')?['value']"),
      }),
      findings: handed(keyAt),
    },
    {
      name: 'a Compose with secure inputs hides itself and nothing further',
      flow: withSecret({ Note: securedNode(compose({ key: value }), 'inputs'), Send: key(note) }),
      findings: handed(keyAt),
    },
    {
      name: 'the source and what a Compose handed on need a change each',
      flow: { actions: { Get: getSecret, Note: compose({ key: value }), Send: key(note) } },
      findings: [
        {
          messageId: 'outputs',
          at: '/actions/Get/inputs/host/operationId',
          edit: ['},', '"runtimeConfiguration": {', '"secureData": {', '"properties": [', '"outputs"', ']', '}', '}'],
        },
        { messageId: 'handed', at: keyAt },
      ],
    },
    {
      name: 'what is hidden once the action before it is secured is not told',
      flow: composed({
        Send: key(note),
        Then: httpOf({ headers: { 'x-api-key': note, 'x-id': "@body('Send')?['id']" } }),
        Last: httpOf({ headers: { 'x-api-key': note, 'x-id': "@body('Then')?['id']" } }),
      }),
      findings: [
        { messageId: 'handed', at: keyAt },
        { messageId: 'handed', at: '/actions/Last/inputs/headers/x-api-key' },
      ],
    },
    {
      name: 'several references in one action are one finding',
      flow: composed({
        Send: httpOf({ headers: { 'x-api-key': note, 'x-key': note, 'x-other': `a=@{outputs('Note')}` } }),
      }),
      findings: handed(keyAt),
    },
    {
      name: 'an authentication object may be masked, but nothing says so',
      flow: composed({ Send: httpOf({ authentication: { type: 'Raw', value: note } }) }),
      findings: [{ messageId: 'handed', at: '/actions/Send/inputs/authentication/value', confidence: 'medium' }],
    },
    {
      name: 'the header is surer than the authentication beside it',
      flow: composed({
        Send: httpOf({ authentication: { type: 'Raw', value: note }, headers: { 'x-api-key': note } }),
      }),
      findings: handed(keyAt),
    },
    {
      name: 'a header that a connector takes as a parameter',
      flow: composed({
        Send: callOf('shared_webcontents', 'InvokeHttp', {
          'request/url': 'https://x.example',
          'request/headers': { Authorization: note },
        }),
      }),
      findings: handed('/actions/Send/inputs/parameters/request~1headers/Authorization'),
    },
    ...dataOperations.map(([name, action, field]) => ({
      name: `${name} shows its outputs, though its inputs are hidden`,
      flow: withSecret({ Step: action }),
      findings: [
        {
          messageId: 'handed',
          at: `/actions/Step/inputs/${field}`,
          message:
            'Step is handed a secret from Azure Key Vault that Get returns, and shows it among its outputs in the run history.',
        },
      ] as const,
    })),
    {
      name: 'a data operation that shows both sides, and what uses it then',
      flow: composed({
        Step: { type: 'Select', inputs: { from: '@createArray(1)', select: { key: note } } },
        Send: key("@first(body('Step'))?['key']"),
      }),
      findings: [
        {
          messageId: 'handed',
          at: '/actions/Step/inputs/select/key',
          message:
            'Step is handed a secret from Azure Key Vault that Get returns by way of Note, and shows it among its inputs and outputs in the run history.',
        },
      ],
    },
    {
      name: 'item() of a data operation',
      flow: withSecret({
        Step: { type: 'Select', inputs: { from: "@split(body('Get')?['value'], ';')", select: { key: '@item()' } } },
      }),
      findings: handed('/actions/Step/inputs/select/key'),
    },
    {
      name: 'a variable that was put together in a Compose',
      flow: composed({ Keep: setVariable('key', note), Send: key("@variables('key')") }),
      findings: handed(keyAt),
    },
    ...["@items('Loop')", '@item()'].map((text) => ({
      name: `the element of a loop: ${text}`,
      flow: withSecret({
        Loop: { type: 'Foreach', foreach: "@split(body('Get')?['value'], ';')", actions: { Send: key(text) } },
      }),
      findings: [
        { messageId: 'handed', at: '/actions/Loop/actions/Send/inputs/headers/x-api-key', confidence: 'medium' },
      ] as const,
    })),
    {
      name: 'a loop whose elements nothing inside uses',
      flow: withSecret({
        Loop: { type: 'Foreach', foreach: "@split(body('Get')?['value'], ';')", actions: { Send: httpOf({}) } },
      }),
      findings: [{ messageId: 'looped', at: '/actions/Loop/foreach', ...perhaps }],
    },
    {
      name: 'a condition that compares with the secret',
      flow: withSecret({
        Check: { type: 'If', expression: { equals: ["@triggerBody()?['key']", value] }, actions: {} },
      }),
      findings: [
        {
          messageId: 'compared',
          at: '/actions/Check/expression/equals/1',
          ...perhaps,
          message:
            'Check decides by a secret from Azure Key Vault that Get returns; the run history may show the values that it compares, and nothing hides them.',
          path: [
            { at: '/actions/Get/inputs/host/operationId', text: 'Get returns a secret from Azure Key Vault' },
            { at: '/actions/Check/expression/equals/1', text: 'Check shows it' },
          ],
        },
      ],
    },
    {
      name: 'a condition behind a Compose, a switch and a loop until',
      flow: composed({
        Check: { type: 'If', expression: { and: [{ contains: [note, 'x'] }] }, actions: {} },
        Choose: { type: 'Switch', expression: note, cases: {} },
        Repeat: { type: 'Until', expression: { equals: [note, ''] }, actions: {} },
      }),
      findings: [
        { messageId: 'compared', at: '/actions/Check/expression/and/0/contains/0', ...medium },
        { messageId: 'compared', at: '/actions/Choose/expression', ...medium },
        { messageId: 'compared', at: '/actions/Repeat/expression/equals/0', ...medium },
      ],
    },
    {
      name: 'the end of the run',
      flow: withSecret({
        Stop: {
          type: 'Terminate',
          inputs: { runStatus: 'Failed', runError: { code: '1', message: `Key @{body('Get')?['value']} refused` } },
        },
      }),
      findings: [{ messageId: 'ended', at: '/actions/Stop/inputs/runError/message', ...perhaps }],
    },
    {
      name: 'a type without the setting',
      flow: composed({ Count: { type: 'IncrementVariable', inputs: { name: 'n', value: note } } }),
      findings: [{ messageId: 'used', at: '/actions/Count/inputs/value', ...medium }],
    },
    {
      name: 'a child flow that is handed the secret: its trigger shows it',
      solution: family(
        { Get: securedNode(getSecret, 'outputs'), Run: run({ text: value }) },
        { actions: { Send: key("@triggerBody()?['text']") } },
      ),
      findings: [
        {
          messageId: 'handed',
          at: inChild('/triggers/manual/type'),
          confidence: 'medium',
          message:
            'manual is handed a secret from Azure Key Vault that Get returns by way of Run, and shows it among its outputs in the run history.',
          path: [
            { at: inParent('/actions/Get/inputs/host/operationId'), text: 'Get returns a secret from Azure Key Vault' },
            { at: inParent('/actions/Run/inputs/body/text'), text: 'Run passes it to a child flow' },
            { at: inChild('/triggers/manual'), text: 'the child flow Child is given it' },
            { at: inChild('/triggers/manual/type'), text: 'manual shows it among its outputs' },
          ],
        },
      ],
    },
    {
      name: 'a child flow that returns a secret: the action that runs it shows it',
      solution: family(
        { Run: run({}), Send: key("@body('Run')?['key']") },
        { actions: { Get: securedNode(getSecret, 'outputs'), Answer: respond({ key: value }) } },
      ),
      findings: [
        {
          messageId: 'handed',
          at: inParent('/actions/Run/inputs/host/workflowReferenceName'),
          confidence: 'medium',
          message:
            'Run is handed a secret from Azure Key Vault that Get returns by way of Answer, and shows it among its outputs in the run history.',
        },
      ],
    },
    {
      name: 'a child flow that hands on what it is handed: three places and a Response behind a Compose',
      solution: family(
        {
          Get: securedNode(getSecret, 'outputs'),
          Note: compose(value),
          Run: run({ text: "@outputs('Note')" }),
        },
        { actions: { Again: compose("@triggerBody()?['text']"), Answer: respond({ key: "@outputs('Again')" }) } },
      ),
      findings: [
        {
          messageId: 'handed',
          at: inParent('/actions/Run/inputs/body/text'),
          confidence: 'medium',
          message:
            'Run is handed a secret from Azure Key Vault that Get returns by way of Note, and shows it among its inputs and outputs in the run history.',
        },
        { messageId: 'handed', at: inChild('/triggers/manual/type'), confidence: 'medium' },
        {
          messageId: 'handed',
          at: inChild('/actions/Answer/inputs/body/key'),
          message:
            'Answer is handed a secret from Azure Key Vault that Get returns by way of Note, Run and Again, and shows it among its inputs in the run history.',
        },
      ],
    },
    {
      name: 'Encrypt data behind a Compose: the action says it once',
      flow: composed({ Encrypt: callOf('shared_keyvault', 'EncryptData', { 'operationInput/rawData': note }) }),
      findings: [{ messageId: 'inputs', at: '/actions/Encrypt/inputs/host/operationId' }],
    },
    {
      name: 'a token request that is handed its secret by a Compose: two secrets, two settings',
      flow: composed({
        Ask: httpOf({ body: "grant_type=client_credentials&client_secret=@{outputs('Note')?['key']}" }),
      }),
      findings: [
        { messageId: 'outputs', at: '/actions/Ask/inputs/uri' },
        { messageId: 'handed', at: '/actions/Ask/inputs/body' },
      ],
    },
    {
      name: 'what is kept under the name of an identifier is hardly a secret',
      flow: {
        actions: {
          Get: callOf('shared_keyvault', 'GetSecret', { secretName: 'stock-client-id' }),
          Note: compose(value),
          Send: key("@outputs('Note')"),
        },
      },
      findings: [
        {
          messageId: 'outputs',
          at: '/actions/Get/inputs/host/operationId',
          confidence: 'low',
          persona: 'pedantic',
        },
        { messageId: 'handed', at: keyAt, confidence: 'low', persona: 'pedantic' },
      ],
    },
    {
      name: 'result() may repeat it, but nothing says so',
      flow: {
        actions: {
          Try: { type: 'Scope', actions: { Get: securedNode(getSecret, 'outputs') } },
          Note: compose("@result('Try')"),
        },
      },
      findings: [{ messageId: 'handed', at: '/actions/Note/inputs', confidence: 'low', persona: 'pedantic' }],
    },
  ],
});

describe('the fix turns on what the type has', () => {
  const noteOf = (action: object) => composed({ Step: action });
  const turnOn = (settings: string) => `Open the settings of Step and turn on ${settings}.`;
  test.each([
    ['HTTP', key(note), turnOn('"Secure inputs"')],
    ['Compose', compose(note), turnOn('"Secure inputs", which hides the outputs too')],
    [
      'Parse JSON',
      { type: 'ParseJson', inputs: { content: note } },
      turnOn('"Secure inputs", which hides the outputs too'),
    ],
    [
      'Select',
      { type: 'Select', inputs: { from: '@createArray(1)', select: { key: note } } },
      turnOn('"Secure inputs" and "Secure outputs"'),
    ],
    ['Wait', { type: 'Wait', inputs: { until: { timestamp: note } } }, turnOn('"Secure inputs"')],
  ])('%s', (_, action, fix) => {
    expect(fixesOf(rule, noteOf(action))).toEqual([fix]);
  });

  test.each([
    ['a condition', { type: 'If', expression: { equals: [note, 'x'] }, actions: {} }],
    ['a switch', { type: 'Switch', expression: note, cases: {} }],
    ['a loop until', { type: 'Until', expression: { equals: [note, 'x'] }, actions: {} }],
    ['a loop', { type: 'Foreach', foreach: "@split(outputs('Note')?['key'], ';')", actions: {} }],
    ['the end', { type: 'Terminate', inputs: { runStatus: 'Failed', runError: { message: note } } }],
    ['a counter', { type: 'IncrementVariable', inputs: { name: 'n', value: note } }],
  ])('%s has no settings to open', (_, action) => {
    expect(fixesOf(rule, noteOf(action))).toEqual([expect.not.stringMatching(/settings of Step/)]);
  });

  test('a trigger has secure outputs', () => {
    const { results } = runRules(
      [rule],
      solutionOf({
        P: { actions: { Get: securedNode(getSecret, 'outputs'), Run: run({ text: value }) } },
        [childId]: { triggers: button },
      }),
    );
    expect(results.map(({ fix }) => writeMessage(fix, (name) => name))).toEqual([
      'Open the settings of manual and turn on "Secure outputs".',
    ]);
  });
});
