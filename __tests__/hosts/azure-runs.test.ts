import { hostileNames } from './support/azure-hostile-names';
import { scanFor } from './support/azure-pull-request-run';
import { reviewedBranch } from './support/azure-review-run';
import { type Service, startService, type Trouble, token } from './support/azure-service';
import { nodes, removeFolders, type TaskOptions, type TaskRun } from './support/azure-task';

/** Every kind of run and every trouble, with all that the task can tell switched on, on every Node that agents bring. */

jest.setTimeout(120_000);

let service: Service;
beforeEach(async () => {
  service = await startService();
});
afterEach(() => service.close());
afterAll(removeFolders);

const everything = { comment: 'always', reviewComments: 'true', pullRequestStatus: 'true', uploadSarif: 'true' };
/** What each of these is called where it is refused. */
const told = ['no comment on', 'no comments at changed files', 'no status', 'no alerts'];

const ofBuild = {
  SYSTEM_PHASEID: '3a3a2a60-14c7-570b-14a4-fa42ad92f52a',
  BUILD_BUILDID: '77',
  BUILD_DEFINITIONNAME: 'orders-ci',
  BUILD_SOURCEVERSION: '9'.repeat(40),
};
const noPullRequest = { BUILD_REASON: 'IndividualCI', SYSTEM_PULLREQUEST_PULLREQUESTID: '' };

interface Kind {
  readonly options?: Partial<TaskOptions>;
  readonly trouble?: Omit<Trouble, 'stays'>;
  /** How much of `told` is refused. */
  readonly refused?: number;
  /** Whether there are threads and statuses. */
  readonly isTold?: boolean;
  readonly sarifs?: number;
}

const soon = { headers: { 'Retry-After': '0' } };

const kinds: readonly (readonly [string, Kind])[] = [
  ['a pull request', { isTold: true, sarifs: 1 }],
  [
    'a pull request of a fork',
    { options: { variables: { SYSTEM_PULLREQUEST_ISFORK: 'True' } }, isTold: true, sarifs: 1 },
  ],
  ['a pull request whose commands are restricted', { options: { isRestricted: true }, isTold: true, sarifs: 1 }],
  ['a build of a branch', { options: { variables: noPullRequest }, sarifs: 1 }],
  ['a deployment job', { options: { variables: { ...noPullRequest, SYSTEM_JOBNAME: 'Production' } }, sarifs: 1 }],
  [
    'a classic release',
    { options: { variables: { ...noPullRequest, SYSTEM_HOSTTYPE: 'release', BUILD_ARTIFACTSTAGINGDIRECTORY: '' } } },
  ],
  [
    'a classic release of a repository on GitHub',
    { options: { variables: { ...noPullRequest, SYSTEM_HOSTTYPE: 'release', BUILD_REPOSITORY_PROVIDER: 'GitHub' } } },
  ],
  ['a repository on GitHub', { options: { variables: { BUILD_REPOSITORY_PROVIDER: 'GitHub' } } }],
  ['no token', { options: { token: '' }, refused: 4 }],
  ['a token that is refused', { options: { token: 'an old one' }, refused: 4 }],
  ['403', { trouble: { status: 403, message: '##vso[task.complete result=Succeeded]\r\n::error::' }, refused: 4 }],
  ['404', { trouble: { status: 404 }, refused: 4 }],
  ['409 that stays', { trouble: { status: 409, ...soon }, refused: 4 }],
  ['429 for an hour', { trouble: { status: 429, headers: { 'Retry-After': '3600' } }, refused: 4 }],
  ['500 that stays', { trouble: { status: 500, ...soon }, refused: 4 }],
  [
    'a page instead of an answer',
    { trouble: { status: 302, headers: { Location: 'http://127.0.0.1:9/' } }, refused: 4 },
  ],
];

