import { readFileSync } from 'node:fs';
import { isObjectId } from './git-repository';

/** Whose repository a run is in, and what its token may be expected to do. */
export interface Run {
  readonly owner: string;
  readonly repository: string;
  /** Whether the branch lies in another repository; such runs have a token that may only read. */
  readonly isFromFork: boolean;
  /** Dependabot's runs have such a token by default. */
  readonly isByDependabot: boolean;
}

/** The pull request that a run belongs to. */
export interface PullRequestRun extends Run {
  readonly number: number;
  /** Last commit of its branch when the event happened. */
  readonly head: string | undefined;
}

/**
 * A run that goes on where one for a pull request ended. The event names no pull request where the branch lies in a fork, so the number
 * has to be asked for, by what GitHub itself says of that branch.
 */
export interface FollowUpRun extends Run {
  readonly head: string;
  readonly headOwner: string;
  readonly headBranch: string;
}

/** As much of the event as is read here. https://docs.github.com/webhooks/webhook-events-and-payloads */
interface Event {
  readonly pull_request?: {
    readonly number?: unknown;
    readonly head?: { readonly sha?: unknown; readonly repo?: { readonly full_name?: unknown } | null };
    readonly base?: { readonly sha?: unknown };
  };
  readonly merge_group?: { readonly head_sha?: unknown };
  readonly workflow_run?: {
    readonly event?: unknown;
    readonly head_sha?: unknown;
    readonly head_branch?: unknown;
    readonly head_repository?: { readonly owner?: { readonly login?: unknown } } | null;
  };
}

const pullRequestEvents: ReadonlySet<string | undefined> = new Set(['pull_request', 'pull_request_target']);

export type Environment = Readonly<Record<string, string | undefined>>;

export function isPullRequestRun(env: Environment): boolean {
  return pullRequestEvents.has(env['GITHUB_EVENT_NAME']);
}

/** `undefined` when the runner's variables do not say which repository it is. */
export function runOf(env: Environment): Run | undefined {
  const fullName = env['GITHUB_REPOSITORY'] ?? '';
  const [owner = '', repository = ''] = fullName.split('/');
  if (owner === '' || repository === '') return undefined;
  const { pull_request: pullRequest } = eventOf(env);
  return {
    owner,
    repository,
    // A fork that was deleted is null.
    isFromFork: pullRequest !== undefined && pullRequest.head?.repo?.full_name !== fullName,
    isByDependabot: env['GITHUB_ACTOR'] === 'dependabot[bot]',
  };
}

/** `undefined` when the runner's files and variables do not say which pull request it is. */
export function pullRequestOf(env: Environment): PullRequestRun | undefined {
  const number = eventOf(env).pull_request?.number;
  const run = runOf(env);
  return run && typeof number === 'number' ? { ...run, number, head: commitsOf(env).head } : undefined;
}

/** `undefined` for a run that follows none for a pull request. */
export function followUpOf(env: Environment): FollowUpRun | undefined {
  if (env['GITHUB_EVENT_NAME'] !== 'workflow_run') return undefined;
  const { event, head_sha: head, head_branch: headBranch, head_repository: fork } = eventOf(env).workflow_run ?? {};
  const headOwner = fork?.owner?.login;
  const run = runOf(env);
  if (!run || event !== 'pull_request' || !isObjectId(head)) return undefined;
  if (typeof headOwner !== 'string' || typeof headBranch !== 'string') return undefined;
  // Whatever the branch: the token is that of a workflow of this repository.
  return { ...run, isFromFork: false, isByDependabot: false, head, headOwner, headBranch };
}

/** The last commits of both branches when the event happened; the target branch may have moved on since. */
export function commitsOf(env: Environment): { readonly base: string | undefined; readonly head: string | undefined } {
  const { base, head } = eventOf(env).pull_request ?? {};
  return { base: idIn(base?.sha), head: idIn(head?.sha) };
}

/** The commit that people look at: of a pull request its branch's last, and not the merge that is checked out. */
export function shownCommitOf(env: Environment): string | undefined {
  const { pull_request: pullRequest, merge_group: queue, workflow_run: followed } = eventOf(env);
  return idIn(pullRequest?.head?.sha ?? queue?.head_sha ?? followed?.head_sha ?? env['GITHUB_SHA']);
}

/** Where results belong in code scanning. */
export type AnalysedCommit =
  | { readonly commit: string; readonly ref: string }
  /** At the head of the pull request that the run follows. */
  | { readonly commit: string; readonly followUp: FollowUpRun }
  /** Nowhere: why, in a sentence. */
  | { readonly skipped: string };

/**
 * https://docs.github.com/code-security/how-tos/scan-code-for-vulnerabilities/integrate-with-existing-tools/uploading-a-sarif-file-to-github
 *
 * @param checkedOut commit of the checkout, where there is one: that of a pull request may be its head instead of the merge
 */
export function analysedCommitOf(env: Environment, checkedOut: () => string | undefined): AnalysedCommit {
  const { GITHUB_EVENT_NAME: event, GITHUB_REF: ref = '', GITHUB_SHA: commit } = env;
  // The ref counts and not the event: a push to the queue's branch starts runs too, and the branch is gone before results are processed.
  if (ref.startsWith('refs/heads/gh-readonly-queue/')) {
    return { skipped: 'the branch of a merge queue is gone before code scanning has processed results.' };
  }
  if (event === 'pull_request_target') {
    return { skipped: 'with pull_request_target, results would count as those of the default branch.' };
  }
  const followUp = followUpOf(env);
  if (followUp) return { commit: followUp.head, followUp };
  if (event === 'workflow_run') {
    const { head_sha: head, head_branch: branch } = eventOf(env).workflow_run ?? {};
    if (isObjectId(head) && typeof branch === 'string') return { commit: head, ref: `refs/heads/${branch}` };
  }
  if (!isObjectId(commit) || !/^refs\/(?:heads|tags|pull)\/./.test(ref)) {
    return { skipped: 'the run names no branch, tag or pull request that results could belong to.' };
  }
  const head = event === 'pull_request' ? checkedOut() : undefined;
  if (head === undefined || head === commit) return { commit, ref };
  return { commit: head, ref: ref.replace(/\/merge$/, '/head') };
}

function idIn(sha: unknown): string | undefined {
  return isObjectId(sha) ? sha : undefined;
}

function eventOf(env: Environment): Event {
  try {
    const event: unknown = JSON.parse(readFileSync(env['GITHUB_EVENT_PATH'] ?? '', 'utf8'));
    return typeof event === 'object' && event !== null ? event : {};
  } catch {
    return {};
  }
}
