import { pointerOf } from '../../src/document/place';
import { writeMessage } from '../../src/engine/message';
import { maxPathSteps, type PathStep, type Rule, type RuleVisitor } from '../../src/engine/rule';
import { runRules } from '../../src/engine/run';
import type { Flow } from '../../src/flow/flow';
import type { Solution } from '../../src/solution/solution';
import { treeOfFiles, unitsIn } from '../support/read-units';
import { type SolutionDescription, solutionFiles } from '../support/solution-files';
import { markingRule, stubRule } from '../support/stub-rule';

function solutionOf(description: SolutionDescription): Solution {
  const [unit] = unitsIn(treeOfFiles(Object.fromEntries(solutionFiles(description)))).read;
  if (!unit) throw new Error('no solution');
  return unit.solution;
}

const http = (uri: string) => ({ type: 'Http', inputs: { uri } });

const solution = solutionOf({
  environmentVariables: { con_A: { value: '1' }, con_B: {} },
  connectionReferences: { con_sql: 'shared_sql' },
  flows: {
    One: {
      parameters: { p: { type: 'String' } },
      triggers: { t: { type: 'Request', inputs: { a: '@t1()' } } },
      actions: {
        S: { type: 'Scope', actions: { A: http('@a1()') } },
        B: http('x@{b1()}y@{b2()}'),
      },
      outputs: { o: { value: '@o1()' } },
    },
    Two: { actions: { C: http('no expression') } },
  },
});

/** A rule that writes down what it is shown. */
function recorder(seen: string[], id = 'recorder'): Rule {
  const note = (what: string) => seen.push(`${id} ${what}`);
  return stubRule(
    () => {
      note('create');
      return {
        solution: (one) => note(`solution ${one.name}`),
        environmentVariable: (one, of) => note(`variable ${one.schemaName} of ${of.name}`),
        connectionReference: (one, of) => note(`reference ${one.logicalName} of ${of.name}`),
        flow: (one, of) => note(`flow ${one.name} of ${of.name}`),
        parameter: (one, flow) => note(`parameter ${one.name} of ${flow.name}`),
        trigger: (one, flow) => note(`trigger ${one.name} of ${flow.name}`),
        action: (one, flow) => note(`action ${one.name} of ${flow.name}`),
        expression: (one, owner, flow) => note(`expression ${one.node.text} in ${owner.name} of ${flow.name}`),
      };
    },
    { id },
  );
}

describe('order of visits', () => {
  test('coarse to fine, each operation before its expressions, flows one after another', () => {
    const seen: string[] = [];
    const result = runRules([recorder(seen)], solution);
    expect(seen.map((line) => line.replace('recorder ', ''))).toEqual([
      'create',
      'solution Sample',
      'variable con_A of Sample',
      'variable con_B of Sample',
      'reference con_sql of Sample',
      'flow One of Sample',
      'parameter p of One',
      'trigger t of One',
      'expression @t1() in t of One',
      'action S of One',
      'action A of One',
      'expression @a1() in A of One',
      'action B of One',
      'expression x@{b1()}y@{b2()} in B of One',
      'flow Two of Sample',
      'action C of Two',
    ]);
    expect(result).toEqual({ results: [], unjudged: [], crashes: [] });
  });

  test('rules take turns at each node', () => {
    const seen: string[] = [];
    runRules([recorder(seen, 'r1'), recorder(seen, 'r2')], solution);
    expect(seen.slice(0, 4)).toEqual(['r1 create', 'r2 create', 'r1 solution Sample', 'r2 solution Sample']);
    expect(seen.filter((line) => line.startsWith('r1'))).toHaveLength(seen.length / 2);
  });

  test('a rule is made anew for every solution', () => {
    const seen: string[] = [];
    const rule = recorder(seen);
    runRules([rule], solution);
    runRules([rule], solution);
    expect(seen.filter((line) => line.endsWith('create'))).toHaveLength(2);
  });

  test('methods keep their `this`', () => {
    class Visitor implements RuleVisitor {
      readonly names: string[] = [];
      constructor(private readonly done: (name: string) => void) {}
      action(action: { readonly name: string }) {
        this.names.push(action.name);
        this.done(this.names.join());
      }
    }
    const seen: string[] = [];
    const { crashes } = runRules([stubRule(() => new Visitor((names) => seen.push(names)))], solution);
    expect([seen.at(-1), crashes]).toEqual(['S,A,B,C', []]);
  });
});

