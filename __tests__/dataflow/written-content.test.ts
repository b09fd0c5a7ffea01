import { handingOf, isContent } from '../../src/dataflow/written-content';
import { flowOf } from '../support/read-flow';

function operationOf(node: object) {
  const [action] = flowOf({ actions: { A: node } }).actions;
  if (!action) throw new Error('no action');
  return action;
}
const connection = (connector: string, operationId: string, parameters: object = {}) =>
  operationOf({
    type: 'OpenApiConnection',
    inputs: { host: { apiId: `/x/${connector}`, operationId, connectionName: connector }, parameters },
  });

test.each([
  ['HTTP', operationOf({ type: 'Http', inputs: {} }), 'posts'],
  ['a webhook', operationOf({ type: 'HttpWebhook', inputs: {} }), 'posts'],
  [
    'a request to SharePoint',
    connection('shared_sharepointonline', 'HttpRequest', { 'parameters/method': 'POST' }),
    'posts',
  ],
  ['a mail', connection('shared_office365', 'SendEmailV2'), 'sends'],
  ['a chat message', connection('shared_teams', 'PostMessageToConversation'), 'sends'],
  ['an approval', connection('shared_approvals', 'StartAndWaitForAnApproval'), 'sends'],
  ['a new row', connection('shared_sql', 'PostItem_V2'), 'stores'],
  ['a changed row', connection('shared_commondataserviceforapps', 'UpdateRecord'), 'stores'],
  ['a file', connection('shared_onedriveforbusiness', 'CreateFile'), 'stores'],
  ['reading rows', connection('shared_sql', 'GetItems_V2'), undefined],
  [
    'reading by request',
    connection('shared_sharepointonline', 'HttpRequest', { 'parameters/method': 'GET' }),
    undefined,
  ],
  ['Compose', operationOf({ type: 'Compose', inputs: 1 }), undefined],
  ['a response', operationOf({ type: 'Response', inputs: {} }), undefined],
])('what %s does', (_, operation, expected) => {
  expect(handingOf(operation)).toBe(expected);
});

const row = connection('shared_sql', 'PostItem_V2');
const http = operationOf({ type: 'Http', inputs: {} });
const webhook = operationOf({ type: 'HttpWebhook', inputs: {} });

test.each([
  [http, 'inputs body id', true],
  [http, 'inputs uri', false],
  [http, 'inputs headers x', false],
  [http, 'runtimeconfiguration body', false],
  [webhook, 'inputs subscribe body', true],
  [webhook, 'inputs unsubscribe body', false],
  [row, 'inputs parameters item title', true],
  [row, 'inputs parameters emailmessage body', true],
  [row, 'inputs parameters item id', true],
  [row, 'inputs parameters item owner@odata.bind', false],
  [row, 'inputs parameters table', false],
  [row, 'inputs parameters request url', false],
  [row, 'inputs parameters request body', true],
  [row, 'inputs parameters parameters uri', false],
  [row, 'inputs body title', true],
  [row, 'inputs host x', false],
])('%#: %s', (operation, field, expected) => {
  expect(isContent(operation, String(field).split(' '))).toBe(expected);
});
