import { readFileSync } from 'node:fs';
import { addressesOf, sarifRun } from '../../src/host/azure-advanced-security';
import { renderSarif } from '../../src/report/sarif';
import { reportOf, richReport } from '../support/report-of';
import { hasMultitool, multitoolResults, sarifSchemaProblems } from '../support/sarif-checks';
import { repository, type Service, startService, token } from './support/azure-service';
import { nodes, removeFolders, runTask, type TaskOptions, type TaskRun } from './support/azure-task';

jest.setTimeout(60_000);

/** SARIF for Advanced Security in Azure DevOps: the rules that the service has of its own, and the upload. */

const variables = {
  SYSTEM_COLLECTIONURI: 'https://dev.azure.com/contoso/',
  SYSTEM_TEAMPROJECT: 'Contoso Apps',
  SYSTEM_TEAMPROJECTID: 'b924d696-3eae-4116-8443-9a18392d8544',
  SYSTEM_DEFINITIONID: '12',
  SYSTEM_PHASEID: '3a3a2a60-14c7-570b-14a4-fa42ad92f52a',
  SYSTEM_PHASENAME: 'Scan',
  BUILD_BUILDID: '77',
  BUILD_DEFINITIONNAME: 'Orders "CI"',
  BUILD_REPOSITORY_URI: 'https://someone:password@dev.azure.com/contoso/Apps/_git/orders',
  BUILD_SOURCEBRANCH: 'refs/heads/main',
  BUILD_SOURCEVERSION: '91a5b6a1ef6f02b3b5d8e6b0f0b7f6a0c1d2e3f4',
};

const logOf = (report: ReturnType<typeof reportOf>, more = {}) =>
  JSON.parse(renderSarif(report, { run: sarifRun({ ...variables, ...more }) }));

test('names the pipeline, the phase, the build and the commit', () => {
  const [run] = logOf(richReport()).runs;
  expect(run.automationDetails).toEqual({
    id: `azuredevops/pipeline/build/contoso/${variables.SYSTEM_TEAMPROJECTID}/12/${variables.SYSTEM_PHASEID}/refs/heads/main/77`,
    properties: {
      'azuredevops/pipeline/build/buildDefinitionId': '12',
      'azuredevops/pipeline/build/buildDefinitionName': 'Orders "CI"',
      'azuredevops/pipeline/build/phaseId': variables.SYSTEM_PHASEID,
      'azuredevops/pipeline/build/phaseName': 'Scan',
    },
  });
  expect(run.tool.driver).toMatchObject({ name: 'FlowGate', fullName: expect.stringMatching(/^FlowGate \d/) });
  expect(run.versionControlProvenance).toEqual([
    {
      repositoryUri: 'https://dev.azure.com/contoso/Apps/_git/orders',
      revisionId: variables.BUILD_SOURCEVERSION,
      branch: 'refs/heads/main',
      mappedTo: { uriBaseId: '%SRCROOT%' },
    },
  ]);
});

test.each([
  ['a classic release, which knows of the build of its artifact', { SYSTEM_HOSTTYPE: 'release' }],
  ['no build', { BUILD_BUILDID: '' }],
  ['an agent that tells no phase', { SYSTEM_PHASEID: 'Job' }],
  ['no definition', { SYSTEM_DEFINITIONID: '0' }],
  ['no organization', { SYSTEM_COLLECTIONURI: '' }],
])('is the plain form for %s', (_, more) => {
  const [run] = logOf(richReport(), more).runs;
  expect(run.automationDetails).toEqual({ id: 'flowgate/' });
  expect([run.tool.driver.fullName, run.versionControlProvenance]).toEqual([undefined, undefined]);
});

const reports = { everything: richReport(), 'a clean run': reportOf(), 'nothing to scan': reportOf({ solutions: [] }) };

test.each(Object.entries(reports))('is sound by the JSON schema: %s', (_, report) => {
  expect(sarifSchemaProblems(logOf(report))).toEqual([]);
});

const withMultitool = hasMultitool ? test : test.skip;

withMultitool(
  'is sound by the rules of Advanced Security',
  () => {
    const logs = Object.values(reports).map((report) => JSON.stringify(logOf(report)));
    expect(multitoolResults(logs, 'Error;Warning', 'GHAzDO')).toEqual([]);
  },
  60_000,
);

withMultitool(
  'and each of those rules was run',
  () => {
    const broken = (change: (run: ReturnType<typeof logOf>['runs'][number]) => void) => {
      const log = logOf(richReport());
      change(log.runs[0]);
      return JSON.stringify(log);
    };
    const logs = [
      broken((run) => delete run.automationDetails),
      broken((run) => delete run.results[0].ruleId),
      broken((run) => delete run.tool.driver.fullName),
      broken((run) => delete run.automationDetails.properties['azuredevops/pipeline/build/phaseId']),
      broken((run) => {
        run.automationDetails.id = 'flowgate/';
      }),
      broken((run) => delete run.tool.driver.rules[0].name),
    ];
    const rules = new Set(
      multitoolResults(logs, 'Error;Warning', 'GHAzDO').map(({ rule, level }) => `${rule} ${level}`),
    );
    // Those of locations (1016, 1017) let through what lacks one; the test of results in report/sarif.test.ts holds them.
    const expected = ['1014', '1015', '1018', '1019', '1020', '2012'];
    expect([...rules]).toEqual(expect.arrayContaining(expected.map((rule) => `GHAzDO${rule} error`)));
  },
  60_000,
);

