import { runCommand, type Terminal } from '../../src/command-line/run';
import { type MemoryNode, memoryFiles } from './memory-files';

export interface CommandResult {
  readonly code: number;
  readonly out: string;
  readonly err: string;
  /** Written files by path. */
  readonly written: ReadonlyMap<string, string>;
}

/** Runs one command in memory. Nothing can be written below `/closed`. */
export function command(
  args: readonly string[],
  nodes: Readonly<Record<string, MemoryNode>> = {},
  terminal: Partial<Pick<Terminal, 'colors' | 'interactive' | 'files'>> = {},
): CommandResult {
  let out = '';
  let err = '';
  const written = new Map<string, string>();
  const code = runCommand(args, {
    files: memoryFiles(nodes),
    colors: false,
    interactive: false,
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    writeFile: (path, text) => {
      if (path.startsWith('/closed')) throw Object.assign(new Error('no'), { code: 'EACCES' });
      written.set(path, text);
    },
    ...terminal,
  });
  return { code, out, err, written };
}
