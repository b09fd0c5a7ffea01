import type { Severity } from '../engine/levels';
import { writeMessage } from '../engine/message';
import type { Finding } from '../findings/finding';
import type { Report } from '../policy/report';
import { logText, withoutPairs } from './visible';

/** A finding as one line beside the code. */
export interface FindingAnnotation {
  readonly level: 'error' | 'warning' | 'notice';
  readonly title: string;
  readonly message: string;
  /** From the scan root; may lie inside an archive. */
  readonly uri: string;
  readonly region: Finding['location']['region'];
}

const levels: Readonly<Record<Severity, FindingAnnotation['level']>> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'notice',
  informational: 'notice',
};

/** One annotation for each finding, worst first. A finding that fails the run is an error whatever its severity. */
export function annotationsOf(report: Report): readonly FindingAnnotation[] {
  const toAnnotation = (finding: Finding, isOpen: boolean): FindingAnnotation => {
    const where = [finding.owner.name, ...finding.breadcrumb].map((name) => logText(name, 80)).join(' > ');
    const quoted = (value: string) => `"${logText(value)}"`;
    return {
      level: isOpen ? 'error' : levels[finding.severity],
      title: `${finding.ruleId} (${finding.severity})`,
      message: withoutPairs(
        `${where}: ${writeMessage(finding.message, quoted)} Fix: ${writeMessage(finding.fix, quoted)}`,
      ),
      uri: finding.location.uri,
      region: finding.location.region,
    };
  };
  return [
    ...report.open.map((finding) => toAnnotation(finding, true)),
    ...report.belowThreshold.map((finding) => toAnnotation(finding, false)),
  ];
}
