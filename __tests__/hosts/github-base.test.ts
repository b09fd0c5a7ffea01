import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { exitCodes } from '../../src/policy/report';
import { sourceChange, sourceWith } from '../support/changing-source';
import {
  describeWithGit,
  gitCheckout,
  type MergedPullRequest,
  makeShallow,
  mergedPullRequest,
} from '../support/git-checkout';
import { answersFrom } from './support/github-git-api';
import { openPullRequest, ownWarnings, type PullRequest } from './support/github-pull-request';
import type { Step } from './support/github-step';

/** What is new, fixed and unchanged in a pull request: the bundle on checkouts of many kinds, against GitHub's API on this machine. */

const rule = 'cleartext-http';
const counts = ({ outputs }: { outputs: Readonly<Record<string, string>> }) =>
  ['new', 'fixed', 'unchanged'].map((name) => outputs[name]).join(' ');
const noted = ({ stdout }: { stdout: string }) =>
  stdout.split('\n').filter((line) => line.startsWith('Findings are not compared'));

let pullRequest: PullRequest;
let merged: MergedPullRequest;

beforeEach(async () => {
  pullRequest = await openPullRequest();
});

afterEach(async () => {
  expect(await pullRequest.close()).toEqual([]);
});

function scan(step: Step = {}, path = 'src') {
  const payload = {
    pull_request: {
      number: 7,
      head: { sha: merged.head, repo: { full_name: 'contoso/orders' } },
      // Not moved on with the target branch, as GitHub has it.
      base: { sha: merged.parting },
    },
  };
  return pullRequest.run(path, {
    payload,
    ...step,
    inputs: { rule, ...step.inputs },
    env: { GITHUB_SHA: merged.merge, ...step.env },
  });
}

const reading = () => pullRequest.asked().filter((name) => name.startsWith('git/') || name.startsWith('repos/'));

describeWithGit('against the commit before the pull request (needs Git)', () => {
  /** `b` stays, `a` goes and `c` comes; `m` came to the target branch meanwhile. */
  beforeEach(() => {
    const root = pullRequest.job.workspace;
    merged = mergedPullRequest(root, sourceWith('ab', 'src'), sourceChange('ab', 'bc'), { 'apps/other.txt': 'x' });
  });

  test('from a whole clone nothing is asked', async () => {
    const result = await scan();
    expect(result.exitCode).toBe(exitCodes.clean);
    expect([counts(result), noted(result), reading()]).toEqual(['1 1 1', [], []]);
    expect(result.stderr).toBe('');
  });

  test('from one with fetch-depth 2 neither', async () => {
    makeShallow(merged.checkout, 2);
    expect([counts(await scan()), reading()]).toEqual(['1 1 1', []]);
  });

  describe('from a shallow clone, the API is asked', () => {
    beforeEach(() => {
      const remote = gitCheckout(join(pullRequest.job.temp, 'remote'));
      remote.git(
        'fetch',
        '--quiet',
        merged.checkout.root,
        '+refs/heads/*:refs/heads/*',
        `+HEAD:refs/heads/merge`,
        '--update-head-ok',
      );
      pullRequest.api.git = answersFrom(remote);
      makeShallow(merged.checkout);
    });

    test('for what differs from the checkout only', async () => {
      const result = await scan();
      expect([counts(result), noted(result)]).toEqual(['1 1 1', []]);
      // The list, the flow that is gone and the file that names the flows.
      expect(reading()).toEqual(['git/get-tree', 'git/get-blob', 'git/get-blob']);
    });

    test('for where the branch left, if its head is checked out', async () => {
      merged.checkout.git('fetch', '--quiet', '--depth=1', join(pullRequest.job.temp, 'remote'), 'feature');
      merged.checkout.git('checkout', '--quiet', '--force', 'FETCH_HEAD');
      const result = await scan();
      expect([counts(result), noted(result)]).toEqual(['1 1 1', []]);
      expect(reading()[0]).toBe('repos/compare-commits-with-basehead');
    });

    test('without Git at all', async () => {
      rmSync(join(merged.checkout.root, '.git'), { recursive: true });
      const result = await scan();
      expect([counts(result), noted(result)]).toEqual(['1 1 1', []]);
      expect(reading().slice(0, 3)).toEqual(['git/get-commit', 'git/get-tree', 'git/get-tree']);
    });

    test.each([
      [403, 'the token lacks the permission contents: read'],
      [404, 'the token lacks the permission contents: read'],
      [401, 'does not accept the token'],
    ])('and its answer %i is told in one line, with what helps; the verdict stays', async (status, words) => {
      pullRequest.api.instead.set('git/get-tree', [{ status, body: { message: 'No\n::error::x' } }]);
      const result = await scan({ inputs: { 'fail-on': 'low' } });
      expect(result.exitCode).toBe(exitCodes.findings);
      expect(counts(result)).toBe('  ');
      expect(noted(result)).toHaveLength(1);
      expect(noted(result)[0]).toContain(words);
      expect(noted(result)[0]).toContain('fetch-depth: 0');
      expect(ownWarnings(result)).toEqual([]);
      expect(result.shown.otherCommands).toEqual([]);
    });

    test('and contents that are not what was asked for count for nothing', async () => {
      const body = { content: '', encoding: 'base64', url: 'https://x.test', sha: '0', size: 0, node_id: 'B' };
      pullRequest.api.instead.set('git/get-blob', [{ status: 200, body }]);
      const result = await scan();
      expect(counts(result)).toBe('  ');
      expect(noted(result)[0]).toContain('is not what was asked for');
    });

    test('not without a token', async () => {
      const result = await scan({ inputs: { token: ' ', comment: 'never' } });
      expect(noted(result)[0]).toContain('there is no token');
      expect(pullRequest.asked()).toEqual([]);
    });

    test('not for a push', async () => {
      const result = await scan({ event: 'push' });
      expect([counts(result), noted(result), reading()]).toEqual(['  ', [], []]);
    });
  });

  test('of another checkout nothing is said', async () => {
    merged.checkout.commit({ 'x.txt': 'x' });
    const result = await scan();
    expect(counts(result)).toBe('  ');
    expect(noted(result)[0]).toContain('neither the merge commit');
  });
});

