import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pullRequestOf } from '../../src/host/azure-environment';
import { review } from '../../src/host/azure-review';
import { solutionFiles } from '../support/solution-files';
import { hostileNames } from './support/azure-hostile-names';
import { expectVerdict, scanFor } from './support/azure-pull-request-run';
import { type ReviewedBranch, reviewedBranch } from './support/azure-review-run';
import { buildService, pullRequestVariables, type Service, startService, token } from './support/azure-service';
import { nodes, removeFolders, type TaskRun } from './support/azure-task';
import { writeTree } from './support/azure-tree';

/** Threads at the lines of findings: the task's bundle on a pull request, against the service on this machine. */

jest.setTimeout(60_000);

let service: Service;
let branch: ReviewedBranch;
beforeEach(async () => {
  service = await startService();
  branch = reviewedBranch(service);
});
afterEach(() => service.close());
afterAll(removeFolders);

const active = 1;
const fixed = 2;
const statusesOf = () => branch.threads().map(({ status }) => status);
const written = () => service.requests.filter((request) => !request.startsWith('GET'));
const told = ({ log }: TaskRun) => log.filter((line) => line.startsWith('At changed lines:'));
const refusals = ({ issues }: TaskRun) =>
  issues.flatMap(({ message }) => (message.startsWith('FlowGate: no ') ? [message] : []));

describe.each(nodes)('from run to run on %s', (_, node) => {
  const scan = () => branch.scan({ node });

  test('a thread is written, closed as fixed when its finding goes, and active again when it is back', async () => {
    branch.push('ab');
    const first = await scan();
    expectVerdict(first, 'clean');
    expect(told(first)).toEqual(['At changed lines: 2 comments.']);
    expect(statusesOf()).toEqual([active, active]);

    branch.push('bc');
    const second = await scan();
    expect(told(second)).toEqual(['At changed lines: 2 comments, 1 closed.']);
    expect(branch.threads()).toHaveLength(3);
    expect(statusesOf()).toEqual([fixed, active, active]);

    branch.push('abc');
    const third = await scan();
    expect(told(third)).toEqual(['At changed lines: 3 comments.']);
    expect(branch.threads()).toHaveLength(3);
    expect(['a', 'b', 'c'].map((flow) => branch.threadOf(flow).status)).toEqual([active, active, active]);
    for (const run of [first, second, third]) expect(refusals(run)).toEqual([]);
  });

  test('nothing is written where nothing changed', async () => {
    branch.push('ab');
    await scan();
    const count = written().length;
    branch.push('ab');
    await scan();
    expect(written()).toHaveLength(count);
  });
});

