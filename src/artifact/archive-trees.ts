import { type ArtifactFile, type ArtifactTree, UnreadableInput } from './artifact';
import { attempt } from './inputs';
import type { Budget } from './limits';
import { openZip } from './zip';

/** Whether a file is opened as an archive. `.msapp`, a zip too, is read by nobody yet and stays a file. */
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
  const opened = attempt(problems, () => {
    if (level > budget.limits.nesting) {
      throw new UnreadableInput(
        'too-deep',
        uri,
        `lies in more than ${budget.limits.nesting - 1} archives, one in another`,
      );
    }
    return openZip(archive.read(), uri, budget);
  });
  if (opened === undefined) return;

  for (const problem of opened.unreadable) problems.push(problem);
  yield { kind: 'zip', uri, files: opened.files.filter((file) => !isArchiveName(file.path)) };
  for (const inner of opened.files) {
    if (isArchiveName(inner.path)) yield* archiveTrees(inner, level + 1, budget, problems);
  }
}
