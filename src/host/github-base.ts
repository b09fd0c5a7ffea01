import type { FileSystem } from '../artifact/artifact';
import { baseFromService, baseInClone, mergedWith, nowIn, scannedRepository } from './base-commit';
import type { GitRepository } from './git-repository';
import { commitsOf, type Environment, isPullRequestRun, type PullRequestRun, pullRequestOf } from './github-event';
import type { CommitQuery } from './github-tree';
import type { Base } from './host';
import type { TreeEntry } from './tree-files';

/**
 * The files as they were before the pull request: of the commit that the checkout was merged with, or, where the branch itself
 * is checked out, of the one that it left the target branch at. The base that the event names is neither once the target
 * branch has moved on.
 *
 * @param paths what is scanned
 */
export async function githubBase(
  env: Environment,
  files: FileSystem,
  token: string | undefined,
  paths: readonly string[],
): Promise<Base | undefined> {
  if (!isPullRequestRun(env)) return undefined;
  const repository = scannedRepository(paths, files);
  const query = queryOf(env, repository);
  if (query === undefined) {
    return {
      missing: 'what is checked out is neither the merge commit of the pull request nor the head of its branch',
    };
  }
  if (repository && query.kind === 'commit') {
    const base = baseInClone(repository, query.commit, files);
    if (base) return base;
  }
  const run = pullRequestOf(env);
  if (!run || token === undefined)
    return { missing: `the checkout does not hold it, and there is no token; ${advice}` };
  return fromApi(query, { run, token, repository, paths, files });
}

const advice = 'check out with "fetch-depth: 0"';

/** Which commit it is, as far as the checkout tells. */
function queryOf(env: Environment, repository: GitRepository | undefined): CommitQuery | undefined {
  const { base, head } = commitsOf(env);
  const checkedOut = repository?.head();
  if (repository === undefined || checkedOut === undefined) {
    // Without Git, actions/checkout unpacks an archive of the same commit.
    const merge = env['GITHUB_EVENT_NAME'] === 'pull_request' ? env['GITHUB_SHA'] : undefined;
    return merge ? { kind: 'merged-with', merge, head } : undefined;
  }
  if (checkedOut === head) {
    if (base === undefined) return undefined;
    const commit = repository.mergeBase(base, head);
    return commit === undefined ? { kind: 'parting', base, head } : { kind: 'commit', commit };
  }
  const isMerge = checkedOut === env['GITHUB_SHA'] || (head && repository.parentsOf(checkedOut).includes(head));
  const commit = isMerge ? mergedWith(repository, checkedOut, head) : undefined;
  return commit === undefined ? undefined : { kind: 'commit', commit };
}

interface Place {
  readonly run: PullRequestRun;
  readonly token: string;
  readonly repository: GitRepository | undefined;
  readonly paths: readonly string[];
  readonly files: FileSystem;
}

async function fromApi(query: CommitQuery, { run, token, repository, paths, files }: Place): Promise<Base> {
  try {
    const { readCommit } = require('./github-api.cjs') as typeof import('./github-tree');
    const { now, ...commit } = await readCommit({ run, token, query });
    const nowListed: () => readonly TreeEntry[] = repository?.head() === undefined ? () => now : nowIn(repository);
    return await baseFromService(commit, paths, repository?.root ?? files.resolve('.'), files, nowListed);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { missing: `the checkout does not hold it, and ${why.replace(/[.\s]+$/, '')}; ${advice}` };
  }
}
