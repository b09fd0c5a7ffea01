import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { severities } from '../../src/engine/levels';
import { outputs as outputTable } from '../../src/outputs';
import { exitCodes } from '../../src/policy/report';
import { solutionZip } from './support/github-solution';
import { type Job, nodes, repository, type Step, type StepResult, startJob } from './support/github-step';

/** The committed bundle, run as GitHub's runner runs it, held against the command line on the same input. */

const sample = readFileSync(join(repository, 'samples', 'contoso-orders.zip'));
const cleanSample = readFileSync(join(repository, 'samples', 'contoso-orders-clean.zip'));

interface CliReport {
  readonly verdict: string;
  readonly counts: { readonly open: number; readonly belowThreshold: number; readonly notAssessed: number };
  readonly findings: readonly { readonly rule: string; readonly severity: string; readonly pile: string }[];
}

let job: Job;

beforeEach(() => {
  job = startJob();
  job.add('contoso-orders.zip', sample);
  job.add('clean.zip', cleanSample);
});

afterEach(() => {
  job.remove();
});

function onCommandLine(...args: readonly string[]) {
  const { status, stdout } = spawnSync(process.execPath, [join(repository, 'dist', 'cli.cjs'), 'scan', ...args], {
    cwd: job.workspace,
    encoding: 'utf8',
  });
  return { exitCode: status, stdout };
}

