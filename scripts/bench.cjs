/**
 * `npm run bench [-- <solution folder>] [--with <folder>]`: three ratios that do not depend on the machine.
 *
 * 1. Start-up: `flowgate --version` against a bare Node process.
 * 2. Core: a scan with rules that only look at flows and variables, and then one with all rules, which read every text file, each against one
 *    Node process that reads the same files and `JSON.parse`s the JSON ones.
 * 3. Detection: looking for secrets in every text of the flows against `JSON.parse` of the same flows, in one process, warm.
 *
 * `--with` names a folder in which `@secretlint/core` and `@secretlint/secretlint-rule-preset-recommend` are installed: the texts of the same
 * flows are given to it as well, for a comparison without a bound.
 *
 * Without a solution folder it writes a solution of 114 flows to a temporary one.
 */
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const { createRequire } = require('node:module');
const os = require('node:os');
const path = require('node:path');
const { pathToFileURL } = require('node:url');
const { parseArgs } = require('node:util');

const { evaluate } = require('./lib/context.cjs');

const root = path.join(__dirname, '..');
const cli = path.join(__dirname, '..', 'dist', 'cli.cjs');
const runs = 15;

/** Rules that look at flows and variables only: what reading a solution costs. */
const coreRules = 'cleartext-http,http-trigger-open,plaintext-secret-environment-variable';

/** What a scan with these rules reads, and what one with all rules does. */
const flowFiles = /\.json$|\.data\.xml$|environmentvariabledefinition\.xml$|[\\/](solution|customizations)\.xml$/i;
const textFiles = /\.(json|xml|xaml|ya?ml|js|html?|css|cs|csx|txt)$|[\\/]data$/i;

const readSame = (isRead) => `
const fs = require('node:fs'), path = require('node:path');
const isRead = ${isRead};
for (const entry of fs.readdirSync(process.argv[1], { recursive: true, withFileTypes: true })) {
  const file = path.join(entry.parentPath ?? entry.path, entry.name);
  if (!entry.isFile() || !isRead.test(file)) continue;
  const text = fs.readFileSync(file, 'utf8').replace(/^\\uFEFF/, '');
  if (/json$/i.test(file)) JSON.parse(text);
}`;

/** Milliseconds of one process, from outside. */
function time(args) {
  const start = process.hrtime.bigint();
  const { status, error } = spawnSync(process.execPath, args, { stdio: 'ignore' });
  if (error || status === null || status > 4) throw error ?? new Error(`exit ${status}: node ${args.join(' ')}`);
  return Number(process.hrtime.bigint() - start) / 1e6;
}

function median(numbers) {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
}

/** Both commands in turn, so that a change in the machine's speed meets both. */
function compare(name, ours, theirs, bound) {
  const pairs = Array.from({ length: runs + 1 }, () => [time(ours), time(theirs)]).slice(1);
  const [a, b] = [median(pairs.map(([first]) => first)), median(pairs.map(([, second]) => second))];
  const ratio = median(pairs.map(([first, second]) => first / second));
  console.log(`${name}: ${ratio.toFixed(2)}x (${a.toFixed(0)} ms against ${b.toFixed(0)} ms, bound ${bound}x)`);
  if (ratio > bound) process.exitCode = 1;
}

