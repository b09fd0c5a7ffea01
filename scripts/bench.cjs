/**
 * `npm run bench [-- <solution folder>]`: two ratios that do not depend on the machine.
 *
 * 1. Start-up: `flowgate --version` against a bare Node process.
 * 2. Scan: `flowgate scan <folder>` against one Node process that reads the same files of a solution source (flows and their metadata,
 *    environment variables, manifest and customizations) and `JSON.parse`s the JSON ones.
 *
 * Without a folder it writes a solution of 114 flows to a temporary one.
 */
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const cli = path.join(__dirname, '..', 'dist', 'cli.cjs');
const runs = 15;

const readSame = `
const fs = require('node:fs'), path = require('node:path');
const isRead = /\\.json$|\\.data\\.xml$|environmentvariabledefinition\\.xml$|[\\\\/](solution|customizations)\\.xml$/i;
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

const given = process.argv[2];
const folder = given ?? syntheticSolution();
try {
  compare('start-up', [cli, '--version'], ['-e', '0'], 2);
  compare('scan', [cli, 'scan', folder, '--format', 'json'], ['-e', readSame, folder], 3);
} finally {
  if (given === undefined) fs.rmSync(folder, { recursive: true });
}
