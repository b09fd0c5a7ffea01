import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type SolutionDescription, solutionFiles } from '../support/solution-files';
import { zipOf } from '../support/zip-builder';
import { hostileNames } from './support/azure-hostile-names';
import { pullRequestVariables, startService, token } from './support/azure-service';
import { freshFolder, removeFolders, runTask, type TaskRun } from './support/azure-task';
import { writeTree } from './support/azure-tree';

/** Names out of a solution reach the log, the issues, the summary, SARIF and the thread, and act in none of them. */

jest.setTimeout(60_000);
afterAll(removeFolders);

const open = { type: 'Request', kind: 'Http', inputs: {} };
const call = { type: 'Http', inputs: { method: 'GET', uri: 'http://example.com' } };

/** One solution for each name: it is the name of the flow, of its trigger and action, of a variable, and of the archive. */
function solutionOf(name: string): SolutionDescription {
  return {
    flows: { [name.replaceAll('/', '_')]: { triggers: { [name]: open }, actions: { [name]: call } } },
    environmentVariables: { con_ApiKey: { displayName: name, defaultValue: 'made-up' } },
  };
}

/** The names themselves would act on whoever reads the log of the tests. */
const numbered = hostileNames.map((name, i) => [i, name] as const);

const fileNameOf = (name: string, i: number) => `${i} ${name.replaceAll('/', '_').slice(0, 200)}`;

/** The commands of a run that found something, each of which some part of FlowGate means to write. */
const ownCommands = [
  'artifact.upload',
  'task.complete',
  'task.debug',
  'task.issue',
  'task.logissue',
  'task.setvariable',
  'task.uploadsummary',
];

function expectHarmless(run: TaskRun): void {
  const { commands, issues, log } = run;
  expect([...new Set(commands.map(({ name }) => name))].sort()).toEqual(ownCommands);
  const completions = commands.filter(({ name }) => name === 'task.complete');
  expect(completions.map(({ properties }) => properties)).toEqual([{ result: 'Failed' }]);
  expect([run.result, run.exitCode, run.variables['verdict']]).toEqual(['Failed', 0, 'findings']);
  expect(Number(run.variables['open'])).toBeGreaterThan(hostileNames.length);
  expect(run.issuesLost).toBe(0);
  for (const { message } of issues) {
    expect(message).not.toMatch(/CommandKeywordDetected|CommandProcessFailed|not settable/);
    expect(message).not.toMatch(/[\r\n]/);
  }
  expect(log.filter((line) => /##|^::|\u202E|\u00AD|\u200B/.test(line))).toEqual([]);
  expectInertMarkdown(readFileSync(run.summaries[0] ?? '', 'utf8'));
}

function expectInertMarkdown(markdown: string): void {
  expect(markdown).not.toMatch(/##vso|@<|onerror=|<img|javascript:|\u202E|!12/);
  // A number behind "#" would become a link to a work item, whatever stands before it.
  expect(markdown).not.toMatch(/#\d/);
  expect(
    markdown.match(/\]\(([^)]*)\)/g)?.filter((link) => !link.startsWith('](https://github.com/flowgate/')),
  ).toEqual([]);
}

describe('hostile names', () => {
  test('in archives', async () => {
    const folder = freshFolder();
    for (const [i, name] of hostileNames.entries()) {
      writeTree(folder, { [`${fileNameOf(name, i)}.zip`]: zipOf(Object.fromEntries(solutionFiles(solutionOf(name)))) });
    }
    expectHarmless(await runTask({ inputs: { path: '*.zip' }, workingDirectory: folder }));
  });

  test('in folders, whose paths arrive whole', async () => {
    const folder = freshFolder();
    for (const [i, name] of hostileNames.entries()) {
      const files = [...solutionFiles(solutionOf(name))].map(([file, text]) => [
        `${fileNameOf(name, i)}/${file}`,
        text,
      ]);
      writeTree(folder, Object.fromEntries(files));
    }
    const run = await runTask({ inputs: { path: '.' }, workingDirectory: folder });
    expectHarmless(run);
    const paths = run.issues.flatMap(({ sourcePath }) => (sourcePath === undefined ? [] : [sourcePath]));
    expect(paths.length).toBeGreaterThan(0);
    for (const file of paths) expect(readFileSync(file, 'utf8').length).toBeGreaterThan(0);
  });

  test('in the thread on a pull request', async () => {
    const folder = freshFolder();
    for (const [i, name] of hostileNames.entries()) {
      writeTree(folder, { [`${fileNameOf(name, i)}.zip`]: zipOf(Object.fromEntries(solutionFiles(solutionOf(name)))) });
    }
    const service = await startService();
    const variables = pullRequestVariables(service);
    expectHarmless(await runTask({ inputs: { path: '*.zip' }, workingDirectory: folder, variables, token }));
    await service.close();
    expect(service.threads).toHaveLength(1);
    expectInertMarkdown(service.threads[0]?.comments[0]?.content.replace(/^.*\n/, '') ?? '');
  });

  test.each(numbered)('in an input (%i)', async (_, name) => {
    const folder = freshFolder();
    const run = await runTask({
      inputs: { path: name, failOn: name, sarif: name, rule: name },
      workingDirectory: folder,
    });
    expect([run.result, run.exitCode]).toEqual(['Failed', 0]);
    expect(run.issues.map(({ message }) => message)).toEqual([expect.stringMatching(/^FlowGate: /)]);
    expect(run.commands.filter((one) => one.name === 'task.complete').map((one) => one.properties)).toEqual([
      { result: 'Failed' },
    ]);
    expect(run.log.filter((line) => line.includes('##'))).toEqual([]);
  });

  test.each(numbered)('in a path that is not there (%i)', async (_, name) => {
    const run = await runTask({ inputs: { path: path.join('nowhere', name) }, workingDirectory: freshFolder() });
    expect([run.result, run.exitCode]).toEqual(['Failed', 0]);
    expect(run.commands.filter((one) => one.name === 'task.complete').map((one) => one.properties)).toEqual([
      { result: 'Failed' },
    ]);
    expect(run.log.filter((line) => line.includes('##'))).toEqual([]);
  });
});

test('a long report is cut before the service refuses it', async () => {
  const folder = freshFolder();
  const flows = Object.fromEntries(
    Array.from({ length: 150 }, (_, i) => [
      `Flow ${i} ${'<é>'.repeat(60)}`,
      { triggers: { manual: open }, actions: { call } },
    ]),
  );
  writeTree(folder, { 'many.zip': zipOf(Object.fromEntries(solutionFiles({ flows }))) });
  const service = await startService();
  const run = await runTask({
    inputs: { path: 'many.zip' },
    workingDirectory: folder,
    variables: pullRequestVariables(service),
    token,
  });
  await service.close();
  expect(readFileSync(run.variables['markdownFile'] ?? '', 'utf8').length).toBeGreaterThan(140_000);
  const { content = '' } = service.threads[0]?.comments[0] ?? {};
  expect(content.length).toBeGreaterThan(110_000);
  expect(content.length).toBeLessThanOrEqual(140_000);
});
