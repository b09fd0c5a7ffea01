import { hostileNames } from './support/azure-hostile-names';
import { clean, expectVerdict, sample, scanFor } from './support/azure-pull-request-run';
import { project, type Service, startService } from './support/azure-service';
import { nodes, removeFolders, type TaskOptions, type TaskRun } from './support/azure-task';

/** The status of the pull request, which a branch policy can require. */

jest.setTimeout(60_000);

let service: Service;
beforeEach(async () => {
  service = await startService();
  service.iterations.push({ commit: '1'.repeat(40), changes: [] }, { commit: '2'.repeat(40), changes: [] });
});
afterEach(() => service.close());
afterAll(removeFolders);

const scan = (file: string, { inputs, variables, ...options }: Partial<TaskOptions> = {}) =>
  scanFor(service, file, {
    ...options,
    inputs: { pullRequestStatus: 'true', comment: 'never', ...inputs },
    variables: {
      SYSTEM_PULLREQUEST_SOURCECOMMITID: '2'.repeat(40),
      SYSTEM_TASKINSTANCENAME: 'FlowGate',
      SYSTEM_JOBDISPLAYNAME: 'Job',
      BUILD_DEFINITIONNAME: 'orders-ci',
      BUILD_BUILDID: '77',
      ...variables,
    },
  });
const states = () => service.statuses.map(({ state }) => state);
const last = () => service.statuses.at(-1);
const refusals = ({ issues }: TaskRun) =>
  issues.flatMap(({ message }) => (message.startsWith('FlowGate: no ') ? [message] : []));

test.each(nodes)('is pending first, and then what the verdict is, on %s', async (_, node) => {
  const run = await scan(sample, { node });
  expectVerdict(run);
  expect(refusals(run)).toEqual([]);
  expect(states()).toEqual(['pending', 'failed']);
  expect(last()).toEqual({
    state: 'failed',
    description: expect.stringMatching(/^FlowGate FAILED: \d+ .*\.$/),
    context: { genre: 'flowgate', name: 'orders-ci' },
    targetUrl: `${service.collection}${project.id}/_build/results?buildId=77`,
    iterationId: 2,
  });
  await scan(clean, { node });
  expect(states()).toEqual(['pending', 'failed', 'pending', 'succeeded']);
});

test.each([
  ['nothing there', 'samples/nothing.zip', {}, 'failed'],
  ['a mistake in the inputs', clean, { rule: 'no-such-rule' }, 'error'],
  ['a report that cannot be written', clean, { sarif: 'package.json/x.sarif' }, 'error'],
  ['another zip than the one that was checked', clean, { expectedSha256: '0'.repeat(64) }, 'error'],
  ['a finding that fails nothing', sample, { failOn: 'never' }, 'succeeded'],
])('for %s it does not stay pending', async (_, file, inputs, state) => {
  await scan(file, { inputs });
  expect(states()).toEqual(['pending', state]);
});

test('stands on the iteration whose commit is built, and on the last where none has it', async () => {
  await scan(clean, { variables: { SYSTEM_PULLREQUEST_SOURCECOMMITID: '1'.repeat(40) } });
  await scan(clean, { variables: { SYSTEM_PULLREQUEST_SOURCECOMMITID: '9'.repeat(40) } });
  expect(service.statuses.map(({ iterationId }) => iterationId)).toEqual([1, 1, 2, 2]);
});

test.each([
  [{ SYSTEM_JOBDISPLAYNAME: 'Scan orders' }, 'orders-ci - Scan orders'],
  [{ SYSTEM_TASKINSTANCENAME: 'scan' }, 'orders-ci - scan'],
  [{ SYSTEM_TASKINSTANCENAME: 'FlowGate1' }, 'orders-ci'],
  [{ BUILD_DEFINITIONNAME: 'a/b\u202E#c' }, 'a_b__c'],
  [{ BUILD_DEFINITIONNAME: '' }, 'gate'],
])('has a name that stays: %j', async (variables, name) => {
  await scan(clean, { variables });
  expect(service.statuses.map(({ context }) => context.name)).toEqual([name, name]);
});

test.each(hostileNames.map((name, i) => [i, name] as const))('names do nothing in it (%i)', async (_, name) => {
  const run = await scan(`nowhere/${name}`, {
    inputs: { failOn: 'serious' },
    variables: { BUILD_DEFINITIONNAME: name, SYSTEM_JOBDISPLAYNAME: name },
  });
  for (const { description, context } of service.statuses) {
    expect(`${description}${context.name}`).not.toMatch(/##|[\r\n\u202E\u00AD\u200B]/);
    expect([...description].length).toBeLessThanOrEqual(200);
    expect([...context.name].length).toBeLessThanOrEqual(100);
  }
  expect(run.result).toBe('Failed');
});

describe('none', () => {
  test('is asked for where the user did not say so', async () => {
    await scan(sample, { inputs: { pullRequestStatus: 'false' } });
    expect(service.requests).toEqual([]);
  });

  test.each([
    ['a build of a branch', { BUILD_REASON: 'IndividualCI', SYSTEM_PULLREQUEST_PULLREQUESTID: '' }, 0],
    ['a classic release', { BUILD_REASON: '', SYSTEM_PULLREQUEST_PULLREQUESTID: '', SYSTEM_HOSTTYPE: 'release' }, 0],
    ['a repository on GitHub', { BUILD_REPOSITORY_PROVIDER: 'GitHub' }, 1],
  ])('is there in %s', async (_, variables, notes) => {
    const run = await scan(sample, { variables });
    expectVerdict(run);
    expect([service.requests, refusals(run)]).toEqual([[], []]);
    expect(run.log.filter((line) => line.includes('on GitHub'))).toHaveLength(notes);
  });

  test.each([
    ['without a token', undefined, { token: '' }, /SYSTEM_ACCESSTOKEN/],
    ['401', { status: 401 }, {}, /401/],
    ['403', { status: 403, method: 'POST' }, {}, /403.*"Contribute to pull requests"/],
    ['403 in a fork', { status: 403 }, { variables: { SYSTEM_PULLREQUEST_ISFORK: 'True' } }, /Builds of forks/],
    ['404', { status: 404 }, {}, /404/],
    ['429', { status: 429, headers: { 'Retry-After': '3600' } }, {}, /429/],
    ['500', { status: 500, headers: { 'Retry-After': '0' } }, {}, /500.*several tries/],
  ] as const)('could be posted: %s, told once', async (_, trouble, options, words) => {
    if (trouble) service.troubles.push({ ...trouble, stays: true });
    const run = await scan(sample, options);
    expectVerdict(run);
    expect(refusals(run)).toEqual([expect.stringMatching(words)]);
    expect(refusals(run)[0]).toMatch(/^FlowGate: no status on pull request 7/);
  });
});
