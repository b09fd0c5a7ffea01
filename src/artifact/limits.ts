import { UnreadableInput } from './artifact';

/**
 * How much input one run is willing to take. All of it may come from a stranger's pull request, so every number that a
 * file can state about itself has a ceiling here. Sizes are bytes.
 *
 * The largest values seen in about 250 public archives: ratio 36:1, one file 15 MB inflated, three levels never.
 */
export interface Limits {
  /** Entries in one archive; also the most that the classic (not zip64) end record can state. */
  readonly entriesPerArchive: number;
  /** Central directory of one archive. Judged before it is read. */
  readonly directoryBytes: number;
  /** One file, inflated or plain. Stays far below the longest string of V8 (about 512 Mi UTF-16 units). */
  readonly fileBytes: number;
  /** All archive entries read in one run, nested archives included: the shared answer to every kind of zip bomb. */
  readonly inflatedBytesPerRun: number;
  /** One archive on disk; it is held in memory while its tree is in use. */
  readonly archiveBytes: number;
  /** Archives inside each other; the archive on disk counts as 1. */
  readonly nesting: number;
  /** Inflated to compressed size of one entry, judged from `ratioFromBytes` on: small files compress as they like. */
  readonly ratio: number;
  readonly ratioFromBytes: number;
  /** Raw name of one archive entry. */
  readonly nameBytes: number;
  /** Files listed in one run, in folders and archives together: an empty file is cheap, a million of them are not. */
  readonly filesPerRun: number;
}

const KiB = 1024;
const MiB = 1024 * KiB;
const GiB = 1024 * MiB;

export const defaultLimits: Limits = {
  entriesPerArchive: 65_535,
  directoryBytes: 64 * MiB,
  fileBytes: 128 * MiB,
  inflatedBytesPerRun: GiB,
  archiveBytes: GiB,
  nesting: 3,
  ratio: 200,
  ratioFromBytes: 16 * MiB,
  nameBytes: 4 * KiB,
  filesPerRun: 1_000_000,
};

/** What is left of the limits that a whole run shares. One instance goes through all archives, nested ones included. */
export class Budget {
  #inflatedBytes: number;
  #files: number;

  constructor(readonly limits: Limits = defaultLimits) {
    this.#inflatedBytes = limits.inflatedBytesPerRun;
    this.#files = limits.filesPerRun;
  }

  /**
   * Pays for one archive entry, before it is inflated.
   * @throws {UnreadableInput} `over-limit`. From then on every entry is refused: which of them happened to be small
   *   enough to still fit would be chance.
   */
  takeInflated(bytes: number, uri: string): void {
    if (bytes > this.#inflatedBytes) {
      this.#inflatedBytes = -1;
      throw new UnreadableInput(
        'over-limit',
        uri,
        `the archives of this run hold more than ${this.limits.inflatedBytesPerRun} bytes in all; scan fewer of them in one run`,
      );
    }
    this.#inflatedBytes -= bytes;
  }

  /**
   * Pays for the files that a folder or archive lists, before they are offered to anybody.
   * @throws {UnreadableInput} `over-limit`
   */
  takeFiles(count: number, uri: string): void {
    if (count > this.#files) {
      throw new UnreadableInput(
        'over-limit',
        uri,
        `more than ${this.limits.filesPerRun} files in this run; name the folders that hold solutions, or scan fewer of them in one run`,
      );
    }
    this.#files -= count;
  }
}
