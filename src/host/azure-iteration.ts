import { createHash } from 'node:crypto';
import { posix } from 'node:path';
import { type FileSystem, UnreadableInput } from '../artifact/artifact';
import { download, request } from './azure-rest';
import { blobUrl, type List, type Place, pullRequestUrl } from './azure-threads';

/** A push to the pull request: what the service showed when it came. */
export interface Iteration {
  readonly id: number;
  /** The last commit of it on the source branch. */
  readonly commit: string | undefined;
}

/**
 * The iteration that this run judges: that of its commit, or the last. No variable of the agent tells it.
 * https://learn.microsoft.com/rest/api/azure/devops/git/pull-request-iterations/list
 */
export async function iterationOf(place: Place, commit: string | undefined): Promise<Iteration | undefined> {
  const answer = (await request(place.token, 'GET', pullRequestUrl(place, '/iterations'))) as List<ListedIteration>;
  const iterations = (answer?.value ?? [])
    .flatMap(({ id, sourceRefCommit }) => (typeof id === 'number' ? [{ id, commit: sourceRefCommit?.commitId }] : []))
    .sort((a, b) => b.id - a.id);
  return iterations.find((one) => commit !== undefined && one.commit?.toLowerCase() === commit) ?? iterations[0];
}

interface ListedIteration {
  readonly id?: number;
  readonly sourceRefCommit?: { readonly commitId?: string };
}

/** A file that the pull request adds or changes. */
export interface ChangedFile {
  /** Tells the file through all iterations, under whatever name. */
  readonly changeTrackingId: number;
  /** Of its content as the diff shows it. */
  readonly blob: string | undefined;
}

const pageSize = 2000;

/**
 * The changed files by their path from the root of the repository, which starts with a slash.
 * https://learn.microsoft.com/rest/api/azure/devops/git/pull-request-iteration-changes/get
 */
export async function changedFiles(place: Place, iteration: number): Promise<ReadonlyMap<string, ChangedFile>> {
  const files = new Map<string, ChangedFile>();
  for (let skip = 0, top = pageSize; top > 0; ) {
    const url = pullRequestUrl(place, `/iterations/${iteration}/changes`, `$top=${top}&$skip=${skip}`);
    const page = (await request(place.token, 'GET', url)) as Changes | null;
    for (const { changeTrackingId, changeType = '', item } of page?.changeEntries ?? []) {
      const isThere = !/\bdelete\b/i.test(changeType) && item?.isFolder !== true && item?.gitObjectType !== 'tree';
      if (isThere && item?.path !== undefined && changeTrackingId !== undefined) {
        files.set(item.path, { changeTrackingId, blob: item.objectId });
      }
    }
    const next = page?.nextSkip ?? 0;
    // A service that sends the same page again would keep us for ever.
    top = next > skip ? (page?.nextTop ?? 0) : 0;
    skip = next;
  }
  return files;
}

interface Changes {
  readonly changeEntries?: readonly {
    readonly changeTrackingId?: number;
    readonly changeType?: string;
    readonly item?: {
      readonly path?: string;
      readonly objectId?: string;
      readonly isFolder?: boolean;
      readonly gitObjectType?: string;
    };
  }[];
  readonly nextSkip?: number;
  readonly nextTop?: number;
}

/**
 * Lines of a file as the diff shows them. What is scanned is the merge with the target branch: where that changed the file too, lines
 * stand elsewhere.
 * @param scanned the same file as it was scanned
 */
export async function linesInDiff(
  place: Place,
  { blob }: ChangedFile,
  scanned: Uint8Array,
): Promise<readonly string[]> {
  const isSame = blob === undefined || blob === blobId(scanned);
  return linesOf(isSame ? scanned : await download(place.token, blobUrl(place, blob)));
}

/** Files that a pull request shows line by line are smaller by far. */
const maxBytes = 32 * 1024 * 1024;

/**
 * A file that was scanned: its path from the root of its repository, and its bytes. With several repositories in one job that root is a
 * folder below the working directory. https://learn.microsoft.com/azure/devops/pipelines/repos/multi-repo-checkout
 */
export function scannedFile(
  name: string,
  files: FileSystem,
): { readonly path: string; readonly bytes: Uint8Array } | undefined {
  const file = files.resolve(name);
  try {
    if (files.stat(file)?.kind !== 'file') return undefined;
    return { path: posix.relative(repositoryOf(file, files), file), bytes: files.read(file, maxBytes) };
  } catch (error) {
    if (error instanceof UnreadableInput) return undefined;
    throw error;
  }
}

/** The nearest folder that Git marks, or the working directory. */
function repositoryOf(file: string, files: FileSystem): string {
  for (let at = posix.dirname(file); at !== posix.dirname(at); at = posix.dirname(at)) {
    if (files.stat(posix.join(at, '.git')) !== undefined) return at;
  }
  return files.resolve('.');
}

/** https://git-scm.com/book/en/v2/Git-Internals-Git-Objects */
function blobId(bytes: Uint8Array): string {
  return createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
}

/** Git may have changed the ends of lines in the checkout. */
export function linesOf(bytes: Uint8Array): readonly string[] {
  return new TextDecoder().decode(bytes).split(/\r?\n/);
}
