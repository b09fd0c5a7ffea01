const fs = require('node:fs');
const path = require('node:path');

function readIfThere(root, file) {
  const full = path.join(root, file);
  return fs.existsSync(full) ? fs.readFileSync(full, 'utf8') : undefined;
}

/**
 * Which of the files on disk are not what they should be. `outputs` are `{ file, text }`, or `{ file, bytes }` for binary ones,
 * `file` counted from `root`.
 */
function staleFiles(root, outputs) {
  return outputs.filter((output) => !isFresh(root, output)).map(({ file }) => file);
}

function isFresh(root, { file, text, bytes }) {
  if (bytes === undefined) return readIfThere(root, file) === text;
  const full = path.join(root, file);
  return fs.existsSync(full) && fs.readFileSync(full).equals(bytes);
}

/** Writes the files that differ and returns their names. */
function writeFiles(root, outputs) {
  const stale = new Set(staleFiles(root, outputs));
  for (const { file, text, bytes } of outputs.filter((output) => stale.has(output.file))) {
    const full = path.join(root, file);
    fs.mkdirSync(path.dirname(full), { recursive: true });
    fs.writeFileSync(full, bytes ?? text);
  }
  return [...stale];
}

module.exports = { readIfThere, staleFiles, writeFiles };
