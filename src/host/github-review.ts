import { plainText, sameText, statusOf } from './github-answer';
import { authorship } from './github-author';
import { type Octokit, startingOver, unrepeated } from './github-connection';
import { diffOf, type ShownLines, type Spot, spotIn } from './github-diff';
import type { PullRequestRun } from './github-event';
import { ReviewThreads } from './github-review-threads';
import type { ReviewComment, Reviewed, ReviewTerms } from './host';
import { suggestionBlock } from './suggestion';

export interface ReviewRequest {
  readonly run: PullRequestRun;
  /** Tells the comments of this step from those of others. */
  readonly step: string;
  /** Worst first. */
  readonly comments: readonly ReviewComment[];
  readonly terms: ReviewTerms;
  /** A line of a file as it was scanned. */
  readonly textOf: (file: string, line: number) => string | undefined;
}

/** A comment of this step that is there. */
interface Known {
  readonly id: number;
  readonly nodeId: string;
  readonly fingerprint: string;
  readonly body: string;
  /** `undefined` once the lines have changed. */
  readonly spot: Spot | undefined;
  readonly hasReplies: boolean;
}

/** A comment to write. */
interface Placed {
  readonly comment: ReviewComment;
  readonly spot: Spot;
  readonly body: string;
}

/** Makes the comments at changed lines be the ones that are asked for. */
export function review(octokit: Octokit, request: ReviewRequest): Promise<Reviewed> {
  return startingOver(() => reviewOnce(octokit, request));
}

async function reviewOnce(octokit: Octokit, request: ReviewRequest): Promise<Reviewed> {
  const { run, comments, terms } = request;
  const { known, surplus } = await knownComments(octokit, request);
  const threads = new ReviewThreads(octokit, run);

  const isSettled = (own: Known | undefined) => own !== undefined && (own.spot !== undefined || own.hasReplies);
  const unplaced = comments.filter(({ fingerprint }) => !isSettled(known.get(fingerprint)));
  const diff = await diffOf(octokit, run, new Set(unplaced.map(({ file }) => file)));

  const fresh: Placed[] = [];
  const replaced: Known[] = [];
  let kept = comments.filter(({ fingerprint }) => known.has(fingerprint)).length;
  let outside = 0;
  for (const comment of comments) {
    const own = known.get(comment.fingerprint);
    const placed = isSettled(own) ? undefined : place(comment, diff.get(comment.file), request);
    if (own && placed) {
      // Its lines have changed, and people do not see it any more.
      kept -= 1;
      replaced.push(own);
      fresh.push(placed);
    } else if (own) await update(octokit, request, own, comment, threads);
    else if (!placed) outside += 1;
    else if (kept + fresh.length < terms.limit) fresh.push(placed);
  }

  const refused = await write(octokit, run, fresh);
  const wanted = new Set(comments.map(({ fingerprint }) => fingerprint));
  const isGone = ({ fingerprint, body }: Known) => terms.isComplete && !wanted.has(fingerprint) && !isClosed(body);
  const gone = [...known.values()].filter(isGone);
  for (const own of [...replaced, ...surplus]) await remove(octokit, run, own);
  for (const own of gone) await close(octokit, request, own, threads);
  return { written: kept + fresh.length - refused, closed: gone.length, outside: outside + refused };
}

const repositoryOf = ({ owner, repository }: PullRequestRun) => ({ owner, repo: repository });

/** Our comments by finding, and those that are there twice. Anybody may write a marker: the author has to be ours. */
async function knownComments(
  octokit: Octokit,
  { run, step }: ReviewRequest,
): Promise<{ readonly known: ReadonlyMap<string, Known>; readonly surplus: readonly Known[] }> {
  const isOwn = authorship(octokit);
  const found: Omit<Known, 'hasReplies'>[] = [];
  const answered = new Set<number>();
  const pages = octokit.paginate.iterator(octokit.rest.pulls.listReviewComments, {
    ...repositoryOf(run),
    pull_number: run.number,
    per_page: 100,
  });
  for await (const { data } of pages) {
    for (const { id, node_id: nodeId, body, user, in_reply_to_id: answers, line, start_line: start } of data) {
      const [, ofStep, fingerprint] = markerPattern.exec(body) ?? [];
      if (answers !== undefined) answered.add(answers);
      else if (fingerprint !== undefined && ofStep === step && (await isOwn(user?.login))) {
        // Comments whose lines have changed have none.
        const spot = typeof line === 'number' ? { startLine: start ?? line, endLine: line } : undefined;
        found.push({ id, nodeId, fingerprint, body, spot });
      }
    }
  }
  const known = new Map<string, Known>();
  const surplus: Known[] = [];
  for (const one of found) {
    const own = { ...one, hasReplies: answered.has(one.id) };
    if (!known.has(one.fingerprint)) known.set(one.fingerprint, own);
    else if (!own.hasReplies) surplus.push(own);
  }
  return { known, surplus };
}