const read = (file: string | undefined) => readFileSync(file ?? '', 'utf8');
/** The summary has pictures too, and says how to run again in its own words. */
const sameIn = (markdown: string) =>
  markdown.replaceAll(/\n {2}```mermaid\n[^`]*```\n/g, '').replace(/^Every rule name links to its page\..*$/m, '');
const verdicts = ({ shown }: StepResult) => shown.annotations.filter(({ title }) => title === 'FlowGate');
const scan = (path: string, step: Step = {}) => job.run({ ...step, inputs: { path, ...step.inputs } });

describe.each(nodes)('%s', (_, node) => {
  test.each(['contoso-orders.zip', 'clean.zip'])('%s: says what the command line says', async (path) => {
    const result = await scan(path, { node });
    const cli = onCommandLine(path, '--format', 'json');
    const report = JSON.parse(cli.stdout) as CliReport;
    expect(result.stderr).toBe('');
    expect(result.exitCode).toBe(cli.exitCode);
    expect(read(result.outputs['json-file'])).toBe(cli.stdout);
    expect(read(result.outputs['sarif-file'])).toBe(onCommandLine(path, '--format', 'sarif').stdout);
    expect(read(result.outputs['markdown-file'])).toBe(onCommandLine(path, '--format', 'markdown').stdout);
    expect(sameIn(result.summary)).toBe(sameIn(`${read(result.outputs['markdown-file'])}\n`));
    expect(result.shown.log.join('\n')).toContain(onCommandLine(path).stdout);

    const { verdict, counts, findings } = report;
    const ofSeverity = (name: string) => findings.filter(({ severity }) => severity === name).length;
    expect(result.outputs).toMatchObject({
      verdict,
      open: String(counts.open),
      'below-threshold': String(counts.belowThreshold),
      'not-assessed': String(counts.notAssessed),
      ...Object.fromEntries(severities.map((name) => [name, String(ofSeverity(name))])),
    });
    const always = outputTable.filter(({ only }) => only === undefined);
    expect(Object.keys(result.outputs).sort()).toEqual(always.map(({ name }) => name).sort());
  });

  test('one annotation for each finding, and one for the verdict if it fails', async () => {
    const rule = 'http-trigger-open, cleartext-http';
    const failing = await scan('contoso-orders.zip', { node, inputs: { rule } });
    const { findings } = JSON.parse(read(failing.outputs['json-file'])) as CliReport;
    expect(new Set(findings.map(({ severity }) => severity))).toEqual(new Set(['high', 'medium']));
    expect(failing.shown.annotations.map(({ level, title }) => `${level} ${title}`)).toEqual([
      ...findings.map(({ rule, severity, pile }) => `${pile === 'open' ? 'error' : 'warning'} ${rule} (${severity})`),
      'error FlowGate',
    ]);
    expect(verdicts(failing)[0]?.message).toMatch(/^FlowGate FAILED: \d+ open/);
    expect(failing.shown.otherCommands).toEqual([]);
    expect((await scan('clean.zip', { node })).shown.annotations).toEqual([]);
  });
});

describe('the verdict', () => {
  test.each([
    ['a path where nothing is', 'gone.zip'],
    ['a file that is no zip', 'broken.zip'],
    ['a folder without a solution', 'empty'],
    ['a pattern that matches nothing', 'out/*.zip'],
    ['several paths, one to a line', 'clean.zip\n  contoso-orders.zip\n'],
  ])('%s', async (_, path) => {
    job.add('broken.zip', 'not a zip');
    job.add('empty/readme.txt', 'nothing here');
    const paths = path.split('\n').flatMap((line) => line.trim() || []);
    const cli = onCommandLine(...paths, '--format', 'json');
    const result = await scan(path);
    expect(result.exitCode).toBe(cli.exitCode);
    expect(result.exitCode).toBeGreaterThan(0);
    expect(result.outputs['verdict']).toBe((JSON.parse(cli.stdout) as CliReport).verdict);
    expect(verdicts(result).map(({ level }) => level)).toEqual(['error']);
  });

  test.each([
    ['fail-on', 'never', exitCodes.clean],
    ['fail-on', '  medium ', exitCodes.findings],
    ['fail-on', '', exitCodes.findings],
    ['fail-on', 'hihg', exitCodes['user-error']],
    ['persona', 'boss', exitCodes['user-error']],
    ['allow-incomplete', 'perhaps', exitCodes['user-error']],
    ['allow-incomplete', 'TRUE', exitCodes.findings],
    ['rule', 'cleartext-http', exitCodes.clean],
    ['rule', 'cleartext-http, http-trigger-open', exitCodes.findings],
    ['rule', 'no-such-rule', exitCodes['user-error']],
    ['path', ' ', exitCodes['user-error']],
    ['comment', 'sometimes', exitCodes['user-error']],
  ])('input %s: "%s" ends with %i', async (name, value, exitCode) => {
    const result = await scan('contoso-orders.zip', { inputs: { [name]: value } });
    expect(result.exitCode).toBe(exitCode);
    expect(verdicts(result)).toHaveLength(exitCode === 0 ? 0 : 1);
  });

  test('a wrong input is named with its choices, and nothing is reported', async () => {
    const result = await scan('clean.zip', { inputs: { 'fail-on': 'hihg' } });
    expect(result.outputs).toEqual({ verdict: 'user-error' });
    expect(verdicts(result)[0]?.message).toMatch(/fail-on cannot be "hihg"\. Use one of .*high/);
    expect(result.summary).toBe('');
  });

  test('holds without the files and folders of the runner', async () => {
    const env = { GITHUB_OUTPUT: undefined, GITHUB_STEP_SUMMARY: undefined, RUNNER_TEMP: undefined };
    const result = await scan('contoso-orders.zip', { env });
    expect(result.exitCode).toBe(exitCodes.findings);
    expect(verdicts(result).map(({ level }) => level)).toEqual(['error']);
    expect(existsSync(join(job.workspace, 'flowgate', '__flowgate_flowgate', 'flowgate.sarif'))).toBe(true);
  });

  test('holds where outputs and summary cannot be written, and says so', async () => {
    const gone = join(job.temp, 'gone', 'file');
    const result = await scan('contoso-orders.zip', { env: { GITHUB_OUTPUT: gone, GITHUB_STEP_SUMMARY: gone } });
    expect(result.exitCode).toBe(exitCodes.findings);
    expect(verdicts(result).map(({ level, message }) => `${level} ${message}`)).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^warning Cannot write the summary/),
        expect.stringMatching(/^error FlowGate FAILED/),
      ]),
    );
  });
});

describe('annotations', () => {
  test('of an archive point at the archive and say where in it; of a folder at the line', async () => {
    const only = { rule: 'http-trigger-open', 'fail-on': 'low' };
    const [inZip] = (await scan('contoso-orders.zip', { inputs: only })).shown.annotations;
    expect(inZip).toMatchObject({ file: 'contoso-orders.zip', line: undefined });
    expect(inZip?.message).toMatch(/\(in Workflows\/ReceiveOrder-.*\.json, line \d+\)$/);

    cpSync(join(repository, 'samples', 'contoso-orders'), join(job.workspace, 'src', 'orders'), { recursive: true });
    const [inFolder] = (await scan('src/orders', { inputs: only })).shown.annotations;
    const lines = readFileSync(join(job.workspace, inFolder?.file ?? ''), 'utf8').split('\n');
    expect(lines[(inFolder?.line ?? 0) - 1]).toContain('"triggerAuthenticationType"');
    expect(inFolder?.col).toBeGreaterThan(1);
  });

  test('stay below what GitHub shows, the worst first, and the rest is counted', async () => {
    job.add('many.zip', solutionZip(Array.from({ length: 25 }, (_, i) => `Action ${i}`)));
    const failing = await scan('many.zip', { inputs: { 'fail-on': 'medium' } });
    expect(failing.shown.dropped).toEqual([]);
    expect(failing.shown.annotations.filter(({ level }) => level === 'error')).toHaveLength(10);
    expect(failing.shown.annotations.at(-1)?.title).toBe('FlowGate');
    expect(failing.shown.log.join('\n')).toContain('16 more findings without an annotation');
    expect(failing.outputs['open']).toBe('25');

    const passing = await scan('many.zip', { inputs: { 'fail-on': 'never' } });
    expect(passing.shown.dropped).toEqual([]);
    expect(passing.shown.annotations.map(({ level }) => level)).toEqual(Array(9).fill('warning'));
  });
});

describe('report files', () => {
  const links = process.platform === 'win32' ? test.skip : test;

  test('lie in the temporary folder of the runner, each step apart', async () => {
    const files = await Promise.all(
      ['release', 'release_2'].map(async (step) => {
        const other = startJob();
        other.add('clean.zip', cleanSample);
        const { outputs } = await other.run({ inputs: { path: 'clean.zip' }, env: { GITHUB_ACTION: step } });
        const relative = outputs['sarif-file']?.slice(other.temp.length + 1);
        other.remove();
        return relative;
      }),
    );
    expect(files).toEqual(['release', 'release_2'].map((step) => join('flowgate', step, 'flowgate.sarif')));
    expect(readdirSync(job.workspace).sort()).toEqual(['clean.zip', 'contoso-orders.zip']);
  });

  test('the SARIF file also goes where the input says, from the workspace', async () => {
    const { outputs } = await scan('clean.zip', { inputs: { sarif: 'out/new folder/gate.sarif' } });
    expect(outputs['sarif-file']).toBe(join(job.workspace, 'out', 'new folder', 'gate.sarif'));
    expect(JSON.parse(read(outputs['sarif-file']))).toMatchObject({ version: '2.1.0' });
  });

  links('replace a planted link and leave what it points to', async () => {
    job.add('victim', 'precious');
    symlinkSync(join(job.workspace, 'victim'), join(job.workspace, 'gate.sarif'));
    const { outputs } = await scan('clean.zip', { inputs: { sarif: 'gate.sarif' } });
    expect(read(outputs['sarif-file'])).toContain('"2.1.0"');
    expect(read(join(job.workspace, 'victim'))).toBe('precious');
    expect(readdirSync(job.workspace).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  links.each([
    ['sarif', 'out/gate.sarif'],
    ['sarif', 'out/deeper/gate.sarif'],
  ])('refuse a folder that a link leads out of the workspace (%s: %s)', async (name, path) => {
    mkdirSync(join(job.temp, 'elsewhere'));
    symlinkSync(join(job.temp, 'elsewhere'), join(job.workspace, 'out'));
    const result = await scan('clean.zip', { inputs: { [name]: path } });
    expect(result.exitCode).toBe(exitCodes['user-error']);
    expect(verdicts(result)[0]?.message).toContain('leads out of the workspace');
    expect(readdirSync(join(job.temp, 'elsewhere'))).toEqual([]);
  });

  test('that cannot be written are told with their path', async () => {
    const result = await scan('clean.zip', { inputs: { sarif: 'clean.zip/gate.sarif' } });
    expect(result.exitCode).toBe(exitCodes['user-error']);
    expect(verdicts(result)[0]?.message).toMatch(/cannot write .*gate\.sarif/);
  });
});
