import { isType, type Operation } from '../flow/flow';
import type { DataPath } from './data-path';

/** What shows a text with its markup: `card` is JSON that describes a card. */
export type Markup = 'mail' | 'message' | 'card' | 'page';

interface HtmlField {
  readonly markup: Markup;
  /** Ends of the path of the field below `inputs`, in lower case. */
  readonly ends: readonly (readonly string[])[];
}

const mailBody: HtmlField = {
  markup: 'mail',
  ends: [
    ['emailmessage', 'body'],
    ['replyparameters', 'body'],
    ['message', 'body'],
  ],
};
const message: HtmlField = { markup: 'message', ends: [['messagebody'], ['body', 'content']] };
const card: HtmlField = { markup: 'card', ends: [['messagebody'], ['body', 'messagecard']] };

type Fields = Readonly<Record<string, HtmlField>>;

const outlook: Fields = {
  sendemail: mailBody,
  sharedmailboxsendemail: mailBody,
  replyto: mailBody,
  sendmailwithoptions: mailBody,
  sendapprovalmail: mailBody,
  draftemail: {
    markup: 'mail',
    ends: [
      ['emailmessage', 'body'],
      ['draftemailparameters', 'body'],
      ['parameters', 'body'],
    ],
  },
};

/**
 * Fields whose text is shown with its markup, by connector and operation, both in lower case and without the operation's version.
 * https://learn.microsoft.com/connectors/office365, .../outlook, .../gmail, .../smtp, .../sendmail, .../acsemail, .../flowpush, .../teams
 */
const byConnector: Readonly<Record<string, Fields>> = {
  shared_office365: outlook,
  shared_outlook: outlook,
  shared_gmail: { sendemail: mailBody },
  shared_smtp: { sendemail: mailBody },
  shared_sendmail: { sendemail: { markup: 'mail', ends: [['request', 'text']] } },
  shared_acsemail: { sendemail: { markup: 'mail', ends: [['content', 'html']] } },
  shared_flowpush: { sendemailnotification: { markup: 'mail', ends: [['notificationbody']] } },
  shared_teams: {
    postmessagetoconversation: message,
    replywithmessagetoconversation: message,
    postcardtoconversation: card,
    postcardandwaitforresponse: card,
    replywithcardtoconversation: card,
    updatecardinconversation: card,
    subscribeuserflowcontinuation: card,
    subscribechannelflowcontinuation: card,
  },
};

/** Paths of the legacy form that send mail: `/v2/Mail`, `/codeless/v3/v1.0/me/messages/{id}/reply` is left out, since it takes text. */
const legacyMail = /^\/(?:v\d\/)?(?:mail|sharedmailbox\/sendemail|mail\/sharedmailboxsendemail)\/?$/i;

/** How the text of a field is shown; `undefined` where it is shown as it stands, or not at all. */
export function markupAt(operation: Operation, field: DataPath): Markup | undefined {
  if (field[0] !== 'inputs') return undefined;
  if (isType(operation, 'Response')) return field[1] === 'body' && isHtmlResponse(operation) ? 'page' : undefined;
  const { connector } = operation;
  if (!connector) return undefined;
  if (connector.operationId === undefined) return legacyMarkup(operation, connector.path ?? '', field);
  const fields = Object.hasOwn(byConnector, connector.connector) ? byConnector[connector.connector] : undefined;
  const name = connector.operationId.toLowerCase().replace(/_?v\d{1,2}$/, '');
  const found = fields && Object.hasOwn(fields, name) ? fields[name] : undefined;
  if (!found?.ends.some((end) => endsWith(field, end)) || isPlainText(operation)) return undefined;
  return found.markup;
}

function legacyMarkup(operation: Operation, path: string, field: DataPath): Markup | undefined {
  return legacyMail.test(path) && endsWith(field, ['inputs', 'body', 'body']) && !isPlainText(operation)
    ? 'mail'
    : undefined;
}

/** The first version of "Send an email" asks whether the body is HTML, and takes it for text where nothing is said. */
function isPlainText({ connector, inputs }: Operation): boolean {
  if (!/^(?:sharedmailbox)?sendemail$/i.test(connector?.operationId ?? '')) {
    return inputs?.get('body', 'IsHtml')?.value === false;
  }
  if (!/office365|outlook|gmail/.test(connector?.connector ?? '')) return false;
  return inputs?.get('parameters', 'emailMessage/IsHtml')?.value !== true;
}

function isHtmlResponse({ inputs }: Operation): boolean {
  const headers = inputs?.get('headers')?.members() ?? [];
  return headers.some((header) => header.key.toLowerCase() === 'content-type' && /html/i.test(header.text ?? ''));
}

function endsWith(field: DataPath, end: readonly string[]): boolean {
  const from = field.length - end.length;
  return from >= 0 && end.every((step, i) => field[from + i] === step);
}
