import type { Operation } from '../flow/flow';
import { outgoingAddresses } from '../flow/outgoing-addresses';
import type { DataPath } from './data-path';
import type { Arrival } from './trace';

export type QueryField = QueryText['language'] | 'address';

/** The language of a query, and the text of it that stands before some data, as far as it is known. */
export interface QueryText {
  readonly language: 'odata' | 'sql' | 'fetchxml' | 'sharepoint';
  readonly before: string;
}

/** Fields that hold a query of their own, whatever the connector: the last step of their path. https://docs.oasis-open.org/odata */
const byLastStep: Readonly<Record<string, QueryText['language']>> = {
  $filter: 'odata',
  $apply: 'odata',
  fetchxml: 'fetchxml',
};

/** "Execute a SQL query" of any database; its values may be given apart from the text. https://learn.microsoft.com/connectors/sql */
const sqlOperation = /^executepassthroughnativequery(?:_?v\d{1,2})?$/i;
const sqlPath = /\/query\/sql\/?$/i;
const sqlValues = new Set(['actualparameters', 'formalparameters']);

/** Connectors whose "Send an HTTP request" takes an address of Microsoft Graph. https://learn.microsoft.com/connectors/teams */
const graphConnectors = new Set([
  'shared_teams',
  'shared_office365',
  'shared_office365groups',
  'shared_office365users',
  'shared_planner',
]);

/** Options of an address that hold a query, percent-encoded or not. */
const queryOption = /^(?:\$|%24)(?:filter|apply)=|^(fetchxml)=/i;

/** What the string that data arrives in is: a query, or an address that may hold one; `undefined` where it is neither. */
export function queryFieldAt({ operation, field, node }: Arrival<unknown>): QueryField | undefined {
  if (field[0] !== 'inputs') return undefined;
  const language = languageOf(operation, field);
  if (language) return language;
  const isAddress =
    isGraphAddress(operation, field) ||
    outgoingAddresses(operation).some((one) => one.path.join('\n') === node.path.join('\n'));
  return isAddress ? 'address' : undefined;
}

/**
 * The query that data gets into as text; `undefined` where it gets into another part of an address.
 *
 * @param before the text that stands before the data where it ends up
 */
export function queryTextIn(field: QueryField, before: string): QueryText | undefined {
  return field === 'address' ? inOption(before) : { language: field, before };
}

function languageOf(operation: Operation, field: DataPath): QueryText['language'] | undefined {
  const [, part, ...rest] = field;
  const last = rest.at(-1) ?? '';
  const isOption = part === 'queries' || part === 'parameters';
  if (isOption && Object.hasOwn(byLastStep, last)) return byLastStep[last];
  const { connector } = operation;
  if (!connector) return undefined;
  const id = connector.operationId ?? '';
  const path = connector.path ?? '';
  if (sqlOperation.test(id) && part === 'parameters' && rest[0] === 'query' && !sqlValues.has(rest[1] ?? ''))
    return 'sql';
  if (sqlPath.test(path) && part === 'body' && !sqlValues.has(rest[0] ?? '')) return 'sql';
  if (connector.connector !== 'shared_sharepointonline') return undefined;
  const isRequest = id.toLowerCase() === 'httprequest' || /\/httprequest\/?$/i.test(path);
  return isRequest && last === 'uri' ? 'sharepoint' : undefined;
}

function isGraphAddress(operation: Operation, field: DataPath): boolean {
  const { connector } = operation;
  const isRequest = /^httprequest(?:v\d)?$/i.test(connector?.operationId ?? '');
  return isRequest && field.at(-1) === 'uri' && graphConnectors.has(connector?.connector ?? '');
}

/** The query in the option of an address that the data stands in: what follows the last `?` or `&`. */
function inOption(before: string): QueryText | undefined {
  const option = before.slice(Math.max(before.lastIndexOf('?'), before.lastIndexOf('&')) + 1);
  const start = queryOption.exec(option);
  if (!start) return undefined;
  return { language: start[1] ? 'fetchxml' : 'odata', before: option.slice(start[0].length) };
}

/** Whether data behind a text stands between single quotes, which a doubled quote does not change. */
export function isQuoted(before: string): boolean {
  return (before.match(/'|%27/g)?.length ?? 0) % 2 === 1;
}
