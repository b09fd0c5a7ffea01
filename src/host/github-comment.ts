import { setTimeout as sleep } from 'node:timers/promises';
import { getOctokit } from '@actions/github';
import { retry } from '@octokit/plugin-retry';
import { throttling } from '@octokit/plugin-throttling';
import { product } from '../product';
import type { PullRequestRun } from './github-event';
import { refusalReason } from './github-refusal';
import type { PullRequest } from './host';

/**
 * The comment on a pull request. A bundle of its own, because it brings the network libraries along: a megabyte, which would
 * cost each start 10 ms even if nothing of it ran.
 */

type Octokit = ReturnType<typeof getOctokit>;
type Result = Awaited<ReturnType<PullRequest['upsertComment']>>;

export interface CommentRequest {
  readonly run: PullRequestRun;
  readonly token: string;
  /** First line of the comment, by which it is found again. */
  readonly marker: string;
  readonly markdown: string;
  readonly isWanted: boolean;
}

interface OwnComment {
  readonly id: number;
  readonly body: string;
}

/** All requests together; a service that hangs must not hold up the gate. */
const deadlineMs = 90_000;
const longestWaitSeconds = 60;
const maxAttempts = 3;

/** @throws {Error} whatever goes wrong; the message says what is missing and how to grant it. */
export async function upsertComment(request: CommentRequest): Promise<Result> {
  try {
    return await upsert(connect(request.token), request);
  } catch (error) {
    throw new Error(refusalReason(error, request.run), { cause: error });
  }
}

/** Octokit reads `GITHUB_API_URL` and the proxy variables itself. */
function connect(token: string): Octokit {
  const again = (retryAfter: number, _options: object, _octokit: object, retryCount: number) =>
    retryCount < maxAttempts - 1 && retryAfter <= longestWaitSeconds;
  const silent = () => {};
  const options = {
    userAgent: `${product.name.toLowerCase()}/${product.version}`,
    retry: { retries: maxAttempts - 1 },
    throttle: { onRateLimit: again, onSecondaryRateLimit: again },
    // What a server says goes through the gate's own escape, or nowhere.
    log: { debug: silent, info: silent, warn: silent, error: silent },
  };
  const octokit = getOctokit(token, options, retry, throttling);
  const signal = AbortSignal.timeout(deadlineMs);
  octokit.hook.before('request', (parameters) => {
    parameters.request.signal = signal;
  });
  return octokit;
}

async function upsert(octokit: Octokit, { run, marker, markdown, isWanted }: CommentRequest): Promise<Result> {
  const repository = { owner: run.owner, repo: run.repository };
  const body = `${marker}\n${markdown}`;
  for (let attempt = 1; ; attempt += 1) {
    const existing = await findOwnComment(octokit, run, marker);
    if (existing) {
      if (sameText(existing.body, body)) return 'unchanged';
      await octokit.rest.issues.updateComment({ ...repository, comment_id: existing.id, body });
      return 'updated';
    }
    if (!isWanted) return 'not-wanted';
    try {
      // Not repeated unseen: the comment may exist although its answer got lost, and would then be there twice.
      await octokit.rest.issues.createComment({
        ...repository,
        issue_number: run.number,
        body,
        request: { retries: 0 },
      });
      return 'created';
    } catch (error) {
      if (attempt === maxAttempts || !isOutage(error)) throw error;
      await sleep(attempt * 1000);
    }
  }
}

/** Connection failures have status 500 too. */
function isOutage(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'status' in error && Number(error.status) >= 500;
}

/** The marker alone proves nothing, since anybody may write it: the author decides. */
async function findOwnComment(octokit: Octokit, run: PullRequestRun, marker: string): Promise<OwnComment | undefined> {
  const isOwn = ownership(octokit);
  const pages = octokit.paginate.iterator(octokit.rest.issues.listComments, {
    owner: run.owner,
    repo: run.repository,
    issue_number: run.number,
    per_page: 100,
  });
  for await (const { data } of pages) {
    for (const { id, body = '', user } of data) {
      if (body.startsWith(marker) && (await isOwn(user?.login))) return { id, body };
    }
  }
  return undefined;
}

/** Who the token writes as is asked only when there is something to compare with. */
function ownership(octokit: Octokit): (author: string | undefined) => Promise<boolean> {
  let user: Promise<string | undefined> | undefined;
  let app: Promise<string | undefined> | undefined;
  return async (author) => {
    user ??= userLogin(octokit);
    const login = await user;
    if (login !== undefined) return author === login;
    // The author of what the workflow's own token writes; an app of one's own goes on with that comment.
    if (author === 'github-actions[bot]') return true;
    app ??= appLogin(octokit);
    return author !== undefined && author === (await app);
  };
}

/** `undefined` for the token of an app, of which the workflow's own token is one. */
async function userLogin(octokit: Octokit): Promise<string | undefined> {
  try {
    return (await octokit.rest.users.getAuthenticated()).data.login;
  } catch (error) {
    if (error instanceof Error && error.message.includes('Resource not accessible by integration')) return undefined;
    throw error;
  }
}

/** GraphQL tells an app its name. */
async function appLogin(octokit: Octokit): Promise<string | undefined> {
  try {
    const { viewer } = await octokit.graphql<{ readonly viewer: { readonly login: string } }>('{ viewer { login } }');
    return viewer.login;
  } catch {
    return undefined;
  }
}

/** GitHub may trim a body and change its line ends. */
function sameText(one: string, other: string): boolean {
  const plain = (text: string) => text.replaceAll('\r\n', '\n').trim();
  return plain(one) === plain(other);
}
