import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { headCommit, mergeCommit, openPullRequest, ownWarnings, type PullRequest } from './support/github-pull-request';
import { repository, type StepResult } from './support/github-step';

/** A run with a token that may write, which follows one for a fork: the bundle against GitHub's API on this machine. */

let pullRequest: PullRequest;

beforeEach(async () => {
  pullRequest = await openPullRequest();
});

afterEach(async () => {
  expect(await pullRequest.close()).toEqual([]);
});

const flow = 'orders/Workflows/ReceiveOrder-4D1F6B7A-1C55-4E0C-9B53-8E2A6C0F1A01.json';

const followed = {
  event: 'pull_request',
  head_sha: headCommit,
  head_branch: 'patch-1',
  head_repository: { owner: { login: 'mallory' } },
  // So it is for forks; and were there one, it would be somebody's word.
  pull_requests: [],
};

function run(path: string, inputs: Readonly<Record<string, string>> = {}, parts: object = {}): Promise<StepResult> {
  return pullRequest.run(path, {
    event: 'workflow_run',
    payload: { workflow_run: { ...followed, ...parts } },
    inputs,
    env: { GITHUB_SHA: mergeCommit, GITHUB_REF: 'refs/heads/main' },
  });
}

const paths = () => new Set(pullRequest.api.requests.map(({ path }) => path));

test('tells it on the open pull request whose branch is still there', async () => {
  const { api, job } = pullRequest;
  for (const file of ['Other/Solution.xml', flow.replace('orders/', '')]) {
    job.add(`orders/${file}`, readFileSync(join(repository, 'samples', 'contoso-orders', file)));
  }
  const lines = readFileSync(join(job.workspace, flow), 'utf8').split('\n');
  api.reviews.files.push({ filename: flow, patch: `@@ -0,0 +1,${lines.length} @@\n+${lines.join('\n+')}` });
  api.pulls.push({ number: 9, head: 'mallory:patch-1', sha: headCommit });
  const all = { 'review-comments': 'true', 'check-run': 'true', rule: 'http-trigger-open' };
  const result = await run('orders', all);
  expect(ownWarnings(result)).toEqual([]);
  expect(api.comments).toHaveLength(1);
  expect(api.checkRuns).toMatchObject([{ commit: headCommit }]);
  expect(api.reviews.submitted).toMatchObject([{ commit: headCommit, count: 1 }]);
  expect(paths()).toContain('/repos/contoso/orders/issues/9/comments');
  expect(paths()).toContain('/repos/contoso/orders/pulls/9/reviews');

  await run('orders', { ...all, rule: 'secret-in-connector' });
  expect(api.comments).toHaveLength(1);
}, 30_000);

test.each([
  ['a branch that has moved on', { number: 9, head: 'mallory:patch-1', sha: mergeCommit }],
  ['a branch of somebody else', { number: 9, head: 'octocat:patch-1', sha: headCommit }],
])('tells nothing for %s', async (_, pull) => {
  pullRequest.api.pulls.push(pull);
  const result = await run('failing.zip');
  expect(pullRequest.api.comments).toEqual([]);
  expect(ownWarnings(result).map(({ message }) => message)).toEqual([
    'No comment: no open pull request has this commit as the head of its branch any more.',
  ]);
});

test('asks nothing where the run that it follows was for no pull request', async () => {
  expect(ownWarnings(await run('failing.zip', {}, { event: 'push' }))).toEqual([]);
  expect(pullRequest.asked()).toEqual([]);
});
