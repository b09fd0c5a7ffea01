import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Input, inputs } from '../../../src/inputs';
import { readFileCommands, type Shown, whatGitHubShows } from './github-runner';

/** The bundle as it is committed. */
export const repository = join(__dirname, '..', '..', '..');
export const bundle = join(repository, 'dist', 'github.cjs');

const newerNode = process.env['FLOWGATE_NODE24'];

/** Node versions to run on: this one, and the one that GitHub uses if `FLOWGATE_NODE24` names its binary. */
export const nodes: readonly (readonly [string, string])[] = [
  [`Node ${process.version}`, process.execPath],
  ...(newerNode ? ([['Node in FLOWGATE_NODE24', newerNode]] as const) : []),
];

/** A job on a runner: its folders live until `remove`. */
export interface Job {
  readonly workspace: string;
  readonly temp: string;
  /** Writes a file of the checkout. */
  add(path: string, content: string | Uint8Array): void;
  run(step: Step): Promise<StepResult>;
  remove(): void;
}

export interface Step {
  readonly inputs?: Readonly<Record<string, string>>;
  /** Name of the event; `push` when left out. */
  readonly event?: string;
  /** Content of the event file. */
  readonly payload?: unknown;
  /** Set over the runner's own variables; `undefined` takes one away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Node binary. */
  readonly node?: string;
}

export interface StepResult {
  readonly exitCode: number | null;
  readonly shown: Shown;
  readonly stdout: string;
  readonly stderr: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
}

export function startJob(): Job {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'flowgate job ')));
  const workspace = join(root, 'work', 'orders', 'orders');
  const temp = join(root, 'work', '_temp');
  for (const folder of [workspace, temp]) mkdirSync(folder, { recursive: true });
  return {
    workspace,
    temp,
    add: (path, content) => {
      const file = join(workspace, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, content);
    },
    run: (step) => run(step, workspace, temp),
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}

/** As in https://docs.github.com/actions/reference/variables-reference; nothing of this machine but the path. */
function variables({ inputs: given = {}, event = 'push', env = {} }: Step, workspace: string, temp: string) {
  const all: Record<string, string | undefined> = {
    PATH: process.env['PATH'],
    SystemRoot: process.env['SystemRoot'],
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    GITHUB_ACTION: '__flowgate_flowgate',
    GITHUB_ACTOR: 'octocat',
    GITHUB_API_URL: 'http://127.0.0.1:9',
    GITHUB_EVENT_NAME: event,
    GITHUB_EVENT_PATH: join(temp, 'event.json'),
    GITHUB_JOB: 'gate',
    GITHUB_OUTPUT: join(temp, 'output'),
    GITHUB_REPOSITORY: 'contoso/orders',
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_STEP_SUMMARY: join(temp, 'summary'),
    GITHUB_WORKFLOW: 'Release',
    GITHUB_WORKSPACE: workspace,
    RUNNER_TEMP: temp,
  };
  // The runner sets every input of action.yml, those that were left out to their default or to nothing.
  for (const { name, faces, actionDefault } of inputs as readonly Input[]) {
    if (!faces.includes('github')) continue;
    all[`INPUT_${name.toUpperCase()}`] = given[name] ?? (actionDefault === undefined ? '' : 'token-of-the-run');
  }
  return Object.fromEntries(Object.entries({ ...all, ...env }).filter(([, value]) => value !== undefined));
}

function run(step: Step, workspace: string, temp: string): Promise<StepResult> {
  const file = (name: string) => join(temp, name);
  writeFileSync(file('event.json'), JSON.stringify(step.payload ?? {}));
  for (const name of ['output', 'summary']) writeFileSync(file(name), '');
  const child = spawn(step.node ?? process.execPath, [bundle], {
    cwd: workspace,
    env: variables(step, workspace, temp) as NodeJS.ProcessEnv,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const texts = [child.stdout, child.stderr].map(async (stream) => {
    let text = '';
    for await (const chunk of stream.setEncoding('utf8')) text += chunk;
    return text;
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', async (exitCode) => {
      const [stdout = '', stderr = ''] = await Promise.all(texts);
      resolve({
        exitCode,
        stdout,
        stderr,
        shown: whatGitHubShows(stdout),
        outputs: readFileCommands(readFileSync(file('output'), 'utf8')),
        summary: readFileSync(file('summary'), 'utf8'),
      });
    });
  });
}
