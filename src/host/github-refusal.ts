import { product } from '../product';
import type { Run } from './github-event';

/** What Octokit's errors carry. */
interface RequestFailure {
  readonly status: number;
  readonly message: string;
  readonly response?: { readonly headers?: Readonly<Record<string, string | number | undefined>> };
}

/** What is asked for: the permission that it takes, and what the service has to accept. */
export interface Need {
  readonly permission: 'pull-requests: write' | 'security-events: write' | 'checks: write';
  /** Such as `its text`. */
  readonly what: string;
}

/** Why something is not there, and what to do: a sentence or two. */
export function refusalReason(error: unknown, run: Run, need: Need): string {
  if (!isRequestFailure(error))
    return `an error of our own (${error instanceof Error ? error.message : String(error)}).`;
  const { status, message } = error;
  if (isRateLimit(error)) return `GitHub's rate limit is used up (${status}). Run the job again later.`;
  switch (status) {
    case 401:
      return 'GitHub does not accept the token (401). Check the input token.';
    case 403:
    case 404:
      if (/\blocked\b/i.test(message)) return 'its conversation is locked. The summary of the run has the report.';
      // "Code Security must be enabled for this repository to use code scanning.", and older words for it.
      if (/enabled|archived/i.test(message))
        return `the repository does not allow it (GitHub answered ${status}: ${message}).`;
      return `${missingPermission(error, need)} ${howToGrant(run, need)}`;
    case 400:
    case 413:
    case 422:
      return `GitHub refused ${need.what} (${status}: ${message}).`;
    default:
      return `GitHub cannot be reached or is out of order (${status}: ${message}).`;
  }
}

/** Why files could not be read. */
export function readRefusal(error: unknown): string {
  if (!isRequestFailure(error)) return error instanceof Error ? error.message : String(error);
  const { status, message } = error;
  if (isRateLimit(error)) return `GitHub's rate limit is used up (${status})`;
  if (status === 401) return 'GitHub does not accept the token (401)';
  if (status === 403 || status === 404) {
    return `the token lacks the permission contents: read (GitHub answered ${status}: ${message})`;
  }
  return `GitHub cannot be reached or is out of order (${status}: ${message})`;
}

/** Where the token may not even see a thing, GitHub says 404. */
function missingPermission({ status, message, response }: RequestFailure, { permission }: Need): string {
  const accepted = response?.headers?.['x-accepted-github-permissions'];
  const named = accepted === undefined ? '' : `; accepted are ${accepted}`;
  return `the token lacks the permission ${permission} (GitHub answered ${status}: ${message}${named}).`;
}

function howToGrant({ isFromFork, isByDependabot }: Run, { permission }: Need): string {
  const page = `${product.repository}/blob/main/docs/github.md#forks-and-dependabot`;
  if (isByDependabot) return `Runs of Dependabot may only read unless the workflow's permissions say more: see ${page}`;
  if (isFromFork) return `Pull requests from forks get a token that may only read: see ${page}`;
  return `Add "permissions: ${permission}" to the job, beside "contents: read".`;
}

/** https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api#exceeding-the-rate-limit */
function isRateLimit({ status, message, response }: RequestFailure): boolean {
  const { headers = {} } = response ?? {};
  const says = headers['x-ratelimit-remaining'] === '0' || headers['retry-after'] !== undefined;
  return status === 429 || (status === 403 && (says || /rate limit/i.test(message)));
}

function isRequestFailure(error: unknown): error is RequestFailure {
  return error instanceof Error && 'status' in error && typeof error.status === 'number';
}
