import { parseValue } from '../expression';
import { type Action, type Flow, isType, type Operation, type Trigger } from '../flow/flow';
import { isHttpTrigger } from '../flow/http-trigger';
import { allowedUsers, triggerAuthentication } from '../flow/trigger-authentication';
import { cleansers } from './cleansers';
import { type DataPath, dataPath, isBelow, overlaps } from './data-path';
import { childFlowId, type DataGraph } from './graph';
import type { Source } from './trace';
import { checkedSchema, isTypedAt } from './typed-schema';
import { type Reach, type Writer, type Writing, writingOf, writingOfKind } from './writers';

export { type Reach, type Writer, writers } from './writers';

/** Data that others write. */
export interface Untrusted {
  readonly operation: Trigger | Action;
  readonly writer: Writer;
  /** Who that is, as a maker would say it: words of ours, to stand in a sentence before "can choose". */
  readonly who: string;
  readonly reach: Reach;
  /** `medium` where the files do not tell who may write. */
  readonly confidence: 'high' | 'medium';
  /** Paths below the operation's body to what is HTML by its nature. */
  readonly html: readonly DataPath[];
}

/** What a caller of an HTTP trigger sends. https://learn.microsoft.com/azure/connectors/connectors-native-reqres */
const requestParts = ['body', 'headers', 'queries', 'relativepathparameters'];

/**
 * Every operation of a solution that hands out what others wrote.
 *
 * @param typedColumns columns of its tables that hold no text; asked once rows are read
 */
export function untrustedIn(
  graph: DataGraph,
  typedColumns: () => ReadonlySet<string> = () => new Set(),
): Source<Untrusted>[] {
  const children = new Set(
    graph.flows.flatMap(({ flow }) =>
      flow.actions.filter((action) => isType(action, 'Workflow')).map((action) => childFlowId(action)),
    ),
  );
  return graph.flows.flatMap(({ flow }) => {
    const isChild = flow.id !== undefined && children.has(flow.id.toLowerCase());
    const fromTriggers = flow.triggers.flatMap((trigger) => ofTrigger(trigger, flow, isChild, graph, typedColumns));
    return [...fromTriggers, ...flow.actions.flatMap((action) => ofConnector(action, graph, typedColumns))];
  });
}

function ofTrigger(
  trigger: Trigger,
  flow: Flow,
  isChild: boolean,
  graph: DataGraph,
  typedColumns: () => ReadonlySet<string>,
): Source<Untrusted>[] {
  const schema = checkedSchema(trigger);
  const cleansedAt = (path: DataPath) => (schema !== undefined && isTypedAt(schema, path) ? cleansers.typed : 0);
  if (isHttpTrigger(trigger)) {
    const caller = callerOf(trigger, flow);
    return requestParts.map((part) => ({
      ...sourceOf(trigger, caller, [part], graph),
      ...(part === 'body' ? { cleansedAt } : {}),
    }));
  }
  if (!isType(trigger, 'Request')) return ofConnector(trigger, graph, typedColumns);
  const writing = writingOfKind(trigger.kind ?? '');
  if (!writing) return [];
  // What other flows call is hardly ever what users call, too: what they pass on is followed by itself.
  const found: Writing = isChild && writing.reach === 'organisation' ? { ...writing, reach: 'circle' } : writing;
  return [{ ...sourceOf(trigger, found, ['body'], graph), cleansedAt, excludes: excluding(found) }];
}

function ofConnector(
  operation: Trigger | Action,
  graph: DataGraph,
  typedColumns: () => ReadonlySet<string>,
): Source<Untrusted>[] {
  const { connector } = operation;
  if (!connector) return [];
  const name = connector.operationId ?? lastSegment(connector.path ?? pollingPath(operation));
  const writing = writingOf(connector.connector, name);
  if (!writing) return [];
  const excludes = excluding(writing);
  const rowId = writing.reach === 'rows' ? rowIdOf(operation) : undefined;
  const isDataverse = connector.connector.startsWith('shared_commondataservice');
  const pinned = writing.reach === 'rows' ? pinnedColumns(operation) : undefined;
  const isTyped = (step: string) => isDataverse && typedColumns().has(step);
  const isOurs = (part: DataPath) => {
    // Lists stand under `value`; so do the rows of triggers that are not split.
    const path = part[0] === 'value' ? part.slice(1) : part;
    const [column = ''] = path;
    if (excludes(path) || writing.reach !== 'rows') return excludes(path);
    return (
      path.some(isPlatformColumn) || rowId?.(column) === true || pinned?.has(column) === true || path.some(isTyped)
    );
  };
  return [{ ...sourceOf(operation, writing, ['body'], graph), excludes: isOurs }];
}

