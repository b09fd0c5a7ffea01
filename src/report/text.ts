import type { Severity } from '../engine/levels';
import { writeMessage } from '../engine/message';
import type { Finding } from '../findings/finding';
import type { Report, SolutionSummary } from '../policy/report';
import { rulePage } from '../product';
import { coverage, otherProcesses, ownerKinds, plural, solutionTitle, stepWord, summaryLine } from './phrases';
import { logText, withoutPairs } from './visible';

/** Colours by ANSI code; an empty object writes none. */
type Paint = (code: number, text: string) => string;

const severityColor: Readonly<Record<Severity, number>> = {
  critical: 31,
  high: 31,
  medium: 33,
  low: 36,
  informational: 2,
};

/**
 * The report for people at a terminal: solution by solution, flow by flow, worst first.
 *
 * @param color whether to write ANSI colour codes
 */
export function renderText(report: Report, color: boolean): string {
  const paint: Paint = color ? (code, text) => `\u001b[${code}m${text}\u001b[0m` : (_, text) => text;
  const lines: string[] = [];
  const harmless = new Set(report.settings.failOn === 'never' ? [] : report.belowThreshold);
  for (const solution of report.solutions) lines.push(...solutionLines(report, solution, harmless, paint));
  const uris = new Set(report.solutions.map((solution) => solution.uri));
  const elsewhere = allFindings(report).filter((finding) => !uris.has(finding.unit));
  lines.push(...ownerBlocks(elsewhere, harmless, paint), ...notAssessedLines(report, paint), ...failureLines(report));
  if (report.logicApps.length > 0) {
    const names = report.logicApps.map((uri) => `  ${logText(uri, 1000)}`);
    lines.push(paint(1, `Not covered yet: ${plural(report.logicApps.length, 'Logic Apps workflow')}:`), ...names, '');
  }
  lines.push(
    `Scanned ${coverage(report)} with ${plural(report.rules.length, 'rule')}, for the ${report.settings.persona} persona.`,
  );
  lines.push(paint(report.status === 'clean' ? 32 : 31, summaryLine(report)));
  return `${withoutPairs(lines.join('\n'))}\n`;
}

/** @param harmless findings that do not fail the run, where others would */
function solutionLines(
  report: Report,
  solution: SolutionSummary,
  harmless: ReadonlySet<Finding>,
  paint: Paint,
): string[] {
  const findings = allFindings(report).filter((finding) => finding.unit === solution.uri);
  const others = otherProcesses(solution);
  const contents = [plural(solution.flows, 'flow'), plural(solution.environmentVariables, 'environment variable')];
  if (others) contents.push(`not scanned as cloud flows: ${others}`);
  const head = `${paint(1, logText(solutionTitle(solution)))} (${logText(solution.uri || '.')}): ${contents.join(', ')}`;
  return [head, '', ...ownerBlocks(findings, harmless, paint)];
}

function allFindings(report: Report): readonly Finding[] {
  return [...report.open, ...report.belowThreshold];
}

/** Findings come worst first, and a group stands where its worst finding does. */
function ownerBlocks(findings: readonly Finding[], harmless: ReadonlySet<Finding>, paint: Paint): string[] {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const key = JSON.stringify([finding.owner.kind, finding.owner.id, finding.location.uri]);
    const group = groups.get(key);
    if (group) group.push(finding);
    else groups.set(key, [finding]);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const head = `  ${ownerKinds[first.owner.kind]} ${paint(1, `"${logText(first.owner.name)}"`)}  ${paint(2, logText(first.location.uri, 1000))}`;
    return [head, ...group.flatMap((finding) => findingLines(finding, harmless.has(finding), paint)), ''];
  });
}

function findingLines(finding: Finding, isHarmless: boolean, paint: Paint): string[] {
  const { region } = finding.location;
  const where = finding.breadcrumb.map((name) => logText(name)).join(' > ');
  const notes = [
    isHarmless && 'below threshold',
    finding.confidence !== 'high' && `${finding.confidence} confidence`,
  ].filter(Boolean);
  const note = notes.length === 0 ? '' : ` (${notes.join(', ')})`;
  const lines = [
    `    ${paint(severityColor[finding.severity], finding.severity.padEnd(8))} ${finding.ruleId}  ${region.startLine}:${region.startColumn}${note}`,
  ];
  if (where) lines.push(`      at   ${where}`);
  lines.push(`      what ${writeMessage(finding.message, quoted)}`, `      fix  ${writeMessage(finding.fix, quoted)}`);
  finding.path.forEach(({ uri, region: { startLine, startColumn }, message }, i) => {
    const step = writeMessage(message, quoted, (words) => logText(words, 500));
    lines.push(
      `      ${stepWord(i, finding.path.length).padEnd(4)} ${logText(uri, 1000)}:${startLine}:${startColumn} (${step})`,
    );
  });
  for (const related of finding.related) {
    const { startLine, startColumn } = related.region;
    lines.push(`      see  ${logText(related.uri, 1000)}:${startLine}:${startColumn} (${logText(related.label)})`);
  }
  lines.push(`      docs ${paint(2, rulePage(finding.ruleId))}`);
  return lines;
}

function quoted(value: string): string {
  return `"${logText(value)}"`;
}

function notAssessedLines(report: Report, paint: Paint): string[] {
  if (report.notAssessed.length === 0) return [];
  const lines = report.notAssessed.map((one) => {
    const at = one.location ? `:${one.location.region.startLine}:${one.location.region.startColumn}` : '';
    return `  ${one.uri === undefined ? '' : `${logText(one.uri, 1000)}${at}: `}${logText(one.message, 500)}`;
  });
  return [paint(1, `Not assessed (${report.notAssessed.length}):`), ...lines, ''];
}

function failureLines(report: Report): string[] {
  return report.failures.flatMap((failure) => [
    `Rule ${failure.ruleId} failed: ${logText(failure.message, 500)}`,
    ...failure.stack
      .split('\n')
      .slice(1, 6)
      .map((line) => `  ${logText(line.trim(), 300)}`),
    '',
  ]);
}