describe('a thread', () => {
  test('stands at the lines of its finding, and is kept there through later iterations', async () => {
    branch.push('a');
    branch.push('ab');
    await branch.scan();
    const { threadContext, pullRequestThreadContext, properties, comments } = branch.threadOf('b');
    const file = readFileSync(path.join(branch.folder, threadContext?.filePath ?? ''), 'utf8').split('\n');
    const { line = 0, offset } = threadContext?.rightFileStart ?? {};
    expect(file[line - 1]).toContain('http://b.example.com');
    expect([offset, threadContext?.rightFileEnd]).toEqual([1, { line, offset: (file[line - 1]?.length ?? 0) + 1 }]);
    const changes = service.iterations[1]?.changes ?? [];
    const at = changes.findIndex((one) => one.path === threadContext?.filePath);
    expect(pullRequestThreadContext).toEqual({
      changeTrackingId: at + 1,
      iterationContext: { firstComparingIteration: 1, secondComparingIteration: 2 },
    });
    expect(properties['flowgate.finding']).toMatch(/^[0-9a-f]{32}$/);
    expect(comments[0]?.content).toContain('cleartext-http');
  });

  test('is found where the list of changes has pages', async () => {
    service.changesPerPage = 1;
    branch.push('abc');
    await branch.scan();
    expect(branch.threads()).toHaveLength(3);
  });

  test.each([
    ['is not in the diff', () => undefined],
    ['has other lines in the diff, as the target branch changed it too', (_: string, text: string) => `{}\n${text}`],
  ])('is not written where the file %s', async (_, change) => {
    branch.push('a', change);
    const run = await branch.scan();
    expect(branch.threads()).toEqual([]);
    expect(told(run)).toEqual(['At changed lines: 0 comments, 1 finding outside of the diff.']);
    expect(refusals(run)).toEqual([]);
  });

  test('is written where only the ends of lines differ', async () => {
    branch.push('a', (_, text) => text.replaceAll('\n', '\r\n'));
    await branch.scan();
    expect(branch.threads()).toHaveLength(1);
  });

  test('is not written for a finding in a zip', async () => {
    branch.push('a');
    const run = await scanFor(service, 'samples/contoso-orders-clean.zip', {
      inputs: { reviewComments: 'true', comment: 'never', persona: 'auditor' },
    });
    expect(refusals(run)).toEqual([]);
    expect(branch.threads()).toEqual([]);
  });

  test.each([3, 4, 5])('keeps what people decided about it (status %i), there or gone', async (status) => {
    branch.push('ab');
    await branch.scan();
    branch.threadOf('a').status = status;
    for (const flows of ['ab', 'b', 'ab']) {
      branch.push(flows);
      await branch.scan();
      expect(branch.threads()[0]?.status).toBe(status);
    }
    expect(branch.threads()).toHaveLength(2);
  });

  test('that somebody called fixed is active again while its finding is there', async () => {
    branch.push('a');
    await branch.scan();
    branch.threadOf('a').status = fixed;
    await branch.scan();
    expect(statusesOf()).toEqual([active]);
  });

  test('is left alone where not all was judged', async () => {
    branch.push('ab');
    await branch.scan();
    branch.push('b');
    writeTree(branch.folder, { 'src/broken.zip': 'PK' });
    const run = await branch.scan();
    expect(run.variables['verdict']).toBe('incomplete');
    expect(statusesOf()).toEqual([active, active]);
  });

  test('is found by its marker where the properties got lost, and by them where the text got another start', async () => {
    branch.push('ab');
    await branch.scan();
    const [first, second] = service.threads;
    service.threads[0] = { ...(first as NonNullable<typeof first>), properties: {} };
    for (const comment of second?.comments ?? []) comment.content = 'edited';
    await branch.scan();
    expect(branch.threads()).toHaveLength(2);
    expect(service.threads[1]?.comments[0]?.content).toContain('cleartext-http');
  });

  test('is not that of somebody else who copied it', async () => {
    branch.push('a');
    await branch.scan();
    const [own] = service.threads.splice(0);
    const comments = [{ id: 1, content: own?.comments[0]?.content ?? '', author: 'someone-else' }];
    service.threads.push({ ...(own as NonNullable<typeof own>), id: 99, comments });
    const run = await branch.scan();
    expect(refusals(run)).toEqual([]);
    expect(branch.threads().map(({ comments: [one] }) => one?.author)).toEqual(['someone-else', buildService]);
  });

  test('of which there are two is closed once', async () => {
    branch.push('a');
    await branch.scan();
    const [own] = service.threads;
    service.threads.push({ ...(own as NonNullable<typeof own>), id: 2 });
    await branch.scan();
    expect(statusesOf()).toEqual([active, 4]);
    const count = written().length;
    await branch.scan();
    expect(written()).toHaveLength(count);
  });

  test('of each step is its own, and none is taken for the summary', async () => {
    branch.push('a');
    await branch.scan({ inputs: { comment: 'always' } });
    await branch.scan({ inputs: { comment: 'always' }, variables: { SYSTEM_TASKINSTANCENAME: 'other' } });
    expect(branch.threads()).toHaveLength(2);
    expect(service.threads).toHaveLength(4);
  });

  test('is one of thirty at most, the others are counted', async () => {
    const flows = Array.from({ length: 34 }, (_, i) => String.fromCharCode(0x61 + i)).filter((one) =>
      /[a-z]/.test(one),
    );
    branch.push(`${flows.join('')}ABCDEFGHIJ`);
    const run = await branch.scan();
    expect(branch.threads()).toHaveLength(30);
    expect(told(run)).toEqual(['At changed lines: 30 comments, 6 more in it, for which 30 are enough.']);
  });

  test('is asked for by nobody who did not say so', async () => {
    branch.push('a');
    await branch.scan({ inputs: { reviewComments: 'false' } });
    expect(service.requests).toEqual([]);
  });
});

