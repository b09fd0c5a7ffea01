import { readFileSync } from 'node:fs';
import path from 'node:path';
import manifest from '../../task.json';
import { type SolutionDescription, solutionFiles } from '../support/solution-files';
import { zipOf } from '../support/zip-builder';
import {
  commandLineReport,
  freshFolder,
  type Report,
  removeFolders,
  root,
  runTask,
  type TaskRun,
} from './support/azure-task';
import { readTree, writeTree } from './support/azure-tree';

jest.setTimeout(60_000);
afterAll(removeFolders);

const sample = 'samples/contoso-orders.zip';
const clean = 'samples/contoso-orders-clean.zip';

const messagesOf = (run: TaskRun, type: string) => run.issues.filter((issue) => issue.type === type);
const completions = (run: TaskRun) => run.commands.filter(({ name }) => name === 'task.complete');

describe('verdict', () => {
  test.each([
    ['the sample', sample, {}, []],
    ['its clean twin', clean, {}, []],
    ['its folder', 'samples/contoso-orders', {}, []],
    ['any severity', sample, { failOn: 'low' }, ['--fail-on', 'low']],
    ['no threshold', sample, { failOn: 'never' }, ['--fail-on', 'never']],
    ['another persona', sample, { persona: 'auditor' }, ['--persona', 'auditor']],
    ['one rule', sample, { rule: 'cleartext-http\n' }, ['--rule', 'cleartext-http']],
    ['nothing there', 'samples/nothing.zip', {}, []],
  ])('of %s is that of the command line', async (_, file, inputs, args) => {
    const run = await runTask({ inputs: { path: file, ...inputs } });
    const report = await commandLineReport(file, ...args);
    const count = (severity: string) => String(report.findings.filter((one) => one.severity === severity).length);
    expect(run.variables).toMatchObject({
      verdict: report.verdict,
      open: String(report.counts.open),
      belowThreshold: String(report.counts.belowThreshold),
      notAssessed: String(report.counts.notAssessed),
      informational: count('informational'),
      low: count('low'),
      medium: count('medium'),
      high: count('high'),
      critical: count('critical'),
    });
    expect(run.exitCode).toBe(0);
    const isRemarkable = report.findings.some(({ severity }) => severity !== 'low' && severity !== 'informational');
    const passed = isRemarkable ? 'SucceededWithIssues' : 'Succeeded';
    expect(run.result).toBe(report.verdict === 'clean' ? passed : 'Failed');
    expect(completions(run)).toHaveLength(1);
  });

  test('of the samples is one of each', async () => {
    const [bad, good] = await Promise.all([
      runTask({ inputs: { path: sample } }),
      runTask({ inputs: { path: clean } }),
    ]);
    expect([bad.variables['verdict'], good.variables['verdict']]).toEqual(['findings', 'clean']);
    expect(completions(bad)[0]?.properties).toEqual({ result: 'Failed' });
    expect(completions(good)[0]?.properties).toEqual({ result: 'Succeeded' });
    expect(good.issues).toEqual([]);
  });

  test('comes after the outputs and before anything that names of the input are in', async () => {
    const run = await runTask({ inputs: { path: sample } });
    const names = run.commands.map(({ name }) => name).filter((name) => name !== 'task.debug');
    expect(names.lastIndexOf('task.setvariable')).toBeLessThan(names.indexOf('task.complete'));
    const lines = run.output.split(/\r?\n/);
    expect(lines.findIndex((line) => line.includes('Receive order'))).toBeGreaterThan(run.resultToldAt ?? Infinity);
  });

  const withFlows = (flows: NonNullable<SolutionDescription['flows']>, more: Readonly<Record<string, string>> = {}) => {
    const folder = freshFolder();
    writeTree(folder, { 'a.zip': zipOf(Object.fromEntries(solutionFiles({ flows }))), ...more });
    return folder;
  };
  const call = { actions: { Call: { type: 'Http', inputs: { method: 'GET', uri: 'http://example.com' } } } };
  const tenantWide = {
    triggers: { manual: { type: 'Request', kind: 'Http', inputs: { triggerAuthenticationType: 'Tenant' } } },
  };
  const tame = { actions: { Wait: { type: 'Wait', inputs: {} } } };

  test.each([
    ['Succeeded', 'nothing is left to look at', tame, {}],
    ['Succeeded', 'only what is low is left', tenantWide, { rule: 'http-trigger-tenant-wide', persona: 'auditor' }],
    ['SucceededWithIssues', 'a medium finding is below the threshold', call, {}],
    ['SucceededWithIssues', 'nothing fails the run and a finding is there', call, { failOn: 'never' }],
    ['Failed', 'a finding is open', call, { failOn: 'medium' }],
  ])('is %s where %s', async (result, _, flow, inputs: Readonly<Record<string, string>>) => {
    const run = await runTask({
      inputs: { path: 'a.zip', rule: 'cleartext-http', ...inputs },
      workingDirectory: withFlows({ Flow: flow }),
    });
    expect([run.result, run.exitCode]).toEqual([result, 0]);
    const count = ['open', 'belowThreshold'].reduce((sum, name) => sum + Number(run.variables[name]), 0);
    expect(count).toBe(flow === tame ? 0 : 1);
  });

  test.each([
    ['true', 'SucceededWithIssues', 'clean'],
    ['false', 'Failed', 'incomplete'],
  ])('with gaps that are allowed (%s) is %s', async (allowIncomplete, result, verdict) => {
    const run = await runTask({
      inputs: { path: '*.zip', allowIncomplete },
      workingDirectory: withFlows({ Flow: tame }, { 'broken.zip': 'PK' }),
    });
    expect([run.result, run.variables['verdict'], run.exitCode]).toEqual([result, verdict, 0]);
  });

  test('sets exactly the outputs of the manifest', async () => {
    const run = await runTask({ inputs: { path: sample } });
    const declared = manifest.outputVariables.map(({ name }) => name);
    expect(Object.keys(run.variables).sort()).toEqual([...declared].sort());
  });

  test.each([
    ['a choice that is none', { failOn: 'serious' }, 'fail-on'],
    ['a rule that does not exist', { rule: 'no-such-rule' }, 'no-such-rule'],
    ['a report that cannot be written', { sarif: 'package.json/x.sarif' }, 'x.sarif'],
  ])('is a mistake of the user for %s', async (_, inputs, word) => {
    const run = await runTask({ inputs: { path: clean, ...inputs } });
    expect([run.result, run.exitCode, run.variables['verdict']]).toEqual(['Failed', 0, 'user-error']);
    expect(messagesOf(run, 'error').map(({ message }) => message)).toEqual([expect.stringContaining(word)]);
  });

  test('is a failure where the input "path" is left out', async () => {
    const run = await runTask({ inputs: {} });
    expect([run.result, run.exitCode]).toEqual(['Failed', 0]);
  });
});

