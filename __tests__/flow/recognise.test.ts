import { findDefinition, type JsonKind, kindOf } from '../../src/flow/recognise';
import { documentOf, flowIn } from '../support/read-flow';

const $schema =
  'https://schema.management.azure.com/providers/Microsoft.Logic/schemas/2016-06-01/workflowdefinition.json#';
const recurrence = { r: { type: 'Recurrence' } };
const definition = { $schema, triggers: recurrence, actions: {} };
const connectorAction = { A: { type: 'OpenApiConnection', inputs: { host: { apiId: '/providers/x/shared_y' } } } };

describe('what a JSON file is', () => {
  const table: readonly (readonly [what: string, content: string | object, kind: JsonKind])[] = [
    [
      'solution export',
      { properties: { connectionReferences: {}, definition }, schemaVersion: '1.0.0.0' },
      'cloud-flow',
    ],
    ['solution export without references', { properties: { definition } }, 'cloud-flow'],
    ['solution export, other letter case', { Properties: { Definition: { Triggers: {} } } }, 'cloud-flow'],
    [
      'legacy package',
      { name: 'x', type: 'Microsoft.Flow/flows', properties: { apiId: '/providers/x', definition } },
      'cloud-flow',
    ],
    ['bare, with the parameter only flows have', { ...definition, parameters: { $authentication: {} } }, 'cloud-flow'],
    ['clipboard: definition and references', { connectionReferences: {}, definition }, 'cloud-flow'],
    [
      'bare, with a Power Automate trigger',
      { $schema, triggers: { m: { type: 'Request', kind: 'Button' } }, actions: {} },
      'cloud-flow',
    ],
    [
      'bare, with the setting of its HTTP trigger',
      { triggers: { m: { type: 'Request', kind: 'Http', inputs: { triggerAuthenticationType: 'All' } } } },
      'cloud-flow',
    ],
    ['bare, with a Power Automate connector call', { $schema, triggers: {}, actions: connectorAction }, 'cloud-flow'],
    ['a flow whose triggers were lost', { properties: { definition: { $schema, actions: {} } } }, 'cloud-flow'],
    ['Logic Apps standard', { definition, kind: 'Stateful' }, 'logic-app'],
    ['Logic Apps standard, stateless', { definition, kind: 'stateless', connectionReferences: {} }, 'logic-app'],
    ['Logic Apps definition alone', definition, 'logic-app'],
    [
      'Logic Apps definition with an HTTP request trigger',
      { $schema, triggers: { m: { type: 'Request', kind: 'Http' } }, actions: {} },
      'logic-app',
    ],
    [
      'ARM template',
      { resources: [{ type: 'Microsoft.Storage/x' }, { type: 'Microsoft.Logic/workflows' }] },
      'logic-app',
    ],
    ['gallery entry', { type: 'Microsoft.Logic/galleries', properties: { definition } }, 'logic-app'],
    ['ARM template without workflows', { resources: [{ type: 'Microsoft.Storage/x' }, 7, null] }, 'other'],
    ['desktop flow', { properties: { definition: { package: 'AAAA' } } }, 'desktop-flow'],
    ['desktop flow, targets', { targets: {}, schemaVersion: 1 }, 'desktop-flow'],
    ['macro', { properties: { definition: { triggers: { s: { type: 'Start' } }, actions: {} } } }, 'macro'],
    [
      'a flow with one trigger named as a macro has',
      { properties: { definition: { triggers: { s: { type: 'Start' }, ...recurrence } } } },
      'cloud-flow',
    ],
    ['deployment settings', { EnvironmentVariables: [], ConnectionReferences: [] }, 'deployment-settings'],
    [
      'deployment settings, other letter case',
      { environmentvariables: [], connectionreferences: [] },
      'deployment-settings',
    ],
    ['settings of something else', { EnvironmentVariables: {}, ConnectionReferences: [] }, 'other'],
    ['an empty object', {}, 'other'],
    ['an array', [definition], 'other'],
    ['text', '"triggers"', 'other'],
    ['null', 'null', 'other'],
    ['triggers that are an array', { properties: { definition: { triggers: [] } } }, 'other'],
    ['package.json', { name: 'x', scripts: { actions: 'x' } }, 'other'],
  ];

  test.each(table)('%s', (_, content, kind) => {
    expect(kindOf(documentOf(content).root)).toBe(kind);
  });
});

describe('how the definition is wrapped', () => {
  test.each([
    ['solution', { properties: { definition } }],
    ['legacy-package', { type: 'Microsoft.Flow/flows', properties: { definition } }],
    ['legacy-package', { properties: { apiId: 'x', definition } }],
    ['bare', { definition }],
    ['bare', definition],
  ] as const)('%s', (wrapper, content) => {
    expect(findDefinition(documentOf(content).root)?.wrapper).toBe(wrapper);
    const flow = flowIn(content);
    expect(flow.wrapper).toBe(wrapper);
    expect(flow.triggers.map(({ name }) => name)).toEqual(['r']);
  });

  test('references stand beside the definition', () => {
    const connectionReferences = { shared_sql: {} };
    for (const content of [
      { properties: { connectionReferences, definition } },
      { connectionReferences, definition },
    ]) {
      expect(flowIn(content).connectionReferences.map(({ key }) => key)).toEqual(['shared_sql']);
    }
  });

  test('a file without a definition is no flow', () => {
    expect(() => flowIn({})).toThrow('holds no workflow definition');
  });
});
