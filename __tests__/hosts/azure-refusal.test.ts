import { expectVerdict, refusals, sample, scanFor } from './support/azure-pull-request-run';
import { project, type Service, startService } from './support/azure-service';
import { removeFolders, type TaskOptions } from './support/azure-task';

jest.setTimeout(60_000);

let service: Service;
beforeEach(async () => {
  service = await startService();
});
afterEach(() => service.close());
afterAll(removeFolders);

const scan = (file: string, options: Partial<TaskOptions> = {}) => scanFor(service, file, options);
const written = () => service.requests.filter((request) => !request.startsWith('GET'));

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
    expect(service.threads).toHaveLength(1);
  });

  test('a thread whose creation was not confirmed is not created again', async () => {
    service.troubles.push({ status: 500, method: 'POST', comesLate: true, headers: { 'Retry-After': '0' } });
    const run = await scan(sample);
    expect(refusals(run)).toEqual([]);
    expect(service.threads).toHaveLength(1);
  });
});
