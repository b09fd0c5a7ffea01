import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { exampleOf, faultsOfAnswer, faultsOfRequest, type Json, operationFor, userOf } from './github-description';
import { GitHubReviews } from './github-reviews';

/** GitHub's REST API on this machine, with memory. Requests and answers are held against GitHub's description of it. */

export interface Comment {
  readonly id: number;
  readonly author: string;
  body: string;
}

export interface CheckRun {
  readonly name: string;
  readonly commit: string;
  readonly conclusion: string;
  readonly title: string;
  readonly summary: string;
  readonly text: string | undefined;
  readonly annotations: Json[];
}

export interface Upload {
  readonly id: string;
  readonly commit: string;
  readonly ref: string;
  readonly sarif: { readonly runs: readonly (Json & { readonly results: readonly Json[] })[] };
}

/** An open pull request besides the one of the event. */
export interface OpenPull {
  readonly number: number;
  /** `owner:branch` */
  readonly head: string;
  readonly sha: string;
}

export interface Request {
  readonly method: string;
  readonly path: string;
  readonly operation: string;
  readonly authorization: string | undefined;
}

export interface Answer {
  readonly status: number;
  readonly body?: Json;
  readonly headers?: Readonly<Record<string, string>>;
  /** Do what was asked all the same, as when only the answer gets lost. */
  readonly acts?: true;
}

export interface GitHubApi {
  /** For `GITHUB_API_URL`. */
  readonly url: string;
  readonly comments: Comment[];
  readonly reviews: GitHubReviews;
  readonly checkRuns: CheckRun[];
  readonly uploads: Upload[];
  readonly pulls: OpenPull[];
  /** What becomes of uploads, one for each question; complete when there are no more. */
  readonly processing: Json[];
  readonly requests: Request[];
  /** What in a request or an answer is not as GitHub describes it. */
  readonly violations: string[];
  /** Whom the token belongs to: a user's login, or an app's, which may not ask who it is. */
  identity: { readonly user: string } | { readonly app: string };
  /** Answers about commits and their files. */
  git: ((operation: string, values: Readonly<Record<string, string>>) => Answer) | undefined;
  /** Answers to give instead, by operation, one for each request. */
  readonly instead: Map<string, Answer[]>;
  close(): Promise<void>;
}

const maxBody = 65_536;
const refused = {
  message: 'Resource not accessible by integration',
  documentation_url: 'https://docs.github.com/rest',
};
const notFound: Answer = { status: 404, body: { message: 'Not Found' } };

