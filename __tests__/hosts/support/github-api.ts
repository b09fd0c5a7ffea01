import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import Ajv from 'ajv';

/** The comments of GitHub's REST API on this machine, with memory. Requests and answers are held against GitHub's description of it. */

type Json = Readonly<Record<string, unknown>>;

interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query';
  readonly schema: Json;
}

interface Operation {
  readonly operationId: string;
  readonly parameters: readonly ({ readonly $ref: string } | Parameter)[];
  readonly requestBody?: { readonly content: { readonly 'application/json': { readonly schema: Json } } };
  readonly responses: Readonly<
    Record<string, { readonly content: { readonly 'application/json': { readonly schema: Json } } }>
  >;
}

interface Description {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: {
    readonly parameters: Readonly<Record<string, Parameter>>;
    readonly schemas: Json;
    readonly examples: { readonly 'issue-comment': { readonly value: Json & { readonly user: Json } } };
  };
}

const description = JSON.parse(
  readFileSync(path.join(__dirname, '..', '..', 'schemas', 'github-comments.openapi.json'), 'utf8'),
) as Description;

export interface Comment {
  readonly id: number;
  readonly author: string;
  body: string;
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
  readonly requests: Request[];
  /** What in a request or an answer is not as GitHub describes it. */
  readonly violations: string[];
  /** Whom the token belongs to: a user's login, or an app's, which may not ask who it is. */
  identity: { readonly user: string } | { readonly app: string };
  /** Answers to give instead, by operation, one for each request. */
  readonly instead: Map<string, Answer[]>;
  close(): Promise<void>;
}

const maxBody = 65_536;
const refused = {
  message: 'Resource not accessible by integration',
  documentation_url: 'https://docs.github.com/rest',
};

