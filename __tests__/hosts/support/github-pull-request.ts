import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type GitHubApi, startGitHubApi } from './github-api';
import type { Annotation } from './github-runner';
import { type Job, repository, type Step, type StepResult, startJob } from './github-step';

/** Pull request 7 of contoso/orders, with a checkout that holds `failing.zip` and `clean.zip`. */
export interface PullRequest {
  readonly job: Job;
  readonly api: GitHubApi;
  /** Scans a path of the checkout. */
  run(path: string, step?: Step): Promise<StepResult>;
  /** Names of the operations that were asked for, in order. */
  asked(): readonly string[];
  /** Those of them that write a comment. */
  writes(): readonly string[];
  /** Ends all; returns what was not as GitHub describes its API. */
  close(): Promise<readonly string[]>;
}

const samples = { 'failing.zip': 'contoso-orders.zip', 'clean.zip': 'contoso-orders-clean.zip' };

/** Last commit of the branch, and the merge that is tested. */
export const headCommit = 'a'.repeat(40);
export const mergeCommit = 'b'.repeat(40);

/** The event's content; `head` is the repository of the branch, null if that was deleted. */
export const eventOf = (head: string | null) => ({
  pull_request: { number: 7, head: { sha: headCommit, repo: head === null ? null : { full_name: head } } },
});

/** @param basePath where the API lies on its server */
export async function openPullRequest(basePath?: string): Promise<PullRequest> {
  const job = startJob();
  for (const [name, sample] of Object.entries(samples)) {
    job.add(name, readFileSync(join(repository, 'samples', sample)));
  }
  const api = await startGitHubApi(basePath);
  const asked = () => api.requests.map(({ operation }) => operation);
  return {
    job,
    api,
    run: (path, step = {}) =>
      job.run({
        event: 'pull_request',
        payload: eventOf('contoso/orders'),
        ...step,
        inputs: { path, ...step.inputs },
        env: { GITHUB_API_URL: api.url, ...step.env },
      }),
    asked,
    writes: () => asked().filter((name) => name.endsWith('-comment')),
    close: async () => {
      job.remove();
      await api.close();
      return api.violations;
    },
  };
}

/** Warnings about telling, not about findings. */
export function ownWarnings({ shown }: StepResult): readonly Annotation[] {
  return shown.annotations.filter(({ level, title }) => level === 'warning' && title === 'FlowGate');
}
