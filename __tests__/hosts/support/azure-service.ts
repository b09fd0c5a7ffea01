import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import type { GitCheckout } from '../../support/git-checkout';

/**
 * Azure DevOps on the loopback: threads of one pull request, in the shapes of
 * https://learn.microsoft.com/rest/api/azure/devops/git/pull-request-threads, and troubles to order.
 */

export const project = { id: 'b924d696-3eae-4116-8443-9a18392d8544', name: 'Contoso Apps' };
export const repository = { id: '3411ebc1-d5aa-464f-9615-0b527bc66719', name: 'orders' };
export const token = 'job-access-token-of-the-test';
/** Whom the token belongs to. */
export const buildService = 'd6245f20-2af8-44f4-9451-8107cb2767db';

const statusNames = ['unknown', 'active', 'fixed', 'wontFix', 'closed', 'byDesign', 'pending'];

export interface StoredThread {
  readonly id: number;
  status: number;
  isDeleted?: boolean;
  readonly properties: Readonly<Record<string, string>>;
  readonly comments: { readonly id: number; content: string; readonly author: string }[];
  readonly threadContext?: {
    readonly filePath: string;
    readonly rightFileStart: { readonly line: number; readonly offset: number };
    readonly rightFileEnd: { readonly line: number; readonly offset: number };
  };
  readonly pullRequestThreadContext?: {
    readonly changeTrackingId: number;
    readonly iterationContext: { readonly firstComparingIteration: number; readonly secondComparingIteration: number };
  };
}

/** https://learn.microsoft.com/rest/api/azure/devops/git/pull-request-statuses/create */
export interface PostedStatus {
  readonly state: string;
  readonly description: string;
  readonly context: { readonly genre: string; readonly name: string };
  readonly targetUrl?: string;
  readonly iterationId?: number;
}

/** A file that the pull request changes, as its last iteration has it. */
export interface Change {
  readonly path: string;
  readonly content: string;
  readonly changeType?: string;
}

/** What Advanced Security makes of an uploaded file. */
export interface Processed {
  readonly processingStatus: string | number;
  readonly errors?: readonly { readonly ruleId: string; readonly validationError: string }[];
}

export interface Trouble {
  readonly status: number;
  readonly message?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Only requests of this method meet it. */
  readonly method?: string;
  /** Only requests whose path holds this. */
  readonly path?: string;
  /** The request is carried out, and only then answered like this. */
  readonly comesLate?: boolean;
  /** Hits every request; otherwise the next one only. */
  readonly stays?: boolean;
}

export interface Service {
  /** What `System.CollectionUri` is for the run. */
  readonly collection: string;
  readonly threads: StoredThread[];
  readonly statuses: PostedStatus[];
  /** Of the pull request; the first iteration has the id 1. */
  readonly iterations: { readonly commit: string; readonly changes: readonly Change[] }[];
  /** Most changes that one answer lists. */
  changesPerPage: number;
  /** SARIF files that came to Advanced Security. */
  readonly sarifs: string[];
  /** Answers to those who ask what became of the file, one after another; the last one stays. */
  readonly processing: Processed[];
  /** `POST threads`, in their order. */
  readonly requests: string[];
  readonly troubles: Trouble[];
  /** Checkout whose commits and files the service has. */
  checkout: GitCheckout | undefined;
  close(): Promise<void>;
}

/** The variables of a run that a branch policy of Azure Repos started. */
export const pullRequestVariables = (service: Service) => ({
  SYSTEM_COLLECTIONURI: service.collection,
  SYSTEM_TEAMPROJECT: project.name,
  SYSTEM_TEAMPROJECTID: project.id,
  SYSTEM_PULLREQUEST_PULLREQUESTID: '7',
  SYSTEM_DEFINITIONID: '12',
  SYSTEM_STAGENAME: '__default',
  SYSTEM_JOBDISPLAYNAME: 'Job -->',
  SYSTEM_TASKINSTANCENAME: 'scan',
  BUILD_REASON: 'PullRequest',
  BUILD_REPOSITORY_ID: repository.id,
  BUILD_REPOSITORY_NAME: repository.name,
  BUILD_REPOSITORY_PROVIDER: 'TfsGit',
});

