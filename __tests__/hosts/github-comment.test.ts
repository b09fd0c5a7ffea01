import { readFileSync } from 'node:fs';
import { githubHost } from '../../src/host/github';
import { exitCodes } from '../../src/policy/report';
import { openPullRequest, ownWarnings, type PullRequest } from './support/github-pull-request';
import { solutionZip } from './support/github-solution';
import { nodes } from './support/github-step';

/** The committed bundle on a pull request, against GitHub's API on this machine. */

let pullRequest: PullRequest;

beforeEach(async () => {
  pullRequest = await openPullRequest();
});

afterEach(async () => {
  expect(await pullRequest.close()).toEqual([]);
});

/** Comments of other people. */
function addOthers(count: number): void {
  const { comments } = pullRequest.api;
  for (let i = 0; i < count; i++) comments.push({ id: comments.length + 1, author: 'octocat', body: `Comment ${i}` });
}

/** A run of its own leaves the comment; the list of requests starts anew. */
async function withComment(): Promise<string> {
  const { api, run } = pullRequest;
  await run('failing.zip');
  expect(api.comments).toHaveLength(1);
  api.requests.length = 0;
  return api.comments[0]?.body ?? '';
}

describe.each(nodes)('%s', (_, node) => {
  test('the first run writes the comment, the next ones update it, and one without news leaves it', async () => {
    const { api, run, asked, writes } = pullRequest;
    const first = await run('failing.zip', { node });
    expect(first.stderr).toBe('');
    expect(first.exitCode).toBe(exitCodes.findings);
    expect(asked()).toEqual(['issues/list-comments', 'issues/create-comment']);
    expect(api.comments[0]?.body).toContain('## FlowGate: FAILED');

    // The second has the first to compare with; the third has no more to say.
    const second = await run('failing.zip', { node });
    expect([second.outputs['new'], second.outputs['fixed']]).toEqual(['0', '0']);
    expect(writes()).toEqual(['issues/create-comment', 'issues/update-comment']);
    await run('failing.zip', { node });
    expect(writes()).toHaveLength(2);

    const fixed = await run('clean.zip', { node });
    expect(fixed.exitCode).toBe(exitCodes.clean);
    expect(writes()).toEqual(['issues/create-comment', 'issues/update-comment', 'issues/update-comment']);
    expect(api.comments.map(({ body }) => /## FlowGate: \w+/.exec(body)?.[0])).toEqual(['## FlowGate: PASSED']);
    expect(new Set(api.requests.map(({ authorization }) => authorization))).toEqual(
      new Set(['token token-of-the-run']),
    );
  });

  test('a push makes no request', async () => {
    const { api, run } = pullRequest;
    const result = await run('failing.zip', { node, event: 'push' });
    expect(result.exitCode).toBe(exitCodes.findings);
    expect(api.requests).toEqual([]);
    expect(ownWarnings(result)).toEqual([]);
  });
});

describe('which comment', () => {
  test('is found behind others, over pages', async () => {
    const { api, run } = pullRequest;
    addOthers(150);
    await run('failing.zip');
    expect(api.comments).toHaveLength(151);
    addOthers(100);
    await run('clean.zip');
    expect(api.comments).toHaveLength(251);
    expect(api.comments[150]?.body).toContain('PASSED');
  });

  test('is not one that somebody else planted with our marker', async () => {
    const { api, run } = pullRequest;
    const body = await withComment();
    api.comments.splice(0, 1, { id: 1, author: 'mallory', body });
    await run('failing.zip');
    expect(api.comments.map(({ author }) => author)).toEqual(['mallory', 'github-actions[bot]']);
  });

  test('is not one that quotes ours', async () => {
    const { api, run, writes } = pullRequest;
    const body = await withComment();
    api.comments.splice(0, 1, { id: 1, author: 'github-actions[bot]', body: `> ${body}` });
    await run('clean.zip');
    expect(writes()).toEqual([]);
  });

  test.each([{ user: 'octocat' }, { app: 'release-gate[bot]' }, { app: 'github-actions[bot]' }])(
    'is our own, written as %j',
    async (identity) => {
      const { api, run, writes, asked } = pullRequest;
      api.identity = identity;
      await withComment();
      await run('clean.zip');
      expect(writes()).toEqual(['issues/update-comment']);
      expect(asked().includes('graphql')).toBe('app' in identity && identity.app === 'release-gate[bot]');
    },
  );

  test('belongs to its step: two that scan two solutions keep two', async () => {
    const { api, run } = pullRequest;
    const step = (name: string, path: string) => run(path, { env: { GITHUB_ACTION: name } });
    await step('orders', 'failing.zip');
    await step('stock', 'clean.zip');
    expect(api.comments).toHaveLength(1);
    await step('stock', 'failing.zip');
    expect(api.comments).toHaveLength(2);
    await step('orders', 'clean.zip');
    expect(api.comments.map(({ body }) => body.includes('PASSED'))).toEqual([true, false]);
  });
});

describe('the input comment', () => {
  test.each([
    ['always', 'clean.zip', 'high', true],
    ['always', 'failing.zip', 'high', true],
    ['on-findings', 'clean.zip', 'high', false],
    ['on-findings', 'failing.zip', 'never', true],
    ['on-findings', 'gone.zip', 'high', true],
    ['on-failure', 'clean.zip', 'high', false],
    ['on-failure', 'failing.zip', 'never', false],
    ['on-failure', 'failing.zip', 'high', true],
    ['', 'clean.zip', 'high', false],
    ['', 'failing.zip', 'high', true],
  ])('%s: %s with fail-on %s', async (comment, path, failOn, isCreated) => {
    const { run, asked } = pullRequest;
    await run(path, { inputs: { comment, 'fail-on': failOn } });
    expect(asked()).toEqual(['issues/list-comments', ...(isCreated ? ['issues/create-comment'] : [])]);
  });

  test.each(['always', 'on-findings', 'on-failure'])('%s: a comment that is there is updated', async (comment) => {
    await withComment();
    await pullRequest.run('clean.zip', { inputs: { comment } });
    expect(pullRequest.writes()).toEqual(['issues/update-comment']);
  });

  test('never: nothing is asked', async () => {
    await withComment();
    await pullRequest.run('clean.zip', { inputs: { comment: 'never' } });
    expect(pullRequest.asked()).toEqual([]);
  });
});

describe('other places', () => {
  test('GitHub Enterprise Server has its API below a path', async () => {
    const { api, run, close } = await openPullRequest('/api/v3');
    await run('failing.zip');
    await run('clean.zip');
    expect(await close()).toEqual([]);
    expect(api.requests[0]?.path).toBe('/api/v3/repos/contoso/orders/issues/7/comments');
    expect(api.comments.map(({ body }) => body.includes('PASSED'))).toEqual([true]);
  });

  test('pull_request_target comments too; merge queues and the rest do not', async () => {
    const { api, run } = pullRequest;
    for (const event of ['merge_group', 'workflow_run', 'issue_comment', 'schedule'])
      await run('failing.zip', { event });
    expect(api.requests).toEqual([]);
    await run('failing.zip', { event: 'pull_request_target' });
    expect(api.comments).toHaveLength(1);
  });
});

test('the limit leaves room for the marker in what GitHub takes', () => {
  expect(githubHost({}, () => {}).textLimits.comment).toBeLessThan(
    65_536 - '<!-- flowgate 0123456789abcdef -->\n'.length,
  );
});

test('a report that is too long is cut for comment and summary, not in its file', async () => {
  const { api, job, run } = pullRequest;
  const names = Array.from({ length: 2500 }, (_, i) => `Action ${i} ${'-'.repeat(150)}`);
  job.add('huge.zip', solutionZip(names));
  const result = await run('huge.zip', { inputs: { 'fail-on': 'medium' } });
  expect(ownWarnings(result)).toEqual([]);
  const comment = api.comments[0]?.body ?? '';
  expect(comment.length).toBeGreaterThan(60_000);
  expect(comment.length).toBeLessThan(65_536);
  expect(Buffer.byteLength(result.summary)).toBeGreaterThan(800_000);
  expect(Buffer.byteLength(result.summary)).toBeLessThan(1024 * 1024);
  const whole = readFileSync(result.outputs['markdown-file'] ?? '', 'utf8');
  expect(whole.match(/^- \*\*medium\*\*/gm)).toHaveLength(2500);
  for (const text of [comment, result.summary]) expect(text).toMatch(/\d+ more entries not shown here/);
}, 30_000);