const markerPattern = /^<!-- flowgate-finding ([\w-]+) ([\w.:-]+) -->/;

/** Not shown; first line of each comment. */
function markerOf(step: string, fingerprint: string): string {
  return `<!-- flowgate-finding ${step} ${fingerprint} -->`;
}

const closedNote = '*FlowGate does not find this any more.*';

function isClosed(body: string): boolean {
  return plainText(body.replace(markerPattern, '')) === closedNote;
}

/** Where the lines to change are in the diff the comment goes there, with the change; else at the lines of the finding. */
function place(comment: ReviewComment, shown: ShownLines | undefined, request: ReviewRequest): Placed | undefined {
  if (!shown) return undefined;
  const textOf = (line: number) => request.textOf(comment.file, line);
  const ofChange = comment.suggestion && spotIn(shown, comment.suggestion, true, textOf);
  const spot = ofChange ?? spotIn(shown, comment, false, textOf);
  return spot && { comment, spot, body: bodyOf(request.step, comment, spot) };
}

function bodyOf(step: string, { fingerprint, markdown, suggestion }: ReviewComment, spot: Spot | undefined): string {
  const isThere = suggestion && spot?.startLine === suggestion.startLine && spot.endLine === suggestion.endLine;
  const parts = [markerOf(step, fingerprint), markdown.trim(), ...(isThere ? [suggestionBlock(suggestion)] : [])];
  return parts.join('\n\n');
}

/** All in one review, so that people get one message. @returns how many GitHub did not take at their lines */
async function write(octokit: Octokit, run: PullRequestRun, fresh: readonly Placed[]): Promise<number> {
  if (fresh.length === 0) return 0;
  const comments = fresh.map(({ comment: { file }, spot: { startLine, endLine }, body }) => ({
    path: file,
    body,
    line: endLine,
    side: 'RIGHT' as const,
    ...(startLine < endLine && { start_line: startLine, start_side: 'RIGHT' as const }),
  }));
  const pull = { ...repositoryOf(run), pull_number: run.number };
  const { head } = run;
  try {
    const places = fresh.length === 1 ? 'one place' : `${fresh.length} places`;
    const body = `FlowGate has something to say at ${places} that this pull request changes.`;
    const commit = head === undefined ? {} : { commit_id: head };
    await unrepeated((options) =>
      octokit.rest.pulls.createReview({ ...pull, ...commit, event: 'COMMENT', body, comments, ...options }),
    );
    return 0;
  } catch (error) {
    // One line that GitHub does not count to the diff, and it refuses them all.
    if (statusOf(error) !== 422 || head === undefined) throw error;
  }
  let refused = 0;
  for (const comment of comments) {
    try {
      await unrepeated((options) =>
        octokit.rest.pulls.createReviewComment({ ...pull, ...comment, commit_id: head, ...options }),
      );
    } catch (error) {
      if (statusOf(error) !== 422) throw error;
      refused += 1;
    }
  }
  return refused;
}

/** What people resolved although the finding is there stays so; what was closed by us opens again. */
async function update(
  octokit: Octokit,
  { run, step }: ReviewRequest,
  own: Known,
  comment: ReviewComment,
  threads: ReviewThreads,
): Promise<void> {
  const body = bodyOf(step, comment, own.spot);
  if (sameText(own.body, body)) return;
  await octokit.rest.pulls.updateReviewComment({ ...repositoryOf(run), comment_id: own.id, body });
  if (isClosed(own.body)) await threads.reopen(own.nodeId);
}

/** The finding is gone. */
async function close(
  octokit: Octokit,
  { run, step }: ReviewRequest,
  own: Known,
  threads: ReviewThreads,
): Promise<void> {
  const isResolved = await threads.resolve(own.nodeId);
  if (!isResolved && !own.hasReplies) return remove(octokit, run, own);
  const body = `${markerOf(step, own.fingerprint)}\n\n${closedNote}`;
  await octokit.rest.pulls.updateReviewComment({ ...repositoryOf(run), comment_id: own.id, body });
}

async function remove(octokit: Octokit, run: PullRequestRun, { id }: Known): Promise<void> {
  try {
    await octokit.rest.pulls.deleteReviewComment({ ...repositoryOf(run), comment_id: id });
  } catch (error) {
    // Somebody was faster.
    if (statusOf(error) !== 404) throw error;
  }
}
