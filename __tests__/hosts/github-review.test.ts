import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { exitCodes } from '../../src/policy/report';
import { solutionFiles } from '../support/solution-files';
import type { Answer } from './support/github-api';
import { eventOf, headCommit, openPullRequest, ownWarnings, type PullRequest } from './support/github-pull-request';
import { repository, type Step, type StepResult } from './support/github-step';

/** Comments at changed lines: the bundle on a pull request, against GitHub's API on this machine. */

// Octokit leaves a second between writes, and three between those that notify people.
jest.setTimeout(30_000);

let pullRequest: PullRequest;

const receiveOrder = 'src/orders/Workflows/ReceiveOrder-4D1F6B7A-1C55-4E0C-9B53-8E2A6C0F1A01.json';
const syncStock = 'src/orders/Workflows/SyncStock-4D1F6B7A-1C55-4E0C-9B53-8E2A6C0F1A02.json';

interface JsonFinding {
  readonly rule: string;
  readonly location: { readonly region: { readonly startLine: number; readonly endLine: number } };
  readonly edit?: { readonly startLine: number; readonly endLine: number; readonly newText: string };
}

beforeEach(async () => {
  pullRequest = await openPullRequest();
  addSource(pullRequest);
});

afterEach(async () => {
  expect(await pullRequest.close()).toEqual([]);
});

/** The sample's two flows, in which the three rules below find one place each. */
function addSource({ job }: PullRequest): void {
  for (const file of ['Other/Solution.xml', receiveOrder, syncStock].map((path) => path.replace('src/orders/', ''))) {
    job.add(`src/orders/${file}`, readFileSync(join(repository, 'samples', 'contoso-orders', file)));
  }
}

const rules = 'http-trigger-open, cleartext-http, secret-in-run-history';
const linesOf = (file: string) => readFileSync(join(pullRequest.job.workspace, file), 'utf8').split('\n');

/** The diff of lines that are all new. */
function added(file: string, from = 1, to = linesOf(file).length): string {
  const lines = linesOf(file).slice(from - 1, to);
  return `@@ -${from - 1},0 +${from},${lines.length} @@\n${lines.map((line) => `+${line}`).join('\n')}`;
}

function changeBoth(): void {
  const { files } = pullRequest.api.reviews;
  files.splice(0, files.length);
  for (const filename of [receiveOrder, syncStock]) files.push({ filename, patch: added(filename) });
}

function run(step: Step = {}, rule = rules): Promise<StepResult> {
  const inputs = { comment: 'never', 'review-comments': 'true', rule, ...step.inputs };
  return pullRequest.run('src/orders', { ...step, inputs });
}

const findingsOf = ({ outputs }: StepResult) =>
  (JSON.parse(readFileSync(outputs['json-file'] ?? '', 'utf8')) as { readonly findings: readonly JsonFinding[] })
    .findings;

const told = ({ shown }: StepResult) => shown.log.filter((line) => line.startsWith('At changed lines:'));

const comments = () => pullRequest.api.reviews.comments;
const writes = () => pullRequest.asked().filter((name) => /review|graphql/.test(name) && !name.includes('list'));
const commentOn = (rule: string) => comments().filter(({ body }) => body.includes(`[${rule}]`));

/** A first run that has written its comments. */
async function withComments(): Promise<void> {
  changeBoth();
  await run();
  expect(comments()).toHaveLength(3);
  pullRequest.api.requests.length = 0;
}

describe('the first run', () => {
  test('writes one review, the next one writes nothing', async () => {
    changeBoth();
    const result = await run();
    expect(ownWarnings(result)).toEqual([]);
    expect(result.exitCode).toBe(exitCodes.findings);
    const { submitted } = pullRequest.api.reviews;
    expect(submitted).toEqual([{ body: expect.stringContaining('3 places'), commit: headCommit, count: 3 }]);
    expect(told(result)).toEqual(['At changed lines: 3 comments.']);

    await run();
    expect(writes()).toEqual(['pulls/create-review']);
  });

  test('places each comment at its lines, with the change that mends it where there is one', async () => {
    changeBoth();
    for (const finding of findingsOf(await run())) {
      const [comment, ...others] = commentOn(finding.rule);
      expect(others).toEqual([]);
      const { edit, location } = finding;
      const spot = edit ?? { startLine: location.region.startLine, endLine: location.region.startLine };
      expect([comment?.startLine ?? comment?.line, comment?.line]).toEqual([spot.startLine, spot.endLine]);
      const block = edit && `\`\`\`suggestion\n${edit.newText.replaceAll('\r\n', '\n')}\n\`\`\``;
      if (block) expect(comment?.body.endsWith(block)).toBe(true);
      else expect(comment?.body).not.toContain('suggestion\n');
    }
    expect(comments().filter(({ body }) => body.includes('```suggestion\n'))).toHaveLength(2);
  });

  test('asks nothing when the input is off', async () => {
    changeBoth();
    await run({ inputs: { 'review-comments': 'false' } });
    expect(pullRequest.asked()).toEqual([]);
  });

  test('has no comment where there is no finding', async () => {
    changeBoth();
    const result = await run({ inputs: { rule: 'secret-in-connector' } });
    expect(pullRequest.asked()).toEqual(['pulls/list-review-comments']);
    expect(told(result)).toEqual(['At changed lines: 0 comments.']);
  });
});

