import { constantPrefix, parseValue } from '../expression';
import { isType, type Operation } from '../flow/flow';
import { carriesCredential } from './http-credentials';

/** What an operation does to the data or in the name of whoever its connection belongs to. */
export type Effect = 'read' | 'create' | 'change' | 'delete' | 'send' | 'share' | 'run' | 'request';

/**
 * Connectors whose operations hand out what anybody may have, or only turn one form of data into another.
 * https://learn.microsoft.com/connectors/connector-reference/
 */
const harmlessConnector =
  /^(?:shared_)?(?:bingmaps|conversionservice|msnweather|microsofttranslator(?:v3)?|rss|encodian\w{0,40}|muhimbi\w{0,40}|plumsail\w{0,40})$/;

/**
 * Operations whose id does not say what they do, by connector and lower-case id without its version. `undefined`: they do nothing that
 * counts here, or the file does not tell.
 * https://learn.microsoft.com/connectors/
 */
const byId: ReadonlyMap<string, Effect | undefined> = new Map<string, Effect | undefined>([
  ['shared_approvals createanapproval', 'send'],
  ['shared_approvals startandwaitforanapproval', 'send'],
  ['shared_office365 findmeetingtimes', 'read'],
  ['shared_office365users directreports', 'read'],
  ['shared_office365users manager', 'read'],
  ['shared_office365users myprofile', 'read'],
  ['shared_office365users mytrendingdocuments', 'read'],
  ['shared_office365users relevantpeople', 'read'],
  ['shared_office365users trendingdocuments', 'read'],
  ['shared_office365users userphoto', 'read'],
  ['shared_office365users userphotometadata', undefined],
  ['shared_office365users userprofile', 'read'],
  ['shared_onedriveforbusiness convertfile', 'read'],
  ['shared_onedriveforbusiness convertfilebypath', 'read'],
  ['shared_powerbi executedatasetquery', 'read'],
  ['shared_sharepointonline checkinfile', 'change'],
  ['shared_sharepointonline checkoutfile', 'change'],
  ['shared_teams postcardandwaitforresponse', 'send'],
  ['shared_teams postcardtoconversation', 'send'],
  ['shared_teams postmessagetoconversation', 'send'],
  ['shared_teams subscribeuserflowcontinuation', 'send'],
  ['shared_teams subscribeusermessagewithoptions', 'send'],
  ['shared_wordonlinebusiness createfileitem', undefined],
]);

/**
 * What the first word of an id that is a verb says. Connectors are named by the same few verbs throughout; an id without any of them
 * tells nothing.
 * https://learn.microsoft.com/connectors/custom-connectors/coding-standards
 */
const byVerb: ReadonlyMap<string, Effect> = new Map<string, Effect>([
  ...verbs('read', 'get list read search find lookup query fetch retrieve download export peek browse'),
  ...verbs(
    'create',
    'create add insert append upload new import copy register generate provision extract book schedule save',
  ),
  ...verbs('change', 'update patch edit set put upsert modify replace rename move associate disassociate assign merge'),
  ...verbs('change', 'complete close cancel approve reject mark flag enable disable activate deactivate apply reset'),
  ...verbs('delete', 'delete remove purge clear'),
  ...verbs('send', 'send reply forward notify tweet publish'),
  ...verbs('share', 'share grant invite'),
  ...verbs('run', 'run start stop trigger restart refresh'),
]);

function verbs(effect: Effect, words: string): [string, Effect][] {
  return words.split(' ').map((word) => [word, effect]);
}

/** What is made, added or changed may be a message, or the right to see or do something. */
const rights = /sharing|sharelink|sharedlink|member|owner|role|permission/;
const messages = /message|reply|notification|tweet|sms/;

/** By HTTP method, lower case. What is posted may be a question as well as an order, so it is a request and no more. */
const byMethod: ReadonlyMap<string, Effect> = new Map<string, Effect>([
  ['get', 'read'],
  ['put', 'change'],
  ['patch', 'change'],
  ['delete', 'delete'],
  ['post', 'request'],
]);

