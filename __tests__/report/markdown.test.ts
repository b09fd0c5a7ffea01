import type { Finding } from '../../src/findings/finding';
import type { Comparison } from '../../src/policy/comparison';
import { renderMarkdown } from '../../src/report/markdown';
import {
  findingOf,
  locationOf,
  notAssessedOf,
  oneOfEach,
  pathOf,
  reportOf,
  richReport,
  solutionOf,
} from '../support/report-of';

describe('the Markdown report', () => {
  test('says verdict and piles first', () => {
    const [heading, , piles] = renderMarkdown(richReport()).split('\n');
    expect(heading).toBe('## FlowGate: FAILED (FlowGate itself failed; please report it)');
    expect(piles).toContain('2 open (at or over high), 9 below threshold, 5 not assessed, 1 failure.');
  });

  test('counts by severity, worst first', () => {
    expect(renderMarkdown(reportOf({ findings: [...oneOfEach, ...oneOfEach] }))).toContain(
      '| critical | high | medium | low | informational |\n| ---: | ---: | ---: | ---: | ---: |\n| 2 | 2 | 2 | 2 | 2 |',
    );
  });

  test('a finding', () => {
    const related = [{ ...locationOf('a b.json', 3), label: 'the value' }];
    expect(renderMarkdown(reportOf({ findings: [findingOf({ related })] }))).toContain(
      [
        '#### Flow <code>Receive order</code> in <code>Orders</code>',
        '',
        '<code>src&#47;Workflows&#47;Order&#46;json</code>',
        '',
        '- **high** [stub-rule](https://github.com/flowgate/flowgate/blob/main/docs/rules/stub-rule.md), line 7, at <code>Each</code> &rsaquo; <code>Call</code>',
        '  - It is at <code>Call</code>.',
        '  - **Fix:** Remove <code>Call</code>.',
        '  - see <code>a b&#46;json</code> line 3: <code>the value</code>',
      ].join('\n'),
    );
  });

  const stepLines = (path: ReturnType<typeof pathOf>) =>
    renderMarkdown(reportOf({ findings: [findingOf({ path })] }))
      .split('\n')
      .filter((line) => /^ {2}- (?:from|then|to) /.test(line));
  const numbered = (count: number) => pathOf(...Array.from({ length: count }, (_, i) => `step ${i}`));

  test.each([
    ['none', [], []],
    [
      'names are told from our words, and a file only where it is another one',
      [...pathOf('the body of {{name}}', 'is *run*'), { ...pathOf('by {{name}}')[0], ...locationOf('b.json', 9) }],
      [
        '  - from line 1: the body of <code>Call</code>',
        '  - then line 2: is &#42;run&#42;',
        '  - to <code>b&#46;json</code> line 9: by <code>Call</code>',
      ],
    ],
    ['all of eight', numbered(8), lineNumbers(0, 8)],
    [
      'the ends of nine',
      numbered(9),
      [...lineNumbers(0, 4), '  - then 1 more step, told in the report files', ...lineNumbers(5, 9)],
    ],
    [
      'the ends of forty',
      numbered(40),
      [...lineNumbers(0, 4), '  - then 32 more steps, told in the report files', ...lineNumbers(36, 40)],
    ],
  ] as const)('the way of the data: %s', (_, path, expected) => {
    expect(stepLines(path as ReturnType<typeof pathOf>)).toEqual(expected);
  });

  function lineNumbers(start: number, end: number): string[] {
    return Array.from({ length: end - start }, (_, i) => {
      const step = start + i;
      const word = step === 0 ? 'from' : i === end - start - 1 && step > 4 ? 'to' : 'then';
      return `  - ${word} line ${step + 1}: step ${step}`;
    });
  }

  test('names everything that was not judged or not covered', () => {
    const text = renderMarkdown(richReport());
    expect(text).toContain('### Not assessed (5)');
    expect(text).toContain('- <code>src&#47;x&#46;json</code> line 5: <code>is unjudged</code>');
    expect(text).toContain('Rule <code>bad&#45;rule</code> failed: <code>no &#91;such&#93; thing</code>');
    expect(text).toContain('- <code>apps&#47;workflow&#46;json</code>');
  });

  test('a clean run is short', () => {
    const lines = (place: 'file' | 'comment') => renderMarkdown(reportOf(), { place }).trim().split('\n');
    expect([lines('file'), lines('comment')].map(({ length }) => length)).toEqual([7, 11]);
  });

  test('is cut to a limit at whole entries, and says so; the piles stay', () => {
    const findings = Array.from({ length: 500 }, (_, i) =>
      findingOf({ location: locationOf(`src/${i}.json`, i + 1), owner: { kind: 'flow', name: `F${i}`, id: `${i}` } }),
    );
    const report = reportOf({ findings });
    const whole = renderMarkdown(report);
    for (const limit of [1_500, 20_000, 65_536, whole.length - 1]) {
      const text = renderMarkdown(report, { limit });
      const shown = text.split('\n').filter((line) => line.startsWith('- **high**')).length;
      expect(text.length).toBeLessThanOrEqual(limit);
      expect(text).toContain('500 open');
      expect(text).toContain(`${500 - shown} more entr`);
      expect(shown).toBeLessThan(500);
    }
    expect(renderMarkdown(report, { limit: whole.length })).toBe(whole);
  });

  test('says how sure it is where that is not much', () => {
    expect(renderMarkdown(reportOf({ findings: [findingOf({ confidence: 'low' })] }))).toContain(', low confidence\n');
    expect(renderMarkdown(reportOf({ findings: [findingOf()] }))).not.toContain('confidence');
  });

  test('says what was scanned, and what lies beside it', () => {
    const others = { desktopFlows: 1, classicWorkflows: 2, macros: 0 };
    expect(renderMarkdown(reportOf({ solutions: [solutionOf({ uri: '', otherProcesses: others })] }))).toContain(
      '- <code>Orders 1&#46;0&#46;0&#46;0&#44; unmanaged</code> from <code>&#46;</code>: 1 flow, 1 environment variable, not scanned as cloud flows: 1 desktop flow, 2 classic workflows',
    );
  });

  test('words of a rule are no Markdown, and no link', () => {
    const fix = { template: 'Set *a_b* | `c` to <d>, see https://example.com (é).', values: {} };
    expect(renderMarkdown(reportOf({ findings: [findingOf({ fix })] }))).toContain(
      '**Fix:** Set &#42;a&#95;b&#42; &#124; &#96;c&#96; to &#60;d&#62;, see https&#58;//example.com (&#233;).\n',
    );
  });

  test.each([
    ['ours', 'Nobody gave the file.', 'Nobody gave the file.'],
    ['with a name', 'Nobody gave a.json.', '<code>Nobody gave a&#46;json&#46;</code>'],
    ['with a mention', 'Ask @octocat', '<code>Ask &#64;octocat</code>'],
    ['with a number', 'See 1', '<code>See 1</code>'],
    ['with a hash', 'See deadbeef', '<code>See deadbeef</code>'],
  ])('what nobody gave is prose, if its words are nothing but words: %s', (_, message, expected) => {
    const notAssessed = [notAssessedOf('not-given', { uri: undefined, message })];
    expect(renderMarkdown(reportOf({ notAssessed }))).toContain(`### Not assessed (1)\n\n- ${expected}\n`);
  });
});

