/**
 * `npm start` scans the sample solution, `npm start -- <path...>` whatever is named instead.
 * It runs the committed bundle, so it needs no `npm install`, and it keeps the scanner's exit code.
 */
const { spawnSync } = require('node:child_process');
const path = require('node:path');

const root = path.join(__dirname, '..');
const given = process.argv.slice(2);

const result = spawnSync(
  process.execPath,
  [path.join(root, 'dist', 'cli.cjs'), 'scan', ...(given.length > 0 ? given : ['samples/contoso-orders.zip'])],
  {
    // npm starts scripts in the package's folder; paths that the user typed count from where the user stands.
    cwd: given.length > 0 ? (process.env.INIT_CWD ?? process.cwd()) : root,
    stdio: 'inherit',
  },
);
if (result.error) throw result.error;
process.exitCode = result.status ?? 1;
