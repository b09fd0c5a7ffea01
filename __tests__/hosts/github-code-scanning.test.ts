import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { type SarifUpload, uploadSarif } from '../../src/host/github-code-scanning';
import type { Octokit } from '../../src/host/github-connection';
import { exitCodes } from '../../src/policy/report';
import type { Answer } from './support/github-api';
import { headCommit, mergeCommit, openPullRequest, ownWarnings, type PullRequest } from './support/github-pull-request';
import type { Step, StepResult } from './support/github-step';

/** The upload to code scanning: the bundle against GitHub's API on this machine. */

let pullRequest: PullRequest;

beforeEach(async () => {
  pullRequest = await openPullRequest();
});

afterEach(async () => {
  expect(await pullRequest.close()).toEqual([]);
});

jest.setTimeout(30_000);

const upload = 'code-scanning/upload-sarif';
const status = 'code-scanning/get-sarif';

function run(step: Step = {}, path = 'failing.zip'): Promise<StepResult> {
  return pullRequest.run(path, {
    event: 'push',
    payload: {},
    ...step,
    inputs: { comment: 'never', 'upload-sarif': 'true', ...step.inputs },
    env: { GITHUB_SHA: mergeCommit, GITHUB_REF: 'refs/heads/main', ...step.env },
  });
}

const notes = ({ shown }: StepResult) => shown.log.filter((line) => /code scanning/i.test(line));

test('is not there unless it is asked for', async () => {
  const result = await run({ inputs: { 'upload-sarif': '' } });
  expect(pullRequest.asked()).toEqual([]);
  expect(result.outputs['sarif-id']).toBeUndefined();
});

test('is the file, waited for, with its id as output', async () => {
  pullRequest.api.processing.push({ processing_status: 'pending' });
  const result = await run();
  expect(ownWarnings(result)).toEqual([]);
  expect(result.exitCode).toBe(exitCodes.findings);
  expect(result.outputs['sarif-id']).toBe('upload-1');
  expect(pullRequest.asked()).toEqual([upload, status, status]);
  const [{ commit, ref, sarif } = {}] = pullRequest.api.uploads;
  expect([commit, ref]).toEqual([mergeCommit, 'refs/heads/main']);
  expect(sarif).toEqual(JSON.parse(readFileSync(result.outputs['sarif-file'] ?? '', 'utf8')));
  // Code scanning does not heed these marks: what must not be an alert must not be in the file.
  expect(sarif?.runs[0]?.results.filter((one) => 'suppressions' in one || 'baselineState' in one)).toEqual([]);
});

describe('the category', () => {
  const categoryOf = async (step: Step) => {
    await run(step);
    return pullRequest.api.uploads.map(({ sarif }) => sarif.runs[0]?.['automationDetails']);
  };

  test('is the solution and the same in each run', async () => {
    await run();
    expect(await categoryOf({})).toEqual(Array(2).fill({ id: 'flowgate/ContosoOrders/' }));
  });

  test.each(['release/orders', 'release/orders/'])('can be given: %s', async (category) => {
    expect(await categoryOf({ inputs: { 'sarif-category': category } })).toEqual([{ id: 'release/orders/' }]);
  });
});

test('a clean run uploads too, or alerts would stay open', async () => {
  await run({}, 'clean.zip');
  expect(pullRequest.api.uploads[0]?.sarif.runs[0]?.results).toEqual([]);
});

