const fs = require('node:fs');
const path = require('node:path');

/** For packages that name their licence but ship no text of it. */
const standardTexts = {
  ISC: (holder) => `ISC License

Copyright (c) ${holder}

Permission to use, copy, modify, and/or distribute this software for any purpose with or without fee is hereby granted,
provided that the above copyright notice and this permission notice appear in all copies.

THE SOFTWARE IS PROVIDED "AS IS" AND THE AUTHOR DISCLAIMS ALL WARRANTIES WITH REGARD TO THIS SOFTWARE INCLUDING ALL IMPLIED
WARRANTIES OF MERCHANTABILITY AND FITNESS. IN NO EVENT SHALL THE AUTHOR BE LIABLE FOR ANY SPECIAL, DIRECT, INDIRECT, OR
CONSEQUENTIAL DAMAGES OR ANY DAMAGES WHATSOEVER RESULTING FROM LOSS OF USE, DATA OR PROFITS, WHETHER IN AN ACTION OF
CONTRACT, NEGLIGENCE OR OTHER TORTIOUS ACTION, ARISING OUT OF OR IN CONNECTION WITH THE USE OR PERFORMANCE OF THIS SOFTWARE.
`,
};

/** The folder of the package that a bundled file belongs to; `undefined` for our own files. */
function packageFolderOf(file) {
  const marker = 'node_modules/';
  const start = file.lastIndexOf(marker);
  if (start < 0) return undefined;
  const names = file.slice(start + marker.length).split('/');
  const name = names[0].startsWith('@') ? `${names[0]}/${names[1]}` : names[0];
  return file.slice(0, start + marker.length) + name;
}

function licenseOf(root, folder) {
  const manifest = JSON.parse(fs.readFileSync(path.join(root, folder, 'package.json'), 'utf8'));
  const title = `${manifest.name} ${manifest.version}`;
  const spdx = typeof manifest.license === 'string' ? manifest.license : undefined;

  const files = fs
    .readdirSync(path.join(root, folder))
    .filter((name) => /^(licen[cs]e|copying|notice|thirdpartynotice)/i.test(name))
    .sort();
  const texts = files.map((name) => fs.readFileSync(path.join(root, folder, name), 'utf8'));
  if (texts.length === 0 && spdx in standardTexts) {
    const author = typeof manifest.author === 'string' ? manifest.author : manifest.author?.name;
    texts.push(standardTexts[spdx](author ?? `the authors of ${manifest.name}`));
  }
  if (texts.length === 0)
    throw new Error(`${title} is bundled, but has no licence text (license: ${spdx ?? 'not stated'})`);

  const clean = texts.map((text) =>
    text
      .replace(/\r\n?/g, '\n')
      .replace(/[ \t]+$/gm, '')
      .trim(),
  );
  return { title, text: `${title}${spdx ? ` (${spdx})` : ''}\n\n${clean.join('\n\n')}` };
}

/** One text with the licence of every package that has code in a bundle. `files` are paths from `root`. */
function licensesText(root, files) {
  const folders = new Set(files.map(packageFolderOf).filter((folder) => folder !== undefined));
  const licenses = [...folders].map((folder) => licenseOf(root, folder));
  // Two copies of one version in the tree are one package; plain code-unit order is the same on every machine.
  const byTitle = new Map(licenses.map((license) => [license.title, license.text]));
  const titles = [...byTitle.keys()].sort();
  return `${titles.map((title) => byTitle.get(title)).join(`\n\n${'-'.repeat(80)}\n\n`)}\n`;
}

module.exports = { licensesText };
