import rule from '../../src/rules/open-trigger-returns-data';
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
const list = call('shared_sharepointonline', 'GetItems', {
  dataset: 'https://contoso.sharepoint.example',
  table: 'Orders',
});
const respond = (body: unknown, more: object = {}) => ({
  type: 'Response',
  kind: 'Http',
  inputs: { statusCode: 200, body },
  ...more,
});
const http = (inputs: object) => ({
  type: 'Http',
  inputs: { method: 'GET', uri: 'https://graph.example/users', ...inputs },
});
const oauth = { authentication: { type: 'ActiveDirectoryOAuth', secret: "@parameters('s')" } };
const after = (name: string) => ({ runAfter: { [name]: ['Succeeded'] } });

const flow = (actions: object, triggers: object = trigger()) => ({ triggers, actions });
/** Reads, then answers. */
const answer = (read: object, body: unknown) => flow({ Read: read, Answer: respond(body, after('Read')) });
const rows = "@body('Read')?['value']";

const returned = [{ messageId: 'returned', at: setting }] as const;

const vault = call('shared_keyvault', 'GetSecret', { secretName: 'callers' });
const header = "@triggerOutputs()?['headers']?['x-api-key']";
const secret = "@body('Key')?['value']";
const isKnown = { equals: [header, secret] };
const checkedBy = (at: string) => ({
  at,
  label: 'what the caller sends is compared with a secret from Azure Key Vault, so a caller has to know it as well',
});
const check = (expression: unknown, actions: object, otherwise: object = {}) => ({
  type: 'If',
  expression,
  actions,
  else: { actions: otherwise },
  ...after('Key'),
});
const stop = { type: 'Terminate', inputs: { runStatus: 'Cancelled' } };
const work = { Read: list, Answer: respond(rows, after('Read')) };

