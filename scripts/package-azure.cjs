/**
 * `npm run package:azure [-- --dev] [-- --out <folder>]`: the extension for Azure DevOps as a VSIX, made offline from `vss-extension.json`,
 * `task.json` and `dist`. The same commit gives the same bytes on any machine; their SHA-256 is printed.
 *
 * `--dev` gives it another identity, so that a version under test can be installed beside the released one.
 */
const { createHash } = require('node:crypto');
const fs = require('node:fs');
const path = require('node:path');
const { vsix } = require('./lib/vsix.cjs');

const root = path.join(__dirname, '..');

/** Never changes: an organization knows a task by it. */
const developmentTask = {
  id: '3f0f9c7e-52ab-4c7b-9f0a-0f2c6f6d1d57',
  name: 'FlowGateDev',
  friendlyName: 'FlowGate security gate (development)',
};

const read = (file) => fs.readFileSync(path.join(root, file));
const jsonOf = (file) => JSON.parse(read(file).toString('utf8'));

function main(args) {
  const isDevelopment = args.includes('--dev');
  const out = args.includes('--out') ? args[args.indexOf('--out') + 1] : root;
  const { version } = jsonOf('package.json');
  const extension = { ...jsonOf('vss-extension.json'), version };
  const files = new Map(extension.files.map(({ path: from, packagePath }) => [packagePath, read(from)]));
  const task = jsonOf('task.json');
  const { Major, Minor, Patch } = task.version;
  if (`${Major}.${Minor}.${Patch}` !== version)
    throw new Error('task.json has another version than package.json: run npm run generate');
  if (isDevelopment) {
    extension.id += '-dev';
    extension.name += ' (development)';
    files.set('task/task.json', Buffer.from(`${JSON.stringify({ ...task, ...developmentTask }, null, 2)}\n`));
  }
  const bytes = vsix(extension, files);
  const file = path.join(out, `${extension.publisher}.${extension.id}-${version}.vsix`);
  fs.mkdirSync(out, { recursive: true });
  fs.writeFileSync(file, bytes);
  console.log(
    `${path.relative(process.cwd(), file) || file}  ${Math.ceil(bytes.length / 1024)} KB  sha256 ${createHash('sha256').update(bytes).digest('hex')}`,
  );
}

main(process.argv.slice(2));
