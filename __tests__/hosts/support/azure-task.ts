import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import manifest from '../../../task.json';
import { type AgentView, agentView } from './azure-agent';

/** Runs the bundle as the agent does, and looks at its output as the agent does. */

export const root = path.join(__dirname, '..', '..', '..');

export interface TaskRun extends AgentView {
  readonly exitCode: number | null;
  /** Both streams; the agent reads both. */
  readonly output: string;
  /** `AGENT_TEMPDIRECTORY` of the run. */
  readonly temp: string;
  /** `BUILD_ARTIFACTSTAGINGDIRECTORY` of the run. */
  readonly staging: string;
}

export interface TaskOptions {
  /** By their names in the manifest. */
  readonly inputs: Readonly<Record<string, string>>;
  /** The agent's variables, in the form of the environment. */
  readonly variables?: Readonly<Record<string, string>>;
  /** The job's access token. */
  readonly token?: string;
  readonly workingDirectory?: string;
  /** The bundle; by default the committed one. */
  readonly bundle?: string;
  /** Node binary; by default that of the tests. */
  readonly node?: string;
  /** Whether the step has `target: commands: restricted`. */
  readonly isRestricted?: boolean;
}

const newerNode = process.env['FLOWGATE_NODE24'];

/** Node versions to run on: this one, and the one that new agents use if `FLOWGATE_NODE24` names its binary. */
export const nodes: readonly (readonly [string, string])[] = [
  [`Node ${process.version}`, process.execPath],
  ...(newerNode ? ([['Node in FLOWGATE_NODE24', newerNode]] as const) : []),
];

const folders: string[] = [];

/** A folder that `removeFolders` removes. */
export function freshFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'flowgate-azure-test-'));
  folders.push(folder);
  return folder;
}

export function removeFolders(): void {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}

export async function runTask({
  inputs,
  variables = {},
  token,
  workingDirectory,
  bundle,
  node,
  isRestricted = false,
}: TaskOptions): Promise<TaskRun> {
  const temp = freshFolder();
  const staging = freshFolder();
  const env: Record<string, string> = {
    PATH: process.env['PATH'] ?? '',
    AGENT_TEMPDIRECTORY: temp,
    BUILD_ARTIFACTSTAGINGDIRECTORY: staging,
    SYSTEM_HOSTTYPE: 'build',
    ...variables,
  };
  for (const [name, value] of Object.entries(inputs)) env[`INPUT_${name.toUpperCase()}`] = value;
  if (token !== undefined) env['ENDPOINT_AUTH_PARAMETER_SYSTEMVSSCONNECTION_ACCESSTOKEN'] = token;
  const { output, exitCode } = await run(
    [bundle ?? path.join(root, 'dist', 'azure.cjs')],
    env,
    workingDirectory ?? root,
    node,
  );
  const settable = manifest.restrictions.settableVariables.allowed;
  const view = agentView(output, { exitCode, hostType: env['SYSTEM_HOSTTYPE'] ?? '', settable, isRestricted });
  return { ...view, exitCode, output, temp, staging };
}

/** The report of the command line on the same input. */
export async function commandLineReport(...args: readonly string[]): Promise<Report> {
  const bundle = path.join(root, 'dist', 'cli.cjs');
  const { output } = await run(
    [bundle, 'scan', ...args, '--format', 'json'],
    { PATH: process.env['PATH'] ?? '' },
    root,
  );
  return JSON.parse(output) as Report;
}

export interface Report {
  readonly verdict: string;
  readonly counts: { readonly open: number; readonly belowThreshold: number; readonly notAssessed: number };
  readonly findings: readonly {
    readonly pile: string;
    readonly severity: string;
    readonly rule: string;
    readonly fingerprint: string;
    readonly location: {
      readonly uri: string;
      readonly region: { readonly startLine: number; readonly startColumn: number };
    };
  }[];
}

/** Not the `Sync` form: the service of the test answers from this process. */
function run(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  cwd: string,
  node: string = process.execPath,
): Promise<{ output: string; exitCode: number | null }> {
  return new Promise((resolve, reject) => {
    const child = spawn(node, args, { env, cwd });
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
    child.on('error', reject).on('close', (exitCode) => resolve({ output, exitCode }));
  });
}
