/**
 * What the rest of the core sees of the disk: named files whose bytes are read when somebody asks for them.
 */

/** One readable file, in a folder or in an archive. */
export interface ArtifactFile {
  /** Path inside its tree: `/`-separated, no `.` or `..` segment, letter case as found. */
  readonly path: string;
  /** Path from the scan root, as results show it; for an archive entry `<path of zip>/<entry>`. Not percent-encoded. */
  readonly uri: string;
  /**
   * The content. Reads the disk or inflates the entry now; keep no more of it than needed.
   * @throws {UnreadableInput} when it cannot be read whole, is over a limit, or fails its checksum.
   */
  read(): Uint8Array;
  /**
   * Only a canvas app (`.msapp`) has it: a zip, but a component of the solution that it lies in and no tree of its own. Reads the app and
   * lists it now; its bytes are in memory while one of its files is in use.
   * @throws {UnreadableInput} where the app as a whole is refused.
   */
  readonly open?: () => ArchiveContent;
}

/** A listed archive: what can be read from it, and what is in it and cannot. */
export interface ArchiveContent {
  /** Sorted by path. Nothing is inflated before `read()`; each file holds on to the bytes of the archive. */
  readonly files: readonly ArtifactFile[];
  readonly unreadable: readonly UnreadableInput[];
}

/** All files of one folder, archive or single file given by the user, and of archives nested in it (each its own tree). */
export interface ArtifactTree {
  readonly kind: 'folder' | 'zip' | 'file';
  /** Path of the folder or archive from the scan root; '' where it is the scan root itself. */
  readonly uri: string;
  readonly files: readonly ArtifactFile[];
}

/** Why a piece of input could not be read; told to the user, counted, and makes the run incomplete. */
export type UnreadableReason =
  | 'not-found'
  | 'no-match'
  | 'empty'
  | 'git-lfs-pointer'
  | 'not-a-zip'
  | 'damaged'
  | 'encrypted'
  | 'unsafe-name'
  | 'duplicate-name'
  | 'unsupported'
  | 'over-limit'
  | 'link'
  | 'not-a-file'
  | 'permission'
  | 'not-text'
  | 'not-json'
  | 'not-xml'
  | 'too-deep'
  | 'too-many-repeated-keys'
  | 'holds-no-unit';

/** A piece of input that was given and could not be read. `message` is one line: what, and how to mend it. */
export class UnreadableInput extends Error {
  constructor(
    readonly reason: UnreadableReason,
    /** Path from the scan root. */
    readonly uri: string,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'UnreadableInput';
  }
}

/** A path that a walk or a glob came by and left alone. */
export interface SkippedPath {
  readonly path: string;
  /** `ignored`: a folder of a name that was to be ignored. */
  readonly why: 'link' | 'link-to-folder' | 'not-a-file' | 'permission' | 'ignored';
}

export interface FolderListing {
  /** Regular files, sorted by path (UTF-16 code units). */
  readonly files: readonly { readonly path: string }[];
  readonly skipped: readonly SkippedPath[];
}

export interface GlobMatches {
  /** Regular files and folders, sorted by path. */
  readonly found: readonly { readonly kind: 'file' | 'folder'; readonly path: string }[];
  /** Matches that are neither, and what was met on the way and could have held matches. */
  readonly skipped: readonly SkippedPath[];
}

/**
 * The disk, as the core may ask for it; adapters in `src/host` implement it, tests use one in memory.
 *
 * All paths handed out are absolute, with `/` between segments on every system and none at the end (but for a root).
 * Every method but `resolve` throws `UnreadableInput` with the path as its `uri` where the system refuses.
 */
export interface FileSystem {
  /** The absolute form of a path, read from the current directory; `.` is the current directory itself. */
  resolve(path: string): string;
  /** `undefined` where nothing is there. Follows links, as a path named by the user may be one. */
  stat(path: string): { readonly kind: 'file' | 'folder' | 'other' } | undefined;
  /**
   * Lists what lies below a folder, at any depth. Links and special files are named in `skipped`, never followed; so are
   * folders of the names in `ignore`.
   * @throws {UnreadableInput} `over-limit` where there are more than `maxFiles` files.
   */
  walk(folder: string, ignore: ReadonlySet<string>, maxFiles: number): FolderListing;
  /** What a pattern of `*`, `?`, `[...]`, `{a,b}` and `**` matches, links not followed; a leading dot is like any character. */
  glob(pattern: string, ignore: ReadonlySet<string>): GlobMatches;
  /** The bytes of a regular file; refuses a file larger than `limit` bytes. */
  read(path: string, limit: number): Uint8Array;
}
