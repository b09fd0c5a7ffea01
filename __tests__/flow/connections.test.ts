import { connectorName } from '../../src/flow/connections';
import { flowOf } from '../support/read-flow';

describe('connection references of a flow', () => {
  const table: readonly (readonly [what: string, reference: object, expected: object])[] = [
    [
      'bound to a reference of the solution, run as the owner',
      {
        runtimeSource: 'embedded',
        connection: { connectionReferenceLogicalName: 'con_sp' },
        api: { name: 'shared_sharepointonline' },
      },
      { source: 'embedded', logicalName: 'con_sp', connector: 'shared_sharepointonline' },
    ],
    [
      'run as the user',
      { runtimeSource: 'invoker', connection: { name: 'x' }, api: { name: 'shared_sql' } },
      { source: 'invoker', logicalName: undefined, connector: 'shared_sql' },
    ],
    [
      'legacy package',
      { connectionName: 'c', source: 'Embedded', id: '/providers/Microsoft.PowerApps/apis/shared_Office365' },
      { source: 'embedded', logicalName: undefined, connector: 'shared_office365' },
    ],
    [
      'api by its id',
      { api: { id: '/providers/Microsoft.PowerApps/apis/shared_teams' } },
      { source: 'unknown', logicalName: undefined, connector: 'shared_teams' },
    ],
    [
      'other letter case',
      { RuntimeSource: 'Invoker', Connection: { ConnectionReferenceLogicalName: 'A' }, API: { Name: 'Shared_X' } },
      { source: 'invoker', logicalName: 'A', connector: 'shared_x' },
    ],
    ['empty', {}, { source: 'unknown', logicalName: undefined, connector: '' }],
    [
      'wrong types',
      { runtimeSource: 1, api: 'x', connection: [] },
      { source: 'unknown', logicalName: undefined, connector: '' },
    ],
  ];

  test.each(table)('%s', (_, reference, expected) => {
    const { connectionReferences } = flowOf({}, { connectionReferences: { shared_1: reference } });
    expect(connectionReferences).toMatchObject([{ key: 'shared_1', ...expected }]);
    expect(connectionReferences[0]?.place.path).toEqual(['properties', 'connectionReferences', 'shared_1']);
  });

  test.each([
    ['/providers/Microsoft.PowerApps/apis/shared_SQL', 'shared_sql'],
    ['shared_sql', 'shared_sql'],
    ['/providers/Microsoft.PowerApps/apis/', ''],
    ['', ''],
  ])('connector of %j', (id, name) => {
    expect(connectorName(id)).toBe(name);
  });
});

describe('connector calls', () => {
  const references = {
    connectionReferences: {
      shared_sharepointonline_2: { api: { name: 'shared_sharepointonline' } },
      Mine: { api: { name: 'shared_new5fcontoso' } },
    },
  };

  const table: readonly (readonly [what: string, operation: object, expected: object | undefined])[] = [
    [
      'current form',
      {
        type: 'OpenApiConnection',
        inputs: {
          host: {
            apiId: '/providers/Microsoft.PowerApps/apis/shared_KeyVault',
            connectionName: 'shared_keyvault',
            operationId: 'GetSecret',
          },
          parameters: {},
        },
      },
      { connector: 'shared_keyvault', operationId: 'GetSecret', connectionName: 'shared_keyvault' },
    ],
    [
      'current form without apiId: from the reference',
      { inputs: { host: { connectionName: 'mine', operationId: 'Get' } } },
      { connector: 'shared_new5fcontoso', operationId: 'Get', connectionName: 'mine' },
    ],
    [
      'from a key that is numbered and not listed',
      { inputs: { host: { connectionName: 'shared_sql_1', operationId: 'Get' } } },
      { connector: 'shared_sql' },
    ],
    [
      'connectionReferenceName',
      { inputs: { host: { connectionReferenceName: 'shared_sharepointonline_2', operationId: 'Get' } } },
      { connector: 'shared_sharepointonline', connectionName: 'shared_sharepointonline_2' },
    ],
    [
      'legacy form',
      {
        type: 'ApiConnection',
        inputs: {
          host: { connection: { name: "@parameters('$connections')['shared_sql']['connectionId']" } },
          method: 'POST',
          path: '/v2/datasets',
        },
      },
      {
        connector: 'shared_sql',
        connectionName: 'shared_sql',
        method: 'post',
        path: '/v2/datasets',
        operationId: undefined,
      },
    ],
    [
      'legacy form, optional member access and blanks',
      { inputs: { host: { connection: { name: "@parameters( '$connections' )?[ 'shared_x' ]?['connectionId']" } } } },
      { connector: 'shared_x', connectionName: 'shared_x' },
    ],
    [
      'legacy form with the tokens of the trigger, and the operation in its metadata',
      {
        type: 'ApiConnection',
        metadata: { flowSystemMetadata: { swaggerOperationId: 'SendEmailV2' } },
        inputs: {
          host: {
            connection: {
              name: "@json(decodeBase64(triggerOutputs().headers['X-MS-APIM-Tokens']))['$connections']['shared_office365']['connectionId']",
            },
            api: { runtimeUrl: 'https://unitedstates-002.azure-apim.net/apim/office365' },
          },
          method: 'post',
          path: '/v2/Mail',
        },
      },
      {
        connector: 'shared_office365',
        connectionName: 'shared_office365',
        operationId: 'SendEmailV2',
        path: '/v2/Mail',
      },
    ],
    [
      'legacy form that cannot be followed',
      { inputs: { host: { connection: { name: '@variables(1)' } } } },
      { connector: '', connectionName: undefined },
    ],
    ['a child flow', { type: 'Workflow', inputs: { host: { workflowReferenceName: 'guid' } } }, undefined],
    ['an HTTP action', { type: 'Http', inputs: { uri: 'https://example.com' } }, undefined],
    ['a host that is text', { inputs: { host: 'x' } }, undefined],
    ['no inputs', {}, undefined],
  ];

  test.each(table)('%s', (_, operation, expected) => {
    const { actions, triggers } = flowOf({ triggers: { T: operation }, actions: { A: operation } }, references);
    for (const one of [actions[0], triggers[0]]) {
      if (expected === undefined) expect(one?.connector).toBeUndefined();
      else expect(one?.connector).toMatchObject(expected);
    }
  });
});

describe('parameters', () => {
  test('of the definition, with the environment variable they are bound to', () => {
    const { parameters } = flowOf({
      parameters: {
        $connections: { defaultValue: {}, type: 'Object' },
        'Base address (con_Base)': {
          defaultValue: 'http://example.com',
          type: 'String',
          metadata: { schemaName: 'con_Base', description: '' },
        },
        Odd: { Type: 'SecureString', DefaultValue: 7, Metadata: { SchemaName: 1 } },
        None: {},
      },
    });
    expect(
      parameters.map(({ name, type, defaultValue, environmentVariable }) => [
        name,
        type,
        defaultValue?.value,
        environmentVariable,
      ]),
    ).toEqual([
      ['$connections', 'Object', {}, undefined],
      ['Base address (con_Base)', 'String', 'http://example.com', 'con_Base'],
      ['Odd', 'SecureString', 7, undefined],
      ['None', '', undefined, undefined],
    ]);
    expect(parameters[1]?.place.path).toEqual(['properties', 'definition', 'parameters', 'Base address (con_Base)']);
  });
});