describe('a change to take over', () => {
  test('stands in the thread, at the lines it would replace', async () => {
    const flow = {
      triggers: { manual: { type: 'Request', kind: 'Http', inputs: { triggerAuthenticationType: 'All' } } },
    };
    const files = Object.fromEntries(
      [...solutionFiles({ flows: { a: flow } })].map(([file, text]) => [`src/${file}`, text]),
    );
    writeTree(branch.folder, files);
    const changes = Object.entries(files).map(([file, content]) => ({ path: `/${file}`, content: String(content) }));
    service.iterations.push({ commit: '1'.repeat(40), changes });
    const options = { inputs: { rule: 'http-trigger-open' } };
    const run = await branch.scan(options);
    const { findings } = JSON.parse(readFileSync(run.variables['jsonFile'] ?? '', 'utf8'));
    const [thread] = branch.threads();
    const { edit } = findings[0];
    expect(thread?.comments[0]?.content.endsWith(`\`\`\`suggestion\n${edit.newText}\n\`\`\``)).toBe(true);
    expect(thread?.threadContext?.rightFileStart.line).toBe(edit.startLine);
    expect(thread?.threadContext?.rightFileEnd.line).toBe(edit.endLine);
    const count = written().length;
    await branch.scan(options);
    expect(written()).toHaveLength(count);
  });
});

describe('trouble', () => {
  const troubles = [
    ['401', { status: 401 }, /401/],
    ['403', { status: 403, method: 'POST' }, /403.*"Contribute to pull requests".*orders > Security/],
    ['404', { status: 404 }, /404.*checkout: self/],
    ['429 for longer than anybody waits', { status: 429, headers: { 'Retry-After': '3600' } }, /429/],
    ['409 that stays', { status: 409, method: 'POST', headers: { 'Retry-After': '0' } }, /409.*several tries/],
    ['500 that stays', { status: 500, headers: { 'Retry-After': '0' } }, /500.*several tries/],
  ] as const;

  test.each(troubles)('%s is one warning, and changes no verdict', async (_, trouble, words) => {
    branch.push('a');
    service.troubles.push({ ...trouble, stays: true });
    const run = await branch.scan();
    expectVerdict(run, 'clean');
    expect(refusals(run)).toEqual([expect.stringMatching(/^FlowGate: no comments at changed files on pull request 7/)]);
    expect(refusals(run)).toEqual([expect.stringMatching(words)]);
  });

  test.each([409, 429, 500])('%i that passes is waited out, and nothing is written twice', async (status) => {
    branch.push('abc');
    service.troubles.push({ status, method: 'POST', headers: { 'Retry-After': '0' } });
    service.troubles.push({ status, method: 'POST', comesLate: true, headers: { 'Retry-After': '0' } });
    const run = await branch.scan();
    expect(refusals(run)).toEqual([]);
    expect(branch.threads()).toHaveLength(3);
  });

  test('without a token there is one warning', async () => {
    branch.push('a');
    expect(refusals(await branch.scan({ token: '' }))).toEqual([expect.stringContaining('SYSTEM_ACCESSTOKEN')]);
  });

  test.each([
    ['a build of a branch', { BUILD_REASON: 'IndividualCI', SYSTEM_PULLREQUEST_PULLREQUESTID: '' }, 0],
    ['a classic release', { BUILD_REASON: '', SYSTEM_PULLREQUEST_PULLREQUESTID: '', SYSTEM_HOSTTYPE: 'release' }, 0],
    ['a repository on GitHub', { BUILD_REPOSITORY_PROVIDER: 'GitHub' }, 1],
  ])('there is none in %s', async (_, variables, notes) => {
    branch.push('a');
    const run = await branch.scan({ variables });
    expect(refusals(run)).toEqual([]);
    expect(service.requests).toEqual([]);
    expect(run.log.filter((line) => line.includes('on GitHub'))).toHaveLength(notes);
  });
});

