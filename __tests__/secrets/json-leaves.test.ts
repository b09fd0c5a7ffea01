import { JsonNode } from '../../src/document/json-node';
import type { SourceDocument } from '../../src/document/place';
import { jsonLeaves } from '../../src/secrets/leaves/json-leaves';

const document: SourceDocument = { uri: '', path: '', format: 'json', text: '' };
const leaves = (value: unknown) =>
  [...jsonLeaves(new JsonNode(document, value))].map(({ leaf: { text, name, setting } }) => [text, name, setting]);

test.each([
  ['the own key', { apiKey: 'zzzz' }, [['zzzz', 'apiKey', 'value']]],
  ['a path as key', { 'item/ClientSecret': 'zzzz' }, [['zzzz', 'ClientSecret', 'value']]],
  [
    'a name beside it',
    { name: 'token', value: 'zzzz' },
    [
      ['token', 'name', 'value'],
      ['zzzz', 'token', 'value'],
    ],
  ],
  [
    'a schema name beside it',
    { SchemaName: 'con_Key', Value: 'zzzz' },
    [
      ['con_Key', '', 'name'],
      ['zzzz', 'con_Key', 'value'],
    ],
  ],
  [
    'a policy parameter',
    { 'x-ms-apimTemplateParameter.name': 'X-Api-Key', 'x-ms-apimTemplateParameter.value': 'zzzz' },
    [
      ['X-Api-Key', 'x-ms-apimTemplateParameter.name', 'value'],
      ['zzzz', 'X-Api-Key', 'value'],
    ],
  ],
  [
    'the parameter that has the default',
    { 'Site Key (con_SiteKey)': { defaultValue: 'zzzz' } },
    [['zzzz', 'Site Key', 'value']],
  ],
  [
    'the variable that it is bound to',
    { x: { defaultValue: 'zzzz', metadata: { schemaName: 'con_SiteKey' } } },
    [
      ['zzzz', 'x (con_SiteKey)', 'value'],
      ['con_SiteKey', '', 'name'],
    ],
  ],
  ['an action that only carries it', { Compose_Secret: { inputs: 'zzzz' } }, [['zzzz', 'Secret', 'value']]],
  ['an element of a list', { tokens: ['zzzz'] }, [['zzzz', 'tokens', 'value']]],
  ['a header', { headers: { 'x-api-key': 'zzzz' } }, [['zzzz', 'x-api-key', 'header']]],
  [
    'a credential',
    { authentication: { type: 'Basic', password: 'zzzz' } },
    [
      ['Basic', '', 'name'],
      ['zzzz', 'password', 'credential'],
    ],
  ],
  ['prose', { description: 'zzzz' }, [['zzzz', '', 'prose']]],
  ['names of actions in the graph', { runAfter: { Get_Secret: ['Succeeded'] } }, [['Succeeded', '', 'name']]],
  ['allowed values', { password: { enum: ['zzzz'] } }, [['zzzz', '', 'name']]],
  [
    'the other side of a comparison',
    { equals: ["@triggerBody()?['pin']", 'zzzz'] },
    [
      ["@triggerBody()?['pin']", '', 'compared'],
      ['zzzz', 'pin', 'compared'],
    ],
  ],
  [
    'the expression of a switch',
    { expression: "@triggerBody()?['pin']", cases: { One: { case: 'zzzz' } } },
    [
      ["@triggerBody()?['pin']", 'expression', 'value'],
      ['zzzz', 'pin', 'compared'],
    ],
  ],
])('%s names the text', (_, value, expected) => {
  expect(leaves(value)).toEqual(expected);
});
