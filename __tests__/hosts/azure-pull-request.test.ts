import {
  buildService,
  project,
  pullRequestVariables,
  type Service,
  type StoredThread,
  startService,
  token,
} from './support/azure-service';
import { removeFolders, runTask, type TaskOptions, type TaskRun } from './support/azure-task';

jest.setTimeout(60_000);

let service: Service;
beforeEach(async () => {
  service = await startService();
});
afterEach(() => service.close());
afterAll(removeFolders);

const sample = 'samples/contoso-orders.zip';
const clean = 'samples/contoso-orders-clean.zip';

const scan = (file: string, options: Partial<TaskOptions> = {}) =>
  runTask({
    token,
    ...options,
    inputs: { path: file, ...options.inputs },
    variables: { ...pullRequestVariables(service), ...options.variables },
  });

const warnings = (run: TaskRun) => run.issues.filter(({ type }) => type === 'warning').map(({ message }) => message);
const refusals = (run: TaskRun) => warnings(run).filter((message) => message.includes('no comment on pull request'));
const only = () => {
  expect(service.threads).toHaveLength(1);
  return service.threads[0] as StoredThread;
};
const content = () => only().comments[0]?.content ?? '';
const written = () => service.requests.filter((request) => !request.startsWith('GET'));

/** What every run must hold to, whatever becomes of its comment. */
function expectVerdict(run: TaskRun, verdict: 'findings' | 'clean' = 'findings') {
  expect(run.variables['verdict']).toBe(verdict);
  expect([run.result, run.exitCode]).toEqual([verdict === 'clean' ? 'Succeeded' : 'Failed', 0]);
  expect(run.output).not.toContain(token);
}

describe('one thread', () => {
  test('is created by the first run, and stays as it is when nothing changed', async () => {
    const first = await scan(sample);
    expectVerdict(first);
    expect(content()).toContain('FAILED');
    expect(only().status).toBe(1);
    expect(warnings(first).filter((message) => !message.includes('cleartext-http'))).toEqual([]);
    expect(written()).toEqual(['POST pullRequests/7/threads']);
    const before = content();
    expectVerdict(await scan(sample));
    expect(content()).toBe(before);
    expect(written()).toHaveLength(1);
  });

  test('is updated in place, and resolved when the gate passes; a regression opens it again', async () => {
    await scan(sample);
    expectVerdict(await scan(clean), 'clean');
    expect(content()).toContain('PASSED');
    expect(only().status).toBe(2);
    expectVerdict(await scan(sample));
    expect(content()).toContain('FAILED');
    expect(only().status).toBe(1);
    expect(only().comments).toHaveLength(1);
  });

  test('is not made for a clean run, unless the user wants one; it holds nothing up then', async () => {
    expectVerdict(await scan(clean), 'clean');
    expect(service.threads).toEqual([]);
    await scan(clean, { inputs: { comment: 'always' } });
    expect(only().status).toBe(4);
    await scan(clean, { inputs: { comment: 'always' } });
    expect(only().status).toBe(4);
  });

  test('is left alone where the user wants none', async () => {
    await scan(sample, { inputs: { comment: 'never' } });
    expect(service.requests).toEqual([]);
  });

  test.each([3, 5])('keeps what people decided about it (status %i)', async (status) => {
    await scan(sample);
    only().status = status;
    await scan(clean);
    await scan(sample);
    expect(only().status).toBe(status);
    expect(content()).toContain('FAILED');
  });

  test.each([2, 4, 6])(
    'is opened again where somebody resolved it and the gate still fails (status %i)',
    async (status) => {
      await scan(sample);
      only().status = status;
      await scan(sample);
      expect(only().status).toBe(1);
    },
  );

  test('of each step is its own', async () => {
    await scan(sample);
    await scan(clean, { inputs: { comment: 'always' }, variables: { SYSTEM_TASKINSTANCENAME: 'other' } });
    expect(service.threads.map(({ status }) => status)).toEqual([1, 4]);
  });

  test('is found by its marker where the properties got lost', async () => {
    await scan(sample);
    service.threads[0] = { ...only(), properties: {} };
    await scan(clean);
    expect(content()).toContain('PASSED');
  });

  test('is found by its property where the text got another start', async () => {
    await scan(sample);
    for (const comment of only().comments) comment.content = 'edited';
    await scan(clean);
    expect(content()).toContain('PASSED');
  });

  test('is not that of somebody else who copied it', async () => {
    await scan(sample);
    const [own] = service.threads.splice(0);
    const comments = [{ id: 1, content: own?.comments[0]?.content ?? '', author: 'someone-else' }];
    service.threads.push({ id: 99, status: 1, properties: own?.properties ?? {}, comments });
    const run = await scan(sample);
    expect(refusals(run)).toEqual([]);
    expect(service.threads.map(({ comments: [comment] }) => comment?.author)).toEqual(['someone-else', buildService]);
  });

  test('is not a deleted one', async () => {
    await scan(sample);
    only().isDeleted = true;
    await scan(sample);
    expect(service.threads).toHaveLength(2);
  });

  test('takes the token that a script was handed, too', async () => {
    const options = {
      inputs: { path: sample },
      variables: { ...pullRequestVariables(service), SYSTEM_ACCESSTOKEN: token },
    };
    expectVerdict(await runTask(options));
    only();
  });

  test('starts with a marker that no name of a job can end', async () => {
    await scan(sample);
    expect(content().split('\n')[0]).toMatch(/^<!-- flowgate [\w%.~-]+ -->$/);
  });
});

