import { type ArtifactFile, type FileSystem, UnreadableInput } from './artifact';
import type { Limits } from './limits';
import { isLfsPointer, lfsPointerMessage } from './not-a-zip';

/** Where a file lies, and what it is called in results and in its tree. */
export interface DiskPlace {
  /** Absolute. */
  readonly path: string;
  readonly uri: string;
  readonly pathInTree: string;
}

/** A plain file of a folder, or given by itself. */
export function diskFile({ path, uri, pathInTree }: DiskPlace, files: FileSystem, limits: Limits): ArtifactFile {
  const read = () => {
    const bytes = readFrom(files, path, uri, limits.fileBytes);
    if (isLfsPointer(bytes)) throw new UnreadableInput('git-lfs-pointer', uri, lfsPointerMessage);
    return bytes;
  };
  return { path: pathInTree, uri, read };
}

/** An archive on disk: held to the limit for archives, and looked at as a zip whatever it holds. */
export function diskArchive({ path, uri, pathInTree }: DiskPlace, files: FileSystem, limits: Limits): ArtifactFile {
  return { path: pathInTree, uri, read: () => readFrom(files, path, uri, limits.archiveBytes) };
}

/** The same problem under the name that results use. */
export function withUri(problem: UnreadableInput, uri: string): UnreadableInput {
  return problem.uri === uri ? problem : new UnreadableInput(problem.reason, uri, problem.message, { cause: problem });
}

function readFrom(files: FileSystem, path: string, uri: string, limit: number): Uint8Array {
  try {
    return files.read(path, limit);
  } catch (error) {
    throw error instanceof UnreadableInput ? withUri(error, uri) : error;
  }
}
