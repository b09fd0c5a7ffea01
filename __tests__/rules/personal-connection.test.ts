import rule from '../../src/rules/personal-connection';
import { testRule } from '../support/rule-tester';

const api = { name: 'shared_office365' };
const bound = (reference: object) => ({ connectionReferences: { shared_office365: reference } });
const at = (pointer: string) => ({
  file: 'Workflows/Flow.json',
  pointer: `/properties/connectionReferences/shared_office365${pointer}`,
});
const connection = (connectionName: object) => bound({ runtimeSource: 'embedded', connection: connectionName, api });

testRule(rule, {
  valid: [
    { name: 'no connections', flow: {} },
    { name: 'a connection reference', flow: connection({ connectionReferenceLogicalName: 'con_mail' }) },
    {
      name: 'a connection reference, and the connection that it had',
      flow: connection({ connectionReferenceLogicalName: 'con_mail', name: 'shared-office365-0001' }),
    },
    { name: 'nothing bound', flow: connection({}) },
    { name: 'an empty name', flow: connection({ name: '' }) },
    {
      name: 'a legacy package, which knows no connection references',
      solution: {
        files: {
          'Workflows/Old.json': {
            type: 'Microsoft.Flow/flows',
            properties: {
              connectionReferences: { mail: { connectionName: 'shared-office365-0001' } },
              definition: { triggers: {}, actions: {} },
            },
          },
        },
      },
    },
  ],
  invalid: [
    {
      name: 'by name',
      flow: connection({ name: 'shared-office365-0001' }),
      findings: [
        {
          messageId: 'bound',
          at: at('/connection/name'),
          message:
            'The flow uses connection shared_office365 of one person directly, and not a connection reference of the solution, so it acts with the rights of that person.',
        },
      ],
    },
    {
      name: 'by id',
      flow: connection({ id: '/providers/Microsoft.PowerApps/apis/shared_office365/connections/0001' }),
      findings: [{ messageId: 'bound', at: at('/connection/id') }],
    },
    {
      name: 'an empty name, and an id',
      flow: connection({ name: '', id: '0001' }),
      findings: [{ messageId: 'bound', at: at('/connection/id') }],
    },
    {
      name: 'in the form of flows outside of solutions',
      flow: bound({
        connectionName: 'shared-office365-0001',
        source: 'Embedded',
        id: '/providers/x/apis/shared_office365',
      }),
      findings: [{ messageId: 'bound', at: at('/connectionName') }],
    },
    {
      name: 'an empty connection reference',
      flow: connection({ connectionReferenceLogicalName: '', name: 'shared-office365-0001' }),
      findings: [{ messageId: 'bound', at: at('/connection/name') }],
    },
    {
      name: 'in other letters, with a connector that the file does not name',
      flow: bound({ Connection: { Name: 'shared-office365-0001' } }),
      findings: [{ messageId: 'bound', at: at('/Connection/Name') }],
    },
    {
      name: 'one of two',
      flow: {
        connectionReferences: {
          shared_sql: { connection: { connectionReferenceLogicalName: 'con_sql' }, api: { name: 'shared_sql' } },
          shared_office365: { connection: { name: 'shared-office365-0001' }, api },
        },
      },
      findings: [{ messageId: 'bound', at: at('/connection/name') }],
    },
  ],
});
