import { type ArchiveContent, type ArtifactFile, type ArtifactTree, UnreadableInput } from './artifact';
import { attempt } from './inputs';
import type { Budget } from './limits';
import { openZip } from './zip';

/** Whether a file is opened as a tree of its own. A canvas app, a zip too, is a component: see `ArtifactFile.open`. */
export function isArchiveName(path: string): boolean {
  return /\.zip$/i.test(path);
}

/** Whether the name of a file that the user gave tells what it is; others are looked into, as a zip may be called anything. */
export function saysWhatItIs(path: string): boolean {
  return /\.(?:json|xml|ya?ml|msapp|zip)$/i.test(path);
}

/**
 * The tree of an archive, then those of the archives in it. The bytes of an archive are held while its own trees are
 * iterated, and let go after that unless the consumer keeps a file of it.
 * @param level 1 for an archive on disk.
 * @param problems Takes what cannot be opened; the iteration goes on behind it.
 */
export function* archiveTrees(
  archive: ArtifactFile,
  level: number,
  budget: Budget,
  problems: UnreadableInput[],
): Generator<ArtifactTree> {
  const { uri } = archive;
  const opened = attempt(problems, () => openArchive(archive, level, budget));
  if (opened === undefined) return;

  for (const problem of opened.unreadable) problems.push(problem);
  const plain = opened.files.filter((file) => !isArchiveName(file.path));
  yield { kind: 'zip', uri, files: plain.map((file) => openable(file, level + 1, budget)) };
  for (const inner of opened.files) {
    if (isArchiveName(inner.path)) yield* archiveTrees(inner, level + 1, budget, problems);
  }
}

/** A canvas app with the way to open it; any other file as it is. */
export function openable(file: ArtifactFile, level: number, budget: Budget): ArtifactFile {
  return isCanvasApp(file.path) ? { ...file, open: () => openArchive(file, level, budget) } : file;
}

/** Whether a file is a canvas app: a zip in which others lie, and still one component. */
export function isCanvasApp(path: string): boolean {
  return /\.msapp$/i.test(path);
}

function openArchive(archive: ArtifactFile, level: number, budget: Budget): ArchiveContent {
  const { uri } = archive;
  if (level > budget.limits.nesting) {
    throw new UnreadableInput(
      'too-deep',
      uri,
      `lies in more than ${budget.limits.nesting - 1} archives, one in another`,
    );
  }
  return openZip(archive.read(), uri, budget);
}
