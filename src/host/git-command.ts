import { spawnSync } from 'node:child_process';
import { devNull } from 'node:os';
import { dirname } from 'node:path';

/** Longest that one command may take, and most that it may print. */
const timeout = 60_000;
const maxOutput = 256 * 1024 * 1024;

/** One command on one repository; `undefined` where Git is not installed, refuses, or takes too long. */
export type Git = (args: readonly string[], input?: string) => Buffer | undefined;

/**
 * Git, for reading objects only. The checkout may have been arranged by others than those who wrote the workflow, so nothing of
 * its configuration gets to act: no network, no replaced objects, no hooks, no file system monitor, no helpers.
 *
 * The repository is named instead of looked for: a folder of the checkout that poses as one is not fallen for, and one that
 * belongs to another user, as in a container, may be read (https://git-scm.com/docs/git-config, `safe.directory`).
 *
 * @param gitFolder path of `.git`
 */
export function gitOf(gitFolder: string): Git {
  const settings = ['core.quotePath=false', 'core.fsmonitor=false', 'protocol.allow=never'];
  const before = [`--git-dir=${gitFolder}`, '--no-replace-objects', ...settings.flatMap((one) => ['-c', one])];
  return (args, input = '') => {
    const { status, stdout, error } = spawnSync('git', [...before, ...args], {
      // Windows looks for programs in the working folder first, and the checkout may hold a git.exe.
      cwd: dirname(process.execPath),
      env: environment(),
      input,
      timeout,
      maxBuffer: maxOutput,
      windowsHide: true,
    });
    return error === undefined && status === 0 ? stdout : undefined;
  };
}

/** Little more than the way to the program: variables such as `GIT_OBJECT_DIRECTORY` would lead elsewhere. */
function environment(): NodeJS.ProcessEnv {
  const { PATH, Path, SystemRoot } = process.env;
  return {
    ...(PATH !== undefined && { PATH }),
    ...(Path !== undefined && { Path }),
    ...(SystemRoot !== undefined && { SystemRoot }),
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: devNull,
    GIT_TERMINAL_PROMPT: '0',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_NO_LAZY_FETCH: '1',
    LC_ALL: 'C',
  };
}
