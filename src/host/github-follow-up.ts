import type { Octokit } from './github-connection';
import type { FollowUpRun, PullRequestRun } from './github-event';

/**
 * The pull request whose run is followed: the open one of that branch, if the branch is still where it was. What a run for a fork left
 * behind (artifacts, outputs) is the fork's word and not asked.
 */
export async function followedPullRequest(octokit: Octokit, run: FollowUpRun): Promise<PullRequestRun | undefined> {
  const { data } = await octokit.rest.pulls.list({
    owner: run.owner,
    repo: run.repository,
    state: 'open',
    head: `${run.headOwner}:${run.headBranch}`,
    per_page: 100,
  });
  const found = data.find(({ head }) => head.sha === run.head);
  return found && { ...run, number: found.number };
}
