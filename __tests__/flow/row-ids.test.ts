import { rowIdOf } from '../../src/flow/row-ids';
import { flowOf } from '../support/read-flow';

const idOf = (action: object) => {
  const [operation] = flowOf({ actions: { Change: action } }).actions;
  const found = operation && rowIdOf(operation);
  return found && `${found.does} ${found.field.join('/')}`;
};
const call = (connector: string, operationId: string) => ({
  type: 'OpenApiConnection',
  inputs: { host: { apiId: `/providers/Microsoft.PowerApps/apis/${connector}`, connectionName: 'c', operationId } },
});
const legacy = (method: string, path: string) => ({
  type: 'ApiConnection',
  inputs: {
    host: { connection: { name: "@parameters('$connections')['shared_sharepointonline']['connectionId']" } },
    method,
    path,
  },
});

test.each<[string, string, string | undefined]>([
  ['shared_commondataserviceforapps', 'UpdateRecord', 'changes inputs/parameters/recordid'],
  ['shared_commondataserviceforapps', 'UpdateOnlyRecordWithOrganization', 'changes inputs/parameters/recordid'],
  ['shared_commondataserviceforapps', 'DeleteRecord', 'deletes inputs/parameters/recordid'],
  ['shared_commondataserviceforapps', 'GetItem', undefined],
  ['shared_commondataservice', 'PatchItem_V2', 'changes inputs/parameters/id'],
  ['shared_sharepointonline', 'DeleteItem', 'deletes inputs/parameters/id'],
  ['shared_sharepointonline', 'PostItem', undefined],
  ['shared_sql', 'PatchItem_V2', 'changes inputs/parameters/id'],
  ['shared_azureblob', 'DeleteFile_V2', 'deletes inputs/parameters/id'],
  ['shared_contoso', 'DeleteItem', undefined],
  ['constructor', 'toString', undefined],
])('%s %s', (connector, operation, expected) => {
  expect(idOf(call(connector, operation))).toBe(expected);
});

test.each<[string, string, string | undefined]>([
  ['patch', "/datasets/a/tables/b/items/@{encodeURIComponent('1')}", 'changes inputs/path'],
  ['delete', '/datasets/a/tables/b/items/@{1}', 'deletes inputs/path'],
  ['get', '/datasets/a/tables/b/items/@{1}', undefined],
  ['patch', '/datasets/a/tables/b/items', undefined],
])('%s %s', (method, path, expected) => {
  expect(idOf(legacy(method, path))).toBe(expected);
});

test('an action that calls no connector changes no row', () => {
  expect(idOf({ type: 'Compose', inputs: '1' })).toBeUndefined();
});
