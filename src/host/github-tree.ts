import type { RemoteCommit } from './base-commit';
import { connect, type Octokit } from './github-connection';
import type { PullRequestRun } from './github-event';
import { readRefusal } from './github-refusal';
import type { TreeEntry } from './tree-files';

/** Which commit is asked for: by its id, or by what it is to others. */
export type CommitQuery =
  | { readonly kind: 'commit'; readonly commit: string }
  /** What a merge commit merged the branch of `head` with. */
  | { readonly kind: 'merged-with'; readonly merge: string; readonly head: string | undefined }
  /** Where two branches parted. */
  | { readonly kind: 'parting'; readonly base: string; readonly head: string };

export interface CommitRequest {
  readonly run: PullRequestRun;
  readonly token: string;
  readonly query: CommitQuery;
}

/** A commit as GitHub has it. */
export interface GitHubCommit extends RemoteCommit {
  /** Files of the merge commit, where it was asked by. */
  readonly now: readonly TreeEntry[];
}

type Repository = { readonly owner: string; readonly repo: string };

/**
 * Lists a commit over the API.
 * @throws {Error} whatever goes wrong, also from `fetch`; the message says what is missing and how to grant it.
 */
export async function readCommit({ run, token, query }: CommitRequest): Promise<GitHubCommit> {
  const octokit = connect(token);
  const repository = { owner: run.owner, repo: run.repository };
  const told = async <T>(action: () => Promise<T>): Promise<T> => {
    try {
      return await action();
    } catch (error) {
      throw new Error(readRefusal(error), { cause: error });
    }
  };
  return told(async () => {
    const commit = await idOf(query, octokit, repository);
    const entries = await listingOf(commit, octokit, repository);
    const now = query.kind === 'merged-with' ? await listingOf(query.merge, octokit, repository) : [];
    return { commit, entries, now, fetch: (id) => told(() => contentOf(id, octokit, repository)) };
  });
}

async function idOf(query: CommitQuery, octokit: Octokit, repository: Repository): Promise<string> {
  switch (query.kind) {
    case 'commit':
      return query.commit;
    case 'merged-with': {
      const { data } = await octokit.rest.git.getCommit({ ...repository, commit_sha: query.merge });
      const other = data.parents.find(({ sha }) => sha !== query.head);
      if (data.parents.length !== 2 || !other) throw new Error('what is checked out is no merge commit');
      return other.sha;
    }
    case 'parting': {
      const basehead = `${query.base}...${query.head}`;
      // The files of the comparison come with the first page whatever its size; its commits need not.
      const { data } = await octokit.rest.repos.compareCommitsWithBasehead({ ...repository, basehead, per_page: 1 });
      return data.merge_base_commit.sha;
    }
  }
}

async function listingOf(commit: string, octokit: Octokit, repository: Repository): Promise<readonly TreeEntry[]> {
  const { data } = await octokit.rest.git.getTree({ ...repository, tree_sha: commit, recursive: '1' });
  if (data.truncated) throw new Error('the repository has more files than GitHub lists at once');
  return data.tree.flatMap(({ type, mode, path, sha, size }): readonly TreeEntry[] =>
    type === 'blob' ? [{ kind: mode === '120000' ? 'link' : 'file', path, id: sha, size }] : [],
  );
}

async function contentOf(id: string, octokit: Octokit, repository: Repository): Promise<Uint8Array> {
  const { data } = await octokit.rest.git.getBlob({ ...repository, file_sha: id });
  return Buffer.from(data.content, 'base64');
}
