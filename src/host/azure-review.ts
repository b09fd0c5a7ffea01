import { type ChangedFile, changedFiles, iterationOf, linesInDiff, linesOf } from './azure-iteration';
import { withoutWorkItems } from './azure-text';
import {
  createThread,
  listThreads,
  ownThreads,
  type Place,
  type PullRequestPlace,
  statuses,
  type Thread,
  telling,
  updateThread,
} from './azure-threads';
import type { ReviewComment, Reviewed, ReviewTerms } from './host';
import { suggestionBlock } from './suggestion';

export interface AzureReviewRequest {
  /** Worst first. */
  readonly comments: readonly ReviewComment[];
  readonly terms: ReviewTerms;
  /** Commit of the source branch that is judged. */
  readonly commit: string | undefined;
  /** A file of the comments: its path from the root of the repository, and its bytes; `undefined` where there is none of that name. */
  readonly fileOf: (file: string) => { readonly path: string; readonly bytes: Uint8Array } | undefined;
}

/**
 * Makes the threads at changed files be those that are asked for: one for each finding, known by its fingerprint; fixed when the finding
 * goes, active again when it is back.
 * @throws {PublishRefused}
 */
export function review(place: PullRequestPlace, asked: AzureReviewRequest): Promise<Reviewed> {
  return telling(place, 'no comments at changed files', (own) => reviewOnce(own, asked));
}

async function reviewOnce(place: Place, asked: AzureReviewRequest): Promise<Reviewed> {
  const { comments, terms } = asked;
  const { known, surplus } = await knownThreads(place);
  const isNew = ({ fingerprint }: ReviewComment) => !known.has(fingerprint);
  const diff = comments.some(isNew) ? await Diff.of(place, asked) : undefined;

  let written = comments.filter((comment) => !isNew(comment)).length;
  let outside = 0;
  for (const comment of comments) {
    const thread = known.get(comment.fingerprint);
    if (thread) {
      await updateThread(place, thread, bodyOf(place, comment, thread.content), statusWhenThere(thread.status));
      continue;
    }
    const spot = await diff?.spotOf(comment);
    if (!diff || !spot) outside += 1;
    else if (written < terms.limit) {
      const content = bodyOf(place, comment, spot.takesSuggestion);
      const properties = { [stepProperty]: place.key, [findingProperty]: comment.fingerprint };
      await createThread(place, { content, status: statuses.active, properties, position: diff.position(spot) });
      written += 1;
    }
  }

  const wanted = new Set(comments.map(({ fingerprint }) => fingerprint));
  const gone = [...known].flatMap(([fingerprint, thread]) =>
    terms.isComplete && !wanted.has(fingerprint) && isOpen(thread.status) ? [thread] : [],
  );
  for (const thread of gone) await updateThread(place, thread, thread.content, statuses.fixed);
  for (const thread of surplus) await updateThread(place, thread, thread.content, statuses.closed);
  return { written, closed: gone.length, outside };
}

function isOpen(status: number): boolean {
  return status === statuses.active || status === statuses.pending;
}

/** "Fixed" is what a run says of a finding that is gone; it is back. What people decided otherwise stays. */
function statusWhenThere(status: number): number {
  return status === statuses.fixed || status === statuses.unknown ? statuses.active : status;
}

const stepProperty = 'flowgate.step';
const findingProperty = 'flowgate.finding';

/** Our threads by finding, and those that two runs at one time wrote twice. */
async function knownThreads(
  place: Place,
): Promise<{ readonly known: ReadonlyMap<string, Thread>; readonly surplus: readonly Thread[] }> {
  const fingerprints = new Map<Thread, string>();
  for (const thread of await listThreads(place)) {
    const fingerprint = fingerprintOf(thread, place);
    if (fingerprint !== undefined) fingerprints.set(thread, fingerprint);
  }
  const known = new Map<string, Thread>();
  const surplus: Thread[] = [];
  for (const thread of await ownThreads(place, [...fingerprints.keys()])) {
    const fingerprint = fingerprints.get(thread) ?? '';
    if (!known.has(fingerprint)) known.set(fingerprint, thread);
    else if (isOpen(thread.status)) surplus.push(thread);
  }
  return { known, surplus };
}

