import { renderMarkdown } from '../../src/report/markdown';
import { findingOf, locationOf, oneOfEach, reportOf, richReport } from '../support/report-of';

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
      const text = renderMarkdown(report, limit);
      const shown = text.split('\n').filter((line) => line.startsWith('- **high**')).length;
      expect(text.length).toBeLessThanOrEqual(limit);
      expect(text).toContain('500 open');
      expect(text).toContain(`${500 - shown} more entr`);
      expect(shown).toBeLessThan(500);
    }
    expect(renderMarkdown(report, whole.length)).toBe(whole);
  });
});