/** Rounds alternate, so that a change in the machine's speed meets both; the first ones warm up. */
async function compareDetection(folder, bound, other) {
  const { JsonNode, readFlow, kindOf, flowLeaves, findSecrets } = evaluate(
    root,
    `export { JsonNode } from './document/json-node';
    export { readFlow } from './flow/read-flow';
    export { kindOf } from './flow/recognise';
    export { flowLeaves } from './detection/flow-leaves';
    export { findSecrets } from './secrets/find-secrets';`,
    'src',
  );
  const texts = fs
    .readdirSync(folder, { recursive: true })
    .filter((name) => /\.json$/i.test(name))
    .map((name) => fs.readFileSync(path.join(folder, name), 'utf8').replace(/^\uFEFF/, ''));
  const nodeOf = (text) => new JsonNode({ uri: '', path: '', format: 'json', text }, JSON.parse(text));
  const flows = texts.map(nodeOf).filter((root) => kindOf(root) === 'cloud-flow');
  const facts = { name: '', id: undefined, state: 'unknown', category: undefined };
  const elapsed = (start) => Number(process.hrtime.bigint() - start) / 1e6;
  const timed = (action) => {
    const start = process.hrtime.bigint();
    action();
    return elapsed(start);
  };
  const models = flows.map((root) => readFlow(root, facts));
  const detect = (some) => {
    for (const flow of some) for (const { leaf } of flowLeaves(flow)) findSecrets(leaf);
  };
  // Half of the flows warm up the code; the others it has not seen, so nothing is remembered of them.
  const half = models.length >> 1;
  for (let i = 0; i < 5; i++) detect(models.slice(0, half));
  const ours = timed(() => detect(models.slice(half)));
  const parse = () => {
    for (const root of flows.slice(half)) JSON.parse(root.document.text);
  };
  const parsing = median(Array.from({ length: runs }, () => timed(parse)));
  const ratio = ours / parsing;
  console.log(`detection: ${ratio.toFixed(2)}x JSON.parse of ${flows.length} flows (bound ${bound}x)`);
  if (ratio > bound) process.exitCode = 1;
  if (other === undefined) return;

  const lint = await secretlintOf(other);
  const contents = flows.map((root) => root.document.text);
  for (let i = 0; i < 5; i++) await lint(contents.slice(0, half));
  const start = process.hrtime.bigint();
  await lint(contents.slice(half));
  const theirs = elapsed(start);
  const size = contents.slice(half).reduce((sum, { length }) => sum + length, 0) / 1e6;
  const speed = (milliseconds) => `${milliseconds.toFixed(0)} ms, ${((size / milliseconds) * 1000).toFixed(1)} MB/s`;
  console.log(
    `secretlint, recommended preset: ${(theirs / parsing).toFixed(2)}x JSON.parse, ${(theirs / ours).toFixed(2)}x detection` +
      ` (${size.toFixed(1)} MB: JSON.parse ${speed(parsing)}; detection ${speed(ours)}; secretlint ${speed(theirs)})`,
  );
}

/** Its engine as a program calls it, one text after another. */
async function secretlintOf(folder) {
  const found = createRequire(path.join(path.resolve(folder), 'package.json'));
  const load = (name) => import(pathToFileURL(found.resolve(name)).href);
  const id = '@secretlint/secretlint-rule-preset-recommend';
  const [{ lintSource }, { creator: rule }] = await Promise.all([load('@secretlint/core'), load(id)]);
  const options = { config: { rules: [{ id, rule }] } };
  return async (contents) => {
    for (const content of contents)
      await lintSource({ source: { content, filePath: 'flow.json', ext: '.json', contentType: 'text' }, options });
  };
}

function syntheticSolution() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'flowgate-bench-'));
  const sample = path.join(__dirname, '..', 'samples', 'contoso-orders');
  fs.cpSync(sample, folder, { recursive: true });
  const workflows = path.join(folder, 'Workflows');
  const [first] = fs.readdirSync(workflows).filter((name) => name.endsWith('.json'));
  const flow = JSON.parse(fs.readFileSync(path.join(workflows, first), 'utf8'));
  const { actions } = flow.properties.definition;
  for (let i = 0; i < 60; i++) {
    actions[`Compose_${i}`] = {
      type: 'Compose',
      inputs: { text: "@concat('item ', triggerBody()?['orderId'])", n: i },
      runAfter: {},
    };
  }
  for (let i = 0; i < 113; i++) {
    const guid = `00000000-0000-4000-8000-${String(i).padStart(12, '0')}`;
    fs.writeFileSync(path.join(workflows, `Flow${i}-${guid}.json`), JSON.stringify(flow, null, 2));
  }
  return folder;
}

async function main(folder, other) {
  compare('start-up', [cli, '--version'], ['-e', '0'], 2);
  compare(
    'core',
    [cli, 'scan', folder, '--rule', coreRules, '--format', 'json'],
    ['-e', readSame(flowFiles), folder],
    3,
  );
  compare('scan', [cli, 'scan', folder, '--format', 'json'], ['-e', readSame(textFiles), folder], 10);
  await compareDetection(folder, 16, other);
}

const { positionals, values } = parseArgs({ allowPositionals: true, options: { with: { type: 'string' } } });
const folder = positionals[0] ?? syntheticSolution();
main(folder, values.with).finally(() => {
  if (positionals[0] === undefined) fs.rmSync(folder, { recursive: true });
});