function fingerprintOf(thread: Thread, place: Place): string | undefined {
  if (thread.property(stepProperty) === place.key) {
    const fingerprint = thread.property(findingProperty);
    if (typeof fingerprint === 'string') return fingerprint;
  }
  const [, key, fingerprint] = markerPattern.exec(thread.content) ?? [];
  return key === encodeURIComponent(place.key) ? fingerprint : undefined;
}

const markerPattern = /^<!-- flowgate-finding (\S+) ([\w.:-]+) -->/;

/** Not shown; first line of each comment. */
function markerOf(place: PullRequestPlace, fingerprint: string): string {
  return `<!-- flowgate-finding ${encodeURIComponent(place.key)} ${fingerprint} -->`;
}

/** The service refuses more than 150,000 characters. */
const maxBody = 140_000;

/** @param before whether to offer the change, or the text that the thread has now: at the lines of then it offers what it did */
function bodyOf(place: PullRequestPlace, comment: ReviewComment, before: boolean | string): string {
  const { fingerprint, suggestion } = comment;
  const block = suggestion && suggestionBlock(suggestion);
  const isOffered = block !== undefined && (typeof before === 'string' ? offered.test(before) : before);
  const marker = markerOf(place, fingerprint);
  const end = isOffered ? `\n\n${block}` : '';
  const text = withoutWorkItems(comment.markdown.trim());
  return `${marker}\n\n${fitting(text, maxBody - marker.length - end.length)}${end}`;
}

const offered = /^`{3,}suggestion$/m;

/** Whole paragraphs: a cut inside of one could leave half of an entity. */
function fitting(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const note = 'The rest is too long for a comment; the report of the run has it.';
  const end = text.lastIndexOf('\n\n', limit - note.length - 2);
  return end < 0 ? note : `${text.slice(0, end)}\n\n${note}`;
}

/** Where a thread can be: lines of a file of the diff. */
interface Spot {
  readonly path: string;
  readonly changed: ChangedFile;
  readonly startLine: number;
  readonly endLine: number;
  /** Behind the last character of the last line. */
  readonly endOffset: number;
  readonly takesSuggestion: boolean;
}

/** What the pull request changes, in the iteration that this run judges. */
class Diff {
  private readonly files = new Map<string, Promise<readonly string[]>>();

  private constructor(
    private readonly place: Place,
    private readonly asked: AzureReviewRequest,
    private readonly iteration: number,
    private readonly changed: ReadonlyMap<string, ChangedFile>,
  ) {}

  static async of(place: Place, asked: AzureReviewRequest): Promise<Diff | undefined> {
    const iteration = await iterationOf(place, asked.commit);
    return iteration && new Diff(place, asked, iteration.id, await changedFiles(place, iteration.id));
  }

  /** At the lines of a change to take over if they can be shown, else at those of the finding. */
  async spotOf({ file, suggestion, startLine, endLine }: ReviewComment): Promise<Spot | undefined> {
    const scanned = this.asked.fileOf(file);
    const path = `/${scanned?.path}`;
    const changed = this.changed.get(path);
    if (!scanned || !changed) return undefined;
    const known = this.files.get(path) ?? linesInDiff(this.place, changed, scanned.bytes);
    this.files.set(path, known);
    const [now, shown] = [linesOf(scanned.bytes), await known];
    const isShown = (from: number, to: number) => {
      if (from < 1 || to > shown.length) return false;
      return now.slice(from - 1, to).every((line, i) => line === shown[from - 1 + i]);
    };
    const spotAt = (from: number, to: number, takesSuggestion: boolean) => ({
      ...{ path, changed, startLine: from, endLine: to, takesSuggestion },
      endOffset: (shown[to - 1]?.length ?? 0) + 1,
    });
    if (suggestion && isShown(suggestion.startLine, suggestion.endLine)) {
      return spotAt(suggestion.startLine, suggestion.endLine, true);
    }
    const end = [endLine, startLine].find((line) => isShown(startLine, line));
    return end === undefined ? undefined : spotAt(startLine, end, false);
  }

  /** The second part keeps the thread at its lines while more is pushed. */
  position({ path, changed, startLine, endLine, endOffset }: Spot): object {
    return {
      threadContext: {
        filePath: path,
        rightFileStart: { line: startLine, offset: 1 },
        rightFileEnd: { line: endLine, offset: endOffset },
      },
      pullRequestThreadContext: {
        changeTrackingId: changed.changeTrackingId,
        iterationContext: { firstComparingIteration: 1, secondComparingIteration: this.iteration },
      },
    };
  }
}
