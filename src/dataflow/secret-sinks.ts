import { isType, type Operation } from '../flow/flow';

/** A place outside of the flow that an operation writes to. */
export interface Sink {
  /** In words, with its article, to stand after "into". */
  readonly place: string;
  /** `high` where people read it who need not know the flow, `medium` where it is kept for those with access to the place. */
  readonly severity: 'high' | 'medium';
  /** Whether writing secrets there may be the purpose of the place: systems talk to each other through it. */
  readonly isDebatable: boolean;
}

interface Row {
  /** Connectors, by name in lower case. */
  readonly connectors: readonly string[];
  /** Ids of operations. */
  readonly operations: RegExp;
  readonly sink: Sink;
}

const mail = people('an e-mail');
const chat = people('a chat message');
const notification = people('a notification');
const textMessage = people('a text message');
const approval = people('an approval request');
const task = people('a task');
const event = people('a calendar event');
const ticket = people('a ticket');
const prompt = people('a prompt for an AI model');
const file = kept('a file');
const page = kept('a page');
const listItem = kept('a list item');
const site = kept('a SharePoint site');
const row = kept('a row of a table');
const document = kept('a document of a database');
const queue: Sink = { place: 'a message for other systems', severity: 'medium', isDebatable: true };

/**
 * Operations that write where others than the flow read, by connector. Operations that only read, and those that a maker gives credentials
 * to by design (such as running a desktop flow, or a stored procedure), are no sinks.
 * https://learn.microsoft.com/connectors/connector-reference/
 */
const rows: readonly Row[] = [
  // https://learn.microsoft.com/connectors/office365/, .../outlook/, .../gmail/
  {
    connectors: ['shared_office365', 'shared_outlook', 'shared_gmail'],
    operations:
      /^(?:Send(?:Email|Mail|Approval)|SharedMailboxSendEmail|ReplyTo|ReplyAll|Forward|Draft|UpdateDraft|SendDraft)/i,
    sink: mail,
  },
  {
    connectors: ['shared_office365', 'shared_outlook'],
    operations: /^(?:V\d)?Calendar(?:Post|Patch)Item/i,
    sink: event,
  },
  // https://learn.microsoft.com/connectors/sendmail/, .../smtp/, .../sendgrid/, .../acsemail/
  {
    connectors: ['shared_sendmail', 'shared_smtp', 'shared_sendgrid', 'shared_acsemail'],
    operations: /^SendE?Mail/i,
    sink: mail,
  },
  // https://learn.microsoft.com/connectors/flowpush/
  { connectors: ['shared_flowpush'], operations: /^SendEmailNotification/i, sink: mail },
  { connectors: ['shared_flowpush'], operations: /^SendNotification/i, sink: notification },
  // https://learn.microsoft.com/connectors/teams/
  {
    connectors: ['shared_teams'],
    operations: /^(?:Post|Reply|Update(?:Card|Message)|Subscribe(?:User|Channel)|CreateChat|SendMessage)/i,
    sink: chat,
  },
  // https://learn.microsoft.com/connectors/slack/, .../yammer/
  { connectors: ['shared_slack', 'shared_yammer'], operations: /^(?:Post|Reply)/i, sink: chat },
  // https://learn.microsoft.com/connectors/twilio/, .../azurecommunicationservicessms/
  {
    connectors: ['shared_twilio', 'shared_azurecommunicationservicessms'],
    operations: /^Send/i,
    sink: textMessage,
  },
  // https://learn.microsoft.com/connectors/approvals/
  { connectors: ['shared_approvals'], operations: /^(?:StartAndWaitForAnApproval|CreateAnApproval)/i, sink: approval },
  // https://learn.microsoft.com/connectors/planner/, .../todo/
  { connectors: ['shared_planner', 'shared_todo'], operations: /^(?:Create|Update)/i, sink: task },
  // https://learn.microsoft.com/connectors/visualstudioteamservices/, .../jira/, .../github/, .../trello/, .../service-now/
  {
    connectors: [
      'shared_visualstudioteamservices',
      'shared_jira',
      'shared_github',
      'shared_trello',
      'shared_service-now',
    ],
    operations:
      /^(?:Create(?:WorkItem|Issue|Card|Record|Comment)|Update(?:WorkItem|Issue|Card|Record)|Edit(?:Issue|Card)|AddComment)/i,
    sink: ticket,
  },
  // https://learn.microsoft.com/ai-builder/use-a-custom-prompt-in-flow
  { connectors: ['shared_commondataserviceforapps'], operations: /^aibuilderpredict_/i, sink: prompt },
  // https://learn.microsoft.com/connectors/onedriveforbusiness/, .../sharepointonline/, .../azureblob/, .../filesystem/ and others
  {
    connectors: [
      'shared_onedriveforbusiness',
      'shared_onedrive',
      'shared_sharepointonline',
      'shared_azureblob',
      'shared_azurefile',
      'shared_filesystem',
      'shared_ftp',
      'shared_sftp',
      'shared_sftpwithssh',
      'shared_googledrive',
      'shared_dropbox',
      'shared_box',
    ],
    operations: /^(?:Create(?:File|BlockBlob|Attachment)|UpdateFile|AppendFile)/i,
    sink: file,
  },
  { connectors: ['shared_wordonlinebusiness'], operations: /^CreateFileItem/i, sink: file },
  // https://learn.microsoft.com/connectors/onenote/
  { connectors: ['shared_onenote'], operations: /^(?:Create|Post|Update|Patch|Append)/i, sink: page },
  // https://learn.microsoft.com/connectors/sharepointonline/
  { connectors: ['shared_sharepointonline'], operations: /^(?:PostItem|PatchItem|PatchFileItem)/i, sink: listItem },
  { connectors: ['shared_sharepointonline'], operations: /^HttpRequest/i, sink: site },
  // https://learn.microsoft.com/connectors/commondataserviceforapps/, .../commondataservice/
  {
    connectors: ['shared_commondataserviceforapps', 'shared_commondataservice'],
    operations: /^(?:CreateRecord|UpdateRecord|UpdateOnlyRecord|PostItem|PatchItem|UpdateEntityFileImageFieldContent)/i,
    sink: row,
  },
  // https://learn.microsoft.com/connectors/excelonlinebusiness/, .../excelonline/, .../googlesheet/
  {
    connectors: ['shared_excelonlinebusiness', 'shared_excelonline', 'shared_googlesheet'],
    operations: /^(?:AddRow|PatchItem|PostItem|PutItem|UpdateRow)/i,
    sink: row,
  },
  // https://learn.microsoft.com/connectors/sql/, .../sqldw/
  { connectors: ['shared_sql', 'shared_sqldw'], operations: /^(?:PostItem|PatchItem)/i, sink: row },
  // https://learn.microsoft.com/connectors/azuretables/
  {
    connectors: ['shared_azuretables'],
    operations: /^(?:Insert|Create|Merge|Replace|Update)\w{0,20}Entit/i,
    sink: row,
  },
  // https://learn.microsoft.com/connectors/documentdb/
  {
    connectors: ['shared_documentdb'],
    operations: /^(?:Create|Update|Replace|Upsert|Put)(?:OrUpdate)?Document/i,
    sink: document,
  },
  // https://learn.microsoft.com/connectors/servicebus/, .../azurequeues/, .../eventhubs/, .../azureeventgridpublish/
  {
    connectors: ['shared_servicebus', 'shared_azurequeues', 'shared_eventhubs', 'shared_azureeventgridpublish'],
    operations: /^(?:Send|Put|Publish)/i,
    sink: queue,
  },
];

