import rule from '../../src/rules/secret-in-component';
import { testRule } from '../support/rule-tester';

const password = 'Swordfish-77-harbour';
const key = ['q7Hf', '2mZx9', 'Lr4Tw', '8KpV'].join('');
const formatted = ['abc', '8Q~', 'Lantern0Meadow1Harbour2Swordf33ish'].join('');
const byName = { severity: 'high', confidence: 'medium' } as const;

const topic = 'botcomponents/con_ask.topic.Stock/data';
const script = 'WebResources/con_stock.js';
const step = 'SdkMessageProcessingSteps/{a59e02a3-0000-4000-8000-000000000001}.xml';
const app = 'CanvasApps/con_stock.json';
const component = (file: string, content: string | object) => ({ files: { [file]: content } });

testRule(rule, {
  valid: [
    {
      name: 'a topic that reads the key from a variable',
      solution: component(topic, 'kind: AdaptiveDialog\nheaders:\n  x-api-key: =Env.con_StockApiKey\n'),
    },
    {
      name: 'a topic that asks for a password',
      solution: component(topic, 'kind: Question\nvariable: Topic.Password\nprompt: What is your password?\n'),
    },
    {
      name: 'code that reads a field',
      solution: component(script, 'const password = document.getElementById("password").value;\n'),
    },
    { name: 'a mark', solution: component(script, 'const password = "<password>";\n') },
    {
      name: 'a form with a field of that name',
      solution: component(
        'Entities/con_User/FormXml/main.xml',
        '<control id="con_password" datafieldname="con_password" />',
      ),
    },
    { name: 'what a pipeline replaces', solution: component(app, { password: '#{Password}#' }) },
    { name: 'an identifier', solution: component(app, { key: 'a59e02a3-0000-4000-8000-000000000001' }) },
    { name: 'schema text', solution: component(app, { properties: { password: { type: 'string' } } }) },
    { name: 'no text', solution: component('WebResources/con_stock.png', `password="${password}"`) },
    {
      name: 'a connector, of which another rule speaks',
      solution: component('Connectors/con_stock_connectionparameters.json', { password }),
    },
    {
      name: 'deployment settings, of which another rule speaks',
      solution: component('settings.json', {
        EnvironmentVariables: [{ SchemaName: 'con_Password', Value: password }],
        ConnectionReferences: [],
      }),
    },
    {
      name: 'a value that stands in a flow too: reported there',
      solution: {
        flows: { Flow: { actions: { A: { type: 'Compose', inputs: { password } } } } },
        ...component(app, { password }),
      },
    },
  ],
  invalid: [
    {
      name: 'a topic of a bot',
      solution: component(topic, `kind: AdaptiveDialog\nheaders:\n  x-api-key: ${key}\n`),
      findings: [
        {
          messageId: 'found',
          at: { file: topic, pointer: '' },
          marked: key,
          message: `A secret (API key) is written into ${topic}: everyone who can use or export this component reads it.`,
          ...byName,
        },
      ],
    },
    {
      name: 'a script',
      solution: component(script, `// Stock\r\nconst password = '${password}';\r\n`),
      findings: [{ messageId: 'found', at: { file: script, pointer: '' }, marked: password, ...byName }],
    },
    {
      name: 'XML: an element, and an attribute that another names',
      solution: component(step, `<Step><add key="ApiKey" value="${key}" /><password>${password}</password></Step>`),
      findings: [
        { messageId: 'found', at: { file: step, pointer: '/Step/add/@value' }, ...byName },
        { messageId: 'found', at: { file: step, pointer: '/Step/password' }, ...byName },
      ],
    },
    {
      name: 'JSON',
      solution: component(app, { settings: { clientSecret: key } }),
      findings: [{ messageId: 'found', at: { file: app, pointer: '/settings/clientSecret' }, marked: key, ...byName }],
    },
    {
      name: 'JSON that does not end',
      solution: component(app, `{ "password": "${password}", `),
      findings: [{ messageId: 'found', at: { file: app, pointer: '' }, marked: password, ...byName }],
    },
    {
      name: 'what has a format, in a text',
      solution: component('WebResources/con_help.html', `<p>Sign in with ${formatted}</p>\n`),
      findings: [{ messageId: 'found', at: { file: 'WebResources/con_help.html', pointer: '' }, marked: formatted }],
    },
    {
      name: 'what has a format, in a description of XML',
      solution: component('Other/notes.xml', `<notes><description>Key: ${formatted}</description></notes>`),
      findings: [{ messageId: 'found', at: { file: 'Other/notes.xml', pointer: '/notes/description' } }],
    },
    {
      name: 'a weak suspicion is for those who want to see all',
      solution: component(app, { password: 'letmein' }),
      findings: [
        {
          messageId: 'found',
          at: { file: app, pointer: '/password' },
          severity: 'low',
          confidence: 'low',
          persona: 'auditor',
        },
      ],
    },
    {
      name: 'one value in two components: one finding',
      solution: {
        files: { [topic]: `kind: X\npassword: ${password}\n`, [script]: `const password = "${password}";\n` },
      },
      findings: [
        {
          messageId: 'found',
          at: { file: topic, pointer: '' },
          related: [{ at: { file: script, pointer: '' }, label: `the same value, in ${script}` }],
          ...byName,
        },
      ],
    },
  ],
});