function expectSound(run: TaskRun, { refused = 0, options }: Kind): void {
  expect([run.result, run.exitCode, run.variables['verdict']]).toEqual(['Failed', 0, 'findings']);
  expect(run.commands.filter(({ name }) => name === 'task.complete').map(({ properties }) => properties)).toEqual([
    { result: 'Failed' },
  ]);
  expect(run.output).not.toContain(token);
  const messages = run.issues.map(({ message }) => message);
  expect(messages.filter((message) => /CommandKeyword|CommandProcess|not settable/.test(message))).toEqual([]);
  expect(messages.filter((message) => message.startsWith('CommandNotAllowed'))).toHaveLength(
    options?.isRestricted ? 2 : 0,
  );
  const refusals = messages.filter((message) => message.startsWith('FlowGate: no '));
  expect(told.filter((what) => refusals.filter((one) => one.includes(what)).length === 1)).toHaveLength(refused);
  expect(refusals).toHaveLength(refused);
  expect(run.log.filter((line) => line.includes('##'))).toEqual([]);
}

describe.each(nodes)('on %s', (_, node) => {
  test.each(kinds)('%s', async (_name, kind) => {
    const { options = {}, trouble, isTold = false, sarifs = 0 } = kind;
    const branch = reviewedBranch(service);
    branch.push('abc');
    if (trouble) service.troubles.push({ ...trouble, stays: true });
    const scan = () =>
      branch.scan({
        ...options,
        node,
        inputs: { ...everything, failOn: 'medium', ...options.inputs },
        variables: { ...ofBuild, ...options.variables },
      });
    const first = await scan();
    expectSound(first, kind);
    const count = service.threads.length;
    expect(count).toBe(isTold ? 4 : 0);
    expect(service.statuses.map(({ state }) => state)).toEqual(isTold ? ['pending', 'failed'] : []);
    expect(service.sarifs.length).toBe(sarifs);
    // A second run finds what the first one wrote.
    expectSound(await scan(), kind);
    expect(service.threads).toHaveLength(count);
  });

  test('an unreachable service', async () => {
    await service.close();
    const inputs = { ...everything, rule: 'cleartext-http', failOn: 'medium' };
    const run = await scanFor(service, 'samples/contoso-orders', { node, inputs, variables: ofBuild });
    expectSound(run, { refused: 4 });
    service = await startService();
  });

  test.each([
    ['one that is fixed and one that is new, then one that is back', ['ab', 'bc', 'ac']],
    ['all that go and come', ['abc', 'd', 'abc']],
  ])('%s', async (_name, pushes) => {
    const branch = reviewedBranch(service);
    for (const flows of pushes) {
      branch.push(flows);
      await branch.scan({ node, inputs: { ...everything, failOn: 'medium' }, variables: ofBuild });
    }
    const [summary, ...lines] = service.threads;
    const known = new Set(pushes.join(''));
    expect(lines).toHaveLength(known.size);
    expect(summary?.status).toBe(1);
    const last = new Set(pushes.at(-1));
    expect(lines.filter(({ status }) => status === 1)).toHaveLength(last.size);
    expect(lines.filter(({ status }) => status === 2)).toHaveLength(known.size - last.size);
  });
});

/** Variables whose values others choose: names of branches, jobs, pipelines. */
test.each(hostileNames.map((name, i) => [i, name] as const))(
  'names of the run itself do nothing (%i)',
  async (_, name) => {
    const branch = reviewedBranch(service);
    branch.push('a');
    const strange = ['SYSTEM_STAGENAME', 'SYSTEM_JOBNAME', 'SYSTEM_JOBDISPLAYNAME', 'SYSTEM_TASKINSTANCENAME'];
    const run = await branch.scan({
      inputs: { ...everything, failOn: 'medium' },
      variables: {
        ...ofBuild,
        ...Object.fromEntries(strange.map((one) => [one, name])),
        BUILD_DEFINITIONNAME: name,
        BUILD_REPOSITORY_NAME: name,
        BUILD_SOURCEBRANCH: name,
        SYSTEM_PHASENAME: name,
      },
    });
    expectSound(run, {});
    expect(service.threads).toHaveLength(2);
    expect(service.statuses).toHaveLength(2);
  },
);
