import type { JsonNode } from '../document/json-node';
import type { Place } from '../document/place';
import { accessPath, expressionsOf, parseValue } from '../expression';
import { possibleTexts } from '../expression/possible-texts';
import { type Flow, isType, type Operation } from './flow';

/** A link to files or folders that an operation makes. */
export interface SharingLink {
  /** Where it is said who may use the link. */
  readonly at: { readonly place: Place };
  /**
   * `anyone`: whoever has the link, without signing in. `maybe-anyone`: that, or others, as an expression decides. `unknown`: an
   * expression decides, and the file does not tell more. `by-default`: as the tenant has set it. Links for others are not returned at all.
   */
  readonly users: 'anyone' | 'maybe-anyone' | 'unknown' | 'by-default';
  readonly allows: 'view' | 'edit' | 'unknown';
  /** Whether the link ends by itself. */
  readonly expires: boolean;
  /** How the link is asked for, which tells where a maker changes it. */
  readonly by: 'sharepoint' | 'onedrive' | 'graph' | 'sharepoint-rest';
}

/** The fields of a connector operation that makes a link. */
interface Fields {
  readonly by: SharingLink['by'];
  readonly scope: string;
  readonly type: string;
  readonly expiry?: string;
}

const sharePoint: Fields = {
  by: 'sharepoint',
  scope: 'permission/scope',
  type: 'permission/type',
  expiry: 'permission/expirationDateTime',
};
const oneDrive: Fields = { by: 'onedrive', scope: 'scope', type: 'type' };

/**
 * By connector and operation, lower case. OneDrive's operations cannot let a link end.
 * https://learn.microsoft.com/connectors/sharepointonline/#create-sharing-link-for-a-file-or-folder,
 * https://learn.microsoft.com/connectors/onedriveforbusiness/#create-share-link
 */
const operations: ReadonlyMap<string, Fields> = new Map([
  ['shared_sharepointonline createsharinglink', sharePoint],
  ['shared_onedriveforbusiness createsharelink', oneDrive],
  ['shared_onedriveforbusiness createsharelinkv2', oneDrive],
  ['shared_onedriveforbusiness createsharelinkbypath', oneDrive],
  ['shared_onedriveforbusiness createsharelinkbypathv2', oneDrive],
]);

/**
 * By connector, lower case: the fields of the operations that send a request which the maker writes. In the action HTTP they are
 * `uri` and `body`.
 * https://learn.microsoft.com/connectors/
 */
const requests: ReadonlyMap<string, readonly [uri: string, body: string]> = new Map([
  ['shared_webcontents', ['request/url', 'request/body']],
  ['shared_webcontentsv2', ['request/url', 'request/body']],
  ['shared_sharepointonline', ['parameters/uri', 'parameters/body']],
  ['shared_office365', ['Uri', 'Body']],
  ['shared_office365groups', ['Uri', 'Body']],
  ['shared_office365users', ['Uri', 'Body']],
  ['shared_teams', ['Uri', 'Body']],
]);

/** https://learn.microsoft.com/graph/api/driveitem-createlink */
const graphAddress = /\/createLink(?:\?[^/]{0,500})?$/i;

/** Kinds 4 and 5 are links for anyone, to view and to edit: https://pnp.github.io/pnpjs/sp/sharing/ */
const restAddress = /\/shareLink(?:\?.{0,500})?$/i;

/** What the link is that an operation makes, unless it is for people of the organisation or for named people only. */
export function sharingLinkOf(operation: Operation, flow: Flow): SharingLink | undefined {
  const { connector } = operation;
  const fields = operations.get(`${connector?.connector ?? ''} ${connector?.operationId?.toLowerCase() ?? ''}`);
  return fields ? connectorLink(operation, fields, flow) : requestedLink(operation, flow);
}

function connectorLink({ inputs }: Operation, fields: Fields, flow: Flow): SharingLink | undefined {
  const field = (name: string | undefined) => (name === undefined ? undefined : inputs?.get('parameters', name));
  const at = field(fields.scope);
  const users = at?.text === undefined ? undefined : usersOf(at.text, flow);
  if (!at || !users) return undefined;
  const expiry = field(fields.expiry)?.text ?? '';
  return { at, users, allows: allowed(field(fields.type)?.text), expires: expiry.trim() !== '', by: fields.by };
}