describe('issues', () => {
  test('point to the line in an unpacked solution', async () => {
    const run = await runTask({ inputs: { path: 'samples/contoso-orders' } });
    const report = await commandLineReport('samples/contoso-orders');
    const issues = run.commands.filter(({ name }) => name === 'task.logissue');
    const pointing = (one: Report['findings'][number], type: string) => ({
      type,
      sourcepath: path.join(root, one.location.uri),
      linenumber: String(one.location.region.startLine),
      columnnumber: String(one.location.region.startColumn),
      code: one.rule,
    });
    // Nine of a kind, since the verdict takes a tenth; what is low is in the log only.
    const errors = report.findings.filter((one) => one.pile === 'open').slice(0, 9);
    const warnings = report.findings.filter((one) => one.pile !== 'open' && one.severity === 'medium').slice(0, 9);
    const expected = [
      ...errors.map((one) => pointing(one, 'error')),
      ...warnings.map((one) => pointing(one, 'warning')),
    ];
    expect(expected.length).toBeGreaterThan(2);
    expect(issues.map(({ properties }) => properties)).toEqual(expected);
  });

  test('point to the archive itself where the file is in one', async () => {
    const run = await runTask({ inputs: { path: sample, rule: 'secret-in-connector' } });
    const [, first] = messagesOf(run, 'error');
    expect(first?.message).toMatch(
      /^samples\/contoso-orders\.zip: [\w-]+ \((?:critical|high)\): .*\(in [\w./-]+, line \d+\)$/,
    );
    expect(first?.sourcePath).toBeUndefined();
  });

  test('point to the line in the source of an archive, where the repository holds it', async () => {
    const run = await runTask({ inputs: { path: sample, rule: 'http-trigger-open', 'fail-on': 'medium' } });
    const [, first] = messagesOf(run, 'error');
    const [, file = '', line] = /^(.+)\((\d+),\d+\): error http-trigger-open/.exec(first?.message ?? '') ?? [];
    expect(path.relative(root, file)).toMatch(/^samples.contoso-orders.Workflows.[\w-]+\.json$/);
    expect(readFileSync(file, 'utf8').split('\n')[Number(line) - 1]).toContain('triggerAuthenticationType');
  });

  test('stay within what the agent shows, worst first, and the log tells of the rest', async () => {
    const folder = freshFolder();
    const open = { triggers: { manual: { type: 'Request', kind: 'Http', inputs: {} } } };
    const call = { actions: { Call: { type: 'Http', inputs: { method: 'GET', uri: 'http://example.com' } } } };
    const flows = Object.fromEntries(Array.from({ length: 14 }, (_, i) => [`Flow${i}`, { ...open, ...call }]));
    writeTree(folder, { 'many.zip': zipOf(Object.fromEntries(solutionFiles({ flows }))) });
    const run = await runTask({ inputs: { path: 'many.zip' }, workingDirectory: folder });
    expect(run.issuesLost).toBe(0);
    expect(messagesOf(run, 'error')).toHaveLength(10);
    expect(messagesOf(run, 'warning')).toHaveLength(9);
    expect(run.log.join('\n')).toMatch(/\d+ more findings without an annotation/);
    expect(run.issues[0]?.message).toMatch(/^FlowGate FAILED: /);
  });
});

