import { defineRule, type RuleContext, type RuleVisitor } from '../../src/engine/rule';
import { problemsOfCase, problemsOfTable, reportedBy, testRule } from './rule-tester';

type MessageId = 'named' | 'valued';

function ruleWith(create: (context: RuleContext<MessageId>) => RuleVisitor) {
  return defineRule<MessageId>({
    meta: {
      id: 'sample-rule',
      description: 'A rule that exists only here.',
      severity: 'medium',
      confidence: 'medium',
      persona: 'pedantic',
      since: '0.1.0',
      cwe: [1],
      owasp: [],
      references: [],
      messages: {
        named: { text: 'Action {{action}} is named Bad.', fix: 'Rename it.' },
        valued: { text: 'The variable has a value.', fix: 'Clear it.' },
      },
    },
    create,
  });
}

const sound = ruleWith((context) => ({
  action(action) {
    if (!action.name.startsWith('Bad')) return;
    const uri = action.inputs?.get('uri');
    context.report({
      at: action,
      messageId: 'named',
      data: { action: action.name },
      related: uri ? [{ at: uri, label: 'its address' }] : [],
    });
  },
  environmentVariable(variable) {
    for (const value of variable.values) context.report({ at: value, messageId: 'valued', severity: 'low' });
  },
}));

const http = (name: string, inputs: object = {}) => ({ actions: { [name]: { type: 'Http', inputs } } });
const bad = { name: 'bad', flow: http('Bad') };

testRule(sound, {
  valid: [
    { name: 'another name', flow: http('Good') },
    { name: 'an empty flow', flow: {} },
    { name: 'a variable without value', solution: { environmentVariables: { new_Empty: {} } } },
  ],
  invalid: [
    {
      name: 'at the top',
      flow: http('Bad'),
      findings: [{ messageId: 'named', at: '/actions/Bad', message: 'Action Bad is named Bad.' }],
    },
    {
      name: 'inside a scope, with characters that pointers escape',
      flow: { actions: { Scope: { type: 'Scope', ...http('Bad/~', { uri: 'https://example.com' }) } } },
      findings: [
        {
          messageId: 'named',
          at: '/actions/Scope/actions/Bad~1~0',
          related: [{ at: '/actions/Scope/actions/Bad~1~0/inputs/uri', label: 'its address' }],
        },
      ],
    },
    {
      name: 'in a named flow of a solution',
      solution: { flows: { Main: http('Good'), Child: http('Bad') } },
      findings: [
        { messageId: 'named', at: { file: 'Workflows/Child.json', pointer: '/properties/definition/actions/Bad' } },
      ],
    },
    {
      name: 'variables: default and current value, in this order or the other',
      solution: { environmentVariables: { new_Key: { defaultValue: '<a & "b">', value: 'c' } } },
      findings: [
        {
          messageId: 'valued',
          at: {
            file: 'environmentvariabledefinitions/new_Key/environmentvariablevalues.json',
            pointer: '/environmentvariablevalues/environmentvariablevalue/value',
          },
          severity: 'low',
        },
        {
          messageId: 'valued',
          at: {
            file: 'environmentvariabledefinitions/new_Key/environmentvariabledefinition.xml',
            pointer: '/environmentvariabledefinition/defaultvalue',
          },
          severity: 'low',
        },
      ],
    },
  ],
});

const settings = ruleWith((context) => ({
  environment({ ipFirewall: { enabled } }) {
    if (enabled) context.report({ at: enabled, messageId: 'valued' });
  },
}));

describe('a case may give the settings of an environment', () => {
  test('as text, where the place is marked', () => {
    const one = { name: 'text', environment: 'enableipbasedfirewallrule   No\n' };
    expect(problemsOfCase(settings, one, [{ messageId: 'valued', at: '', marked: 'No' }])).toEqual([]);
    expect(problemsOfCase(settings, one, [{ messageId: 'valued', at: '', marked: 'Yes' }])).toHaveLength(2);
  });

  test('as JSON, where it is a pointer', () => {
    const environment = JSON.stringify({ value: [{ enableipbasedfirewallrule: false }] });
    const wanted = { messageId: 'valued', at: '/value/0/enableipbasedfirewallrule' } as const;
    expect(problemsOfCase(settings, { name: 'JSON', environment }, [wanted])).toEqual([]);
    expect(reportedBy(settings, { environment })).toHaveLength(1);
  });

  test('but it has to hold one', () => {
    expect(() => problemsOfCase(settings, { name: 'empty', environment: 'nothing' }, [])).toThrow(/holds no setting/);
  });
});

