import { exampleOf, faultsOfAnswer, faultsOfRequest, operationFor } from './support/github-description';

/** The server of the other tests finds fault with what GitHub would. */

const repo = '/repos/contoso/orders';
const sha = 'a'.repeat(40);

function requestFaults(method: string, path: string, body: unknown): readonly string[] | undefined {
  const url = new URL(path, 'http://api.test');
  const match = operationFor(method, url.pathname, '');
  return match && faultsOfRequest(match, url, body === undefined ? '' : JSON.stringify(body));
}

const sarif = { commit_sha: sha, ref: 'refs/heads/main', sarif: 'H4sI' };
const check = { name: 'FlowGate', head_sha: sha, output: { title: 't', summary: 's', annotations: [] } };
const annotation = { path: 'a', start_line: 1, end_line: 1, annotation_level: 'failure', message: 'm' };

test.each([
  ['an upload', 'POST', `${repo}/code-scanning/sarifs`, sarif],
  ['a list', 'GET', `${repo}/pulls?state=open&head=a:b&per_page=100`, undefined],
  ['a check run', 'POST', `${repo}/check-runs`, check],
])('%s as it should be has none', (_, method, path, body) => {
  expect(requestFaults(method, path, body)).toEqual([]);
});

test.each([
  ['a short commit', 'POST', `${repo}/code-scanning/sarifs`, { ...sarif, commit_sha: 'abc' }],
  ['a branch by its name alone', 'POST', `${repo}/code-scanning/sarifs`, { ...sarif, ref: 'main' }],
  ['a member that is not described', 'POST', `${repo}/code-scanning/sarifs`, { ...sarif, category: 'x' }],
  ['the same deeper', 'POST', `${repo}/check-runs`, { ...check, output: { ...check.output, body: 'x' } }],
  ['a missing member', 'POST', `${repo}/check-runs`, { ...check, head_sha: undefined }],
  [
    'too many annotations',
    'POST',
    `${repo}/check-runs`,
    { ...check, output: { ...check.output, annotations: Array(51).fill(annotation) } },
  ],
  ['an unknown parameter', 'GET', `${repo}/pulls?base_sha=x`, undefined],
  ['a wrong value', 'GET', `${repo}/pulls?state=merged`, undefined],
  ['a body where none belongs', 'GET', `${repo}/pulls`, {}],
])('%s is a fault', (_, method, path, body) => {
  expect(requestFaults(method, path, body)).toHaveLength(1);
});

test('what is not described is no operation', () => {
  expect(requestFaults('PUT', `${repo}/check-runs`, {})).toBeUndefined();
  expect(operationFor('POST', '/api/graphql', '/api/v3')?.operation.operationId).toBe('graphql');
  expect(operationFor('POST', '/graphql', '/api/v3')).toBeUndefined();
});

test('answers are checked too', () => {
  const match = operationFor('POST', `${repo}/check-runs`, '');
  if (!match) throw new Error('no such operation');
  expect(faultsOfAnswer(match, 201, exampleOf('check-run'))).toEqual([]);
  expect(faultsOfAnswer(match, 201, { ...exampleOf('check-run'), id: 'x' })).toHaveLength(1);
});
