import type { FileSystem } from '../artifact/artifact';
import { isWithin } from '../artifact/scan-root';
import { CheckoutContents } from './checkout-contents';
import { type GitRepository, repositoryAt } from './git-repository';
import { below, splitPattern } from './glob';
import type { Base } from './host';
import { type TreeEntry, TreeFiles } from './tree-files';

/** The checkout that is scanned: the one that holds the first of the paths, or the working folder. */
export function scannedRepository(paths: readonly string[], files: FileSystem): GitRepository | undefined {
  const [first] = paths;
  return (first === undefined ? undefined : repositoryAt(startOf(first, files))) ?? repositoryAt(files.resolve('.'));
}

/** Which commit the change started from: that of the target branch which it was merged with, in a checkout of the merge commit. */
export function mergedWith(
  repository: GitRepository,
  checkedOut: string,
  source: string | undefined,
): string | undefined {
  return otherParent(repository.parentsOf(checkedOut), source);
}

/** @param source head of the branch that is merged, where it is known */
export function otherParent(parents: readonly string[], source: string | undefined): string | undefined {
  return parents.length === 2 ? parents.find((parent) => parent !== source) : undefined;
}

/** The commit as the clone has it; `undefined` where it does not. */
export function baseInClone(repository: GitRepository, commit: string, files: FileSystem): Base | undefined {
  const entries = repository.filesOf(commit);
  return entries && baseOf(commit, repository.root, files, entries, repository.reader(entries), nowIn(repository));
}

/** Files that the checked out commit holds. */
export function nowIn(repository: GitRepository): () => readonly TreeEntry[] {
  return () => repository.filesOf('HEAD') ?? [];
}

/** A commit that a service lists and whose contents it gives one by one. */
export interface RemoteCommit {
  readonly commit: string;
  readonly entries: readonly TreeEntry[];
  fetch(id: string): Promise<Uint8Array>;
}

/**
 * @param paths what is scanned; only that is fetched
 * @param now files that the checked out commit holds
 */
export async function baseFromService(
  { commit, entries, fetch }: RemoteCommit,
  paths: readonly string[],
  root: string,
  files: FileSystem,
  now: () => readonly TreeEntry[],
): Promise<Base> {
  const starts = paths.map((path) => startOf(path, files));
  const contents = new CheckoutContents(root, entries, (entry) => {
    const path = below(root, entry.path);
    // A link on the way to what is scanned counts too.
    return starts.some((start) => isWithin(start, path) || isWithin(path, start));
  });
  await contents.fetch(fetch);
  return baseOf(commit, root, files, entries, (entry) => contents.read(entry), now);
}

function baseOf(
  commit: string,
  root: string,
  files: FileSystem,
  entries: readonly TreeEntry[],
  content: (entry: TreeEntry) => Uint8Array,
  now: () => readonly TreeEntry[],
): Base {
  const before = new TreeFiles(root, files.resolve, entries, content);
  let after: TreeFiles | undefined;
  return {
    files: before,
    label: `commit ${commit.slice(0, 7)}`,
    tracks: (path) => {
      if (before.holds(files.resolve(path))) return true;
      after ??= new TreeFiles(root, files.resolve, now(), content);
      return after.holds(files.resolve(path));
    },
  };
}

/** The folder or file that a path names, or that all matches of a pattern lie in. */
function startOf(path: string, files: FileSystem): string {
  const isPattern = files.stat(files.resolve(path)) === undefined && /[*?[{]/.test(path);
  return files.resolve(isPattern ? splitPattern(path.replaceAll('\\', '/')).base : path);
}
