import { untrustedTrace } from '../../src/dataflow/solution-traces';
import { type Reach, writers } from '../../src/dataflow/untrusted-in-flows';
import { writingOf, writingOfKind } from '../../src/dataflow/writers';
import { type FlowParts, solutionOf } from './solution-of';

/** What reaches a Compose action of this value in a flow that has these triggers and actions: writer, reach, whether it is typed. */
function reaching(
  value: string,
  parts: { readonly triggers?: object; readonly actions?: object },
  flows: FlowParts = {},
) {
  const solution = solutionOf({
    ...flows,
    Flow: { ...parts, actions: { ...parts.actions, Use: { type: 'Compose', inputs: value } } },
  });
  const trace = untrustedTrace(solution);
  const use = solution.flows.at(-1)?.actions.find(({ name }) => name === 'Use');
  if (!use) throw new Error('no such action');
  return trace.arrivalsAt(use).map(({ source, cleansed }) => {
    const { writer, reach, confidence } = source.of;
    return [
      writer,
      reach,
      ...(confidence === 'high' ? [] : [confidence]),
      ...(cleansed === 0 ? [] : [`cleansed ${cleansed}`]),
    ].join(' ');
  });
}

const request = (kind: string | undefined, inputs: object = {}, more: object = {}) => ({
  triggers: { manual: { type: 'Request', ...(kind === undefined ? {} : { kind }), inputs, ...more } },
});
const call = (connector: string, operationId: string, parameters: object = {}) => ({
  type: 'OpenApiConnection',
  inputs: {
    host: { apiId: `/providers/Microsoft.PowerApps/apis/${connector}`, connectionName: connector, operationId },
    parameters,
  },
});
const get = (connector: string, operationId: string, parameters: object = {}) => ({
  actions: { Get: call(connector, operationId, parameters) },
});

describe('triggers that callers start', () => {
  test.each<[string, ReturnType<typeof request>, string]>([
    ['anyone', request('Http', { triggerAuthenticationType: 'All' }), 'anyone public'],
    ['nothing said', request('Http'), 'anyone public medium'],
    ['no kind', request(undefined), 'anyone public medium'],
    ['the tenant', request('Http', { triggerAuthenticationType: 'Tenant' }), 'tenant-user organisation'],
    [
      'users, none listed',
      request('Http', { triggerAuthenticationType: 'User', triggerAllowedUsers: '' }),
      'tenant-user organisation',
    ],
    [
      'listed users',
      request('Http', { triggerAuthenticationType: 'User', triggerAllowedUsers: 'a@contoso.example' }),
      'listed-caller circle',
    ],
    [
      'an expression',
      request('Http', { triggerAuthenticationType: "@parameters('Who')" }),
      'tenant-user organisation medium',
    ],
    [
      'a Teams webhook',
      { triggers: { manual: { type: 'Request', kind: 'TeamsWebhook', inputs: { triggerAuthenticationType: 'All' } } } },
      'anyone public',
    ],
    ['a button', request('Button'), 'signed-in-user circle'],
    ['a selected row', request('ApiConnection'), 'signed-in-user circle'],
    ['an app', request('PowerApp'), 'signed-in-user organisation'],
    ['an app, second version', request('POWERAPPV2'), 'signed-in-user organisation'],
    ['a page', request('PowerPages'), 'anyone public'],
    ['a bot', request('VirtualAgent'), 'bot-user organisation medium'],
    ['a skill', request('Skills'), 'bot-user organisation medium'],
  ])('%s', (_, parts, expected) => {
    expect(reaching("@triggerBody()?['text']", parts)).toEqual([expected]);
  });

  test.each(['headers', 'queries', 'relativePathParameters'])('%s of a request', (part) => {
    expect(
      reaching(`@triggerOutputs()['${part}']?['a']`, request('Http', { triggerAuthenticationType: 'All' })),
    ).toEqual(['anyone public']);
    expect(reaching(`@triggerOutputs()['${part}']?['a']`, request('Button'))).toEqual([]);
  });

  test('kinds nobody knows, and other triggers, hand on nothing', () => {
    expect(reaching('@triggerBody()', request('Constructor'))).toEqual([]);
    expect(reaching('@triggerBody()', request('__proto__'))).toEqual([]);
    expect(reaching('@triggerBody()', { triggers: { Weekly: { type: 'Recurrence', recurrence: {} } } })).toEqual([]);
  });

  test('when the button was pressed, and on what', () => {
    expect(reaching("@triggerBody()?['key-button-date']", request('Button'))).toEqual([]);
    expect(reaching("@triggerBody()?['entity']?['ID']", request('ApiConnection'))).toEqual([]);
  });

  test('an app flow that other flows run is meant for them', () => {
    const id = '00000000-0000-4000-8000-00000000000a';
    const parent = {
      Parent: { actions: { Run: { type: 'Workflow', inputs: { host: { workflowReferenceName: id.toUpperCase() } } } } },
    };
    const child = {
      ...parent,
      [id]: { ...request('PowerAppV2'), actions: { Use: { type: 'Compose', inputs: '@triggerBody()' } } },
    };
    const solution = solutionOf(child);
    const use = solution.flows[1]?.actions[0];
    expect(
      use &&
        untrustedTrace(solution)
          .arrivalsAt(use)
          .map(({ source }) => source.of.reach),
    ).toEqual(['circle']);
  });
});

