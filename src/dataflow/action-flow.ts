import { isType, type Operation } from '../flow/flow';
import { type CleanserSet, cleansers } from './cleansers';
import type { DataPath } from './data-path';

/** Data that an operation hands on from what it is given to what it returns. */
export interface ActionFlow {
  readonly from: DataPath;
  readonly to: DataPath;
  /** Whether a path into what is given is no path into what is returned. */
  readonly isFlattened?: true;
  readonly cleansed?: CleanserSet;
}

const body = ['outputs', 'body'];

/**
 * Actions that return what they are given, by type in lower case. Every other action returns something of its own: what an HTTP call or a
 * connector answers is not what it was sent.
 * https://learn.microsoft.com/azure/logic-apps/logic-apps-perform-data-operations
 */
const byType: ReadonlyMap<string, readonly ActionFlow[]> = new Map<string, readonly ActionFlow[]>([
  ['compose', [{ from: ['inputs'], to: ['outputs'] }]],
  ['parsejson', [{ from: ['inputs', 'content'], to: body }]],
  ['query', [{ from: ['inputs', 'from'], to: body }]],
  ['select', [{ from: ['inputs', 'select'], to: body }]],
  ['join', [{ from: ['inputs', 'from'], to: body, isFlattened: true }]],
  ['setvariable', [{ from: ['inputs', 'value'], to: [...body, 'value'] }]],
]);

/** Actions that go through an array: where they are given it. Inside, `item()` is an element. */
const arrays: ReadonlyMap<string, DataPath> = new Map([
  ['foreach', ['foreach']],
  ['query', ['inputs', 'from']],
  ['select', ['inputs', 'from']],
  ['table', ['inputs', 'from']],
]);

/** Operations of connectors that return what they are given. https://learn.microsoft.com/connectors/conversionservice */
const htmlToText: ActionFlow = {
  from: ['inputs', 'parameters', 'content'],
  to: body,
  isFlattened: true,
  cleansed: cleansers.html,
};

/** What an operation hands on. */
export function actionFlows(operation: Operation): readonly ActionFlow[] {
  const flows = byType.get(operation.type.toLowerCase());
  if (flows) return flows;
  if (isType(operation, 'Table')) return tableFlows(operation);
  return operation.connector?.connector === 'shared_conversionservice' ? [htmlToText] : [];
}

/** "Create HTML table" escapes the cells, "Create CSV table" does not. Chosen columns hold only what their expressions read. */
function tableFlows(operation: Operation): readonly ActionFlow[] {
  const isHtml = operation.inputs?.textAt('format')?.toLowerCase() === 'html';
  const columns = operation.inputs?.get('columns')?.items() ?? [];
  const from = columns.length > 0 ? ['inputs', 'columns', 'value'] : ['inputs', 'from'];
  return [{ from, to: body, isFlattened: true, cleansed: isHtml ? cleansers.html : 0 }];
}

/** Where an operation that goes through an array is given it. */
export function arrayOf(operation: Operation): DataPath | undefined {
  return arrays.get(operation.type.toLowerCase());
}
