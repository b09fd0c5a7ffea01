import { isAtLeast, isShownTo, severities } from '../engine/levels';
import type { Finding } from '../findings/finding';
import type { Failure, NotAssessed, Report, Settings, Status } from './report';

/** All that a run gathered, before anybody judged it. */
export interface Gathered extends Omit<Report, 'open' | 'belowThreshold' | 'status' | 'settings'> {
  readonly findings: readonly Finding[];
}

/** Sorts findings into piles and decides. A finding is never dropped: it is moved to a pile that is counted. */
export function judge(gathered: Gathered, settings: Settings): Report {
  const { findings, ...rest } = gathered;
  const shown = findings.filter((finding) => isShownTo(finding.persona, settings.persona)).sort(worstFirst);
  const { failOn } = settings;
  const isOpen = (finding: Finding) => failOn !== 'never' && isAtLeast(finding.severity, failOn);
  const open = shown.filter(isOpen);
  const belowThreshold = shown.filter((finding) => !isOpen(finding));
  return { ...rest, settings, open, belowThreshold, status: statusOf(gathered, settings, open.length) };
}

function statusOf(gathered: Gathered, settings: Settings, open: number): Status {
  const { notAssessed, solutions, failures } = gathered;
  if (failures.length > 0) return 'failure';
  const isNothing =
    solutions.length === 0 && notAssessed.every((one) => one.kind === 'nothing-there' || one.kind === 'not-given');
  if (isNothing) return 'nothing-to-scan';
  if (isIncomplete(notAssessed) && !settings.allowIncomplete) return 'incomplete';
  // An allowance for gaps is none for a run that judged nothing.
  if (solutions.length === 0) return 'nothing-to-scan';
  return open > 0 ? 'findings' : 'clean';
}

/** Whether something that was given could not be read or judged. */
export function isIncomplete(notAssessed: readonly NotAssessed[]): boolean {
  return notAssessed.some((one) => one.kind !== 'not-given');
}

/** One entry per rule that threw. */
export function failureOf(ruleId: string, error: unknown): Failure {
  const isError = error instanceof Error;
  return { ruleId, message: isError ? error.message : String(error), stack: isError ? (error.stack ?? '') : '' };
}

function worstFirst(a: Finding, b: Finding): number {
  return (
    severities.indexOf(b.severity) - severities.indexOf(a.severity) ||
    compare(a.location.uri, b.location.uri) ||
    a.location.region.startLine - b.location.region.startLine ||
    a.location.region.startColumn - b.location.region.startColumn ||
    compare(a.ruleId, b.ruleId)
  );
}

/** By code units: the same order on every machine, whatever its language. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
