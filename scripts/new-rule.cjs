/** `npm run new-rule -- <id>`: writes the three files of a rule from `scripts/templates`, then runs the generators. */
const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');

const root = path.join(__dirname, '..');
const templates = [
  { template: 'rule.ts.txt', file: (id) => `src/rules/${id}.ts` },
  { template: 'test.ts.txt', file: (id) => `__tests__/rules/${id}.test.ts` },
  { template: 'page.md.txt', file: (id) => `docs/rules/${id}.md` },
];

function refusal(ids) {
  if (ids.length !== 1) return 'Give one rule id: npm run new-rule -- <id>';
  const [id] = ids;
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)+$/.test(id)) {
    return `"${id}" is no rule id: use two or more lower-case words joined by hyphens, naming the hazard (http-trigger-open)`;
  }
  const taken = templates.map(({ file }) => file(id)).filter((file) => fs.existsSync(path.join(root, file)));
  return taken.length > 0 ? `Nothing written: ${taken.join(', ')} exists already` : undefined;
}

function createRule(id) {
  const { version } = require('../package.json');
  for (const { template, file } of templates) {
    const text = fs.readFileSync(path.join(__dirname, 'templates', template), 'utf8');
    const full = path.join(root, file(id));
    fs.mkdirSync(path.dirname(full), { recursive: true });
    fs.writeFileSync(full, text.replaceAll('{{id}}', id).replaceAll('{{version}}', version), { flag: 'wx' });
    console.log(`wrote ${file(id)}`);
  }
  execFileSync(process.execPath, [path.join(__dirname, 'generate.cjs')], { stdio: 'inherit' });
  console.log(`
Next:
  1. In the test, replace both flows by one that has the hazard and one that has not.
  2. In the rule, write description, messages and the condition. Replace every "Describe ...".
  3. In the page, fill the six sections; the code blocks are run as tests.
  4. npm run generate && npm test -- ${id}
  5. npm test && npm run check`);
}

const ids = process.argv.slice(2);
const refused = refusal(ids);
if (refused) {
  console.error(refused);
  process.exitCode = 2;
} else {
  createRule(ids[0]);
}
