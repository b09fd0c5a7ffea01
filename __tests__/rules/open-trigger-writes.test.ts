import rule from '../../src/rules/open-trigger-writes';
import { testRule } from '../support/rule-tester';

const trigger = (inputs: object = { triggerAuthenticationType: 'All' }, more: object = {}) => ({
  manual: { type: 'Request', kind: 'Http', inputs, ...more },
});
const setting = '/triggers/manual/inputs/triggerAuthenticationType';

/** A call of a connector operation, in its current form. */
const call = (connector: string, operationId: string, parameters: object = {}) => ({
  type: 'OpenApiConnection',
  inputs: {
    host: { apiId: `/providers/Microsoft.PowerApps/apis/${connector}`, connectionName: connector, operationId },
    parameters,
    authentication: "@parameters('$authentication')",
  },
});
const sharePoint = (operationId: string, parameters: object = {}) =>
  call('shared_sharepointonline', operationId, parameters);
const sent = "@triggerBody()?['title']";
const add = sharePoint('PostItem', { 'item/Title': sent });
const remove = sharePoint('DeleteItem', { id: "@triggerBody()?['id']" });
const list = sharePoint('GetItems');
const respond = (body: unknown) => ({ type: 'Response', kind: 'Http', inputs: { statusCode: 200, body } });
const http = (method: string, inputs: object = {}) => ({
  type: 'Http',
  inputs: {
    method,
    uri: 'https://orders.example',
    authentication: { type: 'Basic', username: 'a', password: "@parameters('p')" },
    ...inputs,
  },
});
const legacy = (method: string, path: string, more: object = {}) => ({
  type: 'ApiConnection',
  inputs: {
    host: { connection: { name: "@parameters('$connections')['shared_office365']['connectionId']" } },
    method,
    path,
    ...more,
  },
});
const after = (name: string) => ({ runAfter: { [name]: ['Succeeded'] } });
const flow = (actions: object, triggers: object = trigger()) => ({ triggers, actions });

const here = (at: string) => ({ at, label: 'the flow acts here' });
const acts = (...names: string[]) => ({ related: names.map((name) => here(`/actions/${name}`)) });
const high = { severity: 'high' } as const;
const opening = 'Trigger manual accepts calls from anyone who has its URL.';
const owner = "with connections of the flow's owner.";

const vault = call('shared_keyvault', 'GetSecret', { secretName: 'callers' });
const isKnown = { equals: ["@triggerOutputs()?['headers']?['x-api-key']", "@body('Key')?['value']"] };
const checked = {
  at: '/actions/Check/expression/equals/1',
  label: 'what the caller sends is compared with a secret from Azure Key Vault, so a caller has to know it as well',
};