describe('hostile names', () => {
  const call = { type: 'Http', inputs: { method: 'GET', uri: 'http://example.com' } };

  test('do nothing in a thread, nor in the log of its writing', async () => {
    const flows = hostileNames
      .slice(0, 30)
      .map((name, i) => [
        name.replaceAll('/', '_'),
        { id: `00000000-0000-4000-8000-${String(i).padStart(12, '0')}`, actions: { [name]: call } },
      ]);
    const files = Object.fromEntries(
      [...solutionFiles({ flows: Object.fromEntries(flows) })].map(([file, text]) => [`src/${file}`, text]),
    );
    writeTree(branch.folder, files);
    const changes = Object.entries(files).map(([file, content]) => ({ path: `/${file}`, content: String(content) }));
    service.iterations.push({ commit: '1'.repeat(40), changes });
    const run = await branch.scan();
    const own = ['artifact.upload', 'task.complete', 'task.debug', 'task.issue', 'task.logissue', 'task.setvariable'];
    const strange = run.commands.filter(({ name }) => ![...own, 'task.uploadsummary'].includes(name));
    expect(strange).toEqual([]);
    expect(run.log.filter((line) => /##|^::|\u202E|\u00AD|\u200B/.test(line))).toEqual([]);
    expect(branch.threads().length).toBeGreaterThan(15);
    for (const { comments, threadContext } of branch.threads()) {
      const text = comments[0]?.content.replace(/^.*\n/, '') ?? '';
      expect(text).not.toMatch(/##|@<|onerror=|<img|javascript:|\u202E|!12|#\d/);
      expect(threadContext?.filePath).toMatch(/^\/src\//);
    }
  });

  test('that are deep and long make no body that the service refuses', async () => {
    const deep = (level: number): Record<string, object> =>
      level === 0 ? { Call: call } : { [`${level} ${'<é>'.repeat(80)}`]: { type: 'Scope', actions: deep(level - 1) } };
    const id = '00000000-0000-4000-8000-000000000001';
    const files = Object.fromEntries(
      [...solutionFiles({ flows: { a: { id, actions: deep(120) } } })].map(([file, text]) => [`src/${file}`, text]),
    );
    writeTree(branch.folder, files);
    const changes = Object.entries(files).map(([file, content]) => ({ path: `/${file}`, content: String(content) }));
    service.iterations.push({ commit: '1'.repeat(40), changes });
    const run = await branch.scan();
    expect(refusals(run)).toEqual([]);
    expect(branch.threads()[0]?.comments[0]?.content.length).toBeLessThanOrEqual(140_000);
  });
});

test('a text of more than fits is cut between paragraphs', async () => {
  branch.push('a');
  const [change] = service.iterations[0]?.changes ?? [];
  const place = pullRequestOf(pullRequestVariables(service), () => token);
  const paragraph = '&#60;'.repeat(4000);
  const comment = { fingerprint: 'f', file: 'a.json', startLine: 1, endLine: 1, suggestion: undefined };
  const comments = [
    { ...comment, markdown: Array.from({ length: 12 }, () => paragraph).join('\n\n') },
    { ...comment, fingerprint: 'g', markdown: paragraph.repeat(12) },
  ];
  const fileOf = () => ({ path: change?.path.slice(1) ?? '', bytes: Buffer.from(change?.content ?? '') });
  const terms = { limit: 2, isComplete: true };
  if (!place) throw new Error('no pull request');
  await review(place, { comments, terms, commit: undefined, fileOf });
  const bodies = branch.threads().map(({ comments: [one] }) => one?.content ?? '');
  expect(bodies.map((body) => body.length > 100_000)).toEqual([true, false]);
  for (const body of bodies) {
    expect(body.length).toBeLessThanOrEqual(140_000);
    expect(body.endsWith('\n\nThe rest is too long for a comment; the report of the run has it.')).toBe(true);
    expect(body.replaceAll('&#x3c;', '')).not.toContain('&');
  }
});
