import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { outputs } from '../src/outputs';
import { product } from '../src/product';
import { problemsIn } from './hosts/support/github-language-service';

/** The workflows on the page are checked as GitHub would check them, our inputs and outputs included. */

const page = readFileSync(path.join(__dirname, '..', 'docs', 'github.md'), 'utf8');
const workflows = [...page.matchAll(/^```yaml\n(.*?)^```$/gms)].map(([, text = '']) => text);
const own = `${new URL(product.repository).pathname.slice(1)}@v1`;

interface Workflow {
  readonly permissions?: object;
  readonly jobs: Readonly<
    Record<string, { readonly permissions?: object; readonly steps: readonly { readonly uses?: string }[] }>
  >;
}

test('there is one for each use', () => {
  expect(workflows).toHaveLength(9);
});

test.each(workflows.map((text) => [/^name: (.*)$/m.exec(text)?.[1], text]))('%s', async (_, text = '') => {
  expect(await problemsIn(text, 'workflow')).toEqual([]);

  const workflow = parse(text) as Workflow;
  // Without, the token may do whatever the repository's settings say.
  expect(workflow.permissions).toEqual(expect.objectContaining({ contents: 'read' }));
  const steps = Object.values(workflow.jobs).flatMap((job) => job.steps);
  expect(steps.map(({ uses }) => uses).filter((uses) => uses?.startsWith('flowgate/'))).toEqual([own]);
});

test.each([
  ['an input', 'path:', 'pth:'],
  ['a step', 'steps.flowgate', 'steps.gate'],
  ['a permission', 'contents: read', 'contents: reed'],
  ['an action', 'github/codeql-action', 'github/codeql'],
])('%s of a wrong name would be seen', async (_, right, wrong) => {
  const text = workflows.find((one) => one.includes('codeql-action')) ?? '';
  expect(text).toContain(right);
  expect(await problemsIn(text.replace(right, wrong), 'workflow')).not.toEqual([]);
});

test('the outputs that it uses are those of the table', () => {
  const used = [...page.matchAll(/steps\.flowgate\.outputs\.([\w-]+)/g)].map(([, name]) => name);
  expect(used.length).toBeGreaterThan(2);
  expect(outputs.map(({ name }) => name)).toEqual(expect.arrayContaining(used));
});

test('what the page links to in itself is there', () => {
  const anchors = [...page.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^a-z0-9 -]/g, '')
      .replaceAll(' ', '-'),
  );
  // Warnings about the comment end in this link.
  expect(anchors).toContain('forks-and-dependabot');
});
