import { writeFileSync } from 'node:fs';
import { runCommand } from '../command-line/run';
import { localFiles } from '../host/local-files';

const wantsColor = process.env['NO_COLOR'] === undefined && process.env['TERM'] !== 'dumb';

// A reader that has seen enough (`flowgate ... | head`) changes no verdict.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

process.exitCode = runCommand(process.argv.slice(2), {
  files: localFiles(),
  colors: process.stdout.isTTY === true && wantsColor,
  interactive: process.stderr.isTTY === true,
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  writeFile: (path, text) => writeFileSync(path, text),
});
