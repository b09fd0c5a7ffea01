const fs = require('node:fs');
const path = require('node:path');
const AdmZip = require('adm-zip');

const folder = path.join(__dirname, '..', '..', 'samples');

/** Folders in `samples/` that are solution source, each with the zip that the platform would export of it. */
const samples = ['contoso-orders', 'contoso-orders-clean'];

/**
 * The zips of the samples: metadata of flows moves from the sidecars into `customizations.xml`, as in an export. Entries are stored, not
 * compressed, and carry a fixed time: compressed bytes differ between versions of Node.
 */
module.exports = () =>
  samples.map((name) => ({ file: `samples/${name}.zip`, bytes: zipOf(packed(path.join(folder, name))) }));

function packed(source) {
  const files = new Map();
  const sidecars = [];
  for (const entry of fs.readdirSync(source, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const full = path.join(entry.parentPath ?? entry.path, entry.name);
    const name = path.relative(source, full).split(path.sep).join('/');
    const text = fs.readFileSync(full, 'utf8');
    if (name.endsWith('.data.xml')) sidecars.push({ name, text });
    else
      files.set(
        name.replace(/^Other\/(Solution|Customizations)\.xml$/, (_, stem) => `${stem.toLowerCase()}.xml`),
        text,
      );
  }
  const workflows = sidecars
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ text }) =>
      text
        .replace(/^<\?xml.*?\?>\s*/, '')
        .trimEnd()
        .replace(/^/gm, '    '),
    )
    .join('\n');
  const customizations = files.get('customizations.xml');
  files.set('customizations.xml', customizations.replace('<Workflows />', `<Workflows>\n${workflows}\n  </Workflows>`));
  files.set('[Content_Types].xml', contentTypes);
  return files;
}

const contentTypes =
  '<?xml version="1.0" encoding="utf-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/octet-stream" /><Default Extension="json" ContentType="application/octet-stream" /></Types>';

function zipOf(files) {
  const zip = new AdmZip();
  for (const name of [...files.keys()].sort()) {
    zip.addFile(name, Buffer.from(files.get(name), 'utf8'));
    const { header } = zip.getEntry(name);
    header.method = 0;
    header.time = new Date(2026, 0, 1);
    header.made = 20;
    header.attr = 0;
  }
  return zip.toBuffer();
}