export async function startService(): Promise<Service> {
  const threads: StoredThread[] = [];
  const requests: string[] = [];
  const troubles: Trouble[] = [];
  const server = createServer(async (message, response) => {
    const bytes = await bytesOf(message);
    const isJson = message.headers['content-type'] === 'application/json';
    const body: unknown = isJson ? JSON.parse(bytes.toString('utf8')) : undefined;
    const { pathname, searchParams } = new URL(message.url ?? '', 'http://localhost');
    const method = message.method ?? '';
    requests.push(`${method} ${pathname.split('/').slice(-3).join('/')}`);
    const isHit = (one: Trouble) => (one.method ?? method) === method && pathname.includes(one.path ?? '');
    const at = troubles.findIndex(isHit);
    const trouble = troubles[at];
    if (trouble && !trouble.stays) troubles.splice(at, 1);
    if (trouble && !trouble.comesLate) return answer(response, trouble.status, errorOf(trouble), trouble.headers);
    if (message.headers.authorization !== `Bearer ${token}`) {
      return answer(response, 401, { message: 'TF400813: The user is not authorized to access this resource.' });
    }
    if (!/^\d/.test(searchParams.get('api-version') ?? '')) return answer(response, 400, { message: 'no api-version' });
    const file = fileAnswer(decodeURIComponent(pathname), searchParams, service.checkout);
    if (file instanceof Uint8Array) return void response.writeHead(200).end(file);
    const [status, content] =
      file ??
      alertAnswer(message, decodeURIComponent(pathname), bytes, service) ??
      iterationAnswer(method, decodeURIComponent(pathname), searchParams, body, service) ??
      respond(method, decodeURIComponent(pathname), body, threads);
    if (content instanceof Uint8Array) return void response.writeHead(200).end(content);
    return trouble ? answer(response, trouble.status, errorOf(trouble)) : answer(response, status, content);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const service: Service = {
    checkout: undefined,
    collection: `http://127.0.0.1:${port}/contoso/`,
    threads,
    statuses: [],
    iterations: [],
    changesPerPage: 2000,
    sarifs: [],
    processing: [{ processingStatus: 'completed' }],
    requests,
    troubles,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return service;
}

/** https://learn.microsoft.com/rest/api/azure/devops/git/items/list and /blobs/get-blob */
function fileAnswer(path: string, query: URLSearchParams, checkout: GitCheckout | undefined) {
  const start = `/contoso/${project.id}/_apis/git/repositories/${repository.id}/`;
  const [kind, id = ''] = path.startsWith(start) ? path.slice(start.length).split('/') : [];
  if (!checkout || (kind !== 'items' && kind !== 'blobs')) return undefined;
  if (kind === 'blobs') return query.get('$format') === 'octetstream' ? checkout.bytes(id) : undefined;
  const isWhole = query.get('scopePath') === '/' && query.get('recursionLevel') === 'full';
  if (!isWhole || query.get('versionDescriptor.versionType') !== 'commit') return undefined;
  const commitId = query.get('versionDescriptor.version') ?? '';
  const value = checkout
    .git('ls-tree', '-r', '-t', '-z', commitId)
    .split('\0')
    .filter((line) => line !== '')
    .map((line) => {
      const [, mode, gitObjectType, objectId, name] = /^(\d+) (\w+) (\w+)\t(.*)$/s.exec(line) ?? [];
      const isFolder = gitObjectType === 'tree';
      const flags = { ...(isFolder && { isFolder }), ...(mode === '120000' && { isSymLink: true }) };
      return { objectId, gitObjectType, commitId, path: `/${name}`, ...flags };
    });
  return [
    200,
    { count: value.length + 1, value: [{ gitObjectType: 'tree', path: '/', isFolder: true }, ...value] },
  ] as [number, unknown];
}

const errorOf = ({ message }: Trouble) => ({ message: message ?? 'trouble to order', typeKey: 'Exception' });

async function bytesOf(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** As Git names it. */
function blobId(content: string): string {
  const bytes = Buffer.from(content);
  return createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
}

const repositoryPath = `/contoso/${project.id}/_apis/git/repositories/${repository.id}`;

/** Iterations, their changes, the content of these, and statuses. */
function iterationAnswer(
  method: string,
  path: string,
  query: URLSearchParams,
  body: unknown,
  service: Service,
): [number, unknown] | undefined {
  const blob = path.startsWith(`${repositoryPath}/blobs/`) ? path.split('/').at(-1) : undefined;
  const held = service.iterations.flatMap(({ changes }) => changes).find(({ content }) => blobId(content) === blob);
  if (held && query.get('$format') === 'octetstream') return [200, new Uint8Array(Buffer.from(held.content))];
  const start = `${repositoryPath}/pullRequests/7/`;
  if (!path.startsWith(start)) return undefined;
  const [kind, id = '', more] = path.slice(start.length).split('/');
  if (kind === 'statuses' && method === 'POST') {
    const posted = body as PostedStatus;
    const isWhole = posted.context?.name && (posted.iterationId ?? 1) <= service.iterations.length;
    if (!isWhole) return [400, { message: 'the status is not whole' }];
    service.statuses.push(posted);
    return [200, posted];
  }
  if (kind !== 'iterations' || method !== 'GET') return undefined;
  if (id === '') {
    const value = service.iterations.map(({ commit }, i) => ({ id: i + 1, sourceRefCommit: { commitId: commit } }));
    return [200, { value, count: value.length }];
  }
  const changes = service.iterations[Number(id) - 1]?.changes;
  if (!changes || more !== 'changes') return [404, { message: 'no such iteration' }];
  const skip = Number(query.get('$skip') ?? '0');
  const page = changes.slice(skip, skip + Math.min(Number(query.get('$top') ?? '100'), service.changesPerPage));
  const next = skip + page.length;
  return [
    200,
    {
      changeEntries: page.map(({ path: file, content, changeType = 'edit' }, i) => ({
        changeTrackingId: skip + i + 1,
        changeId: skip + i + 1,
        item: { path: file, objectId: blobId(content) },
        changeType,
      })),
      ...(next < changes.length ? { nextSkip: next, nextTop: service.changesPerPage } : { nextSkip: 0, nextTop: 0 }),
    },
  ];
}

/** https://learn.microsoft.com/rest/api/azure/devops/advancedsecurity */
function alertAnswer(
  message: IncomingMessage,
  path: string,
  bytes: Buffer,
  service: Service,
): [number, unknown] | undefined {
  if (path === `/contoso/${project.id}/_apis/alert/repositories/${repository.id}/sarifs`) {
    const { 'content-type': type, 'content-encoding': encoding } = message.headers;
    // Bytes that say that they are packed are unpacked before the service sees them, and then are no archive to it.
    if (type !== 'application/octet-stream' || encoding) return [400, { message: 'JsonReaderException' }];
    service.sarifs.push(gunzipSync(bytes).toString('utf8'));
    return [200, 4711];
  }
  if (path !== '/contoso/_apis/alert/sarifs/4711') return undefined;
  const [next] = service.processing.length > 1 ? service.processing.splice(0, 1) : service.processing;
  return [200, next];
}

function answer(response: ServerResponse, status: number, content: unknown, headers = {}): void {
  response.writeHead(status, { 'Content-Type': 'application/json; charset=utf-8', ...headers });
  response.end(JSON.stringify(content));
}

interface Posted {
  readonly comments: readonly { readonly content: string; readonly commentType: number; parentCommentId: number }[];
  readonly status: number;
  readonly properties: Readonly<Record<string, string>>;
  readonly threadContext?: StoredThread['threadContext'];
  readonly pullRequestThreadContext?: StoredThread['pullRequestThreadContext'];
}

function respond(method: string, path: string, body: unknown, threads: StoredThread[]): [number, unknown] {
  if (path === '/contoso/_apis/connectionData') return [200, { authenticatedUser: { id: buildService } }];
  const start = `/contoso/${project.id}/_apis/git/repositories/${repository.id}/pullRequests/7/threads`;
  if (!path.startsWith(start)) return [404, { message: 'TF401180: The requested pull request was not found.' }];
  const [, threadId, , commentId] = path.slice(start.length).split('/');
  const thread = threads.find(({ id }) => String(id) === threadId);
  if (method === 'GET' && threadId === undefined) return [200, { value: threads.map(shown), count: threads.length }];
  if (method === 'POST' && threadId === undefined) return create(body as Posted, threads);
  const comment = thread?.comments.find(({ id }) => String(id) === commentId);
  if (method === 'PATCH' && thread && comment) {
    if (comment.author !== buildService) return [403, { message: 'TF401181: only the author may change a comment' }];
    return write(comment, (body as { content: string }).content);
  }
  if (method === 'PATCH' && thread && commentId === undefined) {
    thread.status = (body as { status: number }).status;
    return [200, shown(thread)];
  }
  return [404, { message: 'not found' }];
}

function create(body: Posted, threads: StoredThread[]): [number, unknown] {
  const [posted] = body.comments;
  if (body.comments.length !== 1 || posted?.commentType !== 1 || posted.parentCommentId !== 0) return [400, {}];
  const comment = { id: 1, content: '', author: buildService };
  const { status, properties, threadContext, pullRequestThreadContext } = body;
  if (threadContext && !threadContext.filePath.startsWith('/')) return [200, {}];
  const { changeTrackingId, iterationContext } = pullRequestThreadContext ?? {};
  const numbers = [
    changeTrackingId,
    iterationContext?.firstComparingIteration,
    iterationContext?.secondComparingIteration,
  ];
  if (pullRequestThreadContext && numbers.some((one) => !Number.isInteger(one))) {
    return [400, { message: 'the context of the thread is not whole' }];
  }
  const answer = write(comment, posted.content);
  const context = {
    ...(threadContext && { threadContext }),
    ...(pullRequestThreadContext && { pullRequestThreadContext }),
  };
  if (answer[0] === 200) threads.push({ id: threads.length + 1, status, properties, comments: [comment], ...context });
  return answer;
}

function write(comment: { content: string }, content: string): [number, unknown] {
  if (content.length > 150_000) {
    return [400, { message: 'A discussion comment cannot be longer than 150000 characters' }];
  }
  comment.content = content;
  return [200, {}];
}

/** What was written as plain values is read back in the service's own shapes. */
function shown({ id, status, isDeleted = false, properties, comments }: StoredThread): object {
  const values = Object.entries(properties).map(([key, $value]) => [key, { $type: 'System.String', $value }]);
  return {
    id,
    status: statusNames[status],
    isDeleted,
    properties: Object.fromEntries(values),
    comments: comments.map((one) => ({
      id: one.id,
      parentCommentId: 0,
      author: { id: one.author, displayName: 'Contoso Apps Build Service (contoso)' },
      content: one.content,
      commentType: 'text',
    })),
  };
}
