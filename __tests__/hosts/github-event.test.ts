import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { analysedCommitOf, type Environment, followUpOf, shownCommitOf } from '../../src/host/github-event';

/**
 * Which commit and ref results belong to, by event:
 * https://docs.github.com/actions/reference/workflows-and-actions/events-that-trigger-workflows
 */

const folder = mkdtempSync(join(tmpdir(), 'flowgate-event-'));
afterAll(() => rmSync(folder, { recursive: true }));

const [sha, head, other] = ['a', 'b', 'c'].map((digit) => digit.repeat(40)) as [string, string, string];

function environment(event: string, ref: string, payload: unknown = {}): Environment {
  const file = join(folder, 'event.json');
  writeFileSync(file, JSON.stringify(payload));
  return {
    GITHUB_EVENT_NAME: event,
    GITHUB_EVENT_PATH: file,
    GITHUB_REF: ref,
    GITHUB_REPOSITORY: 'contoso/orders',
    GITHUB_SHA: sha,
  };
}

const pull = { pull_request: { number: 7, head: { sha: head, repo: { full_name: 'contoso/orders' } } } };
const fork = { owner: { login: 'mallory' } };
const followed = { event: 'pull_request', head_sha: head, head_branch: 'main', head_repository: fork };
const workflowRun = (parts: object = {}) => ({ workflow_run: { ...followed, ...parts } });
const skipped = expect.stringMatching(/\.$/);

test.each([
  ['push', 'refs/heads/main', {}, undefined, sha, { commit: sha, ref: 'refs/heads/main' }],
  ['push of a tag', 'refs/tags/v1', {}, other, sha, { commit: sha, ref: 'refs/tags/v1' }],
  ['release', 'refs/tags/v1', {}, undefined, sha, { commit: sha, ref: 'refs/tags/v1' }],
  ['schedule', 'refs/heads/main', {}, undefined, sha, { commit: sha, ref: 'refs/heads/main' }],
  ['workflow_dispatch', 'refs/heads/main', {}, undefined, sha, { commit: sha, ref: 'refs/heads/main' }],
  ['pull_request', 'refs/pull/7/merge', pull, undefined, head, { commit: sha, ref: 'refs/pull/7/merge' }],
  ['pull_request', 'refs/pull/7/merge', pull, sha, head, { commit: sha, ref: 'refs/pull/7/merge' }],
  ['pull_request', 'refs/pull/7/merge', pull, head, head, { commit: head, ref: 'refs/pull/7/head' }],
  ['pull_request', 'refs/pull/7/merge', pull, other, head, { commit: other, ref: 'refs/pull/7/head' }],
  ['pull_request_target', 'refs/heads/main', pull, undefined, head, { skipped }],
  [
    'merge_group',
    'refs/heads/gh-readonly-queue/main/pr-7',
    { merge_group: { head_sha: head } },
    sha,
    head,
    { skipped },
  ],
  ['push', 'refs/heads/gh-readonly-queue/main/pr-7', {}, undefined, sha, { skipped }],
  ['push', '', {}, undefined, sha, { skipped }],
  ['push', 'refs/notes/x', {}, undefined, sha, { skipped }],
  [
    'workflow_run',
    'refs/heads/main',
    workflowRun({ event: 'push' }),
    sha,
    head,
    { commit: head, ref: 'refs/heads/main' },
  ],
  ['workflow_run', 'refs/heads/main', {}, sha, sha, { commit: sha, ref: 'refs/heads/main' }],
])('%s %s %j, checked out %s', (event, ref, payload, checkedOut, shown, expected) => {
  const env = environment(event.split(' ')[0] ?? '', ref, payload);
  expect(analysedCommitOf(env, () => checkedOut)).toEqual(expected);
  expect(shownCommitOf(env)).toBe(shown);
});

test('a run that follows one for a pull request belongs to the head of that', () => {
  const env = environment('workflow_run', 'refs/heads/main', workflowRun());
  const followUp = followUpOf(env);
  expect(followUp).toEqual({
    owner: 'contoso',
    repository: 'orders',
    isFromFork: false,
    isByDependabot: false,
    head,
    headOwner: 'mallory',
    headBranch: 'main',
  });
  expect(analysedCommitOf(env, () => sha)).toEqual({ commit: head, followUp });
});

test.each([
  ['another event', 'push', workflowRun()],
  ['a run that was for none', 'workflow_run', workflowRun({ event: 'push' })],
  ['a commit that is none', 'workflow_run', workflowRun({ head_sha: 'main' })],
  ['a fork that was deleted', 'workflow_run', workflowRun({ head_repository: null })],
  ['no event', 'workflow_run', 7],
])('%s follows no pull request', (_, event, payload) => {
  expect(followUpOf(environment(event, 'refs/heads/main', payload))).toBeUndefined();
});
