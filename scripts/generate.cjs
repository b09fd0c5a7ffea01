/**
 * Writes everything that is generated from other sources, or with `--check` only says what is stale.
 * Each module in `scripts/generators` is a function from a context (see `lib/context.cjs`) to a list of `{ file, text }`.
 */
const fs = require('node:fs');
const path = require('node:path');
const { createContext } = require('./lib/context.cjs');
const { staleFiles, writeFiles } = require('./lib/outputs.cjs');

const root = path.join(__dirname, '..');

function generate() {
  const context = createContext(root);
  const modules = fs.readdirSync(path.join(__dirname, 'generators')).sort();
  return modules.flatMap((name) => require(`./generators/${name}`)(context));
}

let outputs;
try {
  outputs = generate();
} catch (error) {
  // esbuild has printed where; a stack of this script would not help.
  if (!error.errors) throw error;
  console.error('Nothing generated: a source file does not compile.');
  process.exit(1);
}

if (process.argv.includes('--check')) {
  const stale = staleFiles(root, outputs);
  for (const file of stale) console.log(`${file} is stale: run npm run generate`);
  if (stale.length > 0) process.exitCode = 1;
  else console.log('generated files are up to date');
} else {
  for (const file of writeFiles(root, outputs)) console.log(`wrote ${file}`);
}
