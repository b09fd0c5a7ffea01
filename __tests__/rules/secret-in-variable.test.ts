import rule from '../../src/rules/secret-in-variable';
import { fixesOf } from '../support/fixes';
import { testRule } from '../support/rule-tester';
import {
  button,
  call,
  childId,
  compose,
  containers,
  getSecret,
  http,
  run,
  secured,
  setVariable,
  value,
  withSecret,
} from '../support/secret-flows';

const declare = (...variables: object[]) => ({ type: 'InitializeVariable', inputs: { variables } });
const append = (to: 'String' | 'Array', text: unknown) => ({
  type: `AppendTo${to}Variable`,
  inputs: { name: 'list', value: text },
});
const stored = (at: string) => [{ messageId: 'stored', at }] as const;
const named = (at: string) => [{ messageId: 'named', at, severity: 'medium', confidence: 'medium' }] as const;
const keep = '/actions/Keep/inputs/value';

testRule(rule, {
  valid: [
    { name: 'used directly', flow: withSecret({ Send: http({ headers: { 'x-api-key': value } }) }) },
    { name: 'what is not secret', flow: withSecret({ Keep: setVariable('id', "@body('Get')?['id']") }) },
    { name: 'its length', flow: withSecret({ Keep: setVariable('size', "@length(body('Get')?['value'])") }) },
    { name: 'whether it is there', flow: withSecret({ Keep: setVariable('found', "@empty(body('Get')?['value'])") }) },
    { name: 'a number made of it', flow: withSecret({ Keep: setVariable('days', "@int(body('Get')?['value'])") }) },
    {
      name: 'when a token expires',
      flow: {
        actions: {
          Ask: http({}, 'https://x.example/oauth/token'),
          Keep: setVariable('end', "@body('Ask')?['expires_in']"),
        },
      },
    },
    { name: 'an action that is no longer there', flow: { actions: { Keep: setVariable('key', value) } } },
    {
      name: 'a name that is that of a secret, and a value that is written out or made up',
      flow: {
        actions: {
          First: declare({ name: 'apiKey', type: 'string' }, { name: 'password', type: 'string', value: '' }),
          Second: setVariable('apiKey', '@{guid()}'),
          Third: setVariable('password', 'tbc'),
        },
      },
    },
    {
      name: 'names that only have to do with secrets',
      flow: {
        actions: {
          First: setVariable('secretName', "@triggerBody()?['name']"),
          Second: setVariable('clientId', "@triggerBody()?['id']"),
          Third: setVariable('tokenEndpoint', "@triggerBody()?['url']"),
        },
      },
    },
    {
      name: 'a truth value about a secret',
      flow: {
        actions: {
          First: declare({ name: 'hasSecret', type: 'boolean' }, { name: 'clientSecret', type: 'Boolean' }),
          Second: setVariable('clientSecret', "@triggerBody()?['useSecret']"),
        },
      },
    },
    ...["@body('List')?['nextToken']", "@body('List')?['continuationToken']", "@body('List')?['@odata.nextLink']"].map(
      (text) => ({
        name: `the mark of the next page: ${text}`,
        flow: { actions: { Keep: setVariable('token', text) } },
      }),
    ),
  ],
  invalid: [
    {
      name: 'Set variable',
      flow: withSecret({ Keep: setVariable('key', value) }),
      findings: [
        {
          messageId: 'stored',
          at: keep,
          marked: "body('Get')?['value']",
          message:
            'Keep puts a secret from Azure Key Vault that Get returns into variable key, and variables cannot be secured, so every owner of the flow can read it in the run history.',
          path: [
            { at: '/actions/Get/inputs/host/operationId', text: 'Get returns a secret from Azure Key Vault' },
            { at: keep, text: 'Keep stores it in a variable' },
          ],
        },
      ],
    },
    {
      name: 'whether the source is secured or not',
      flow: { actions: { Get: getSecret, Keep: setVariable('key', value) } },
      findings: stored(keep),
    },
    {
      name: 'settings that the type does not have',
      flow: withSecret({ Keep: secured(setVariable('key', value), 'inputs', 'outputs') }),
      findings: stored(keep),
    },
    {
      name: 'Initialize variable, of several the one',
      flow: withSecret({ Keep: declare({ name: 'a', type: 'string' }, { name: 'key', type: 'string', value }) }),
      findings: [
        {
          messageId: 'stored',
          at: '/actions/Keep/inputs/variables/1/value',
          message:
            'Keep puts a secret from Azure Key Vault that Get returns into variable key, and variables cannot be secured, so every owner of the flow can read it in the run history.',
        },
      ],
    },
    {
      name: 'Initialize variable, both',
      flow: withSecret({ Keep: declare({ name: 'a', value }, { name: 'b', value: { key: value, other: value } }) }),
      findings: [
        ...stored('/actions/Keep/inputs/variables/0/value'),
        ...stored('/actions/Keep/inputs/variables/1/value/key'),
      ],
    },
    { name: 'Append to string variable', flow: withSecret({ Keep: append('String', value) }), findings: stored(keep) },
    {
      name: 'Append to array variable',
      flow: withSecret({ Keep: append('Array', { id: 1, key: value }) }),
      findings: stored(`${keep}/key`),
    },
    ...[
      "@outputs('Get')?['body/value']",
      "@outputs('Get')?['body']?['value']",
      "@actions('Get')?['outputs']?['body']?['value']",
      "Bearer @{body('Get').value}",
      "@concat('Bearer ', body('Get')?['value'])",
      "@base64(body('Get')?['value'])",
      "@if(equals(1, 1), body('Get')?['value'], '')",
      "@body('Get')",
      "@json(body('Get')?['value'])?['password']",
      "@BODY('GET')?['VALUE']",
    ].map((text) => ({
      name: `by ${text}`,
      flow: withSecret({ Keep: setVariable('x', text) }),
      findings: stored(keep),
    })),
    ...containers.map(([name, wrap, pointer]) => ({
      name: `in ${name}`,
      flow: withSecret({ Around: wrap({ Keep: setVariable('key', value) }) }),
      findings: stored(`/actions/Around${pointer}/Keep/inputs/value`),
    })),
    {
      name: 'several references are one finding',
      flow: withSecret({ Keep: setVariable('key', "@{body('Get')?['value']}@{outputs('Get')?['body/value']}") }),
      findings: stored(keep),
    },
    {
      name: 'by way of a Compose, and on to another variable',
      flow: withSecret({
        Note: secured(compose(value), 'inputs'),
        Keep: setVariable('key', "@outputs('Note')"),
        Again: setVariable('copy', "@variables('key')"),
      }),
      findings: [
        {
          messageId: 'stored',
          at: keep,
          message:
            'Keep puts a secret from Azure Key Vault that Get returns by way of Note into variable key, and variables cannot be secured, so every owner of the flow can read it in the run history.',
        },
        {
          messageId: 'stored',
          at: '/actions/Again/inputs/value',
          path: [
            { at: '/actions/Get/inputs/host/operationId', text: 'Get returns a secret from Azure Key Vault' },
            { at: '/actions/Note/inputs', text: 'Note takes it' },
            { at: keep, text: 'Keep stores it in a variable' },
            { at: '/actions/Again/inputs/value', text: 'Again stores it in a variable' },
          ],
        },
      ],
    },
    ...["@items('Loop')", '@item()'].map((text) => ({
      name: `the element of a loop: ${text}`,
      flow: withSecret({
        Loop: {
          type: 'Foreach',
          foreach: "@split(body('Get')?['value'], ';')",
          actions: { Keep: append('Array', text) },
        },
      }),
      findings: stored('/actions/Loop/actions/Keep/inputs/value'),
    })),
    {
      name: 'a token',
      flow: {
        actions: {
          Ask: http({}, 'https://login.microsoftonline.com/contoso.example/oauth2/v2.0/token'),
          Parse: { type: 'ParseJson', inputs: { content: "@body('Ask')", schema: {} } },
          Keep: setVariable('x', "Bearer @{body('Parse')?['access_token']}"),
        },
      },
      findings: [
        {
          messageId: 'stored',
          at: keep,
          message:
            'Keep puts an access token that Ask returns by way of Parse into variable x, and variables cannot be secured, so every owner of the flow can read it in the run history.',
        },
      ],
    },
    {
      name: 'in a child flow, and what a child flow returns',
      solution: {
        flows: {
          Parent: {
            actions: { Get: getSecret, Run: run({ text: value }), Keep: setVariable('x', "@body('Run')?['key']") },
          },
          Child: {
            id: childId,
            triggers: button,
            actions: {
              Keep: setVariable('x', "@triggerBody()?['text']"),
              Again: setVariable('y', "@trigger()?['outputs']?['body']?['text']"),
              Answer: { type: 'Response', inputs: { body: { key: "@triggerOutputs()?['body/text']" } } },
            },
          },
        },
      },
      findings: [
        { messageId: 'stored', at: { file: 'Workflows/Parent.json', pointer: `/properties/definition${keep}` } },
        { messageId: 'stored', at: { file: 'Workflows/Child.json', pointer: `/properties/definition${keep}` } },
        {
          messageId: 'stored',
          at: { file: 'Workflows/Child.json', pointer: '/properties/definition/actions/Again/inputs/value' },
        },
      ],
    },
    {
      name: 'a key that is computed is a guess',
      flow: withSecret({ Keep: setVariable('x', "@outputs('Get')?[triggerBody()?['part']]") }),
      findings: [{ messageId: 'stored', at: keep, confidence: 'medium' }],
    },
    {
      name: 'what is kept under the name of an identifier is hardly a secret',
      flow: {
        actions: {
          Get: call('shared_keyvault', 'GetSecret', { secretName: 'stock-client-id' }),
          Keep: setVariable('x', value),
        },
      },
      findings: [{ messageId: 'stored', at: keep, confidence: 'low', persona: 'pedantic' }],
    },
    {
      name: 'what result() repeats',
      flow: {
        actions: {
          Try: { type: 'Scope', actions: { Get: secured(getSecret, 'outputs') } },
          Keep: setVariable('errors', "@result('Try')"),
        },
      },
      findings: [{ messageId: 'stored', at: keep, confidence: 'low', persona: 'pedantic' }],
    },
    {
      name: 'named like a secret, and read at run time',
      flow: {
        triggers: button,
        actions: {
          Keep: declare({ name: 'Client Secret', type: 'string', value: "@{triggerBody()['ClientSecret_Value']}" }),
        },
      },
      findings: [
        {
          messageId: 'named',
          at: '/actions/Keep/inputs/variables/0/value',
          marked: "triggerBody()['ClientSecret_Value']",
          severity: 'medium',
          confidence: 'medium',
          message:
            'Keep fills variable Client Secret, which is named like a secret, and variables cannot be secured, so every owner of the flow can read it in the run history.',
        },
      ],
    },
    ...[
      ['apiKey', "@parameters('Stock key (con_StockKey)')"],
      ['theTextSecret', "@{first(body('List')?['value'])?['defaultvalue']}"],
      ['userPassword', "@items('Loop')?['password']"],
      ['access_token', "@body('Login')?['data']?['token']"],
    ].map(([name = '', text]) => ({
      name: `named like a secret: ${name}`,
      flow: {
        actions: { Loop: { type: 'Foreach', foreach: '@triggerBody()', actions: { Keep: setVariable(name, text) } } },
      },
      findings: named('/actions/Loop/actions/Keep/inputs/value'),
    })),
    {
      name: 'named like a secret, from one action or from several',
      flow: {
        actions: {
          Login: http({}),
          Other: secured(call('shared_contosostock', 'Login'), 'outputs'),
          Keep: setVariable('password', "@body('Login')?['pw']"),
          Both: setVariable('password', "@{body('Login')?['pw']}@{body('Other')?['pw']}"),
        },
      },
      findings: [
        {
          messageId: 'named',
          at: keep,
          related: [{ at: '/actions/Both/inputs/value', label: 'the same variable is filled here' }],
          severity: 'medium',
          confidence: 'medium',
        },
      ],
    },
    {
      name: 'one variable is told of once, where it surely holds a secret',
      flow: withSecret({
        Old: setVariable('apiKey', "@triggerBody()?['key']"),
        Check: {
          type: 'If',
          expression: '@true',
          actions: { Keep: setVariable('APIKEY', value) },
          else: { actions: { Other: setVariable('apiKey', "@{body('Get')?['value']}") } },
        },
      }),
      findings: [
        {
          messageId: 'stored',
          at: '/actions/Check/actions/Keep/inputs/value',
          related: [
            { at: '/actions/Check/else/actions/Other/inputs/value', label: 'the same variable is filled here' },
            { at: '/actions/Old/inputs/value', label: 'the same variable is filled here' },
          ],
        },
      ],
    },
  ],
});

