import path from 'node:path';
import { clean, expectVerdict, refusals, sample, scanFor } from './support/azure-pull-request-run';
import {
  buildService,
  pullRequestVariables,
  type Service,
  type StoredThread,
  startService,
  token,
} from './support/azure-service';
import { freshFolder, removeFolders, runTask, type TaskOptions } from './support/azure-task';
import { writeTree } from './support/azure-tree';

jest.setTimeout(60_000);

let service: Service;
beforeEach(async () => {
  service = await startService();
});
afterEach(() => service.close());
afterAll(removeFolders);

const scan = (file: string, options: Partial<TaskOptions> = {}) => scanFor(service, file, options);

const only = () => {
  expect(service.threads).toHaveLength(1);
  return service.threads[0] as StoredThread;
};
const content = () => only().comments[0]?.content ?? '';
const written = () => service.requests.filter((request) => !request.startsWith('GET'));

describe('one thread', () => {
  test('is created by the first run, and stays as it is when nothing changed', async () => {
    const first = await scan(sample);
    expectVerdict(first);
    expect(content()).toContain('FAILED');
    expect(only().status).toBe(1);
    expect(refusals(first)).toEqual([]);
    expect(written()).toEqual(['POST pullRequests/7/threads']);
    // The second has the first to compare with; the third has no more to say.
    const second = await scan(sample);
    expectVerdict(second);
    expect([second.variables['new'], second.variables['fixed']]).toEqual(['0', '0']);
    const before = content();
    const count = written().length;
    expectVerdict(await scan(sample));
    expect(content()).toBe(before);
    expect(written()).toHaveLength(count);
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

test('a run that ends before it told a verdict is no success', async () => {
  const folder = freshFolder();
  writeTree(folder, { 'hang.cjs': 'globalThis.fetch = () => new Promise(() => {});' });
  const run = await scan(clean, {
    inputs: { comment: 'always' },
    variables: { NODE_OPTIONS: `--require ${path.join(folder, 'hang.cjs')}` },
  });
  expect(run.resultToldAt).toBeUndefined();
  expect([run.result, run.exitCode]).toEqual(['Failed', 1]);
});
