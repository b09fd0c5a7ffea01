import { exitCodes } from '../../src/policy/report';
import type { Answer } from './support/github-api';
import { eventOf, openPullRequest, ownWarnings, type PullRequest } from './support/github-pull-request';
import { solutionZip } from './support/github-solution';
import { nodes, type Step } from './support/github-step';

/** A comment that cannot be written: the verdict is the same, and a warning says what is missing. */

let pullRequest: PullRequest;

beforeEach(async () => {
  pullRequest = await openPullRequest();
});

afterEach(async () => {
  expect(await pullRequest.close()).toEqual([]);
});

const forbidden = { status: 403, body: { message: 'Resource not accessible by integration' } };
const notFound = { status: 404, body: { message: 'Not Found' } };

test.each(nodes)('%s: without permission', async (_, node) => {
  const { api, run, writes } = pullRequest;
  const headers = { 'x-accepted-github-permissions': 'issues=write; pull_requests=write' };
  api.instead.set('issues/create-comment', [{ ...forbidden, headers }]);
  const result = await run('failing.zip', { node, payload: eventOf('mallory/orders') });
  expect(result.exitCode).toBe(exitCodes.findings);
  expect(result.outputs['verdict']).toBe('findings');
  const [warning] = ownWarnings(result);
  expect(warning?.message).toContain('lacks the permission pull-requests: write');
  expect(warning?.message).toContain('issues=write; pull_requests=write');
  expect(warning?.message).toContain('Pull requests from forks');
  expect(writes()).toEqual(['issues/create-comment']);
});

test.each([
  ['a branch of the repository', 'contoso/orders', 'octocat', forbidden, 'Add "permissions: pull-requests: write"'],
  ['a private repository', 'contoso/orders', 'octocat', notFound, 'GitHub answered 404'],
  ['a fork', 'mallory/orders', 'octocat', forbidden, 'Pull requests from forks'],
  ['a fork that was deleted', null, 'octocat', forbidden, 'Pull requests from forks'],
  ['Dependabot', 'contoso/orders', 'dependabot[bot]', forbidden, 'Runs of Dependabot'],
])('%s is told why', async (_, head, actor, answer, hint) => {
  const { api, run, asked } = pullRequest;
  api.instead.set('issues/list-comments', [answer]);
  const result = await run('clean.zip', { payload: eventOf(head), env: { GITHUB_ACTOR: actor } });
  expect(result.exitCode).toBe(exitCodes.clean);
  const [warning] = ownWarnings(result);
  expect(warning?.message).toContain('No comment on pull request 7: the token lacks the permission');
  expect(warning?.message).toContain(hint);
  expect(asked()).toEqual(['issues/list-comments']);
});

test('without a token nothing is asked', async () => {
  const { run, asked } = pullRequest;
  const result = await run('failing.zip', { inputs: { token: ' ' } });
  expect(result.exitCode).toBe(exitCodes.findings);
  expect(ownWarnings(result).map(({ message }) => message)).toEqual([
    'No comment on pull request 7: there is no token. Leave the input token at its default, the token of the run.',
  ]);
  expect(asked()).toEqual([]);
});

test.each([
  ['an empty event', {}],
  ['a number that is none', { pull_request: { number: '7/../8', head: {} } }],
  ['no object', 'x'],
])('%s is not guessed at', async (_, payload) => {
  const { run, asked } = pullRequest;
  const result = await run('failing.zip', { payload });
  expect(result.exitCode).toBe(exitCodes.findings);
  expect(ownWarnings(result)[0]?.message).toContain('does not say which pull request');
  expect(asked()).toEqual([]);
});

test.each([
  [401, 'does not accept the token'],
  [403, 'its conversation is locked'],
  [422, 'refused its text'],
  [451, 'out of order'],
])('the answer %i is told and not asked for again', async (status, words) => {
  const { api, run, writes } = pullRequest;
  const message = status === 403 ? 'Unable to create comment because issue is locked.' : 'No';
  api.instead.set('issues/create-comment', [{ status, body: { message } }]);
  const result = await run('failing.zip');
  expect(result.exitCode).toBe(exitCodes.findings);
  expect(ownWarnings(result)[0]?.message).toContain(words);
  expect(writes()).toEqual(['issues/create-comment']);
});