describe('types of a schema', () => {
  const schema = {
    type: 'object',
    properties: {
      number: { type: 'number' },
      flag: { type: ['boolean', 'null'] },
      color: { type: 'string', enum: ['red', 'blue'] },
      id: { type: 'string', format: 'uuid' },
      code: { type: 'string', pattern: '^[A-Z]{3}-\\d+$' },
      loose: { type: 'string', pattern: "^[^']*" },
      text: { type: 'string' },
      rows: {
        type: 'array',
        items: { type: 'object', properties: { count: { type: 'integer' }, name: { type: 'string' } } },
      },
    },
  };
  const open = { triggerAuthenticationType: 'All', schema };

  test.each([
    ['number', true],
    ['flag', true],
    ['color', true],
    ['id', true],
    ['code', true],
    ['loose', false],
    ['text', false],
    ['unknown', false],
  ])('%s', (name, isTyped) => {
    const typed = isTyped ? ' cleansed 8' : '';
    const value = `@triggerBody()?['${name}']`;
    expect(reaching(value, request('Http', open, { operationOptions: 'EnableSchemaValidation' }))).toEqual([
      `anyone public${typed}`,
    ]);
    expect(reaching(value, request('PowerAppV2', { schema }))).toEqual([`signed-in-user organisation${typed}`]);
    expect(reaching(value, request('Http', open))).toEqual(['anyone public']);
  });

  test('in rows, by way of a Compose', () => {
    const trigger = request('Http', open, { operationOptions: 'Asynchronous, EnableSchemaValidation' });
    const rows = { ...trigger, actions: { Rows: { type: 'Compose', inputs: '@triggerBody()' } } };
    expect(reaching("@first(outputs('Rows')?['rows'])?['count']", rows)).toEqual(['anyone public cleansed 8']);
    expect(reaching("@first(outputs('Rows')?['rows'])?['name']", rows)).toEqual(['anyone public']);
    expect(reaching("@outputs('Rows')", rows)).toEqual(['anyone public']);
  });
});

