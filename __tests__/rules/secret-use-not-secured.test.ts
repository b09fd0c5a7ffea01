import rule from '../../src/rules/secret-use-not-secured';
import { testRule } from '../support/rule-tester';
import {
  button,
  call,
  childId,
  compose,
  containers,
  getSecret,
  http,
  mail,
  respond,
  run,
  secured,
  setVariable,
  value,
  withSecret,
} from '../support/secret-flows';

const login = (password: string) => http({ authentication: { type: 'Basic', username: 'stock', password } });
const passwordAt = '/actions/Send/inputs/authentication/password';
const oneHop = (at: string) => [{ messageId: 'oneHop', at }] as const;

/** How real flows read a secret environment variable and use it or another value. */
const readVariable = secured(
  call('shared_commondataserviceforapps', 'PerformUnboundAction', {
    actionName: 'RetrieveEnvironmentVariableSecretValue',
    'item/EnvironmentVariableName': 'con_StockSecret',
  }),
  'outputs',
);

testRule(rule, {
  valid: [
    { name: 'secured itself', flow: withSecret({ Send: secured(login(value), 'inputs') }) },
    { name: 'secured itself on both sides', flow: withSecret({ Send: secured(login(value), 'inputs', 'outputs') }) },
    {
      name: 'a source that is not secured is another finding',
      flow: { actions: { Get: getSecret, Send: login(value) } },
    },
    {
      name: 'nothing hides it behind a Compose, which is another finding',
      flow: withSecret({ Note: secured(compose(value), 'inputs'), Send: login("@outputs('Note')") }),
    },
    {
      name: 'a data operation that shows its outputs is another finding',
      flow: withSecret({
        Step: { type: 'Join', inputs: { from: "@createArray(body('Get')?['value'])", joinWith: '' } },
      }),
    },
    { name: 'a variable', flow: withSecret({ Keep: setVariable('key', value), Send: login("@variables('key')") }) },
    {
      name: 'a condition has no such setting',
      flow: withSecret({ Check: { type: 'If', expression: { equals: [value, 'x'] }, actions: {} } }),
    },
    { name: 'a mail is another finding', flow: withSecret({ Mail: mail(value) }) },
    { name: 'what is not secret', flow: withSecret({ Send: http({ body: "@body('Get')?['id']" }) }) },
    {
      name: 'a header of a source that is not secured',
      flow: { actions: { Get: getSecret, Send: http({ headers: { Authorization: value } }) } },
    },
    {
      name: 'Encrypt data of a result that is not secured',
      flow: { actions: { Encrypt: call('shared_keyvault', 'EncryptData', { 'operationInput/rawData': 'x' }) } },
    },
    {
      name: 'what result() repeats',
      flow: {
        actions: {
          Try: { type: 'Scope', actions: { Get: secured(getSecret, 'outputs') } },
          Note: secured(compose("@outputs('Get')"), 'inputs'),
          Send: http({ body: "@result('Try')" }),
        },
      },
    },
  ],
  invalid: [
    {
      name: 'hidden because the source is secured',
      flow: withSecret({ Send: login(value) }),
      findings: [
        {
          messageId: 'oneHop',
          at: passwordAt,
          marked: "body('Get')?['value']",
          message:
            'Send uses a secret from Azure Key Vault that Get returns and has no secure inputs of its own: the run history hides them only as long as Get is secured.',
          edit: [
            '},',
            '"runtimeConfiguration": {',
            '"secureData": {',
            '"properties": [',
            '"inputs",',
            '"outputs"',
            ']',
            '}',
            '}',
          ],
          path: [
            { at: '/actions/Get/inputs/host/operationId', text: 'Get returns a secret from Azure Key Vault' },
            { at: passwordAt, text: 'Send uses it without secure inputs of its own' },
          ],
        },
      ],
    },
    ...[
      "@outputs('Get')?['body/value']",
      "@outputs('Get')?['body']?['value']",
      "@actions('Get')?['outputs/body/value']",
      "@{body('Get').value}",
      "@if(variables('isTest'), body('Get')?['value'], variables('other'))",
      "@coalesce(body('Get')?['value'], '')",
      "@base64(concat('stock:', body('Get')?['value']))",
    ].map((text) => ({ name: `by ${text}`, flow: withSecret({ Send: login(text) }), findings: oneHop(passwordAt) })),
    ...containers.map(([name, wrap, pointer]) => ({
      name: `in ${name}`,
      flow: withSecret({ Around: wrap({ Send: login(value) }) }),
      findings: oneHop(`/actions/Around${pointer}/Send/inputs/authentication/password`),
    })),
    {
      name: 'a secret environment variable, used or not',
      flow: {
        actions: {
          Get_Azure_Secret: readVariable,
          Send: http({
            authentication: {
              type: 'ActiveDirectoryOAuth',
              secret:
                "@{if(variables('isSecret'), body('Get_Azure_Secret')['EnvironmentVariableSecretValue'], variables('text'))}",
            },
          }),
        },
      },
      findings: oneHop('/actions/Send/inputs/authentication/secret'),
    },
    {
      name: 'secure outputs alone',
      flow: withSecret({ Send: secured(login(value), 'outputs') }),
      findings: oneHop(passwordAt),
    },
    {
      name: 'a Compose',
      flow: withSecret({ Note: compose(value) }),
      findings: oneHop('/actions/Note/inputs'),
    },
    {
      name: 'several references are one finding',
      flow: withSecret({ Send: http({ headers: { 'x-api-key': value, 'x-key': value }, queries: { code: value } }) }),
      findings: oneHop('/actions/Send/inputs/headers/x-api-key'),
    },
    {
      name: 'of several the one that is surely a secret',
      flow: {
        actions: {
          Get_id: secured(call('shared_keyvault', 'GetSecret', { secretName: 'stock-client-id' }), 'outputs'),
          Get: secured(getSecret, 'outputs'),
          Send: http({ queries: { id: "@body('Get_id')?['value']", key: value } }),
        },
      },
      findings: [
        {
          messageId: 'oneHop',
          at: '/actions/Send/inputs/queries/key',
          message:
            'Send uses a secret from Azure Key Vault that Get returns and has no secure inputs of its own: the run history hides them only as long as Get is secured.',
        },
      ],
    },
    {
      name: 'hidden because an action that it uses has secure inputs',
      flow: withSecret({
        Note: secured(compose({ key: value }), 'inputs'),
        Ask: secured(http({}), 'inputs'),
        Send: http({ headers: { 'x-api-key': "@outputs('Note')?['key']", 'x-id': "@body('Ask')?['id']" } }),
      }),
      findings: [
        {
          messageId: 'oneHop',
          at: '/actions/Send/inputs/headers/x-api-key',
          message:
            'Send uses a secret from Azure Key Vault that Get returns by way of Note and has no secure inputs of its own: the run history hides them only as long as Ask is secured.',
        },
      ],
    },
    {
      name: 'in the child flow, after a secured trigger, and in the action that runs it',
      solution: {
        flows: {
          Parent: { actions: { Get: secured(getSecret, 'outputs'), Run: run({ text: value }) } },
          Child: {
            id: childId,
            triggers: { manual: secured(button.manual, 'outputs') },
            actions: { Send: login("@triggerBody()?['text']"), Answer: secured(respond('done'), 'inputs') },
          },
        },
      },
      findings: [
        {
          messageId: 'oneHop',
          at: { file: 'Workflows/Parent.json', pointer: '/properties/definition/actions/Run/inputs/body/text' },
        },
        {
          messageId: 'oneHop',
          at: { file: 'Workflows/Child.json', pointer: `/properties/definition${passwordAt}` },
        },
      ],
    },
    {
      name: 'Encrypt data',
      flow: withSecret({ Encrypt: call('shared_keyvault', 'EncryptData', { 'operationInput/rawData': value }) }),
      findings: [
        {
          messageId: 'encrypted',
          at: '/actions/Encrypt/inputs/host/operationId',
          message:
            'Encrypt is given the data that it encrypts and has no secure inputs of its own: the run history hides them only as long as Get is secured.',
          edit: ['},', '"runtimeConfiguration": {', '"secureData": {', '"properties": [', '"inputs"', ']', '}', '}'],
        },
      ],
    },
    {
      name: 'an Authorization header, which is hidden by default',
      flow: withSecret({ Send: http({ headers: { Authorization: "Bearer @{body('Get')?['value']}" } }) }),
      findings: [
        {
          messageId: 'header',
          at: '/actions/Send/inputs/headers/Authorization',
          message:
            'Send sends a secret from Azure Key Vault that Get returns in its Authorization header, which the run history hides by itself, but nothing else of what Send is given and returns.',
        },
      ],
    },
  ],
});
