import { dataPath } from '../../src/dataflow/data-path';
import { type Markup, markupAt } from '../../src/dataflow/html-fields';
import { flowOf } from '../support/read-flow';

/** How the field of an action is shown. */
function markup(action: object, ...field: readonly string[]): Markup | undefined {
  const [operation] = flowOf({ actions: { Send: action } }).actions;
  return operation && markupAt(operation, ['inputs', ...field.flatMap(dataPath)]);
}

const call = (connector: string, operationId: string, parameters: object = {}) => ({
  type: 'OpenApiConnection',
  inputs: {
    host: { apiId: `/providers/Microsoft.PowerApps/apis/${connector}`, connectionName: 'c', operationId },
    parameters,
  },
});
const legacy = (path: string, body: object = {}) => ({
  type: 'ApiConnection',
  inputs: {
    host: { connection: { name: "@parameters('$connections')['shared_office365']['connectionId']" } },
    method: 'post',
    path,
    body,
  },
});
const response = (headers: object) => ({
  type: 'Response',
  kind: 'Http',
  inputs: { statusCode: 200, headers, body: '' },
});

test.each<[string, string, string, Markup | undefined]>([
  ['shared_office365', 'SendEmailV2', 'emailMessage/Body', 'mail'],
  ['shared_office365', 'sendemailv2', 'emailmessage/body', 'mail'],
  ['shared_office365', 'SendEmailV2', 'emailMessage/Subject', undefined],
  ['shared_office365', 'SharedMailboxSendEmailV2', 'emailMessage/Body', 'mail'],
  ['shared_office365', 'ReplyToV3', 'replyParameters/Body', 'mail'],
  ['shared_office365', 'SendMailWithOptions', 'optionsEmailSubscription/Message/Body', 'mail'],
  ['shared_office365', 'SendApprovalMail', 'ApprovalEmailSubscription/Message/Body', 'mail'],
  ['shared_office365', 'SendEmail', 'emailMessage/Body', undefined],
  ['shared_office365', 'GetEmailV2', 'emailMessage/Body', undefined],
  ['shared_outlook', 'SendEmailV2', 'emailMessage/Body', 'mail'],
  ['shared_gmail', 'SendEmailV2', 'emailMessage/Body', 'mail'],
  ['shared_smtp', 'SendEmailV3', 'emailMessage/Body', 'mail'],
  ['shared_sendmail', 'SendEmailV3', 'request/text', 'mail'],
  ['shared_sendmail', 'SendEmailV3', 'request/subject', undefined],
  ['shared_acsemail', 'SendEmail', 'emailMessage/content/html', 'mail'],
  ['shared_flowpush', 'SendEmailNotification', 'NotificationEmailDefinition/notificationBody', 'mail'],
  ['shared_teams', 'PostMessageToConversation', 'body/messageBody', 'message'],
  ['shared_teams', 'ReplyWithMessageToConversation', 'body/messageBody', 'message'],
  ['shared_teams', 'PostCardToConversation', 'body/messageBody', 'card'],
  ['shared_teams', 'PostCardAndWaitForResponse', 'body/body/messageBody', 'card'],
  ['shared_teams', 'PostMessageToConversation', 'body/recipient', undefined],
  ['shared_contoso', 'SendEmailV2', 'emailMessage/Body', undefined],
  ['constructor', '__proto__', 'emailMessage/Body', undefined],
])('%s %s %s', (connector, operation, field, expected) => {
  expect(markup(call(connector, operation), 'parameters', field)).toBe(expected);
});

test('the first version of a mail says whether it is HTML', () => {
  const first = (isHtml: unknown) => call('shared_office365', 'SendEmail', { 'emailMessage/IsHtml': isHtml });
  expect(markup(first(true), 'parameters', 'emailMessage/Body')).toBe('mail');
  expect(markup(first(false), 'parameters', 'emailMessage/Body')).toBeUndefined();
});

test.each<[string, object, Markup | undefined]>([
  ['/v2/Mail', {}, 'mail'],
  ['/Mail', { IsHtml: true }, 'mail'],
  ['/Mail', { IsHtml: false }, undefined],
  ['/v2/Mail/OnNewEmail', {}, undefined],
])('the legacy path %s with %j', (path, body, expected) => {
  expect(markup(legacy(path, body), 'body', 'Body')).toBe(expected);
  expect(markup(legacy(path, body), 'body', 'Subject')).toBeUndefined();
});

test.each<[object, Markup | undefined]>([
  [{ 'Content-Type': 'text/html' }, 'page'],
  [{ 'content-type': 'TEXT/HTML; charset=utf-8' }, 'page'],
  [{ 'Content-Type': 'application/xhtml+xml' }, 'page'],
  [{ 'Content-Type': 'application/json' }, undefined],
  [{ 'X-Content-Type': 'text/html' }, undefined],
  [{}, undefined],
])('a response with the headers %j', (headers, expected) => {
  expect(markup(response(headers), 'body')).toBe(expected);
  expect(markup(response(headers), 'headers', 'x-a')).toBeUndefined();
});

test('members beside the inputs are not shown', () => {
  const [operation] = flowOf({ actions: { Send: response({ 'Content-Type': 'text/html' }) } }).actions;
  expect(operation && markupAt(operation, ['trackedproperties', 'body'])).toBeUndefined();
});