describe('what connectors return', () => {
  const first = (field: string) => `@first(body('Get')?['value'])?['${field}']`;
  test.each<[string, string, string, string, string]>([
    ['a mail', 'shared_office365', 'GetEmailV2', "@body('Get')?['subject']", 'mail-sender public'],
    [
      'a mail by its slash name',
      'shared_office365',
      'GetEmailV2',
      "@outputs('Get')?['body/bodyPreview']",
      'mail-sender public',
    ],
    ['mails', 'shared_office365', 'GetEmailsV3', first('body'), 'mail-sender public'],
    ['all of a mail', 'shared_office365', 'GetEmailV2', "@body('Get')", 'mail-sender public'],
    ['an attachment', 'shared_office365', 'GetAttachment_V2', "@body('Get')?['contentBytes']", 'mail-sender public'],
    ['an invitation', 'shared_office365', 'V4CalendarGetItems', first('subject'), 'mail-sender organisation'],
    ['a form', 'shared_microsoftforms', 'GetFormResponseById', "@body('Get')?['r1']", 'form-respondent organisation'],
    [
      'a message',
      'shared_teams',
      'GetMessageDetails',
      "@body('Get')?['body']?['content']",
      'message-author organisation',
    ],
    ['messages', 'shared_teams', 'GetMessagesFromChannel', first('subject'), 'message-author organisation'],
    [
      'an answer to a card',
      'shared_teams',
      'PostCardAndWaitForResponse',
      "@body('Get')?['data']?['comment']",
      'message-author circle',
    ],
    [
      'a comment of an approval',
      'shared_approvals',
      'StartAndWaitForAnApproval',
      "@first(body('Get')?['responses'])?['comments']",
      'message-author circle',
    ],
    ['a feed', 'shared_rss', 'ListFeedItems', "@first(body('Get'))?['title']", 'anyone circle'],
    ['a row of Dataverse', 'shared_commondataserviceforapps', 'ListRecords', first('name'), 'row-author rows'],
    [
      'a row of Dataverse, first connector',
      'shared_commondataservice',
      'GetItem_V2',
      "@body('Get')?['name']",
      'row-author rows',
    ],
    ['a list item', 'shared_sharepointonline', 'GetItems', first('Title'), 'row-author rows'],
    ['a row of SQL', 'shared_sql', 'GetItems_V2', first('name'), 'row-author rows'],
    [
      'rows of a statement',
      'shared_sql',
      'ExecutePassThroughNativeQuery_V2',
      "@body('Get')?['resultsets']?['Table1']",
      'row-author rows',
    ],
    ['a row of Excel', 'shared_excelonlinebusiness', 'GetItems', first('name'), 'row-author rows'],
    ['a file', 'shared_sharepointonline', 'GetFileContent', "@body('Get')", 'row-author rows'],
  ])('%s', (_, connector, operation, value, expected) => {
    expect(reaching(value, get(connector, operation))).toEqual([expected]);
  });

  test.each<[string, string, string, string]>([
    ['id of a mail', 'shared_office365', 'GetEmailV2', "@body('Get')?['id']"],
    ['sender of a mail', 'shared_office365', 'GetEmailV2', "@outputs('Get')?['body/from']"],
    ['date of a mail in a list', 'shared_office365', 'GetEmailsV3', first('receivedDateTime')],
    ['size of an attachment', 'shared_office365', 'GetAttachment_V2', "@body('Get')?['size']"],
    ['who filled in a form', 'shared_microsoftforms', 'GetFormResponseById', "@body('Get')?['responder']"],
    ['author of a message', 'shared_teams', 'GetMessageDetails', "@body('Get')?['from']?['user']?['id']"],
    ['outcome of an approval', 'shared_approvals', 'StartAndWaitForAnApproval', "@body('Get')?['outcome']"],
    ['who answered a card', 'shared_teams', 'PostCardAndWaitForResponse', "@body('Get')?['responder']?['email']"],
    ['id of a list item', 'shared_sharepointonline', 'GetItems', first('ID')],
    ['author of a list item', 'shared_sharepointonline', 'GetItem', "@body('Get')?['Author/Email']"],
    ['id of a chosen value', 'shared_sharepointonline', 'GetItem', "@body('Get')?['Status#Id']"],
    ['etag of a row', 'shared_commondataserviceforapps', 'GetItem', "@body('Get')?['@odata.etag']"],
    ['lookup of a row', 'shared_commondataserviceforapps', 'GetItem', "@body('Get')?['_ownerid_value']"],
    ['name of a choice in a row', 'shared_commondataserviceforapps', 'GetItem', "@body('Get')?['_new_kind_label']"],
    [
      'id of a user in the directory',
      'shared_commondataserviceforapps',
      'ListRecords',
      first('azureactivedirectoryobjectid'),
    ],
    ['status of a row', 'shared_commondataserviceforapps', 'GetItem', "@body('Get')?['statecode']"],
    ['status code of a read', 'shared_commondataserviceforapps', 'GetItem', "@outputs('Get')['statusCode']"],
    ['a row that is made', 'shared_commondataserviceforapps', 'CreateRecord', "@body('Get')?['name']"],
    ['another connector', 'shared_contoso', 'GetItems', first('name')],
    ['a new response, of which only the id is told', 'shared_microsoftforms', 'CreateFormWebhook', "@body('Get')"],
  ])('not the %s', (_, connector, operation, value) => {
    expect(reaching(value, get(connector, operation))).toEqual([]);
  });

  test('the id of a row is told by the name of its table', () => {
    const contacts = get('shared_commondataserviceforapps', 'ListRecords', { entityName: 'contacts' });
    expect(reaching(first('contactid'), contacts)).toEqual([]);
    expect(reaching(first('nationalid'), contacts)).toEqual(['row-author rows']);
    const opportunities = get('shared_commondataserviceforapps', 'GetItem', { entityName: 'opportunities' });
    expect(reaching("@body('Get')?['opportunityid']", opportunities)).toEqual([]);
  });

  test.each([
    ["name eq 'a'", 'name', false],
    ["kind eq 2 and (name eq '@{triggerBody()}')", 'name', false],
    ["name eq 'it is this or that'", 'name', false],
    ["name eq 'a' or kind eq 2", 'name', true],
    ["not (name eq 'a')", 'name', true],
    ["name ne 'a'", 'name', true],
    ["name eq 'a'", 'note', true],
    ["startswith(name, 'a')", 'name', true],
    ["@concat('name eq 1')", 'name', true],
  ])('of rows that were read by %s, %s may be anything: %s', (filter, column, isFree) => {
    const rows = get('shared_commondataserviceforapps', 'ListRecords', { entityName: 'a', $filter: filter });
    expect(reaching(first(column), rows)).toEqual(isFree ? ['row-author rows'] : []);
  });

  test('columns of the tables of a solution that hold no text', () => {
    const rows = get('shared_commondataserviceforapps', 'GetItem', { entityName: 'new_orders' });
    const Use = { type: 'Compose', inputs: "@{body('Get')?['new_due']} @{body('Get')?['new_name']}" };
    const columns = ['datetime', 'nvarchar'].map(
      (type, i) =>
        `<attribute PhysicalName="a"><Type>${type}</Type><LogicalName>${i ? 'new_name' : 'new_due'}</LogicalName></attribute>`,
    );
    const file = { path: 'Entities/new_order/Entity.xml', read: () => [{ path: '', text: columns.join('') }] };
    const solution = { ...solutionOf({ Flow: { actions: { ...rows.actions, Use } } }), otherFiles: [file as never] };
    const use = solution.flows[0]?.actions.find(({ name }) => name === 'Use');
    const found = use ? untrustedTrace(solution).arrivalsAt(use) : [];
    expect(found.map(({ expression, node }) => node.text?.slice(expression.start, expression.end))).toEqual([
      "body('Get')?['new_name']",
    ]);
  });

  test('a part that is read later on is known as well', () => {
    const { actions } = get('shared_office365', 'GetEmailV2');
    const parse = { type: 'ParseJson', inputs: { content: "@body('Get')", schema: {} } };
    expect(reaching("@body('Parse')?['id']", { actions: { ...actions, Parse: parse } })).toEqual([]);
    expect(reaching("@body('Parse')?['subject']", { actions: { ...actions, Parse: parse } })).toEqual([
      'mail-sender public',
    ]);
  });

  test('triggers of connectors, split or not', () => {
    const triggers = { Mail: { ...call('shared_office365', 'OnNewEmailV3'), type: 'OpenApiConnectionNotification' } };
    expect(reaching("@triggerOutputs()?['body/subject']", { triggers })).toEqual(['mail-sender public']);
    expect(reaching("@first(triggerBody()?['value'])?['subject']", { triggers })).toEqual(['mail-sender public']);
    expect(reaching("@triggerOutputs()?['body/id']", { triggers })).toEqual([]);
    const rows = {
      Row: {
        ...call('shared_commondataserviceforapps', 'SubscribeWebhookTrigger', {
          'subscriptionRequest/entityname': 'contact',
        }),
        type: 'OpenApiConnectionWebhook',
      },
    };
    expect(reaching("@triggerBody()?['contactid']", { triggers: rows })).toEqual([]);
    expect(reaching("@triggerBody()?['fullname']", { triggers: rows })).toEqual(['row-author rows']);
  });

  test('legacy forms', () => {
    const host = (name: string) => ({ connection: { name: `@parameters('$connections')['${name}']['connectionId']` } });
    const items = {
      Get: {
        type: 'ApiConnection',
        inputs: { host: host('shared_excelonlinebusiness'), method: 'get', path: '/drives/a/files/b/tables/c/items' },
      },
    };
    expect(reaching(first('name'), { actions: items })).toEqual(['row-author rows']);
    const polling = {
      Mail: {
        type: 'ApiConnectionNotification',
        inputs: {
          host: host('shared_office365'),
          fetch: { pathTemplate: { template: '/v3/Mail/OnNewEmail' }, method: 'get' },
        },
      },
    };
    expect(reaching("@triggerBody()?['Subject']", { triggers: polling })).toEqual(['mail-sender public']);
  });
});

describe('the tables', () => {
  test('names that every object has are no operations', () => {
    for (const name of ['constructor', '__proto__', 'toString']) {
      expect(writingOf(name, 'getitems')).toBeUndefined();
      expect(writingOf('shared_sql', name)).toBeUndefined();
      expect(writingOfKind(name)).toBeUndefined();
    }
  });

  test('versions of an operation are one', () => {
    expect(writingOf('shared_sql', 'GetItems')).toBe(writingOf('shared_sql', 'GetItems_V2'));
    expect(writingOf('shared_office365', 'OnNewEmail')).toBe(writingOf('shared_office365', 'OnNewEmailV3'));
  });

  test('everybody is somewhere', () => {
    const reaches: readonly Reach[] = ['public', 'organisation', 'circle', 'rows'];
    expect(new Set(writers).size).toBe(writers.length);
    expect(reaches).toContain(writingOfKind('button')?.reach);
  });
});
