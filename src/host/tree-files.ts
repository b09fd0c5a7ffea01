import { posix } from 'node:path';
import { type FileSystem, type SkippedPath, UnreadableInput } from '../artifact/artifact';
import { below, byPath, glob, type ListedEntry } from './glob';

/** A file of a commit. Submodules are none: their content is in another repository. */
export interface TreeEntry {
  readonly kind: 'file' | 'link';
  /** From the root of the repository, `/` between segments. */
  readonly path: string;
  /** Git's id of the content. */
  readonly id: string;
  /** In bytes; `undefined` where the listing does not say. */
  readonly size: number | undefined;
}

/** Git gives up at as many links in a row, and so do the systems. */
const maxLinks = 40;

/**
 * The files of a commit as if they were checked out, for a scan that cannot tell them from those on disk. Nothing outside of the
 * repository exists here: a link that leads out of it leads nowhere.
 */
export class TreeFiles implements FileSystem {
  /** Files and links by their absolute paths; a folder is there if it is a key of `children`. */
  readonly #entries = new Map<string, TreeEntry>();
  readonly #children = new Map<string, string[]>();

  /**
   * @param root absolute path of the repository on this machine, with slashes
   * @param resolve the absolute form of a path, as the files on disk have it
   * @param content of a file, or the target of a link
   * @throws {UnreadableInput} from `content`, where it is not to be had
   */
  constructor(
    root: string,
    readonly resolve: (path: string) => string,
    entries: readonly TreeEntry[],
    private readonly content: (entry: TreeEntry) => Uint8Array,
  ) {
    this.#addFolder(keyOf(root));
    for (const entry of entries) {
      const path = below(root, entry.path);
      this.#entries.set(path, entry);
      this.#addTo(path);
    }
  }

  #addTo(path: string): void {
    const cut = path.lastIndexOf('/');
    const folder = path.slice(0, Math.max(cut, 0));
    this.#addFolder(folder);
    this.#children.get(folder)?.push(path.slice(cut + 1));
  }

  /** With all folders that it lies in: a scan may start above the repository. */
  #addFolder(folder: string): void {
    if (this.#children.has(folder)) return;
    this.#children.set(folder, []);
    if (folder.includes('/')) this.#addTo(folder);
  }

  /** Whether something of the commit is at this path, or the path leads into a file, as those of entries of archives do. */
  holds(path: string): boolean {
    for (let at = keyOf(path); at.includes('/'); at = at.slice(0, at.lastIndexOf('/'))) {
      if (this.#entries.has(at)) return true;
      if (at === keyOf(path) && this.#children.has(at)) return true;
    }
    return false;
  }

  stat(path: string): ReturnType<FileSystem['stat']> {
    const real = this.#follow(path);
    if (real === undefined) return undefined;
    return { kind: this.#entries.has(real) ? 'file' : 'folder' };
  }

  walk(folder: string, ignore: ReadonlySet<string>, maxFiles: number): ReturnType<FileSystem['walk']> {
    const files: { path: string }[] = [];
    const skipped: SkippedPath[] = [];
    const open = [folder];
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      for (const name of this.#namesIn(at)) {
        const path = below(at, name);
        const seen = this.#look(path);
        if (seen === 'file') files.push({ path });
        else if (seen !== 'folder') skipped.push({ path, why: seen });
        else if (ignore.has(name)) skipped.push({ path, why: 'ignored' });
        else open.push(path);
        if (files.length > maxFiles) {
          throw new UnreadableInput('over-limit', folder, `holds more than ${maxFiles} files`);
        }
      }
    }
    return { files: files.sort(byPath), skipped: skipped.sort(byPath) };
  }

  glob(pattern: string, ignore: ReadonlySet<string>): ReturnType<FileSystem['glob']> {
    const entriesOf = (folder: string): ListedEntry[] =>
      this.#namesIn(folder).map((name) => {
        const seen = this.#look(below(folder, name));
        return { name, isDirectory: () => seen === 'folder', isSymbolicLink: () => seen.startsWith('link') };
      });
    return glob(pattern, ignore, { entriesOf, look: (path) => this.#look(path) }, this.resolve);
  }

  read(path: string, limit: number): Uint8Array {
    const real = this.#follow(path);
    if (real === undefined) throw new UnreadableInput('not-found', path, 'is not in the commit');
    const entry = this.#entries.get(real);
    if (entry === undefined) throw new UnreadableInput('not-a-file', path, 'is a folder');
    if ((entry.size ?? 0) > limit) throw tooLarge(path, limit);
    const bytes = this.#contentOf(entry, path);
    if (bytes.length > limit) throw tooLarge(path, limit);
    return bytes;
  }

  /** Problems bear the path that was asked for. */
  #contentOf(entry: TreeEntry, path: string): Uint8Array {
    try {
      return this.content(entry);
    } catch (error) {
      if (!(error instanceof UnreadableInput)) throw error;
      throw new UnreadableInput(error.reason, path, error.message, { cause: error });
    }
  }

  #namesIn(folder: string): readonly string[] {
    const real = this.#follow(folder);
    return (real === undefined ? undefined : this.#children.get(real)) ?? [];
  }

  /** What lies under a name, itself not followed. */
  #look(path: string): 'file' | 'folder' | 'link' | 'link-to-folder' {
    const key = keyOf(path);
    const cut = key.lastIndexOf('/');
    const folder = this.#follow(key.slice(0, Math.max(cut, 0)));
    const entry = this.#entries.get(`${folder}${key.slice(cut)}`);
    if (entry === undefined) return 'folder';
    if (entry.kind === 'file') return 'file';
    return this.#leadsToFolder(path) ? 'link-to-folder' : 'link';
  }

  #leadsToFolder(path: string): boolean {
    try {
      return this.stat(path)?.kind === 'folder';
    } catch {
      return false;
    }
  }

  /** The key of what a path leads to, all links on the way followed. */
  #follow(path: string): string | undefined {
    let links = 0;
    const [first = '', ...rest] = keyOf(path).split('/');
    let at = first;
    for (let part = rest.shift(); part !== undefined; part = rest.shift()) {
      const next = `${at}/${part}`;
      const entry = this.#entries.get(next);
      if (entry?.kind !== 'link') {
        if (entry === undefined ? !this.#children.has(next) : rest.length > 0) return undefined;
        at = next;
        continue;
      }
      links += 1;
      if (links > maxLinks) throw new UnreadableInput('link', path, 'is a link that leads back to itself');
      const target = Buffer.from(this.#contentOf(entry, path)).toString('utf8');
      // Another machine's absolute path, at another time: it says nothing of this one.
      if (target === '' || target.startsWith('/') || target.includes('\0')) return undefined;
      const [start = '', ...way] = keyOf(posix.join(`${at}/`, target)).split('/');
      at = start;
      rest.unshift(...way);
    }
    return this.#children.has(at) || this.#entries.has(at) ? at : undefined;
  }
}

/** Without a slash at the end: a root is `` or `C:`. */
function keyOf(path: string): string {
  return path.endsWith('/') ? path.slice(0, -1) : path;
}

function tooLarge(path: string, limit: number): UnreadableInput {
  return new UnreadableInput('over-limit', path, `is larger than ${limit} bytes`);
}
