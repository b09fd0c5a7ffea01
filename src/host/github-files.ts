import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { UserError } from '../errors';

/**
 * Writes a report for later steps. The checkout may hold links that a pull request planted: a link in place of the file is
 * replaced, not followed, and a linked folder that leads out of `root` is refused.
 *
 * @param root where relative paths start
 * @param path may be absolute; outside `root` it is the workflow's own choice
 * @returns the absolute path
 */
export function writeReportFile(root: string, path: string, text: string): string {
  const file = resolve(root, path);
  const folder = dirname(file);
  try {
    mkdirSync(root, { recursive: true });
    if (isBelow(root, file)) refuseWayOut(root, folder);
    mkdirSync(folder, { recursive: true });
    replaceFile(file, text);
  } catch (error) {
    if (error instanceof UserError) throw error;
    const why = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : '';
    throw new UserError(`cannot write ${file}${why}`, 'Check that its folder may be written to.', { cause: error });
  }
  return file;
}

function refuseWayOut(root: string, folder: string): void {
  let existing = folder;
  while (!existsSync(existing)) existing = dirname(existing);
  if (isBelow(realpathSync(root), realpathSync(existing))) return;
  throw new UserError(
    `cannot write below ${folder}`,
    'A link on the way leads out of the workspace; name another folder.',
  );
}

/** Writing straight into the file would follow a link that stands in its place. */
function replaceFile(file: string, text: string): void {
  const temporary = join(dirname(file), `.flowgate-${randomUUID()}.tmp`);
  try {
    writeFileSync(temporary, text, { flag: 'wx' });
    renameSync(temporary, file);
  } finally {
    rmSync(temporary, { force: true });
  }
}

/** Whether `path` is `folder` or lies in it, by their names alone. */
function isBelow(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}
