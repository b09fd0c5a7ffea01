/**
 * `npm run pictures [-- --chromium <path>]`: the summary and the comment over the sample as GitHub shows them, light and dark, in
 * `docs/pictures`. The pull request on the pictures is made up of the two samples: it mends one flow and spoils another.
 *
 * It needs Chromium (on Debian the package `chromium`), and installs what turns Markdown into HTML and draws diagrams into a temporary
 * folder. Chromium reaches no network: the page and its scripts are files.
 */
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { pathToFileURL } = require('node:url');
const { parseArgs } = require('node:util');
const { evaluate } = require('./lib/context.cjs');
const { githubPage } = require('./lib/github-page.cjs');

const root = path.join(__dirname, '..');
const folder = path.join(root, 'docs', 'pictures');
const width = 1000;
/** The rest of a page goes on in the same way. */
const maxHeight = { summary: 1100, comment: 1300, 'data-path': 1000 };

/** Exact versions, so that two machines draw the same. Mermaid is of the line that GitHub uses. */
const tools = ['micromark@4.0.2', 'micromark-extension-gfm@3.0.0', 'mermaid@11.17.2'];

function run(command, args, options = {}) {
  const result = spawnSync(command, args, { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024, ...options });
  if (result.error) throw new Error(`${command} cannot be started: ${result.error.message}`);
  if (result.status !== 0) throw new Error(`${command} failed: ${result.stderr}`);
  return result.stdout;
}

function installTools() {
  const place = path.join(os.tmpdir(), `flowgate-pictures-${tools.join('-').replaceAll(/[^\w.-]/g, '-')}`);
  if (!fs.existsSync(path.join(place, 'node_modules', 'mermaid'))) {
    fs.mkdirSync(place, { recursive: true });
    fs.writeFileSync(path.join(place, 'package.json'), '{"private":true}');
    run('npm', ['install', '--silent', '--no-audit', '--no-fund', '--ignore-scripts', '--save-exact', ...tools], {
      cwd: place,
    });
  }
  return path.join(place, 'node_modules');
}

/** The solution before and after: each has one flow of the other sample. */
function writeSolutions(temporary) {
  const flawed = path.join(root, 'samples', 'contoso-orders');
  const clean = path.join(root, 'samples', 'contoso-orders-clean');
  const changed = { before: 'ReceiveOrder', after: 'NotifyPartner' };
  for (const [name, flow] of Object.entries(changed)) {
    const target = path.join(temporary, name, 'solutions', 'ContosoOrders');
    fs.cpSync(flawed, target, { recursive: true });
    for (const file of fs.readdirSync(path.join(clean, 'Workflows')).filter((one) => one.startsWith(flow))) {
      fs.copyFileSync(path.join(clean, 'Workflows', file), path.join(target, 'Workflows', file));
    }
  }
}

/** The two texts, made by the sources as they are. */
function texts(temporary) {
  const { localFiles, scan, compareFindings, renderMarkdown } = evaluate(
    root,
    `export { localFiles } from './host/local-files';
     export { scan } from './scan';
     export { compareFindings } from './policy/comparison';
     export { renderMarkdown } from './report/markdown';`,
    'src',
  );
  const reportOf = (name) =>
    scan(
      { paths: ['solutions/ContosoOrders'], rules: [], failOn: 'high', persona: 'auditor', allowIncomplete: false },
      localFiles(path.join(temporary, name)),
    );
  const [before, after] = ['before', 'after'].map(reportOf);
  const earlier = [...before.open, ...before.belowThreshold].map((finding) => ({ ...finding, finding }));
  const comparison = compareFindings(after, earlier, { against: 'commit', label: 'commit 4c1d9e0' });
  const [longest] = [...after.open, ...after.belowThreshold].sort((a, b) => b.path.length - a.path.length);
  const one = renderMarkdown({ ...after, open: [longest] }, { place: 'summary', drawsMermaid: true });
  return {
    summary: renderMarkdown(after, { comparison, place: 'summary', drawsMermaid: true }),
    comment: renderMarkdown(after, { comparison, place: 'comment' }),
    'data-path': /^#### .*?(?=^#)/ms.exec(one)[0],
  };
}

function screenshot(chromium, page, picture, limit) {
  const flags = [
    '--headless',
    '--no-sandbox',
    '--disable-gpu',
    '--no-first-run',
    '--disable-background-networking',
    '--hide-scrollbars',
    // Letters in grey: a third smaller, and not made for one kind of screen.
    '--disable-lcd-text',
    '--allow-file-access-from-files',
    '--virtual-time-budget=20000',
    `--user-data-dir=${path.join(path.dirname(page), 'profile')}`,
  ];
  const url = pathToFileURL(page).href;
  const dom = run(chromium, [...flags, `--window-size=${width},800`, '--dump-dom', url]);
  const height = Number(/data-height="(\d+)"/.exec(dom)?.[1]);
  if (!(height > 0)) throw new Error(`${page} was not drawn`);
  run(chromium, [...flags, `--window-size=${width},${Math.min(height, limit)}`, `--screenshot=${picture}`, url]);
  return { height, diagrams: dom.match(/<svg[^>]* aria-roledescription="flowchart/g)?.length ?? 0 };
}

async function main() {
  const { values } = parseArgs({ options: { chromium: { type: 'string', default: '/usr/bin/chromium' } } });
  const modules = installTools();
  const load = (file) => import(pathToFileURL(path.join(modules, file)).href);
  const { micromark } = await load('micromark/index.js');
  const { gfm, gfmHtml } = await load('micromark-extension-gfm/index.js');
  const mermaid = pathToFileURL(path.join(modules, 'mermaid', 'dist', 'mermaid.min.js')).href;
  const temporary = fs.mkdtempSync(path.join(os.tmpdir(), 'flowgate-pictures-'));
  try {
    writeSolutions(temporary);
    fs.mkdirSync(folder, { recursive: true });
    for (const [kind, text] of Object.entries(texts(temporary))) {
      // The texts are ours and every name in them is escaped: see __tests__/report/hostile.test.ts.
      const html = micromark(text, { allowDangerousHtml: true, extensions: [gfm()], htmlExtensions: [gfmHtml()] });
      for (const theme of ['light', 'dark']) {
        const page = path.join(temporary, `${kind}-${theme}.html`);
        fs.writeFileSync(page, githubPage(html, theme, kind, mermaid));
        const picture = path.join(folder, `${kind}-${theme}.png`);
        const { height, diagrams } = screenshot(values.chromium, page, picture, maxHeight[kind]);
        const size = Math.ceil(fs.statSync(picture).size / 1024);
        console.log(`${path.relative(root, picture)}  ${size} KB, ${height} pixels high, ${diagrams} diagrams`);
      }
    }
  } finally {
    fs.rmSync(temporary, { recursive: true, force: true });
  }
}

main().catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
