import { writeMessage } from '../engine/message';
import type { Finding } from '../findings/finding';
import { rulePage } from '../product';
import { plural } from './phrases';
import { markdownCode, markdownText } from './visible';

/** A finding as a comment beside its lines. */
export interface FindingComment {
  readonly fingerprint: string;
  /** From the scan root. */
  readonly file: string;
  readonly startLine: number;
  readonly endLine: number;
  /** Every name in it is inert. */
  readonly markdown: string;
  /** Whole lines of the same file that mend the finding. */
  readonly suggestion: { readonly startLine: number; readonly endLine: number; readonly text: string } | undefined;
}

/** A change that nobody takes in at a glance is for the editor. */
const maxSuggestion = 5000;

/** One comment for each finding, in the same order. */
export function reviewCommentsOf(findings: readonly Finding[]): readonly FindingComment[] {
  const byFingerprint = new Map<string, Finding>();
  for (const finding of findings) {
    if (!byFingerprint.has(finding.fingerprint)) byFingerprint.set(finding.fingerprint, finding);
  }
  return [...byFingerprint.values()].map((finding) => ({
    fingerprint: finding.fingerprint,
    file: finding.location.uri,
    startLine: finding.location.region.startLine,
    endLine: finding.location.region.endLine,
    markdown: markdownOf(finding),
    suggestion: suggestionOf(finding),
  }));
}

function markdownOf({ ruleId, severity, owner, breadcrumb, message, fix, path, edit }: Finding): string {
  const where = [owner.name, ...breadcrumb].map((name) => markdownCode(name)).join(' › ');
  const inCode = (value: string) => markdownCode(value);
  const steps = path.map(
    ({ message: step, uri, region }) =>
      `${writeMessage(step, inCode, (words) => markdownText(words))} (${markdownCode(uri, 1000)} line ${region.startLine})`,
  );
  const shown = steps.length > maxSteps ? [...steps.slice(0, maxSteps - 1), ...steps.slice(-1)] : steps;
  const left = steps.length - shown.length;
  return [
    `**${severity}** [${ruleId}](${rulePage(ruleId)}) at ${where}`,
    writeMessage(message, inCode),
    `Fix: ${writeMessage(fix, inCode)}`,
    ...(edit?.lines ? [markdownText(edit.text)] : []),
    ...(shown.length > 0 ? [shown.map((step, i) => `${i + 1}. ${step}`).join('\n')] : []),
    ...(left > 0 ? [`${plural(left, 'step')} before the last left out.`] : []),
  ].join('\n\n');
}

const maxSteps = 8;

function suggestionOf({ edit, location }: Finding): FindingComment['suggestion'] {
  if (!edit?.lines || edit.uri !== location.uri || edit.lines.newText.length > maxSuggestion) return undefined;
  const { region, newText } = edit.lines;
  return { startLine: region.startLine, endLine: region.endLine, text: newText };
}
