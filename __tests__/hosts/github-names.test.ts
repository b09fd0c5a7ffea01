import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { runGate } from '../../src/gate/gate';
import { githubHost } from '../../src/host/github';
import { invisible } from '../../src/report/visible';
import { hostileText } from '../support/hostile-text';
import { strangeParts } from '../support/inert-markdown';
import { actingLines } from '../support/runner-ports';
import { readFileCommands, whatGitHubShows } from './support/github-runner';
import { solutionZip } from './support/github-solution';

/**
 * Ten thousand names an attacker might choose, through the whole action in this process: what it prints as the runner reads it, the
 * summary, the outputs and the report files. The comment is written by the same code: see __tests__/report/hostile.test.ts.
 */

const folder = mkdtempSync(join(tmpdir(), 'flowgate names '));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const perRun = 100;
const runs = 100;

async function runWith(names: readonly string[]) {
  const workspace = join(folder, 'work');
  const file = (name: string) => join(folder, name);
  mkdirSync(workspace, { recursive: true });
  writeFileSync(join(workspace, 'hostile.zip'), solutionZip(names));
  for (const name of ['output', 'summary']) writeFileSync(file(name), '');
  const env = {
    GITHUB_ACTION: '__flowgate',
    GITHUB_EVENT_NAME: 'push',
    GITHUB_OUTPUT: file('output'),
    GITHUB_STEP_SUMMARY: file('summary'),
    GITHUB_WORKSPACE: workspace,
    RUNNER_TEMP: folder,
    INPUT_PATH: 'hostile.zip',
    'INPUT_FAIL-ON': 'medium',
    INPUT_RULE: 'cleartext-http',
  };
  let stdout = '';
  await runGate(
    githubHost(env, (text) => {
      stdout += text;
    }),
  );
  return {
    stdout,
    shown: whatGitHubShows(stdout),
    outputs: readFileCommands(readFileSync(file('output'), 'utf8')),
    summary: readFileSync(file('summary'), 'utf8'),
  };
}

test('do nothing in any place where GitHub shows them', async () => {
  let count = 0;
  const names = fc.array(hostileText, { minLength: perRun, maxLength: perRun });
  await fc.assert(
    fc.asyncProperty(names, async (list) => {
      const { stdout, shown, outputs, summary } = await runWith(list);
      count += list.length;
      expect(outputs['open']).toBe(String(perRun));

      expect(shown.otherCommands).toEqual([]);
      expect(shown.annotations.map(({ level, title }) => `${level} ${title}`)).toEqual([
        ...Array.from({ length: 9 }, () => 'error cleartext-http (medium)'),
        'error FlowGate',
      ]);
      expect(new Set(shown.annotations.map(({ file }) => file))).toEqual(new Set(['hostile.zip', undefined]));
      const said = [...shown.log, ...shown.annotations.map(({ message }) => message)].join('\n');
      expect(actingLines(said)).toEqual([]);
      expect(stdout.replaceAll('\n', '')).not.toMatch(invisible);

      // Numbers, words of ours, and paths of files that we wrote.
      const strangeOutputs = Object.entries(outputs).filter(([, value]) => !/^[\w ./\\:~-]*$/.test(value));
      expect(strangeOutputs).toEqual([]);
      for (const markdown of [summary.trimEnd(), readFileSync(outputs['markdown-file'] ?? '', 'utf8')]) {
        expect(markdown.match(/^- \*\*medium\*\* /gm)).toHaveLength(perRun);
        expect(strangeParts(markdown)).toEqual([]);
      }
      for (const name of ['sarif-file', 'json-file']) {
        expect(actingLines(readFileSync(outputs[name] ?? '', 'utf8'))).toEqual([]);
      }
    }),
    { numRuns: runs },
  );
  expect(count).toBeGreaterThanOrEqual(10_000);
}, 300_000);
