import { readFileSync } from 'node:fs';
import path from 'node:path';
import Ajv, { type ValidateFunction } from 'ajv';

/** Requests and answers, held against GitHub's own description of its REST API: see `schemas/github-api.NOTICE.txt`. */

export type Json = Readonly<Record<string, unknown>>;

interface Content {
  readonly content?: { readonly 'application/json': { readonly schema: Json } };
}

export interface Operation {
  readonly operationId: string;
  readonly parameters: readonly { readonly name: string; readonly in: 'path' | 'query'; readonly schema: Json }[];
  readonly requestBody?: Content;
  readonly responses: Readonly<Record<string, Content>>;
}

export interface Match {
  readonly operation: Operation;
  readonly values: Readonly<Record<string, string>>;
}

interface Description {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: Json & { readonly examples: Readonly<Record<string, { readonly value: unknown }>> };
}

const description = JSON.parse(
  readFileSync(path.join(__dirname, '..', '..', 'schemas', 'github-api.openapi.json'), 'utf8'),
) as Description;

/** A resource as GitHub shows it in its documentation; of a list the first. */
export function exampleOf(name: string): Json {
  const value = description.components.examples[name]?.value;
  return (Array.isArray(value) ? value[0] : value) as Json;
}

/** An account, as it stands in other resources. */
export function userOf(login: string): Json {
  const { user } = exampleOf('issue-comment') as { readonly user: Json };
  return { ...user, login, type: login.endsWith('[bot]') ? 'Bot' : 'User' };
}

/** GraphQL is not in the description. */
const graphql: Operation = {
  operationId: 'graphql',
  parameters: [],
  requestBody: {
    content: {
      'application/json': {
        schema: { required: ['query'], properties: { query: { type: 'string' }, variables: { type: 'object' } } },
      },
    },
  },
  responses: {},
};

/** @param basePath of the REST API; GraphQL lies beside it where it has one */
export function operationFor(method: string, pathname: string, basePath: string): Match | undefined {
  const graphqlPath = basePath === '' ? '/graphql' : basePath.replace(/\/v3$/, '/graphql');
  if (method === 'POST' && pathname === graphqlPath) return { operation: graphql, values: {} };
  if (!pathname.startsWith(basePath)) return undefined;
  for (const [template, operations] of Object.entries(description.paths)) {
    const pattern = new RegExp(`^${template.replaceAll(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`);
    const operation = operations[method.toLowerCase()];
    const found = pattern.exec(pathname.slice(basePath.length));
    if (found && operation) return { operation, values: { ...found.groups } };
  }
  return undefined;
}

const ajv = new Ajv({ strict: false, validateFormats: false });
ajv.addSchema({ $id: 'api', components: description.components });
const compiled = new Map<string, ValidateFunction>();

/** What is wrong with a value; `undefined` if nothing is. */
function fault(schema: Json, value: unknown): string | undefined {
  // References of the description start at its root.
  const text = JSON.stringify(schema).replaceAll('"#/', '"api#/');
  const validate = compiled.get(text) ?? ajv.compile(JSON.parse(text) as Json);
  compiled.set(text, validate);
  return validate(value) ? undefined : ajv.errorsText(validate.errors);
}

/** Objects in requests have the members that are described, and no others. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== 'object' || schema === null) return schema;
  const copy: Record<string, unknown> = Object.fromEntries(
    Object.entries(schema).map(([key, value]) => [key, key === 'anyOf' ? value : closed(value)]),
  );
  return 'properties' in copy && !('additionalProperties' in copy) && !Array.isArray(copy['properties'])
    ? { ...copy, additionalProperties: false }
    : copy;
}

export function faultsOfRequest({ operation, values }: Match, url: URL, body: string): string[] {
  const what = `request ${operation.operationId}`;
  const faults: string[] = [];
  const given = { path: Object.entries(values), query: [...url.searchParams] };
  for (const place of ['path', 'query'] as const) {
    for (const [name, text] of given[place]) {
      const parameter = operation.parameters.find((one) => one.in === place && one.name === name);
      const value = parameter?.schema['type'] === 'integer' ? Number(text) : decodeURIComponent(text);
      const wrong = parameter ? fault(parameter.schema, value) : 'is no parameter';
      if (wrong) faults.push(`${what}: ${name} ${wrong}`);
    }
  }
  const schema = operation.requestBody?.content?.['application/json'].schema;
  const wrong = schema
    ? fault(closed(schema) as Json, JSON.parse(body || 'null'))
    : body === ''
      ? undefined
      : 'has a body';
  if (wrong) faults.push(`${what}: ${wrong}`);
  return faults;
}

export function faultsOfAnswer({ operation }: Match, status: number, body: unknown): string[] {
  const schema = operation.responses[String(status)]?.content?.['application/json'].schema;
  const wrong = schema && fault(schema, body);
  return wrong ? [`answer ${status} of ${operation.operationId}: ${wrong}`] : [];
}
