import type { Octokit } from './github-connection';
import type { PullRequestRun } from './github-event';

/** Lines of a file after the change that its diff shows, each with its text and the number of its hunk. */
export type ShownLines = ReadonlyMap<number, { readonly text: string; readonly hunk: number }>;

/**
 * Reads the `patch` of a file: a unified diff without its head.
 * https://www.gnu.org/software/diffutils/manual/html_node/Detailed-Unified.html
 */
export function shownLines(patch: string): ShownLines {
  const lines = new Map<number, { text: string; hunk: number }>();
  let next = 0;
  let hunk = 0;
  for (const line of patch.split('\n')) {
    const start = /^@@ -\d+(?:,\d+)? \+(\d+)(?:,\d+)? @@/.exec(line)?.[1];
    if (start !== undefined) {
      next = Number(start);
      hunk += 1;
    } else if (line.startsWith(' ') || line.startsWith('+')) {
      lines.set(next, { text: line.slice(1), hunk });
      next += 1;
    }
  }
  return lines;
}

/** A range of lines that a comment may be written at: GitHub wants both ends in one hunk. */
export interface Spot {
  readonly startLine: number;
  readonly endLine: number;
}

/**
 * Where a comment about some lines can be: at all of them, or at the first of them that the diff shows. `undefined` where it
 * shows none.
 *
 * @param textOf the line of the file that was scanned: where the target branch changed the file too, the lines of the merge are not
 * those of the diff
 */
export function spotIn(
  shown: ShownLines,
  { startLine, endLine }: Spot,
  isWhole: boolean,
  textOf: (line: number) => string | undefined,
): Spot | undefined {
  const isShown = (line: number) => {
    const text = shown.get(line)?.text;
    return text !== undefined && text.replace(/\r$/, '') === textOf(line);
  };
  if (isWhole) {
    const hunk = shown.get(startLine)?.hunk;
    for (let line = startLine; line <= endLine; line++) {
      if (!isShown(line) || shown.get(line)?.hunk !== hunk) return undefined;
    }
    return { startLine, endLine };
  }
  for (const line of shown.keys()) {
    if (line >= startLine && line <= endLine && isShown(line)) return { startLine: line, endLine: line };
  }
  return undefined;
}

/** What the diff of a pull request shows of some files; of large ones GitHub lists no diff. */
export async function diffOf(
  octokit: Octokit,
  run: PullRequestRun,
  files: ReadonlySet<string>,
): Promise<ReadonlyMap<string, ShownLines>> {
  const found = new Map<string, ShownLines>();
  if (files.size === 0) return found;
  const pages = octokit.paginate.iterator(octokit.rest.pulls.listFiles, {
    owner: run.owner,
    repo: run.repository,
    pull_number: run.number,
    per_page: 100,
  });
  for await (const { data } of pages) {
    for (const { filename, patch } of data) {
      if (files.has(filename) && patch !== undefined) found.set(filename, shownLines(patch));
    }
  }
  return found;
}
