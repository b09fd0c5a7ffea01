import type { JsonNode } from '../document/json-node';
import { type ExpressionNode, parseValue } from '../expression';
import type { Operation } from '../flow/flow';
import { outgoingAddresses } from '../flow/outgoing-addresses';
import type { DataPath } from './data-path';
import { isQuoted, queryTextIn } from './query-fields';

/**
 * What a text has to be where a service took it for the name of something:
 * - `id`: a GUID, a number, or the name of an account, none of which can hold a condition or markup of somebody's own;
 * - `made`: an `id` that a new row was given;
 * - `known`: something that the service knows, whose form its pages leave open.
 */
export type Named = 'id' | 'made' | 'known';

/** A parameter that names one thing, so that the action fails unless there is one of that name. */
export interface Lookup {
  readonly field: DataPath;
  readonly names: Named;
}

type Operations = Readonly<Record<string, readonly Lookup[]>>;

const by = (names: Named, ...fields: readonly string[]): readonly Lookup[] =>
  fields.map((field) => ({ field: ['inputs', 'parameters', ...field.split('/')], names }));

const record = by('id', 'recordid');
const item = by('id', 'id');
const account = by('id', 'id');
const environment = by('known', 'environment');
const app = by('known', 'environment', 'app');
const flow = by('known', 'environment', 'flow');

/**
 * By connector and operation, both in lower case and without the operation's version or `WithOrganization`. Rows of Dataverse have a GUID
 * (or the value of an alternate key), items of SharePoint a number, groups a GUID, users a GUID or a user principal name. Tables of SQL and
 * Excel are left out: their keys may be any text.
 * https://learn.microsoft.com/connectors/commondataserviceforapps, .../commondataservice, .../sharepointonline, .../office365groups,
 * .../office365users, .../azuread, .../powerappsforadmins, .../microsoftflowforadmins, .../powerplatformforadmins
 */
const byConnector: Readonly<Record<string, Operations>> = {
  shared_commondataserviceforapps: {
    getitem: record,
    updaterecord: record,
    updateonlyrecord: record,
    deleterecord: record,
    getentityfileimagefieldcontent: record,
  },
  shared_commondataservice: { getitem: item, patchitem: item, deleteitem: item },
  shared_sharepointonline: { getitem: item, patchitem: item, deleteitem: item },
  shared_office365groups: { listgroupmembers: by('id', 'groupid'), addmembertogroup: by('id', 'groupid', 'userupn') },
  shared_office365users: { userprofile: account, manager: account, directreports: account, userphoto: account },
  shared_azuread: { getuser: account },
  shared_powerappsforadmins: {
    'set-adminappowner': [...app, ...by('known', 'body/newappowner')],
    'edit-adminapproleassignment': [...app, ...by('known', 'body/put/properties/principal/id', 'body/delete/id')],
    'get-adminapp': app,
    'get-adminapps': environment,
    'get-adminapproleassignment': app,
    'get-adminconnections': environment,
    'get-adminconnectors': environment,
    'remove-adminapp': app,
  },
  shared_microsoftflowforadmins: {
    'edit-adminflowownerrole': [...flow, ...by('known', 'body/put/properties/principal/id', 'body/delete/id')],
    'get-adminflowownerrole': flow,
    'remove-adminflow': flow,
  },
  shared_powerplatformforadmins: {
    getsingleenvironment: environment,
    updateenvironment: environment,
    'remove-adminenvironment': environment,
    'edit-adminenvironmentroleassignment': environment,
    getpolicy: by('known', 'policy'),
  },
};

/** "Add a new row" of Dataverse with an id of the maker's choice: the column is named after the table. */
function newRowOf({ inputs }: Operation): readonly Lookup[] {
  const parameters = inputs?.get('parameters');
  const table = parameters?.textAt('entityName')?.toLowerCase() ?? '';
  const columns = (parameters?.members() ?? []).map(({ key }) => key.toLowerCase());
  const ids = columns.filter((key) => /^item\/.{3,}id$/.test(key) && table.startsWith(key.slice(5, -2)));
  return ids.flatMap((key) => by('made', key));
}

/** The parameters of an operation that name what it reads, changes or makes. */
export function lookupsOf(operation: Operation): readonly Lookup[] {
  const { connector } = operation;
  if (connector?.operationId === undefined) return [];
  const operations = Object.hasOwn(byConnector, connector.connector) ? byConnector[connector.connector] : undefined;
  if (!operations) return [];
  const name = connector.operationId
    .toLowerCase()
    .replace(/_?v\d{1,2}$/, '')
    .replace(/withorganization$/, '');
  if (connector.connector === 'shared_commondataserviceforapps' && name === 'createrecord') return newRowOf(operation);
  return (Object.hasOwn(operations, name) && operations[name]) || [];
}

/** A value that a filter compares something with, put into it as it stands. */
export interface FilterValue {
  readonly node: JsonNode;
  readonly root: ExpressionNode;
  readonly isQuoted: boolean;
}

/** The values in the filter of "List rows", "Get items" and the like, and in those that addresses hold. */
export function filterValuesOf(operation: Operation): readonly FilterValue[] {
  const { connector, inputs } = operation;
  const filter = connector && inputs?.get('parameters', '$filter');
  return [
    ...(filter ? valuesIn(filter, (before) => before) : []),
    ...outgoingAddresses(operation).flatMap((node) =>
      valuesIn(node, (before) => {
        const query = queryTextIn('address', before);
        return query?.language === 'odata' ? query.before : undefined;
      }),
    ),
  ];
}

/** @param queryBefore what of a text before a value belongs to the filter; `undefined` where the value stands somewhere else */
function valuesIn(node: JsonNode, queryBefore: (before: string) => string | undefined): FilterValue[] {
  const parsed = parseValue(node.text ?? '');
  if (parsed.kind !== 'template') return [];
  const values: FilterValue[] = [];
  let before = '';
  for (const part of parsed.parts) {
    if (part.kind === 'text') {
      before += part.value;
    } else {
      const query = queryBefore(before);
      if (query !== undefined) values.push({ node, root: part.root, isQuoted: isQuoted(query) });
      before += '_';
    }
  }
  return values;
}