/** @param basePath such as `/api/v3`, where GitHub Enterprise Server has its API */
export async function startGitHubApi(basePath = ''): Promise<GitHubApi> {
  const violations: string[] = [];
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '', 'http://api.test');
    const text = await bodyOf(request);
    const match = operationFor(request.method ?? '', url.pathname, basePath);
    const name = match?.operation.operationId ?? 'unknown';
    api.requests.push({
      method: request.method ?? '',
      path: url.pathname,
      operation: name,
      authorization: request.headers.authorization,
    });
    if (match) violations.push(...faultsOfRequest(match, url, text));
    else violations.push(`no such operation: ${request.method} ${url.pathname}`);

    const instead = api.instead.get(name)?.shift();
    const regular = instead && !instead.acts ? undefined : answerTo(name, match?.values ?? {}, url, text, api);
    const answer = instead ?? regular ?? notFound;
    if (match && !instead) violations.push(...faultsOfAnswer(match, answer.status, answer.body));
    response.writeHead(answer.status, { 'content-type': 'application/json; charset=utf-8', ...answer.headers });
    response.end(answer.status === 204 ? undefined : JSON.stringify(answer.body ?? {}));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  const api: GitHubApi = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${basePath}`,
    comments: [],
    reviews: new GitHubReviews(),
    checkRuns: [],
    uploads: [],
    pulls: [],
    processing: [],
    requests: [],
    violations,
    identity: { app: 'github-actions[bot]' },
    git: undefined,
    instead: new Map(),
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
  return api;
}

function answerTo(
  name: string,
  values: Readonly<Record<string, string>>,
  url: URL,
  text: string,
  api: GitHubApi,
): Answer {
  const login = 'user' in api.identity ? api.identity.user : api.identity.app;
  const given = text === '' ? {} : (JSON.parse(text) as Json);
  switch (name) {
    case 'users/get-authenticated':
      return 'user' in api.identity ? { status: 200, body: userOf(login) } : { status: 403, body: refused };
    case 'graphql':
      return { status: 200, body: api.reviews.graphql(given, login) };
    case 'issues/list-comments':
      return page(url, api, api.comments.map(resource));
    case 'issues/create-comment': {
      const comment = { id: api.comments.length + 1, author: login, body: '' };
      return written(comment, given, 201, () => api.comments.push(comment));
    }
    case 'issues/update-comment': {
      const comment = api.comments.find(({ id }) => id === Number(values['comment_id']));
      return comment ? written(comment, given, 200, () => {}) : notFound;
    }
    case 'checks/create':
    case 'checks/update':
      return checked(values['check_run_id'], given, api);
    case 'code-scanning/upload-sarif': {
      const id = `upload-${api.uploads.length + 1}`;
      const sarif = JSON.parse(gunzipSync(Buffer.from(String(given['sarif']), 'base64')).toString('utf8'));
      api.uploads.push({ id, commit: String(given['commit_sha']), ref: String(given['ref']), sarif });
      return { status: 202, body: { id, url: `${api.url}${url.pathname}/${id}` } };
    }
    case 'code-scanning/get-sarif':
      if (!api.uploads.some(({ id }) => id === values['sarif_id'])) return notFound;
      return { status: 200, body: api.processing.shift() ?? { processing_status: 'complete', analyses_url: api.url } };
    case 'pulls/list':
      return page(url, api, pullsOf(url, api));
    default: {
      const list = api.reviews.listed(name);
      if (list) return page(url, api, list);
      return api.reviews.written(name, values, given, login) ?? api.git?.(name, values) ?? notFound;
    }
  }
}

function written(comment: Comment, given: Json, status: number, keep: () => void): Answer {
  const body = String(given['body']);
  if (body.length > maxBody) {
    const message = 'Body is too long (maximum is 65536 characters)';
    return { status: 422, body: { message: 'Validation Failed', errors: [{ message }] } };
  }
  // GitHub keeps no blanks at the end.
  comment.body = body.trimEnd();
  keep();
  return { status, body: resource(comment) };
}

function checked(id: string | undefined, given: Json, api: GitHubApi): Answer {
  const output = given['output'] as Json & { readonly annotations: readonly Json[] };
  const known = api.checkRuns[Number(id) - 1];
  if (id !== undefined && !known) return notFound;
  if (known) known.annotations.push(...output.annotations);
  else {
    api.checkRuns.push({
      name: String(given['name']),
      commit: String(given['head_sha']),
      conclusion: String(given['conclusion']),
      title: String(output['title']),
      summary: String(output['summary']),
      text: output['text'] as string | undefined,
      annotations: [...output.annotations],
    });
  }
  const number = id === undefined ? api.checkRuns.length : Number(id);
  const html = `https://github.com/contoso/orders/runs/${number}`;
  return { status: id ? 200 : 201, body: { ...exampleOf('check-run'), id: number, html_url: html } };
}

function pullsOf(url: URL, api: GitHubApi): readonly Json[] {
  const example = exampleOf('pull-request-simple-items') as Json & { readonly head: Json };
  const found = api.pulls.filter(({ head }) => head === url.searchParams.get('head'));
  return found.map(({ number, sha }) => ({ ...example, number, requested_teams: [], head: { ...example.head, sha } }));
}

/** https://docs.github.com/rest/using-the-rest-api/using-pagination-in-the-rest-api */
function page(url: URL, api: GitHubApi, all: readonly Json[]): Answer {
  const size = Math.min(Number(url.searchParams.get('per_page') ?? 30), 100);
  const number = Number(url.searchParams.get('page') ?? 1);
  const body = all.slice((number - 1) * size, number * size) as unknown as Json;
  if (number * size >= all.length) return { status: 200, body };
  const next = new URL(`${api.url}${url.pathname.slice(new URL(api.url).pathname.replace(/\/$/, '').length)}`);
  next.search = url.search;
  next.searchParams.set('page', String(number + 1));
  return { status: 200, body, headers: { link: `<${next}>; rel="next"` } };
}

function resource({ id, author, body }: Comment): Json {
  return { ...exampleOf('issue-comment'), id, body, user: userOf(author) };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) text += chunk;
  return text;
}
