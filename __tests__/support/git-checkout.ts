import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { devNull } from 'node:os';
import { dirname, join } from 'node:path';

/** Repositories made by tests, with nobody's settings. */

const env = {
  PATH: process.env['PATH'],
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: devNull,
  GIT_AUTHOR_NAME: 'Test',
  GIT_AUTHOR_EMAIL: 'test@example.com',
  GIT_COMMITTER_NAME: 'Test',
  GIT_COMMITTER_EMAIL: 'test@example.com',
  GIT_AUTHOR_DATE: '2026-01-01T00:00:00Z',
  GIT_COMMITTER_DATE: '2026-01-01T00:00:00Z',
} as unknown as NodeJS.ProcessEnv;

/** Tests that need Git are skipped, by their names, where it is not installed. */
export const hasGit = spawnSync('git', ['--version'], { env }).status === 0;
export const describeWithGit = hasGit ? describe : describe.skip;

/** Content of a file, the target of a link, or nothing for a file to remove. */
export type Content = string | Uint8Array | { readonly link: string } | undefined;

export interface GitCheckout {
  readonly root: string;
  git(...args: readonly string[]): string;
  /** Content of a file by its id. */
  bytes(id: string): Uint8Array;
  write(files: Readonly<Record<string, Content>>): void;
  /** Writes, and commits all that is there; returns the id. */
  commit(files: Readonly<Record<string, Content>>): string;
}

/** A new repository at a folder, on the branch `main`. */
export function gitCheckout(root: string): GitCheckout {
  const git = (...args: readonly string[]) =>
    execFileSync('git', ['-C', root, '-c', 'protocol.file.allow=always', ...args], {
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
      .toString('utf8')
      .trim();
  const write = (files: Readonly<Record<string, Content>>) => {
    for (const [path, content] of Object.entries(files)) {
      const file = join(root, path);
      rmSync(file, { force: true, recursive: true });
      if (content === undefined) continue;
      mkdirSync(dirname(file), { recursive: true });
      if (typeof content === 'object' && 'link' in content) symlinkSync(content.link, file);
      else writeFileSync(file, content);
    }
  };
  mkdirSync(root, { recursive: true });
  git('init', '--quiet', '--initial-branch=main');
  git('config', 'core.autocrlf', 'false');
  return {
    root,
    git,
    bytes: (id) => execFileSync('git', ['-C', root, 'cat-file', 'blob', id], { env, maxBuffer: 1e8 }),
    write,
    commit: (files) => {
      write(files);
      git('add', '--all', '--force');
      git('commit', '--quiet', '--allow-empty', '--message=change');
      return git('rev-parse', 'HEAD');
    },
  };
}

/** A pull request as a runner checks it out: merged into what the target branch has become. */
export interface MergedPullRequest {
  readonly checkout: GitCheckout;
  /** Where the branch left the target branch. */
  readonly parting: string;
  /** What the target branch is now. */
  readonly target: string;
  /** Last commit of the branch. */
  readonly head: string;
  readonly merge: string;
}

/**
 * @param before files where the branch left the target branch
 * @param change what the branch changes
 * @param meanwhile what the target branch changed since
 */
export function mergedPullRequest(
  root: string,
  before: Readonly<Record<string, Content>>,
  change: Readonly<Record<string, Content>>,
  meanwhile: Readonly<Record<string, Content>> = {},
): MergedPullRequest {
  const checkout = gitCheckout(root);
  const parting = checkout.commit(before);
  checkout.git('checkout', '--quiet', '-b', 'feature');
  const head = checkout.commit(change);
  checkout.git('checkout', '--quiet', 'main');
  const target = checkout.commit(meanwhile);
  checkout.git('checkout', '--quiet', '--detach');
  checkout.git('merge', '--quiet', '--no-ff', '--message=merge', 'feature');
  return { checkout, parting, target, head, merge: checkout.git('rev-parse', 'HEAD') };
}

/** Replaces the history of a checkout by that of a clone with so many commits; one is what the checkout steps fetch by default. */
export function makeShallow({ root, git }: GitCheckout, depth = 1): void {
  const clone = `${root} shallow`;
  git('branch', '--force', 'checked-out', 'HEAD');
  git('clone', '--quiet', `--depth=${depth}`, '--branch=checked-out', `file://${root}`, clone);
  rmSync(join(root, '.git'), { recursive: true });
  renameSync(join(clone, '.git'), join(root, '.git'));
  rmSync(clone, { recursive: true });
  git('checkout', '--quiet', '--detach');
}
