import { renderText } from '../../src/report/text';
import { findingOf, locationOf, notAssessedOf, pathOf, reportOf, richReport, solutionOf } from '../support/report-of';

const lines = (report: ReturnType<typeof reportOf>, color = false) => renderText(report, color).trimEnd().split('\n');
const lastLine = (report: ReturnType<typeof reportOf>) => lines(report).at(-1);

describe('the last line says the outcome and counts every pile', () => {
  const broken = { notAssessed: [notAssessedOf('unreadable')] };

  test.each([
    ['clean', reportOf(), 'PASSED: 0 open (at or over high), 0 below threshold, 0 not assessed, 0 failures.'],
    [
      'findings',
      reportOf({ findings: [findingOf(), findingOf({ severity: 'low' })] }),
      'FAILED: 1 open (at or over high), 1 below threshold, 0 not assessed, 0 failures.',
    ],
    [
      'no threshold',
      reportOf({ findings: [findingOf()] }, { failOn: 'never' }),
      'PASSED: 0 open (no threshold), 1 below threshold, 0 not assessed, 0 failures.',
    ],
    [
      'incomplete',
      reportOf(broken),
      'FAILED (incomplete: some of the input could not be read or judged): 0 open (at or over high), 0 below threshold, 1 not assessed, 0 failures.',
    ],
    [
      'allowed to be incomplete: a warning is left',
      reportOf(broken, { allowIncomplete: true }),
      'PASSED (incomplete: some of the input could not be read or judged): 0 open (at or over high), 0 below threshold, 1 not assessed, 0 failures.',
    ],
    [
      'information never given is no warning',
      reportOf({ notAssessed: [notAssessedOf('not-given')] }),
      'PASSED: 0 open (at or over high), 0 below threshold, 1 not assessed, 0 failures.',
    ],
    [
      'nothing to scan',
      reportOf({ solutions: [] }),
      'FAILED (nothing to scan): 0 open (at or over high), 0 below threshold, 0 not assessed, 0 failures.',
    ],
    [
      'failure',
      reportOf({ failures: [{ ruleId: 'bad-rule', message: 'no', stack: '' }] }),
      'FAILED (FlowGate itself failed; please report it): 0 open (at or over high), 0 below threshold, 0 not assessed, 1 failure.',
    ],
  ])('%s', (_, report, line) => {
    expect(lastLine(report)).toBe(line);
  });
});

