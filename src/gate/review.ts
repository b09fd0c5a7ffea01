import type { Host, PullRequest } from '../host/host';
import type { Comparison } from '../policy/comparison';
import type { Report } from '../policy/report';

/** Comments on the lines of findings, where the pull request changes them. */
export async function review(
  _report: Report,
  _comparison: Comparison | undefined,
  _pullRequest: PullRequest,
  _host: Host,
): Promise<void> {}