const rule = (id: string) => `[${id}](https://github.com/flowgate/flowgate/blob/main/docs/rules/${id}.md)`;

describe('what to do next', () => {
  const stepsOf = (findings: readonly Finding[], comparison?: Comparison) =>
    renderMarkdown(reportOf({ findings }), { comparison })
      .split('\n')
      .filter((line) => /^\d\. /.test(line));

  test('begins with the worst rules, each once, with its first place', () => {
    const more = findingOf({ ruleId: 'rule-critical', severity: 'critical', breadcrumb: [] });
    expect(stepsOf([...oneOfEach, more])).toEqual([
      `1. **critical** ${rule('rule-critical')} in flow <code>Receive order</code>, <code>Call</code>, and 1 more place`,
      `2. **high** ${rule('rule-high')} in flow <code>Receive order</code>, <code>Call</code>`,
    ]);
  });

  test('names three at most, those first that are new', () => {
    const findings = ['a', 'b', 'c', 'd'].map((name, i) =>
      findingOf({ ruleId: `rule-${name}`, fingerprint: name, location: locationOf('a.json', i + 1) }),
    );
    const steps = stepsOf(findings, comparisonWith({ added: new Set(['d']) }));
    expect(steps.map((line) => /rule-./.exec(line)?.[0])).toEqual(['rule-d', 'rule-a', 'rule-b']);
    expect(steps.map((line) => line.endsWith(' (new)'))).toEqual([true, false, false]);
  });

  test.each([
    ['file', /run FlowGate again\./],
    ['summary', /run this check again\. The report files of this run hold everything\./],
    ['comment', /push it to this pull request.* The summary of the run shows more/],
  ] as const)('says how to run again: %s', (place, expected) => {
    expect(renderMarkdown(reportOf({ findings: [findingOf()] }), { place })).toMatch(expected);
  });

  test.each([
    ['all is well', reportOf(), undefined],
    ['nothing fails', reportOf({ findings: [findingOf({ severity: 'low' })] }), undefined],
    ['nothing is there', reportOf({ solutions: [] }), /check the input/],
    ['something is unread', reportOf({ notAssessed: [notAssessedOf('unreadable')] }), /see "Not assessed"/],
  ])('where there is nothing to fix: %s', (_, report, expected) => {
    const text = renderMarkdown(report);
    expect(text).not.toContain('What to do next');
    if (expected) expect(text).toMatch(expected);
  });
});

