const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { evaluate } = require('./context.cjs');

/** Harmless texts that stand where secrets do: placeholders, identifiers, references, expressions, prose. */
const harmless = [
  ['clientSecret', '<your client secret>'],
  ['clientSecret', "@parameters('ClientSecret')"],
  ['clientSecret', '#{ClientSecret}#'],
  ['clientSecret', '$(ClientSecret)'],
  ['password', '********'],
  ['password', 'changeme'],
  ['apiKey', 'YOUR_API_KEY'],
  ['apiKey', "@{variables('key')}"],
  ['secretName', 'stock-api-key'],
  ['tokenType', 'Bearer'],
  ['tokenUrl', 'https://login.example.com/oauth2/token'],
  ['keyVaultUri', 'https://contoso.vault.azure.net/'],
  ['clientId', '3f0c2a54-7a0e-4d0b-9d55-0d6a1c7f1e11'],
  ['tenant', '8d2b54a1-5b1e-4a35-8f11-6f4f6cf0b6a2'],
  ['partitionKey', 'orders-2026'],
  ['etag', 'W/"a1b2c3d4e5f60718293a4b5c6d7e8f90"'],
  ['sha256', '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'],
  ['description', 'The password is kept in Azure Key Vault and read at run time.'],
  ['message', 'Please enter your password and press OK'],
  ['url', 'https://contoso.sharepoint.com/sites/orders?web=1'],
  ['driveId', `b!${'Abc123_-'.repeat(8)}`],
  ['contentType', 'application/json; charset=utf-8'],
];

/** A sequence of numbers that looks random and is the same in every run (xorshift). */
function sequence(seed) {
  let state = seed || 1;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}

/** A text of a shape; see `src/secrets/formats/shape.ts`. */
function sampleOf(shape, next) {
  return shape
    .map((segment) => {
      if (segment.type === 'text') return segment.options[next(segment.options.length)];
      if (segment.type === 'choice') return sampleOf(segment.options[0], next);
      if (segment.type === 'secret') return sampleOf(segment.parts, next);
      const length = segment.min + next(Math.min(segment.max - segment.min, 40) + 1);
      return Array.from({ length }, () => segment.of.units[next(segment.of.units.length)]).join('');
    })
    .join('');
}

function flowWith(name, value) {
  return {
    properties: {
      connectionReferences: {},
      definition: {
        $schema:
          'https://schema.management.azure.com/providers/Microsoft.Logic/schemas/2016-06-01/workflowdefinition.json#',
        contentVersion: '1.0.0.0',
        triggers: { Recurrence: { type: 'Recurrence', recurrence: { frequency: 'Day', interval: 1 } } },
        actions: {
          Post: {
            type: 'Http',
            inputs: { method: 'POST', uri: 'https://api.contoso.example', body: { [name]: value } },
          },
        },
      },
    },
    schemaVersion: '1.0.0.0',
  };
}

const manifest = (name) =>
  `<ImportExportXml><SolutionManifest><UniqueName>${name}</UniqueName><Version>1.0</Version><Managed>0</Managed></SolutionManifest></ImportExportXml>`;

/**
 * Writes a labelled folder made from the table of formats: one solution for each kind that its shape alone decides, and one for each
 * harmless text. Kinds with a checksum or a content of their own are tested where they can be computed.
 * @returns its path, in the temporary folder
 */
function writeLabelledFolder(root) {
  const { formats } = evaluate(root, "export { formats } from './index';", 'src/secrets/formats');
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'flowgate-labelled-'));
  const labels = [];
  const write = (kind, name, leaf, isSecret) => {
    const id = `${isSecret ? 'p' : 'n'}${String(labels.length + 1).padStart(4, '0')}`;
    const file = `${id}/Workflows/Flow-00000000-0000-4000-8000-${String(labels.length).padStart(12, '0')}.json`;
    const text = JSON.stringify(flowWith(name, leaf), null, 2);
    fs.mkdirSync(path.join(folder, id, 'Workflows'), { recursive: true });
    fs.writeFileSync(path.join(folder, id, 'solution.xml'), manifest(`Case${id}`));
    fs.writeFileSync(path.join(folder, file), text);
    const line = text.slice(0, text.indexOf(JSON.stringify(leaf))).split('\n').length;
    labels.push({
      file,
      pointer: `/properties/definition/actions/Post/inputs/body/${name}`,
      line,
      leaf,
      is_secret: isSecret,
      kind,
    });
  };
  formats.forEach((format, i) => {
    if (format.checksumRequired || format.accepts || format.beside) return;
    const name = format.needs ? `${format.needs.vendor[0]} ${format.needs.called?.[0] ?? 'key'}` : 'setting';
    write(format.id, name, sampleOf(format.shape, sequence(i + 1)), true);
  });
  for (const [name, text] of harmless) write('harmless', name, text, false);
  fs.writeFileSync(path.join(folder, 'labels.jsonl'), labels.map((label) => JSON.stringify(label)).join('\n'));
  return folder;
}

module.exports = { writeLabelledFolder };
