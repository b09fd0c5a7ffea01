import { isPayload, sinkOf } from '../../src/dataflow/secret-sinks';
import { flowOf } from '../support/read-flow';
import { call } from '../support/secret-flows';

/** The table of operations that write where others read; how findings about them look is pinned by the rule secret-sent-out. */

function sink(action: object) {
  const [operation] = flowOf({ actions: { A: action } }).actions;
  return operation && sinkOf(operation);
}

test.each([
  [
    'an e-mail',
    'shared_office365',
    ['SendEmail', 'SendEmailV2', 'SendMailWithOptions', 'SharedMailboxSendEmailV2', 'ReplyToV3'],
  ],
  ['an e-mail', 'shared_office365', ['ForwardEmail_V2', 'DraftEmail', 'SendApprovalMail']],
  ['an e-mail', 'shared_outlook', ['SendEmailV2']],
  ['an e-mail', 'shared_gmail', ['SendEmailV2']],
  ['an e-mail', 'shared_sendmail', ['SendEmailV3']],
  ['an e-mail', 'shared_smtp', ['SendEmailV3']],
  ['an e-mail', 'shared_sendgrid', ['SendEmailV4']],
  ['an e-mail', 'shared_acsemail', ['SendEmail']],
  ['an e-mail', 'shared_flowpush', ['SendEmailNotification']],
  ['a notification', 'shared_flowpush', ['SendNotification']],
  ['a calendar event', 'shared_office365', ['V4CalendarPostItem', 'CalendarPatchItem']],
  [
    'a chat message',
    'shared_teams',
    ['PostMessageToConversation', 'PostCardAndWaitForResponse', 'ReplyWithMessageToConversation'],
  ],
  [
    'a chat message',
    'shared_teams',
    ['PostMessageToChannelV3', 'SubscribeUserFlowContinuation', 'UpdateCardInConversation'],
  ],
  ['a chat message', 'shared_slack', ['PostMessage', 'PostMessageV2']],
  ['a chat message', 'shared_yammer', ['PostMessage']],
  ['a text message', 'shared_twilio', ['SendMessage']],
  ['a text message', 'shared_azurecommunicationservicessms', ['SendSMSv2']],
  ['an approval request', 'shared_approvals', ['StartAndWaitForAnApproval', 'CreateAnApproval']],
  ['a task', 'shared_planner', ['CreateTask_V3', 'UpdateTaskDetails_V2']],
  ['a task', 'shared_todo', ['CreateToDoV3']],
  ['a ticket', 'shared_visualstudioteamservices', ['CreateWorkItem', 'UpdateWorkItem']],
  ['a ticket', 'shared_jira', ['CreateIssue_V3', 'AddComment']],
  ['a prompt for an AI model', 'shared_commondataserviceforapps', ['aibuilderpredict_customprompt']],
  ['a file', 'shared_onedriveforbusiness', ['CreateFile', 'UpdateFile']],
  ['a file', 'shared_sharepointonline', ['CreateFile', 'UpdateFile', 'CreateAttachment']],
  ['a file', 'shared_azureblob', ['CreateFile_V2', 'UpdateFile_V2', 'CreateBlockBlob_V2']],
  ['a file', 'shared_sftpwithssh', ['CreateFile', 'AppendFile']],
  ['a file', 'shared_wordonlinebusiness', ['CreateFileItem']],
  ['a page', 'shared_onenote', ['CreatePageInSection']],
  ['a list item', 'shared_sharepointonline', ['PostItem', 'PatchItem', 'PatchFileItem']],
  ['a SharePoint site', 'shared_sharepointonline', ['HttpRequest']],
  ['a row of a table', 'shared_commondataserviceforapps', ['CreateRecord', 'UpdateRecord', 'UpdateOnlyRecord']],
  ['a row of a table', 'shared_commondataserviceforapps', ['CreateRecordWithOrganization']],
  ['a row of a table', 'shared_commondataservice', ['PostItem_V2', 'PatchItem_V2']],
  ['a row of a table', 'shared_excelonlinebusiness', ['AddRowV2', 'PatchItem']],
  ['a row of a table', 'shared_sql', ['PostItem_V2', 'PatchItem_V2']],
  ['a row of a table', 'shared_azuretables', ['InsertOrMergeEntity', 'CreateEntity']],
  ['a document of a database', 'shared_documentdb', ['CreateDocument_V3', 'CreateOrUpdateDocument']],
  ['a message for other systems', 'shared_servicebus', ['SendMessage', 'SendMessages']],
  ['a message for other systems', 'shared_azurequeues', ['PutMessage_V2']],
])('%s: %s %j', (place, connector, operations) => {
  for (const operation of operations) expect(sink(call(connector, operation))?.place).toBe(place);
});

test.each([
  ['shared_office365', ['GetEmailsV3', 'DeleteEmail_V2', 'ExportEmail_V2', 'MarkAsRead_V3', 'V4CalendarGetItems']],
  ['shared_teams', ['GetMessageDetails', 'ListChannels', 'HttpRequest']],
  ['shared_sharepointonline', ['GetItems', 'GetFileContent', 'DeleteItem', 'CopyFileAsync', 'CreateNewFolder']],
  [
    'shared_commondataserviceforapps',
    ['ListRecords', 'GetItem', 'DeleteRecord', 'PerformUnboundAction', 'AssociateEntities'],
  ],
  ['shared_sql', ['GetItems_V2', 'ExecuteProcedure_V2', 'ExecutePassThroughNativeQuery_V2']],
  ['shared_uiflow', ['RunUIFlow_V2']],
  ['shared_contosostock', ['SendEmailV2', 'CreateRecord']],
  ['constructor', ['SendEmailV2']],
])('none: %s %j', (connector, operations) => {
  for (const operation of operations) expect(sink(call(connector, operation))).toBeUndefined();
});

test.each([
  { type: 'Http', inputs: { host: { connectionName: 'shared_office365', operationId: 'SendEmailV2' } } },
  { type: 'OpenApiConnection', inputs: { host: { connectionName: 'shared_office365' } } },
  { type: 'OpenApiConnection' },
])('none: %j', (action) => {
  expect(sink(action)).toBeUndefined();
});

test.each([
  ['inputs/parameters/emailmessage/body', true],
  ['inputs/parameters/item/title', true],
  ['inputs/body', true],
  ['inputs/parameters/item/account', true],
  ['inputs/parameters/emailmessage/to', false],
  ['inputs/parameters/body/recipient/channelid', false],
  ['inputs/parameters/dataset', false],
  ['inputs/host/connectionname', false],
  ['inputs/authentication/value', false],
  ['inputs/path', false],
  ['runtimeconfiguration/x', false],
])('%s is content: %s', (field, expected) => {
  expect(isPayload(field.split('/'))).toBe(expected);
});
