import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import AdmZip from 'adm-zip';
import manifest from '../../task.json';
import extension from '../../vss-extension.json';
import { freshFolder, removeFolders, root, runTask } from './support/azure-task';

jest.setTimeout(60_000);
afterAll(removeFolders);

/** Makes the package as a user does, and returns its bytes. */
function packaged(args: readonly string[] = [], env: Readonly<Record<string, string>> = {}, cwd = root): Buffer {
  const out = freshFolder();
  const script = path.join(root, 'scripts', 'package-azure.cjs');
  const { status, stderr } = spawnSync(process.execPath, [script, '--out', out, ...args], {
    cwd,
    env: { PATH: process.env['PATH'] ?? '', ...env },
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
  const id = args.includes('--dev') ? 'flowgate-dev' : 'flowgate';
  return readFileSync(path.join(out, `flowgate.${id}-${extension.version}.vsix`));
}

const entriesOf = (bytes: Buffer) =>
  new Map(new AdmZip(bytes).getEntries().map((entry) => [entry.entryName, entry.getData().toString('utf8')]));

test('the same commit gives the same bytes, wherever and whenever it is packed', () => {
  expect(packaged([], { TZ: 'Asia/Tokyo' }, freshFolder()).equals(packaged())).toBe(true);
});

test('every file has an extension that the list of content types knows', () => {
  const entries = entriesOf(packaged());
  const types = entries.get('[Content_Types].xml') ?? '';
  for (const name of entries.keys()) {
    if (name === '[Content_Types].xml') continue;
    expect(types).toContain(`Extension="${path.extname(name)}"`);
  }
});

test('its manifests name files that are there', () => {
  const entries = entriesOf(packaged());
  const assets = [...(entries.get('extension.vsixmanifest') ?? '').matchAll(/ Path="([^"]+)"/g)].map(
    ([, file]) => file,
  );
  expect(assets.length).toBeGreaterThanOrEqual(4);
  for (const file of assets) expect([...entries.keys()]).toContain(file);
  const [contribution] = JSON.parse(entries.get('extension.vsomanifest') ?? '').contributions;
  const task = JSON.parse(entries.get(`${contribution.properties.name}/task.json`) ?? '');
  expect(task).toEqual(manifest);
  for (const { target } of Object.values(task.execution) as { target: string }[]) {
    expect([...entries.keys()]).toContain(`${contribution.properties.name}/${target}`);
  }
});

test('the versions of all manifests are one', () => {
  const { Major, Minor, Patch } = manifest.version;
  expect(extension.version).toBe(`${Major}.${Minor}.${Patch}`);
  expect(entriesOf(packaged()).get('extension.vsixmanifest')).toContain(`Version="${extension.version}"`);
});

test('under development it has another identity', () => {
  const entries = entriesOf(packaged(['--dev']));
  const task = JSON.parse(entries.get('task/task.json') ?? '');
  expect(entries.get('extension.vsixmanifest')).toContain('Id="flowgate-dev"');
  expect(task.id).not.toBe(manifest.id);
  expect(task.name).not.toBe(manifest.name);
  expect(task.execution).toEqual(manifest.execution);
});

test('the task runs from the unpacked package alone', async () => {
  const folder = freshFolder();
  for (const [name, content] of new AdmZip(packaged())
    .getEntries()
    .map((one) => [one.entryName, one.getData()] as const)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), content);
  }
  const sample = path.join(root, 'samples', 'contoso-orders.zip');
  const bundle = path.join(folder, 'task', manifest.execution.Node24.target);
  const run = await runTask({ inputs: { path: sample }, bundle, workingDirectory: freshFolder() });
  expect(run.exitCode).toBe(0);
  expect(run.variables).toMatchObject({ verdict: 'findings' });
});
