import { readFileSync } from 'node:fs';

/** The pull request that a run belongs to. */
export interface PullRequestRun {
  readonly owner: string;
  readonly repository: string;
  readonly number: number;
  /** Whether the branch lies in another repository; such runs have a token that may only read. */
  readonly isFromFork: boolean;
  /** Dependabot's runs have such a token by default. */
  readonly isByDependabot: boolean;
}

/** As much of the event as is read here. https://docs.github.com/webhooks/webhook-events-and-payloads#pull_request */
interface PullRequestEvent {
  readonly pull_request?: {
    readonly number?: unknown;
    readonly head?: { readonly repo?: { readonly full_name?: unknown } | null };
  };
}

const pullRequestEvents: ReadonlySet<string | undefined> = new Set(['pull_request', 'pull_request_target']);

export type Environment = Readonly<Record<string, string | undefined>>;

export function isPullRequestRun(env: Environment): boolean {
  return pullRequestEvents.has(env['GITHUB_EVENT_NAME']);
}

/** `undefined` when the runner's files and variables do not say which pull request it is. */
export function pullRequestOf(env: Environment): PullRequestRun | undefined {
  const fullName = env['GITHUB_REPOSITORY'] ?? '';
  const [owner = '', repository = ''] = fullName.split('/');
  const { pull_request: pullRequest } = eventOf(env);
  const number = pullRequest?.number;
  if (typeof number !== 'number' || owner === '' || repository === '') return undefined;
  return {
    owner,
    repository,
    number,
    // A fork that was deleted is null.
    isFromFork: pullRequest?.head?.repo?.full_name !== fullName,
    isByDependabot: env['GITHUB_ACTOR'] === 'dependabot[bot]',
  };
}

function eventOf(env: Environment): PullRequestEvent {
  try {
    const event: unknown = JSON.parse(readFileSync(env['GITHUB_EVENT_PATH'] ?? '', 'utf8'));
    return typeof event === 'object' && event !== null ? event : {};
  } catch {
    return {};
  }
}
