import { createHash } from 'node:crypto';
import { lstatSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { UnreadableInput } from '../artifact/artifact';
import type { TreeEntry } from './tree-files';

/** What is fetched at most, over a network: of a pull request that changes more, the checkout has to bring the history. */
const maxFetched = 300;
const maxFetchedBytes = 64 * 1024 * 1024;

/**
 * Contents of a commit that the clone does not hold. Most of its files are in the checkout as they were: Git's ids tell which, and
 * only the others have to be fetched.
 */
export class CheckoutContents {
  readonly #here = new Map<string, string>();
  readonly #fetched = new Map<string, Uint8Array>();
  /** Not at its place in the checkout; perhaps elsewhere in it. */
  readonly #lacking: readonly TreeEntry[];

  /**
   * @param root of the checkout
   * @param entries all files of the commit
   * @param isWanted which of them may be read
   */
  constructor(root: string, entries: readonly TreeEntry[], isWanted: (entry: TreeEntry) => boolean) {
    this.#lacking = entries.filter((entry) => {
      if (!isWanted(entry)) return false;
      const path = join(root, entry.path);
      const isSame = idOf(path, entry) === entry.id;
      if (isSame) this.#here.set(entry.id, path);
      return !isSame;
    });
  }

  /**
   * Fetches what is lacking, each content once.
   * @throws {TooMuch}
   */
  async fetch(fetchOne: (id: string) => Promise<Uint8Array>): Promise<void> {
    const wanted = new Map(this.#lacking.filter(({ id }) => !this.#here.has(id)).map((entry) => [entry.id, entry]));
    const stated = [...wanted.values()].reduce((sum, { size }) => sum + (size ?? 0), 0);
    if (wanted.size > maxFetched || stated > maxFetchedBytes) throw new TooMuch(wanted.size);
    let bytes = 0;
    await inTurns([...wanted.keys()], async (id) => {
      const content = await fetchOne(id);
      bytes += content.length;
      if (bytes > maxFetchedBytes) throw new TooMuch(wanted.size);
      if (digestOf(content, id) !== id) throw new Error(`the content of ${id} is not what was asked for`);
      this.#fetched.set(id, content);
    });
  }

  read({ id, path }: TreeEntry): Uint8Array {
    const fetched = this.#fetched.get(id);
    if (fetched !== undefined) return fetched;
    const here = this.#here.get(id);
    if (here === undefined) throw new UnreadableInput('damaged', path, 'was not fetched');
    return contentAt(here) ?? Buffer.alloc(0);
  }
}

/** More differs than is worth a request each. */
export class TooMuch extends Error {
  constructor(count: number) {
    super(`${count} files differ, too many to ask for each`);
  }
}

/** Some at a time: each may take a while, and all at once would look like an attack. */
const maxAtOnce = 6;

async function inTurns<T>(list: readonly T[], action: (one: T) => Promise<void>): Promise<void> {
  const left = [...list];
  const worker = async () => {
    for (let one = left.shift(); one !== undefined; one = left.shift()) await action(one);
  };
  await Promise.all(Array.from({ length: maxAtOnce }, worker));
}

/** The id that Git would give to what lies at a path. */
function idOf(path: string, entry: TreeEntry): string | undefined {
  const content = contentAt(path, entry.size);
  return content && digestOf(content, entry.id);
}

/** @param like an id of the same repository, which tells the algorithm */
function digestOf(content: Uint8Array, like: string): string {
  const algorithm = like.length === 64 ? 'sha256' : 'sha1';
  return createHash(algorithm).update(`blob ${content.length}\0`).update(content).digest('hex');
}

/** @param size of the content that is looked for */
function contentAt(path: string, size?: number): Buffer | undefined {
  try {
    const stats = lstatSync(path);
    if (stats.isSymbolicLink()) return Buffer.from(readlinkSync(path));
    if (!stats.isFile() || stats.size > maxFetchedBytes * 4) return undefined;
    return size === undefined || stats.size === size ? readFileSync(path) : undefined;
  } catch {
    return undefined;
  }
}