/** A link that a request of the maker's own asks Graph or SharePoint for. */
function requestedLink(operation: Operation, flow: Flow): SharingLink | undefined {
  const { inputs } = operation;
  const isHttp = isType(operation, 'Http');
  const fields = isHttp ? undefined : requests.get(operation.connector?.connector ?? '');
  if (!inputs || !(isHttp || fields)) return undefined;
  const [uri, body] = fields
    ? fields.map((field) => inputs.get('parameters', field))
    : [inputs.get('uri'), inputs.get('body')];
  // A closing quote and parentheses: an address that `concat` puts together.
  const address = (uri?.text ?? '').trimEnd().replace(/['")}\]]{1,10}$/, '');
  if (!body) return undefined;
  if (graphAddress.test(address)) return graphLink(body, flow);
  return restAddress.test(address) && /\b_api\//i.test(address) ? restLink(body) : undefined;
}

function graphLink(body: JsonNode, flow: Flow): SharingLink | undefined {
  const scope = fieldOf(body, 'scope');
  // Without a scope Graph makes the link that the tenant has set as its default, which may be one for anyone.
  const users = scope ? usersOf(scope.value, flow) : 'by-default';
  if (!users) return undefined;
  const allows = allowed(fieldOf(body, 'type')?.value);
  return { at: scope ?? body, users, allows, expires: fieldOf(body, 'expirationDateTime') !== undefined, by: 'graph' };
}

function restLink(body: JsonNode): SharingLink | undefined {
  const open = fieldOf(body, 'allowAnonymousAccess');
  const kind = fieldOf(body, 'linkKind');
  const isOpen = open?.value.toLowerCase() === 'true';
  const isOpenKind = kind?.value === '4' || kind?.value === '5';
  const at = isOpen ? open : isOpenKind ? kind : undefined;
  if (!at) return undefined;
  const mayEdit = kind?.value === '5' || fieldOf(body, 'role')?.value === '2';
  const expires = (fieldOf(body, 'expiration')?.value ?? 'null') !== 'null';
  return { at, users: 'anyone', allows: mayEdit ? 'edit' : 'view', expires, by: 'sharepoint-rest' };
}

interface Field {
  readonly place: Place;
  readonly value: string;
}

/** A field of a request's body, which is an object, or JSON in a text with or without expressions. */
function fieldOf(body: JsonNode, name: string): Field | undefined {
  if (body.text !== undefined) return fieldInText(body, body.text, name);
  for (const node of body.descendants()) {
    if (node.key.toLowerCase() !== name.toLowerCase() || typeof node.value === 'object') continue;
    return { place: node.place, value: String(node.value) };
  }
  return undefined;
}

function fieldInText(body: JsonNode, text: string, name: string): Field | undefined {
  const found = new RegExp(`"${name}"\\s{0,100}:\\s{0,100}(?:"([^"]{0,2000})"|([\\w.-]{1,100}))`, 'i').exec(text);
  const value = found?.[1] ?? found?.[2];
  if (!found || value === undefined) return undefined;
  const end = found.index + found[0].length;
  return { place: { ...body.place, within: { start: found.index, end } }, value };
}

/** Who may use a link whose scope is the text; `undefined` where it is surely not anyone. */
function usersOf(text: string, flow: Flow): SharingLink['users'] | undefined {
  const parsed = parseValue(text.trim());
  if (parsed.kind === 'literal') return isAnyone(parsed.value) ? 'anyone' : undefined;
  const roots = expressionsOf(parsed);
  const isOne = parsed.kind === 'expression' || (parsed.kind === 'template' && parsed.parts.length === 1);
  if (!isOne || roots[0] === undefined) return 'unknown';
  const { texts, unknown } = possibleTexts(roots[0]);
  const parameters = unknown.map((node) => parameterDefault(accessPath(node), flow));
  const known = [...texts, ...parameters.flatMap((one) => one?.text ?? [])];
  const isOpen = parameters.some((one) => one === undefined || one.mayChange);
  const matches = known.filter(isAnyone);
  if (matches.length === 0) return isOpen ? 'unknown' : undefined;
  return matches.length === known.length && !isOpen ? 'anyone' : 'maybe-anyone';
}

function isAnyone(scope: string): boolean {
  return scope.trim().toLowerCase() === 'anonymous';
}

/** The default of a parameter of the flow. One of an environment variable is only the value of the environment exported from. */
function parameterDefault(
  path: ReturnType<typeof accessPath>,
  flow: Flow,
): { readonly text: string | undefined; readonly mayChange: boolean } | undefined {
  const name = path?.call.lowerName === 'parameters' && path.segments.length === 0 ? path.call.args[0] : undefined;
  if (name?.kind !== 'string') return undefined;
  const parameter = flow.parameters.find((one) => one.name.toLowerCase() === name.value.toLowerCase());
  const text = parameter?.defaultValue?.text;
  return { text, mayChange: text === undefined || parameter?.environmentVariable !== undefined };
}

function allowed(type: string | undefined): SharingLink['allows'] {
  switch (type?.trim().toLowerCase()) {
    case 'view':
    case 'embed':
      return 'view';
    case 'edit':
      return 'edit';
    default:
      return 'unknown';
  }
}
