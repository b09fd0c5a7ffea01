import { createCheckRun } from '../../src/host/github-check-run';
import type { Octokit } from '../../src/host/github-connection';
import { exitCodes } from '../../src/policy/report';
import {
  eventOf,
  headCommit,
  mergeCommit,
  openPullRequest,
  ownWarnings,
  type PullRequest,
} from './support/github-pull-request';
import { solutionZip } from './support/github-solution';
import type { Step, StepResult } from './support/github-step';

/** The check run: the bundle against GitHub's API on this machine. */

let pullRequest: PullRequest;

beforeEach(async () => {
  pullRequest = await openPullRequest();
});

afterEach(async () => {
  expect(await pullRequest.close()).toEqual([]);
});

// Octokit leaves a second between writes.
jest.setTimeout(30_000);

function run(step: Step = {}, path = 'failing.zip'): Promise<StepResult> {
  return pullRequest.run(path, {
    event: 'push',
    payload: {},
    ...step,
    inputs: { comment: 'never', 'check-run': 'true', ...step.inputs },
    env: { GITHUB_SHA: mergeCommit, GITHUB_RUN_ID: '42', ...step.env },
  });
}

const checks = () => pullRequest.api.checkRuns;

test('is not there unless it is asked for', async () => {
  const result = await run({ inputs: { 'check-run': 'false' } });
  expect(pullRequest.asked()).toEqual([]);
  expect(result.outputs['check-run-url']).toBeUndefined();
});

test.each([
  ['failing.zip', 'high', 'failure', 'FlowGate FAILED'],
  ['failing.zip', 'never', 'success', 'FlowGate PASSED'],
  ['clean.zip', 'high', 'success', 'FlowGate PASSED'],
  ['gone.zip', 'high', 'failure', 'FlowGate FAILED'],
])('%s with fail-on %s is a %s', async (path, failOn, conclusion, title) => {
  const result = await run({ inputs: { 'fail-on': failOn } }, path);
  expect(ownWarnings(result)).toEqual([]);
  expect(result.exitCode === exitCodes.clean).toBe(conclusion === 'success');
  expect(checks()).toMatchObject([{ conclusion, title: expect.stringContaining(title), name: 'FlowGate / gate' }]);
  expect(checks()[0]?.summary).toContain('## FlowGate: ');
  expect(result.outputs['check-run-url']).toBe('https://github.com/contoso/orders/runs/1');
});

test.each([
  ['push', {}, mergeCommit],
  ['pull_request', eventOf('contoso/orders'), headCommit],
  ['merge_group', { merge_group: { head_sha: headCommit } }, headCommit],
  ['workflow_run', { workflow_run: { event: 'push', head_sha: headCommit, head_branch: 'main' } }, headCommit],
  ['schedule', {}, mergeCommit],
])('%s: at the commit that people look at', async (event, payload, commit) => {
  await run({ event, payload });
  expect(checks().map((check) => check.commit)).toEqual([commit]);
});

test('a step that the user named has a check run of its own name', async () => {
  await run({ env: { GITHUB_ACTION: 'stock' } });
  expect(checks().map(({ name }) => name)).toEqual(['FlowGate / gate / stock']);
});

test('fifty annotations go with each request', async () => {
  pullRequest.job.add('many.zip', solutionZip(Array.from({ length: 120 }, (_, i) => `Action ${i}`)));
  const result = await run({ inputs: { rule: 'cleartext-http' } }, 'many.zip');
  expect(ownWarnings(result)).toEqual([]);
  expect(pullRequest.asked()).toEqual(['checks/create', 'checks/update', 'checks/update']);
  const [{ annotations = [], text } = {}] = checks();
  expect(annotations).toHaveLength(120);
  expect(annotations[0]).toMatchObject({ path: 'many.zip', start_line: 1, end_line: 1, annotation_level: 'warning' });
  expect(text).toBeUndefined();
});

test('five hundred annotations are enough, and none leads out of the repository', async () => {
  const place = { owner: 'contoso', repository: 'orders', commit: headCommit, name: 'FlowGate', details: undefined };
  const annotation = { level: 'error', title: 't'.repeat(300), message: 'm', lines: undefined } as const;
  const files = ['/etc/x', 'C:/x', '../x', undefined, ...Array.from({ length: 501 }, (_, i) => `src/${i}`)];
  const annotations = files.map((file) => ({ ...annotation, file }));
  const sent: { readonly annotations: readonly { readonly path: string; readonly title: string }[]; text?: string }[] =
    [];
  const keep = async ({ output }: { readonly output: (typeof sent)[number] }) => {
    sent.push(output);
    return { data: { id: 1, html_url: null } };
  };
  const octokit = { rest: { checks: { create: keep, update: keep } } } as unknown as Octokit;
  const status = { status: 'findings', title: 'FAILED', markdown: '', annotations } as const;
  expect(await createCheckRun(octokit, { ...place, status })).toBeUndefined();
  const shown = sent.flatMap((one) => one.annotations);
  expect(shown.map(({ path }) => path)).toEqual(files.slice(4, 504));
  expect(Math.max(...shown.map(({ title }) => title.length))).toBe(255);
  expect(sent[0]?.text).toBe('5 of 505 findings have no annotation here.');
});

test.each([
  [403, 'Resource not accessible by integration', 'accepted are checks=write'],
  [404, 'Not Found', 'the token lacks the permission checks: write'],
  [401, 'Bad credentials', 'does not accept the token'],
  [422, 'No commit found for SHA', 'refused it (422'],
])('%i is told and changes no verdict', async (status, message, words) => {
  const headers = { 'x-accepted-github-permissions': 'checks=write' };
  pullRequest.api.instead.set('checks/create', [{ status, body: { message }, headers }]);
  const result = await run();
  expect(result.exitCode).toBe(exitCodes.findings);
  expect(ownWarnings(result).map((warning) => warning.message)).toEqual([expect.stringMatching(/^No check run: /)]);
  expect(ownWarnings(result)[0]?.message).toContain(words);
});

test('a server that is out of order is asked again', async () => {
  pullRequest.api.instead.set('checks/create', [{ status: 502, body: { message: 'Server Error' } }]);
  expect(ownWarnings(await run())).toEqual([]);
  expect(checks()).toHaveLength(1);
});