describeWithGit('which commit (needs Git)', () => {
  test('what the target branch got since is not new, though the event names an older commit', async () => {
    const root = pullRequest.job.workspace;
    merged = mergedPullRequest(root, sourceWith('a'), { 'README.txt': 'x' }, sourceChange('a', 'am'));
    expect(counts(await scan())).toBe('0 0 2');
  });

  test('of a checked out branch the commit where it left', async () => {
    const root = pullRequest.job.workspace;
    merged = mergedPullRequest(root, sourceWith('a'), { 'README.txt': 'x' }, sourceChange('a', 'am'));
    merged.checkout.git('checkout', '--quiet', 'feature');
    expect(counts(await scan())).toBe('0 0 1');
  });

  test('a checkout in a folder below the workspace', async () => {
    const root = join(pullRequest.job.workspace, 'orders');
    merged = mergedPullRequest(root, sourceWith('ab'), sourceChange('ab', 'bc'));
    expect(counts(await scan({}, 'orders/src'))).toBe('1 1 1');
  });
});

describe('against the last run', () => {
  const files = (flows: string) => {
    rmSync(join(pullRequest.job.workspace, 'out'), { recursive: true, force: true });
    for (const [path, text] of Object.entries(sourceWith(flows, 'out'))) pullRequest.job.add(path, text);
  };
  const run = async (flows: string, step: Step = {}) => {
    files(flows);
    return pullRequest.run('out', { ...step, inputs: { rule, comment: 'always', ...step.inputs } });
  };

  test('by what its comment remembers', async () => {
    const first = await run('ab');
    expect(counts(first)).toBe('  ');
    expect(pullRequest.api.comments[0]?.body).toMatch(/\n<!-- flowgate-state 1 cleartext-http:[\w+/]{16} -->$/);
    const second = await run('bc');
    expect(counts(second)).toBe('1 1 1');
    expect(noted(second)).toEqual([expect.stringContaining('Compared with the last run instead.')]);
    expect(counts(await run('bc'))).toBe('0 0 2');
    expect(counts(await run(''))).toBe('0 2 0');
  });

  test('the comments are listed once a run', async () => {
    await run('ab');
    pullRequest.api.requests.length = 0;
    await run('bc');
    expect(pullRequest.asked().filter((name) => name.startsWith('issues/'))).toEqual([
      'issues/list-comments',
      'issues/update-comment',
    ]);
  });

  test('not by a comment of somebody else', async () => {
    await run('ab');
    const body = pullRequest.api.comments[0]?.body ?? '';
    pullRequest.api.comments.splice(0, 1, { id: 1, author: 'mallory', body });
    expect(counts(await run('bc'))).toBe('  ');
  });

  test.each([
    ['another version', (state: string) => state.replace('state 1', 'state 9')],
    ['no state', () => ''],
    ['too much', (state: string) => state.replace(/:(\S+)/, (_, start: string) => `:${start.repeat(1200)}`)],
    ['hostile', (state: string) => state.replace('cleartext-http', '<img/src=x>')],
  ])('not by a state that we did not write: %s', async (_, edit) => {
    await run('ab');
    for (const comment of pullRequest.api.comments) {
      comment.body = comment.body.replace(/<!-- flowgate-state .*$/, (state) => edit(state));
    }
    const result = await run('bc');
    expect(counts(result)).toBe('  ');
    expect(result.exitCode).toBe(exitCodes.clean);
    expect(result.stderr).toBe('');
  });

  test('trouble with the comments is told once', async () => {
    pullRequest.api.instead.set('issues/list-comments', [{ status: 403, body: { message: 'No' } }]);
    const result = await run('ab');
    expect(ownWarnings(result)).toHaveLength(1);
    expect(result.exitCode).toBe(exitCodes.clean);
  });
});
