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

/**
 * How many people that is, seen from whoever lent the flow a connection:
 * - `public`: also people outside of the organisation;
 * - `organisation`: many people inside of it, or those who hold an app, a form or a bot;
 * - `circle`: people who were chosen one by one, such as those who may run a flow by its button;
 * - `rows`: people who may write rows or files, whom the files of a solution do not tell.
 */
export type Reach = 'public' | 'organisation' | 'circle' | 'rows';

/** Who writes what an operation returns, and which parts of it. Paths in lower case, arrays left out, as everywhere in the data graph. */
export interface Writing {
  readonly writer: Writer;
  /** Who that is, as a maker would say it: words of ours, to stand in a sentence before "can choose". */
  readonly who: string;
  readonly reach: Reach;
  /** Given where the files of a flow do not tell whether they choose it, or what chooses it for them. */
  readonly confidence?: 'high' | 'medium';
  /** Below the body: what they write; where left out, all but `platform`. */
  readonly written?: readonly string[];
  /** Below the body: what the platform writes, such as ids, dates and addresses it has checked. */
  readonly platform?: readonly string[];
  /** Of what they write, that which is HTML by its nature. */
  readonly html?: readonly string[];
}

const people = {
  mail: { writer: 'mail-sender', who: 'senders of mail', reach: 'public' },
  forms: { writer: 'form-respondent', who: 'people who fill in the form', reach: 'organisation' },
  messages: { writer: 'message-author', who: 'authors of messages', reach: 'organisation' },
  answers: { writer: 'message-author', who: 'people who are asked', reach: 'circle' },
  feeds: { writer: 'anyone', who: 'authors of the feed', reach: 'circle' },
  posts: { writer: 'anyone', who: 'authors of posts', reach: 'public' },
  rows: { writer: 'row-author', who: 'people who may write rows', reach: 'rows' },
  files: { writer: 'row-author', who: 'people who may write files', reach: 'rows' },
} as const satisfies Record<string, Pick<Writing, 'writer' | 'who' | 'reach'>>;

/** https://learn.microsoft.com/connectors/office365/#graphclientreceivemessage; the connectors of other mailboxes use the same names. */
const mail: Writing = {
  ...people.mail,
  written: [
    'subject',
    'bodypreview',
    'body',
    'attachments/name',
    'attachments/contentbytes',
    'attachments/contenttype',
  ],
  html: ['body'],
};
const mailAttachment: Writing = { ...people.mail, written: ['name', 'contentbytes', 'contenttype'] };
const invitation: Writing = {
  ...people.mail,
  who: 'senders of invitations',
  reach: 'organisation',
  written: ['subject', 'body', 'bodypreview', 'location'],
  html: ['body'],
};
const message: Writing = {
  ...people.messages,
  written: ['subject', 'summary', 'body/content', 'body/plaintextcontent', 'attachments/name', 'attachments/content'],
  html: ['body/content'],
};
const card: Writing = { ...people.answers, written: ['data'] };
const approval: Writing = { ...people.answers, written: ['responses/comments', 'responsesummary'] };

/** Columns of Dataverse that the platform fills; the row's own id is told by the table's name. */
const dataverse: Writing = {
  ...people.rows,
  platform: [
    ...['statecode', 'statuscode', 'createdon', 'modifiedon', 'overriddencreatedon', 'versionnumber'],
    ...['importsequencenumber', 'timezoneruleversionnumber', 'utcconversiontimezonecode', 'iteminternalid'],
    ...['sdkmessage', 'runassystemuserid', 'rowversion'],
  ],
};
/** https://learn.microsoft.com/connectors/sharepointonline */
const listItem: Writing = {
  ...people.rows,
  platform: [
    ...['id', 'guid', 'iteminternalid', 'created', 'modified', 'author', 'editor', '{identifier}', '{isfolder}'],
    ...[
      '{thumbnail}',
      '{hasattachments}',
      '{versionnumber}',
      '{ischeckedout}',
      '{contenttype}',
      'odata__uiversionstring',
    ],
    ...['{link}', '{triggerwindowstarttoken}', '{triggerwindowendtoken}', 'complianceassetid'],
  ],
};
const tableRow: Writing = { ...people.rows, platform: ['iteminternalid', '__powerappsid__'] };
const file: Writing = { ...people.files };

/** What other people write, by connector and operation, both in lower case and without the version at the end of an operation's name. */
type Operations = Readonly<Record<string, Writing>>;

const outlook: Operations = {
  ...each(
    mail,
    'onnewemail',
    'sharedmailboxonnewemail',
    'onnewmentionmeemail',
    'onflaggedemail',
    'getemails',
    'getemail',
  ),
  ...each(mailAttachment, 'getattachment'),
  ...each({ ...people.mail }, 'exportemail'),
  ...each(invitation, 'calendargetonnewitems', 'calendargetonupdateditems', 'calendargetonchangeditems'),
  ...each(invitation, 'onupcomingevents', 'v4calendargetitems'),
};
const oldDataverse: Operations = each(dataverse, 'getitems', 'getitem', 'getonnewitems', 'getonupdateditems');

