import { type CheckRun, createCheckRun } from './github-check-run';
import { ProcessingFailed, type SarifUpload, type UploadEvents, uploadSarif } from './github-code-scanning';
import { type CommentPlace, StepComment } from './github-comment';
import { connect } from './github-connection';
import type { FollowUpRun, PullRequestRun, Run } from './github-event';
import { followedPullRequest } from './github-follow-up';
import { type Need, refusalReason } from './github-refusal';
import { type ReviewRequest, review } from './github-review';
import type { PullRequest, Reviewed } from './host';

/**
 * All that FlowGate writes to GitHub. A bundle of its own, because it brings the network libraries along: a megabyte, which would
 * cost each start 10 ms even if nothing of it ran.
 *
 * Whatever goes wrong is an `Error` whose message is a sentence that says what is missing and how to grant it.
 */

const comments: Need = { permission: 'pull-requests: write', what: 'its text' };
const reviews: Need = { permission: 'pull-requests: write', what: 'them' };
const codeScanning: Need = { permission: 'security-events: write', what: 'the file' };
const checks: Need = { permission: 'checks: write', what: 'it' };

/** An upload is waited for, and of many comments each may take seconds: Octokit leaves time between them, as GitHub asks. */
const longDeadlineMs = 240_000;

export function findPullRequest(token: string, run: FollowUpRun): Promise<PullRequestRun | undefined> {
  return saying(run, comments, () => followedPullRequest(connect(token), run));
}

/** The one comment of a step, for both questions about it. */
export function stepComment(
  token: string,
  place: CommentPlace,
): Pick<PullRequest, 'previousComment'> & { upsert: StepComment['upsert'] } {
  const comment = new StepComment(connect(token), place);
  return {
    previousComment: () => saying(place.run, comments, () => comment.text()),
    upsert: (markdown, isWanted) => saying(place.run, comments, () => comment.upsert(markdown, isWanted)),
  };
}

export function writeReview(token: string, request: ReviewRequest): Promise<Reviewed> {
  return saying(request.run, reviews, () => review(connect(token, longDeadlineMs), request));
}

export function publishSarif(token: string, run: Run, upload: SarifUpload, events: UploadEvents): Promise<void> {
  return saying(run, codeScanning, () => uploadSarif(connect(token, longDeadlineMs), upload, events));
}

export function publishCheckRun(token: string, run: Run, check: CheckRun): Promise<string | undefined> {
  return saying(run, checks, () => createCheckRun(connect(token), check));
}

async function saying<T>(run: Run, need: Need, step: () => Promise<T>): Promise<T> {
  try {
    return await step();
  } catch (error) {
    const reason = error instanceof ProcessingFailed ? error.message : refusalReason(error, run, need);
    throw new Error(reason, { cause: error });
  }
}
