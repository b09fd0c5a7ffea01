import { refusalOf } from './azure-refusal';
import { RestFailure, request } from './azure-rest';
import { PublishRefused, type PullRequest } from './host';

/** Where the one thread of this step goes, and as whom. */
export interface PullRequestPlace {
  /** Address of the organization or collection, with a slash at its end. */
  readonly collection: string;
  readonly organization: string;
  readonly projectId: string;
  readonly projectName: string;
  readonly repositoryId: string;
  readonly repositoryName: string;
  readonly pullRequestId: string;
  readonly isFork: boolean;
  readonly token: string | undefined;
  /** Tells the thread of this step from those of other pipelines, jobs and steps on the same pull request. */
  readonly key: string;
}

type Upserted = Awaited<ReturnType<PullRequest['upsertComment']>>;

const maxTries = 4;
/** Who asks for more patience than this does not get another try. */
const longestWait = 60_000;

/**
 * Keeps one thread on the pull request: created once, then updated in place; active while the gate fails, resolved when it
 * passes. Where "Check for comment resolution" is on, an active thread holds the merge up.
 * https://learn.microsoft.com/rest/api/azure/devops/git/pull-request-threads
 *
 * A try starts from the list of threads again, so that a thread whose creation was never confirmed is found, not repeated.
 *
 * @param known what was looked up already, for the first try
 */
export async function upsertThread(
  place: PullRequestPlace,
  markdown: string,
  isWanted: boolean,
  hasFailed: boolean,
  known?: Promise<OwnThread | undefined>,
): Promise<Upserted> {
  const own = withToken(place);
  for (let tries = 1; ; tries++) {
    try {
      return await upsertOnce(own, markdown, isWanted, hasFailed, tries === 1 ? known : undefined);
    } catch (error) {
      if (!(error instanceof RestFailure)) throw error;
      const wait = error.retryAfter ?? 500 * 2 ** (tries - 1);
      if (!error.isPassing || tries === maxTries || wait > longestWait) {
        throw new PublishRefused(refusalOf(error, place), { cause: error });
      }
      await new Promise((resolve) => setTimeout(resolve, wait));
    }
  }
}

/** The thread that this step wrote before; one try. */
export function lookUpThread(place: PullRequestPlace): Promise<OwnThread | undefined> {
  return ownThread(withToken(place));
}

/** What the step wrote before, without the marker. */
export async function textOf(
  place: PullRequestPlace,
  known: Promise<OwnThread | undefined>,
): Promise<string | undefined> {
  try {
    const content = (await known)?.content;
    return content?.slice(content.startsWith(markerOf(place)) ? markerOf(place).length : 0);
  } catch (error) {
    throw error instanceof RestFailure ? new PublishRefused(refusalOf(error, place), { cause: error }) : error;
  }
}

type Place = PullRequestPlace & { readonly token: string };

function withToken(place: PullRequestPlace): Place {
  const { token } = place;
  if (token !== undefined) return { ...place, token };
  throw new PublishRefused(
    `no comment on pull request ${place.pullRequestId}: this job has no access token. The agent gives every task one; ` +
      'a step that runs the bundle by itself needs env: SYSTEM_ACCESSTOKEN: $(System.AccessToken)',
  );
}

async function upsertOnce(
  place: Place,
  markdown: string,
  isWanted: boolean,
  hasFailed: boolean,
  known: Promise<OwnThread | undefined> | undefined,
): Promise<Upserted> {
  const content = `${markerOf(place)}\n${markdown}`;
  const own = await (known ?? ownThread(place));
  if (own === undefined) {
    if (!isWanted) return 'not-wanted';
    await request(place.token, 'POST', threadsUrl(place), {
      comments: [{ parentCommentId: 0, content, commentType: 1 }],
      status: hasFailed ? statuses.active : statuses.closed,
      properties: { [keyProperty]: place.key },
    });
    return 'created';
  }
  const hasNewContent = own.content !== content;
  if (hasNewContent) {
    await request(place.token, 'PATCH', threadsUrl(place, `/${own.id}/comments/${own.commentId}`), { content });
  }
  const status = nextStatus(own.status, hasFailed);
  if (status !== own.status) await request(place.token, 'PATCH', threadsUrl(place, `/${own.id}`), { status });
  return hasNewContent || status !== own.status ? 'updated' : 'unchanged';
}