/**
 * https://learn.microsoft.com/connectors/office365, .../outlook, .../office365groupsmail, .../gmail, .../imap, .../microsoftforms,
 * .../teams, .../approvals, .../rss, .../twitter, .../commondataserviceforapps, .../commondataservice, .../sharepointonline, .../sql,
 * .../excelonlinebusiness, .../onedriveforbusiness, .../azureblob
 */
const byConnector: Readonly<Record<string, Operations>> = {
  shared_office365: outlook,
  shared_outlook: outlook,
  shared_office365groupsmail: each(mail, 'onnewemailingroup'),
  shared_gmail: each(mail, 'onnewemail'),
  shared_imap: each(mail, 'onnewemail'),
  shared_microsoftforms: {
    getformresponsebyid: { ...people.forms, platform: ['responder', 'submitdate', 'startdate'] },
  },
  shared_teams: {
    ...each(message, 'onnewchannelmessage', 'onnewchannelmessagementioningme', 'getmessagesfromchannel'),
    ...each(message, 'getmessagedetails', 'listrepliestomessage'),
    ...each(card, 'postcardandwaitforresponse', 'subscribeuserflowcontinuation', 'subscribechannelflowcontinuation'),
    ...each({ ...people.messages, who: 'people who answer the card', written: ['data'] }, 'teamscardtrigger'),
  },
  shared_approvals: each(approval, 'startandwaitforanapproval', 'waitforanapproval'),
  shared_rss: each(
    { ...people.feeds, written: ['title', 'summary', 'primarylink', 'links', 'categories'], html: ['summary'] },
    'onnewfeed',
    'listfeeditems',
  ),
  shared_twitter: each(
    { ...people.posts, written: ['tweettext', 'userdetails/description', 'userdetails/location'] },
    'onnewtweet',
    'searchtweet',
  ),
  shared_commondataserviceforapps: {
    ...each(dataverse, 'listrecords', 'listrecordswithorganization', 'getitem', 'getitemwithorganization'),
    ...each(dataverse, 'subscribewebhooktrigger', 'subscribewebhooktriggerwithorganization', 'getrelevantrows'),
    ...each(file, 'getentityfileimagefieldcontent'),
  },
  shared_commondataservice: oldDataverse,
  shared_sharepointonline: {
    ...each(listItem, 'getitems', 'getitem', 'getfileitems', 'getfileitem', 'getonnewitems', 'getonupdateditems'),
    ...each(listItem, 'getonnewfileitems', 'getonupdatedfileitems', 'onnewitems', 'onupdateditems'),
    ...each(file, 'getfilecontent', 'getfilecontentbypath', 'getattachmentcontent'),
  },
  shared_sql: {
    ...each(tableRow, 'getitems', 'getitem', 'getonnewitems', 'getonupdateditems'),
    ...each({ ...tableRow, written: ['resultsets'] }, 'executepassthroughnativequery', 'executeprocedure'),
  },
  shared_excelonlinebusiness: each(tableRow, 'getitems', 'getitem', 'items'),
  shared_onedriveforbusiness: each(file, 'getfilecontent', 'getfilecontentbypath'),
  shared_azureblob: each(file, 'getfilecontent', 'getfilecontentbypath'),
};

const runners = { writer: 'signed-in-user', who: 'whoever runs the flow', reach: 'circle' } as const;
const appUsers = { writer: 'signed-in-user', who: 'users of the app', reach: 'organisation' } as const;
/** A bot may hand on what it knows, such as who is signed in, as well as what it was told. */
const botUsers = { writer: 'bot-user', who: 'users of the bot', reach: 'organisation', confidence: 'medium' } as const;

/** By kind of a Request trigger that the platform calls. https://learn.microsoft.com/power-automate/triggers-introduction */
const byKind: Readonly<Record<string, Writing>> = {
  button: { ...runners, platform: ['key-button-date', 'location', 'entity'] },
  apiconnection: { ...runners, platform: ['entity', 'rows', 'selecteditem'] },
  powerapp: appUsers,
  powerappv2: appUsers,
  powerpages: { writer: 'anyone', who: 'visitors of the website', reach: 'public' },
  skills: botUsers,
  virtualagent: botUsers,
};

/** Who writes what an operation of a connector returns. */
export function writingOf(connector: string, operation: string): Writing | undefined {
  const operations = Object.hasOwn(byConnector, connector) ? byConnector[connector] : undefined;
  const name = operation.toLowerCase().replace(/_?v\d{1,2}$/, '');
  return operations && Object.hasOwn(operations, name) ? operations[name] : undefined;
}

/** Who gives a Request trigger of a kind its data. */
export function writingOfKind(kind: string): Writing | undefined {
  const name = kind.toLowerCase();
  return Object.hasOwn(byKind, name) ? byKind[name] : undefined;
}

function each(writing: Writing, ...operations: readonly string[]): Record<string, Writing> {
  return Object.fromEntries(operations.map((name) => [name, writing]));
}
