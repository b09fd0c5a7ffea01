import { pullRequestVariables, type Service, token } from './azure-service';
import { runTask, type TaskOptions, type TaskRun } from './azure-task';

/** A run of the task on a pull request. */

export const sample = 'samples/contoso-orders.zip';
export const clean = 'samples/contoso-orders-clean.zip';

/** Runs as the branch policy's build of the service's one pull request, but for what `options` say. */
export function scanFor(service: Service, file: string, options: Partial<TaskOptions> = {}): Promise<TaskRun> {
  return runTask({
    token,
    ...options,
    inputs: { path: file, ...options.inputs },
    variables: { ...pullRequestVariables(service), ...options.variables },
  });
}

/** Warnings that there is no comment. */
export function refusals(run: TaskRun): readonly string[] {
  return run.issues
    .filter(({ type, message }) => type === 'warning' && message.includes('no comment on pull request'))
    .map(({ message }) => message);
}

/** What every run must hold to, whatever becomes of its comment. */
export function expectVerdict(run: TaskRun, verdict: 'findings' | 'clean' = 'findings') {
  expect(run.variables['verdict']).toBe(verdict);
  // Trouble with telling is no remark about the solution.
  const [worst] = run.issues.filter(({ message }) => !message.startsWith('FlowGate: '));
  const passed = worst === undefined ? 'Succeeded' : 'SucceededWithIssues';
  expect([run.result, run.exitCode]).toEqual([verdict === 'clean' ? passed : 'Failed', 0]);
  expect(run.output).not.toContain(token);
}
