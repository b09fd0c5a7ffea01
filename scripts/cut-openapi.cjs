/**
 * Cuts out of GitHub's description of its REST API what the tests need: the operations that FlowGate uses, their schemas and one
 * example of each resource. Run when an operation is added:
 *
 *   npm pack @octokit/openapi && tar xzf octokit-openapi-*.tgz package/generated/api.github.com.json
 *   node scripts/cut-openapi.cjs package/generated/api.github.com.json
 */
const fs = require('node:fs');
const path = require('node:path');

const operations = new Set([
  'checks/create',
  'checks/update',
  'code-scanning/get-sarif',
  'code-scanning/upload-sarif',
  'git/get-blob',
  'git/get-commit',
  'git/get-tree',
  'issues/create-comment',
  'issues/list-comments',
  'issues/update-comment',
  'pulls/create-review',
  'pulls/create-review-comment',
  'pulls/delete-review-comment',
  'pulls/list',
  'pulls/list-files',
  'pulls/list-review-comments',
  'pulls/update-review-comment',
  'repos/compare-commits-with-basehead',
  'users/get-authenticated',
]);

const examples = [
  'check-run',
  'code-scanning-sarif-upload',
  'diff-entry-items',
  'issue-comment',
  'pull-request-review',
  'pull-request-review-comment-2',
  'pull-request-simple-items',
];

const source = JSON.parse(fs.readFileSync(process.argv[2], 'utf8'));
const target = path.join(__dirname, '..', '__tests__', 'schemas', 'github-api.openapi.json');

/** Names of members below `properties` are names of the API and not keywords. */
function withoutWords(value, areNames = false) {
  if (Array.isArray(value)) return value.map((one) => withoutWords(one));
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(
    ([key]) => areNames || !/^(?:description|summary|example|examples|externalDocs|x-.*|deprecated|tags)$/.test(key),
  );
  return withNull(
    Object.fromEntries(kept.map(([key, one]) => [key, withoutWords(one, key === 'properties' && !areNames)])),
    areNames,
  );
}

/** Validators take `nullable` beside a type only; elsewhere null is one alternative more. */
function withNull(schema, areNames) {
  if (areNames || schema.nullable !== true || schema.type !== undefined) return schema;
  const { nullable: _, ...rest } = schema;
  return { anyOf: [rest, { enum: [null] }] };
}

const resolved = ({ $ref }) =>
  $ref
    .split('/')
    .slice(1)
    .reduce((at, key) => at[key], source);

const json = 'application/json';
const body = (content) => content?.[json] && { content: { [json]: { schema: withoutWords(content[json].schema) } } };

function cut(operation) {
  const responses = Object.entries(operation.responses).map(([status, given]) => {
    const response = given.$ref ? resolved(given) : given;
    return [status, body(response.content) ?? {}];
  });
  if (operation.operationId === 'users/get-authenticated') {
    // The rest is about one's own account.
    const schema = { $ref: '#/components/schemas/simple-user' };
    responses.splice(0, responses.length, ['200', { content: { [json]: { schema } } }]);
  }
  const request = body(operation.requestBody?.content);
  return {
    operationId: operation.operationId,
    parameters: (operation.parameters ?? []).map((one) => withoutWords(one.$ref ? resolved(one) : one)),
    ...(request && { requestBody: request }),
    responses: Object.fromEntries(responses),
  };
}

const paths = {};
for (const [address, methods] of Object.entries(source.paths)) {
  for (const [method, operation] of Object.entries(methods)) {
    if (operations.has(operation.operationId)) paths[address] = { ...paths[address], [method]: cut(operation) };
  }
}

const schemas = {};
function collect(value) {
  for (const [, name] of JSON.stringify(value).matchAll(/"#\/components\/schemas\/([^"]+)"/g)) {
    if (schemas[name]) continue;
    schemas[name] = withoutWords(source.components.schemas[name]);
    collect(schemas[name]);
  }
}
collect(paths);

const { title, version, license } = source.info;
const cutOut = {
  openapi: source.openapi,
  info: { title, version, license },
  paths,
  components: {
    schemas,
    examples: Object.fromEntries(examples.map((name) => [name, source.components.examples[name]])),
  },
};
fs.writeFileSync(target, `${JSON.stringify(cutOut, null, 1)}\n`);
console.log(`${path.relative(process.cwd(), target)}  ${Math.ceil(fs.statSync(target).size / 1024)} KB`);
