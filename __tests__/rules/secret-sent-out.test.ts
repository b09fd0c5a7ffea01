import rule from '../../src/rules/secret-sent-out';
import { fixesOf } from '../support/fixes';
import { testRule } from '../support/rule-tester';
import {
  button,
  call,
  caller,
  childId,
  compose,
  containers,
  getSecret,
  http,
  mail,
  respond,
  run,
  secured,
  setVariable,
  value,
  withSecret,
} from '../support/secret-flows';

const mailBody = '/actions/Mail/inputs/parameters/emailMessage~1Body';
const written = (at: string) => [{ messageId: 'written', at }] as const;
const kept = { severity: 'medium' } as const;
const debatable = { severity: 'medium', confidence: 'low', persona: 'pedantic' } as const;
const likely = { confidence: 'medium' } as const;
const body = '/actions/Send/inputs/body';

/** Uses the secret where it belongs, and then does this. */
const alsoKeyOf = (uri: string, actions: object) =>
  withSecret({ Use: http({ headers: { 'x-api-key': value } }, uri), ...actions });

const answering = (trigger: object, text: unknown = value) => ({
  triggers: trigger,
  ...withSecret({ Answer: respond({ key: text }) }),
});
const kind = (name: string) => ({ manual: { type: 'Request', kind: name, inputs: {} } });

const family = (trigger: object, parent: object, child: object) => ({
  flows: { Parent: { actions: parent }, Child: { id: childId, triggers: trigger, actions: child } },
});
const inChild = (pointer: string) => ({ file: 'Workflows/Child.json', pointer: `/properties/definition${pointer}` });

/** Fields of a body that take credentials, each as a field and in texts of several forms. */
const credentials = [
  'password',
  'client_secret',
  'apiKey',
  'api_key',
  'token',
  'Passwort',
  'pin',
  'code',
  'key',
  'auth',
];

