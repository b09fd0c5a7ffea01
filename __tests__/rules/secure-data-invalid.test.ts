import rule from '../../src/rules/secure-data-invalid';
import { testRule } from '../support/rule-tester';

const list = (...properties: unknown[]) => ({ runtimeConfiguration: { secureData: { properties } } });
const action = (type: string, more: object) => ({ actions: { Keep: { type, inputs: {}, ...more } } });
const setting = '/actions/Keep/runtimeConfiguration/secureData';
const entry = (index: number) => `${setting}/properties/${index}`;

/** https://learn.microsoft.com/azure/logic-apps/logic-apps-securing-a-logic-app#considerations-for-hiding-inputs-and-outputs */
const withoutBoth = [
  'AppendToArrayVariable',
  'AppendToStringVariable',
  'DecrementVariable',
  'IncrementVariable',
  'InitializeVariable',
  'SetVariable',
  'Foreach',
  'If',
  'Switch',
  'Until',
  'Scope',
  'Terminate',
];
const withoutOutputs = ['Compose', 'ParseJson', 'Response', 'Wait'];
const withBoth = ['Http', 'OpenApiConnection', 'Workflow', 'Select', 'Query', 'Request', 'SomethingNew'];

testRule(rule, {
  valid: [
    { name: 'no setting', flow: action('Http', {}) },
    { name: 'another runtime configuration', flow: action('Http', { runtimeConfiguration: { concurrency: {} } }) },
    ...withBoth.map((type) => ({ name: `${type} with both`, flow: action(type, list('inputs', 'outputs')) })),
    ...withoutOutputs.map((type) => ({ name: `${type} with inputs`, flow: action(type, list('inputs')) })),
    {
      name: 'outputs beside inputs are superfluous on Compose, not wrong',
      flow: action('Compose', list('outputs', 'inputs')),
    },
    {
      name: 'in other letters',
      flow: { actions: { Keep: { Type: 'HTTP', RuntimeConfiguration: { SecureData: { Properties: ['Inputs'] } } } } },
    },
    { name: 'on a trigger', flow: { triggers: { manual: { type: 'Request', kind: 'Http', ...list('outputs') } } } },
    { name: 'tracked properties alone', flow: action('Http', { trackedProperties: { order: '@triggerBody()' } }) },
    { name: 'no tracked properties', flow: action('Http', { ...list('inputs'), trackedProperties: {} }) },
    { name: 'a field of this name in a body', flow: action('Http', { inputs: { body: { secureData: true } } }) },
  ],
  invalid: [
    ...[
      { name: 'null', secureData: null, edit: 'none' as const },
      {
        name: 'a word',
        secureData: 'inputs',
        edit: ['"secureData": {', '"properties": [', '"inputs"', ']', '}'],
      },
      {
        name: 'a list without its name',
        secureData: ['Inputs', 'outputs', 'inputs'],
        edit: ['"secureData": {', '"properties": [', '"inputs",', '"outputs"', ']', '}'],
      },
      { name: 'a list without its name, of anything', secureData: ['inputs', 'all'], edit: 'none' as const },
      { name: 'an empty object', secureData: {}, edit: 'none' as const },
      { name: 'an empty list', secureData: { properties: [] }, edit: 'none' as const },
      {
        name: 'a word for the list',
        secureData: { properties: 'output' },
        edit: ['"properties": [', '"outputs"', ']'],
      },
      { name: 'an object for the list', secureData: { properties: { inputs: true } }, edit: 'none' as const },
    ].map(({ name, secureData, edit }) => ({
      name,
      flow: action('Http', { runtimeConfiguration: { secureData } }),
      findings: [{ messageId: 'shape', at: setting, edit }] as const,
    })),
    {
      name: 'a word for what the type does not have',
      flow: action('SetVariable', { runtimeConfiguration: { secureData: 'inputs' } }),
      findings: [{ messageId: 'shape', at: setting, edit: 'none' }],
    },
    {
      name: 'an entry that is no word',
      flow: action('Http', list('inputs', true)),
      findings: [{ messageId: 'shape', at: entry(1) }],
    },
    {
      name: 'unknown words, one of them beside a known one',
      flow: action('Http', list('outputs', 'input', '')),
      findings: [
        {
          messageId: 'value',
          at: entry(1),
          message: 'The secure data setting of Keep lists input, which hides nothing: only "inputs" and "outputs" do.',
          edit: ['"inputs",'],
        },
        { messageId: 'value', at: entry(2), edit: 'none' },
      ],
    },
    ...withoutBoth.flatMap((type) =>
      ['inputs', 'outputs'].map((side) => ({
        name: `${type} with ${side}`,
        flow: action(type, list(side)),
        findings: [
          {
            messageId: 'unsupported',
            at: entry(0),
            message: `Keep is of type ${type}, which has no secure ${side}, so the setting hides nothing.`,
          },
        ] as const,
      })),
    ),
    ...withoutOutputs.map((type) => ({
      name: `${type} with outputs`,
      flow: action(type, list('Outputs')),
      findings: [{ messageId: 'hiddenByInputs', at: entry(0), edit: ['"inputs"'] }] as const,
    })),
    {
      name: 'types in other letters',
      flow: action('setvariable', list('INPUTS', 'outputs')),
      findings: [
        { messageId: 'unsupported', at: entry(0) },
        { messageId: 'unsupported', at: entry(1) },
      ],
    },
    {
      name: 'a schedule as the trigger',
      flow: { triggers: { Daily: { type: 'Recurrence', recurrence: {}, ...list('outputs') } } },
      findings: [{ messageId: 'unsupported', at: '/triggers/Daily/runtimeConfiguration/secureData/properties/0' }],
    },
    {
      name: 'tracked properties beside it',
      flow: action('Http', { ...list('outputs'), trackedProperties: { order: '@triggerBody()' } }),
      findings: [{ messageId: 'tracked', at: '/actions/Keep/trackedProperties' }],
    },
    {
      name: 'tracked properties in the runtime configuration',
      flow: action('Http', {
        runtimeConfiguration: { secureData: { properties: ['inputs'] }, trackedProperties: { order: '1' } },
      }),
      findings: [{ messageId: 'tracked', at: '/actions/Keep/runtimeConfiguration/trackedProperties' }],
    },
    {
      name: 'outside of the runtime configuration',
      flow: action('Http', { secureData: { properties: ['inputs'] } }),
      findings: [{ messageId: 'misplaced', at: '/actions/Keep/secureData' }],
    },
    {
      name: 'among the inputs',
      flow: action('Http', { inputs: list('inputs') }),
      findings: [{ messageId: 'misplaced', at: '/actions/Keep/inputs/runtimeConfiguration/secureData' }],
    },
    {
      name: 'inside containers',
      flow: {
        actions: {
          Each: {
            type: 'Foreach',
            actions: { Check: { type: 'If', actions: {}, else: action('SetVariable', list('inputs')) } },
          },
        },
      },
      findings: [
        {
          messageId: 'unsupported',
          at: '/actions/Each/actions/Check/else/actions/Keep/runtimeConfiguration/secureData/properties/0',
        },
      ],
    },
  ],
});
