import type { FileSystem, FolderListing, UnreadableInput } from './artifact';
import { attempt, ignoredFolders, problemOfSkipped, type Target } from './inputs';
import type { Budget } from './limits';
import { parentOf } from './scan-root';

/** What the folders among the inputs hold, each file once. */
export class Folders {
  readonly #listings = new Map<string, FolderListing & { readonly skippedPaths: ReadonlySet<string> }>();

  /** Lists the folders among `targets`, outer ones first; a folder that lies in a listed one is part of its listing. */
  constructor(targets: readonly Target[], files: FileSystem, budget: Budget, problems: UnreadableInput[]) {
    const named = new Set(targets.map(({ path }) => path));
    const folders = targets.filter(({ kind }) => kind === 'folder').map(({ path }) => path);
    for (const folder of folders.sort((a, b) => a.length - b.length)) {
      if (this.covers(folder)) continue;
      const listing = attempt(problems, () => {
        const walked = files.walk(folder, ignoredFolders, budget.limits.filesPerRun);
        budget.takeFiles(walked.files.length, folder);
        return walked;
      });
      if (listing === undefined) continue;
      this.#listings.set(folder, { ...listing, skippedPaths: new Set(listing.skipped.map(({ path }) => path)) });
      for (const one of listing.skipped) {
        // A link that is an input of its own is followed there.
        const problem = named.has(one.path) ? undefined : problemOfSkipped(one);
        if (problem !== undefined) problems.push(problem);
      }
    }
  }

  /** The listing of a folder that was listed for itself. */
  get(folder: string): FolderListing | undefined {
    return this.#listings.get(folder);
  }

  /** Whether a path lies in a listed folder, and nothing on the way to it was skipped there. */
  covers(path: string): boolean {
    const way = [path];
    for (let at = path, holder = parentOf(at); holder !== at; at = holder, holder = parentOf(at)) {
      const listing = this.#listings.get(holder);
      if (listing !== undefined && !way.some((step) => listing.skippedPaths.has(step))) return true;
      way.push(holder);
    }
    return false;
  }
}
