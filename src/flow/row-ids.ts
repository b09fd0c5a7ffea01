import type { Operation } from './flow';

/** A parameter that says which row an operation changes or deletes. */
export interface RowId {
  /** Path below the operation, keys in lower case and cut at slashes. */
  readonly field: readonly string[];
  readonly does: 'changes' | 'deletes';
}

type Operations = Readonly<Record<string, RowId>>;

const changesRecord: RowId = { field: ['inputs', 'parameters', 'recordid'], does: 'changes' };
const deletesRecord: RowId = { field: ['inputs', 'parameters', 'recordid'], does: 'deletes' };
const changesItem: RowId = { field: ['inputs', 'parameters', 'id'], does: 'changes' };
const deletesItem: RowId = { field: ['inputs', 'parameters', 'id'], does: 'deletes' };
const items: Operations = { patchitem: changesItem, deleteitem: deletesItem };

/**
 * By connector and operation, both in lower case and without the operation's version or `WithOrganization`.
 * https://learn.microsoft.com/connectors/commondataserviceforapps, .../commondataservice, .../sharepointonline, .../sql,
 * .../excelonlinebusiness, .../onedriveforbusiness, .../azureblob
 */
const byConnector: Readonly<Record<string, Operations>> = {
  shared_commondataserviceforapps: {
    updaterecord: changesRecord,
    updateonlyrecord: changesRecord,
    deleterecord: deletesRecord,
    performboundaction: changesRecord,
    associateentities: changesRecord,
    disassociateentities: changesRecord,
    updateentityfileimagefieldcontent: changesRecord,
  },
  shared_commondataservice: items,
  shared_sharepointonline: {
    ...items,
    patchfileitem: changesItem,
    updatefile: changesItem,
    deletefile: deletesItem,
  },
  shared_sql: items,
  shared_excelonlinebusiness: items,
  shared_onedriveforbusiness: { updatefile: changesItem, deletefile: deletesItem },
  shared_azureblob: { updatefile: changesItem, deletefile: deletesItem },
};

/** The legacy form names the row in its path: `/datasets/{site}/tables/{list}/items/{id}`. */
const rowInPath = /\/items\/@?\{/i;

/** Where an operation is told which row to change or delete; `undefined` where it does neither. */
export function rowIdOf({ connector }: Operation): RowId | undefined {
  if (!connector) return undefined;
  const { operationId, method, path = '' } = connector;
  if (operationId === undefined) {
    if (!rowInPath.test(path) || (method !== 'patch' && method !== 'delete')) return undefined;
    return { field: ['inputs', 'path'], does: method === 'delete' ? 'deletes' : 'changes' };
  }
  const operations = Object.hasOwn(byConnector, connector.connector) ? byConnector[connector.connector] : undefined;
  const name = operationId
    .toLowerCase()
    .replace(/_?v\d{1,2}$/, '')
    .replace(/withorganization$/, '');
  return operations && Object.hasOwn(operations, name) ? operations[name] : undefined;
}