/** @param basePath such as `/api/v3`, where GitHub Enterprise Server has its API */
export async function startGitHubApi(basePath = ''): Promise<GitHubApi> {
  const ajv = new Ajv({ strict: false, validateFormats: false });
  ajv.addSchema({ $id: 'api', components: description.components });
  const violations: string[] = [];
  const check = (schema: Json, value: unknown, what: string) => {
    // References of the description start at its root.
    const rooted = JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"api#/')) as Json;
    if (!ajv.validate(rooted, value)) violations.push(`${what}: ${ajv.errorsText()}`);
  };

  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '', 'http://api.test');
    const text = await bodyOf(request);
    const match = url.pathname.startsWith(basePath)
      ? operationFor(request.method ?? '', url.pathname.slice(basePath.length))
      : undefined;
    const name = match?.operation.operationId ?? 'unknown';
    api.requests.push({
      method: request.method ?? '',
      path: url.pathname,
      operation: name,
      authorization: request.headers.authorization,
    });
    if (match) checkRequest(match, url, text, check, violations);
    else violations.push(`no such operation: ${request.method} ${url.pathname}`);

    const instead = api.instead.get(name)?.shift();
    const regular = instead && !instead.acts ? undefined : answerTo(name, match?.values ?? {}, url, text, api);
    const answer = instead ?? regular ?? { status: 404, body: { message: 'Not Found' } };
    const schema = match?.operation.responses[String(answer.status)]?.content['application/json'].schema;
    if (schema) check(schema, answer.body, `answer of ${name}`);
    response.writeHead(answer.status, { 'content-type': 'application/json; charset=utf-8', ...answer.headers });
    response.end(JSON.stringify(answer.body ?? {}));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  const api: GitHubApi = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${basePath}`,
    comments: [],
    requests: [],
    violations,
    identity: { app: 'github-actions[bot]' },
    instead: new Map(),
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
  return api;
}

interface Match {
  readonly operation: Operation;
  readonly values: Readonly<Record<string, string>>;
}

/** GraphQL is not in the description: one query, by which an app asks for its name. */
const graphql: Operation = {
  operationId: 'graphql',
  parameters: [],
  requestBody: { content: { 'application/json': { schema: { properties: { query: { type: 'string' } } } } } },
  responses: {},
};

function operationFor(method: string, pathname: string): Match | undefined {
  if (method === 'POST' && pathname === '/graphql') return { operation: graphql, values: {} };
  for (const [template, operations] of Object.entries(description.paths)) {
    const pattern = new RegExp(`^${template.replaceAll(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`);
    const operation = operations[method.toLowerCase()];
    const found = pattern.exec(pathname);
    if (found && operation) return { operation, values: { ...found.groups } };
  }
  return undefined;
}

function checkRequest(
  { operation, values }: Match,
  url: URL,
  text: string,
  check: (schema: Json, value: unknown, what: string) => void,
  violations: string[],
): void {
  const what = `request ${operation.operationId}`;
  const parameters = operation.parameters.map((one) =>
    '$ref' in one ? description.components.parameters[one.$ref.split('/').pop() ?? ''] : one,
  );
  const given = { path: Object.entries(values), query: [...url.searchParams] };
  for (const place of ['path', 'query'] as const) {
    for (const [name, value] of given[place]) {
      const parameter = parameters.find((one) => one?.in === place && one.name === name);
      if (!parameter) violations.push(`${what}: no parameter ${name}`);
      else check(parameter.schema, parameter.schema['type'] === 'integer' ? Number(value) : value, `${what}: ${name}`);
    }
  }
  const schema = operation.requestBody?.content['application/json'].schema;
  if (schema) check({ ...schema, additionalProperties: false }, JSON.parse(text || 'null'), what);
  else if (text !== '') violations.push(`${what}: has a body`);
}

function answerTo(
  name: string,
  values: Readonly<Record<string, string>>,
  url: URL,
  text: string,
  api: GitHubApi,
): Answer {
  const login = 'user' in api.identity ? api.identity.user : api.identity.app;
  switch (name) {
    case 'users/get-authenticated':
      return 'user' in api.identity ? { status: 200, body: userOf(login) } : { status: 403, body: refused };
    case 'graphql':
      return { status: 200, body: { data: { viewer: { login } } } };
    case 'issues/list-comments':
      return page(url, api);
    case 'issues/create-comment': {
      const comment = { id: api.comments.length + 1, author: login, body: '' };
      return written(comment, text, 201, () => api.comments.push(comment));
    }
    case 'issues/update-comment': {
      const comment = api.comments.find(({ id }) => id === Number(values['comment_id']));
      return comment ? written(comment, text, 200, () => {}) : { status: 404, body: { message: 'Not Found' } };
    }
    default:
      return { status: 404, body: { message: 'Not Found' } };
  }
}

function written(comment: Comment, text: string, status: number, keep: () => void): Answer {
  const { body } = JSON.parse(text) as { body: string };
  if (body.length > maxBody) {
    const message = 'Body is too long (maximum is 65536 characters)';
    return { status: 422, body: { message: 'Validation Failed', errors: [{ message }] } };
  }
  // GitHub keeps no blanks at the end.
  comment.body = body.trimEnd();
  keep();
  return { status, body: resource(comment) };
}

/** https://docs.github.com/rest/using-the-rest-api/using-pagination-in-the-rest-api */
function page(url: URL, api: GitHubApi): Answer {
  const size = Math.min(Number(url.searchParams.get('per_page') ?? 30), 100);
  const number = Number(url.searchParams.get('page') ?? 1);
  const body = api.comments.slice((number - 1) * size, number * size).map(resource) as unknown as Json;
  if (number * size >= api.comments.length) return { status: 200, body };
  const next = new URL(`${api.url}${url.pathname.slice(new URL(api.url).pathname.replace(/\/$/, '').length)}`);
  next.search = url.search;
  next.searchParams.set('page', String(number + 1));
  return { status: 200, body, headers: { link: `<${next}>; rel="next"` } };
}

function userOf(login: string): Json {
  const { user } = description.components.examples['issue-comment'].value;
  return { ...user, login, type: login.endsWith('[bot]') ? 'Bot' : 'User' };
}

function resource({ id, author, body }: Comment): Json {
  return { ...description.components.examples['issue-comment'].value, id, body, user: userOf(author) };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) text += chunk;
  return text;
}
