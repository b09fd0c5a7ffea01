import { product } from '../product';
import type { PullRequestRun } from './github-event';

/** What Octokit's errors carry. */
interface RequestFailure {
  readonly status: number;
  readonly message: string;
  readonly response?: { readonly headers?: Readonly<Record<string, string | number | undefined>> };
}

/** Why there is no comment, and what to do. */
export function refusalReason(error: unknown, run: PullRequestRun): string {
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
      return `${missingPermission(error)} ${howToGrant(run)}`;
    case 422:
      return `GitHub refused its text (422: ${message}).`;
    default:
      return `GitHub cannot be reached or is out of order (${status}: ${message}).`;
  }
}

/** Where the token may not even see a thing, GitHub says 404. */
function missingPermission({ status, message, response }: RequestFailure): string {
  const accepted = response?.headers?.['x-accepted-github-permissions'];
  const named = accepted === undefined ? '' : `; accepted are ${accepted}`;
  return `the token lacks the permission pull-requests: write (GitHub answered ${status}: ${message}${named}).`;
}

function howToGrant({ isFromFork, isByDependabot }: PullRequestRun): string {
  const page = `${product.repository}/blob/main/docs/github.md#forks-and-dependabot`;
  if (isByDependabot) return `Runs of Dependabot may only read unless the workflow's permissions say more: see ${page}`;
  if (isFromFork) return `Pull requests from forks get a token that may only read: see ${page}`;
  return 'Add "permissions: pull-requests: write" to the job, beside "contents: read".';
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
