import { archiveTrees, isArchiveName, isCanvasApp, openable, saysWhatItIs } from './archive-trees';
import type { ArtifactFile, ArtifactTree, FileSystem, UnreadableInput } from './artifact';
import { type DiskPlace, diskArchive, diskFile, withUri } from './disk-files';
import { Folders } from './folders';
import { attempt, type InputMatch, resolveInputs, type Target } from './inputs';
import { Budget, defaultLimits, type Limits } from './limits';
import { startsAsZip } from './not-a-zip';
import { parentOf, scanRootOf, uriFrom } from './scan-root';

export interface OpenOptions {
  /** What differs from `defaultLimits`. */
  readonly limits?: Partial<Limits>;
}

/** The inputs of a run, found and listed but not yet read. */
export interface OpenedArtifacts {
  /** Absolute path that all `uri`s start from; see `scanRootOf`. '' where no folder holds all inputs. */
  readonly scanRoot: string;
  /** What the inputs name, each once, under its path from the scan root ('' for the root itself). */
  readonly targets: readonly { readonly kind: 'folder' | 'file'; readonly uri: string }[];
  /** Each input as written and how much it names, in order. */
  readonly inputs: readonly InputMatch[];
  /**
   * Opens one tree after another: first the plain files of all folders and the single files, then the archives, each followed
   * by those in it. A file is in exactly one tree, and an archive that is opened is in none.
   *
   * At any time the bytes of one archive (and of those around it) are in memory, so a consumer should be done with a tree
   * before it asks for the next. One iteration only: a second one would spend the budget twice.
   */
  trees(): Iterable<ArtifactTree>;
  /**
   * What could not be read so far. After `openArtifacts` it holds what is wrong with the inputs and folders; it grows with
   * the archives while `trees()` is iterated and is whole at its end. What `ArtifactFile.read` throws is not in it.
   */
  readonly unreadable: readonly UnreadableInput[];
}

/**
 * Opens what the user named.
 *
 * An input is a path, or a pattern of `*`, `?`, `[...]`, `{a,b}`, `**`; something that exists under the literal name wins.
 * Inputs that overlap are opened once. Folders give their regular files without `.git` and `node_modules`; links in
 * them are not followed (`problemOfSkipped` says which are reported). Nothing is thrown for bad input: see `unreadable`.
 */
export function openArtifacts(
  inputs: readonly string[],
  files: FileSystem,
  options: OpenOptions = {},
): OpenedArtifacts {
  const budget = new Budget({ ...defaultLimits, ...options.limits });
  const { targets, matches, problems } = resolveInputs(inputs, files);
  const holders = targets.map(({ kind, path }) => (kind === 'folder' ? path : parentOf(path)));
  const scanRoot = scanRootOf(files.resolve('.'), holders);

  const folders = new Folders(targets, files, budget, problems);
  const unreadable = underTheirUris(problems, scanRoot);

  let isOpened = false;
  return {
    scanRoot,
    targets: targets.map(({ kind, path }) => ({ kind, uri: uriFrom(scanRoot, path) })),
    inputs: matches,
    unreadable,
    trees: () => {
      if (isOpened) throw new Error('The trees of a run can be iterated once.');
      isOpened = true;
      return treesOf(targets, folders, { files, budget, scanRoot, problems: unreadable });
    },
  };
}

/** The problems as results name them; what two inputs came by is told once. */
function underTheirUris(problems: readonly UnreadableInput[], scanRoot: string): UnreadableInput[] {
  const told = new Map<string, UnreadableInput>();
  for (const problem of problems) {
    const uri = uriFrom(scanRoot, problem.uri);
    told.set(`${problem.reason} ${uri}`, withUri(problem, uri));
  }
  return [...told.values()];
}

interface Run {
  readonly files: FileSystem;
  readonly budget: Budget;
  readonly scanRoot: string;
  readonly problems: UnreadableInput[];
}

function* treesOf(targets: readonly Target[], folders: Folders, run: Run): Generator<ArtifactTree> {
  const archives: ArtifactFile[] = [];
  for (const target of targets) {
    if (target.kind === 'folder') yield* folderTree(target.path, folders, run, archives);
    else if (!folders.covers(target.path)) yield* fileTree(target, run, archives);
  }
  for (const archive of archives) yield* archiveTrees(archive, 1, run.budget, run.problems);
}

/** The plain files of a folder; its archives are put off. */
function* folderTree(folder: string, folders: Folders, run: Run, archives: ArtifactFile[]): Generator<ArtifactTree> {
  const { files, budget, scanRoot } = run;
  const listing = folders.get(folder);
  if (listing === undefined) return;

  const places = listing.files.map(({ path }): DiskPlace => {
    return { path, uri: uriFrom(scanRoot, path), pathInTree: uriFrom(folder, path) };
  });
  for (const place of places) {
    if (isArchiveName(place.path)) archives.push(diskArchive(place, files, budget.limits));
  }
  yield {
    kind: 'folder',
    uri: uriFrom(scanRoot, folder),
    files: places.filter(({ path }) => !isArchiveName(path)).map((place) => plainFile(place, files, budget)),
  };
}

function plainFile(place: DiskPlace, files: FileSystem, budget: Budget): ArtifactFile {
  return isCanvasApp(place.path)
    ? openable(diskArchive(place, files, budget.limits), 1, budget)
    : diskFile(place, files, budget.limits);
}

/** A single file, unless it is an archive, which is put off. */
function* fileTree({ path }: Target, run: Run, archives: ArtifactFile[]): Generator<ArtifactTree> {
  const { files, budget, scanRoot, problems } = run;
  const place: DiskPlace = { path, uri: uriFrom(scanRoot, path), pathInTree: uriFrom(parentOf(path), path) };
  const file = diskFile(place, files, budget.limits);
  const isArchive = attempt(problems, () => isArchiveName(path) || (!saysWhatItIs(path) && startsAsZip(file.read())));
  if (isArchive === undefined) return;

  if (isArchive) archives.push(diskArchive(place, files, budget.limits));
  else yield { kind: 'file', uri: place.uri, files: [file] };
}