describe('commit and ref', () => {
  const pull = { event: 'pull_request', payload: undefined, env: { GITHUB_REF: 'refs/pull/7/merge' } };

  test('of a pull request are those of the merge', async () => {
    await run({ ...pull, payload: { pull_request: { number: 7, head: { sha: headCommit } } } });
    expect(pullRequest.api.uploads).toMatchObject([{ commit: mergeCommit, ref: 'refs/pull/7/merge' }]);
  });

  test('of a run that follows one for a fork are found by its branch', async () => {
    pullRequest.api.pulls.push(
      { number: 8, head: 'mallory:patch-1', sha: mergeCommit },
      { number: 9, head: 'mallory:patch-1', sha: headCommit },
      { number: 10, head: 'octocat:patch-1', sha: headCommit },
    );
    const head_repository = { owner: { login: 'mallory' } };
    const event = { event: 'pull_request', head_sha: headCommit, head_branch: 'patch-1', head_repository };
    await run({ event: 'workflow_run', payload: { workflow_run: event } });
    expect(pullRequest.api.uploads).toMatchObject([{ commit: headCommit, ref: 'refs/pull/9/head' }]);

    pullRequest.api.pulls.splice(1, 1);
    const late = await run({ event: 'workflow_run', payload: { workflow_run: event } });
    expect(pullRequest.api.uploads).toHaveLength(1);
    expect(notes(late)).toEqual([expect.stringContaining('no open pull request')]);
    expect(ownWarnings(late)).toEqual([]);
  });

  test('are there on GitHub Enterprise Server too', async () => {
    expect(await pullRequest.close()).toEqual([]);
    pullRequest = await openPullRequest('/api/v3');
    await run();
    expect(pullRequest.api.uploads).toHaveLength(1);
  });
});

describe('nothing is uploaded, and one line says why,', () => {
  test.each([
    ['in a merge queue', 'merge_group', 'refs/heads/gh-readonly-queue/main/pr-7-abc', 'failing.zip', 'merge queue'],
    ['for a push to its branch', 'push', 'refs/heads/gh-readonly-queue/main/pr-7-abc', 'failing.zip', 'merge queue'],
    ['with pull_request_target', 'pull_request_target', 'refs/heads/main', 'failing.zip', 'default branch'],
    ['where there is nothing to scan', 'push', 'refs/heads/main', 'gone.zip', 'not all was judged'],
  ])('%s', async (_, event, ref, path, words) => {
    const result = await run({ event, env: { GITHUB_REF: ref } }, path);
    expect(pullRequest.asked()).toEqual([]);
    expect(notes(result)).toEqual([
      expect.stringMatching(new RegExp(`^Nothing uploaded to code scanning: .*${words}`)),
    ]);
    expect(ownWarnings(result)).toEqual([]);
  });

  test('unless the user takes what was not judged for granted', async () => {
    pullRequest.job.add('broken.zip', 'PK');
    await run({ inputs: { path: 'failing.zip\nbroken.zip' } });
    expect(pullRequest.api.uploads).toHaveLength(0);
    await run({ inputs: { path: 'failing.zip\nbroken.zip', 'allow-incomplete': 'true' } });
    expect(pullRequest.api.uploads).toHaveLength(1);
  });
});

