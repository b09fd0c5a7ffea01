import { renderMarkdown } from '../../src/report/markdown';
import { findingOf, locationOf, oneOfEach, pathOf, reportOf, richReport } from '../support/report-of';

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
        '#### <code>Receive order</code> in <code>Orders</code>',
        '',
        '<code>src&#47;Workflows&#47;Order&#46;json</code>',
        '',
        '- **high** [stub-rule](https://github.com/flowgate/flowgate/blob/main/docs/rules/stub-rule.md), line 7, at <code>Each</code> › <code>Call</code>',
        '  - It is at <code>Call</code>.',
        '  - Fix: Remove <code>Call</code>.',
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
    expect(renderMarkdown(reportOf()).trim().split('\n')).toHaveLength(3);
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
});
