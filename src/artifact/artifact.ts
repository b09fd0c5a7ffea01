/**
 * What the rest of the core sees of the disk: named files whose bytes are read when somebody asks for them.
 */

/** One readable file, in a folder or in an archive. */
export interface ArtifactFile {
  /** Path inside its tree: `/`-separated, no `.` or `..` segment, letter case as found. */
  readonly path: string;
  /** Path from the scan root, as results show it; for an archive entry `<path of zip>/<entry>`. Not percent-encoded. */
  readonly uri: string;
  /** Bytes, uncompressed, as the directory or the file system states it. */
  readonly size: number;
  /**
   * The content. Reads the disk or inflates the entry now; keep no more of it than needed.
   * @throws {UnreadableInput} when it cannot be read whole, is over a limit, or fails its checksum.
   */
  read(): Uint8Array;
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

/** The disk, as the core may ask for it; adapters in `src/host` implement it, tests use one in memory. */
export interface FileSystem {
  /** `undefined` where nothing is there. Follows links, as a path named by the user may be one. */
  stat(path: string): { readonly kind: 'file' | 'folder' | 'other'; readonly size: number } | undefined;
  /** Every regular file below a folder, sorted by path; links and special files are named in `skipped`, never followed. */
  walk(folder: string): {
    readonly files: readonly { readonly path: string; readonly size: number }[];
    readonly skipped: readonly { readonly path: string; readonly why: 'link' | 'not-a-file' | 'permission' }[];
  };
  /** The bytes of a regular file; refuses a file larger than `limit` bytes. */
  read(path: string, limit: number): Uint8Array;
}
