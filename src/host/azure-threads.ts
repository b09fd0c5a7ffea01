import { startingOver } from './azure-asking';
import { refusalOf } from './azure-refusal';
import { RestFailure, request } from './azure-rest';
import { PublishRefused } from './host';

/** A pull request in Azure Repos, and the step that tells something there. */
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
  /** Tells the threads of this step from those of other pipelines, jobs and steps on the same pull request. */
  readonly key: string;
}

/** A place that can be spoken to. */
export type Place = PullRequestPlace & { readonly token: string };

/**
 * Tells something on the pull request, with several tries.
 *
 * @param what is not there if it is refused, such as `no comment`
 * @throws {PublishRefused}
 */
export async function telling<T>(
  place: PullRequestPlace,
  what: string,
  attempt: (place: Place, tries: number) => Promise<T>,
): Promise<T> {
  const { token } = place;
  if (token === undefined) {
    throw new PublishRefused(
      `${what} on pull request ${place.pullRequestId}: this job has no access token. The agent gives every task one; ` +
        'a step that runs the bundle by itself needs env: SYSTEM_ACCESSTOKEN: $(System.AccessToken)',
    );
  }
  return startingOver(
    (failure) => new PublishRefused(refusalOf(failure, place, what), { cause: failure }),
    (tries) => attempt({ ...place, token }, tries),
  );
}

/** Released in Azure DevOps Server 2022 too, where 7.1 is not. */
const apiVersion = 'api-version=7.0';

/** @param rest below the pull request, such as `/threads` @param query more of it, such as `$top=10` */
export function pullRequestUrl(place: PullRequestPlace, rest: string, query = ''): string {
  const id = encodeURIComponent(place.pullRequestId);
  return `${repositoryUrl(place)}/pullRequests/${id}${rest}?${query && `${query}&`}${apiVersion}`;
}

/** Where the bytes of a file are that the repository holds. */
export function blobUrl(place: PullRequestPlace, id: string): string {
  return `${repositoryUrl(place)}/blobs/${encodeURIComponent(id)}?$format=octetstream&${apiVersion}`;
}

function repositoryUrl({ collection, projectId, repositoryId }: PullRequestPlace): string {
  return `${collection}${encodeURIComponent(projectId)}/_apis/git/repositories/${encodeURIComponent(repositoryId)}`;
}

/** The service takes numbers and answers with words. */
export const statuses = { unknown: 0, active: 1, fixed: 2, wontFix: 3, closed: 4, byDesign: 5, pending: 6 };

/** A thread that is there, with its first comment. */
export interface Thread {
  readonly id: number;
  readonly status: number;
  readonly commentId: number;
  readonly content: string;
  readonly author: string | undefined;
  property(name: string): unknown;
}

/** All threads of the pull request that people see. https://learn.microsoft.com/rest/api/azure/devops/git/pull-request-threads */
export async function listThreads(place: Place): Promise<readonly Thread[]> {
  const list = (await request(place.token, 'GET', pullRequestUrl(place, '/threads'))) as List<ListedThread>;
  return (list?.value ?? []).flatMap((thread) => {
    const [first] = thread.comments ?? [];
    if (thread.isDeleted || !first || first.isDeleted) return [];
    const status = typeof thread.status === 'string' ? statuses[thread.status] : (thread.status ?? statuses.unknown);
    return [
      {
        id: thread.id,
        status,
        commentId: first.id,
        content: first.content ?? '',
        author: first.author?.id,
        property: (name: string) => propertyOf(thread, name),
      },
    ];
  });
}

/** What the service answers to a list; the last page may have none. */
export type List<T> = { readonly value?: readonly T[] } | null;

/** What FlowGate reads of a thread; the service leaves out what is not set. */
interface ListedThread {
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
function propertyOf(thread: ListedThread, name: string): unknown {
  const value = thread.properties?.[name];
  return typeof value === 'object' ? value.$value : value;
}

/**
 * Those that this job wrote. Anybody may write a thread that looks like ours, so the author has to be the identity of the job. Where the
 * service does not tell who that is, all count; a thread of somebody else then refuses the change.
 */
export async function ownThreads(place: Place, alike: readonly Thread[]): Promise<readonly Thread[]> {
  if (alike.length === 0) return [];
  const identity = await ownIdentity(place);
  return alike.filter(({ author }) => identity === undefined || author === identity);
}

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

/** What a new thread starts as. */
export interface NewThread {
  readonly content: string;
  readonly status: number;
  /** Plain texts, by which a later run knows it. */
  readonly properties: Readonly<Record<string, string>>;
  /** Where in the diff it stands; a thread without is about the pull request as a whole. */
  readonly position?: object;
}

/** Starts a thread. */
export async function createThread(place: Place, { content, status, properties, position }: NewThread): Promise<void> {
  const comments = [{ parentCommentId: 0, content, commentType: 1 }];
  const body = { comments, status, properties, ...position };
  await request(place.token, 'POST', pullRequestUrl(place, '/threads'), body);
}

/** Writes another text and another status, if they are others. @returns whether one was */
export async function updateThread(place: Place, own: Thread, content: string, status: number): Promise<boolean> {
  const thread = `/threads/${own.id}`;
  if (own.content !== content) {
    await request(place.token, 'PATCH', pullRequestUrl(place, `${thread}/comments/${own.commentId}`), { content });
  }
  if (own.status !== status) await request(place.token, 'PATCH', pullRequestUrl(place, thread), { status });
  return own.content !== content || own.status !== status;
}
