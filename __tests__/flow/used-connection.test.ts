import { connectionSource } from '../../src/flow/used-connection';
import { flowOf } from '../support/read-flow';

const sourceOf = (action: object, connectionReferences: object) => {
  const flow = flowOf({ actions: { Call: action } }, { connectionReferences });
  const [operation] = flow.actions;
  return operation && connectionSource(operation, flow);
};
const call = (connectionName: string) => ({
  type: 'OpenApiConnection',
  inputs: {
    host: { apiId: '/providers/Microsoft.PowerApps/apis/shared_sql', connectionName, operationId: 'GetItems' },
  },
});
const reference = (runtimeSource: string) => ({ runtimeSource, connection: {}, api: { name: 'shared_sql' } });

test.each<[string, object, string]>([
  ['shared_sql', { shared_sql: reference('embedded') }, 'embedded'],
  ['SHARED_SQL', { shared_sql: reference('Invoker') }, 'invoker'],
  ['shared_sql_1', { shared_sql: reference('invoker'), shared_sql_1: reference('embedded') }, 'embedded'],
  ['shared_sql', {}, 'unknown'],
  ['shared_sql', { shared_sql: {} }, 'unknown'],
])('connection %s among %j', (name, references, expected) => {
  expect(sourceOf(call(name), references)).toBe(expected);
});

test('an action that uses no connection', () => {
  expect(sourceOf({ type: 'Http', inputs: { uri: 'https://contoso.example' } }, {})).toBeUndefined();
});
