import { severities } from '../engine/levels';
import { writeMessage } from '../engine/message';
import type { Finding } from '../findings/finding';
import type { NotAssessed, Report } from '../policy/report';
import { rulePage } from '../product';
import { coverage, piles, plural, verdict } from './phrases';
import { markdownCode } from './visible';

/** The report for summaries and comments: GitHub-flavoured Markdown with every name inert. */
export function renderMarkdown(report: Report): string {
  const blocks = [
    `## FlowGate: ${verdict(report)}`,
    `${piles(report)}. Scanned ${coverage(report)} with ${plural(report.rules.length, 'rule')}.`,
    ...severityTable(report),
    ...section('Open', report.open),
    ...section('Below the threshold', report.belowThreshold),
    ...notAssessed(report.notAssessed),
    ...report.failures.map((one) => `Rule ${markdownCode(one.ruleId)} failed: ${markdownCode(one.message, 500)}`),
  ];
  if (report.logicApps.length > 0)
    blocks.push(`Not covered yet: ${plural(report.logicApps.length, 'Logic Apps workflow')}.`);
  return `${blocks.join('\n\n')}\n`;
}

function severityTable(report: Report): string[] {
  const all = [...report.open, ...report.belowThreshold];
  if (all.length === 0) return [];
  const words = [...severities].reverse();
  const counts = words.map((severity) => all.filter((finding) => finding.severity === severity).length);
  return [`| ${words.join(' | ')} |\n|${words.map(() => ' ---: |').join('')}\n| ${counts.join(' | ')} |`];
}

function section(title: string, findings: readonly Finding[]): string[] {
  if (findings.length === 0) return [];
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const key = JSON.stringify([finding.solution, finding.owner.kind, finding.owner.id, finding.location.uri]);
    const group = groups.get(key);
    if (group) group.push(finding);
    else groups.set(key, [finding]);
  }
  return [`### ${title} (${findings.length})`, ...[...groups.values()].map(groupBlock)];
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
    ...related,
  ].join('\n');
}

function notAssessed(entries: readonly NotAssessed[]): string[] {
  if (entries.length === 0) return [];
  const lines = entries.map((one) => {
    const line = one.location ? ` line ${one.location.region.startLine}` : '';
    return `- ${one.uri === undefined ? '' : `${markdownCode(one.uri, 1000)}${line}: `}${markdownCode(one.message, 500)}`;
  });
  return [`### Not assessed (${entries.length})`, lines.join('\n')];
}