describe('the upload', () => {
  let service: Service;
  beforeEach(async () => {
    service = await startService();
  });
  afterEach(() => service.close());
  afterAll(removeFolders);

  const scan = (more: Partial<TaskOptions> = {}) =>
    runTask({
      token,
      ...more,
      inputs: { path: 'samples/contoso-orders', uploadSarif: 'true', ...more.inputs },
      variables: {
        ...variables,
        SYSTEM_COLLECTIONURI: service.collection,
        BUILD_REPOSITORY_ID: repository.id,
        BUILD_REPOSITORY_NAME: repository.name,
        BUILD_REPOSITORY_PROVIDER: 'TfsGit',
        ...more.variables,
      },
    });
  const told = ({ log }: TaskRun) => log.filter((line) => line.includes('Advanced Security'));
  const refusals = ({ issues }: TaskRun) =>
    issues.flatMap(({ message }) => (message.startsWith('FlowGate: no alerts') ? [message] : []));

  test.each(nodes)('sends the file that is published, and waits, on %s', async (_, node) => {
    service.processing.unshift({ processingStatus: 'queued' });
    const run = await scan({ node });
    expect([run.result, run.exitCode]).toEqual(['Failed', 0]);
    expect(refusals(run)).toEqual([]);
    expect(told(run)).toEqual(['Advanced Security has processed the SARIF file (4711).']);
    expect(service.sarifs).toEqual([readFileSync(run.variables['sarifFile'] ?? '', 'utf8')]);
    expect(JSON.parse(service.sarifs[0] ?? '').runs[0].automationDetails.id).toMatch(
      /^azuredevops\/pipeline\/build\/contoso\//,
    );
  });

  test('says what the service has against the file', async () => {
    const errors = [{ ruleId: 'GHAzDO1019', validationError: '##vso[task.complete result=Succeeded]\nno phase' }];
    service.processing.unshift({ processingStatus: 3, errors });
    const run = await scan();
    expect(refusals(run)).toEqual([expect.stringMatching(/could not process.*GHAzDO1019.*no phase/)]);
    expect(run.commands.filter(({ name }) => name === 'task.complete')).toHaveLength(1);
    expect(run.result).toBe('Failed');
  });

  test.each([
    ['without a token', undefined, '', /no access token/],
    ['401', { status: 401 }, token, /401.*Advanced Security/],
    ['403', { status: 403, message: 'Access denied' }, token, /403.*Access denied.*orders > Security/],
    ['404', { status: 404 }, token, /not switched on for the repository orders/],
    ['400', { status: 400, message: 'JsonReaderException' }, token, /400.*JsonReaderException/],
    ['429', { status: 429, headers: { 'Retry-After': '3600' } }, token, /429/],
    ['500', { status: 500, headers: { 'Retry-After': '0' } }, token, /500.*several tries/],
  ] as const)('is refused: %s, which changes no verdict', async (_, trouble, jobToken, words) => {
    if (trouble) service.troubles.push({ ...trouble, path: '/alert/', stays: true });
    const run = await scan({ token: jobToken });
    expect([run.result, run.exitCode, run.variables['verdict']]).toEqual(['Failed', 0, 'findings']);
    expect(refusals(run)).toEqual([expect.stringMatching(words)]);
    expect(run.output).not.toContain(token);
  });

  test.each([
    ['a repository on GitHub', { variables: { BUILD_REPOSITORY_PROVIDER: 'GitHub' } }, /Azure Repos only/],
    ['a classic release', { variables: { SYSTEM_HOSTTYPE: 'release' } }, /builds of a repository/],
    ['a run that could not judge all', { inputs: { path: 'samples/contoso-orders\nnowhere' } }, /not all was judged/],
  ])('is left out for %s', async (_, options, words) => {
    const run = await scan(options);
    expect(told(run)).toEqual([expect.stringMatching(words)]);
    expect([service.sarifs, refusals(run)]).toEqual([[], []]);
  });

  test('is asked for by nobody who did not say so', async () => {
    await scan({ inputs: { uploadSarif: 'false' } });
    expect(service.requests).toEqual([]);
  });

  test.each([
    ['https://dev.azure.com/contoso/', ['https://advsec.dev.azure.com/contoso/', 'https://dev.azure.com/contoso/']],
    [
      'https://contoso.visualstudio.com/',
      ['https://advsec.dev.azure.com/contoso/', 'https://contoso.visualstudio.com/'],
    ],
    ['https://devops.example.com/tfs/Default/', ['https://devops.example.com/tfs/Default/']],
    ['https://dev.azure.com.example.com/contoso/', ['https://dev.azure.com.example.com/contoso/']],
  ])('of %s goes to the organization only', (collection, addresses) => {
    expect(addressesOf(collection)).toEqual(addresses);
  });
});
