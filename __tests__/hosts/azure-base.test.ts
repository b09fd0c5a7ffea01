import { rmSync } from 'node:fs';
import path from 'node:path';
import { sourceChange, sourceWith } from '../support/changing-source';
import {
  describeWithGit,
  gitCheckout,
  type MergedPullRequest,
  makeShallow,
  mergedPullRequest,
} from '../support/git-checkout';
import { expectVerdict, refusals, scanFor } from './support/azure-pull-request-run';
import { type Service, startService } from './support/azure-service';
import { freshFolder, removeFolders, type TaskOptions, type TaskRun } from './support/azure-task';
import { writeTree } from './support/azure-tree';

/** What is new, fixed and unchanged in a pull request: the task's bundle on checkouts of several kinds, against a service on this machine. */

jest.setTimeout(60_000);

let service: Service;
let merged: MergedPullRequest;
let folder: string;

beforeEach(async () => {
  service = await startService();
  folder = path.join(freshFolder(), 's');
});
afterEach(() => service.close());
afterAll(removeFolders);

const counts = ({ variables }: TaskRun) => ['new', 'fixed', 'unchanged'].map((name) => variables[name] ?? '').join(' ');
const noted = ({ log }: TaskRun) => log.filter((line) => line.startsWith('Findings are not compared'));
const reading = () => service.requests.filter((request) => !request.includes('pullRequests'));

const scan = (options: Partial<TaskOptions> = {}) =>
  scanFor(service, 'src', {
    workingDirectory: folder,
    ...options,
    inputs: { rule: 'cleartext-http', ...options.inputs },
    variables: {
      BUILD_SOURCEVERSION: merged.merge,
      SYSTEM_PULLREQUEST_SOURCECOMMITID: merged.head,
      ...options.variables,
    },
  });

describeWithGit('against the commit before the pull request (needs Git)', () => {
  /** `b` stays, `a` goes and `c` comes; `m` came to the target branch meanwhile. */
  beforeEach(() => {
    merged = mergedPullRequest(folder, sourceWith('ab'), sourceChange('ab', 'bc'), { 'other.txt': 'x' });
  });

  const shallow = () => {
    const remote = gitCheckout(path.join(freshFolder(), 'remote'));
    remote.git('fetch', '--quiet', folder, '+refs/heads/*:refs/heads/*', '+HEAD:refs/heads/merge', '--update-head-ok');
    service.checkout = remote;
    makeShallow(merged.checkout);
  };

  test('from a whole clone nothing is asked', async () => {
    const run = await scan();
    expectVerdict(run, 'clean');
    expect([counts(run), noted(run), reading()]).toEqual(['1 1 1', [], []]);
  });

  test('whichever parent the source branch is', async () => {
    const run = await scan({ variables: { SYSTEM_PULLREQUEST_SOURCECOMMITID: merged.target } });
    expect(counts(run)).toBe('0 0 2');
  });

  test('from a shallow clone the service is asked, for what differs from the checkout only', async () => {
    shallow();
    const run = await scan();
    expect([counts(run), noted(run)]).toEqual(['1 1 1', []]);
    expect(
      reading().map((request) =>
        request
          .replace(/[0-9a-f]{40}/, 'id')
          .split('/')
          .slice(-2)
          .join('/'),
      ),
    ).toEqual([expect.stringContaining('/items'), 'blobs/id', 'blobs/id']);
  });

  test.each([
    [401, 'may not read the repository orders, 401'],
    [403, 'may not read the repository orders, 403 ("TF401019: ##vso[task.complete result=Succeeded]")'],
    [404, 'may not read the repository orders, 404'],
    [500, 'answered 500'],
  ])('its answer %i is told in one line, with what helps; the verdict stays', async (status, words) => {
    shallow();
    service.troubles.push({ status, message: 'TF401019: ##vso[task.complete result=Succeeded]' });
    const run = await scan({ inputs: { failOn: 'low' } });
    expectVerdict(run);
    expect(counts(run)).toBe('  ');
    expect(noted(run)).toHaveLength(1);
    expect(noted(run)[0]?.replaceAll('#\\#', '##')).toContain(words);
    expect(noted(run)[0]).toContain('fetchDepth: 0');
    expect(refusals(run)).toEqual([]);
  });

  test('of another checkout nothing is said', async () => {
    merged.checkout.commit({ 'x.txt': 'x' });
    const run = await scan();
    expect(counts(run)).toBe('  ');
    expect(noted(run)[0]).toContain('not the merge commit');
  });

  test('a repository on GitHub that is built here is compared too, if the checkout has its history', async () => {
    const variables = { BUILD_REPOSITORY_PROVIDER: 'GitHub' };
    expect(counts(await scan({ variables }))).toBe('1 1 1');
    shallow();
    const run = await scan({ variables });
    expect([counts(run), service.requests]).toEqual(['  ', []]);
    expect(noted(run)[0]).toContain('fetchDepth: 0');
  });

  test('a build of a branch is compared with nothing', async () => {
    const run = await scan({ variables: { BUILD_REASON: 'IndividualCI', SYSTEM_PULLREQUEST_PULLREQUESTID: '' } });
    expect([counts(run), noted(run)]).toEqual(['  ', []]);
  });
});

describe('against the last run', () => {
  const run = (flows: string) => {
    rmSync(folder, { recursive: true, force: true });
    writeTree(folder, sourceWith(flows));
    return scanFor(service, 'src', {
      workingDirectory: folder,
      inputs: { rule: 'cleartext-http', comment: 'always' },
    });
  };

  test('by what its thread remembers', async () => {
    expect(counts(await run('ab'))).toBe('  ');
    const second = await run('bc');
    expect(counts(second)).toBe('1 1 1');
    expect(noted(second)).toEqual([expect.stringContaining('Compared with the last run instead.')]);
    expect(counts(await run(''))).toBe('0 2 0');
  });

  test('the threads are listed once a run', async () => {
    await run('ab');
    service.requests.length = 0;
    await run('bc');
    expect(service.requests.filter((request) => request.startsWith('GET pullRequests'))).toHaveLength(1);
  });

  test('not by a thread of somebody else', async () => {
    await run('ab');
    const [own] = service.threads.splice(0);
    const comments = [{ id: 1, content: own?.comments[0]?.content ?? '', author: 'someone-else' }];
    service.threads.push({ id: 99, status: 1, properties: own?.properties ?? {}, comments });
    expect(counts(await run('bc'))).toBe('  ');
  });
});
