import { type FileSystem, type SkippedPath, UnreadableInput } from './artifact';
import { visible } from './zip-names';

/** A file or folder that an input names, by its absolute path. */
export interface Target {
  readonly kind: 'folder' | 'file';
  readonly path: string;
}

export interface InputMatch {
  /** As the user wrote it. */
  readonly input: string;
  /** Files and folders that it names: 1 for a path, any number for a glob. */
  readonly matched: number;
}

export interface ResolvedInputs {
  /** Each path once, in the order of the inputs. */
  readonly targets: readonly Target[];
  readonly matches: readonly InputMatch[];
  /** Under absolute paths, or the input itself where it is no path. */
  readonly problems: UnreadableInput[];
}

/**
 * Folders that are never part of the input: the history, and the packages of somebody else. A path inside one of them can
 * still be named as an input.
 */
export const ignoredFolders: ReadonlySet<string> = new Set(['.git', 'node_modules']);

/** Extensions of the files that FlowGate reads. */
const readExtension = /\.(?:json|xml|zip|msapp|ya?ml)$/i;

/** Finds what the inputs name: paths first, and where nothing is there, globs. Nothing is opened yet. */
export function resolveInputs(inputs: readonly string[], files: FileSystem): ResolvedInputs {
  const targets = new Map<string, Target>();
  const matches: InputMatch[] = [];
  const problems: UnreadableInput[] = [];
  for (const input of inputs) {
    const found = attempt(problems, () => findTargets(input, files, problems)) ?? [];
    for (const target of found) {
      if (!targets.has(target.path)) targets.set(target.path, target);
    }
    matches.push({ input, matched: found.length });
  }
  return { targets: [...targets.values()], matches, problems };
}

/** Runs `action`, keeps what it refuses in `problems`. */
export function attempt<T>(problems: UnreadableInput[], action: () => T): T | undefined {
  try {
    return action();
  } catch (error) {
    if (!(error instanceof UnreadableInput)) throw error;
    problems.push(error);
    return undefined;
  }
}

/**
 * What to say of a path that was left alone, if anything. A link or special file matters when its name says that it
 * would have been read; a link to a folder and a closed folder could hold anything, so silence would be a way past the scan.
 */
export function problemOfSkipped({ path, why }: SkippedPath): UnreadableInput | undefined {
  const isOfInterest = readExtension.test(path);
  switch (why) {
    case 'ignored':
      return undefined;
    case 'permission':
      return new UnreadableInput('permission', path, 'cannot be opened with the rights of this run');
    case 'link-to-folder':
      return new UnreadableInput(
        'link',
        path,
        'is a link to a folder and is not followed; name the folder itself as an input',
      );
    case 'link':
      return isOfInterest
        ? new UnreadableInput(
            'link',
            path,
            'is a link and is not followed; name the file that it points to as an input',
          )
        : undefined;
    case 'not-a-file':
      return isOfInterest ? new UnreadableInput('not-a-file', path, specialFileMessage) : undefined;
  }
}

const specialFileMessage = 'is not a regular file (a device, pipe or socket) and is never read';

function findTargets(input: string, files: FileSystem, problems: UnreadableInput[]): readonly Target[] {
  // Resolving a blank would name the whole current directory, and a blank is most often an unset variable.
  if (input.trim() === '') throw new UnreadableInput('not-found', '', 'an input is blank; give a path or a pattern');
  const named = targetAt(input, files);
  if (named !== undefined) return [named];
  if (!isPattern(input)) {
    const path = files.resolve(input);
    throw new UnreadableInput('not-found', path, `nothing is at this path (looked for ${visible(path)})`);
  }

  const found = matchesOf(withoutEverythingBelow(input), files, problems);
  if (found.length === 0) {
    const from = visible(files.resolve('.'));
    throw new UnreadableInput('no-match', input, `the pattern matches no file or folder (looked from ${from})`);
  }
  return found;
}

function matchesOf(pattern: string, files: FileSystem, problems: UnreadableInput[]): readonly Target[] {
  if (!isPattern(pattern)) {
    const folder = targetAt(pattern, files);
    return folder?.kind === 'folder' ? [folder] : [];
  }
  const { found, skipped } = files.glob(pattern, ignoredFolders);
  for (const one of skipped) {
    const problem = problemOfSkipped(one);
    if (problem !== undefined) problems.push(problem);
  }
  return found;
}

/** @throws {UnreadableInput} `not-a-file` for devices, pipes and sockets. */
function targetAt(input: string, files: FileSystem): Target | undefined {
  const path = files.resolve(input);
  const stat = files.stat(path);
  if (stat?.kind === 'other') throw new UnreadableInput('not-a-file', path, specialFileMessage);
  return stat && { kind: stat.kind, path };
}

function isPattern(input: string): boolean {
  return /[*?[{]/.test(input);
}

/**
 * `src/**` and `src/**\/*` without their tail. Everything below a folder is the folder: taken literally, they would name
 * `src/Other` and `src/Workflows`, and tear a solution that lies in `src` apart.
 */
function withoutEverythingBelow(pattern: string): string {
  const start = pattern.replace(/(?<=^|[\\/])\*\*(?:[\\/]\*{1,2})*$/, '');
  return start === '' ? '.' : start;
}
