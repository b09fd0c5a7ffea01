import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { UnreadableInput } from '../artifact/artifact';
import { type Git, gitOf } from './git-command';
import type { TreeEntry } from './tree-files';

/** How much is read at once, and how much is kept: a process for each file would cost more than the scan. */
const batchFiles = 250;
const batchBytes = 16 * 1024 * 1024;
const keptBytes = 64 * 1024 * 1024;

const commitId = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;

/** Whether a text is the full id of an object, and therefore no option or name. */
export function isObjectId(text: unknown): text is string {
  return typeof text === 'string' && commitId.test(text);
}

/** A checkout on this machine. */
export class GitRepository {
  /** @param root absolute path of its working folder, with slashes */
  constructor(
    readonly root: string,
    private readonly git: Git,
  ) {}

  /** The commit that is checked out; `undefined` where Git cannot say. */
  head(): string | undefined {
    const id = this.git(['rev-parse', '--verify', '--quiet', 'HEAD^{commit}'])?.toString('utf8').trim();
    return isObjectId(id) ? id : undefined;
  }

  /** Also those that a shallow clone knows by name only. */
  parentsOf(commit: string): readonly string[] {
    const [header = ''] = this.git(['cat-file', 'commit', commit])?.toString('utf8').split('\n\n') ?? [];
    return [...header.matchAll(/^parent ([0-9a-f]+)$/gm)].map(([, id]) => id ?? '').filter(isObjectId);
  }

  /** Where two lines of history parted; `undefined` where the clone does not hold enough of them to be sure. */
  mergeBase(one: string, other: string): string | undefined {
    const isShallow = this.git(['rev-parse', '--is-shallow-repository'])?.toString('utf8').trim() !== 'false';
    const id = isShallow ? undefined : this.git(['merge-base', one, other])?.toString('utf8').trim();
    return isObjectId(id) ? id : undefined;
  }

  /** All files of a commit; `undefined` where the clone does not have it whole. */
  filesOf(commit: string): readonly TreeEntry[] | undefined {
    // A partial clone lacks contents, and would ask for each of them by itself.
    if (this.git(['config', '--local', '--get-regexp', '^(remote\\..*\\.promisor|extensions\\.partialclone)$'])) {
      return undefined;
    }
    const listing = this.git(['ls-tree', '-r', '-z', '--long', '--full-tree', commit]);
    return listing?.toString('utf8').split('\0').flatMap(entryOf);
  }

  /** Reads contents of a commit; files that follow in its listing come along, since a scan asks for them next. */
  reader(entries: readonly TreeEntry[]): (entry: TreeEntry) => Uint8Array {
    const positions = new Map(entries.map((entry, position) => [entry, position]));
    const kept = new Map<string, Uint8Array>();
    let bytes = 0;
    return (entry) => {
      const known = kept.get(entry.id);
      if (known !== undefined) return known;
      const batch: TreeEntry[] = [];
      let size = 0;
      for (const next of entries.slice(positions.get(entry) ?? 0).slice(0, batchFiles)) {
        size += next.size ?? 0;
        if (batch.length > 0 && size > batchBytes) break;
        batch.push(next);
      }
      if (bytes > keptBytes) {
        kept.clear();
        bytes = 0;
      }
      for (const [id, content] of this.#contentsOf(batch)) {
        kept.set(id, content);
        bytes += content.length;
      }
      const content = kept.get(entry.id);
      if (content === undefined) throw new UnreadableInput('damaged', entry.path, 'is not in the clone');
      return content;
    };
  }

  /** https://git-scm.com/docs/git-cat-file#_batch_output */
  *#contentsOf(batch: readonly TreeEntry[]): Generator<readonly [id: string, content: Uint8Array]> {
    const output = this.git(['cat-file', '--batch', '--buffer'], batch.map(({ id }) => `${id}\n`).join(''));
    for (let at = 0; output !== undefined && at < output.length; ) {
      const end = output.indexOf(10, at);
      const [, id, size] = /^([0-9a-f]+) blob (\d+)$/.exec(output.toString('latin1', at, end)) ?? [];
      if (id !== undefined) yield [id, output.subarray(end + 1, end + 1 + Number(size))];
      at = end + 1 + (id === undefined ? 0 : Number(size) + 1);
    }
  }
}

/** `<mode> <type> <id> <size>`, a tab and the path. Submodules are commits here. */
function entryOf(line: string): readonly TreeEntry[] {
  const [, mode, id, size, path] = /^(\d{6}) blob ([0-9a-f]+) +(\d+)\t(.+)$/s.exec(line) ?? [];
  if (id === undefined || path === undefined) return [];
  return [{ kind: mode === '120000' ? 'link' : 'file', path, id, size: Number(size) }];
}

/**
 * The checkout that a folder lies in.
 * @param folder absolute, with slashes
 */
export function repositoryAt(folder: string): GitRepository | undefined {
  for (let at = folder; ; at = dirname(at)) {
    const gitFolder = join(at, '.git');
    if (existsSync(gitFolder)) return new GitRepository(at, gitOf(gitFolder));
    if (dirname(at) === at) return undefined;
  }
}
