import rule from '../../src/rules/error-details-returned';
import { fixesOf } from '../support/fixes';
import { testRule } from '../support/rule-tester';

const manual = (kind: string, inputs: object = {}) => ({ triggers: { manual: { type: 'Request', kind, inputs } } });
const http = (more: object = {}) => manual('Http', { triggerAuthenticationType: 'All', ...more });
const after = (...edges: (readonly [string, ...string[]])[]) => ({
  runAfter: Object.fromEntries(edges.map(([name, ...statuses]) => [name, statuses])),
});
const failed = ['Failed', 'TimedOut'] as const;
const call = (more: object = {}) => ({
  type: 'Http',
  inputs: { method: 'GET', uri: 'https://contoso.example/stock' },
  ...more,
});
const scope = (actions: object = { Call: call() }, more: object = {}) => ({ type: 'Scope', actions, ...more });
const respond = (body: unknown, more: object = after(['Try', ...failed])) => ({
  type: 'Response',
  kind: 'Http',
  inputs: { statusCode: 500, body },
  ...more,
});
const compose = (inputs: unknown, more: object = after(['Try', ...failed])) => ({ type: 'Compose', inputs, ...more });

/** A flow whose scope Try fails, and what runs then. */
const caught = (actions: object, trigger: object = http()) => ({ ...trigger, actions: { Try: scope(), ...actions } });
/** The same with one action in the place of the scope. */
const callFailed = (actions: object, Call: object = call()) => ({ ...http(), actions: { Call, ...actions } });

const returned = (at = '/actions/Answer/inputs/body', more: object = {}) =>
  [{ messageId: 'returned', at, severity: 'medium', ...more } as const] as const;
const answered = (more: object = {}) => returned('/actions/Answer/inputs/body', { confidence: 'medium', ...more });

const secured = (...properties: string[]) => ({ runtimeConfiguration: { secureData: { properties } } });
const connection = (connector: string, operationId: string, parameters: object, more: object = {}) => ({
  type: 'OpenApiConnection',
  inputs: {
    host: { apiId: `/providers/Microsoft.PowerApps/apis/${connector}`, connectionName: connector, operationId },
    parameters,
  },
  ...more,
});
const getKey = (more: object = {}) => connection('shared_keyvault', 'GetSecret', { secretName: 'stock' }, more);
const useKey = (more: object = {}) => ({
  type: 'Http',
  inputs: { method: 'GET', uri: 'https://contoso.example', headers: { 'x-api-key': "@body('Get_key')?['value']" } },
  ...more,
});
const mail = (body: unknown, more: object = after(['Try', ...failed])) =>
  connection(
    'shared_office365',
    'SendEmailV2',
    { 'emailMessage/To': 'ops@contoso.example', 'emailMessage/Body': body },
    more,
  );
const recurrence = { triggers: { Recurrence: { type: 'Recurrence', recurrence: { frequency: 'Day', interval: 1 } } } };

/** A flow that fails in a scope where an action is given a key. */
const withKey = (actions: object, Call: object = useKey(), trigger: object = recurrence) => ({
  ...trigger,
  actions: {
    Get_key: getKey(),
    Try: scope({ Call }, after(['Get_key', 'Succeeded'])),
    ...actions,
  },
});
const keyLeak = (at = '/actions/Report/inputs/parameters/emailMessage~1Body', more: object = {}) =>
  [{ messageId: 'secret', at, ...more } as const] as const;
const hidden = { severity: 'medium', confidence: 'low', persona: 'auditor' };

const childId = '11111111-1111-4111-8111-111111111111';
const runChild = (more: object = {}) => ({
  type: 'Workflow',
  inputs: { host: { workflowReferenceName: childId }, body: {} },
  ...more,
});
const child = (actions: object) => ({
  id: childId,
  triggers: { manual: { type: 'Request', kind: 'Button', inputs: { schema: {} } } },
  actions,
});

