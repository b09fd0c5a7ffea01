import {
  closeSync,
  constants,
  type Dirent,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  readSync,
  type Stats,
  statSync,
} from 'node:fs';
import { resolve, sep } from 'node:path';
import { type FileSystem, type SkippedPath, UnreadableInput, type UnreadableReason } from '../artifact/artifact';
import { below, byPath, glob, type Listed } from './glob';

/** The disk of this machine. @param currentDirectory What relative paths and patterns start from. */
export function localFiles(currentDirectory: string = process.cwd()): FileSystem {
  const absolute = (path: string) => slashed(resolve(currentDirectory, path));
  return {
    resolve: absolute,
    stat,
    walk,
    glob: (pattern, ignore) => glob(slashed(pattern), ignore, disk, absolute),
    read,
  };
}

function stat(path: string): ReturnType<FileSystem['stat']> {
  try {
    const stats = statSync(path);
    const kind = stats.isFile() ? 'file' : stats.isDirectory() ? 'folder' : 'other';
    return { kind };
  } catch (error) {
    if (absent.has(codeOf(error))) return undefined;
    throw refusal(path, error);
  }
}

function walk(folder: string, ignore: ReadonlySet<string>, maxFiles: number): ReturnType<FileSystem['walk']> {
  const files: { path: string }[] = [];
  const skipped: SkippedPath[] = [];
  const open = [folder];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    for (const entry of entriesOf(at, skipped)) {
      const path = below(at, entry.name);
      if (entry.isDirectory()) {
        if (ignore.has(entry.name)) skipped.push({ path, why: 'ignored' });
        else open.push(path);
        continue;
      }
      // Folders hold thousands of files; only those that are not plain ones are looked at.
      const seen = entry.isFile() ? 'file' : look(path);
      if (seen === 'file') files.push({ path });
      else if (seen !== 'folder') skipped.push({ path, why: seen });
      if (files.length > maxFiles) {
        throw new UnreadableInput(
          'over-limit',
          folder,
          `holds more than ${maxFiles} files; name the folders that hold solutions`,
        );
      }
    }
  }
  return { files: files.sort(byPath), skipped: skipped.sort(byPath) };
}

/**
 * Reads a regular file whole. What a name stands for may change between a look and a read, so the open file is judged;
 * opening a pipe without `O_NONBLOCK` would wait for a writer.
 */
function read(path: string, limit: number): Uint8Array {
  let file: number | undefined;
  try {
    file = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    const stats = fstatSync(file);
    refuseSpecial(stats, path);
    if (stats.size > limit) throw new UnreadableInput('over-limit', path, `is larger than ${limit} bytes`);
    return readWhole(file, stats.size, path);
  } catch (error) {
    throw refusal(path, error);
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

function refuseSpecial(stats: Stats, path: string): void {
  if (!stats.isFile()) {
    throw new UnreadableInput('not-a-file', path, 'is not a regular file and is never read');
  }
}

/** Reads `size` bytes and makes sure that there are no more: files of `/proc` state 0 bytes, and a file may be growing. */
function readWhole(file: number, size: number, path: string): Uint8Array {
  const bytes = Buffer.allocUnsafeSlow(size + 1);
  let length = 0;
  for (let count = -1; count !== 0 && length < bytes.length; length += count) {
    count = readSync(file, bytes, length, bytes.length - length, null);
  }
  if (length !== size) {
    throw new UnreadableInput('damaged', path, 'does not have the size that the system states; it may be in use');
  }
  return bytes.subarray(0, size);
}

/** Entries of a folder; none, and a word about it in `skipped`, where it is there and cannot be listed. */
function entriesOf(folder: string, skipped: SkippedPath[]): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    // tinyglobby ends the names of folders with a slash.
    const path = folder.length > 1 && folder.endsWith('/') ? folder.slice(0, -1) : folder;
    if (!absent.has(codeOf(error))) skipped.push({ path, why: 'permission' });
    return [];
  }
}

/** What lies under a name, links not followed: a file or folder, or why it is left alone. */
function look(path: string): ReturnType<Listed['look']> {
  try {
    const stats = lstatSync(path);
    if (stats.isSymbolicLink()) return leadsToFolder(path) ? 'link-to-folder' : 'link';
    return stats.isFile() ? 'file' : stats.isDirectory() ? 'folder' : 'not-a-file';
  } catch {
    return 'permission';
  }
}

const disk: Listed = { entriesOf, look };

function leadsToFolder(link: string): boolean {
  try {
    return statSync(link).isDirectory();
  } catch {
    return false;
  }
}

const reasons: Readonly<Record<string, readonly [UnreadableReason, string]>> = {
  ENOENT: ['not-found', 'is not there any more'],
  EACCES: ['permission', 'cannot be opened with the rights of this run'],
  EPERM: ['permission', 'cannot be opened with the rights of this run'],
  ELOOP: ['link', 'is a link that leads back to itself'],
};

/** Codes that say that nothing can be at a path: also below a file, too long, or with a NUL in it. */
const absent: ReadonlySet<string> = new Set(['ENOENT', 'ENOTDIR', 'ENAMETOOLONG', 'ERR_INVALID_ARG_VALUE']);

function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
}

/** The one error for input, where the system refused; anything else is a fault of ours and stays what it is. */
function refusal(path: string, error: unknown): unknown {
  if (!(typeof error === 'object' && error !== null && 'syscall' in error)) return error;
  const code = codeOf(error);
  const [reason, message] = reasons[code] ?? ['damaged', `cannot be read (${code})`];
  return new UnreadableInput(reason, path, message, { cause: error });
}

function slashed(path: string): string {
  return sep === '\\' ? path.replaceAll('\\', '/') : path;
}
