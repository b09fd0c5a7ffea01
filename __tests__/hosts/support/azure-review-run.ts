import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { sourceChange, sourceWith } from '../../support/changing-source';
import { scanFor } from './azure-pull-request-run';
import type { Service, StoredThread } from './azure-service';
import { freshFolder, type TaskOptions, type TaskRun } from './azure-task';
import { writeTree } from './azure-tree';

/** A checkout of the pull request's source branch, and threads at its lines. Flows are letters, each with one finding. */
export interface ReviewedBranch {
  readonly folder: string;
  /** Pushes: the branch has these flows now; files of which one is a flow's are the diff. */
  push(flows: string, change?: (path: string, content: string) => string | undefined): void;
  scan(options?: Partial<TaskOptions>): Promise<TaskRun>;
  /** Threads at lines, by the flow that they are about. */
  threadOf(flow: string): StoredThread;
  threads(): readonly StoredThread[];
}

export function reviewedBranch(service: Service): ReviewedBranch {
  const folder = path.join(freshFolder(), 's');
  writeTree(folder, { '.git/HEAD': 'ref: refs/heads/topic' });
  const threads = () => service.threads.filter(({ threadContext }) => threadContext !== undefined);
  let flows = '';
  return {
    folder,
    push: (now, change = (_, content) => content) => {
      const files = sourceChange(flows, now);
      for (const [file, content] of Object.entries(files)) {
        if (typeof content === 'string') writeTree(folder, { [file]: content });
        else rmSync(path.join(folder, file), { force: true });
      }
      flows = now;
      const changes = Object.entries(sourceWith(now)).flatMap(([file, content]) => {
        const shown = change(file, content);
        return shown === undefined ? [] : [{ path: `/${file}`, content: shown, changeType: 'add' }];
      });
      service.iterations.push({ commit: `${service.iterations.length + 1}`.repeat(40), changes });
    },
    scan: (options = {}) =>
      scanFor(service, 'src', {
        workingDirectory: folder,
        ...options,
        inputs: { rule: 'cleartext-http', reviewComments: 'true', comment: 'never', ...options.inputs },
        variables: {
          SYSTEM_PULLREQUEST_SOURCECOMMITID: service.iterations.at(-1)?.commit ?? '',
          ...options.variables,
        },
      }),
    threads,
    threadOf: (flow) => {
      const [found, ...others] = threads().filter(({ threadContext }) => {
        const file = path.join(folder, threadContext?.filePath ?? '');
        return existsSync(file) && readFileSync(file, 'utf8').includes(`http://${flow}.`);
      });
      if (!found || others.length > 0) throw new Error(`${others.length + 1} threads about flow ${flow}`);
      return found;
    },
  };
}