testRule(rule, {
  valid: [
    ...(
      [
        ['a fixed text', 'Something went wrong.'],
        ['the id of the run', "@{workflow()['run']['name']}"],
        ['the name of the flow', "@workflow()?['tags']?['flowDisplayName']"],
        ['the name of the flow and the id', { flow: "@workflow()['name']", run: '@workflow().run.name' }],
        ['the status of an action', "@result('Try')[0]?['status']"],
        ['the code of an action', "@result('Try')[0]['code']"],
        ['the code of an error', "@actions('Call')?['error']?['code']"],
        ['the name of the action', "@first(result('Try'))?['name']"],
        ['the number of results', "@length(result('Try'))"],
        ['whether anything failed', "@contains(string(result('Try')), 'Failed')"],
        ['a number in the error', "@int(result('Try')[0]?['error']?['message'])"],
        ['the status code of the answer', "@outputs('Call')?['statusCode']"],
        ['data of an answer', "@body('Call')?['Title']"],
        ['the request', "@triggerBody()?['message']"],
      ] as const
    ).map(([name, body]) => ({ name: `returns ${name}`, flow: caught({ Answer: respond(body) }) })),
    {
      name: 'in the status code',
      flow: caught({ Answer: { ...respond('x'), inputs: { statusCode: "@outputs('Call')['statusCode']" } } }),
    },
    {
      name: 'the answer of an action that did not fail',
      flow: callFailed({ Answer: respond("@body('Call')", after(['Call', 'Succeeded'])) }),
    },
    {
      name: 'the answer of an action before the one that failed',
      flow: callFailed({
        Next: call(after(['Call', 'Succeeded'])),
        Answer: respond("@body('Call')", after(['Next', ...failed])),
      }),
    },
    {
      name: 'the outputs of an action that asks nobody',
      flow: callFailed(
        { Answer: respond("@outputs('Call')", after(['Call', ...failed])) },
        { type: 'Compose', inputs: 1 },
      ),
    },
    {
      name: 'outputs of results where all went well',
      flow: {
        ...http(),
        actions: {
          Try: scope(),
          Answer: respond("@result('Try')[0]?['outputs']?['body']?['id']", after(['Try', 'Succeeded'])),
        },
      },
    },
    ...['Button', 'PowerApp', 'PowerAppV2'].map((kind) => ({
      name: `to whoever runs it by ${kind}`,
      flow: caught({ Answer: respond("@result('Try')") }, manual(kind)),
    })),
    { name: 'no caller at all', flow: caught({ Answer: respond("@result('Try')") }, recurrence) },
    { name: 'mailed without a secret', flow: caught({ Report: mail("@{result('Try')}") }) },
    {
      name: 'in an action before the response only',
      flow: caught({ Log: compose("@result('Try')"), Answer: respond('Failed', after(['Log', 'Succeeded'])) }),
    },
    {
      name: 'another scope holds the secret',
      flow: withKey({ Other: scope({ A: call() }), Report: mail("@{result('Other')}") }),
    },
    { name: 'only the errors are mailed', flow: withKey({ Report: mail("@{result('Try')[0]?['error']}") }) },
    {
      name: 'a child flow that returns to its parent, which returns a text',
      solution: {
        flows: {
          Main: { ...http(), actions: { Run: runChild(), Answer: respond('Done', after(['Run', 'Succeeded'])) } },
          Child: child({ Try: scope(), Answer: respond("@result('Try')") }),
        },
      },
    },
    {
      name: 'a secret that a child flow returns to its parent',
      solution: {
        flows: {
          Main: { ...recurrence, actions: { Run: runChild() } },
          Child: { id: childId, ...withKey({ Answer: respond("@result('Try')") }, useKey(), manual('Button')) },
        },
      },
    },
  ],
  invalid: [
    {
      name: 'results',
      flow: caught({ Answer: respond("@result('Try')") }),
      findings: returned(undefined, {
        marked: "result('Try')",
        message: 'Answer returns the inputs and outputs of the actions in Try to anyone who has the URL.',
        path: [
          { at: '/actions/Try', text: 'an action in Try fails' },
          { at: '/actions/Answer/inputs/body', text: 'Answer returns it to the caller' },
        ],
      }),
    },
    {
      name: 'the error of a result',
      flow: caught({ Answer: respond("@result('Try')[0]?['error']") }),
      findings: returned(undefined, {
        message: 'Answer returns the error of the action that fails in Try to anyone who has the URL.',
      }),
    },
    {
      name: 'results in a text of one field of the body',
      flow: caught({ Answer: respond({ ok: false, more: "Failed: @{string(result('Try'))}" }) }),
      findings: returned('/actions/Answer/inputs/body/more'),
    },
    {
      name: 'outputs of results',
      flow: caught({ Answer: respond("@result('Try')[0]?['outputs']?['body']") }),
      findings: returned(undefined, {
        message: 'Answer returns the outputs of the actions in Try to anyone who has the URL.',
      }),
    },
    {
      name: 'in a header',
      flow: caught({
        Answer: {
          ...respond('x'),
          inputs: { statusCode: 500, headers: { 'x-error': "@{result('Try')[0]?['error']?['message']}" } },
        },
      }),
      findings: returned('/actions/Answer/inputs/headers/x-error'),
    },
    {
      name: 'filtered, selected and made a table',
      flow: caught({
        Failed: {
          type: 'Query',
          inputs: { from: "@result('Try')", where: "@equals(item()['status'], 'Failed')" },
          ...after(['Try', ...failed]),
        },
        Pick: {
          type: 'Select',
          inputs: {
            from: "@body('Failed')",
            select: { name: "@item()?['name']", error: "@item()?['error']?['message']" },
          },
          ...after(['Failed', 'Succeeded']),
        },
        Table: { type: 'Table', inputs: { from: "@body('Pick')", format: 'HTML' }, ...after(['Pick', 'Succeeded']) },
        Answer: respond("@body('Table')", after(['Table', 'Succeeded'])),
      }),
      findings: returned(undefined, {
        message:
          'Answer returns the error of the action that fails in Try to anyone who has the URL by way of Failed, Pick and Table.',
      }),
    },
    {
      name: 'by way of a variable that is set in the catch',
      flow: caught({
        Init: { type: 'InitializeVariable', inputs: { variables: [{ name: 'why', type: 'string' }] } },
        Catch: scope(
          { Note: { type: 'SetVariable', inputs: { name: 'why', value: "@{body('Call')?['error']?['message']}" } } },
          after(['Try', ...failed]),
        ),
        Answer: respond("@variables('why')", after(['Catch', 'Succeeded', 'Skipped'])),
      }),
      findings: answered({
        message: 'Answer returns what Call answers when it fails to anyone who has the URL by way of Note.',
        path: [
          { at: '/actions/Try/actions/Call', text: 'Call fails and tells why' },
          { at: '/actions/Catch/actions/Note/inputs/value', text: 'Note stores it in a variable' },
          { at: '/actions/Answer/inputs/body', text: 'Answer returns it to the caller' },
        ],
      }),
    },
    {
      name: 'the error of an action',
      flow: callFailed({ Answer: respond("@actions('Call')?['error']?['message']", after(['Call', ...failed])) }),
      findings: returned(undefined, { message: 'Answer returns the error of Call to anyone who has the URL.' }),
    },
    {
      name: 'the inputs of an action',
      flow: callFailed({ Answer: respond("@actions('Call')?['inputs']", after(['Call', ...failed])) }),
      findings: returned(undefined, {
        message: 'Answer returns the inputs and outputs of Call to anyone who has the URL.',
      }),
    },
    {
      name: 'an action as a whole',
      flow: callFailed({ Answer: respond("@actions('Call')", after(['Call', ...failed])) }),
      findings: returned(undefined, {
        message: 'Answer returns the inputs and outputs of Call to anyone who has the URL.',
      }),
    },
    ...[
      "@body('Call')",
      "@outputs('Call')",
      "@outputs('Call')?['body']",
      "@outputs('Call')?['body/error']",
      "@outputs('Call').headers",
      "@{body('Call')?['error']?['message']}",
      "@body('Call').message",
    ].map((body) => ({
      name: `an answer of failure: ${body}`,
      flow: callFailed({ Answer: respond(body, after(['Call', ...failed])) }),
      findings: answered({ message: 'Answer returns what Call answers when it fails to anyone who has the URL.' }),
    })),
    {
      name: 'an answer of failure after an action in the catch',
      flow: callFailed({
        Wait: { type: 'Wait', inputs: {}, ...after(['Call', 'Failed']) },
        Answer: respond("@body('Call')", after(['Wait', 'Succeeded'])),
      }),
      findings: answered(),
    },
    {
      name: 'an answer of failure where the next action was skipped for it',
      flow: callFailed({
        Next: compose(1, after(['Call', 'Succeeded'])),
        Last: compose(1, after(['Next', 'Succeeded'])),
        Answer: respond("@body('Call')", after(['Last', 'Failed', 'Skipped', 'TimedOut'])),
      }),
      findings: answered(),
    },
    {
      name: 'an answer in any case',
      flow: callFailed({ Answer: respond("@body('Call')", after(['Call', 'Succeeded', 'Failed'])) }),
      findings: answered({
        severity: 'low',
        persona: 'pedantic',
        message: 'Answer returns what Call answers, also when it fails, to anyone who has the URL.',
      }),
    },
    {
      name: 'an answer in any case, skips included',
      flow: callFailed({
        Catch: compose(1, after(['Call', 'Failed'])),
        Answer: respond("@body('Call')", after(['Catch', 'Succeeded', 'Skipped'])),
      }),
      findings: answered({ severity: 'low', persona: 'pedantic' }),
    },
    ...[
      connection('shared_sql', 'ExecuteQuery', {}),
      connection('shared_contoso', 'Do', {}, { type: 'ApiConnection' }),
      runChild(),
    ].map((Call, i) => ({
      name: `the answer of a connector or child flow that fails, ${i}`,
      flow: callFailed({ Answer: respond("@body('Call')", after(['Call', ...failed])) }, Call),
      findings: answered(),
    })),
    ...(
      [
        ['as a whole', '@workflow()', 'workflow()'],
        ['the environment', "@{workflow()?['tags']?['environmentName']}", "workflow()?['tags']?['environmentName']"],
        ['the resource id', '@workflow().id', 'workflow().id'],
      ] as const
    ).map(([name, body, marked]) => ({
      name: `details of the run: ${name}`,
      flow: caught({ Answer: respond(body) }),
      findings: returned(undefined, {
        severity: 'low',
        persona: 'pedantic',
        marked,
        message: 'Answer returns details of the run, such as its environment, to anyone who has the URL.',
      }),
    })),
    {
      name: 'the worst of several',
      flow: caught({
        Answer: respond({
          run: '@workflow()',
          error: "@actions('Try')?['error']",
          text: "@{result('Try')[0]?['error']} and @{result('Try')}",
          answer: "@body('Call')",
        }),
      }),
      findings: returned('/actions/Answer/inputs/body/text', { marked: "result('Try')" }),
    },
    {
      name: 'each response once',
      flow: caught({
        If: {
          type: 'If',
          expression: '@true',
          actions: { Answer: respond("@result('Try')", {}) },
          else: { actions: { Else: respond("@result('Try')", {}) } },
          ...after(['Try', ...failed]),
        },
      }),
      findings: [
        ...returned('/actions/If/actions/Answer/inputs/body'),
        ...returned('/actions/If/else/actions/Else/inputs/body'),
      ],
    },
    {
      name: 'in every container',
      flow: {
        ...http(),
        actions: {
          Try: scope(),
          Catch: scope(
            {
              Switch: {
                type: 'Switch',
                expression: '@1',
                cases: { One: { case: 1, actions: { A: respond("@body('Call')", {}) } } },
                default: { actions: { B: respond("@result('Try')", {}) } },
              },
              Loop: {
                type: 'Foreach',
                foreach: "@result('Try')",
                actions: { C: respond("@items('Loop')?['error']", {}), D: respond("@item()?['inputs']", {}) },
              },
              Until: { type: 'Until', expression: '@true', actions: { E: respond("@result('Try')", {}) } },
            },
            after(['Try', ...failed]),
          ),
        },
      },
      findings: [
        ...returned('/actions/Catch/actions/Switch/cases/One/actions/A/inputs/body', { confidence: 'medium' }),
        ...returned('/actions/Catch/actions/Switch/default/actions/B/inputs/body'),
        ...returned('/actions/Catch/actions/Loop/actions/C/inputs/body'),
        ...returned('/actions/Catch/actions/Loop/actions/D/inputs/body'),
        ...returned('/actions/Catch/actions/Until/actions/E/inputs/body'),
      ],
    },
    {
      name: 'results of a loop',
      flow: {
        ...http(),
        actions: {
          Loop: { type: 'Foreach', foreach: '@range(0, 2)', actions: { Call: call() } },
          Answer: respond("@result('Loop')", after(['Loop', 'Failed'])),
        },
      },
      findings: returned(undefined, {
        message: 'Answer returns the inputs and outputs of the actions in Loop to anyone who has the URL.',
      }),
    },
    {
      name: 'the trigger does not say who may call it',
      flow: caught({ Answer: respond("@result('Try')") }, manual('Http')),
      findings: returned(undefined, { confidence: 'medium' }),
    },
    {
      name: 'an expression says who may call it',
      flow: caught({ Answer: respond("@result('Try')") }, http({ triggerAuthenticationType: "@parameters('who')" })),
      findings: returned(undefined, { severity: 'low', confidence: 'medium' }),
    },
    {
      name: 'to anyone in the tenant',
      flow: caught({ Answer: respond("@result('Try')") }, http({ triggerAuthenticationType: 'Tenant' })),
      findings: returned(undefined, {
        severity: 'low',
        message: 'Answer returns the inputs and outputs of the actions in Try to anyone in the tenant.',
      }),
    },
    {
      name: 'to listed callers',
      flow: caught(
        { Answer: respond("@result('Try')") },
        http({ triggerAuthenticationType: 'User', triggerAllowedUsers: 'a@contoso.example' }),
      ),
      findings: returned(undefined, { severity: 'low', persona: 'pedantic' }),
    },
    {
      name: 'to visitors of a website',
      flow: caught({ Answer: respond("@result('Try')") }, manual('PowerPages')),
      findings: returned(),
    },
    {
      name: 'to users of a bot',
      flow: caught({ Answer: respond("@result('Try')") }, manual('Skills')),
      findings: returned(undefined, { severity: 'low', confidence: 'medium', persona: 'auditor' }),
    },
    {
      name: 'by way of a child flow',
      solution: {
        flows: {
          Main: {
            ...http(),
            actions: { Run: runChild(), Answer: respond("@body('Run')", after(['Run', 'Succeeded'])) },
          },
          Child: child({ Try: scope(), Answer: respond("@result('Try')") }),
        },
      },
      findings: [
        {
          messageId: 'returned',
          at: { file: 'Workflows/Main.json', pointer: '/properties/definition/actions/Answer/inputs/body' },
          severity: 'medium',
          path: [
            {
              at: { file: 'Workflows/Child.json', pointer: '/properties/definition/actions/Try' },
              text: 'an action in Try fails',
            },
            {
              at: { file: 'Workflows/Child.json', pointer: '/properties/definition/actions/Answer/inputs/body' },
              text: 'Answer returns it to the caller',
            },
            {
              at: { file: 'Workflows/Main.json', pointer: '/properties/definition/actions/Answer/inputs/body' },
              text: 'Answer returns it to the caller',
            },
          ],
        },
      ],
    },
    {
      name: 'results with a secret in a mail',
      flow: withKey({ Report: mail("@{result('Try')}") }),
      findings: keyLeak(undefined, {
        message:
          'Report puts into an e-mail what result() tells of Try, and in it a secret from Azure Key Vault, which Call is given.',
        path: [
          { at: '/actions/Get_key/inputs/host/operationId', text: 'Get_key returns it' },
          { at: '/actions/Try/actions/Call/inputs/headers/x-api-key', text: 'Call takes it' },
          { at: '/actions/Report/inputs/parameters/emailMessage~1Body', text: 'Report takes it' },
        ],
      }),
    },
    {
      name: 'results with a secret, filtered, in a chat',
      flow: withKey({
        Failed: {
          type: 'Query',
          inputs: { from: "@result('Try')", where: "@equals(item()['status'], 'Failed')" },
          ...after(['Try', 'Failed']),
        },
        Report: connection(
          'shared_teams',
          'PostMessageToConversation',
          { 'body/messageBody': "@{body('Failed')}" },
          after(['Failed', 'Succeeded']),
        ),
      }),
      findings: keyLeak('/actions/Report/inputs/parameters/body~1messageBody'),
    },
    {
      name: 'results with a secret in a row',
      flow: withKey({
        Log: connection(
          'shared_sharepointonline',
          'PostItem',
          { 'item/Title': "@{result('Try')[0]?['inputs']}" },
          after(['Try', 'Failed']),
        ),
      }),
      findings: keyLeak('/actions/Log/inputs/parameters/item~1Title', {
        severity: 'medium',
        message:
          'Log puts into a list item what result() tells of Try, and in it a secret from Azure Key Vault, which Call is given.',
      }),
    },
    {
      name: 'results with a secret in a message for other systems',
      flow: withKey({
        Send: connection(
          'shared_servicebus',
          'SendMessage',
          { 'message/ContentData': "@{result('Try')}" },
          after(['Try', 'Failed']),
        ),
      }),
      findings: keyLeak('/actions/Send/inputs/parameters/message~1ContentData', {
        severity: 'medium',
        persona: 'pedantic',
      }),
    },
    {
      name: 'results with a secret in a request',
      flow: withKey({
        Post: {
          type: 'Http',
          inputs: { method: 'POST', uri: 'https://log.contoso.example', body: { all: "@result('Try')" } },
          ...after(['Try', 'Failed']),
        },
      }),
      findings: keyLeak('/actions/Post/inputs/body/all', {
        severity: 'medium',
        confidence: 'medium',
        message: 'Post posts what result() tells of Try, and in it a secret from Azure Key Vault, which Call is given.',
      }),
    },
    {
      name: 'results with a secret in a response',
      flow: withKey({ Answer: respond("@result('Try')") }, useKey(), http()),
      findings: keyLeak('/actions/Answer/inputs/body', {
        message:
          'Answer returns to anyone who has the URL of the flow what result() tells of Try, and in it a secret from Azure Key Vault, which Call is given.',
      }),
    },
    {
      name: 'results with a secret to an app',
      flow: withKey({ Answer: respond("@result('Try')") }, useKey(), manual('PowerAppV2')),
      findings: keyLeak('/actions/Answer/inputs/body', { severity: 'medium' }),
    },
    {
      name: 'the action that reads the secret is in the scope',
      flow: { ...recurrence, actions: { Try: scope({ Get_key: getKey() }), Report: mail("@{result('Try')}") } },
      findings: keyLeak(undefined, {
        message:
          'Report puts into an e-mail what result() tells of Try, and in it a secret from Azure Key Vault, which Get_key returns.',
      }),
    },
    {
      name: 'the secret is in a variable, which has no setting',
      flow: withKey(
        { Report: mail("@{result('Try')}") },
        { type: 'SetVariable', inputs: { name: 'key', value: "@body('Get_key')?['value']" } },
      ),
      findings: keyLeak(),
    },
    {
      name: 'the inputs with the secret are secured',
      flow: withKey({ Report: mail("@{result('Try')}") }, useKey(secured('inputs'))),
      findings: keyLeak(undefined, hidden),
    },
    {
      name: 'the outputs with the secret are secured',
      flow: {
        ...recurrence,
        actions: { Try: scope({ Get_key: getKey(secured('outputs')) }), Report: mail("@{result('Try')}") },
      },
      findings: keyLeak(undefined, hidden),
    },
    {
      name: 'of several actions in the scope the one that shows the secret is told',
      flow: {
        ...recurrence,
        actions: {
          Get_key: getKey(),
          Try: scope({ A: useKey(secured('inputs')), B: useKey() }, after(['Get_key', 'Succeeded'])),
          Report: mail("@{result('Try')}"),
        },
      },
      findings: keyLeak(undefined, {
        message:
          'Report puts into an e-mail what result() tells of Try, and in it a secret from Azure Key Vault, which B is given.',
      }),
    },
    {
      name: 'a secret that may be hidden, in what is surely returned',
      flow: withKey({ Answer: respond("@result('Try')") }, useKey(secured('inputs')), http()),
      findings: returned(),
    },
    {
      name: 'the secret is in a header that the run history never shows',
      flow: withKey(
        { Report: mail("@{result('Try')}") },
        {
          type: 'Http',
          inputs: {
            method: 'GET',
            uri: 'https://contoso.example',
            headers: { Authorization: "Key @{body('Get_key')?['value']}" },
          },
        },
      ),
      findings: keyLeak(undefined, hidden),
    },
  ],
});

describe('the fix', () => {
  const answer = respond("@result('Try')");
  const toBot = { ...answer, kind: 'Skills' };
  const anyway = respond("@body('Call')", after(['Call', 'Succeeded', 'Failed']));

  test.each([
    [
      'of an HTTP flow names a status code',
      caught({ Answer: answer }),
      'return a fixed text with a status code such as 500 instead;',
    ],
    ['of a bot has no status code', caught({ Answer: toBot }, manual('Skills')), 'return a fixed text instead;'],
    [
      'leaves the answer after success',
      callFailed({ Answer: anyway }),
      'instead where Call failed: in a second response',
    ],
  ])('%s', (_, flow, text) => {
    expect(fixesOf(rule, flow)).toEqual([expect.stringContaining(text)]);
  });
});
