import rule from '../../src/rules/html-injection';
import { testRule } from '../support/rule-tester';
import type { FlowDescription } from '../support/solution-files';

const anyone = { manual: { type: 'Request', kind: 'Http', inputs: { triggerAuthenticationType: 'All' } } };
const call = (connector: string, operationId: string, parameters: object, more: object = {}) => ({
  type: 'OpenApiConnection',
  inputs: {
    host: { apiId: `/providers/Microsoft.PowerApps/apis/${connector}`, connectionName: connector, operationId },
    parameters,
  },
  ...more,
});
const mail = (body: unknown, more: object = {}) =>
  call(
    'shared_office365',
    'SendEmailV2',
    { 'emailMessage/To': 'ann@contoso.example', 'emailMessage/Subject': 'Order', 'emailMessage/Body': body },
    more,
  );
const message = (text: string) =>
  call('shared_teams', 'PostMessageToConversation', { poster: 'User', 'body/messageBody': text });
const card = (text: string) =>
  call('shared_teams', 'PostCardToConversation', { poster: 'User', 'body/messageBody': text });
const response = (contentType: string, body: unknown) => ({
  type: 'Response',
  kind: 'Http',
  inputs: { statusCode: 200, headers: { 'Content-Type': contentType }, body },
});
const after = (...names: string[]) => ({
  runAfter: Object.fromEntries(names.map((name) => [name, ['Succeeded']])),
});
const one = (Send: object, triggers: object = anyone): FlowDescription => ({ triggers, actions: { Send } });
const app = { manual: { type: 'Request', kind: 'PowerAppV2', inputs: {} } };
const invoker = { shared_office365: { runtimeSource: 'invoker', connection: {}, api: { name: 'shared_office365' } } };
const x = "triggerBody()?['x']";
const mailBody = '/actions/Send/inputs/parameters/emailMessage~1Body';
const messageBody = '/actions/Send/inputs/parameters/body~1messageBody';
const reading = (connector: string, operationId: string, body: string): FlowDescription => ({
  triggers: { Weekly: { type: 'Recurrence', recurrence: { frequency: 'Week', interval: 1 } } },
  actions: { Get: call(connector, operationId, {}), Send: mail(body, after('Get')) },
});

