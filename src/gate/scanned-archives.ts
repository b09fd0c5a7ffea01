import { createHash } from 'node:crypto';
import { isArchiveName, isCanvasApp } from '../artifact/archive-trees';
import type { FileSystem } from '../artifact/artifact';
import { startsAsZip } from '../artifact/not-a-zip';
import { UserError } from '../errors';

/** Takes the SHA-256 of every archive as it is read: of the very bytes that are scanned, whatever lies there later. */
export class ScannedArchives {
  private readonly hashes = new Set<string>();

  /** @param files to read from */
  constructor(private readonly source: FileSystem) {}

  /** The same files; what is read through these is noted. */
  get files(): FileSystem {
    const { source, hashes } = this;
    return {
      resolve: (path) => source.resolve(path),
      stat: (path) => source.stat(path),
      walk: (...args) => source.walk(...args),
      glob: (...args) => source.glob(...args),
      read: (path, limit) => {
        const bytes = source.read(path, limit);
        if (isArchive(path, bytes)) hashes.add(createHash('sha256').update(bytes).digest('hex'));
        return bytes;
      },
    };
  }

  /** In hexadecimal, sorted, each once. */
  get sha256(): readonly string[] {
    return [...this.hashes].sort();
  }

  /**
   * Makes sure that just these archives were scanned.
   * @throws {UserError} if not
   */
  expect(hashes: readonly string[]): void {
    const expected = new Set(hashes.map((hash) => hash.toLowerCase()));
    const others = this.sha256.filter((hash) => !expected.has(hash));
    const missing = [...expected].filter((hash) => !this.hashes.has(hash));
    if (others.length === 0 && missing.length === 0) return;
    const parts = [
      ...(others.length > 0 ? [`a scanned zip has the SHA-256 ${others.join(', ')}, which is not expected`] : []),
      ...(missing.length > 0 ? [`no scanned zip has the expected SHA-256 ${missing.join(', ')}`] : []),
    ];
    throw new UserError(parts.join('; '), 'What is here is not what was checked before: do not deploy it.');
  }
}

function isArchive(path: string, bytes: Uint8Array): boolean {
  return isArchiveName(path) || (startsAsZip(bytes) && !isCanvasApp(path));
}

/**
 * The input's hashes.
 * @throws {UserError} for what is none
 */
export function checkedHashes(given: readonly string[]): readonly string[] {
  const wrong = given.find((hash) => !/^[0-9a-f]{64}$/i.test(hash));
  if (wrong === undefined) return given;
  throw new UserError(
    `input expected-sha256 cannot be "${wrong}"`,
    'Give the output artifact-sha256 of the run that checked the zip: 64 hexadecimal digits.',
  );
}