describe('reports', () => {
  test('SARIF goes to the staging folder and into the artifact of the Scans tab', async () => {
    const run = await runTask({ inputs: { path: sample } });
    const file = path.join(run.staging, 'CodeAnalysisLogs', 'flowgate.sarif');
    expect(run.artifacts).toEqual([{ name: 'CodeAnalysisLogs', folder: 'CodeAnalysisLogs', file }]);
    expect(run.variables['sarifFile']).toBe(file);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ version: '2.1.0' });
  });

  test('SARIF goes where the user says, and into the artifact all the same', async () => {
    const folder = freshFolder();
    const run = await runTask({
      inputs: { path: path.join(root, sample), sarif: 'out/managed.sarif' },
      workingDirectory: folder,
    });
    const file = path.join(folder, 'out', 'managed.sarif');
    expect(run.artifacts.map((one) => one.file)).toEqual([file]);
    expect(run.variables['sarifFile']).toBe(file);
  });

  test.each(['release', 'deployment', 'Release'])(
    'a classic release has no artifacts (%s): SARIF goes with the log',
    async (hostType) => {
      const run = await runTask({
        inputs: { path: sample },
        variables: { SYSTEM_HOSTTYPE: hostType, BUILD_ARTIFACTSTAGINGDIRECTORY: '' },
      });
      expect(run.artifacts).toEqual([]);
      expect(run.attachedFiles).toEqual([run.variables['sarifFile']]);
      expect([run.result, run.exitCode, run.summaries.length]).toEqual(['Failed', 0, 1]);
      expect(run.issues.map(({ message }) => message)).not.toContainEqual(expect.stringContaining('Command'));
    },
  );

  test('the summary is a file of its own', async () => {
    const run = await runTask({ inputs: { path: sample } });
    const [summary = ''] = run.summaries;
    expect(path.basename(summary)).toBe('FlowGate.md');
    expect(readFileSync(summary, 'utf8')).toContain('FAILED');
    expect(summary.toLowerCase()).not.toBe(run.variables['markdownFile']?.toLowerCase());
    expect(readFileSync(run.variables['markdownFile'] ?? '', 'utf8')).toContain('FAILED');
    expect(JSON.parse(readFileSync(run.variables['jsonFile'] ?? '', 'utf8'))).toMatchObject({ verdict: 'findings' });
  });

  test.each([
    [{ SYSTEM_STAGENAME: '__default', SYSTEM_JOBNAME: 'Job', SYSTEM_TASKINSTANCENAME: 'FlowGate' }, 'flowgate.sarif'],
    [
      { SYSTEM_STAGENAME: 'Check', SYSTEM_JOBNAME: 'orders', SYSTEM_TASKINSTANCENAME: 'scan' },
      'flowgate-Check-orders-scan.sarif',
    ],
    [{ SYSTEM_TOTALJOBSINPHASE: '3', SYSTEM_JOBPOSITIONINPHASE: '2' }, 'flowgate-2.sarif'],
    [{ SYSTEM_TOTALJOBSINPHASE: '1', SYSTEM_JOBPOSITIONINPHASE: '1' }, 'flowgate.sarif'],
    [{ SYSTEM_JOBNAME: '../../a;b]##vso[c' }, 'flowgate-.._.._a_b___vso_c.sarif'],
  ])('SARIF of each stage, job and step has a name of its own: %j', async (variables, name) => {
    const run = await runTask({ inputs: { path: clean }, variables });
    expect(run.artifacts.map(({ file }) => path.relative(run.staging, file))).toEqual([`CodeAnalysisLogs/${name}`]);
  });

  test('of a step whose commands are restricted are files, and the verdict is told', async () => {
    const run = await runTask({ inputs: { path: sample }, isRestricted: true });
    expect([run.result, run.exitCode, run.variables['verdict']]).toEqual(['Failed', 0, 'findings']);
    expect([run.summaries, run.artifacts]).toEqual([[], []]);
    expect(readFileSync(run.variables['sarifFile'] ?? '', 'utf8')).toContain('"version"');
    expect(run.issues.filter(({ message }) => message.startsWith('CommandNotAllowed'))).toHaveLength(2);
    expect(run.issues[0]?.message).toContain('CommandNotAllowed');
  });

  test('nothing is left in the working folder', async () => {
    const folder = freshFolder();
    await runTask({ inputs: { path: path.join(root, sample) }, workingDirectory: folder });
    expect(readTree(folder)).toEqual([]);
  });
});
