/**
 * `npm run accuracy [-- <folder>]`: how well secrets are found in a labelled folder; fails below the gates that were reached.
 *
 * The folder holds `labels.jsonl`, one JSON object a line: `file` (path in the folder), `pointer` (of the value, null for a file that is
 * labelled by line), `line` (from 1), `leaf` (the decoded value) and `is_secret`. A label is found when a result lies inside its value;
 * a result that points at no secret is false. Without a folder a labelled one is made from the table of formats.
 */
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { writeLabelledFolder } = require('./lib/labelled-folder.cjs');

/** Reached in release 0.1.0; a change that falls below must say why it lowers them. */
const gates = { precision: 0.985, recall: 0.985 };

/** Rules whose results point at the value of a secret. */
const reportsValues =
  /^(?:hardcoded-secret|literal-shared-secret-check|secret-in-(?:parameter-default|environment-variable|deployment-settings|connector|component))$/;

const root = path.join(__dirname, '..');

function scan(folder) {
  const sarif = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'flowgate-accuracy-')), 'out.sarif');
  const { status, stderr } = spawnSync(
    process.execPath,
    [
      path.join(root, 'dist', 'cli.cjs'),
      'scan',
      folder,
      '--sarif',
      sarif,
      '--format',
      'json',
      '--output',
      `${sarif}.json`,
    ],
    { encoding: 'utf8' },
  );
  if (status === null || status === 2 || status === 5) throw new Error(`the scan failed (exit ${status}): ${stderr}`);
  const log = JSON.parse(fs.readFileSync(sarif, 'utf8'));
  fs.rmSync(path.dirname(sarif), { recursive: true });
  return log.runs[0].results.filter((result) => reportsValues.test(result.ruleId));
}

/** The lines and columns of a labelled value, from 1, end exclusive. */
function rangeOf(folder, label) {
  const line = fs.readFileSync(path.join(folder, label.file), 'utf8').split('\n')[label.line - 1] ?? '';
  const quoted = JSON.stringify(label.leaf);
  const at = label.pointer === null ? -1 : line.indexOf(quoted);
  return { from: Math.max(at, 0) + 1, to: (at < 0 ? line.length : at + quoted.length) + 1 };
}

function score(folder, labels, results) {
  const byFile = new Map(labels.map((label) => [label.file, label]));
  const found = new Set();
  const wrong = new Set();
  for (const { locations, ruleId } of results) {
    const { artifactLocation, region } = locations[0].physicalLocation;
    const uri = decodeURIComponent(artifactLocation.uri);
    const file = [...byFile.keys()].find((name) => uri === name || uri.endsWith(`/${name}`));
    const label = byFile.get(file);
    const range = label && rangeOf(folder, label);
    const isInside =
      label &&
      region.startLine === label.line &&
      (label.pointer === null ||
        (region.startColumn >= range.from && region.endColumn <= range.to && region.endLine === label.line));
    if (isInside && label.is_secret) found.add(label);
    else wrong.add(`${uri}:${region.startLine}:${region.startColumn} ${ruleId}`);
  }
  return { found, wrong };
}

function main(folder) {
  const labels = fs
    .readFileSync(path.join(folder, 'labels.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  const { found, wrong } = score(folder, labels, scan(folder));
  const secrets = labels.filter((label) => label.is_secret);
  for (const label of secrets) if (!found.has(label)) console.log(`missed  ${label.kind}: ${label.file}`);
  for (const one of wrong) console.log(`false   ${one}`);
  const precision = found.size / (found.size + wrong.size || 1);
  const recall = found.size / (secrets.length || 1);
  console.log(
    `precision ${precision.toFixed(3)} (gate ${gates.precision}), recall ${recall.toFixed(3)} (gate ${gates.recall})`,
  );
  console.log(`${found.size} of ${secrets.length} secrets found, ${wrong.size} results false`);
  if (precision < gates.precision || recall < gates.recall) process.exitCode = 1;
}

const given = process.argv[2];
const folder = given ?? writeLabelledFolder(root);
try {
  main(folder);
} finally {
  if (given === undefined) fs.rmSync(folder, { recursive: true });
}