describe('no thread', () => {
  test.each([
    ['a build of a branch', { BUILD_REASON: 'IndividualCI', SYSTEM_PULLREQUEST_PULLREQUESTID: '' }],
    ['a build of a branch on GitHub', { BUILD_REASON: 'IndividualCI', BUILD_REPOSITORY_PROVIDER: 'GitHub' }],
    ['a classic release', { BUILD_REASON: '', SYSTEM_PULLREQUEST_PULLREQUESTID: '', SYSTEM_HOSTTYPE: 'release' }],
  ])('and no word about it in %s', async (_, variables) => {
    const run = await scan(sample, { variables });
    expectVerdict(run);
    expect(service.requests).toEqual([]);
    expect(run.log.join('\n')).not.toMatch(/pull request/);
  });

  test.each([
    ['GitHub', /The repository is on GitHub.*FlowGate action/],
    ['GitHubEnterprise', /The repository is on GitHub.*FlowGate action/],
    ['Bitbucket', /Azure Repos only/],
  ])('and a line that says why, for a repository on %s', async (provider, words) => {
    const run = await scan(sample, { variables: { BUILD_REPOSITORY_PROVIDER: provider } });
    expectVerdict(run);
    expect(service.requests).toEqual([]);
    expect(run.log.filter((line) => words.test(line))).toHaveLength(1);
    expect(refusals(run)).toEqual([]);
  });
});

