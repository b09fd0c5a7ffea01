import type { Host, PullRequest } from '../host/host';
import type { Comparison } from '../policy/comparison';
import type { Report } from '../policy/report';
import type { ScanRequest } from '../scan';

/** How the findings differ from those before the pull request; `undefined` where there is nothing to compare with. */
export async function compare(
  _report: Report,
  _request: ScanRequest,
  _host: Host,
  _pullRequest: PullRequest | undefined,
): Promise<Comparison | undefined> {
  return undefined;
}

/** What a later run needs to know of this one, hidden in the comment. */
export function stateText(_report: Report): string {
  return '';
}