describe('outside of the diff', () => {
  test('a file that the pull request does not change, or too much for GitHub to show', async () => {
    pullRequest.api.reviews.files.push(
      { filename: receiveOrder },
      { filename: 'README.md', patch: '@@ -1 +1 @@\n-a\n+b' },
    );
    const result = await run();
    expect(comments()).toEqual([]);
    expect(told(result)).toEqual(['At changed lines: 0 comments, 3 findings outside of the diff.']);
  });

  test('other lines of the file', async () => {
    pullRequest.api.reviews.files.push({ filename: receiveOrder, patch: added(receiveOrder, 1, 10) });
    expect(told(await run())).toEqual(['At changed lines: 0 comments, 3 findings outside of the diff.']);
  });

  test('the change that mends it: the comment stays at its finding, without', async () => {
    const found = findingsOf(await run()).find(({ rule }) => rule === 'secret-in-run-history');
    const { startLine = 0 } = found?.location.region ?? {};
    expect(found?.edit?.startLine).toBeGreaterThan(startLine);
    pullRequest.api.reviews.files.push({ filename: syncStock, patch: added(syncStock, startLine, startLine) });
    await run();
    expect(comments()).toMatchObject([{ path: syncStock, line: startLine, startLine: undefined }]);
    expect(comments()[0]?.body).not.toContain('suggestion\n');
  });

  test('lines that the merge with the target branch has moved', async () => {
    changeBoth();
    const patch = added(receiveOrder).replace('\n+', '\n+// one more\n+');
    pullRequest.api.reviews.files.splice(0, 1, { filename: receiveOrder, patch });
    await run();
    expect(comments().map(({ path }) => path)).toEqual([syncStock]);
  });

  test('the lists have pages', async () => {
    const { files } = pullRequest.api.reviews;
    for (let i = 0; i < 150; i++) files.push({ filename: `docs/${i}.md`, patch: '@@ -1 +1 @@\n-a\n+b' });
    files.push({ filename: receiveOrder, patch: added(receiveOrder) });
    await run();
    expect(comments()).toHaveLength(2);
    const [first] = comments();
    for (let i = 0; first && i < 150; i++)
      comments().unshift({ ...first, id: 1000 + i, author: 'octocat', body: 'Mine' });
    await run();
    expect(writes()).toEqual(['pulls/create-review']);
  });
});

describe('at most thirty', () => {
  const addFlow = (count: number) => {
    const actions = Object.fromEntries(
      Array.from({ length: count }, (_, i) => [
        `Call ${i}`,
        { type: 'Http', inputs: { uri: `http://s${i}.example.com` } },
      ]),
    );
    for (const [path, text] of solutionFiles({ flows: { Many: { actions } } }))
      pullRequest.job.add(`many/${path}`, text);
    const filename = 'many/Workflows/Many.json';
    pullRequest.api.reviews.files.splice(0, 1, { filename, patch: added(filename) });
  };
  const scan = () => pullRequest.run('many', { inputs: { comment: 'never', 'review-comments': 'true' } });

  test('are written, and those that are there stay', async () => {
    addFlow(35);
    expect(told(await scan())).toEqual(['At changed lines: 30 comments, 5 more in it, for which 30 are enough.']);
    const first = comments().map(({ id }) => id);
    addFlow(36);
    await scan();
    expect(comments().map(({ id }) => id)).toEqual(first);
  });
});