describe('the report for people', () => {
  test('a finding: what, where, how to mend it, and where to read more', () => {
    const related = [{ ...locationOf('orders.zip/a.json', 3), label: 'the value' }];
    expect(lines(reportOf({ findings: [findingOf({ related, confidence: 'medium' })] }))).toEqual([
      'Orders 1.0.0.0, unmanaged (src): 1 flow, 1 environment variable',
      '',
      '  Flow "Receive order"  src/Workflows/Order.json',
      '    high     stub-rule  7:2 (medium confidence)',
      '      at   Each > Call',
      '      what It is at "Call".',
      '      fix  Remove "Call".',
      '      see  orders.zip/a.json:3:2 (the value)',
      '      docs https://github.com/flowgate/flowgate/blob/main/docs/rules/stub-rule.md',
      '',
      'Scanned 1 solution, 1 flow, 2 actions, 1 environment variable with 1 rule, for the regular persona.',
      'FAILED: 1 open (at or over high), 0 below threshold, 0 not assessed, 0 failures.',
    ]);
  });

  test.each([
    [0, []],
    [1, ['      from src/Workflows/Order.json:1:2 (step 0 of "Call")']],
    [
      2,
      [
        '      from src/Workflows/Order.json:1:2 (step 0 of "Call")',
        '      to   src/Workflows/Order.json:2:2 (step 1 of "Call")',
      ],
    ],
    [
      4,
      [
        '      from src/Workflows/Order.json:1:2 (step 0 of "Call")',
        '      then src/Workflows/Order.json:2:2 (step 1 of "Call")',
        '      then src/Workflows/Order.json:3:2 (step 2 of "Call")',
        '      to   src/Workflows/Order.json:4:2 (step 3 of "Call")',
      ],
    ],
  ])('the way of the data, %d steps, stands between the fix and what belongs to it', (count, expected) => {
    const path = pathOf(...Array.from({ length: count }, (_, i) => `step ${i} of {{name}}`));
    const related = [{ ...locationOf('a.json', 3), label: 'the value' }];
    const all = lines(reportOf({ findings: [findingOf({ path, related })] }));
    const start = all.findIndex((line) => line.startsWith('      fix '));
    expect(all.slice(start + 1, start + 1 + count)).toEqual(expected);
    expect(all[start + 1 + count]).toBe('      see  a.json:3:2 (the value)');
  });

  test('a finding that does not fail the run is marked, unless none does', () => {
    const findings = [findingOf({ severity: 'low' })];
    expect(lines(reportOf({ findings }))).toContain('    low      stub-rule  7:2 (below threshold)');
    expect(lines(reportOf({ findings }, { failOn: 'never' }))).toContain('    low      stub-rule  7:2');
  });

  test('findings of one component stand together, where its worst one stands', () => {
    const other = { kind: 'flow', name: 'Other', id: 'x' } as const;
    const at = (line: number) => locationOf('src/Workflows/Order.json', line);
    const report = reportOf({
      findings: [
        findingOf({ severity: 'low', location: at(1) }),
        findingOf({ severity: 'high', owner: other, location: locationOf('src/o.json') }),
        findingOf({ severity: 'critical', location: at(9) }),
      ],
    });
    const heads = lines(report).filter((line) => /^ {2}Flow|^ {4}\S/.test(line));
    expect(heads.map((line) => line.trim().split(/\s+/).slice(0, 3).join(' '))).toEqual([
      'Flow "Receive order"',
      'critical stub-rule 9:2',
      'low stub-rule 1:2',
      'Flow "Other" src/o.json',
      'high stub-rule 1:2',
    ]);
  });

  test('what lies beside the flows', () => {
    const report = reportOf({
      solutions: [solutionOf({ uri: '', otherProcesses: { desktopFlows: 1, classicWorkflows: 0, macros: 2 } })],
    });
    expect(lines(report)[0]).toBe(
      'Orders 1.0.0.0, unmanaged (.): 1 flow, 1 environment variable, not scanned as cloud flows: 1 desktop flow, 2 macros',
    );
  });

  test('everything else is named', () => {
    const text = renderText(richReport(), false);
    for (const part of [
      'Not assessed (5):',
      '  src/x.json: is unreadable',
      '  src/x.json:5:2: is unjudged',
      '  is not-given',
      'Rule bad-rule failed: no [such] thing',
      '  at one (a.js:1:2)',
      'Not covered yet: 1 Logic Apps workflow:\n  apps/workflow.json',
    ]) {
      expect(text).toContain(part);
    }
  });

  test('every finding is there once', () => {
    expect(lines(richReport()).filter((line) => line.startsWith('      docs'))).toHaveLength(11);
  });

  test('a finding outside of every solution is not lost', () => {
    expect(lines(reportOf({ findings: [findingOf({ unit: 'elsewhere' })] }))).toContain(
      '  Flow "Receive order"  src/Workflows/Order.json',
    );
  });
});

describe('colours', () => {
  test('are written when asked for, and change nothing else', () => {
    const plain = renderText(richReport(), false);
    const colored = renderText(richReport(), true);
    expect(plain).not.toContain('\u001b');
    expect(colored).toContain('\u001b[31m');
    expect(
      colored
        .split('\u001b[')
        .map((part, i) => (i === 0 ? part : part.replace(/^\d+m/, '')))
        .join(''),
    ).toBe(plain);
  });

  test('end where they begin', () => {
    for (const line of lines(richReport(), true)) {
      const codes = line
        .split('\u001b[')
        .slice(1)
        .map((part) => Number.parseInt(part, 10));
      expect(codes.filter((code) => code === 0)).toHaveLength(codes.length / 2);
    }
  });
});