testRule(rule, {
  valid: [
    {
      name: 'what no run gets to',
      flow: flow({
        Stop: { type: 'Terminate', inputs: { runStatus: 'Succeeded' } },
        Remove: { ...remove, ...after('Stop') },
      }),
    },
    { name: 'nothing is written', flow: flow({ List: list }) },
    { name: 'the tenant may call', flow: flow({ Add: add }, trigger({ triggerAuthenticationType: 'Tenant' })) },
    {
      name: 'some users may call',
      flow: flow(
        { Add: add },
        trigger({ triggerAuthenticationType: 'User', triggerAllowedUsers: 'a@contoso.example' }),
      ),
    },
    {
      name: 'an expression decides who may call',
      flow: flow({ Add: add }, trigger({ triggerAuthenticationType: "@variables('who')" })),
    },
    { name: 'an app calls', flow: flow({ Add: add }, { manual: { type: 'Request', kind: 'PowerAppV2', inputs: {} } }) },
    {
      name: 'a schedule',
      flow: flow(
        { Remove: sharePoint('DeleteItem') },
        { every: { type: 'Recurrence', recurrence: { frequency: 'Day', interval: 1 } } },
      ),
    },
    { name: 'an operation that nobody knows', flow: flow({ Do: call('shared_contoso', 'Orders', { a: sent }) }) },
    {
      name: 'a document that is made and goes nowhere',
      flow: flow({ Fill: call('shared_wordonlinebusiness', 'CreateFileItem', { a: sent }) }),
    },
    {
      name: 'a request without a credential',
      flow: flow({ Post: { type: 'Http', inputs: { method: 'POST', uri: 'https://orders.example', body: sent } } }),
    },
    { name: 'a posted request that always is the same', flow: flow({ Post: http('POST') }) },
    {
      name: 'a request for a token',
      flow: flow({
        Post: http('POST', { uri: 'https://login.microsoftonline.com/contoso.example/oauth2/v2.0/token', body: sent }),
      }),
    },
    {
      name: 'a method that an expression decides',
      flow: flow({ Post: http("@triggerBody()?['method']", { body: sent }) }),
    },
    {
      name: 'a connection of whoever runs the flow',
      flow: {
        ...flow({ Add: add }),
        connectionReferences: {
          shared_sharepointonline: {
            runtimeSource: 'invoker',
            connection: {},
            api: { name: 'shared_sharepointonline' },
          },
        },
      },
    },
    {
      name: 'a statement that only reads',
      flow: flow({ Ask: call('shared_sql', 'ExecutePassThroughNativeQuery_V2', { 'query/query': 'SELECT 1' }) }),
    },
    {
      name: 'an action of Dataverse whose name tells nothing',
      flow: flow({
        Do: call('shared_commondataserviceforapps', 'PerformUnboundAction', {
          actionName: 'new_Orders',
          'item/a': sent,
        }),
      }),
    },
    {
      name: 'callers get more than they can add',
      flow: flow({ Add: add, List: list, Answer: { ...respond("@body('List')"), ...after('List') } }),
    },
  ],
  invalid: [
    {
      name: 'a caller adds rows',
      flow: flow({ Add: add }),
      findings: [
        {
          messageId: 'decided',
          at: setting,
          ...high,
          ...acts('Add'),
          message: `${opening} They have a say in what Add creates, ${owner}`,
          path: [
            { at: '/triggers/manual', text: 'the caller sends it' },
            { at: '/actions/Add/inputs/parameters/item~1Title', text: 'Add creates something with it' },
          ],
        },
      ],
    },
    {
      name: 'a caller deletes rows',
      flow: flow({ Remove: remove }),
      findings: [
        {
          messageId: 'decided',
          at: setting,
          ...acts('Remove'),
          message: `${opening} They have a say in what Remove deletes, ${owner}`,
        },
      ],
    },
    {
      name: 'nothing of the caller is in it',
      flow: flow({ Remove: sharePoint('DeleteItem', { id: 1 }) }),
      findings: [
        {
          messageId: 'started',
          at: setting,
          ...high,
          ...acts('Remove'),
          message: `${opening} With each call Remove deletes something, ${owner}`,
          path: [],
        },
      ],
    },
    {
      name: 'the trigger does not say who may call',
      flow: flow({ Remove: remove }, trigger({ schema: {} })),
      findings: [
        {
          messageId: 'decided',
          at: '/triggers/manual/kind',
          confidence: 'medium',
          ...acts('Remove'),
          message: `Trigger manual does not say who may call it; flows saved without this setting accept anyone who has the URL. They have a say in what Remove deletes, ${owner}`,
        },
      ],
    },
    ...[
      ['shared_commondataserviceforapps', 'UpdateRecord', 'changes'],
      ['shared_commondataserviceforapps', 'UpdateOnlyRecordWithOrganization', 'changes'],
      ['shared_commondataserviceforapps', 'DeleteRecord', 'deletes'],
      ['shared_sql', 'PatchItem_V2', 'changes'],
      ['shared_office365groups', 'AddMemberToGroup', 'gives access to'],
      ['shared_sharepointonline', 'CreateSharingLink', 'gives access to'],
      ['shared_uiflow', 'RunUIFlow_V2', 'runs'],
      ['shared_contoso-5fcb', 'Remove-Order', 'deletes'],
    ].map(([connector = '', id = '', deed = '']) => ({
      name: `${connector} ${id}`,
      flow: flow({ Do: call(connector, id, { a: sent }) }),
      findings: [
        {
          messageId: 'decided' as const,
          at: setting,
          ...acts('Do'),
          message: `${opening} They have a say in what Do ${deed}, ${owner}`,
        },
      ] as const,
    })),
    ...[
      ['shared_commondataserviceforapps', 'CreateRecord', 'creates', { a: sent }],
      ['shared_office365', 'V4CalendarPostItem', 'creates', { a: sent }],
      ['shared_office365', 'SendEmailV2', 'sends', { 'emailMessage/Body': sent }],
      ['shared_teams', 'PostMessageToConversation', 'sends', { 'body/messageBody': sent }],
      ['shared_approvals', 'StartAndWaitForAnApproval', 'sends', { 'ApprovalCreationInput/title': sent }],
      ['shared_onedriveforbusiness', 'CreateFile', 'creates', { body: sent }],
    ].map(([connector, id, deed, parameters]) => ({
      name: `${connector as string} ${id as string}`,
      flow: flow({ Do: call(connector as string, id as string, parameters as object) }),
      findings: [
        {
          messageId: 'decided' as const,
          at: setting,
          ...high,
          ...acts('Do'),
          message: `${opening} They have a say in what Do ${deed as string}, ${owner}`,
        },
      ] as const,
    })),
    {
      name: 'a caller chooses who gets a mail',
      flow: flow({
        Send: call('shared_office365', 'SendEmailV2', {
          'emailMessage/Body': sent,
          'emailMessage/To': "@triggerBody()?['mail']",
        }),
      }),
      findings: [
        {
          messageId: 'decided',
          at: setting,
          ...acts('Send'),
          path: [
            { at: '/triggers/manual', text: 'the caller sends it' },
            { at: '/actions/Send/inputs/parameters/emailMessage~1To', text: 'Send sends something with it' },
          ],
        },
      ],
    },
    ...[
      ['patch', '/orders', 'changes', {}],
      ['delete', "/orders/@{triggerBody()?['id']}", 'deletes', {}],
    ].map(([method, path, deed]) => ({
      name: `a legacy call, ${method as string}`,
      flow: flow({ Do: legacy(method as string, path as string, { body: sent }) }),
      findings: [
        {
          messageId: 'decided' as const,
          at: setting,
          ...acts('Do'),
          message: `${opening} They have a say in what Do ${deed as string}, ${owner}`,
        },
      ] as const,
    })),
    {
      name: 'a legacy mail',
      flow: flow({ Do: legacy('post', '/v2/Mail', { body: { Body: sent } }) }),
      findings: [
        {
          messageId: 'decided',
          at: setting,
          ...high,
          ...acts('Do'),
          message: `${opening} They have a say in what Do sends, ${owner}`,
        },
      ],
    },
    ...['PUT', 'patch', 'DELETE'].map((method) => ({
      name: `an HTTP action: ${method}`,
      flow: flow({ Do: http(method, { body: sent }) }),
      findings: [
        {
          messageId: 'decided' as const,
          at: setting,
          ...acts('Do'),
          message: `${opening} They have a say in what Do ${method === 'DELETE' ? 'deletes' : 'changes'}, with credentials that the flow holds.`,
        },
      ] as const,
    })),
    {
      name: 'an HTTP action that posts: only the other side knows what for',
      flow: flow({ Do: http('POST', { body: sent }) }),
      findings: [
        {
          messageId: 'decided',
          at: setting,
          ...high,
          confidence: 'medium',
          ...acts('Do'),
          message: `${opening} They have a say in what Do sends in its request, with credentials that the flow holds.`,
        },
      ],
    },
    {
      name: 'a request to SharePoint',
      flow: flow({
        Do: sharePoint('HttpRequest', {
          'parameters/method': 'PATCH',
          'parameters/uri': "_api/web/@{triggerBody()?['list']}",
        }),
      }),
      findings: [{ messageId: 'decided', at: setting, ...acts('Do') }],
    },
    {
      name: 'a statement in SQL',
      flow: flow({
        Do: call('shared_sql', 'ExecutePassThroughNativeQuery_V2', {
          'query/query': "DELETE FROM Orders WHERE Id = '@{triggerBody()?['id']}'",
        }),
      }),
      findings: [{ messageId: 'decided', at: setting, ...acts('Do') }],
    },
    {
      name: 'an action of Dataverse',
      flow: flow({
        Do: call('shared_commondataserviceforapps', 'PerformUnboundAction', {
          actionName: 'Microsoft.Dynamics.CRM.AddMembersTeam',
          'item/Members': sent,
        }),
      }),
      findings: [{ messageId: 'decided', at: setting, ...acts('Do') }],
    },
    {
      name: 'the gravest first, three at most by name',
      flow: flow({
        Note: sharePoint('PostItem', { 'item/Title': 'called' }),
        Add: add,
        Post: http('POST', { body: sent }),
        Change: sharePoint('PatchItem', { id: "@triggerBody()?['id']" }),
        Remove: remove,
        Tell: call('shared_teams', 'PostMessageToConversation', { 'body/messageBody': sent }),
      }),
      findings: [
        {
          messageId: 'decided',
          at: setting,
          ...acts('Remove', 'Change', 'Tell'),
          message: `${opening} They have a say in what Remove deletes, Change changes, Tell sends and 2 more actions do, with connections and credentials of the flow.`,
        },
      ],
    },
    {
      name: 'four of them',
      flow: flow({
        A: sharePoint('PostItem'),
        B: sharePoint('PatchItem'),
        C: sharePoint('DeleteItem'),
        D: call('shared_office365groups', 'AddMemberToGroup'),
      }),
      findings: [
        {
          messageId: 'started',
          at: setting,
          ...high,
          ...acts('C', 'D', 'B'),
          message: `${opening} With each call C deletes something, D gives access, B changes something and one more action does, ${owner}`,
        },
      ],
    },
    ...[
      '@triggerBody()',
      "@triggerOutputs()?['body/title']",
      "@triggerOutputs()?['headers']?['x-title']",
      "@triggerOutputs()?['queries']?['title']",
      "@trigger()['outputs']?['body']",
      "Order @{triggerBody()?['title']}",
      "@concat('Order ', string(triggerBody()))",
      "@triggerFormDataValue('title')",
    ].map((value) => ({
      name: `as ${value}`,
      flow: flow({ Add: sharePoint('PatchItem', { 'item/Title': value }) }),
      findings: [{ messageId: 'decided' as const, at: setting, ...acts('Add') }] as const,
    })),
    {
      name: 'by way of Parse JSON, a variable, a loop',
      flow: flow({
        Parse: { type: 'ParseJson', inputs: { content: '@triggerBody()', schema: {} } },
        Keep: {
          type: 'InitializeVariable',
          inputs: { variables: [{ name: 'Ids', type: 'array', value: "@body('Parse')?['ids']" }] },
          ...after('Parse'),
        },
        Each: {
          type: 'Foreach',
          foreach: "@variables('Ids')",
          actions: { Remove: sharePoint('DeleteItem', { id: "@items('Each')" }) },
          ...after('Keep'),
        },
      }),
      findings: [{ messageId: 'decided', at: setting, related: [here('/actions/Each/actions/Remove')] }],
    },
    ...[
      ['a scope', { Scope: { type: 'Scope', actions: { Remove: remove } } }, '/Scope/actions'],
      ['a branch', { If: { type: 'If', expression: { equals: [1, 1] }, actions: { Remove: remove } } }, '/If/actions'],
      [
        'the other branch',
        { If: { type: 'If', expression: { equals: [1, 1] }, actions: {}, else: { actions: { Remove: remove } } } },
        '/If/else/actions',
      ],
      [
        'a case',
        { Switch: { type: 'Switch', expression: '@1', cases: { One: { case: 1, actions: { Remove: remove } } } } },
        '/Switch/cases/One/actions',
      ],
      [
        'the default',
        { Switch: { type: 'Switch', expression: '@1', cases: {}, default: { actions: { Remove: remove } } } },
        '/Switch/default/actions',
      ],
      [
        'a loop',
        { Each: { type: 'Foreach', foreach: '@triggerBody()', actions: { Remove: remove } } },
        '/Each/actions',
      ],
      [
        'an until loop',
        { Until: { type: 'Until', expression: '@true', actions: { Remove: remove } } },
        '/Until/actions',
      ],
    ].map(([name, actions, holder]) => ({
      name: `in ${name as string}`,
      flow: flow(actions as object),
      findings: [
        { messageId: 'decided' as const, at: setting, related: [here(`/actions${holder as string}/Remove`)] },
      ] as const,
    })),
    {
      name: 'a child flow of a child flow does it',
      solution: {
        flows: {
          Main: flow({
            Run: {
              type: 'Workflow',
              inputs: {
                host: { workflowReferenceName: '00000000-0000-4000-8000-000000000008' },
                body: { id: "@triggerBody()?['id']" },
              },
            },
          }),
          Middle: {
            id: '00000000-0000-4000-8000-000000000008',
            ...flow(
              {
                Run: {
                  type: 'Workflow',
                  inputs: {
                    host: { workflowReferenceName: '00000000-0000-4000-8000-000000000009' },
                    body: { id: "@triggerBody()?['id']" },
                  },
                },
              },
              { manual: { type: 'Request', kind: 'Button', inputs: {} } },
            ),
          },
          Child: {
            id: '00000000-0000-4000-8000-000000000009',
            ...flow(
              {
                Remove: remove,
                Again: {
                  type: 'Workflow',
                  inputs: { host: { workflowReferenceName: '00000000-0000-4000-8000-000000000008' } },
                },
              },
              { manual: { type: 'Request', kind: 'Button', inputs: {} } },
            ),
          },
        },
      },
      findings: [
        {
          messageId: 'decided',
          at: { file: 'Workflows/Main.json', pointer: `/properties/definition${setting}` },
          message: `${opening} They have a say in what Remove deletes, ${owner}`,
          related: [here('x')].map((one) => ({
            ...one,
            at: { file: 'Workflows/Child.json', pointer: '/properties/definition/actions/Remove' },
          })),
          path: [
            {
              at: { file: 'Workflows/Main.json', pointer: '/properties/definition/triggers/manual' },
              text: 'the caller sends it',
            },
            {
              at: { file: 'Workflows/Main.json', pointer: '/properties/definition/actions/Run/inputs/body/id' },
              text: 'Run passes it to a child flow',
            },
            {
              at: { file: 'Workflows/Middle.json', pointer: '/properties/definition/triggers/manual' },
              text: 'the child flow Middle is given it',
            },
            {
              at: { file: 'Workflows/Middle.json', pointer: '/properties/definition/actions/Run/inputs/body/id' },
              text: 'Run passes it to a child flow',
            },
            {
              at: { file: 'Workflows/Child.json', pointer: '/properties/definition/triggers/manual' },
              text: 'the child flow Child is given it',
            },
            {
              at: {
                file: 'Workflows/Child.json',
                pointer: '/properties/definition/actions/Remove/inputs/parameters/id',
              },
              text: 'Remove deletes something with it',
            },
          ],
        },
      ],
    },
    {
      name: 'a Teams webhook',
      flow: flow(
        { Tell: call('shared_teams', 'PostCardToConversation', { 'body/messageBody': sent }) },
        { manual: { type: 'OpenApiConnectionWebhook', inputs: { triggerAuthenticationType: 'All' } } },
      ),
      findings: [{ messageId: 'decided', at: setting, ...high, ...acts('Tell') }],
    },
    {
      name: 'what the flow reads goes back as well, and what stands beside the trigger is shown',
      flow: flow(
        { Remove: remove, List: list, Answer: { ...respond("@body('List')"), ...after('List') } },
        trigger({ triggerAuthenticationType: 'All', method: 'POST' }),
      ),
      findings: [
        {
          messageId: 'decided',
          at: setting,
          related: [
            here('/actions/Remove'),
            { at: '/actions/Answer/inputs/body', label: 'what the flow reads goes back to the caller here' },
            { at: '/triggers/manual/inputs/method', label: 'a fixed method keeps nobody out' },
          ],
        },
      ],
    },
    {
      name: 'behind a check of a secret',
      flow: flow({
        Key: vault,
        Check: { type: 'If', expression: isKnown, actions: { Remove: remove }, ...after('Key') },
      }),
      findings: [
        {
          messageId: 'decided',
          at: setting,
          severity: 'medium',
          related: [here('/actions/Check/actions/Remove'), checked],
        },
      ],
    },
    {
      name: 'a child flow that is run behind a check',
      solution: {
        flows: {
          Main: flow({
            Key: vault,
            Check: {
              type: 'If',
              expression: isKnown,
              actions: {
                Run: {
                  type: 'Workflow',
                  inputs: { host: { workflowReferenceName: '00000000-0000-4000-8000-000000000009' } },
                },
              },
              ...after('Key'),
            },
          }),
          Child: {
            id: '00000000-0000-4000-8000-000000000009',
            ...flow({ Remove: sharePoint('DeleteItem') }, { manual: { type: 'Request', kind: 'Button', inputs: {} } }),
          },
        },
      },
      findings: [
        {
          messageId: 'started',
          at: { file: 'Workflows/Main.json', pointer: `/properties/definition${setting}` },
          severity: 'medium',
          related: [
            {
              at: { file: 'Workflows/Child.json', pointer: '/properties/definition/actions/Remove' },
              label: 'the flow acts here',
            },
            {
              ...checked,
              at: { file: 'Workflows/Main.json', pointer: '/properties/definition/actions/Check/expression/equals/1' },
            },
          ],
        },
      ],
    },
    {
      name: 'what is not behind the check weighs more',
      flow: flow({
        Add: add,
        Key: vault,
        Check: { type: 'If', expression: isKnown, actions: { Remove: remove }, ...after('Key') },
      }),
      findings: [{ messageId: 'decided', at: setting, ...high, related: [here('/actions/Add'), checked] }],
    },
    {
      name: 'what is not behind the check weighs more than what is returned behind it',
      flow: flow({
        Add: add,
        Key: vault,
        Check: {
          type: 'If',
          expression: isKnown,
          actions: { List: list, Answer: { ...respond("@body('List')"), ...after('List') } },
          ...after('Key'),
        },
      }),
      findings: [
        {
          messageId: 'decided',
          at: setting,
          ...high,
          related: [
            here('/actions/Add'),
            {
              at: '/actions/Check/actions/Answer/inputs/body',
              label: 'what the flow reads goes back to the caller here',
            },
            checked,
          ],
        },
      ],
    },
  ],
});