function sourceOf(
  operation: Trigger | Action,
  { writer, who, reach, confidence = 'high', html = [] }: Writing,
  path: DataPath,
  graph: DataGraph,
): Source<Untrusted> {
  const of = { operation, writer, who, reach, confidence, html: html.map(dataPath) };
  return { cell: graph.cellOf(operation), path: ['outputs', ...path], at: operation, of };
}

/** https://learn.microsoft.com/power-automate/oauth-authentication */
function callerOf(trigger: Trigger, flow: Flow): Writing {
  const tenant: Writing = { writer: 'tenant-user', who: 'anyone in the tenant', reach: 'organisation' };
  switch (triggerAuthentication(trigger, flow).callers) {
    case 'tenant':
      return tenant;
    case 'users':
      // An empty list lets in the tenant.
      return allowedUsers(trigger)?.length === 0
        ? tenant
        : { writer: 'listed-caller', who: 'the listed callers', reach: 'circle' };
    case 'undecidable':
      return {
        writer: 'tenant-user',
        who: 'whoever may call the trigger',
        reach: 'organisation',
        confidence: 'medium',
      };
    case 'unset':
      return { writer: 'anyone', who: 'anyone who has the URL', reach: 'public', confidence: 'medium' };
    default:
      return { writer: 'anyone', who: 'anyone who has the URL', reach: 'public' };
  }
}

/** Whether a part is none of what is written by others. */
function excluding({ written, platform = [] }: Writing): (part: DataPath) => boolean {
  const theirs = written?.map(dataPath);
  const ours = platform.map(dataPath);
  return (part) =>
    (theirs !== undefined && !theirs.some((path) => overlaps(part, path))) || ours.some((path) => isBelow(part, path));
}

/**
 * Columns that hold ids and what the platform notes on values: lookups of Dataverse and their tables, names of choices, annotations, ids
 * of chosen values, ids of users in the directory.
 * https://learn.microsoft.com/power-apps/developer/data-platform/webapi/web-api-properties,
 * https://learn.microsoft.com/power-apps/developer/data-platform/reference/entities/systemuser
 */
function isPlatformColumn(column: string): boolean {
  if (column.includes('@') || column.endsWith('#id')) return true;
  return (column.startsWith('_') && /_(?:value|label|type)$/.test(column)) || directoryIds.has(column);
}

const directoryIds = new Set(['azureactivedirectoryobjectid', 'applicationid']);

/** Columns that a read compares with one value each: what it returns there is that value. */
function pinnedColumns({ inputs }: Operation): ReadonlySet<string> {
  const filter = inputs?.textAt('parameters', '$filter') ?? inputs?.textAt('queries', '$filter') ?? '';
  const parsed = parseValue(filter);
  if (parsed.kind !== 'literal' && parsed.kind !== 'template') return new Set();
  const parts =
    parsed.kind === 'literal' ? [parsed.value] : parsed.parts.map((one) => (one.kind === 'text' ? one.value : '?'));
  // What stands between quotes is a value, whatever words are in it.
  const text = parts
    .join('')
    .toLowerCase()
    .replace(/'[^']{0,2000}'/g, "''");
  if (/[\s(](?:or|not)[\s(]|^not\b/.test(text)) return new Set();
  return new Set([...text.matchAll(/(?:^|[\s(])(\w{1,100})\s{1,5}eq\s/g)].map(([, column = '']) => column));
}

/** Tells the id of a Dataverse row, named after its table: `contactid` in `contacts`, the logical name of which is `contact`. */
function rowIdOf(operation: Operation): ((column: string) => boolean) | undefined {
  const parameters = operation.inputs?.get('parameters');
  const names = ['entityName', 'subscriptionRequest/entityname', 'table'];
  const table = names.map((name) => parameters?.textAt(name)).find((name) => name !== undefined);
  const lower = table?.toLowerCase();
  if (!lower) return undefined;
  return (column) => column.endsWith('id') && column.length > 4 && lower.startsWith(column.slice(0, -3));
}

/** The legacy form of a polling trigger writes its path below `fetch`. */
function pollingPath(operation: Operation): string {
  return operation.inputs?.textAt('fetch', 'pathTemplate', 'template') ?? '';
}

/** Of `/datasets/@{...}/tables/@{...}/onnewitems` the last word. */
function lastSegment(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