describe('a rule that throws', () => {
  const throwing = (level: string, id: string): Rule =>
    stubRule(
      ({ report }) => {
        if (level === 'create') throw new Error(`${id} threw`);
        let first = true;
        const visit = (one: { readonly place: never }) => {
          if (first) report({ at: one, messageId: 'here', data: { name: 'x' } });
          first = false;
          throw new Error(`${id} threw`);
        };
        return { [level]: visit };
      },
      { id },
    );

  test.each(['environmentVariable', 'connectionReference', 'flow', 'parameter', 'trigger', 'action'])(
    'in %s: told once, what it reported before stands, others go on',
    (level) => {
      const { results, crashes } = runRules([throwing(level, 'bad-rule'), markingRule({ id: 'good-rule' })], solution);
      expect(crashes.map(({ ruleId, error }) => [ruleId, String(error)])).toEqual([
        ['bad-rule', 'Error: bad-rule threw'],
      ]);
      expect(results.filter(({ rule }) => rule.meta.id === 'bad-rule')).toHaveLength(1);
      expect(results.filter(({ rule }) => rule.meta.id === 'good-rule')).toHaveLength(7);
    },
  );

  test('while it is made', () => {
    const { results, crashes } = runRules([throwing('create', 'bad-rule'), markingRule()], solution);
    expect(crashes).toHaveLength(1);
    expect(results).toHaveLength(7);
  });

  test('two that throw are told both', () => {
    const { crashes } = runRules([throwing('action', 'one-bad'), throwing('flow', 'two-bad')], solution);
    expect(crashes.map(({ ruleId }) => ruleId).sort()).toEqual(['one-bad', 'two-bad']);
  });

  test.each([
    ['a message it does not have', { messageId: 'nowhere' as 'here', data: { name: 'x' } }, 'has no message nowhere'],
    ['a placeholder without data', { messageId: 'here' as const }, 'names {{name}}'],
    [
      'a step without data',
      {
        messageId: 'here' as const,
        data: { name: 'x' },
        path: [{ at: solution.flows[0] as Flow, text: 'at {{name}}' }],
      },
      'names {{name}}',
    ],
  ])('reporting with %s', (_, report, problem) => {
    const rule = stubRule((context) => ({ flow: (flow) => context.report({ at: flow, ...report }) }));
    const { results, crashes } = runRules([rule], solution);
    expect([results, crashes.map(({ error }) => String(error)).join()]).toEqual([[], expect.stringContaining(problem)]);
  });

  test('something that is no error', () => {
    const rule = stubRule(() => {
      throw 'text';
    });
    expect(runRules([rule], solution).crashes).toEqual([{ ruleId: 'stub-rule', error: 'text' }]);
  });
});

describe('what a report may change', () => {
  test('severity, confidence, persona and related places', () => {
    const rule = stubRule(({ report }) => ({
      action(action) {
        if (action.name === 'A') {
          const related = action.inputs ? [{ at: action.inputs, label: 'its inputs' }] : [];
          const levels = { severity: 'low', confidence: 'medium', persona: 'auditor' } as const;
          report({ at: action, messageId: 'here', data: { name: 'x' }, related, ...levels });
        } else if (action.name === 'B') report({ at: action, messageId: 'here', data: { name: 'y' } });
      },
    }));
    const { results } = runRules([rule], solution);
    expect(results).toMatchObject([
      { severity: 'low', confidence: 'medium', persona: 'auditor', related: [{ label: 'its inputs' }] },
      { severity: 'high', confidence: 'high', persona: 'regular', related: [] },
    ]);
  });
});

describe('the path of a report', () => {
  const pathsOf = (stepsAt: (at: PathStep['at']) => readonly PathStep[] | undefined) => {
    const rule = stubRule(({ report }) => ({
      action(action) {
        if (action.name !== 'C') return;
        const path = stepsAt(action);
        report({ at: action, messageId: 'here', data: { name: 'x' }, ...(path ? { path } : {}) });
      },
    }));
    const { results, crashes } = runRules([rule], solution);
    expect(crashes).toEqual([]);
    return results.map(({ path }) =>
      path.map(({ place, message }) => `${writeMessage(message, (value) => `<${value}>`)} ${place.document.path}`),
    );
  };
  const numbered = (count: number) => (at: PathStep['at']) =>
    Array.from({ length: count }, (_, i) => ({ at, text: 'step {{i}}', data: { i: String(i) } }));

  test.each<readonly [string, (at: PathStep['at']) => readonly PathStep[] | undefined, readonly string[]]>([
    ['none', () => undefined, []],
    ['one without steps', () => [], []],
    [
      'texts with names of their own',
      (at) => [
        { at, text: 'the body of {{name}}', data: { name: 'T' } },
        { at, text: 'is run by {{name}}', data: { name: 'C' } },
      ],
      ['the body of <T> Workflows/Two.json', 'is run by <C> Workflows/Two.json'],
    ],
    ['as long as it may be', numbered(maxPathSteps), numbers(0, maxPathSteps)],
    [
      'one longer',
      numbered(maxPathSteps + 1),
      [...numbers(0, 20), 'passes 2 more steps, which are not listed Workflows/Two.json', ...numbers(22, 41)],
    ],
    [
      'much longer',
      numbered(10_000),
      [...numbers(0, 20), 'passes 9961 more steps, which are not listed Workflows/Two.json', ...numbers(9981, 10_000)],
    ],
  ])('%s', (_, stepsAt, expected) => {
    const [path] = pathsOf(stepsAt);
    expect(path).toEqual(expected);
    expect(path?.length).toBeLessThanOrEqual(maxPathSteps);
  });

  function numbers(start: number, end: number): string[] {
    return Array.from({ length: end - start }, (_, i) => `step <${start + i}> Workflows/Two.json`);
  }
});

