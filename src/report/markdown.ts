import { severities } from '../engine/levels';
import { writeMessage } from '../engine/message';
import type { Finding, PathLocation } from '../findings/finding';
import type { Comparison } from '../policy/comparison';
import type { NotAssessed, Report } from '../policy/report';
import { rulePage } from '../product';
import { coverage, piles, plural, stepWord, verdict, withoutMiddle } from './phrases';
import { markdownCode, markdownText } from './visible';

export interface MarkdownOptions {
  /**
   * UTF-16 code units that the platform takes; a longer report shows as many whole entries as fit, worst first, and says how many are
   * left out.
   */
  readonly limit?: number;
  /** How the findings differ from those before the change. */
  readonly comparison?: Comparison | undefined;
}

/** The report for summaries and comments: GitHub-flavoured Markdown with every name inert. */
export function renderMarkdown(report: Report, { limit = Number.POSITIVE_INFINITY }: MarkdownOptions = {}): string {
  const entries =
    report.open.length + report.belowThreshold.length + report.notAssessed.length + report.logicApps.length;
  const whole = writeMarkdown(report, entries);
  if (whole.length <= limit) return whole;
  let fits = 0;
  for (let low = 0, high = entries - 1; low <= high; ) {
    const middle = (low + high) >> 1;
    if (writeMarkdown(report, middle).length <= limit) {
      fits = middle;
      low = middle + 1;
    } else high = middle - 1;
  }
  return writeMarkdown(report, fits);
}

/** @param shown how many entries to write, over all sections */
function writeMarkdown(report: Report, shown: number): string {
  let left = shown;
  let leftOut = 0;
  const take = <T>(list: readonly T[]): readonly T[] => {
    const taken = list.slice(0, left);
    left -= taken.length;
    leftOut += list.length - taken.length;
    return taken;
  };
  const blocks = [
    `## FlowGate: ${verdict(report)}`,
    `${piles(report)}. Scanned ${coverage(report)} with ${plural(report.rules.length, 'rule')}.`,
    ...severityTable(report),
    ...report.failures.map((one) => `Rule ${markdownCode(one.ruleId)} failed: ${markdownCode(one.message, 500)}`),
    ...section('Open', report.open.length, take(report.open)),
    ...section('Below the threshold', report.belowThreshold.length, take(report.belowThreshold)),
    ...notAssessed(report.notAssessed.length, take(report.notAssessed)),
    ...notCovered(report.logicApps.length, take(report.logicApps)),
  ];
  if (leftOut > 0)
    blocks.push(`${plural(leftOut, 'more entry', 'more entries')} not shown here; the report files hold all of them.`);
  return `${blocks.join('\n\n')}\n`;
}

function notCovered(count: number, uris: readonly string[]): string[] {
  if (count === 0) return [];
  const names = uris.map((uri) => `- ${markdownCode(uri, 1000)}`);
  return [`Not covered yet: ${plural(count, 'Logic Apps workflow')}`, ...(names.length > 0 ? [names.join('\n')] : [])];
}

function severityTable(report: Report): string[] {
  const all = [...report.open, ...report.belowThreshold];
  if (all.length === 0) return [];
  const words = [...severities].reverse();
  const counts = words.map((severity) => all.filter((finding) => finding.severity === severity).length);
  return [`| ${words.join(' | ')} |\n|${words.map(() => ' ---: |').join('')}\n| ${counts.join(' | ')} |`];
}

function section(title: string, count: number, findings: readonly Finding[]): string[] {
  if (count === 0) return [];
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const key = JSON.stringify([finding.solution, finding.owner.kind, finding.owner.id, finding.location.uri]);
    const group = groups.get(key);
    if (group) group.push(finding);
    else groups.set(key, [finding]);
  }
  return [`### ${title} (${count})`, ...[...groups.values()].map(groupBlock)];
}

function groupBlock(group: readonly Finding[]): string {
  const [first] = group;
  if (!first) return '';
  const head = `#### ${markdownCode(first.owner.name)} in ${markdownCode(first.solution)}\n\n${markdownCode(first.location.uri, 1000)}`;
  return [head, ...group.map(findingBlock)].join('\n\n');
}

function findingBlock(finding: Finding): string {
  const { region } = finding.location;
  const where = finding.breadcrumb.map((name) => markdownCode(name)).join(' › ');
  const related = finding.related.map(
    (one) => `  - see ${markdownCode(one.uri, 1000)} line ${one.region.startLine}: ${markdownCode(one.label)}`,
  );
  return [
    `- **${finding.severity}** [${finding.ruleId}](${rulePage(finding.ruleId)}), line ${region.startLine}${where ? `, at ${where}` : ''}`,
    `  - ${writeMessage(finding.message, (value) => markdownCode(value))}`,
    `  - Fix: ${writeMessage(finding.fix, (value) => markdownCode(value))}`,
    ...pathLines(finding),
    ...related,
  ].join('\n');
}

/** A comment has little room: the ends of a long way tell most. */
const maxStations = 8;

function pathLines({ path, location }: Finding): string[] {
  const { first, leftOut, last } = withoutMiddle(path, maxStations);
  const line = (step: PathLocation, i: number) => {
    const file = step.uri === location.uri ? '' : `${markdownCode(step.uri, 1000)} `;
    const says = writeMessage(
      step.message,
      (value) => markdownCode(value),
      (words) => markdownText(words),
    );
    return `  - ${stepWord(i, path.length)} ${file}line ${step.region.startLine}: ${says}`;
  };
  return [
    ...first.map((step, i) => line(step, i)),
    ...(leftOut > 0 ? [`  - then ${plural(leftOut, 'more step')}, told in the report files`] : []),
    ...last.map((step, i) => line(step, first.length + leftOut + i)),
  ];
}

function notAssessed(count: number, entries: readonly NotAssessed[]): string[] {
  if (count === 0) return [];
  const lines = entries.map((one) => {
    const line = one.location ? ` line ${one.location.region.startLine}` : '';
    return `- ${one.uri === undefined ? '' : `${markdownCode(one.uri, 1000)}${line}: `}${markdownCode(one.message, 500)}`;
  });
  return [`### Not assessed (${count})`, ...(lines.length > 0 ? [lines.join('\n')] : [])];
}
