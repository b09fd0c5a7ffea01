import { type Action, type Flow, isType, type Trigger } from '../flow/flow';
import { isHttpTrigger } from '../flow/http-trigger';
import { triggerAuthentication } from '../flow/trigger-authentication';
import type { DataPath } from './data-path';
import type { DataGraph } from './graph';
import type { Source } from './trace';

/** Who writes what a flow reads, from those whom nothing is known of to those whom the organisation let in. */
export const writers = [
  'anyone',
  'mail-sender',
  'form-respondent',
  'bot-user',
  'message-author',
  'tenant-user',
  'signed-in-user',
  'listed-caller',
  'row-author',
] as const;
export type Writer = (typeof writers)[number];

/** Data that others write. */
export interface Untrusted {
  readonly operation: Trigger | Action;
  readonly writer: Writer;
  /** Who that is, as a maker would say it: words of ours, to stand in a sentence. */
  readonly who: string;
}

type Row = Pick<Untrusted, 'writer' | 'who'> & { readonly paths: readonly DataPath[] };

const body: readonly DataPath[] = [['outputs', 'body']];
const request: readonly DataPath[] = ['body', 'headers', 'queries', 'relativepathparameters'].map((part) => [
  'outputs',
  part,
]);

/** By kind of a Request trigger, lower case. https://learn.microsoft.com/power-automate/triggers-introduction */
const byKind: ReadonlyMap<string, Row> = new Map<string, Row>([
  ['button', { writer: 'signed-in-user', who: 'whoever runs the flow', paths: body }],
  ['powerapp', { writer: 'signed-in-user', who: 'users of the app', paths: body }],
  ['powerappv2', { writer: 'signed-in-user', who: 'users of the app', paths: body }],
  ['powerpages', { writer: 'anyone', who: 'visitors of the website', paths: body }],
  ['skills', { writer: 'bot-user', who: 'users of the bot', paths: body }],
  ['virtualagent', { writer: 'bot-user', who: 'users of the bot', paths: body }],
  ['apiconnection', { writer: 'signed-in-user', who: 'whoever runs the flow', paths: body }],
]);

/** By connector and operation: which operations hand out what others wrote. https://learn.microsoft.com/connectors/ */
const byConnector: readonly { readonly connector: RegExp; readonly operation: RegExp; readonly row: Row }[] = [
  {
    connector: /^shared_(?:office365|outlook|gmail|imap)$/,
    operation: /^(?:OnNew|OnFlagged|SharedMailboxOnNew|GetEmail|GetEmails|OnUpcoming)/i,
    row: { writer: 'mail-sender', who: 'senders of mail', paths: body },
  },
  {
    connector: /^shared_microsoftforms$/,
    operation: /^(?:CreateFormWebhook|GetFormResponseById)/i,
    row: { writer: 'form-respondent', who: 'people who fill in the form', paths: body },
  },
  {
    connector: /^shared_(?:teams|slack)$/,
    operation: /Message|WebhookChat|AtMention|Keyword/i,
    row: { writer: 'message-author', who: 'authors of messages', paths: body },
  },
  {
    connector:
      /^shared_(?:sharepointonline|commondataservice|commondataserviceforapps|sql|excelonlinebusiness|onedriveforbusiness)$/,
    operation:
      /^(?:GetItem|GetItems|ListRecords|GetRecord|GetOnNew|GetOnUpdated|OnNew|SubscribeWebhookTrigger|GetRows|GetTable)/i,
    row: { writer: 'row-author', who: 'people who may write rows', paths: body },
  },
];

/** Every operation of a solution that hands out what others wrote. */
export function untrustedIn(graph: DataGraph): Source<Untrusted>[] {
  return graph.flows.flatMap(({ flow }) =>
    [...flow.triggers, ...flow.actions].flatMap((operation) => {
      const row = rowOf(operation, flow);
      if (!row) return [];
      const { writer, who, paths } = row;
      const of = { operation, writer, who };
      const cell = graph.cellOf(operation);
      return paths.map((path) => ({ cell, path, at: operation, of }));
    }),
  );
}

function rowOf(operation: Trigger | Action, flow: Flow): Row | undefined {
  if (operation.role === 'trigger') {
    if (isHttpTrigger(operation)) return callerOf(operation, flow);
    if (isType(operation, 'Request')) return byKind.get(operation.kind?.toLowerCase() ?? '');
  }
  const { connector } = operation;
  if (!connector) return undefined;
  return byConnector.find(
    (one) => one.connector.test(connector.connector) && one.operation.test(connector.operationId ?? ''),
  )?.row;
}

/** https://learn.microsoft.com/power-automate/oauth-authentication */
function callerOf(trigger: Trigger, flow: Flow): Row {
  switch (triggerAuthentication(trigger, flow).callers) {
    case 'tenant':
      return { writer: 'tenant-user', who: 'anyone in the tenant', paths: request };
    case 'users':
      return { writer: 'listed-caller', who: 'the listed callers', paths: request };
    default:
      return { writer: 'anyone', who: 'anyone who has the URL', paths: request };
  }
}
