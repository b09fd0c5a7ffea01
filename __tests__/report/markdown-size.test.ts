import type { Finding } from '../../src/findings/finding';
import type { Comparison } from '../../src/policy/comparison';
import type { Report } from '../../src/policy/report';
import { type MarkdownOptions, renderMarkdown } from '../../src/report/markdown';
import { strangeParts } from '../support/inert-markdown';
import { findingOf, locationOf, notAssessedOf, pathOf, reportOf, solutionOf } from '../support/report-of';

/** Reports of thousands of findings: within the limits, of whole entries, all counted, in a time that grows with their number. */

const severities = ['critical', 'high', 'high', 'medium', 'low'] as const;

/** @param name what the flows are called */
function manyFindings(count: number, name: (i: number) => string): readonly Finding[] {
  return Array.from({ length: count }, (_, i) =>
    findingOf({
      severity: severities[i % severities.length] ?? 'high',
      // Seven findings a flow.
      owner: { kind: 'flow', name: name(i - (i % 7)), id: String(i - (i % 7)) },
      location: locationOf(`src/Workflows/${i - (i % 7)}.json`, i + 1),
      path: i % 3 === 0 ? pathOf('the body of {{name}}', 'goes into {{name}}', 'is run by {{name}}') : [],
      fingerprint: String(i),
    }),
  );
}

function reportWith(count: number, name = (i: number) => `Flow ${i}`): Report {
  return reportOf({
    findings: manyFindings(count, name),
    notAssessed: Array.from({ length: count / 10 }, (_, i) => notAssessedOf('unreadable', { uri: `src/${i}.json` })),
    solutions: Array.from({ length: count / 50 }, (_, i) => solutionOf({ uri: `src/${i}` })),
    logicApps: Array.from({ length: count / 50 }, (_, i) => `apps/${i}.json`),
  });
}

function comparisonOf(count: number): Comparison {
  const [finding] = manyFindings(1, () => 'Gone');
  return {
    against: 'commit',
    label: 'the commit before',
    added: new Set(Array.from({ length: count / 2 }, (_, i) => String(2 * i))),
    fixed: Array.from({ length: count }, (_, i) => ({ fingerprint: `gone ${i}`, ruleId: 'gone-rule', finding })),
    unchanged: count / 2,
  };
}

const summary = { place: 'summary', limit: 1024 * 1024, drawsMermaid: true } as const;
const comment = { place: 'comment', limit: 65_536 } as const;
const channels: readonly (readonly [string, MarkdownOptions & { readonly limit: number }])[] = [
  ['summary', summary],
  ['comment', comment],
  ['a comment with next to no room', { ...comment, limit: 3_000 }],
];

const shownIn = (text: string) => text.match(/^- \*\*(?:critical|high|medium|low)\*\* /gm)?.length ?? 0;

describe('5,000 findings', () => {
  const count = 5_000;
  const comparison = comparisonOf(count);

  describe.each(channels)('%s', (_, options) => {
    test.each([
      ['short names', (i: number) => `Flow ${i}`],
      ['long names', (i: number) => `${i} ${'a'.repeat(10_000)}`],
      ['names that need every escape', (i: number) => `${i} ${'\u{1F600}<'.repeat(200)}`],
    ])('%s: within the limit, whole entries, all counted', (_, name) => {
      const report = reportWith(count, name);
      const text = renderMarkdown(report, { ...options, comparison });
      expect(Buffer.byteLength(text)).toBe(text.length);
      expect(text.length).toBeLessThanOrEqual(options.limit);
      expect(strangeParts(text, ['stub-rule', 'gone-rule'])).toEqual([]);
      expect(text.match(/<details/g)?.length).toBe(text.match(/<\/details>/g)?.length);

      const leftOut = [...text.matchAll(/(\d+) more entr(?:y|ies) not shown here/g)].map(([, number]) =>
        Number(number),
      );
      const entries =
        shownIn(text) +
        (text.match(/^- \[gone-rule\]/gm)?.length ?? 0) +
        (text.match(/^- <code>/gm)?.length ?? 0) +
        leftOut.reduce((sum, one) => sum + one, 0);
      const { notAssessed, solutions, logicApps } = report;
      expect(entries).toBe(count + comparison.fixed.length + notAssessed.length + solutions.length + logicApps.length);
      // Whole: each finding has its fix.
      expect(text.match(/^ {2}- \*\*Fix:\*\* .*\.$/gm)?.length ?? 0).toBe(shownIn(text));
      expect(text).toContain(
        `${report.open.length} open (at or over high), ${report.belowThreshold.length} below threshold`,
      );
    });

    test('the room is used', () => {
      const text = renderMarkdown(reportWith(count), { ...options, comparison });
      // One entry, at most, and what is kept for frames.
      if (options.limit > 10_000) expect(text.length).toBeGreaterThan(options.limit - 3_000);
      else expect(text.length).toBeGreaterThan(options.limit / 3);
    });

    test('the worst come first', () => {
      const text = renderMarkdown(reportWith(count), options);
      if (!text.includes('### More') && !text.includes('### Below')) return;
      expect(text.match(/\*\*(?:medium|low)\*\* \[/g)).toBeNull();
    });
  });

  test('why the run is incomplete is seen behind any number of findings', () => {
    for (const [, options] of channels.slice(0, 2)) {
      const text = renderMarkdown(reportWith(count), { ...options, comparison });
      expect(text.match(/<code>is unreadable<\/code>/g)?.length).toBeGreaterThan(50);
      expect(shownIn(text)).toBeGreaterThan(50);
    }
  });
});

test.each(channels.slice(0, 2))('the time grows with the number of findings: %s', (_, options) => {
  const timeOf = (count: number) => {
    const report = reportWith(count);
    const comparison = comparisonOf(count);
    const times = [1, 2, 3].map(() => {
      const start = process.cpuUsage();
      renderMarkdown(report, { ...options, comparison });
      const { user, system } = process.cpuUsage(start);
      return user + system;
    });
    return Math.min(...times);
  };
  timeOf(1_000);
  const ratio = timeOf(8_000) / timeOf(1_000);
  // Eight times the findings: a square would be sixty-four.
  expect(ratio).toBeLessThan(24);
});