describe('the tester refuses', () => {
  const wanted = { messageId: 'named', at: '/actions/Bad' } as const;

  test('nothing that is right', () => {
    expect(problemsOfCase(sound, bad, [wanted])).toEqual([]);
  });

  test('a finding that is missing or too many', () => {
    expect(problemsOfCase(sound, { name: 'good', flow: http('Good') }, [wanted])).toEqual([
      'expected, but not reported: named at /actions/Bad (medium, medium confidence, pedantic)',
    ]);
    expect(problemsOfCase(sound, bad, [])).toEqual([
      'reported, but not expected: named at /actions/Bad (medium, medium confidence, pedantic); says "Action Bad is named Bad."',
    ]);
    expect(problemsOfCase(sound, bad, [wanted, wanted])).toHaveLength(1);
  });

  test.each([
    ['place', { at: '/actions' }],
    ['message id', { messageId: 'valued' as const }],
    ['message', { message: 'Another.' }],
    ['severity', { severity: 'low' as const }],
    ['confidence', { confidence: 'low' as const }],
    ['persona', { persona: 'auditor' as const }],
    ['path', { path: [{ at: '/actions', text: 'more' }] }],
    ['related place', { related: [{ at: '/actions', label: 'more' }] }],
    ['marked text', { marked: 'Bad' }],
  ])('a wrong %s', (_, change) => {
    expect(problemsOfCase(sound, bad, [{ ...wanted, ...change }])).toHaveLength(2);
  });

  test('related places that the case does not state', () => {
    const flow = http('Bad', { uri: 'https://example.com' });
    expect(problemsOfCase(sound, { name: 'related', flow }, [wanted])).toHaveLength(2);
  });

  test('a message id that the rule does not have: it does not compile', () => {
    // @ts-expect-error
    expect(problemsOfCase(sound, bad, [{ ...wanted, messageId: 'nmaed' }])).toHaveLength(2);
  });

  const reportingWith = (data: Record<string, string>) =>
    ruleWith((context) => ({ action: (action) => context.report({ at: action, messageId: 'named', data }) }));

  test('a placeholder without data', () => {
    expect(problemsOfCase(reportingWith({}), bad, [wanted]).join()).toMatch(/the rule threw: .*\{\{action\}\}/);
  });

  test('data without a placeholder', () => {
    expect(problemsOfCase(reportingWith({ action: 'a', other: 'b' }), bad, [wanted])).toContain(
      'message "named" has no {{other}}, though the rule gives it',
    );
  });

  test('a phrase without its place in the message', () => {
    const phrased = ruleWith((context) => ({
      action: (action) =>
        context.report({ at: action, messageId: 'named', data: { action: 'Bad' }, phrases: { kind: 'key' } }),
    }));
    expect(problemsOfCase(phrased, bad, [wanted])).toContain(
      'message "named" has no [[kind]], though the rule gives it',
    );
  });

  test('no name that stands in a phrase or a step only, but one that stands nowhere', () => {
    const messages = { routed: { text: 'Action {{action}} is reached [[route]].', fix: 'Cut it off.' } };
    const travelling = (via: string) =>
      defineRule<'routed'>({
        meta: { ...sound.meta, messages },
        create: (context) => ({
          action: (action) =>
            context.report({
              at: action,
              messageId: 'routed',
              data: { action: action.name, via },
              phrases: { route: 'through {{via}}' },
              path: [
                { at: action.node, text: 'starts in {{name}}', data: { name: 'Bad' } },
                { at: action, text: 'ends here', data: via === 'B' ? { other: 'x' } : {} },
              ],
            }),
        }),
      });
    const routed = {
      messageId: 'routed',
      at: '/actions/Bad',
      message: 'Action Bad is reached through A.',
      path: [
        { at: '/actions/Bad', text: 'starts in Bad' },
        { at: '/actions/Bad', text: 'ends here' },
      ],
    } as const;
    expect(problemsOfCase(travelling('A'), bad, [routed])).toEqual([]);
    expect(problemsOfCase(travelling('B'), bad, [{ messageId: 'routed', at: '/actions/Bad' }])).toContain(
      'step "ends here" has no {{other}}, though the rule gives it',
    );
    expect(problemsOfCase(travelling('A'), bad, [{ ...routed, path: [] }]).join()).toContain(
      'takes the path "starts in Bad (/actions/Bad), then ends here (/actions/Bad)"',
    );
  });

  test('an edit that does not mend, or brings something else', () => {
    const editing = (name: string, value: string) =>
      ruleWith((context) => ({
        action(action) {
          const type = action.type.toLowerCase();
          if (type === 'good') return;
          const edit = { at: action, set: [name], value, text: 'Makes it good.' };
          const at = type === 'other' ? (action.inputs ?? action) : action;
          context.report({ at, messageId: 'named', data: { action: 'Bad' }, edit });
        },
      }));
    expect(problemsOfCase(editing('type', 'Good'), bad, [wanted])).toEqual([]);
    expect(problemsOfCase(editing('type', 'Good'), bad, [{ ...wanted, edit: ['"type": "Good",'] }])).toEqual([]);
    expect(problemsOfCase(editing('type', 'Good'), bad, [{ ...wanted, edit: 'none' }])).toHaveLength(2);
    expect(problemsOfCase(sound, bad, [{ ...wanted, edit: ['"type": "Good",'] }])).toHaveLength(2);
    expect(problemsOfCase(editing('kind', 'Good'), bad, [wanted])).toEqual([
      'its edit does not mend it: named at /actions/Bad',
    ]);
    expect(problemsOfCase(editing('type', 'Other'), bad, [wanted])).toEqual([
      'the edit of named at /actions/Bad brings named at /actions/Bad/inputs',
    ]);
  });

  test('a report louder than the metadata', () => {
    const loud = ruleWith((context) => ({
      action: (action) =>
        context.report({
          at: action,
          messageId: 'named',
          data: { action: 'Bad' },
          severity: 'high',
          confidence: 'high',
          persona: 'regular',
        }),
    }));
    const levels = { severity: 'high', confidence: 'high', persona: 'regular' } as const;
    expect(problemsOfCase(loud, bad, [{ ...wanted, ...levels }]).sort()).toEqual(
      ['confidence', 'persona', 'severity'].map(
        (level) => `message "named" is louder in ${level} than the rule's metadata says`,
      ),
    );
  });

  test('a rule that changes the model', () => {
    const changing = ruleWith(() => ({
      action(action) {
        (action.node.value as Record<string, unknown>)['type'] = 'Scope';
      },
    }));
    expect(problemsOfCase(changing, bad, []).join()).toMatch(/the rule threw: Cannot assign to read only property/);
  });

  test('a rule that throws', () => {
    const throwing = ruleWith(() => {
      throw new Error('no');
    });
    expect(problemsOfCase(throwing, bad, [])).toEqual(['the rule threw: no']);
    expect(() => reportedBy(throwing, {})).toThrow('no');
  });

  test('a rule that remembers another run', () => {
    let seen = false;
    const remembering = ruleWith((context) => ({
      action(action) {
        if (!seen) context.report({ at: action, messageId: 'named', data: { action: 'Bad' } });
        seen = true;
      },
    }));
    expect(problemsOfCase(remembering, bad, [wanted]).join()).toMatch(/keeps state outside of create/);
  });

  test('a case that cannot be judged, unless it says so', () => {
    const flow = http('Good', { uri: '@{broken(' });
    expect(problemsOfCase(sound, { name: 'broken', flow }, []).join()).toMatch(
      /not judged: .* \(at \/actions\/Good\/inputs\/uri\)/,
    );
    expect(problemsOfCase(sound, { name: 'broken', flow, unjudged: true }, [])).toEqual([]);
    expect(problemsOfCase(sound, { name: 'sound', flow: http('Good'), unjudged: true }, [])).toHaveLength(1);
  });

  test('a case with both a flow and a solution, or neither', () => {
    expect(problemsOfCase(sound, { name: 'neither' }, [])).toEqual([
      'give either a flow, a solution or an environment',
    ]);
    expect(problemsOfCase(sound, { name: 'both', flow: {}, solution: {} }, [])).toHaveLength(1);
    expect(problemsOfCase(sound, { name: 'both', flow: {}, environment: '' }, [])).toHaveLength(1);
  });

  test('tables with twins, without valid cases, or with messages that nothing exercises', () => {
    const invalid = { ...bad, findings: [wanted] } as const;
    expect(problemsOfTable(sound, { valid: [], invalid: [invalid] })).toEqual([
      'no valid case: show what the rule leaves alone',
      'no invalid case expects message "valued"',
    ]);
    const problems = problemsOfTable(sound, { valid: [bad], invalid: [invalid, { ...invalid, name: 'twin' }] });
    expect(problems).toContain('two cases are named "bad"');
    expect(problems).toContain('"twin" is the same case as "bad"');
  });
});
