import { UnreadableInput } from '../../src/artifact/artifact';
import { Budget, defaultLimits, type Limits } from '../../src/artifact/limits';
import { openZip } from '../../src/artifact/zip';

/** What became of an archive: why it is refused, or its files by path with their text or why they are not read. */
export interface Examination {
  readonly refused?: string;
  readonly files: Readonly<Record<string, string>>;
  /** Reasons and messages of the entries that are never offered. */
  readonly leftOut: readonly string[];
}

/** Opens an archive and reads all of it. Throws what is not an `UnreadableInput`. */
export function examine(archive: Uint8Array, limits: Partial<Limits> = {}): Examination {
  try {
    const { files, unreadable } = openZip(archive, 'a.zip', new Budget({ ...defaultLimits, ...limits }));
    return {
      files: Object.fromEntries(files.map((file) => [file.path, textOrReason(() => file.read())])),
      leftOut: unreadable.map(({ reason, uri, message }) => `${reason} ${uri}: ${message}`),
    };
  } catch (error) {
    return { refused: reasonOf(error), files: {}, leftOut: [] };
  }
}

function textOrReason(read: () => Uint8Array): string {
  try {
    return Buffer.from(read()).toString('utf8');
  } catch (error) {
    return `not read: ${reasonOf(error)}`;
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof UnreadableInput) return error.reason;
  throw error;
}
