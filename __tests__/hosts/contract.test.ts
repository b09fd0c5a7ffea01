import { spawnSync } from 'node:child_process';
import { cpSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type SolutionDescription, solutionFiles } from '../support/solution-files';
import { zipOf } from '../support/zip-builder';
import { hostileNames } from './support/azure-hostile-names';
import { nodes, removeFolders, root, runTask } from './support/azure-task';
import { writeTree } from './support/azure-tree';
import { type Job, startJob } from './support/github-step';

/** One solution through all three faces: command line, action and task have to say the same of it. */

jest.setTimeout(60_000);

let job: Job;
beforeEach(() => {
  job = startJob();
});
afterEach(() => job.remove());
afterAll(removeFolders);

type Settings = Readonly<Record<string, string>>;

interface Said {
  readonly verdict: string;
  /** Whether the platform stops here. */
  readonly isStopped: boolean;
  readonly report: unknown;
  /** On Azure it names the build, but these runs are in none. */
  readonly sarif: unknown;
}

const bundle = path.join(root, 'dist', 'cli.cjs');

function commandLine(folder: string, file: string, settings: Settings, node: string): Said {
  const flags = Object.entries(settings).flatMap(([name, value]) =>
    value === 'true' ? [`--${name}`] : [`--${name}`, value],
  );
  const run = (format: string) =>
    spawnSync(node, [bundle, 'scan', file, ...flags, '--format', format], { cwd: folder, encoding: 'utf8' });
  const json = run('json');
  return {
    verdict: JSON.parse(json.stdout).verdict,
    isStopped: json.status !== 0,
    report: JSON.parse(json.stdout),
    sarif: JSON.parse(run('sarif').stdout),
  };
}

async function action(file: string, settings: Settings, node: string) {
  const { exitCode, outputs } = await job.run({ inputs: { path: file, ...settings }, node });
  return { ...saidBy(outputs, 'json-file', 'sarif-file', exitCode !== 0), outputs };
}

async function task(folder: string, file: string, settings: Settings, node: string) {
  const named = Object.entries(settings).map(([name, value]) => [
    name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase()),
    value,
  ]);
  const { exitCode, result, variables } = await runTask({
    inputs: { path: file, ...Object.fromEntries(named) },
    workingDirectory: folder,
    node,
  });
  expect(exitCode).toBe(0);
  return { ...saidBy(variables, 'jsonFile', 'sarifFile', result === 'Failed'), outputs: variables };
}

function saidBy(outputs: Settings, json: string, sarif: string, isStopped: boolean): Said {
  const read = (name: string) => readFileSync(outputs[name] ?? '', 'utf8');
  return {
    verdict: outputs['verdict'] ?? '',
    isStopped,
    report: JSON.parse(read(json)),
    sarif: JSON.parse(read(sarif)),
  };
}

const open = { type: 'Request', kind: 'Http', inputs: {} };
const call = { type: 'Http', inputs: { method: 'GET', uri: 'http://example.com' } };
const hostile: SolutionDescription = {
  flows: Object.fromEntries(
    hostileNames.map((name) => [name.replaceAll('/', '_'), { triggers: { [name]: open }, actions: { [name]: call } }]),
  ),
};

const solutions: readonly (readonly [string, string, Settings, string])[] = [
  ['the sample', 'contoso-orders.zip', {}, 'findings'],
  ['its clean twin', 'contoso-orders-clean.zip', {}, 'clean'],
  ['the sample for an auditor', 'contoso-orders.zip', { persona: 'auditor', 'fail-on': 'low' }, 'findings'],
  ['the sample without threshold', 'contoso-orders.zip', { 'fail-on': 'never' }, 'clean'],
  ['one rule', 'contoso-orders.zip', { rule: 'cleartext-http' }, 'clean'],
  ['several zips', '*.zip', {}, 'incomplete'],
  ['several zips with gaps allowed', '*.zip', { 'allow-incomplete': 'true' }, 'findings'],
  ['an unpacked solution', 'source', {}, 'findings'],
  ['hostile names', 'hostile.zip', {}, 'findings'],
  ['nothing', 'nowhere', {}, 'nothing-to-scan'],
];

describe.each(nodes)('on %s', (_, node) => {
  test.each(solutions)('%s is the same through all faces', async (_name, file, settings, verdict) => {
    const folder = job.workspace;
    for (const name of ['contoso-orders.zip', 'contoso-orders-clean.zip']) {
      cpSync(path.join(root, 'samples', name), path.join(folder, name));
    }
    const files = [...solutionFiles(hostile)];
    writeTree(folder, { 'broken.zip': 'PK', 'hostile.zip': zipOf(Object.fromEntries(files)) });
    // Where a checkout holds the source of a zip, pipelines name its lines and the command line does not.
    const source = Object.fromEntries(files.map(([name, text]) => [`source/${name}`, text]));
    if (file === 'source') writeTree(folder, source);
    const line = commandLine(folder, file, settings, node);
    const [onGitHub, onAzure] = [await action(file, settings, node), await task(folder, file, settings, node)];
    expect(line.verdict).toBe(verdict);
    for (const { outputs, ...said } of [onGitHub, onAzure]) {
      expect(said.verdict).toBe(line.verdict);
      expect(said.isStopped).toBe(line.isStopped);
      expect(said.report).toEqual(line.report);
      expect(said.sarif).toEqual(line.sarif);
      expect(Object.keys(outputs).length).toBeGreaterThan(10);
    }
    const counts = ['open', 'belowThreshold', 'notAssessed', 'critical', 'high', 'medium', 'low', 'informational'];
    const ofGitHub = (name: string) => onGitHub.outputs[name.replace(/[A-Z]/g, (one) => `-${one.toLowerCase()}`)];
    expect(counts.map((name) => onAzure.outputs[name])).toEqual(counts.map(ofGitHub));
    expect(onAzure.outputs['artifactSha256']).toBe(onGitHub.outputs['artifact-sha256']);
  });

  test('another zip than the expected one stops both pipelines', async () => {
    const file = 'contoso-orders-clean.zip';
    cpSync(path.join(root, 'samples', file), path.join(job.workspace, file));
    const expected = { 'expected-sha256': '0'.repeat(64) };
    const onGitHub = await job.run({ inputs: { path: file, ...expected }, node });
    const onAzure = await runTask({
      inputs: { path: file, expectedSha256: expected['expected-sha256'] },
      workingDirectory: job.workspace,
      node,
    });
    expect([onGitHub.exitCode, onAzure.result]).toEqual([2, 'Failed']);
    expect([onGitHub.outputs['verdict'], onAzure.variables['verdict']]).toEqual(['user-error', 'user-error']);
    const hash = onGitHub.outputs['artifact-sha256'];
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    expect(onAzure.variables['artifactSha256']).toBe(hash);

    const same = await job.run({ inputs: { path: file, 'expected-sha256': `${hash}` }, node });
    expect(same.exitCode).toBe(0);
  });
});
