import type { Host, PullRequest, ReviewComment } from '../host/host';
import { addedIn, type Comparison } from '../policy/comparison';
import { isIncomplete } from '../policy/judge';
import type { Report } from '../policy/report';
import { plural } from '../report/phrases';
import { reviewCommentsOf } from '../report/review-comments';

/** More of them would bury what people write. */
const maxComments = 30;

/**
 * Comments on the lines of findings, where the pull request changes them: on those that are new with it, where the commit before it is
 * known. New since the last run is no measure: the next run would close the comments of this one.
 */
export async function review(
  report: Report,
  comparison: Comparison | undefined,
  pullRequest: PullRequest,
  host: Host,
): Promise<void> {
  const findings =
    comparison?.against === 'commit' ? addedIn(comparison, report) : [...report.open, ...report.belowThreshold];
  const comments: readonly ReviewComment[] = reviewCommentsOf(findings);
  const isComplete = !isIncomplete(report.notAssessed) && (report.status === 'clean' || report.status === 'findings');
  const { written, closed, outside } = await pullRequest.review(comments, { limit: maxComments, isComplete });
  const left = comments.length - written - outside;
  const parts = [
    plural(written, 'comment'),
    ...(closed > 0 ? [`${closed} closed`] : []),
    ...(outside > 0 ? [`${plural(outside, 'finding')} outside of the diff`] : []),
    ...(left > 0 ? [`${left} more in it, for which ${maxComments} are enough`] : []),
  ];
  host.log(`At changed lines: ${parts.join(', ')}.\n`);
}