test('what an answer says is inert', async () => {
  const { api, run } = pullRequest;
  const message = '::error::owned\r\n##[stop-commands]x';
  api.instead.set('issues/create-comment', [{ status: 422, body: { message } }]);
  const result = await run('failing.zip');
  expect(result.shown.otherCommands).toEqual([]);
  expect(ownWarnings(result)).toHaveLength(1);
  expect(result.shown.annotations.at(-1)?.message).toMatch(/^FlowGate FAILED/);
});

test('the warning is shown beside a full list of them', async () => {
  const { job, run } = pullRequest;
  job.add('many.zip', solutionZip(Array.from({ length: 25 }, (_, i) => `Action ${i}`)));
  const result = await run('many.zip', { inputs: { token: ' ', 'fail-on': 'never' } });
  expect(result.shown.dropped).toEqual([]);
  expect(ownWarnings(result)).toHaveLength(1);
});

describe('trouble that passes', () => {
  const list = 'issues/list-comments';
  const create = 'issues/create-comment';
  const outage = { status: 502, body: { message: 'Server Error' } };
  const limited = (message: string, headers: Answer['headers'] = {}) => ({ status: 403, body: { message }, headers });
  const inAnHour = String(Math.floor(Date.now() / 1000) + 3600);
  const usedUp = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': inAnHour };

  async function alone(operation: string, answers: Answer[], env: Step['env'] = {}) {
    const { api, run, asked, close } = await openPullRequest();
    api.instead.set(operation, answers);
    const start = Date.now();
    const result = await run('failing.zip', { env });
    const milliseconds = Date.now() - start;
    expect(await close()).toEqual([]);
    expect(result.exitCode).toBe(exitCodes.findings);
    return { api, asked: asked(), milliseconds, warnings: ownWarnings(result).map(({ message }) => message) };
  }

  const cases = {
    outage: () => alone(list, [outage]),
    lostAnswer: () => alone(create, [{ ...outage, acts: true }]),
    secondaryLimit: () => alone(create, [limited('You have exceeded a secondary rate limit.', { 'retry-after': '2' })]),
    usedUp: () => alone(list, [limited('API rate limit exceeded', usedUp)]),
    nobody: () => alone(list, [], { GITHUB_API_URL: 'http://127.0.0.1:9' }),
  };
  let runs: Record<keyof typeof cases, ReturnType<typeof alone>>;

  // At once: most of their time is waiting.
  beforeAll(() => {
    runs = Object.fromEntries(Object.entries(cases).map(([name, run]) => [name, run()])) as typeof runs;
  });

  test('is tried again', async () => {
    const { api, warnings } = await runs.outage;
    expect(warnings).toEqual([]);
    expect(api.comments).toHaveLength(1);
  });

  test('makes no second comment when only the answer was lost', async () => {
    const { api, asked, warnings } = await runs.lostAnswer;
    expect(warnings).toEqual([]);
    expect(api.comments).toHaveLength(1);
    expect(asked.filter((name) => name === list)).toHaveLength(2);
  });

  test('waits as long as the service says', async () => {
    const { api, milliseconds, warnings } = await runs.secondaryLimit;
    expect(milliseconds).toBeGreaterThan(2000);
    expect(warnings).toEqual([]);
    expect(api.comments).toHaveLength(1);
  });

  test('is not waited for longer than a minute', async () => {
    expect((await runs.usedUp).warnings).toEqual([expect.stringContaining('rate limit is used up')]);
  });

  test('that stays is a warning', async () => {
    expect((await runs.nobody).warnings).toEqual([expect.stringContaining('cannot be reached')]);
  }, 20_000);
});