const byConnector = new Map<string, Row[]>();
for (const one of rows) {
  for (const connector of one.connectors) byConnector.set(connector, [...(byConnector.get(connector) ?? []), one]);
}

function people(place: string): Sink {
  return { place, severity: 'high', isDebatable: false };
}

function kept(place: string): Sink {
  return { place, severity: 'medium', isDebatable: false };
}

/**
 * Last keys of fields, in lower case, that say to whom or where something is written. What a vault keeps and ends up there is an address, and
 * no secret.
 */
const addresses = new Set([
  ...['to', 'cc', 'bcc', 'from', 'replyto', 'mailboxaddress', 'recipients', 'recipient', 'assignedto', 'sender'],
  ...['groupid', 'teamid', 'channelid', 'chatid', 'channel', 'dataset', 'table', 'entityname', 'recordid', 'id'],
  ...['folderpath', 'drive', 'source', 'file', 'organization', 'server', 'database', 'storageaccountname', 'queuename'],
  ...['entityid', 'topicname', 'planid', 'bucketid', 'account', 'project', 'repository', 'projectkey', 'notebookkey'],
]);

/** Whether a field of an operation holds what is written, and not where it is written to. */
export function isPayload(field: readonly string[]): boolean {
  return (
    field[0] === 'inputs' &&
    field[1] !== 'host' &&
    field[1] !== 'authentication' &&
    field[1] !== 'path' &&
    // The columns of a row are below `item`, whatever their names.
    (field.includes('item') || !addresses.has(field.at(-1) ?? ''))
  );
}

const connectorTypes = [
  'OpenApiConnection',
  'ApiConnection',
  'OpenApiConnectionWebhook',
  'ApiConnectionWebhook',
] as const;

/** Where an operation of a connector writes what it is given; `undefined` for nearly all that only read, and for connectors not known. */
export function sinkOf(operation: Operation): Sink | undefined {
  if (!isType(operation, ...connectorTypes)) return undefined;
  const { connector } = operation;
  if (!connector) return undefined;
  const id = connector.operationId ?? '';
  return byConnector.get(connector.connector)?.find(({ operations }) => operations.test(id))?.sink;
}
