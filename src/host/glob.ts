import type { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import type { FileSystem, SkippedPath } from '../artifact/artifact';

/** What a pattern is looked up in: folders on disk, or those of a commit. Links are looked at, never followed. */
export interface Listed {
  /** None where nothing is there; a folder that is there and cannot be listed is put into `skipped`. */
  entriesOf(folder: string, skipped: SkippedPath[]): readonly ListedEntry[];
  look(path: string): 'file' | 'folder' | Exclude<SkippedPath['why'], 'ignored'>;
}

export interface ListedEntry {
  readonly name: string;
  isDirectory(): boolean;
  isSymbolicLink(): boolean;
}

/**
 * tinyglobby leaves out links, special files and closed folders without a word. So it is given a view in which all that is not a
 * folder is a file, and what it finds is looked at here.
 *
 * @param absolute the absolute form of a path, with slashes
 */
export function glob(
  pattern: string,
  ignore: ReadonlySet<string>,
  { entriesOf, look }: Listed,
  absolute: (path: string) => string,
): ReturnType<FileSystem['glob']> {
  // Loaded when a pattern is used: most runs name paths, and start faster without it.
  const { globSync } = require('tinyglobby') as typeof import('tinyglobby');
  const { base: start, rest } = splitPattern(pattern);
  const base = absolute(start);
  const skipped: SkippedPath[] = [];
  const view = (folder: string) =>
    entriesOf(folder, skipped).flatMap((entry) => {
      const isFolder = entry.isDirectory();
      if (isFolder && ignore.has(entry.name)) return [];
      if (entry.isSymbolicLink() && look(below(folder, entry.name)) === 'link-to-folder') {
        skipped.push({ path: below(folder, entry.name), why: 'link-to-folder' });
        return [];
      }
      const { name } = entry;
      return [{ name, isDirectory: () => isFolder, isFile: () => !isFolder, isSymbolicLink: () => false }];
    });

  const found: { kind: 'file' | 'folder'; path: string }[] = [];
  const matches = globSync(rest, {
    cwd: base,
    dot: true,
    onlyFiles: false,
    expandDirectories: false,
    followSymbolicLinks: false,
    // The crawler asks for nothing but `readdirSync(path, { withFileTypes: true })`.
    fs: { readdirSync: view as unknown as typeof readdirSync },
  });
  for (const match of matches) {
    const path = absolute(resolve(base, match));
    const seen = look(path);
    if (seen === 'file' || seen === 'folder') found.push({ kind: seen, path });
    else skipped.push({ path, why: seen });
  }
  return { found: found.sort(byPath), skipped: skipped.sort(byPath) };
}

/**
 * Splits a pattern behind its last plain leading folder. tinyglobby would take parentheses in that part for a pattern, as
 * in `My Solution (2)/*.zip`; in the other part they are escaped.
 */
export function splitPattern(pattern: string): { readonly base: string; readonly rest: string } {
  const segments = pattern.split('/');
  const first = segments.findIndex((segment) => /[*?[{\\]/.test(segment));
  const base = segments.slice(0, first).join('/');
  const rest = segments
    .slice(first)
    .join('/')
    .replaceAll(/(?<!\\)[()|]/g, '\\$&');
  return { base: base === '' && first > 0 ? '/' : base, rest };
}

/** A name in a folder; the root ends with a slash already, as do the folders that tinyglobby names. */
export function below(folder: string, name: string): string {
  return folder.endsWith('/') ? `${folder}${name}` : `${folder}/${name}`;
}

/** The order of listings: by UTF-16 code units. */
export function byPath(a: { readonly path: string }, b: { readonly path: string }): number {
  return a.path < b.path ? -1 : 1;
}
