import { readFileSync } from 'node:fs';
import { invisible } from '../../src/report/visible';
import { payloads } from '../support/hostile-text';
import { strangeParts } from '../support/inert-markdown';
import { actingLines } from '../support/runner-ports';
import { type GitHubApi, startGitHubApi } from './support/github-api';
import { solutionZip } from './support/github-solution';
import { type Job, startJob } from './support/github-step';

/** Names that an attacker chose, in every place where GitHub shows them. */

let job: Job;
let api: GitHubApi;

beforeEach(async () => {
  job = startJob();
  api = await startGitHubApi();
});

afterEach(async () => {
  job.remove();
  await api.close();
});

/** What GitHub shows of a comment: its marker and what it remembers are hidden. */
function shownOf(comment: string): string {
  return comment
    .replace(/^<!-- flowgate [0-9a-f]{16} -->\n/, '')
    .replace(/\n<!-- flowgate-state [A-Za-z0-9+/: -]* -->$/, '')
    .trimEnd();
}

// Nine at a time: as many findings as one step annotates.
const batches = Array.from({ length: Math.ceil(payloads.length / 9) }, (_, i) => payloads.slice(9 * i, 9 * i + 9));

test.each(batches.map((names, i) => [i, names] as const))('batch %i', async (_, names) => {
  job.add('hostile.zip', solutionZip(names));
  const { shown, stdout, stderr, summary, exitCode, outputs } = await job.run({
    event: 'pull_request',
    payload: { pull_request: { number: 7, head: { repo: { full_name: 'contoso/orders' } } } },
    inputs: { path: 'hostile.zip', 'fail-on': 'medium', comment: 'always', rule: 'cleartext-http' },
    env: { GITHUB_API_URL: api.url },
  });
  expect(exitCode).toBe(1);
  expect(stderr).toBe('');
  expect(outputs['open']).toBe(String(names.length));

  // No command but our own annotations, and those in their order.
  expect(shown.otherCommands).toEqual([]);
  expect(shown.dropped).toEqual([]);
  expect(shown.annotations.map(({ level, title }) => `${level} ${title}`)).toEqual([
    ...names.map(() => 'error cleartext-http (medium)'),
    'error FlowGate',
  ]);
  expect(new Set(shown.annotations.slice(0, -1).map(({ file }) => file))).toEqual(new Set(['hostile.zip']));
  expect(actingLines(shown.log.join('\n'))).toEqual([]);
  for (const { message } of shown.annotations) {
    expect(actingLines(message)).toEqual([]);
    expect(message).not.toMatch(invisible);
  }
  expect(stdout.replaceAll('\n', '')).not.toMatch(invisible);

  const comment = api.comments[0]?.body ?? '';
  expect(comment).toContain('## FlowGate: FAILED');
  for (const markdown of [summary, comment, readFileSync(outputs['markdown-file'] ?? '', 'utf8')]) {
    expect(strangeParts(shownOf(markdown))).toEqual([]);
    expect(markdown.match(/<code>/g)?.length).toBeGreaterThan(2 * names.length);
    expect(markdown).not.toMatch(/https?:\/\/(?!github\.com\/flowgate\/)|@/);
  }
});