describe('a later run', () => {
  test('updates a comment that says something else', async () => {
    await withComments();
    const [first] = comments();
    if (first) first.body = first.body.replace('Fix: ', 'Then: ');
    await run();
    expect(writes()).toEqual(['pulls/update-review-comment']);
    expect(comments()[0]?.body).toContain('Fix: ');
  });

  test('deletes a comment whose finding is gone', async () => {
    await withComments();
    const result = await run({}, 'http-trigger-open, cleartext-http');
    expect(writes()).toEqual(['graphql', 'graphql', 'pulls/delete-review-comment']);
    expect(commentOn('secret-in-run-history')).toEqual([]);
    expect(told(result)).toEqual(['At changed lines: 2 comments, 1 closed.']);
  });

  test('resolves its conversation where the token may, and opens it again when the finding is back', async () => {
    await withComments();
    pullRequest.api.reviews.mayResolve = true;
    const [comment] = commentOn('secret-in-run-history');
    const before = comment?.body;
    await run({}, 'http-trigger-open, cleartext-http');
    expect(comment).toMatchObject({ isResolved: true, body: expect.stringContaining('does not find this any more') });

    await run({}, 'http-trigger-open, cleartext-http');
    expect(writes().filter((name) => name !== 'graphql')).toEqual(['pulls/update-review-comment']);

    await run();
    expect(comment).toMatchObject({ isResolved: false, body: before });
    expect(comments()).toHaveLength(3);
  });

  test('says so where somebody has answered and it may not resolve', async () => {
    await withComments();
    const [comment] = commentOn('secret-in-run-history');
    if (comment) pullRequest.api.reviews.answer(comment, 'octocat');
    await run({}, 'http-trigger-open, cleartext-http');
    expect(comments()).toHaveLength(4);
    expect(comment?.body).toMatch(
      /^<!-- flowgate-finding [\w-]+ \w+ -->\n\n\*FlowGate does not find this any more\.\*$/,
    );
  });

  test('leaves what a person resolved', async () => {
    await withComments();
    const [comment] = comments();
    if (comment) comment.isResolved = true;
    await run();
    expect(writes()).toEqual([]);
  });

  test('writes a comment anew whose lines have changed, unless somebody has answered', async () => {
    await withComments();
    const [first, second] = comments();
    if (!first || !second) throw new Error('no comments');
    first.line = undefined;
    second.line = undefined;
    pullRequest.api.reviews.answer(second, 'octocat');
    await run();
    expect(comments()).toHaveLength(4);
    expect(comments()).not.toContain(first);
    expect(comments()).toContain(second);
    expect(commentOn(/\[([\w-]+)\]/.exec(first.body)?.[1] ?? '')).toMatchObject([{ line: expect.any(Number) }]);
  });

  test('closes nothing when not all was judged', async () => {
    await withComments();
    pullRequest.job.add('src/orders/Workflows/Broken-4D1F6B7A-1C55-4E0C-9B53-8E2A6C0F1AFF.json', '{');
    const result = await run({}, 'http-trigger-open');
    expect(result.exitCode).toBe(exitCodes.incomplete);
    expect(comments()).toHaveLength(3);
    expect(writes()).toEqual([]);
  });

  test('does not touch what others wrote, with our marker or without', async () => {
    await withComments();
    const theirs = comments().map((comment) => ({ ...comment, id: comment.id + 100, author: 'mallory' }));
    comments().push(...theirs);
    await run({}, 'secret-in-connector');
    expect(comments()).toEqual(theirs);
  });

  test('does not touch those of another step', async () => {
    await withComments();
    await run({ env: { GITHUB_ACTION: 'stock' } }, 'secret-in-connector');
    expect(comments()).toHaveLength(3);
  });
});

describe('trouble', () => {
  const create = 'pulls/create-review';
  const instead = (operation: string, ...answers: Answer[]) => pullRequest.api.instead.set(operation, answers);

  test('one line that GitHub does not take leaves the others', async () => {
    changeBoth();
    const first = findingsOf(await run({ inputs: { 'review-comments': 'false' } }))[0];
    pullRequest.api.reviews.strangeLine = (first?.edit ?? first?.location.region)?.startLine;
    const result = await run();
    expect(ownWarnings(result)).toEqual([]);
    expect(comments()).toHaveLength(2);
    expect(told(result)).toEqual(['At changed lines: 2 comments, 1 finding outside of the diff.']);
  });

  test('without permission', async () => {
    changeBoth();
    const headers = { 'x-accepted-github-permissions': 'pull_requests=write' };
    instead(create, { status: 403, body: { message: 'Resource not accessible by integration' }, headers });
    const result = await run({ payload: eventOf('mallory/orders') });
    expect(result.exitCode).toBe(exitCodes.findings);
    const [warning, ...others] = ownWarnings(result);
    expect(others).toEqual([]);
    expect(warning?.message).toMatch(
      /^No review comments on pull request 7: the token lacks the permission pull-requests: write/,
    );
    expect(warning?.message).toContain('accepted are pull_requests=write');
    expect(warning?.message).toContain('Pull requests from forks');
  });

  test('an answer that got lost makes no second review', async () => {
    changeBoth();
    instead(create, { status: 502, body: { message: 'Server Error' }, acts: true });
    const result = await run();
    expect(ownWarnings(result)).toEqual([]);
    expect(comments()).toHaveLength(3);
    expect(pullRequest.asked().filter((name) => name === create)).toHaveLength(1);
  });

  test('a comment that somebody deleted meanwhile is gone', async () => {
    await withComments();
    instead('pulls/delete-review-comment', { status: 404, body: { message: 'Not Found' } });
    expect(ownWarnings(await run({}, 'http-trigger-open, cleartext-http'))).toEqual([]);
  });
});

test('GitHub Enterprise Server has GraphQL beside its API', async () => {
  expect(await pullRequest.close()).toEqual([]);
  pullRequest = await openPullRequest('/api/v3');
  addSource(pullRequest);
  await withComments();
  pullRequest.api.reviews.mayResolve = true;
  await run({}, 'http-trigger-open');
  expect(
    comments()
      .map(({ isResolved }) => isResolved)
      .sort(),
  ).toEqual([false, true, true]);
  expect(pullRequest.api.requests.find(({ operation }) => operation === 'graphql')?.path).toBe('/api/graphql');
});
