import rule from '../../src/rules/query-injection';
import { testRule } from '../support/rule-tester';
import type { FlowDescription } from '../support/solution-files';

const anyone = { manual: { type: 'Request', kind: 'Http', inputs: { triggerAuthenticationType: 'All' } } };
const app = { manual: { type: 'Request', kind: 'PowerAppV2', inputs: {} } };
const button = { manual: { type: 'Request', kind: 'Button', inputs: {} } };

const api = (connector: string) => `/providers/Microsoft.PowerApps/apis/${connector}`;
const call = (connector: string, operationId: string, parameters: object, more: object = {}) => ({
  type: 'OpenApiConnection',
  inputs: { host: { apiId: api(connector), connectionName: connector, operationId }, parameters },
  ...more,
});
const listRows = (filter: unknown, more: object = {}) =>
  call('shared_commondataserviceforapps', 'ListRecords', { entityName: 'contacts', $filter: filter }, more);
const getRow = (id: string, more: object = {}) =>
  call('shared_commondataserviceforapps', 'GetItem', { entityName: 'contacts', recordId: `@${id}` }, more);
const fetchRows = (fetchXml: string) =>
  call('shared_commondataserviceforapps', 'ListRecords', { entityName: 'contacts', fetchXml });
const sql = (query: unknown, more: object = {}) =>
  call('shared_sql', 'ExecutePassThroughNativeQuery_V2', { server: 's', database: 'd', 'query/query': query, ...more });
const sharePoint = (uri: string) =>
  call('shared_sharepointonline', 'HttpRequest', { dataset: 'https://contoso.example', 'parameters/uri': uri });
const graph = (Uri: string) => call('shared_teams', 'HttpRequest', { Uri, Method: 'GET' });
const http = (inputs: object) => ({ type: 'Http', inputs: { method: 'GET', ...inputs } });
const compose = (inputs: unknown) => ({ type: 'Compose', inputs });
const setVariable = (value: unknown, name = 'v') => ({ type: 'SetVariable', inputs: { name, value } });
const after = (...names: string[]) => ({
  runAfter: Object.fromEntries(names.map((name) => [name, ['Succeeded']])),
});

const runChild = (more: object) => ({
  type: 'Workflow',
  inputs: {
    host: { workflowReferenceName: '00000000-0000-4000-8000-00000000000c' },
    body: { text: "@triggerBody()?['name']" },
  },
  ...more,
});

/** A flow that anyone may call, with one action "List". */
const one = (List: object, triggers: object = anyone): FlowDescription => ({ triggers, actions: { List } });

const name = "triggerBody()?['name']";
const quoted = (value: string) => `fullname eq '@{${value}}'`;
const doubled = (value: string) => `replace(${value}, '''', '''''')`;
const filter = '/actions/List/inputs/parameters/$filter';

/** Flows that read a mail, a form or another row first. */
const reading = (
  connector: string,
  operationId: string,
  filterText: string,
  parameters: object = {},
): FlowDescription => ({
  triggers: { Weekly: { type: 'Recurrence', recurrence: { frequency: 'Week', interval: 1 } } },
  actions: { Get: call(connector, operationId, parameters), List: listRows(filterText, after('Get')) },
});

const guarded = (expression: unknown, List: object = listRows(quoted(name)), otherwise = {}): FlowDescription => ({
  triggers: anyone,
  actions: { Check: { type: 'If', expression, actions: { List }, else: { actions: otherwise } } },
});

