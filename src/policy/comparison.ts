import type { Finding } from '../findings/finding';

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
