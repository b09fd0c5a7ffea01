import { isType, type Operation } from '../flow/flow';
import type { DataPath } from './data-path';
import { effectOf } from './operation-effects';

/** What an operation does with content that it is given. */
export type Handing = 'posts' | 'sends' | 'stores';

/** Fields that say where to and how, and hold no content. Rows, files and messages have their content in others. */
const addressing = new Set([
  'contenttype',
  'dataset',
  'drive',
  'entityname',
  'groupid',
  'headers',
  'id',
  'method',
  'organization',
  'recordid',
  'site',
  'source',
  'table',
  'uri',
  'url',
]);

/** Under these a connector puts the fields of the request that the maker writes: `request/url`, `parameters/uri`. */
const requestKeys = new Set(['request', 'parameters']);

/**
 * Whether an operation hands on content: the body of a request, a message, a row, a file; `undefined` for those that only read.
 * https://learn.microsoft.com/connectors/
 */
export function handingOf(operation: Operation): Handing | undefined {
  if (isType(operation, 'Http', 'HttpWebhook')) return 'posts';
  switch (effectOf(operation)) {
    case 'request':
      return 'posts';
    case 'send':
      return 'sends';
    case 'create':
    case 'change':
      return 'stores';
    default:
      return undefined;
  }
}

/** Whether a field of such an operation is content, or says where to and how. */
export function isContent(operation: Operation, field: DataPath): boolean {
  const [side, part, key = '', inner = ''] = field;
  if (side !== 'inputs') return false;
  if (isType(operation, 'HttpWebhook')) return part === 'subscribe' && key === 'body';
  if (isType(operation, 'Http') || part === 'body') return part === 'body';
  if (part !== 'parameters' || addressing.has(requestKeys.has(key) ? inner : key)) return false;
  // A link from one row to another names a row.
  return !field.at(-1)?.endsWith('@odata.bind');
}
