import { createHash } from 'node:crypto';
import { copyFileSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { freshFolder, removeFolders, root, runTask } from './support/azure-task';
import { writeTree } from './support/azure-tree';

/** The gate that proves that what is deployed is what was scanned; its code is the gate's, the same on GitHub. */

jest.setTimeout(60_000);
afterAll(removeFolders);

const file = (name: string) => path.join(root, 'samples', name);
const hashOf = (name: string) =>
  createHash('sha256')
    .update(readFileSync(file(name)))
    .digest('hex');
const clean = hashOf('contoso-orders-clean.zip');
const sample = hashOf('contoso-orders.zip');

const scan = (inputs: Readonly<Record<string, string>>, workingDirectory = freshFolder()) =>
  runTask({ inputs, workingDirectory });

test.each([
  ['a zip', 'contoso-orders-clean.zip', clean],
  ['several zips', 'contoso-orders*.zip', [clean, sample].sort().join(',')],
  ['a folder', 'contoso-orders-clean', ''],
])('the hash of %s is an output', async (_, name, hash) => {
  const run = await scan({ path: file(name) });
  expect(run.variables['artifactSha256']).toBe(hash);
});

test('of what the repository holds under another name too', async () => {
  const folder = freshFolder();
  copyFileSync(file('contoso-orders-clean.zip'), path.join(folder, 'package'));
  const run = await scan({ path: 'package' }, folder);
  expect(run.variables['artifactSha256']).toBe(clean);
});

test.each([
  ['the same', clean],
  ['the same in upper case, with blanks', `  ${clean.toUpperCase()} `],
])('the zip passes where it is %s', async (_, expectedSha256) => {
  const run = await scan({ path: file('contoso-orders-clean.zip'), expectedSha256 });
  expect([run.result, run.variables['verdict']]).toEqual(['Succeeded', 'clean']);
});

test('several pass together, in any order', async () => {
  const run = await scan({ path: file('*.zip'), expectedSha256: `${sample},${clean}`, rule: 'secret-in-variable' });
  expect(run.variables['verdict']).not.toBe('user-error');
});

const other = '0'.repeat(64);

test.each([
  ['is another', 'contoso-orders-clean.zip', other, [clean, other, 'do not deploy']],
  ['is one more than expected', 'contoso-orders*.zip', clean, [sample, 'is not expected']],
  ['is one of two that are expected', 'contoso-orders-clean.zip', `${clean},${sample}`, [sample, 'no scanned zip']],
  ['is a folder', 'contoso-orders-clean', clean, [clean, 'no scanned zip']],
  [
    'is compared with nothing that could be a hash',
    'contoso-orders-clean.zip',
    '$(scannedSha256)',
    ['$(scannedSha256)'],
  ],
  ['is compared with a part of one', 'contoso-orders-clean.zip', clean.slice(1), [clean.slice(1)]],
  [
    'is compared with a hostile one',
    'contoso-orders-clean.zip',
    '##vso[task.complete result=Succeeded]',
    ['expected-sha256'],
  ],
])('the zip fails where it %s', async (_, name, expectedSha256, words) => {
  const run = await scan({ path: file(name), expectedSha256 });
  expect([run.result, run.exitCode, run.variables['verdict']]).toEqual(['Failed', 0, 'user-error']);
  for (const word of words) expect(run.issues.map(({ message }) => message).join()).toContain(word);
  expect(run.commands.filter((command) => command.name === 'task.complete')).toHaveLength(1);
});

test('the bytes that count are those that were scanned', async () => {
  const folder = freshFolder();
  // Whoever reads the file after the scan gets another one.
  writeTree(folder, {
    'swap.cjs': `
      const fs = require('node:fs');
      const close = fs.closeSync;
      const open = fs.openSync;
      const opened = new Map();
      fs.openSync = (path, ...rest) => { const id = open(path, ...rest); opened.set(id, String(path)); return id; };
      fs.closeSync = (id) => {
        close(id);
        if (opened.get(id)?.endsWith('a.zip')) fs.copyFileSync(${JSON.stringify(file('contoso-orders.zip'))}, opened.get(id));
      };`,
  });
  copyFileSync(file('contoso-orders-clean.zip'), path.join(folder, 'a.zip'));
  const run = await runTask({
    inputs: { path: 'a.zip' },
    workingDirectory: folder,
    variables: { NODE_OPTIONS: `--require ${path.join(folder, 'swap.cjs')}` },
  });
  expect([run.variables['verdict'], run.variables['artifactSha256']]).toEqual(['clean', clean]);
  const now = createHash('sha256')
    .update(readFileSync(path.join(folder, 'a.zip')))
    .digest('hex');
  expect(now).toBe(sample);
});