describe('expressions', () => {
  const flowWith = (value: unknown, parts: object = {}) =>
    solutionOf({ flows: { F: { actions: { A: { type: 'Compose', inputs: value } }, ...parts } } });
  const unjudged = (of: Solution) =>
    runRules([], of).unjudged.map(({ place, reason }) => [
      pointerOf(place.path).replace('/properties/definition', ''),
      place.within,
      reason,
    ]);

  test.each<readonly [string, unknown, string, { start: number; end: number }]>([
    ['a whole expression', '@concat(', '/actions/A/inputs', { start: 8, end: 8 }],
    ['a segment of a text', 'abc @{concat(1 def', '/actions/A/inputs', { start: 15, end: 18 }],
    ['inside an array', { list: ['ok', '@('] }, '/actions/A/inputs/list/1', { start: 1, end: 2 }],
  ])('%s that cannot be parsed is told with its place, though no rule looks at it', (_, value, pointer, within) => {
    expect(unjudged(flowWith(value))).toEqual([
      [pointer, within, expect.stringMatching(/^the expression cannot be parsed: .* at offset \d+$/)],
    ]);
  });

  test('in a trigger and in outputs', () => {
    const broken = flowWith('fine', {
      triggers: { t: { type: 'X', conditions: [{ expression: '@(' }] } },
      outputs: { o: { value: '@(' } },
    });
    expect(unjudged(broken).map(([pointer]) => pointer)).toEqual([
      '/triggers/t/conditions/0/expression',
      '/outputs/o/value',
    ]);
  });

  test('the reason quotes nothing of the text', () => {
    expect(JSON.stringify(unjudged(flowWith("@hunter2('secret' 'x'"))).includes('secret')).toBe(false);
  });

  test('a rule sees the parts before the problem', () => {
    const kinds: string[] = [];
    const rule = stubRule(() => ({ expression: ({ parsed }) => kinds.push(parsed.kind) }));
    runRules([rule], flowWith('@{good()} @{bad('));
    expect(kinds).toEqual(['invalid']);
  });

  test('entries that are no objects are told', () => {
    const of = solutionOf({ flows: { F: { triggers: { t: null }, actions: { A: 1 } } as object } });
    expect(
      unjudged(of)
        .map(([pointer]) => pointer)
        .sort(),
    ).toEqual(['/actions/A', '/triggers/t']);
  });

  test('the place of one expression node', () => {
    const marked: string[] = [];
    const rule = stubRule(() => ({
      expression(expression) {
        const { parsed, node } = expression;
        if (parsed.kind !== 'template') return;
        for (const part of parsed.parts) {
          if (part.kind !== 'expression') continue;
          const { within } = expression.placeOf(part.root);
          marked.push(node.text?.slice(within?.start, within?.end) ?? '');
        }
      },
    }));
    runRules([rule], solution);
    expect(marked).toEqual(['b1()', 'b2()']);
  });

  test('the same text in two places is two', () => {
    const seen: string[] = [];
    const rule = stubRule(() => ({ expression: ({ node }) => seen.push(pointerOf(node.path)) }));
    runRules([rule], flowWith({ a: '@x()', b: '@x()' }));
    expect(new Set(seen).size).toBe(2);
  });
});

describe('repeated keys', () => {
  test('rules see both copies', () => {
    const text =
      '{"properties":{"definition":{"triggers":{},"actions":{"A":{"type":"Http"},"A":{"type":"Compose"}}}},"x":1}';
    const types: string[] = [];
    const rule = stubRule(() => ({ action: (action) => types.push(action.type) }));
    runRules([rule], solutionOf({ files: { 'Workflows/F.json': text } }));
    expect(types).toEqual(['Compose', 'Http']);
  });
});