/** The service takes numbers and answers with words. */
const statuses = { unknown: 0, active: 1, fixed: 2, wontFix: 3, closed: 4, byDesign: 5, pending: 6 };

/** What people decided about the findings stays; that somebody closed the thread does not make a failing gate pass. */
function nextStatus(status: number, hasFailed: boolean): number {
  if (status === statuses.wontFix || status === statuses.byDesign) return status;
  if (hasFailed) return statuses.active;
  return status === statuses.active || status === statuses.pending ? statuses.fixed : status;
}

/** Released in Azure DevOps Server 2022 too, where 7.1 is not. */
const apiVersion = 'api-version=7.0';

function threadsUrl(place: PullRequestPlace, rest = ''): string {
  const { collection, projectId, repositoryId, pullRequestId } = place;
  const [project, repository, id] = [projectId, repositoryId, pullRequestId].map(encodeURIComponent);
  return `${collection}${project}/_apis/git/repositories/${repository}/pullRequests/${id}/threads${rest}?${apiVersion}`;
}

const keyProperty = 'flowgate.key';

/** Not shown. The key is percent-encoded, so that no name of a job can end the comment. */
function markerOf(place: PullRequestPlace): string {
  return `<!-- flowgate ${encodeURIComponent(place.key)} -->`;
}

export interface OwnThread {
  readonly id: number;
  readonly status: number;
  readonly commentId: number;
  readonly content: string;
}

/**
 * The thread that this step wrote before. Anybody may write a thread that looks like it, so the author has to be the
 * identity of this job.
 */
async function ownThread(place: Place): Promise<OwnThread | undefined> {
  const list = (await request(place.token, 'GET', threadsUrl(place))) as { value?: readonly Thread[] } | null;
  const alike = (list?.value ?? []).flatMap((thread) => {
    const [first] = thread.comments ?? [];
    if (thread.isDeleted || !first || first.isDeleted) return [];
    const content = first.content ?? '';
    const isAlike = propertyOf(thread, keyProperty) === place.key || content.startsWith(markerOf(place));
    const status = typeof thread.status === 'string' ? statuses[thread.status] : (thread.status ?? statuses.unknown);
    return isAlike ? [{ id: thread.id, status, commentId: first.id, content, author: first.author?.id }] : [];
  });
  if (alike.length === 0) return undefined;
  const identity = await ownIdentity(place);
  return alike.find(({ author }) => identity === undefined || author === identity);
}

/** What FlowGate reads of a thread; the service leaves out what is not set. */
interface Thread {
  readonly id: number;
  readonly isDeleted?: boolean;
  readonly status?: keyof typeof statuses | number;
  readonly properties?: Readonly<Record<string, string | { readonly $value?: unknown } | undefined>> | null;
  readonly comments?: readonly {
    readonly id: number;
    readonly content?: string;
    readonly isDeleted?: boolean;
    readonly author?: { readonly id?: string };
  }[];
}

/** Written as plain text, read back as `{ "$type": "System.String", "$value": "..." }`. */
function propertyOf(thread: Thread, name: string): unknown {
  const value = thread.properties?.[name];
  return typeof value === 'object' ? value.$value : value;
}

/** `undefined` where the service does not tell; a thread of somebody else then refuses the change. */
async function ownIdentity(place: Place): Promise<string | undefined> {
  try {
    const url = `${place.collection}_apis/connectionData?api-version=7.0-preview.1`;
    const data = (await request(place.token, 'GET', url)) as { authenticatedUser?: { id?: string } } | null;
    return data?.authenticatedUser?.id;
  } catch (error) {
    if (!(error instanceof RestFailure) || error.isPassing) throw error;
    return undefined;
  }
}