function comparisonWith(parts: Partial<Comparison>): Comparison {
  return { against: 'commit', label: 'commit 4c1d9e0', added: new Set(), fixed: [], unchanged: 0, ...parts };
}

describe('a comparison', () => {
  const findings = ['a', 'b'].map((fingerprint, i) =>
    findingOf({ fingerprint, severity: i === 0 ? 'high' : 'low', owner: { kind: 'flow', name: fingerprint, id: '' } }),
  );
  const comparison = comparisonWith({
    added: new Set(['b']),
    fixed: [
      { fingerprint: 'c', ruleId: 'rule-gone', finding: findingOf() },
      { fingerprint: 'd', ruleId: 'rule-gone', finding: undefined },
      { fingerprint: 'e', ruleId: '](https://evil.example)', finding: undefined },
    ],
    unchanged: 1,
  });
  const text = renderMarkdown(reportOf({ findings }), { comparison });

  test('is counted, over all and by severity', () => {
    expect(text).toContain('Compared with <code>commit 4c1d9e0</code>: **1 new**, 3 fixed, 1 unchanged.\n');
    expect(text).toContain('| all | 0 | 1 | 0 | 1 | 0 |\n| new | 0 | 0 | 0 | 1 | 0 |\n');
  });

  test('marks what is new, and nothing else', () => {
    expect(text.match(/^- .*/gm)?.slice(0, 2)).toEqual([
      expect.stringMatching(/^- \*\*high\*\* \[stub-rule\]\(\S+\), line/),
      expect.stringMatching(/^- \*\*low\*\* \[stub-rule\]\(\S+\) \*\*new\*\*, line/),
    ]);
    expect(renderMarkdown(reportOf({ findings }))).not.toContain('new');
  });

  test('lists what is fixed, folded; what a comment kept is a rule only if it looks like one', () => {
    expect(text).toContain(
      [
        '<details><summary><b>Fixed (3)</b></summary>',
        '',
        `- ${rule('rule-gone')} in flow <code>Receive order</code>, <code>Call</code>, <code>src&#47;Workflows&#47;Order&#46;json</code>`,
        `- ${rule('rule-gone')}`,
        '- <code>&#93;&#40;https&#58;&#47;&#47;evil&#46;example&#41;</code>',
        '',
        '</details>',
      ].join('\n'),
    );
  });
});

describe('a comment', () => {
  const findings = ['a', 'b', 'c', 'd'].map((name, i) =>
    findingOf({ ruleId: `rule-${name}`, fingerprint: name, severity: i < 2 ? 'critical' : 'high' }),
  );
  const text = (shown: readonly Finding[], added: readonly string[] = []) =>
    renderMarkdown(reportOf({ findings: shown }), {
      place: 'comment',
      comparison: comparisonWith({ added: new Set(added) }),
    });

  test('is folded by component, with severities, new ones and rules at a glance', () => {
    expect(text(findings, ['a', 'c'])).toContain(
      '<details><summary>Flow <code>Receive order</code> &ndash; 2 critical, 2 high <b>(2 new)</b>: rule-a, rule-b, rule-c, 1 more rule</summary>\n\n',
    );
  });

  test('is open where there is little', () => {
    expect(text(findings.slice(0, 3))).toContain('<details open><summary>Flow <code>Receive order</code> &ndash; ');
  });

  test('folds the rest, but not why the run is incomplete', () => {
    const notAssessed = [notAssessedOf('unreadable')];
    const titles = (report: ReturnType<typeof reportOf>) =>
      renderMarkdown(report, { place: 'comment' }).match(/^<details.*<b>.*$/gm);
    expect(titles(reportOf({ findings: [findingOf({ severity: 'low' })], notAssessed }))).toEqual([
      '<details><summary><b>Below the threshold (1)</b></summary>',
      '<details open><summary><b>Not assessed (1)</b></summary>',
      '<details><summary><b>Scanned (1)</b></summary>',
    ]);
    expect(titles(reportOf({ notAssessed: [notAssessedOf('not-given')] }))?.[0]).not.toContain('open');
  });

  test('every fold is closed again', () => {
    const rich = renderMarkdown(richReport(), { place: 'comment', comparison: comparisonWith({}) });
    expect(rich.match(/<details/g)?.length).toBeGreaterThan(5);
    expect(rich.match(/<\/details>/g)).toHaveLength(rich.match(/<details/g)?.length ?? 0);
    // Markdown is read between tags only where blank lines stand around it.
    expect(rich.match(/[^\n]\n<\/?details/g)).toBeNull();
    expect(rich.match(/(?:<\/summary>|<\/details>)\n[^\n]/g)).toBeNull();
  });
});