testRule(rule, {
  valid: [
    { name: 'a filter without anybody else', flow: one(listRows("fullname eq 'Ann'")) },
    {
      name: 'the id of a row that was read',
      flow: {
        triggers: anyone,
        actions: { Get: getRow(name), List: listRows(`_owner_value eq @{${name}}`, after('Get')) },
      },
    },
    {
      name: 'what people give a child flow that they run themselves, in a flow that runs it too',
      solution: {
        flows: {
          Main: {
            triggers: { Weekly: { type: 'Recurrence', recurrence: { frequency: 'Week', interval: 1 } } },
            actions: {
              Run: {
                type: 'Workflow',
                inputs: { host: { workflowReferenceName: '00000000-0000-4000-8000-00000000000c' }, body: {} },
              },
              List: listRows("fullname eq '@{body('Run')?['text']}'", after('Run')),
            },
          },
          Child: {
            id: '00000000-0000-4000-8000-00000000000c',
            triggers: button,
            actions: { Answer: { type: 'Response', inputs: { statusCode: 200, body: '@triggerBody()' } } },
          },
        },
      },
    },
    {
      name: 'a column that its own read compares',
      flow: {
        triggers: { Weekly: { type: 'Recurrence', recurrence: { frequency: 'Week', interval: 1 } } },
        actions: {
          Get: listRows("name eq 'a' and kind eq 2"),
          List: listRows(quoted("first(body('Get')?['value'])?['name']"), after('Get')),
        },
      },
    },
    {
      name: 'a filter that never runs',
      flow: {
        triggers: anyone,
        actions: {
          Stop: { type: 'Terminate', inputs: { runStatus: 'Failed' } },
          List: listRows(quoted(name), after('Stop')),
        },
      },
    },
    { name: 'quotes doubled', flow: one(listRows(quoted(doubled(name)))) },
    { name: 'quotes taken out', flow: one(listRows(quoted(`replace(${name}, '''', '')`))) },
    {
      name: 'quotes doubled on the way',
      flow: {
        triggers: anyone,
        actions: {
          Escape: compose(`@${doubled(name)}`),
          List: listRows("fullname eq '@{outputs('Escape')}'", after('Escape')),
        },
      },
    },
    { name: 'a number', flow: one(listRows(`age eq @{int(${name})}`)) },
    { name: 'a date', flow: one(listRows(`createdon ge @{formatDateTime(${name}, 'yyyy-MM-dd')}`)) },
    { name: 'Base64', flow: one(listRows(quoted(`base64(${name})`))) },
    { name: 'only whether it is there', flow: one(listRows(`active eq @{empty(${name})}`)) },
    { name: 'a parameter of the flow', flow: one(listRows("fullname eq '@{parameters('Name')}'")) },
    {
      name: 'a list of texts as JSON',
      flow: {
        triggers: anyone,
        actions: {
          Select: { type: 'Select', inputs: { from: '@triggerBody()', select: "@item()?['id']" } },
          List: listRows(
            "Microsoft.Dynamics.CRM.In(PropertyName='id',PropertyValues=@{body('Select')})",
            after('Select'),
          ),
        },
      },
    },
    {
      name: 'the sort order',
      flow: one(call('shared_commondataserviceforapps', 'ListRecords', { $orderby: `@{${name}}` })),
    },
    {
      name: 'another field',
      flow: one(call('shared_commondataserviceforapps', 'CreateRecord', { 'item/name': quoted(name) })),
    },
    {
      name: 'values of a statement',
      flow: one(
        sql('SELECT * FROM t WHERE id = @id', {
          'query/formalParameters/id': 'NVARCHAR(50)',
          'query/actualParameters/id': `@${name}`,
        }),
      ),
    },
    { name: 'a statement with doubled quotes', flow: one(sql(`SELECT * FROM t WHERE n = N'@{${doubled(name)}}'`)) },
    { name: 'a procedure', flow: one(call('shared_sql', 'ExecuteProcedure_V2', { 'parameters/name': `@${name}` })) },
    {
      name: 'FetchXML with escaped brackets',
      flow: one(fetchRows(`<fetch><condition attribute='name' value='@{replace(${name}, '<', '&lt;')}'/></fetch>`)),
    },
    {
      name: 'FetchXML in double quotes without them',
      flow: one(fetchRows(`<fetch><condition attribute="name" value="@{replace(${name}, '"', '&quot;')}"/></fetch>`)),
    },
    {
      name: 'FetchXML in single quotes without them',
      flow: one(fetchRows(`<fetch><condition attribute='name' value='@{replace(${name}, '''', '&apos;')}'/></fetch>`)),
    },
    {
      name: 'a percent-encoded segment of a SharePoint address',
      flow: one(sharePoint(`_api/web/lists/@{encodeUriComponent(${name})}`)),
    },
    {
      name: 'a quoted name in a SharePoint address',
      flow: one(sharePoint(`_api/web/lists/getbytitle('@{${doubled(name)}}')`)),
    },
    {
      name: 'an id in a SharePoint address',
      flow: one(sharePoint(`_api/web/lists/getbytitle('Orders')/items(@{int(${name})})`)),
    },
    {
      name: 'the path of an address, which is not a query',
      flow: one(http({ uri: `https://contoso.example/api/@{${name}}` })),
    },
    {
      name: 'another option of an address',
      flow: one(http({ uri: `https://contoso.example/api?$filter=a eq 'b'&$top=@{${name}}` })),
    },
    { name: 'a path of Microsoft Graph', flow: one(graph(`https://graph.microsoft.com/v1.0/users/@{${name}}`)) },
    {
      name: 'a field of this name in a request of another connector',
      flow: one(call('shared_contoso', 'HttpRequest', { Uri: `x?$filter=a eq '@{${name}}'` })),
    },
    {
      name: 'the id of a mail',
      flow: reading('shared_office365', 'GetEmailsV3', quoted("first(body('Get')?['value'])?['id']")),
    },
    { name: 'the sender of a mail', flow: reading('shared_office365', 'GetEmailV2', quoted("body('Get')?['from']")) },
    {
      name: 'who filled in a form',
      flow: reading('shared_microsoftforms', 'GetFormResponseById', quoted("body('Get')?['responder']")),
    },
    {
      name: 'the id of a row',
      flow: reading(
        'shared_commondataserviceforapps',
        'ListRecords',
        "contactid eq @{first(body('Get')?['value'])?['contactid']}",
        { entityName: 'contacts' },
      ),
    },
    {
      name: 'a lookup of a row',
      flow: reading(
        'shared_commondataserviceforapps',
        'GetItem',
        "accountid eq @{body('Get')?['_parentcustomerid_value']}",
        { entityName: 'contacts' },
      ),
    },
    {
      name: 'the id of a list item by its slash name',
      flow: reading('shared_sharepointonline', 'GetItem', "number eq @{outputs('Get')?['body/ID']}"),
    },
    {
      name: 'a number that the platform checks',
      flow: one(listRows(`age eq @{triggerBody()['number']}`), {
        manual: { ...app.manual, inputs: { schema: { type: 'object', properties: { number: { type: 'number' } } } } },
      }),
    },
    {
      name: 'a number that schema validation checks',
      flow: one(listRows(`age eq @{triggerBody()?['order']?['number']}`), {
        manual: {
          ...anyone.manual,
          operationOptions: 'EnableSchemaValidation',
          inputs: {
            ...anyone.manual.inputs,
            schema: {
              type: 'object',
              properties: { order: { type: 'object', properties: { number: { type: 'integer' } } } },
            },
          },
        },
      }),
    },
    {
      name: 'inside of a check for a number',
      flow: guarded({ and: [{ equals: [`@isInt(${name})`, true] }] }, listRows(`age eq @{${name}}`)),
    },
    { name: 'inside of a check for a text', flow: guarded({ equals: [`@${name}`, 'Ann'] }) },
    { name: 'inside of a check written as a function', flow: guarded(`@and(equals(${name}, 'Ann'), greater(1, 0))`) },
    {
      name: 'inside of a check for one of several texts',
      flow: guarded({ or: [{ equals: [`@${name}`, 'Ann'] }, { equals: ['Bob', `@${name}`] }] }),
    },
    {
      name: 'inside of a check against a list',
      flow: guarded({ contains: ["@createArray('Ann', 'Bob')", `@${name}`] }),
    },
    {
      name: 'in the other branch of a negated check',
      flow: {
        triggers: anyone,
        actions: {
          Check: {
            type: 'If',
            expression: { not: { equals: [`@${name}`, 'Ann'] } },
            actions: {},
            else: { actions: { List: listRows(quoted(name)) } },
          },
        },
      },
    },
    {
      name: 'deeper inside of a check',
      flow: guarded(
        { equals: [`@${name}`, 'Ann'] },
        {
          type: 'Scope',
          actions: {
            Each: { type: 'Foreach', foreach: "@triggerBody()?['rows']", actions: { List: listRows(quoted(name)) } },
          },
        },
      ),
    },
    {
      name: 'a case of a Switch',
      flow: {
        triggers: anyone,
        actions: {
          Choose: {
            type: 'Switch',
            expression: `@toLower(${name})`,
            cases: { Ann: { case: 'ann', actions: { List: listRows(quoted(name)) } } },
            default: { actions: {} },
          },
        },
      },
    },
    {
      name: 'behind a check that ends the run',
      flow: {
        triggers: anyone,
        actions: {
          Check: {
            type: 'If',
            expression: { equals: [`@isInt(${name})`, false] },
            actions: { Stop: { type: 'Terminate', inputs: { runStatus: 'Failed' } } },
          },
          List: listRows(`age eq @{${name}}`, after('Check')),
        },
      },
    },
    {
      name: 'a condition of the trigger',
      flow: one(listRows(quoted(name)), {
        manual: { ...anyone.manual, conditions: [{ expression: `@equals(${name}, 'Ann')` }] },
      }),
    },
  ],

  invalid: [
    {
      name: 'several values, of which three are named',
      flow: one(
        listRows(
          "a eq '@{triggerBody()?['a']}' and b eq '@{triggerBody()?['b']}' and c eq '@{triggerBody()?['c']}' and d eq '@{triggerBody()?['d']}'",
        ),
      ),
      findings: [
        {
          messageId: 'quoted',
          at: filter,
          marked: "triggerBody()?['a']",
          message:
            "List puts text of manual, which anyone who has the URL can choose, between quotes in the filter of its query; a single quote in the text ends the value, and the rest changes what is read; the same holds for triggerBody()?['b'], triggerBody()?['c'] and 1 more.",
        },
      ],
    },
    {
      name: 'an address: the cure encodes too',
      flow: one(http({ uri: `https://contoso.example/api?$filter=${quoted(name)}` })),
      findings: [
        {
          messageId: 'inAddress',
          at: '/actions/List/inputs/uri',
        },
      ],
    },
    {
      name: 'the id of a row that was read by the flow that calls: only of those who run the child flow itself',
      solution: {
        flows: {
          Main: {
            triggers: anyone,
            actions: {
              Get: getRow(name),
              Run: {
                type: 'Workflow',
                inputs: {
                  host: { workflowReferenceName: '00000000-0000-4000-8000-00000000000c' },
                  body: { text: `@${name}` },
                },
                ...after('Get'),
              },
            },
          },
          Child: {
            id: '00000000-0000-4000-8000-00000000000c',
            triggers: button,
            actions: { List: listRows("owner eq '@{triggerBody()?['text']}'") },
          },
        },
      },
      findings: [
        {
          messageId: 'quoted',
          at: { file: 'Workflows/Child.json', pointer: `/properties/definition${filter}` },
          severity: 'low',
          persona: 'pedantic',
          message:
            'List puts text of manual, which whoever runs the flow can choose, between quotes in the filter of its query; a single quote in the text ends the value, and the rest changes what is read.',
        },
      ],
    },
    {
      name: 'a row that may not have been read',
      flow: {
        triggers: anyone,
        actions: {
          Get: getRow(name),
          List: listRows(quoted(name), { runAfter: { Get: ['Succeeded', 'Failed'] } }),
        },
      },
      findings: [{ messageId: 'quoted', at: filter }],
    },
    {
      name: 'two calls, one of them behind a read: the way that is open is shown',
      solution: {
        flows: {
          Main: {
            triggers: anyone,
            actions: {
              Get: getRow(name),
              Checked: runChild(after('Get')),
              Open: runChild({ runAfter: { Checked: ['Succeeded', 'Failed', 'Skipped'] } }),
            },
          },
          Child: {
            id: '00000000-0000-4000-8000-00000000000c',
            triggers: button,
            actions: { List: listRows("fullname eq '@{triggerBody()?['text']}'") },
          },
        },
      },
      findings: [
        {
          messageId: 'quoted',
          at: { file: 'Workflows/Child.json', pointer: `/properties/definition${filter}` },
          message:
            'List puts text of manual in flow Main, which anyone who has the URL can choose, between quotes in the filter of its query by way of Open; a single quote in the text ends the value, and the rest changes what is read.',
        },
      ],
    },
    {
      name: 'what an administrator was given before',
      flow: {
        triggers: anyone,
        actions: {
          Give: call('shared_powerappsforadmins', 'Set-AdminAppOwner', { 'body/newAppOwner': `@${name}` }),
          List: listRows(quoted(name), after('Give')),
        },
      },
      findings: [{ messageId: 'quoted', at: filter, confidence: 'low', persona: 'pedantic' }],
    },
    {
      name: 'what passed without quotes before',
      flow: {
        triggers: anyone,
        actions: { First: listRows(`a eq @{${name}}`), List: listRows(quoted(name), after('First')) },
      },
      findings: [
        { messageId: 'unquoted', at: '/actions/First/inputs/parameters/$filter' },
        { messageId: 'quoted', at: filter, confidence: 'low', persona: 'pedantic' },
      ],
    },
    {
      name: 'an OData filter',
      flow: one(listRows(quoted(name))),
      findings: [
        {
          messageId: 'quoted',
          at: filter,
          marked: name,
          message:
            'List puts text of manual, which anyone who has the URL can choose, between quotes in the filter of its query; a single quote in the text ends the value, and the rest changes what is read.',
          path: [
            { at: '/triggers/manual', text: 'it comes from manual, where anyone who has the URL can choose it' },
            { at: filter, text: 'List takes it' },
          ],
        },
      ],
    },
    ...[
      ["triggerOutputs()?['body/name']", 'the slash name'],
      ['trigger().outputs.body.name', 'trigger()'],
      ["triggerOutputs()['queries']?['name']", 'a query'],
      ["triggerOutputs()?['headers']['x-name']", 'a header'],
      ["triggerOutputs()['relativePathParameters']?['name']", 'a part of the path'],
      ["trim(toLower(triggerBody()?['name']))", 'functions that change little'],
      ["coalesce(triggerBody()?['name'], '')", 'coalesce'],
    ].map(([value = '', label]) => ({
      name: `by ${label}`,
      flow: one(listRows(quoted(value))),
      findings: [{ messageId: 'quoted' as const, at: filter }] as const,
    })),
    {
      name: 'concat',
      flow: one(listRows(`@concat('fullname eq ''', ${name}, '''')`)),
      findings: [{ messageId: 'quoted', at: filter }],
    },
    {
      name: 'without quotes',
      flow: one(listRows(`age eq @{${name}}`)),
      findings: [
        {
          messageId: 'unquoted',
          at: filter,
          message:
            'List puts text of manual, which anyone who has the URL can choose, into the filter of its query without quotes; whatever the text holds changes what is read.',
        },
      ],
    },
    {
      name: 'doubled quotes help nothing without quotes',
      flow: one(listRows(`age eq @{${doubled(name)}}`)),
      findings: [{ messageId: 'unquoted', at: filter }],
    },
    {
      name: 'the second of two values',
      flow: one(listRows(`${quoted(doubled(name))} and age eq @{${doubled(name)}}`)),
      findings: [{ messageId: 'unquoted', at: filter }],
    },
    {
      name: 'behind a quote in a value',
      flow: one(listRows(`name eq 'O''Neil' and ${quoted(name)}`)),
      findings: [{ messageId: 'quoted', at: filter }],
    },
    {
      name: 'encoded and decoded again',
      flow: one(listRows(quoted(`decodeUriComponent(encodeUriComponent(${name}))`))),
      findings: [{ messageId: 'quoted', at: filter }],
    },
    {
      name: 'two texts in one filter are one finding',
      flow: one(listRows(`${quoted(name)} and ${quoted("triggerBody()?['city']")}`)),
      findings: [{ messageId: 'quoted', at: filter, marked: name }],
    },
    {
      name: 'percent-encoding, which the server undoes',
      flow: one(listRows(quoted(`encodeUriComponent(${name})`))),
      findings: [{ messageId: 'quoted', at: filter, confidence: 'low', persona: 'pedantic' }],
    },
    {
      name: 'the whole filter',
      flow: one(listRows("@triggerBody()?['filter']")),
      findings: [
        {
          messageId: 'whole',
          at: filter,
          message:
            'List takes the filter of its query as a whole from manual, where anyone who has the URL can choose it; so they decide what is read through the connection of the flow.',
        },
      ],
    },
    {
      name: 'a filter put together in a Compose action',
      flow: {
        triggers: anyone,
        actions: { Filter: compose(quoted(name)), List: listRows("@outputs('Filter')", after('Filter')) },
      },
      findings: [
        {
          messageId: 'quoted',
          at: filter,
          path: [
            { at: '/triggers/manual', text: 'it comes from manual, where anyone who has the URL can choose it' },
            { at: '/actions/Filter/inputs', text: 'Filter takes it' },
            { at: filter, text: 'List takes it' },
          ],
        },
      ],
    },
    {
      name: 'a filter in a variable, and more in front of it',
      flow: {
        triggers: anyone,
        actions: {
          Declare: { type: 'InitializeVariable', inputs: { variables: [{ name: 'v', type: 'string' }] } },
          Set: { ...setVariable(quoted(name)), ...after('Declare') },
          List: listRows("statecode eq 0 and @{variables('v')}", after('Set')),
        },
      },
      findings: [{ messageId: 'quoted', at: filter }],
    },
    {
      name: 'values that are joined',
      flow: {
        triggers: anyone,
        actions: {
          Each: {
            type: 'Select',
            inputs: { from: "@triggerBody()?['rows']", select: "@concat('id eq ', item()?['id'])" },
          },
          List: listRows("@join(body('Each'), ' or ')", after('Each')),
        },
      },
      findings: [{ messageId: 'unquoted', at: filter }],
    },
    {
      name: 'elements of a loop',
      flow: {
        triggers: anyone,
        actions: {
          Each: {
            type: 'Foreach',
            foreach: "@triggerBody()?['rows']",
            actions: {
              List: listRows(`fullname eq '@{items('Each')?['name']}'`),
              Other: listRows(`fullname eq '@{item()}'`),
            },
          },
        },
      },
      findings: [
        { messageId: 'quoted', at: '/actions/Each/actions/List/inputs/parameters/$filter' },
        { messageId: 'quoted', at: '/actions/Each/actions/Other/inputs/parameters/$filter' },
      ],
    },
    {
      name: 'in every kind of container',
      flow: {
        triggers: anyone,
        actions: {
          Scope: { type: 'Scope', actions: { A: listRows(quoted(name)) } },
          Until: { type: 'Until', expression: '@true', actions: { B: listRows(quoted(name)) } },
          If: {
            type: 'If',
            expression: { equals: ['@1', 1] },
            actions: { C: listRows(quoted(name)) },
            else: { actions: { D: listRows(quoted(name)) } },
          },
          Switch: {
            type: 'Switch',
            expression: '@1',
            cases: { One: { case: 1, actions: { E: listRows(quoted(name)) } } },
            default: { actions: { F: listRows(quoted(name)) } },
          },
        },
      },
      findings: [
        { messageId: 'quoted', at: '/actions/Scope/actions/A/inputs/parameters/$filter' },
        { messageId: 'quoted', at: '/actions/Until/actions/B/inputs/parameters/$filter' },
        { messageId: 'quoted', at: '/actions/If/actions/C/inputs/parameters/$filter' },
        { messageId: 'quoted', at: '/actions/If/else/actions/D/inputs/parameters/$filter' },
        { messageId: 'quoted', at: '/actions/Switch/cases/One/actions/E/inputs/parameters/$filter' },
        { messageId: 'quoted', at: '/actions/Switch/default/actions/F/inputs/parameters/$filter' },
      ],
    },
    {
      name: 'the options of an HTTP request',
      flow: one(http({ uri: 'https://contoso.example/api', queries: { $filter: quoted(name) } })),
      findings: [{ messageId: 'quoted', at: '/actions/List/inputs/queries/$filter' }],
    },
    {
      name: 'the filter in a hand-written address',
      flow: one(http({ uri: `https://contoso.example/api?$select=id&$filter=name eq '@{${name}}'` })),
      findings: [{ messageId: 'inAddress', at: '/actions/List/inputs/uri' }],
    },
    {
      name: 'the filter in an address, percent-encoded',
      flow: one(http({ uri: `https://contoso.example/api?%24filter=name%20eq%20%27@{${name}}%27` })),
      findings: [{ messageId: 'inAddress', at: '/actions/List/inputs/uri' }],
    },
    {
      name: 'FetchXML in an address',
      flow: one(
        http({ uri: `https://contoso.example/api/contacts?fetchXml=<fetch><condition value='@{${name}}'/></fetch>` }),
      ),
      findings: [{ messageId: 'fetchXml', at: '/actions/List/inputs/uri' }],
    },
    {
      name: 'an address of HTTP with Entra ID',
      flow: one(
        call('shared_webcontents', 'InvokeHttp', {
          'request/method': 'GET',
          'request/url': `https://graph.microsoft.com/v1.0/users?$filter=mail eq '@{${name}}'`,
        }),
      ),
      findings: [{ messageId: 'inAddress', at: '/actions/List/inputs/parameters/request~1url' }],
    },
    {
      name: 'an address of Microsoft Graph',
      flow: one(graph(`https://graph.microsoft.com/v1.0/users?$filter=mail eq '@{${name}}'`)),
      findings: [{ messageId: 'inAddress', at: '/actions/List/inputs/parameters/Uri' }],
    },
    {
      name: 'a legacy action',
      flow: one({
        type: 'ApiConnection',
        inputs: {
          host: { connection: { name: "@parameters('$connections')['shared_excelonlinebusiness']['connectionId']" } },
          method: 'get',
          path: '/drives/a/items',
          queries: { $filter: quoted(name) },
        },
      }),
      findings: [{ messageId: 'quoted', at: '/actions/List/inputs/queries/$filter', severity: 'medium' }],
    },
    {
      name: 'a SQL statement',
      flow: one(sql(`SELECT * FROM orders WHERE name = '@{${name}}'`)),
      findings: [
        {
          messageId: 'sql',
          at: '/actions/List/inputs/parameters/query~1query',
          message:
            'List puts text of manual, which anyone who has the URL can choose, into its SQL statement; the text can change the statement, for example to read or delete other rows.',
        },
      ],
    },
    {
      name: 'rows as JSON in a SQL statement, in which single quotes are not escaped',
      flow: {
        triggers: anyone,
        actions: {
          Rows: { type: 'Select', inputs: { from: "@triggerBody()?['rows']", select: { id: "@item()?['id']" } } },
          List: { ...sql("EXEC import '@{body('Rows')}'"), ...after('Rows') },
        },
      },
      findings: [{ messageId: 'sql', at: '/actions/List/inputs/parameters/query~1query' }],
    },
    {
      name: 'a SQL statement, doubled but not quoted',
      flow: one(sql(`SELECT * FROM orders WHERE id = @{${doubled(name)}}`)),
      findings: [{ messageId: 'sql', at: '/actions/List/inputs/parameters/query~1query' }],
    },
    {
      name: 'a whole SQL statement',
      flow: one(sql("@triggerBody()?['sql']")),
      findings: [{ messageId: 'whole', at: '/actions/List/inputs/parameters/query~1query' }],
    },
    {
      name: 'a legacy SQL statement',
      flow: one({
        type: 'ApiConnection',
        inputs: {
          host: { connection: { name: "@parameters('$connections')['shared_sql']['connectionId']" } },
          method: 'post',
          path: '/v2/datasets/s,d/query/sql',
          body: { query: `DELETE FROM t WHERE n = '@{${name}}'` },
        },
      }),
      findings: [{ messageId: 'sql', at: '/actions/List/inputs/body/query' }],
    },
    {
      name: 'FetchXML',
      flow: one(fetchRows(`<fetch><condition attribute='name' value='@{${name}}'/></fetch>`)),
      findings: [
        {
          messageId: 'fetchXml',
          at: '/actions/List/inputs/parameters/fetchXml',
          message:
            'List puts text of manual, which anyone who has the URL can choose, into its FetchXML query as it stands; angle brackets and quotes in the text change what is read.',
        },
      ],
    },
    {
      name: 'the other quotes are escaped in FetchXML',
      flow: one(fetchRows(`<fetch><condition attribute='name' value='@{replace(${name}, '"', '&quot;')}'/></fetch>`)),
      findings: [{ messageId: 'fetchXml', at: '/actions/List/inputs/parameters/fetchXml' }],
    },
    {
      name: 'a path of a SharePoint address',
      flow: one(sharePoint(`_api/web/lists/getbytitle('Orders')/items(@{${name}})`)),
      findings: [
        {
          messageId: 'path',
          at: '/actions/List/inputs/parameters/parameters~1uri',
          message:
            'List puts text of manual, which anyone who has the URL can choose, into the address that it sends to SharePoint as it stands; slashes, dots and question marks in the text make it another request.',
        },
      ],
    },
    {
      name: 'a quoted name in a SharePoint address, unescaped',
      flow: one(sharePoint(`_api/web/lists/getbytitle('@{${name}}')/items`)),
      findings: [{ messageId: 'inAddress', at: '/actions/List/inputs/parameters/parameters~1uri' }],
    },
    {
      name: 'a filter in a SharePoint address',
      flow: one(sharePoint(`_api/web/lists/getbytitle('Orders')/items?$filter=Id eq @{${name}}`)),
      findings: [{ messageId: 'unquoted', at: '/actions/List/inputs/parameters/parameters~1uri' }],
    },
    {
      name: 'percent-encoding in a filter of a SharePoint address',
      flow: one(sharePoint(`_api/web/lists/getbytitle('Orders')/items?$filter=Id eq @{encodeUriComponent(${name})}`)),
      findings: [
        {
          messageId: 'unquoted',
          at: '/actions/List/inputs/parameters/parameters~1uri',
          confidence: 'low',
          persona: 'pedantic',
        },
      ],
    },
    {
      name: 'a whole SharePoint address',
      flow: one(sharePoint("@{triggerBody()?['uri']}")),
      findings: [{ messageId: 'whole', at: '/actions/List/inputs/parameters/parameters~1uri' }],
    },
    {
      name: 'a trigger that does not say who may call',
      flow: one(listRows(quoted(name)), { manual: { type: 'Request', kind: 'Http', inputs: {} } }),
      findings: [{ messageId: 'quoted', at: filter, confidence: 'medium' }],
    },
    {
      name: 'a trigger for the tenant',
      flow: one(listRows(quoted(name)), {
        manual: { type: 'Request', kind: 'Http', inputs: { triggerAuthenticationType: 'Tenant' } },
      }),
      findings: [{ messageId: 'quoted', at: filter, severity: 'medium' }],
    },
    {
      name: 'a trigger for users, of whom none is listed',
      flow: one(listRows(quoted(name)), {
        manual: { type: 'Request', kind: 'Http', inputs: { triggerAuthenticationType: 'User' } },
      }),
      findings: [{ messageId: 'quoted', at: filter, severity: 'medium' }],
    },
    {
      name: 'a trigger for listed users',
      flow: one(listRows(quoted(name)), {
        manual: {
          type: 'Request',
          kind: 'Http',
          inputs: { triggerAuthenticationType: 'User', triggerAllowedUsers: 'ann@contoso.example' },
        },
      }),
      findings: [{ messageId: 'quoted', at: filter, severity: 'low', persona: 'pedantic' }],
    },
    {
      name: 'users of an app',
      flow: one(listRows(quoted(name)), app),
      findings: [{ messageId: 'quoted', at: filter, severity: 'medium' }],
    },
    {
      name: 'users of an app, through their own connection',
      flow: {
        ...one(listRows(quoted(name)), app),
        connectionReferences: {
          shared_commondataserviceforapps: {
            runtimeSource: 'invoker',
            connection: {},
            api: { name: 'shared_commondataserviceforapps' },
          },
        },
      },
      findings: [{ messageId: 'quoted', at: filter, severity: 'informational', persona: 'auditor' }],
    },
    {
      name: 'whoever presses the button',
      flow: one(listRows(quoted(name)), button),
      findings: [{ messageId: 'quoted', at: filter, severity: 'low', persona: 'pedantic' }],
    },
    {
      name: 'users of a bot',
      flow: one(listRows(quoted(name)), { manual: { type: 'Request', kind: 'Skills', inputs: {} } }),
      findings: [{ messageId: 'quoted', at: filter, severity: 'medium', confidence: 'medium' }],
    },
    {
      name: 'the subject of a mail',
      flow: reading('shared_office365', 'GetEmailV2', quoted("body('Get')?['subject']")),
      findings: [{ messageId: 'quoted', at: filter }],
    },
    {
      name: 'an answer of a form',
      flow: reading('shared_microsoftforms', 'GetFormResponseById', quoted("outputs('Get')?['body/r1a2b']")),
      findings: [{ messageId: 'quoted', at: filter, severity: 'medium' }],
    },
    {
      name: 'a column of a row',
      flow: reading('shared_sharepointonline', 'GetItems', quoted("first(body('Get')?['value'])?['Title']")),
      findings: [{ messageId: 'quoted', at: filter, severity: 'low', persona: 'auditor' }],
    },
    {
      name: 'a schema that nobody checks',
      flow: one(listRows(`age eq @{triggerBody()?['number']}`), {
        manual: {
          ...anyone.manual,
          inputs: { ...anyone.manual.inputs, schema: { type: 'object', properties: { number: { type: 'integer' } } } },
        },
      }),
      findings: [{ messageId: 'unquoted', at: filter }],
    },
    {
      name: 'a check of something else',
      flow: guarded({ equals: ["@triggerBody()?['city']", 'Oslo'] }),
      findings: [{ messageId: 'quoted', at: '/actions/Check/actions/List/inputs/parameters/$filter' }],
    },
    {
      name: 'one check or another',
      flow: guarded({ or: [{ equals: [`@${name}`, 'Ann'] }, { equals: ["@triggerBody()?['city']", 'Oslo'] }] }),
      findings: [{ messageId: 'quoted', at: '/actions/Check/actions/List/inputs/parameters/$filter' }],
    },
    {
      name: 'a check against what a caller sends',
      flow: guarded({ equals: [`@${name}`, "@triggerBody()?['other']"] }),
      findings: [{ messageId: 'quoted', at: '/actions/Check/actions/List/inputs/parameters/$filter' }],
    },
    {
      name: 'the other branch of a check',
      flow: {
        triggers: anyone,
        actions: {
          Check: {
            type: 'If',
            expression: { equals: [`@${name}`, 'Ann'] },
            actions: {},
            else: { actions: { List: listRows(quoted(name)) } },
          },
        },
      },
      findings: [{ messageId: 'quoted', at: '/actions/Check/else/actions/List/inputs/parameters/$filter' }],
    },
    {
      name: 'the default of a Switch',
      flow: {
        triggers: anyone,
        actions: {
          Choose: {
            type: 'Switch',
            expression: `@${name}`,
            cases: {},
            default: { actions: { List: listRows(quoted(name)) } },
          },
        },
      },
      findings: [{ messageId: 'quoted', at: '/actions/Choose/default/actions/List/inputs/parameters/$filter' }],
    },
    {
      name: 'behind a check that ends nothing',
      flow: {
        triggers: anyone,
        actions: {
          Check: {
            type: 'If',
            expression: { equals: [`@isInt(${name})`, false] },
            actions: { Say: { type: 'Response', inputs: { statusCode: 400 } } },
          },
          List: listRows(`age eq @{${name}}`, after('Check')),
        },
      },
      findings: [{ messageId: 'unquoted', at: filter }],
    },
    {
      name: 'beside a check that ends the run',
      flow: {
        triggers: anyone,
        actions: {
          Check: {
            type: 'If',
            expression: { equals: [`@isInt(${name})`, false] },
            actions: { Stop: { type: 'Terminate', inputs: { runStatus: 'Failed' } } },
          },
          List: listRows(`age eq @{${name}}`),
        },
      },
      findings: [{ messageId: 'unquoted', at: filter }],
    },
    {
      name: 'a child flow',
      solution: {
        flows: {
          Main: {
            triggers: anyone,
            actions: {
              Run: {
                type: 'Workflow',
                inputs: {
                  host: { workflowReferenceName: '00000000-0000-4000-8000-00000000000c' },
                  body: { text: `@${name}` },
                },
              },
            },
          },
          Child: {
            id: '00000000-0000-4000-8000-00000000000c',
            triggers: button,
            actions: { List: listRows("fullname eq '@{triggerBody()?['text']}'") },
          },
        },
      },
      findings: [
        {
          messageId: 'quoted',
          at: { file: 'Workflows/Child.json', pointer: `/properties/definition${filter}` },
          message:
            'List puts text of manual in flow Main, which anyone who has the URL can choose, between quotes in the filter of its query by way of Run; a single quote in the text ends the value, and the rest changes what is read.',
          path: [
            {
              at: { file: 'Workflows/Main.json', pointer: '/properties/definition/triggers/manual' },
              text: 'it comes from manual, where anyone who has the URL can choose it',
            },
            {
              at: { file: 'Workflows/Main.json', pointer: '/properties/definition/actions/Run/inputs/body/text' },
              text: 'Run passes it to a child flow',
            },
            {
              at: { file: 'Workflows/Child.json', pointer: '/properties/definition/triggers/manual' },
              text: 'the child flow Child is given it',
            },
            { at: { file: 'Workflows/Child.json', pointer: `/properties/definition${filter}` }, text: 'List takes it' },
          ],
        },
      ],
    },
  ],
});
