import type { FileSystem } from '../artifact/artifact';
import type { InputName } from '../inputs';

/**
 * All that FlowGate asks of the platform it runs on. Adapters know the platform and nothing of findings; one contract suite runs
 * on each of them.
 *
 * Every text handed to a host is already safe to show (see `report/visible.ts`); the host adds what its own commands need.
 */
export interface Host {
  readonly files: FileSystem;
  /** How many annotations of each level one step may show. */
  readonly annotationLimits: Readonly<Record<AnnotationLevel, number>>;
  /** Longest text that a comment or summary may have. The texts are ASCII: the unit is no matter. */
  readonly textLimits: { readonly comment: number; readonly summary: number };
  /** Whether a summary shows a block of Mermaid as a diagram. */
  readonly drawsMermaid: boolean;
  /** `undefined` when the user left the input out or blank. Lists come as one text with commas or line ends between. */
  input(name: InputName): string | undefined;
  /** One line or several for the log. */
  log(text: string): void;
  annotate(annotation: Annotation): void;
  /** Shows Markdown on the page of the run. */
  summarize(markdown: string): void;
  /** Writes a report file where the platform expects such files, or to `path` if the user gave one; returns its absolute path. */
  writeReport(name: string, text: string, path?: string): string;
  /**
   * Publishes a SARIF file that was written, where the platform has a place for it and the user wants it.
   * @param isComplete whether all that was given was judged; where what is not in the file counts as mended, only such a file may go
   * @throws {PublishRefused}
   */
  publishSarif(file: string, sarif: string, isComplete: boolean): Promise<void>;
  /** What the platform wants SARIF to say of the run it comes from; `undefined` where it wants nothing beyond the standard. */
  readonly sarifRun: SarifRun | undefined;
  /**
   * The files as they were before the change that this run is about; `undefined` where it is about none (no pull request).
   * @param paths what is scanned: only files below these are needed
   */
  base(paths: readonly string[]): Promise<Base | undefined>;
  /**
   * Shows that a run is under way, where `showStatus` will show its verdict and the platform has a word for it.
   * @throws {PublishRefused}
   */
  showStart(): Promise<void>;
  /**
   * Shows the verdict as a status or check of its own, where the user wants one.
   * @throws {PublishRefused}
   */
  showStatus(status: RunStatus): Promise<void>;
  setOutput(name: string, value: string): void;
  /** The pull request of this run, if it has one that can be commented on from here. */
  pullRequest(): PullRequest | undefined;
  /** Tells the platform the outcome; called once, last. Returns the exit code that the process must have. */
  finish(outcome: Outcome): number;
}

/** What SARIF says of a run of a pipeline. */
export interface SarifRun {
  /** Of the run, in the form of the platform. */
  readonly id: string;
  readonly properties: Readonly<Record<string, string>>;
  /** The commit that is scanned. */
  readonly source?: { readonly repositoryUri: string; readonly revisionId: string; readonly branch?: string };
}

/** What the scanned files are compared with. */
export type Base =
  | {
      readonly files: FileSystem;
      /** Names the commit in a few words, safe to show. */
      readonly label: string;
      /** Whether what lies at a path is part of the repository, before the change or since; what was built is not. */
      tracks(path: string): boolean;
    }
  /** Why it cannot be read and how to mend that: one line, safe to show. */
  | { readonly missing: string };

/** The verdict for places that show one beside the code. */
export interface RunStatus {
  readonly status: OutcomeStatus;
  /** One line. */
  readonly title: string;
  readonly markdown: string;
  readonly annotations: readonly Annotation[];
}

/** A comment at lines that the pull request changes. */
export interface ReviewComment {
  /** Of the finding: a later run knows its comment by it. */
  readonly fingerprint: string;
  /** Path from the root of the repository. */
  readonly file: string;
  readonly startLine: number;
  readonly endLine: number;
  readonly markdown: string;
  /** Lines of the same file that would mend the finding; not always those that it is at. */
  readonly suggestion: Suggestion | undefined;
}

/** Whole lines to write in place of others, exactly as they stand here. */
export interface Suggestion {
  readonly startLine: number;
  readonly endLine: number;
  /** Without the end of the last line. */
  readonly text: string;
}

export interface ReviewTerms {
  /** How many comments there may be at most; one that is there already stays. */
  readonly limit: number;
  /** Whether all was judged. If not, a finding that is missing may be there still, and its comment is left alone. */
  readonly isComplete: boolean;
}

/** How many comments there are now of each kind. */
export interface Reviewed {
  readonly written: number;
  /** Resolved or removed, since their findings are gone. */
  readonly closed: number;
  /** Findings at lines that the pull request does not change. */
  readonly outside: number;
}

export interface PullRequest {
  /**
   * The comment that FlowGate wrote before, for the state it keeps in there.
   * @throws {PublishRefused}
   */
  previousComment(): Promise<string | undefined>;
  /**
   * Makes the comments at changed lines be these: writes new ones, closes those whose finding is gone, reopens those whose finding is
   * back.
   * @param comments the worst first; one whose lines the pull request does not change is not written
   * @throws {PublishRefused}
   */
  review(comments: readonly ReviewComment[], terms: ReviewTerms): Promise<Reviewed>;
  /**
   * Creates the comment, or updates the one that FlowGate wrote before.
   * @param isWanted whether to create one if there is none
   * @param hasFailed whether the gate stops this run; platforms with threads leave it unresolved then
   * @throws {PublishRefused} when the platform does not allow it or cannot be reached
   */
  upsertComment(
    markdown: string,
    isWanted: boolean,
    hasFailed: boolean,
  ): Promise<'created' | 'updated' | 'unchanged' | 'not-wanted'>;
}

/** Why something was not published; `message` names the missing permission and how to grant it. It changes no verdict. */
export class PublishRefused extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'PublishRefused';
  }
}

export type AnnotationLevel = 'error' | 'warning' | 'notice';

export interface Annotation {
  readonly level: AnnotationLevel;
  /** Rule id and what it is about. */
  readonly title: string;
  readonly message: string;
  /** Path from the working directory, of a file that exists; a file inside an archive is shown at the archive, without lines. */
  readonly file: string | undefined;
  /** 1-based, end column exclusive. */
  readonly lines:
    | { readonly startLine: number; readonly startColumn: number; readonly endLine: number; readonly endColumn: number }
    | undefined;
}

export type OutcomeStatus = 'clean' | 'findings' | 'user-error' | 'nothing-to-scan' | 'incomplete' | 'failure';

export interface Outcome {
  readonly status: OutcomeStatus;
  /** One line. */
  readonly message: string;
  /** Whether a run that passed leaves something to look at: a warning about the solution, or a gap that was allowed. */
  readonly hasRemarks: boolean;
  /** What FlowGate exits with on a command line; a platform that knows only success and failure need not use it. */
  readonly exitCode: number;
}