testRule(rule, {
  valid: [
    { name: 'a mail without anybody else', flow: one(mail('<p>Hello</p>')) },
    { name: 'angle brackets escaped', flow: one(mail(`<p>@{replace(${x}, '<', '&lt;')}</p>`)) },
    {
      name: 'angle brackets taken out, among others',
      flow: one(mail(`<p>@{replace(replace(${x}, '<', ''), '>', '')}</p>`)),
    },
    { name: 'a number', flow: one(mail(`<p>@{int(${x})}</p>`)) },
    { name: 'a mail that an app writes as a whole', flow: one(mail("@triggerBody()?['text']"), app) },
    {
      name: 'a mail that people send through their own connection',
      flow: { ...one(mail("<p>@{triggerBody()?['text']}</p>"), app), connectionReferences: invoker },
    },
    {
      name: 'a part of a link, percent-encoded',
      flow: one(mail(`<a href="https://contoso.example/?q=@{encodeUriComponent(${x})}">Open</a>`)),
    },
    {
      name: 'an HTML table, which escapes its cells',
      flow: {
        triggers: anyone,
        actions: {
          Table: { type: 'Table', inputs: { from: "@triggerBody()?['rows']", format: 'HTML' } },
          Send: mail("<p>@{body('Table')}</p>", after('Table')),
        },
      },
    },
    {
      name: 'HTML made to text',
      flow: {
        triggers: anyone,
        actions: {
          Text: call('shared_conversionservice', 'HtmlToText', { Content: `@${x}` }),
          Send: mail("@body('Text')", after('Text')),
        },
      },
    },
    {
      name: 'the subject',
      flow: one(
        call('shared_office365', 'SendEmailV2', { 'emailMessage/Subject': `@${x}`, 'emailMessage/Body': 'Hello' }),
      ),
    },
    {
      name: 'an attachment',
      flow: one(
        call('shared_office365', 'SendEmailV2', {
          'emailMessage/Body': 'Hello',
          'emailMessage/Attachments': [{ Name: 'a.txt', ContentBytes: `@${x}` }],
        }),
      ),
    },
    {
      name: 'a mail in plain text',
      flow: one(call('shared_office365', 'SendEmail', { 'emailMessage/Body': `@${x}` })),
    },
    {
      name: 'a legacy mail in plain text',
      flow: one({
        type: 'ApiConnection',
        inputs: {
          host: { connection: { name: "@parameters('$connections')['shared_office365']['connectionId']" } },
          method: 'post',
          path: '/Mail',
          body: { To: 'a', Body: `@${x}`, IsHtml: false },
        },
      }),
    },
    { name: 'an answer in JSON', flow: one(response('application/json', { x: `@${x}` })) },
    {
      name: 'an answer without a content type',
      flow: one({ type: 'Response', inputs: { statusCode: 200, body: `@${x}` } }),
    },
    {
      name: 'a card with double quotes escaped',
      flow: one(card(`{"type":"TextBlock","text":"@{replace(${x}, '"', '\\"')}"}`)),
    },
    {
      name: 'a card with a list',
      flow: {
        triggers: anyone,
        actions: {
          Facts: { type: 'Select', inputs: { from: '@triggerBody()', select: { title: "@item()?['t']" } } },
          Send: { ...card('{"facts":@{body(\'Facts\')}}'), ...after('Facts') },
        },
      },
    },
    {
      name: 'a whole card of a webhook',
      flow: {
        triggers: anyone,
        actions: {
          Each: {
            type: 'Foreach',
            foreach: "@triggerBody()?['attachments']",
            actions: { Send: card("@items('Each')?['content']") },
          },
        },
      },
    },
    {
      name: 'a card made of objects',
      flow: {
        triggers: anyone,
        actions: {
          Card: { type: 'Compose', inputs: { type: 'TextBlock', text: `Hello @{${x}}` } },
          Send: { ...card("@{outputs('Card')}"), ...after('Card') },
        },
      },
    },
    {
      name: 'another connector with such a field',
      flow: one(call('shared_contoso', 'SendEmailV2', { 'emailMessage/Body': `@${x}` })),
    },
    {
      name: 'when a mail came',
      flow: reading(
        'shared_office365',
        'GetEmailV2',
        "<p>@{body('Get')?['receivedDateTime']} @{body('Get')?['from']}</p>",
      ),
    },
    {
      name: 'a check against texts of the flow',
      flow: {
        triggers: anyone,
        actions: {
          If: {
            type: 'If',
            expression: { contains: ["@createArray('a', 'b')", `@${x}`] },
            actions: { Send: mail(`<p>@{${x}}</p>`) },
          },
        },
      },
    },
  ],
  invalid: [
    {
      name: 'a mail',
      flow: one(mail(`<p>Order of @{${x}}</p>`)),
      findings: [
        {
          messageId: 'mail',
          at: mailBody,
          marked: x,
          message:
            'Send puts text of manual, which anyone who has the URL can choose, into an HTML mail as it stands; so they can put links, pictures and sentences of their own into a mail that comes from you.',
          path: [
            { at: '/triggers/manual', text: 'it comes from manual, where anyone who has the URL can choose it' },
            { at: mailBody, text: 'Send takes it' },
          ],
        },
      ],
    },
    {
      name: 'quotes do not matter in HTML',
      flow: one(mail(`<p>@{replace(${x}, '''', '')}</p>`)),
      findings: [{ messageId: 'mail', at: mailBody }],
    },
    { name: 'a whole mail', flow: one(mail(`@${x}`)), findings: [{ messageId: 'mail', at: mailBody }] },
    {
      name: 'a shared mailbox',
      flow: one(call('shared_office365', 'SharedMailboxSendEmailV2', { 'emailMessage/Body': `@${x}` })),
      findings: [{ messageId: 'mail', at: mailBody }],
    },
    {
      name: 'a reply',
      flow: one(call('shared_office365', 'ReplyToV3', { messageId: '1', 'replyParameters/Body': `@${x}` })),
      findings: [{ messageId: 'mail', at: '/actions/Send/inputs/parameters/replyParameters~1Body' }],
    },
    {
      name: 'a mail with options',
      flow: one(call('shared_office365', 'SendMailWithOptions', { 'optionsEmailSubscription/Message/Body': `@${x}` })),
      findings: [{ messageId: 'mail', at: '/actions/Send/inputs/parameters/optionsEmailSubscription~1Message~1Body' }],
    },
    {
      name: 'the first version with HTML',
      flow: one(call('shared_office365', 'SendEmail', { 'emailMessage/Body': `@${x}`, 'emailMessage/IsHtml': true })),
      findings: [{ messageId: 'mail', at: mailBody }],
    },
    {
      name: 'a legacy mail',
      flow: one({
        type: 'ApiConnection',
        inputs: {
          host: { connection: { name: "@parameters('$connections')['shared_office365']['connectionId']" } },
          method: 'post',
          path: '/v2/Mail',
          body: { To: 'a', Body: `<p>@{${x}}</p>` },
        },
      }),
      findings: [{ messageId: 'mail', at: '/actions/Send/inputs/body/Body' }],
    },
    ...[
      ['shared_sendmail', 'SendEmailV3', 'request/text'],
      ['shared_smtp', 'SendEmailV3', 'emailMessage/Body'],
      ['shared_gmail', 'SendEmailV2', 'emailMessage/Body'],
      ['shared_acsemail', 'SendEmail', 'emailMessage/content/html'],
      ['shared_flowpush', 'SendEmailNotification', 'NotificationEmailDefinition/notificationBody'],
    ].map(([connector = '', id = '', field = '']) => ({
      name: `a mail by ${connector}`,
      flow: one(call(connector, id, { [field]: `<p>@{${x}}</p>` })),
      findings: [
        { messageId: 'mail' as const, at: `/actions/Send/inputs/parameters/${field.replaceAll('/', '~1')}` },
      ] as const,
    })),
    {
      name: 'a Teams message',
      flow: one(message(`<p>@{${x}}</p>`)),
      findings: [
        {
          messageId: 'message',
          at: messageBody,
          message:
            'Send puts text of manual, which anyone who has the URL can choose, into a message as HTML; so they can put links and sentences of their own into a message that comes from you.',
        },
      ],
    },
    {
      name: 'a card',
      flow: one(card(`{"type":"TextBlock","text":"@{${x}}"}`)),
      findings: [
        {
          messageId: 'card',
          at: messageBody,
          message:
            'Send puts text of manual, which anyone who has the URL can choose, into the JSON of a card as it stands; a double quote in it ends the text, and the rest can add links and buttons to the card.',
        },
      ],
    },
    {
      name: 'a card that is put together in a Compose as text',
      flow: {
        triggers: anyone,
        actions: {
          Card: { type: 'Compose', inputs: `{"text":"@{${x}}"}` },
          Send: { ...card("@{outputs('Card')}"), ...after('Card') },
        },
      },
      findings: [{ messageId: 'card', at: messageBody }],
    },
    {
      name: 'angle brackets do not matter in a card',
      flow: one(card(`{"text":"@{replace(${x}, '<', '')}"}`)),
      findings: [{ messageId: 'card', at: messageBody }],
    },
    {
      name: 'a page',
      flow: one(response('text/html; charset=utf-8', `<h1>@{triggerOutputs()['queries']?['q']}</h1>`)),
      findings: [
        {
          messageId: 'page',
          at: '/actions/Send/inputs/body',
          message:
            'Send returns text of manual, which anyone who has the URL can choose, as part of an HTML page; so a link to the flow can run a script in the browser of whoever follows it.',
        },
      ],
    },
    {
      name: 'several texts in one mail are one finding',
      flow: one(mail(`<p>@{${x}} @{triggerBody()?['y']}</p>`)),
      findings: [{ messageId: 'mail', at: mailBody }],
    },
    {
      name: 'a mail put together in a variable',
      flow: {
        triggers: anyone,
        actions: {
          Add: { type: 'AppendToStringVariable', inputs: { name: 'm', value: `<li>@{${x}}</li>` } },
          Send: mail("@{variables('m')}", after('Add')),
        },
      },
      findings: [
        {
          messageId: 'mail',
          at: mailBody,
          message:
            'Send puts text of manual, which anyone who has the URL can choose, into an HTML mail as it stands by way of Add; so they can put links, pictures and sentences of their own into a mail that comes from you.',
        },
      ],
    },
    {
      name: 'a CSV table',
      flow: {
        triggers: anyone,
        actions: {
          Table: { type: 'Table', inputs: { from: "@triggerBody()?['rows']", format: 'CSV' } },
          Send: mail("<pre>@{body('Table')}</pre>", after('Table')),
        },
      },
      findings: [{ messageId: 'mail', at: mailBody }],
    },
    {
      name: 'the subject of a mail in a mail',
      flow: reading('shared_office365', 'GetEmailV2', "<p>@{body('Get')?['subject']}</p>"),
      findings: [{ messageId: 'mail', at: mailBody }],
    },
    {
      name: 'a mail that is passed on',
      flow: reading('shared_office365', 'GetEmailsV3', "<p>@{first(body('Get')?['value'])?['body']}</p>"),
      findings: [{ messageId: 'mail', at: mailBody, persona: 'pedantic' }],
    },
    {
      name: 'an answer of a form',
      flow: reading('shared_microsoftforms', 'GetFormResponseById', "<p>@{body('Get')?['r1a2b']}</p>"),
      findings: [{ messageId: 'mail', at: mailBody, severity: 'low' }],
    },
    {
      name: 'a column of a row',
      flow: reading('shared_sharepointonline', 'GetItem', "<p>@{body('Get')?['Title']}</p>"),
      findings: [{ messageId: 'mail', at: mailBody, severity: 'informational', persona: 'auditor' }],
    },
    {
      name: 'a column of a row, in a mail of whoever runs the flow, and another one',
      flow: {
        ...reading('shared_sharepointonline', 'GetItem', "<p>@{body('Get')?['Title']} @{body('Get')?['Note']}</p>"),
        connectionReferences: invoker,
      },
      findings: [
        {
          messageId: 'mail',
          at: mailBody,
          severity: 'informational',
          persona: 'auditor',
          message:
            "Send puts text of Get, which people who may write rows can choose, into an HTML mail as it stands; so they can put links, pictures and sentences of their own into a mail that comes from whoever runs the flow; the same holds for body('Get')?['Note'].",
        },
      ],
    },
    {
      name: 'an app that writes a part of a mail',
      flow: one(mail("<p>@{triggerBody()?['text']}</p>"), app),
      findings: [{ messageId: 'mail', at: mailBody, severity: 'low', persona: 'pedantic' }],
    },
    {
      name: 'in every kind of container',
      flow: {
        triggers: anyone,
        actions: {
          Each: {
            type: 'Foreach',
            foreach: "@triggerBody()?['list']",
            actions: { A: mail('<p>@{item()}</p>'), B: mail("<p>@{items('Each')?['u']}</p>") },
          },
          Scope: { type: 'Scope', actions: { C: mail(`<p>@{${x}}</p>`) } },
          Until: { type: 'Until', expression: '@true', actions: { D: mail(`<p>@{${x}}</p>`) } },
          If: {
            type: 'If',
            expression: { equals: ['@1', 1] },
            actions: { E: mail(`<p>@{${x}}</p>`) },
            else: { actions: { F: mail(`<p>@{${x}}</p>`) } },
          },
          Switch: {
            type: 'Switch',
            expression: '@1',
            cases: { One: { case: 1, actions: { G: mail(`<p>@{${x}}</p>`) } } },
            default: { actions: { H: mail(`<p>@{${x}}</p>`) } },
          },
        },
      },
      findings: [
        { messageId: 'mail', at: '/actions/Each/actions/A/inputs/parameters/emailMessage~1Body' },
        { messageId: 'mail', at: '/actions/Each/actions/B/inputs/parameters/emailMessage~1Body' },
        { messageId: 'mail', at: '/actions/Scope/actions/C/inputs/parameters/emailMessage~1Body' },
        { messageId: 'mail', at: '/actions/Until/actions/D/inputs/parameters/emailMessage~1Body' },
        { messageId: 'mail', at: '/actions/If/actions/E/inputs/parameters/emailMessage~1Body' },
        { messageId: 'mail', at: '/actions/If/else/actions/F/inputs/parameters/emailMessage~1Body' },
        { messageId: 'mail', at: '/actions/Switch/cases/One/actions/G/inputs/parameters/emailMessage~1Body' },
        { messageId: 'mail', at: '/actions/Switch/default/actions/H/inputs/parameters/emailMessage~1Body' },
      ],
    },
  ],
});
