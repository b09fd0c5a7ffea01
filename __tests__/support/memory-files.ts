import { posix } from 'node:path';
import { type FileSystem, type SkippedPath, UnreadableInput } from '../../src/artifact/artifact';

/** What lies at a path: content of a file, or something that is not one. */
export type MemoryNode = string | Uint8Array | { readonly link: string } | 'pipe!' | 'closed folder!';

export interface MemoryFiles extends FileSystem {
  /** Paths that were read, in order. */
  readonly reads: readonly string[];
}

/**
 * A file system in memory. Paths of `nodes` are absolute or start from `currentDirectory`; folders exist through what lies in
 * them. A link's target is absolute. Patterns know `*`, `**`, `?`, `{a,b}` and `[...]`.
 */
export function memoryFiles(nodes: Readonly<Record<string, MemoryNode>>, currentDirectory = '/repo'): MemoryFiles {
  const tree = new Map<string, MemoryNode>();
  const reads: string[] = [];
  const resolve = (path: string) => posix.resolve(currentDirectory, path);
  for (const [path, node] of Object.entries(nodes)) tree.set(resolve(path), node);

  const folders = new Set<string>(['/', currentDirectory]);
  for (const path of tree.keys()) {
    for (let at = posix.dirname(path); !folders.has(at); at = posix.dirname(at)) folders.add(at);
  }
  for (const [path, node] of tree) if (node === 'closed folder!') folders.add(path);

  const isFile = (node: MemoryNode | undefined): node is string | Uint8Array =>
    node instanceof Uint8Array || (typeof node === 'string' && !node.endsWith('!'));
  const follow = (path: string): string => {
    const node = tree.get(path);
    return typeof node === 'object' && 'link' in node ? follow(node.link) : path;
  };
  const below = (folder: string) =>
    [...tree.keys()].filter((path) => path.startsWith(folder === '/' ? '/' : `${folder}/`)).sort();
  const sizeOf = (node: string | Uint8Array) => Buffer.byteLength(node);

  const whySkipped = (path: string): SkippedPath['why'] | undefined => {
    const node = tree.get(path);
    if (node === 'pipe!') return 'not-a-file';
    if (node === 'closed folder!') return 'permission';
    if (typeof node === 'object' && 'link' in node) return folders.has(follow(path)) ? 'link-to-folder' : 'link';
    return undefined;
  };
  const ignoredOn = (folder: string, path: string, ignore: ReadonlySet<string>) => {
    const segments = path.slice(folder.length).split('/').slice(0, -1);
    const index = segments.findIndex((segment) => ignore.has(segment));
    return index < 0 ? undefined : folder + segments.slice(0, index + 1).join('/');
  };

  return {
    reads,
    resolve,
    stat: (path) => {
      const at = follow(path);
      const node = tree.get(at);
      if (isFile(node)) return { kind: 'file' };
      if (folders.has(at)) return { kind: 'folder' };
      return node === undefined ? undefined : { kind: 'other' };
    },
    walk: (folder, ignore, maxFiles) => {
      const files: { path: string }[] = [];
      const skipped = new Map<string, SkippedPath>();
      const start = follow(folder);
      for (const real of below(start)) {
        const path = folder + real.slice(start.length);
        const ignored = ignoredOn(folder, path, ignore);
        const why = ignored === undefined ? whySkipped(real) : 'ignored';
        const node = tree.get(real);
        if (why !== undefined) skipped.set(ignored ?? path, { path: ignored ?? path, why });
        else if (isFile(node)) files.push({ path });
      }
      if (files.length > maxFiles) throw new UnreadableInput('over-limit', folder, `holds more than ${maxFiles} files`);
      return { files, skipped: [...skipped.values()] };
    },
    glob: (pattern, ignore) => {
      const matches = patternOf(resolve(pattern));
      const paths = [...new Set([...tree.keys(), ...folders])].filter((path) => matches.test(path)).sort();
      const visible = paths.filter((path) => ignoredOn('', `${path}/`, ignore) === undefined);
      const found = visible.filter((path) => whySkipped(path) === undefined);
      return {
        found: found.map((path) => {
          const node = tree.get(path);
          return isFile(node) ? { kind: 'file', path } : { kind: 'folder', path };
        }),
        skipped: visible.flatMap((path) => {
          const why = whySkipped(path);
          return why === undefined ? [] : [{ path, why }];
        }),
      };
    },
    read: (path, limit) => {
      reads.push(path);
      const node = tree.get(follow(path));
      if (!isFile(node)) throw new UnreadableInput('not-a-file', path, 'is not a regular file and is never read');
      if (sizeOf(node) > limit) throw new UnreadableInput('over-limit', path, `is larger than ${limit} bytes`);
      return Buffer.from(node);
    },
  };
}

function patternOf(glob: string): RegExp {
  const source = glob
    .replaceAll(/[.+^$()|\\]/g, '\\$&')
    .replaceAll('**/', '\u0001')
    .replaceAll('**', '\u0002')
    .replaceAll('*', '[^/]*')
    .replaceAll('?', '[^/]')
    .replaceAll('\u0001', '(?:.*/)?')
    .replaceAll('\u0002', '.*')
    .replaceAll(/\{([^}]*)\}/g, (_, list: string) => `(?:${list.replaceAll(',', '|')})`);
  return new RegExp(`^${source}$`);
}
