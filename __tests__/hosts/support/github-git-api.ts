import type { GitCheckout } from '../../support/git-checkout';
import type { Answer, GitHubApi } from './github-api';

const url = 'https://api.github.test/of-the-test';
const notFound: Answer = { status: 404, body: { message: 'Not Found' } };

/** Answers of GitHub about the commits and files of a repository. */
export function answersFrom({ bytes, git }: GitCheckout): NonNullable<GitHubApi['git']> {
  const known = (id: string) => {
    try {
      git('cat-file', '-e', id);
      return true;
    } catch {
      return false;
    }
  };
  const treeOf = (sha: string): Answer => {
    const tree = git('ls-tree', '-r', '-t', '-z', '--long', sha)
      .split('\0')
      .filter((line) => line !== '')
      .map((line) => {
        const [, mode, type, id, size, path] = /^(\d+) (\w+) (\w+) +(\S+)\t(.*)$/s.exec(line) ?? [];
        return { path, mode, type, sha: id, url, ...(size !== '-' && { size: Number(size) }) };
      });
    return { status: 200, body: { sha: git('rev-parse', `${sha}^{tree}`), url, tree, truncated: false } };
  };
  const blobOf = (sha: string): Answer => {
    const content = Buffer.from(bytes(sha));
    const body = { content: content.toString('base64').replaceAll(/.{60}/g, '$&\n'), encoding: 'base64', url, sha };
    return { status: 200, body: { ...body, node_id: 'B', size: content.length } };
  };
  const commitOf = (sha: string): Answer => {
    const person = { name: 'Test', email: 'test@example.com', date: '2026-01-01T00:00:00Z' };
    const verification = { verified: false, reason: 'unsigned', signature: null, payload: null, verified_at: null };
    const parents = git('rev-list', '--parents', '--max-count=1', sha).split(' ').slice(1);
    const body = {
      sha,
      node_id: 'C',
      url,
      html_url: url,
      author: person,
      committer: person,
      message: 'change',
      tree: { sha: git('rev-parse', `${sha}^{tree}`), url },
      parents: parents.map((parent) => ({ sha: parent, url, html_url: url })),
      verification,
    };
    return { status: 200, body };
  };
  const comparisonOf = (basehead: string): Answer => {
    const [base = '', head = ''] = basehead.split('...');
    const commit = (sha: string) => ({
      ...commitOf(sha).body,
      comments_url: url,
      commit: { url, author: null, committer: null, message: 'change', comment_count: 0, tree: { sha, url } },
      author: null,
      committer: null,
    });
    const links = { url, html_url: url, permalink_url: url, diff_url: url, patch_url: url };
    const counts = { status: 'diverged', ahead_by: 1, behind_by: 1, total_commits: 1 };
    const body = {
      ...links,
      ...counts,
      base_commit: commit(base),
      merge_base_commit: commit(git('merge-base', base, head)),
      commits: [],
    };
    return { status: 200, body };
  };
  return (operation, values) => {
    switch (operation) {
      case 'git/get-tree':
        return known(values['tree_sha'] ?? '') ? treeOf(values['tree_sha'] ?? '') : notFound;
      case 'git/get-blob':
        return known(values['file_sha'] ?? '') ? blobOf(values['file_sha'] ?? '') : notFound;
      case 'git/get-commit':
        return known(values['commit_sha'] ?? '') ? commitOf(values['commit_sha'] ?? '') : notFound;
      case 'repos/compare-commits':
      case 'repos/compare-commits-with-basehead':
        return comparisonOf(values['basehead'] ?? '');
      default:
        return notFound;
    }
  };
}