testRule(rule, {
  valid: [
    { name: 'nothing is returned', flow: flow({ Read: list }) },
    { name: 'something else is returned', flow: answer(list, { ok: true }) },
    { name: 'only how many there are', flow: answer(list, "@length(body('Read')?['value'])") },
    { name: 'only whether there are any', flow: answer(list, "@if(empty(body('Read')?['value']), 'none', 'some')") },
    { name: 'only whether it went well', flow: answer(list, "@outputs('Read')?['statusCode']") },
    { name: 'what the caller sent', flow: answer(list, "@triggerBody()?['id']") },
    { name: 'what was made', flow: answer(call('shared_sharepointonline', 'PostItem'), "@body('Read')?['ID']") },
    {
      name: 'the tenant may call',
      flow: { ...answer(list, rows), triggers: trigger({ triggerAuthenticationType: 'Tenant' }) },
    },
    {
      name: 'some users may call',
      flow: {
        ...answer(list, rows),
        triggers: trigger({ triggerAuthenticationType: 'User', triggerAllowedUsers: 'a@contoso.example' }),
      },
    },
    {
      name: 'an expression decides who may call',
      flow: { ...answer(list, rows), triggers: trigger({ triggerAuthenticationType: "@variables('who')" }) },
    },
    {
      name: 'an app calls',
      flow: { ...answer(list, rows), triggers: { manual: { type: 'Request', kind: 'PowerAppV2', inputs: {} } } },
    },
    { name: 'what everybody may have', flow: answer(call('shared_msnweather', 'CurrentWeather'), rows) },
    { name: 'a page that is open to everybody', flow: answer(http({}), rows) },
    { name: 'an operation that nobody knows', flow: answer(call('shared_contoso', 'Orders'), rows) },
    {
      name: 'the text of a page, made of what the caller sent',
      flow: answer(call('shared_conversionservice', 'HtmlToText', { Content: '@triggerBody()' }), "@body('Read')"),
    },
    { name: 'a secret, which is a finding of its own', flow: answer(vault, "@body('Read')?['value']") },
    {
      name: 'what failed, which is a finding of its own',
      flow: flow({
        Try: { type: 'Scope', actions: { Read: list } },
        Answer: respond("@result('Try')", { runAfter: { Try: ['Failed'] } }),
      }),
    },
    {
      name: 'the error of what failed, which is a finding of its own',
      flow: flow({ Read: list, Answer: respond("@body('Read')", { runAfter: { Read: ['Failed', 'TimedOut'] } }) }),
    },
    {
      name: 'the error of what failed in a Scope',
      flow: flow({
        Try: { type: 'Scope', actions: { Read: list, Good: respond({ ok: true }, after('Read')) } },
        Answer: respond({ error: "@{body('Read')}" }, { runAfter: { Try: ['Failed'] } }),
      }),
    },
    {
      name: 'a connection of whoever runs the flow',
      flow: {
        ...answer(list, rows),
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
      name: 'what callers change is worse',
      flow: flow({ ...work, Remove: call('shared_sharepointonline', 'DeleteItem', { id: "@triggerBody()?['id']" }) }),
    },
  ],
  invalid: [
    {
      name: 'after success and after failure',
      flow: flow({ Read: list, Answer: respond("@body('Read')", { runAfter: { Read: ['Succeeded', 'Failed'] } }) }),
      findings: returned,
    },
    {
      name: 'what was read before another action in the Scope failed',
      flow: flow({
        Try: { type: 'Scope', actions: { Read: list, Write: { ...http({}), ...after('Read') } } },
        Answer: respond(rows, { runAfter: { Try: ['Failed'] } }),
      }),
      findings: returned,
    },
    {
      name: 'rows of a list',
      flow: answer(list, rows),
      findings: [
        {
          messageId: 'returned',
          at: setting,
          message:
            "Trigger manual accepts calls from anyone who has its URL. Answer gives them what is read by Read with connections of the flow's owner.",
          path: [
            { at: '/actions/Read', text: 'Read reads it' },
            { at: '/actions/Answer/inputs/body', text: 'Answer returns it to the caller' },
          ],
        },
      ],
    },
    {
      name: 'the trigger does not say who may call',
      flow: { ...answer(list, rows), triggers: trigger({ schema: {} }) },
      findings: [
        {
          messageId: 'returned',
          at: '/triggers/manual/kind',
          confidence: 'medium',
          message:
            "Trigger manual does not say who may call it; flows saved without this setting accept anyone who has the URL. Answer gives them what is read by Read with connections of the flow's owner.",
        },
      ],
    },
    {
      name: 'the setting comes from a parameter',
      flow: {
        ...answer(list, rows),
        triggers: trigger({ triggerAuthenticationType: "@parameters('Callers')" }),
        parameters: { Callers: { type: 'String', defaultValue: 'All' } },
      },
      findings: [
        {
          messageId: 'returned',
          at: setting,
          related: [{ at: '/parameters/Callers/defaultValue', label: 'the value of the parameter' }],
        },
      ],
    },
    ...[
      ['shared_commondataserviceforapps', 'ListRecords'],
      ['shared_commondataserviceforapps', 'GetItemWithOrganization'],
      ['shared_office365', 'GetEmailsV3'],
      ['shared_office365users', 'UserProfile_V2'],
      ['shared_sql', 'GetItems_V2'],
      ['shared_onedriveforbusiness', 'GetFileContent'],
      ['shared_contoso-5fcb', 'Search-Orders'],
    ].map(([connector = '', id = '']) => ({
      name: `${connector} ${id}`,
      flow: answer(call(connector, id), rows),
      findings: returned,
    })),
    {
      name: 'a connector in its legacy form',
      flow: answer(
        {
          type: 'ApiConnection',
          inputs: {
            host: { connection: { name: "@parameters('$connections')['shared_sql']['connectionId']" } },
            method: 'get',
            path: '/datasets/default/tables/Orders/items',
          },
        },
        rows,
      ),
      findings: returned,
    },
    {
      name: 'a request to SharePoint',
      flow: answer(
        call('shared_sharepointonline', 'HttpRequest', {
          'parameters/method': 'GET',
          'parameters/uri': '_api/web/lists',
        }),
        "@body('Read')",
      ),
      findings: returned,
    },
    {
      name: 'a statement in SQL',
      flow: answer(
        call('shared_sql', 'ExecutePassThroughNativeQuery_V2', { 'query/query': 'SELECT * FROM Orders' }),
        "@body('Read')",
      ),
      findings: returned,
    },
    ...[
      oauth,
      { headers: { 'x-functions-key': 'k' } },
      { uri: "https://orders.example/api?code=@{parameters('code')}" },
      { queries: { api_key: 'k' } },
    ].map((inputs) => ({
      name: `an HTTP action with a credential: ${JSON.stringify(inputs)}`,
      flow: answer(http(inputs), "@body('Read')"),
      findings: [
        {
          messageId: 'returned' as const,
          at: setting,
          message:
            'Trigger manual accepts calls from anyone who has its URL. Answer gives them what is read by Read with credentials that the flow holds.',
        },
      ] as const,
    })),
    ...[
      "@outputs('Read')?['body/value']",
      "@outputs('Read')?['body']?['value'][0]?['Title']",
      "@actions('Read').outputs.body",
      "@{body('Read')?['value']}",
      "Orders: @{join(body('Read')?['value'], ',')}",
      "@first(body('Read')?['value'])?['Title']",
      { a: [{ b: rows }] },
    ].map((body) => ({
      name: `as ${JSON.stringify(body)}`,
      flow: answer(list, body),
      findings: returned,
    })),
    {
      name: 'in a header',
      flow: flow({
        Read: list,
        Answer: { type: 'Response', inputs: { statusCode: 200, headers: { 'x-first': rows } }, ...after('Read') },
      }),
      findings: returned,
    },
    {
      name: 'by way of a loop, a variable and Compose, from several sources',
      flow: flow({
        Declare: { type: 'InitializeVariable', inputs: { variables: [{ name: 'Titles', type: 'array' }] } },
        Read: list,
        Each: {
          type: 'Foreach',
          foreach: rows,
          actions: {
            Keep: { type: 'AppendToArrayVariable', inputs: { name: 'Titles', value: "@items('Each')?['Title']" } },
          },
          ...after('Read'),
        },
        Shape: {
          type: 'Select',
          inputs: { from: "@variables('Titles')", select: { title: '@item()' } },
          ...after('Each'),
        },
        Whole: { type: 'Compose', inputs: { titles: "@body('Shape')", me: "@body('Me')" }, ...after('Shape') },
        Me: http(oauth),
        Answer: respond("@outputs('Whole')", after('Whole')),
      }),
      findings: [
        {
          messageId: 'returned',
          at: setting,
          message:
            'Trigger manual accepts calls from anyone who has its URL. Answer gives them what is read by Me and another action with connections and credentials of the flow, by way of Whole.',
        },
      ],
    },
    {
      name: 'three of them',
      flow: flow({
        A: list,
        B: list,
        C: list,
        Answer: respond("@union(body('A')?['value'], body('B')?['value'], body('C')?['value'])", after('C')),
      }),
      findings: [
        {
          messageId: 'returned',
          at: setting,
          message:
            "Trigger manual accepts calls from anyone who has its URL. Answer gives them what is read by A and 2 other actions with connections of the flow's owner.",
        },
      ],
    },
    ...[
      ['a scope', { Scope: { type: 'Scope', actions: work } }],
      ['a branch', { If: { type: 'If', expression: { equals: [1, 1] }, actions: work } }],
      [
        'the other branch',
        { If: { type: 'If', expression: { equals: [1, 1] }, actions: {}, else: { actions: work } } },
      ],
      ['a case', { Switch: { type: 'Switch', expression: '@1', cases: { One: { case: 1, actions: work } } } }],
      ['the default', { Switch: { type: 'Switch', expression: '@1', cases: {}, default: { actions: work } } }],
      ['a loop', { Each: { type: 'Foreach', foreach: '@triggerBody()', actions: work } }],
      ['an until loop', { Until: { type: 'Until', expression: '@true', actions: work } }],
    ].map(([name, actions]) => ({ name: `in ${name as string}`, flow: flow(actions as object), findings: returned })),
    {
      name: 'a child flow reads it',
      solution: {
        flows: {
          Main: flow({
            Run: {
              type: 'Workflow',
              inputs: { host: { workflowReferenceName: '00000000-0000-4000-8000-000000000009' } },
            },
            Answer: respond("@body('Run')", after('Run')),
          }),
          Child: {
            id: '00000000-0000-4000-8000-000000000009',
            ...flow(work, { manual: { type: 'Request', kind: 'Button', inputs: {} } }),
          },
        },
      },
      findings: [
        {
          messageId: 'returned',
          at: { file: 'Workflows/Main.json', pointer: `/properties/definition${setting}` },
          message:
            "Trigger manual accepts calls from anyone who has its URL. Answer gives them what is read by Read with connections of the flow's owner, by way of Answer.",
        },
      ],
    },
    {
      name: 'it also adds something, and what stands beside the trigger is shown',
      flow: flow(
        { ...work, Note: call('shared_sharepointonline', 'PostItem', { 'item/Title': "@triggerBody()?['id']" }) },
        trigger({ triggerAuthenticationType: 'All', method: 'GET' }, { conditions: [{ expression: '@true' }] }),
      ),
      findings: [
        {
          messageId: 'returned',
          at: setting,
          related: [
            { at: '/actions/Note', label: 'each call also makes the flow change or send something here' },
            {
              at: '/triggers/manual/conditions/0',
              label: 'a trigger condition skips calls, but proves nothing about the caller',
            },
            { at: '/triggers/manual/inputs/method', label: 'a fixed method keeps nobody out' },
          ],
        },
      ],
    },
    {
      name: 'behind a check of a secret',
      flow: flow({ Key: vault, Check: check({ and: [isKnown] }, work, { Refuse: respond('no') }) }),
      findings: [
        {
          messageId: 'returned',
          at: setting,
          severity: 'medium',
          related: [checkedBy('/actions/Check/expression/and/0/equals/1')],
        },
      ],
    },
    {
      name: 'behind a check that a Compose makes, which keeps the secret out of the Condition',
      flow: flow({
        Key: vault,
        Known: { type: 'Compose', inputs: `@equals(${header.slice(1)}, ${secret.slice(1)})`, ...after('Key') },
        Check: { ...check({ and: [{ equals: ["@outputs('Known')", true] }] }, work), ...after('Known') },
      }),
      findings: [
        {
          messageId: 'returned',
          at: setting,
          severity: 'medium',
          related: [checkedBy('/actions/Known/inputs')],
        },
      ],
    },
    {
      name: 'in the branch where what a Compose checks does not hold',
      flow: flow({
        Key: vault,
        Known: { type: 'Compose', inputs: `@equals(${header.slice(1)}, ${secret.slice(1)})`, ...after('Key') },
        Check: { ...check({ equals: ["@outputs('Known')", false] }, work), ...after('Known') },
      }),
      findings: [{ messageId: 'returned', at: setting, related: [checkedBy('/actions/Known/inputs')] }],
    },
    {
      name: 'after a check that ends the run',
      flow: flow({
        Key: vault,
        Check: check({ not: isKnown }, { Stop: stop }),
        Read: { ...list, ...after('Check') },
        Answer: respond(rows, after('Read')),
      }),
      findings: [
        {
          messageId: 'returned',
          at: setting,
          severity: 'medium',
          related: [checkedBy('/actions/Check/expression/not/equals/1')],
        },
      ],
    },
    {
      name: 'a check whose other branch only answers lets the run go on',
      flow: flow({
        Key: vault,
        Check: check(isKnown, {}, { Refuse: respond('no') }),
        Read: { ...list, ...after('Check') },
        Answer: respond(rows, after('Read')),
      }),
      findings: [{ messageId: 'returned', at: setting, related: [checkedBy('/actions/Check/expression/equals/1')] }],
    },
    {
      name: 'in the branch of a check where it does not hold',
      flow: flow({ Key: vault, Check: check(isKnown, {}, work) }),
      findings: [{ messageId: 'returned', at: setting, related: [checkedBy('/actions/Check/expression/equals/1')] }],
    },
    {
      name: 'a check that something else may replace',
      flow: flow({ Key: vault, Check: check({ or: [isKnown, { equals: [1, 1] }] }, work) }),
      findings: [
        { messageId: 'returned', at: setting, related: [checkedBy('/actions/Check/expression/or/0/equals/1')] },
      ],
    },
    {
      name: 'beside a check',
      flow: flow({ Key: vault, Check: check(isKnown, { Stop: stop }), ...work }),
      findings: [{ messageId: 'returned', at: setting, related: [checkedBy('/actions/Check/expression/equals/1')] }],
    },
    {
      name: 'one behind the check, one not',
      flow: flow({
        Key: vault,
        Check: check(isKnown, work),
        Read2: list,
        Answer2: respond("@body('Read2')", after('Read2')),
      }),
      findings: [
        {
          messageId: 'returned',
          at: setting,
          message:
            "Trigger manual accepts calls from anyone who has its URL. Answer2 gives them what is read by Read2 and another action with connections of the flow's owner.",
          related: [checkedBy('/actions/Check/expression/equals/1')],
        },
      ],
    },
  ],
});
