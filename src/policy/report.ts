import type { Persona, Severity } from '../engine/levels';
import type { RuleMeta } from '../engine/rule';
import type { Finding, Location } from '../findings/finding';
import type { Solution } from '../solution/solution';

/** The outcome of a run: everything that was found or could not be, in named piles, and the verdict. What reports render. */
export interface Report {
  readonly settings: Settings;
  /** The rules that ran. */
  readonly rules: readonly RuleMeta<string>[];
  readonly solutions: readonly SolutionSummary[];
  /** Logic Apps workflows: recognised, not covered, without effect on the verdict. */
  readonly logicApps: readonly string[];
  /** At or over the threshold, worst first. */
  readonly open: readonly Finding[];
  /** Under the threshold, worst first. */
  readonly belowThreshold: readonly Finding[];
  readonly notAssessed: readonly NotAssessed[];
  readonly failures: readonly Failure[];
  readonly status: Status;
}

export interface Settings {
  /** Findings of this severity or worse fail the run. */
  readonly failOn: Severity | 'never';
  readonly persona: Persona;
  /** Whether input that could not be read or judged only warns. */
  readonly allowIncomplete: boolean;
}

/** Worst first: the first that holds is the outcome. */
export type Status = 'failure' | 'incomplete' | 'findings' | 'nothing-to-scan' | 'clean';

/** Something that was not judged. */
export interface NotAssessed {
  /**
   * `unreadable`: a file or entry that could not be read; `unjudged`: a place in a file that was read; `nothing-there`: a path that
   * the user named and that holds nothing to scan. These three make the run incomplete.
   * `not-given`: information nobody supplied; it changes no verdict.
   */
  readonly kind: 'unreadable' | 'unjudged' | 'nothing-there' | 'not-given';
  /** One line: what, and how to mend it. May hold names from the input. */
  readonly message: string;
  readonly uri: string | undefined;
  readonly location: Location | undefined;
}

/** Trouble of our own: a rule that threw. */
export interface Failure {
  readonly ruleId: string;
  readonly message: string;
  readonly stack: string;
}

export interface SolutionSummary
  extends Pick<Solution, 'layout' | 'uri' | 'name' | 'version' | 'managed' | 'publisher' | 'otherProcesses'> {
  readonly flows: number;
  readonly actions: number;
  readonly environmentVariables: number;
  readonly connectionReferences: number;
  readonly customConnectors: number;
}

/** Process exit codes; the hosts translate them to what their platform knows. */
export const exitCodes = {
  clean: 0,
  findings: 1,
  'user-error': 2,
  'nothing-to-scan': 3,
  incomplete: 4,
  failure: 5,
} as const;