describe('the fix says what to use instead', () => {
  const kept = (text: string, variable = 'x') => ({ Keep: setVariable(variable, text) });

  test.each([
    ['the source', withSecret(kept(value)), 'Use the result of Get directly where x is used'],
    [
      'what it was put together in',
      withSecret({ Note: compose(value), ...kept("@outputs('Note')") }),
      'Use the result of Note directly where x is used',
    ],
    [
      'the element of a loop',
      withSecret({
        Loop: { type: 'Foreach', foreach: "@split(body('Get')?['value'], ';')", actions: kept('@item()') },
      }),
      'Use the current item of the loop directly where x is used',
    ],
    [
      'what a name tells',
      { actions: { Login: http({}), ...kept("@body('Login')?['pw']", 'password') } },
      'Use the result of Login directly where password is used, turn on "Secure inputs" in the settings of the actions there and "Secure outputs" in those of Login, and delete Keep.',
    ],
    [
      'what a name tells, secured',
      { actions: { Login: secured(http({}), 'outputs'), ...kept("@body('Login')?['pw']", 'password') } },
      'Use the result of Login directly where password is used, turn on "Secure inputs" in the settings of the actions there, and delete Keep.',
    ],
    [
      'what a name tells, from nowhere in particular',
      { actions: kept("@parameters('key')", 'password') },
      'Use the value that Keep reads directly where password is used',
    ],
    [
      'what fills it in two branches',
      withSecret({ ...kept(value), Again: setVariable('x', "@{body('Get')?['value']}") }),
      'Use the values that it is filled with (if or coalesce picks the right one) directly where x is used, turn on "Secure inputs" in the settings of the actions there, and delete Keep and the other action that fills it.',
    ],
  ])('%s', (_, flow, text) => {
    expect(fixesOf(rule, flow)).toEqual([expect.stringContaining(text)]);
  });

  test('not the variable that it was in before', () => {
    const flow = withSecret({ ...kept(value), Again: setVariable('y', "@variables('x')") });
    expect(fixesOf(rule, flow)[1]).toContain('Use the result of Get directly where y is used');
  });
});
