import type { Finding } from '../findings/finding';
import { isIncomplete } from './judge';
import type { Report } from './report';

/** How the findings of a run differ from those before a change. Findings are the same where their fingerprints are. */
export interface Comparison {
  readonly against: 'commit' | 'last-run';
  /** What is compared with, in a few words, safe to show. */
  readonly label: string;
  /** Fingerprints of findings that were not there before. */
  readonly added: ReadonlySet<string>;
  readonly fixed: readonly FixedFinding[];
  readonly unchanged: number;
}

/** A finding that is gone. Of the last run less is known than of a commit, which can be scanned again. */
export interface FixedFinding {
  readonly fingerprint: string;
  readonly ruleId: string;
  readonly finding: Finding | undefined;
}

/** A finding of before, as far as it is still known. */
export interface EarlierFinding {
  readonly fingerprint: string;
  readonly ruleId: string;
  readonly finding?: Finding;
}

/** How much of a fingerprint is compared: all of it, or as much as was kept. */
const whole = Number.POSITIVE_INFINITY;

/**
 * Compares the findings of a run with earlier ones. What is gone counts as fixed only where this run looked: in a file that could
 * not be read, nothing is fixed.
 *
 * @param length how many characters of a fingerprint the earlier findings have
 */
export function compareFindings(
  now: Report,
  before: readonly EarlierFinding[],
  against: Pick<Comparison, 'against' | 'label'>,
  length = whole,
): Comparison {
  const keyOf = (fingerprint: string) => fingerprint.slice(0, length);
  const findings = [...now.open, ...now.belowThreshold];
  const nowKeys = new Set(findings.map(({ fingerprint }) => keyOf(fingerprint)));
  const beforeKeys = new Set(before.map(({ fingerprint }) => keyOf(fingerprint)));
  const added = findings.filter(({ fingerprint }) => !beforeKeys.has(keyOf(fingerprint)));
  const gone = new Map(before.map((one) => [keyOf(one.fingerprint), one]));
  for (const key of nowKeys) gone.delete(key);
  return {
    ...against,
    added: new Set(added.map(({ fingerprint }) => fingerprint)),
    fixed: [...gone.values()]
      .filter((one) => wasLookedFor(one, now))
      .map(({ fingerprint, ruleId, finding }) => ({ fingerprint, ruleId, finding })),
    unchanged: findings.length - added.length,
  };
}

function wasLookedFor({ ruleId, finding }: EarlierFinding, now: Report): boolean {
  if (now.failures.some((failure) => failure.ruleId === ruleId)) return false;
  if (finding === undefined) return !isIncomplete(now.notAssessed);
  // What is not there any more has no findings; what is there and cannot be read may have.
  const unread = now.notAssessed.filter(({ kind }) => kind === 'unreadable' || kind === 'unjudged');
  return !unread.some(({ uri }) => uri !== undefined && isBelow(uri, finding.location.uri));
}

/**
 * Whether a comparison with another scan says that findings are new although that scan could not have seen them: where it could
 * not read the solution that they are in.
 */
export function isBlind(comparison: Comparison, now: Report, before: Report): boolean {
  const unread = before.notAssessed.filter(({ kind }) => kind === 'unreadable');
  return addedIn(comparison, now).some(({ unit }) => unread.some(({ uri }) => uri !== undefined && isBelow(uri, unit)));
}

/** The findings that are new. */
export function addedIn({ added }: Comparison, now: Report): readonly Finding[] {
  return [...now.open, ...now.belowThreshold].filter(({ fingerprint }) => added.has(fingerprint));
}

function isBelow(uri: string, path: string): boolean {
  return uri === '.' || path === uri || path.startsWith(`${uri}/`);
}
