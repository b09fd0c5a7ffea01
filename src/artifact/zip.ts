import { type ArchiveContent, type ArtifactFile, UnreadableInput } from './artifact';
import type { Budget } from './limits';
import { type ReadableEntry, readContent, refuseOverLimit } from './zip-content';
import { readDirectory, type ZipEntry } from './zip-directory';
import { confirmDirectory } from './zip-second-reader';

/**
 * Lists a zip that lies in memory. The directory is judged by the strict reader in `zip-directory.ts` and confirmed by
 * adm-zip; contents are inflated by `node:zlib` under the limits and checked against the directory.
 * @throws {UnreadableInput} where the archive as a whole is refused.
 */
export function openZip(bytes: Uint8Array, uri: string, budget: Budget): ArchiveContent {
  const archive = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const entries = readDirectory(archive, uri, budget.limits);
  budget.takeFiles(entries.length, uri);
  confirmDirectory(archive, entries, uri);

  const files: ArtifactFile[] = [];
  const unreadable: UnreadableInput[] = [];
  for (const entry of entries) {
    if (isReadable(entry)) {
      if (!entry.isFolder) files.push(fileOf(archive, entry, uri, budget));
    } else {
      unreadable.push(refusal(entry, uri));
    }
  }
  files.sort((a, b) => (a.path < b.path ? -1 : 1));
  return { files, unreadable };
}

type NamedEntry = ReadableEntry & { readonly path: string };

function isReadable(entry: ZipEntry): entry is NamedEntry {
  return entry.problem === undefined && entry.path !== undefined && entry.extent !== undefined;
}

/** A refused name is not made part of a uri: it may be longer than any path, or look like one outside the archive. */
function refusal({ path, shownName, problem }: ZipEntry, archiveUri: string): UnreadableInput {
  const { reason, message } = problem ?? { reason: 'damaged', message: 'cannot be read' };
  return path === undefined
    ? new UnreadableInput(reason, archiveUri, `the entry "${shownName}" is left out: ${message}`)
    : new UnreadableInput(reason, `${archiveUri}/${path}`, message);
}

function fileOf(archive: Buffer, entry: NamedEntry, archiveUri: string, budget: Budget): ArtifactFile {
  const uri = `${archiveUri}/${entry.path}`;
  let isPaid = false;
  return {
    path: entry.path,
    uri,
    read: () => {
      refuseOverLimit(entry, uri, budget.limits);
      // A second reading holds no more than the first, so an entry is paid for once.
      if (!isPaid) budget.takeInflated(entry.extent.size, uri);
      isPaid = true;
      return readContent(archive, entry, uri);
    },
  };
}