describe('a refusal is told and changes no verdict:', () => {
  const accepted = { 'x-accepted-github-permissions': 'security_events=write' };
  const answers: readonly (readonly [string, Answer, string])[] = [
    [
      'forks',
      { status: 403, body: { message: 'Resource not accessible by integration' }, headers: accepted },
      'accepted are security_events=write',
    ],
    [
      'off',
      { status: 403, body: { message: 'Code Security must be enabled for this repository to use code scanning.' } },
      'does not allow it',
    ],
    ['private', { status: 404, body: { message: 'Not Found' } }, 'security-events: write'],
    ['too large', { status: 413, body: { message: 'Payload Too Large' } }, 'refused the file (413'],
    ['wrong', { status: 422, body: { message: 'commit not found' } }, 'refused the file (422'],
    ['bad', { status: 400, body: { message: 'invalid sarif' } }, 'refused the file (400'],
    ['nobody', { status: 401, body: { message: 'Bad credentials' } }, 'does not accept the token'],
  ];

  test.each(answers)('%s', async (_, answer, words) => {
    pullRequest.api.instead.set(upload, [answer]);
    const result = await run();
    expect(result.exitCode).toBe(exitCodes.findings);
    expect(ownWarnings(result).map(({ message }) => message)).toEqual([expect.stringContaining(words)]);
    expect(ownWarnings(result)[0]?.message).toMatch(/^No upload to code scanning: /);
    expect(pullRequest.asked()).toEqual([upload]);
  });

  test('faults that GitHub finds later', async () => {
    pullRequest.api.processing.push({ processing_status: 'failed', errors: ['rejecting SARIF', '::error::x'] });
    const result = await run();
    expect(ownWarnings(result)[0]?.message).toContain('could not process the file: rejecting SARIF');
    expect(result.outputs['sarif-id']).toBe('upload-1');
    expect(result.shown.otherCommands).toEqual([]);
  });

  test('a secondary rate limit is waited for', async () => {
    const limited = { message: 'You have exceeded a secondary rate limit.' };
    pullRequest.api.instead.set(upload, [{ status: 429, body: limited, headers: { 'retry-after': '1' } }]);
    const result = await run();
    expect(ownWarnings(result)).toEqual([]);
    expect(pullRequest.api.uploads).toHaveLength(1);
  });

  test('an outage while waiting is one more reason to wait', async () => {
    pullRequest.api.instead.set(status, [{ status: 404, body: { message: 'Not Found' } }]);
    expect(ownWarnings(await run())).toEqual([]);
    expect(pullRequest.asked()).toEqual([upload, status, status]);
  });

  test('no token', async () => {
    const result = await run({ inputs: { token: ' ' } });
    expect(ownWarnings(result)[0]?.message).toContain('No upload to code scanning: there is no token.');
  });
});

describe('limits', () => {
  const sarifOf = (results: readonly object[]) => JSON.stringify({ runs: [{ results }] });
  const place = { owner: 'contoso', repository: 'orders', commit: mergeCommit, ref: 'refs/heads/main' };

  async function sent(sarif: string, state = 'complete') {
    const bodies: string[] = [];
    const notes: string[] = [];
    const waits: number[] = [];
    const codeScanning = {
      uploadSarif: async (body: { readonly sarif: string }) => {
        bodies.push(body.sarif);
        return { data: { id: 'x' } };
      },
      getSarif: async () => ({ data: { processing_status: state } }),
    };
    const octokit = { rest: { codeScanning } } as unknown as Octokit;
    const events = { accepted: () => {}, note: (text: string) => notes.push(text) };
    const request: SarifUpload = { ...place, sarif };
    const outcome = uploadSarif(octokit, request, events, async (seconds) => waits.push(seconds));
    await outcome.catch(() => {});
    const bytes = Buffer.from(bodies[0] ?? '', 'base64');
    const { results } = JSON.parse(gunzipSync(bytes).toString('utf8')).runs[0] as { results: { n: number }[] };
    return { bytes, results, notes, waits, outcome };
  }

  test('of results: the worst, which come first, are kept', async () => {
    const { results, notes } = await sent(sarifOf(Array.from({ length: 25_010 }, (_, n) => ({ n }))));
    expect(results).toHaveLength(25_000);
    expect(results.at(-1)).toEqual({ n: 24_999 });
    expect(notes).toEqual([expect.stringContaining('10 of the mildest findings')]);
  });

  test('of bytes', async () => {
    const many = Array.from({ length: 2000 }, (_, n) => ({ n, text: randomBytes(6000).toString('base64') }));
    const { bytes, results, notes } = await sent(sarifOf(many));
    expect(bytes.length).toBeLessThan(10_000_000);
    expect(results).toHaveLength(1000);
    expect(notes).toEqual([expect.stringContaining('1000 of the mildest findings')]);
  });

  test('of patience', async () => {
    const { waits, outcome } = await sent(sarifOf([]), 'pending');
    await expect(outcome).rejects.toThrow('has not processed it in 120 seconds');
    expect(waits.slice(0, 6)).toEqual([1, 2, 4, 8, 16, 16]);
    expect(waits.reduce((sum, seconds) => sum + seconds)).toBeLessThan(150);
  });
});