/** What is posted to a path of the legacy form, by the end of the path. */
const byPostedPath: readonly (readonly [RegExp, Effect])[] = [
  [/\/(?:v\d\/)?(?:mail|sendemail|chat\.postmessage|posttweet|sendsms|me\/feed)(?:\/\w{1,40})?\/?$/i, 'send'],
  [/\/(?:items|rows|files|folders|tasks|events|messages|entities|attachments)\/?$/i, 'create'],
];

/** Connectors through which a maker writes requests: where they name the method. https://learn.microsoft.com/connectors/ */
const requestMethods = ['parameters/method', 'request/method', 'Method', 'method'] as const;
const requestOperation = /^(?:httprequest|invokehttp|httprequestwithouttoken|sendhttprequest)$/;

/**
 * What an operation does through its connection, or an HTTP action with the credentials that it holds; `undefined` where it does nothing
 * of the kind or the file does not tell.
 */
export function effectOf(operation: Operation): Effect | undefined {
  if (isType(operation, 'Http')) {
    return carriesCredential(operation) ? byMethod.get(methodOf(operation.inputs?.textAt('method'))) : undefined;
  }
  if (!isType(operation, 'OpenApiConnection', 'ApiConnection', 'OpenApiConnectionWebhook', 'ApiConnectionWebhook')) {
    return undefined;
  }
  const { connector } = operation;
  if (!connector || harmlessConnector.test(connector.connector)) return undefined;
  const { operationId } = connector;
  return operationId === undefined ? legacyEffect(operation) : namedEffect(operation, connector.connector, operationId);
}

function legacyEffect({ connector }: Operation): Effect | undefined {
  const { method = '', path = '' } = connector ?? {};
  if (method !== 'post') return byMethod.get(method);
  return byPostedPath.find(([pattern]) => pattern.test(path))?.[1];
}

function namedEffect(operation: Operation, connector: string, operationId: string): Effect | undefined {
  const id = operationId
    .toLowerCase()
    .replace(/_?v\d{1,2}$/, '')
    .replace(/withorganization$/, '');
  const key = `${connector} ${id}`;
  if (byId.has(key)) return byId.get(key);
  const parameters = operation.inputs?.get('parameters');
  if (requestOperation.test(id)) {
    const method = requestMethods.map((name) => parameters?.textAt(name)).find((text) => text !== undefined);
    return byMethod.get(methodOf(method));
  }
  if (/^perform(?:un)?boundaction$/.test(id)) return verbEffect(actionName(parameters?.textAt('actionName')));
  if (/^executepassthroughnativequery$/.test(id)) return statementEffect(parameters?.textAt('query/query') ?? '');
  return verbEffect(operationId);
}

/** In lower case; '' where an expression decides or nothing is written. */
function methodOf(text: string | undefined): string {
  if (text === undefined) return '';
  const parsed = parseValue(text);
  return parsed.kind === 'literal' ? parsed.value.trim().toLowerCase() : '';
}

/** Dataverse actions have names such as `new_ApproveOrder` and `Microsoft.Dynamics.CRM.AddMembersTeam`. */
function actionName(text = ''): string {
  const written = constantPrefix(parseValue(text));
  return written.slice(written.lastIndexOf('.') + 1).replace(/^[a-z0-9]{2,8}_/, '');
}

/** A statement is often put together by an expression: what counts is the text that it begins with. */
function statementEffect(statement: string): Effect | undefined {
  const [, verb] = /^\s{0,200}([a-z]{1,20})\b/i.exec(constantPrefix(parseValue(statement))) ?? [];
  switch (verb?.toLowerCase()) {
    case 'select':
      return 'read';
    case 'insert':
      return 'create';
    case 'update':
    case 'merge':
      return 'change';
    case 'delete':
    case 'truncate':
      return 'delete';
    default:
      return undefined;
  }
}

/** Ids are written `V4CalendarPostItem`, `Get-AdminApp`, `create_card`: words, of which the first verb counts. */
function verbEffect(id: string): Effect | undefined {
  const words = id
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z]+/);
  const verb = words.find((word) => word === 'post' || byVerb.has(word));
  const effect = verb === 'post' ? 'create' : byVerb.get(verb ?? '');
  if (effect !== 'create' && effect !== 'change') return effect;
  const whole = words.join('');
  if (rights.test(whole)) return 'share';
  return effect === 'create' && messages.test(whole) ? 'send' : effect;
}