describe('a refusal is one warning that says what to do, and changes no verdict', () => {
  const tf401027 = (identity: string) =>
    `TF401027: You need the Git 'PullRequestContribute' permission to perform this action. Details: identity 'Build\\${identity}', scope 'repository'.`;

  test('without a token', async () => {
    const run = await scan(sample, { token: '' });
    expectVerdict(run);
    expect(refusals(run)).toEqual([expect.stringContaining('SYSTEM_ACCESSTOKEN')]);
    expect(service.requests).toEqual([]);
  });

  test('401: the token', async () => {
    const run = await scan(sample, { token: 'an old one' });
    expectVerdict(run);
    expect(refusals(run)).toEqual([expect.stringMatching(/401.*TF400813/)]);
    expect(service.requests).toHaveLength(1);
  });

  test.each([203, 302])('%i: the sign-in page means the token, too', async (status) => {
    service.troubles.push({ status, headers: { Location: `${service.collection}signin` } });
    const run = await scan(sample);
    expectVerdict(run);
    expect(refusals(run)).toEqual([expect.stringContaining('401')]);
    expect(service.requests).toHaveLength(1);
  });

  test.each([
    ['of the project', project.id.toUpperCase(), 'Grant "Contoso Apps Build Service (contoso)" the permission'],
    [
      'of the collection',
      '11111111-2222-3333-4444-555555555555',
      'Grant "Project Collection Build Service (contoso)" the',
    ],
  ])('403: the build service %s, the permission, and where to grant it', async (_, identity, words) => {
    service.troubles.push({ status: 403, method: 'POST', message: tf401027(identity), stays: true });
    const run = await scan(sample);
    expectVerdict(run);
    const [refusal = ''] = refusals(run);
    expect(refusal).toContain(words);
    expect(refusal).toContain('"Contribute to pull requests"');
    expect(refusal).toContain('Project settings > Repositories > orders > Security');
    expect(refusal).toContain('TF401027');
    expect(refusals(run)).toHaveLength(1);
    expect(written()).toHaveLength(1);
  });

  test('403 in a fork names the reason', async () => {
    service.troubles.push({ status: 403, method: 'POST', stays: true });
    const run = await scan(sample, { variables: { SYSTEM_PULLREQUEST_ISFORK: 'True' } });
    expectVerdict(run);
    expect(refusals(run)).toEqual([expect.stringContaining('Builds of forks')]);
  });

  test('404: what the token does not see', async () => {
    service.troubles.push({ status: 404, message: 'TF401180: The requested pull request was not found.', stays: true });
    const run = await scan(sample);
    expectVerdict(run);
    expect(refusals(run)).toEqual([expect.stringMatching(/404.*TF401180.*checkout: self/)]);
    expect(service.requests).toHaveLength(1);
  });

  test('400: what the service says', async () => {
    service.troubles.push({
      status: 400,
      method: 'POST',
      message: 'this is ##vso[task.complete result=Succeeded]',
      stays: true,
    });
    const run = await scan(sample);
    expectVerdict(run);
    expect(refusals(run)).toEqual([expect.stringContaining('Azure DevOps answered 400')]);
  });

  test('an unreachable service: why', async () => {
    await service.close();
    const run = await scan(sample);
    expectVerdict(run);
    expect(refusals(run)).toEqual([expect.stringMatching(/cannot be reached.*ECONNREFUSED/)]);
    service = await startService();
  });

  test('429 for longer than anybody waits', async () => {
    service.troubles.push({ status: 429, headers: { 'Retry-After': '3600' }, stays: true });
    const run = await scan(sample);
    expectVerdict(run);
    expect(refusals(run)).toEqual([expect.stringContaining('429')]);
    expect(service.requests).toHaveLength(1);
  });

  test('500 that stays', async () => {
    service.troubles.push({ status: 500, headers: { 'Retry-After': '0' }, stays: true });
    const run = await scan(sample);
    expectVerdict(run);
    expect(refusals(run)).toEqual([expect.stringMatching(/500.*several tries/)]);
    expect(service.requests).toHaveLength(4);
  });
});

describe('passing trouble', () => {
  test.each([
    ['429 that names seconds', { status: 429, headers: { 'Retry-After': '1' } }, 900],
    ['429 that names a time', { status: 429, headers: { 'Retry-After': new Date(0).toUTCString() } }, 0],
    ['500 that names nothing', { status: 500 }, 400],
    ['503 when writing', { status: 503, method: 'POST' }, 400],
  ])('%s is waited out', async (_, trouble, atLeast) => {
    service.troubles.push(trouble);
    const start = Date.now();
    const run = await scan(sample);
    expect(Date.now() - start).toBeGreaterThan(atLeast);
    expectVerdict(run);
    expect(refusals(run)).toEqual([]);
    only();
  });

  test('a thread whose creation was not confirmed is not created again', async () => {
    service.troubles.push({ status: 500, method: 'POST', comesLate: true, headers: { 'Retry-After': '0' } });
    const run = await scan(sample);
    expect(refusals(run)).toEqual([]);
    only();
  });
});