testRule(rule, {
  valid: [
    ...[
      ['Basic', { authentication: { type: 'Basic', username: 'a', password: value } }],
      ['Raw', { authentication: { type: 'Raw', value: `Bearer @{body('Get')?['value']}` } }],
      ['OAuth', { authentication: { type: 'ActiveDirectoryOAuth', tenant: 't', clientId: 'c', secret: value } }],
      ['a certificate', { authentication: { type: 'ClientCertificate', pfx: value, password: value } }],
      ['Authorization', { headers: { Authorization: `Bearer @{body('Get')?['value']}` } }],
      ['a key header', { headers: { 'Ocp-Apim-Subscription-Key': value } }],
      ['any header', { headers: { 'x-contoso': value } }],
      ['all headers', { headers: "@json(body('Get')?['value'])" }],
      ['a query', { queries: { code: value } }],
      ['a cookie', { cookie: `session=@{body('Get')?['value']}` }],
      ...credentials.map((name) => [`the field ${name}`, { body: { user: 'a', [name]: value } }] as const),
      ...credentials.map(
        (name) => [`the form field ${name}`, { body: `user=a&${name}=@{body('Get')?['value']}` }] as const,
      ),
      ['a field below one', { body: { credentials: { user: 'a', value } } }],
      ['JSON', { body: `{"user": "a", "password": "@{body('Get')?['value']}"}` }],
      ['XML', { body: `<Login><User>a</User><Password>@{body('Get')?['value']}</Password></Login>` }],
      ['an encoded form', { body: `user=a&password=@{encodeUriComponent(body('Get')?['value'])}` }],
      ['a joined form', { body: "@concat('user=a&password=', body('Get')?['value'])" }],
      ['a form in parts', { body: { $multipart: [], user: 'a', password: value } }],
    ].map(([name, more]) => ({
      name: `its own use: ${name as string}`,
      flow: withSecret({ Send: http(more as object) }),
    })),
    {
      name: 'a token request',
      flow: withSecret({
        Ask: http({ body: `grant_type=jwt-bearer&resource=@{body('Get')?['value']}` }, 'https://x.example/oauth/token'),
      }),
    },
    {
      name: 'a token request, told by its grant',
      flow: withSecret({ Ask: http({ body: `grant_type=client_credentials&x=@{body('Get')?['value']}` }) }),
    },
    {
      name: 'a token request, its body as an object',
      flow: withSecret({ Ask: http({ body: { grant_type: 'client_credentials', x: value } }) }),
    },
    {
      name: 'the address',
      flow: withSecret({
        Send: http({}, `https://stock.example/api/@{body('Get')?['value']}?code=@{body('Get')?['value']}`),
      }),
    },
    {
      name: 'HTTP with Microsoft Entra ID: a header',
      flow: withSecret({
        Send: call('shared_webcontentsv2', 'InvokeHttp', {
          'request/url': 'https://x.example',
          'request/headers': { 'x-api-key': value },
        }),
      }),
    },
    {
      name: 'a webhook: a header',
      flow: withSecret({
        Wait: {
          type: 'HttpWebhook',
          inputs: { subscribe: { uri: 'https://x.example', headers: { 'x-api-key': value } } },
        },
      }),
    },
    {
      name: 'the body of a request to the host that it is a credential for',
      flow: alsoKeyOf('https://stock.example/login', { Send: http({ body: { text: value } }) }),
    },
    {
      name: 'another host of the same owner',
      flow: alsoKeyOf('https://login.stock.co.uk/v1', {
        Send: http({ headers: { key: value } }, 'https://api.stock.co.uk/v1'),
      }),
    },
    {
      name: 'a secret that Entra ID checks has no host of its own',
      flow: withSecret({
        Use: http(
          { authentication: { type: 'ActiveDirectoryOAuth', secret: value } },
          'https://graph.microsoft.com/v1.0/me',
        ),
        Send: http({ headers: { 'x-api-key': value } }),
      }),
    },
    {
      name: 'into a vault',
      flow: withSecret({ Send: http({ body: { value } }, 'https://kv.vault.azure.net/secrets/a') }),
    },
    {
      name: 'a chat: the credential of its own',
      flow: withSecret({
        Send: http(
          { headers: { Authorization: value }, body: { text: 'done' } },
          'https://slack.com/api/chat.postMessage',
        ),
      }),
    },
    ...[
      { body: { token: value, text: 'done' } },
      { body: `{"channel":"C1","token": "@{body('Get')?['value']}"}` },
      { body: "channel=C1&token=@{body('Get')?['value']}&text=done" },
      { body: { grant_type: 'client_credentials', client_secret: value } },
    ].map((inputs, i) => ({
      name: `a chat: its own credential in the body, ${i}`,
      flow: withSecret({ Send: http(inputs, 'https://slack.com/api/chat.postMessage') }),
    })),
    { name: 'a mail without it', flow: withSecret({ Mail: mail("Read @{body('Get')?['id']}") }) },
    {
      name: 'a mail that tells whether it is there',
      flow: withSecret({ Mail: mail("@{empty(body('Get')?['value'])}") }),
    },
    { name: 'a mail with a number made of it', flow: withSecret({ Mail: mail("@{int(body('Get')?['value'])}") }) },
    {
      name: 'a mail with what a call answered',
      flow: withSecret({ Use: http({ headers: { 'x-api-key': value } }), Mail: mail("@{body('Use')}") }),
    },
    {
      name: 'reading rows by it',
      flow: withSecret({
        List: call('shared_commondataserviceforapps', 'ListRecords', { $filter: "key eq '@{body('Get')?['value']}'" }),
      }),
    },
    {
      name: 'whom and where to: a vault keeps addresses too',
      flow: withSecret({
        Mail: call('shared_office365', 'SendEmailV2', { 'emailMessage/To': value, 'emailMessage/Body': 'done' }),
        Post: call('shared_teams', 'PostMessageToConversation', { 'body/recipient/channelId': value }),
        File: call('shared_sharepointonline', 'CreateFile', { dataset: value, folderPath: value, body: 'done' }),
      }),
    },
    {
      name: 'a connector that is not known',
      flow: withSecret({ Log: call('shared_contosostock', 'Login', { apiKey: value }) }),
    },
    {
      name: 'a desktop flow, which logs in somewhere',
      flow: withSecret({ Run: call('shared_uiflow', 'RunUIFlow_V2', { 'item/Password': value }) }),
    },
    {
      name: 'variables and data operations stay inside',
      flow: withSecret({ Note: compose(value), Keep: setVariable('x', value) }),
    },
    {
      name: 'the authentication of a connector action',
      flow: withSecret({
        Mail: { ...mail('x'), inputs: { ...mail('x').inputs, authentication: { type: 'Raw', value } } },
      }),
    },
    {
      name: 'a child flow that only flows of the solution run',
      solution: family(
        button,
        { Run: run({}) },
        { Get: secured(getSecret, 'outputs'), Answer: respond({ key: value }) },
      ),
    },
    {
      name: 'a child flow without a kind of trigger',
      solution: family(
        { manual: { type: 'Request', inputs: {} } },
        { Run: run({}) },
        { Get: secured(getSecret, 'outputs'), Answer: respond({ key: value }) },
      ),
    },
    {
      name: 'a child flow with a URL that gives back what it was handed',
      solution: family(
        caller('All'),
        { Get: secured(getSecret, 'outputs'), Run: run({ text: value }) },
        { Answer: respond({ key: "@triggerBody()?['text']" }) },
      ),
    },
    {
      name: 'what result() repeats is a matter of its own',
      flow: {
        actions: {
          Try: { type: 'Scope', actions: { Get: secured(getSecret, 'outputs') } },
          Mail: mail("@{result('Try')}"),
        },
      },
    },
  ],
  invalid: [
    {
      name: 'a mail',
      flow: withSecret({ Mail: mail("The key is @{body('Get')?['value']}") }),
      findings: [
        {
          messageId: 'written',
          at: mailBody,
          marked: "body('Get')?['value']",
          message:
            'Mail puts a secret from Azure Key Vault that Get returns into an e-mail, where others than the flow can read it.',
          path: [
            { at: '/actions/Get/inputs/host/operationId', text: 'Get returns a secret from Azure Key Vault' },
            { at: mailBody, text: 'Mail puts it into an e-mail' },
          ],
        },
      ],
    },
    ...[
      "@{outputs('Get')?['body/value']}",
      "@{outputs('Get')?['body']?['value']}",
      "@actions('Get')?['outputs']?['body']?['value']",
      "@base64(body('Get')?['value'])",
      "@concat('key: ', body('Get').value)",
      "@{body('Get')}",
    ].map((text) => ({ name: `by ${text}`, flow: withSecret({ Mail: mail(text) }), findings: written(mailBody) })),
    ...containers.map(([name, wrap, pointer]) => ({
      name: `in ${name}`,
      flow: withSecret({ Around: wrap({ Mail: mail(value) }) }),
      findings: written(`/actions/Around${pointer}/Mail/inputs/parameters/emailMessage~1Body`),
    })),
    {
      name: 'whatever is secured',
      flow: withSecret({ Mail: secured(mail(value), 'inputs', 'outputs') }),
      findings: written(mailBody),
    },
    {
      name: 'by way of a variable and a Compose',
      flow: withSecret({
        Keep: setVariable('key', value),
        Text: compose("Key: @{variables('key')}"),
        Mail: mail("@outputs('Text')"),
      }),
      findings: [
        {
          messageId: 'written',
          at: mailBody,
          message:
            'Mail puts a secret from Azure Key Vault that Get returns by way of Keep and Text into an e-mail, where others than the flow can read it.',
        },
      ],
    },
    {
      name: 'a table of tokens',
      flow: {
        actions: {
          Ask: http({ body: 'grant_type=client_credentials' }),
          Rows: { type: 'Table', inputs: { from: "@createArray(body('Ask'))", format: 'HTML' } },
          Mail: mail("@{body('Rows')}"),
        },
      },
      findings: [
        {
          messageId: 'written',
          at: mailBody,
          message:
            'Mail puts an access token that Ask returns by way of Rows into an e-mail, where others than the flow can read it.',
        },
      ],
    },
    {
      name: 'the element of a loop',
      flow: withSecret({
        Loop: {
          type: 'Foreach',
          foreach: "@split(body('Get')?['value'], ';')",
          actions: { Mail: mail("@items('Loop')") },
        },
      }),
      findings: written('/actions/Loop/actions/Mail/inputs/parameters/emailMessage~1Body'),
    },
    {
      name: 'several fields are one finding',
      flow: withSecret({
        Mail: call('shared_office365', 'SendEmailV2', { 'emailMessage/Subject': value, 'emailMessage/Body': value }),
      }),
      findings: written(mailBody),
    },
    {
      name: 'a chat message, deep in a card',
      flow: withSecret({
        Post: call('shared_teams', 'PostCardToConversation', { 'body/messageBody': { a: [{ text: value }] } }),
      }),
      findings: written('/actions/Post/inputs/parameters/body~1messageBody/a/0/text'),
    },
    {
      name: 'an approval',
      flow: withSecret({
        Ask: {
          ...call('shared_approvals', 'StartAndWaitForAnApproval', { 'WebhookApprovalCreationInput/details': value }),
          type: 'OpenApiConnectionWebhook',
        },
      }),
      findings: written('/actions/Ask/inputs/parameters/WebhookApprovalCreationInput~1details'),
    },
    {
      name: 'a file, a list item and a row',
      flow: withSecret({
        File: call('shared_onedriveforbusiness', 'CreateFile', { body: value }),
        Item: call('shared_sharepointonline', 'PostItem', { 'item/Title': value }),
        Row: call('shared_commondataserviceforapps', 'UpdateOnlyRecord', { 'item/con_password': value }),
      }),
      findings: [
        { messageId: 'written', at: '/actions/File/inputs/parameters/body', ...kept },
        { messageId: 'written', at: '/actions/Item/inputs/parameters/item~1Title', ...kept },
        {
          messageId: 'written',
          at: '/actions/Row/inputs/parameters/item~1con_password',
          ...kept,
          message:
            'Row puts a secret from Azure Key Vault that Get returns into a row of a table, where others than the flow can read it.',
        },
      ],
    },
    {
      name: 'the legacy form',
      flow: withSecret({
        Mail: {
          type: 'ApiConnection',
          metadata: { flowSystemMetadata: { swaggerOperationId: 'SendEmailV2' } },
          inputs: {
            host: { connection: { name: "@parameters('$connections')['shared_office365']['connectionId']" } },
            method: 'post',
            path: '/v2/Mail',
            body: { To: 'it@contoso.example', Body: value },
          },
        },
      }),
      findings: written('/actions/Mail/inputs/body/Body'),
    },
    {
      name: 'a message for other systems may be meant so',
      flow: withSecret({ Put: call('shared_servicebus', 'SendMessage', { 'message/ContentData': value }) }),
      findings: [
        {
          messageId: 'written',
          at: '/actions/Put/inputs/parameters/message~1ContentData',
          ...kept,
          persona: 'pedantic',
        },
      ],
    },
    {
      name: 'what is kept under the name of an identifier is hardly a secret',
      flow: {
        actions: { Get: call('shared_keyvault', 'GetSecret', { secretName: 'stock-client-id' }), Mail: mail(value) },
      },
      findings: [{ messageId: 'written', at: mailBody, confidence: 'low', persona: 'pedantic' }],
    },
    {
      name: 'what was decrypted may be sent on for a purpose',
      flow: {
        actions: {
          Get: secured(call('shared_keyvault', 'DecryptData'), 'outputs'),
          Mail: mail("@{body('Get')?['rawData']}"),
        },
      },
      findings: [{ messageId: 'written', at: mailBody, persona: 'pedantic' }],
    },
    {
      name: 'a key that is computed is a guess',
      flow: withSecret({ Mail: mail("@{outputs('Get')?[triggerBody()?['part']]}") }),
      findings: [{ messageId: 'written', at: mailBody, confidence: 'medium' }],
    },

    // Responses, by who may call.
    {
      name: 'to anyone',
      flow: answering(caller('All')),
      findings: [
        {
          messageId: 'returned',
          at: '/actions/Answer/inputs/body/key',
          message:
            'Answer returns a secret from Azure Key Vault that Get returns to anyone who has the URL of the flow.',
          path: [
            { at: '/actions/Get/inputs/host/operationId', text: 'Get returns a secret from Azure Key Vault' },
            { at: '/actions/Answer/inputs/body/key', text: 'Answer returns it to anyone who has the URL of the flow' },
          ],
        },
      ],
    },
    ...(
      [
        ['a caller that is not said', kind('Http'), { confidence: 'medium' }],
        ['the tenant', caller('Tenant'), {}],
        ['listed callers', caller('User'), { severity: 'medium', confidence: 'medium' }],
        [
          'callers that a parameter decides',
          caller("@parameters('Callers')"),
          { severity: 'medium', confidence: 'medium' },
        ],
        ['an app', kind('PowerAppV2'), { severity: 'medium' }],
        ['the first kind of app', kind('PowerApp'), { severity: 'medium' }],
        ['an agent', kind('Skills'), { severity: 'medium', confidence: 'medium' }],
        ['a chatbot', kind('VirtualAgent'), { severity: 'medium', confidence: 'medium' }],
        ['a web page', kind('PowerPages'), {}],
        ['whoever runs it', button, { severity: 'medium', confidence: 'medium' }],
        ['no trigger', {}, { severity: 'medium', confidence: 'medium' }],
        ['another trigger', { each: { type: 'Recurrence' } }, { severity: 'medium', confidence: 'medium' }],
      ] as const
    ).map(([name, trigger, levels]) => ({
      name: `to ${name}`,
      flow: answering(trigger),
      findings: [{ messageId: 'returned', at: '/actions/Answer/inputs/body/key', ...levels }] as const,
    })),
    {
      name: 'as the whole body, and in a header',
      flow: {
        triggers: caller('All'),
        ...withSecret({
          Answer: respond("@body('Get')"),
          Refuse: { type: 'Response', inputs: { statusCode: 401, headers: { 'x-key': value } } },
        }),
      },
      findings: [
        { messageId: 'returned', at: '/actions/Answer/inputs/body' },
        { messageId: 'returned', at: '/actions/Refuse/inputs/headers/x-key' },
      ],
    },
    {
      name: 'a child flow with a URL, which others may call too',
      solution: family(
        caller('All'),
        { Run: run({}) },
        { Get: secured(getSecret, 'outputs'), Answer: respond({ key: value }) },
      ),
      findings: [{ messageId: 'returned', at: inChild('/actions/Answer/inputs/body/key') }],
    },
    {
      name: 'what a child flow reads, returned by the flow that runs it',
      solution: {
        flows: {
          Parent: {
            triggers: caller('All'),
            actions: { Run: run({}), Answer: respond("@body('Run')?['key']") },
          },
          Child: {
            id: childId,
            triggers: button,
            actions: { Get: secured(getSecret, 'outputs'), Answer: respond({ key: value }) },
          },
        },
      },
      findings: [
        {
          messageId: 'returned',
          at: { file: 'Workflows/Parent.json', pointer: '/properties/definition/actions/Answer/inputs/body' },
        },
      ],
    },
    {
      name: 'mailed by a child flow',
      solution: family(
        button,
        { Get: secured(getSecret, 'outputs'), Run: run({ text: value }) },
        { Mail: mail("@triggerBody()?['text']") },
      ),
      findings: [
        {
          messageId: 'written',
          at: inChild(mailBody),
          message:
            'Mail puts a secret from Azure Key Vault that Get returns by way of Run into an e-mail, where others than the flow can read it.',
        },
      ],
    },

    // Hosts.
    {
      name: 'a host that posts it into a conversation',
      flow: withSecret({ Send: http({ body: { text: value } }, 'https://hooks.slack.com/services/x') }),
      findings: [
        {
          messageId: 'shown',
          at: `${body}/text`,
          message:
            'Send sends a secret from Azure Key Vault that Get returns to hooks.slack.com, which posts it into a conversation.',
        },
      ],
    },
    ...["Key: @{body('Get')?['value']}", "Your token: @{body('Get')?['value']}"].map((text) => ({
      name: `a message that says what it is: ${text}`,
      flow: withSecret({ Send: http({ body: { text } }, 'https://hooks.slack.com/services/x') }),
      findings: [{ messageId: 'shown', at: `${body}/text` }] as const,
    })),
    ...['body', 'headers'].map((part) => ({
      name: `a host for trying things out: ${part}`,
      flow: withSecret({ Send: http({ [part]: { Authorization: value } }, 'https://webhook.site/0000') }),
      findings: [{ messageId: 'shown', at: `/actions/Send/inputs/${part}/Authorization` }] as const,
    })),
    {
      name: 'a host for trying things out: its address',
      flow: withSecret({ Send: http({}, `https://a.ngrok.io/?key=@{body('Get')?['value']}`) }),
      findings: [{ messageId: 'shown', at: '/actions/Send/inputs/uri' }],
    },
    {
      name: 'in the body to another host than it is a credential for',
      flow: alsoKeyOf('https://stock.example/api', {
        Send: http({ body: { note: value } }, 'https://audit.example.org/log'),
      }),
      findings: [
        {
          messageId: 'elsewhere',
          at: `${body}/note`,
          ...likely,
          message:
            'Send sends a secret from Azure Key Vault that Get returns to audit.example.org, though it is what the flow proves itself with to stock.example.',
        },
      ],
    },
    {
      name: 'as a credential to two hosts: the one that takes it less often',
      flow: alsoKeyOf('https://stock.example/api', {
        Again: http({ authentication: { type: 'Raw', value } }, 'https://stock.example/more'),
        Send: http({ queries: { key: value } }, 'https://audit.example.org/log'),
      }),
      findings: [{ messageId: 'elsewhere', at: '/actions/Send/inputs/queries/key', ...likely, persona: 'pedantic' }],
    },
    {
      name: 'as a credential to two hosts that take it as often',
      flow: alsoKeyOf('https://stock.example/api', {
        Send: http({ headers: { 'x-api-key': value } }, 'https://audit.example.org/log'),
      }),
      findings: [
        { messageId: 'elsewhere', at: '/actions/Use/inputs/headers/x-api-key', ...likely, persona: 'pedantic' },
      ],
    },
    ...[
      ['a field', { body: { note: value } }, `${body}/note`],
      ['the whole body', { body: value }, body],
      ['a form', { body: `note=@{body('Get')?['value']}` }, body],
      ['JSON', { body: `{"note": "@{body('Get')?['value']}"}` }, body],
    ].map(([name, more, at]) => ({
      name: `in the body of a request, in a field that is not named like a credential: ${name as string}`,
      flow: withSecret({ Send: http(more as object) }),
      findings: [{ messageId: 'unnamed', at: at as string, ...debatable }] as const,
    })),
    {
      name: 'in the body of a request to an address that is not known',
      flow: alsoKeyOf('https://stock.example/api', { Send: http({ body: { note: value } }, "@variables('address')") }),
      findings: [{ messageId: 'unnamed', at: `${body}/note`, ...debatable }],
    },
    {
      name: 'HTTP with Microsoft Entra ID, and a webhook',
      flow: withSecret({
        Send: call('shared_webcontents', 'InvokeHttp', {
          'request/url': 'https://hooks.slack.com/services/x',
          'request/body': value,
        }),
        Wait: {
          type: 'HttpWebhook',
          inputs: { subscribe: { uri: 'https://discord.com/api/webhooks/x', body: { content: value } } },
        },
      }),
      findings: [
        { messageId: 'shown', at: '/actions/Send/inputs/parameters/request~1body' },
        { messageId: 'shown', at: '/actions/Wait/inputs/subscribe/body/content' },
      ],
    },
    {
      name: 'of several in one request the worst',
      flow: withSecret({
        Other: secured(getSecret, 'outputs'),
        Send: http({ body: { note: value, text: "@body('Other')?['value']" } }, 'https://webhook.site/0000'),
      }),
      findings: [{ messageId: 'shown', at: `${body}/note` }],
    },
  ],
});

test('the fix says to replace what has got out', () => {
  const flow = { triggers: caller('All'), ...withSecret({ Mail: mail(value), Answer: respond(value) }) };
  expect(fixesOf(rule, flow)).toEqual([
    expect.stringMatching(/^Remove the secret from the fields of Mail.*replace the secret\.$/),
    expect.stringMatching(/^Remove the secret from Answer.*replace the secret\.$/),
  ]);
});
