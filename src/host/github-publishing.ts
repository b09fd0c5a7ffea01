import { createHash } from 'node:crypto';
import { type FileSystem, UnreadableInput } from '../artifact/artifact';
import type { InputName } from '../inputs';
import { product } from '../product';
import { repositoryAt } from './git-repository';
import type { StepComment } from './github-comment';
import {
  analysedCommitOf,
  type Environment,
  followUpOf,
  isPullRequestRun,
  type PullRequestRun,
  pullRequestOf,
  runOf,
  shownCommitOf,
} from './github-event';
import {
  type Host,
  PublishRefused,
  type PullRequest,
  type ReviewComment,
  type ReviewTerms,
  type RunStatus,
} from './host';

/** What a step of GitHub Actions tells beyond its runner, over the network: what to tell where. How is another bundle's business. */
export interface PublishingStep {
  readonly env: Environment;
  /** Of the workspace. */
  readonly files: FileSystem;
  input(name: InputName): string | undefined;
  log(text: string): void;
  setOutput(name: string, value: string): void;
}

/** Loaded when there is something to tell: a run that only scans needs no network. */
function api(): typeof import('./github-api') {
  return require('./github-api.cjs') as typeof import('./github-api');
}

export function isOn(step: Pick<PublishingStep, 'input'>, name: InputName): boolean {
  return step.input(name)?.toLowerCase() === 'true';
}

/** The comment and the review comments; `undefined` where there is no pull request. */
export function pullRequest(step: PublishingStep): PullRequest | undefined {
  const followUp = followUpOf(step.env);
  if (!followUp && !isPullRequestRun(step.env)) return undefined;
  let place: Promise<PullRequestRun | undefined> | undefined;
  let comment: ReturnType<typeof import('./github-api').stepComment> | undefined;

  const placed = async (token: string): Promise<PullRequestRun> => {
    place ??= followUp ? api().findPullRequest(token, followUp) : Promise.resolve(pullRequestOf(step.env));
    const run = await place;
    if (run) return run;
    throw new Error(
      followUp
        ? 'no open pull request has this commit as the head of its branch any more.'
        : 'the event does not say which pull request this run is for.',
    );
  };
  const about = async <T>(what: string, ask: (token: string, run: PullRequestRun) => Promise<T>): Promise<T> => {
    const number = pullRequestOf(step.env)?.number;
    return refusing(number === undefined ? what : `${what} on pull request ${number}`, step, async (token) =>
      ask(token, await placed(token)),
    );
  };
  const commentOf = (token: string, run: PullRequestRun) => {
    comment ??= api().stepComment(token, { run, marker: `<!-- flowgate ${stepKey(step.env)} -->` });
    return comment;
  };
  return {
    previousComment: () =>
      about('Nothing known of earlier runs', (token, run) => commentOf(token, run).previousComment()),
    upsertComment: (...text: Parameters<StepComment['upsert']>) =>
      about('No comment', (token, run) => commentOf(token, run).upsert(text[0], text[1])),
    review: (comments: readonly ReviewComment[], terms: ReviewTerms) =>
      about('No review comments', (token, run) =>
        api().writeReview(token, { run, step: stepKey(step.env), comments, terms, textOf: linesIn(step.files) }),
      ),
  };
}

/** Uploads to code scanning where the input asks for it. */
export async function publishSarif(
  step: PublishingStep,
  ...[, sarif, isComplete]: Parameters<Host['publishSarif']>
): Promise<void> {
  if (!isOn(step, 'upload-sarif')) return;
  const skip = (why: string) => step.log(`Nothing uploaded to code scanning: ${why}\n`);
  if (!isComplete) {
    // GitHub closes what is not in the file.
    return skip('not all was judged, and alerts of what was not would be closed as fixed.');
  }
  const place = analysedCommitOf(step.env, () => repositoryAt(step.files.resolve('.'))?.head());
  if ('skipped' in place) return skip(place.skipped);
  await refusing('No upload to code scanning', step, async (token) => {
    const run = knownRun(step.env);
    const { commit } = place;
    let ref = 'ref' in place ? place.ref : '';
    if ('followUp' in place) {
      const followed = await api().findPullRequest(token, place.followUp);
      if (!followed) return skip('no open pull request has this commit as the head of its branch any more.');
      ref = `refs/pull/${followed.number}/head`;
    }
    const { owner, repository } = run;
    await api().publishSarif(
      token,
      run,
      { owner, repository, commit, ref, sarif },
      {
        accepted: (id) => step.setOutput('sarif-id', id),
        note: (text) => step.log(`${text}\n`),
      },
    );
  });
}

/** Creates a check run where the input asks for one. */
export async function showStatus(step: PublishingStep, status: RunStatus): Promise<void> {
  if (!isOn(step, 'check-run')) return;
  const { env } = step;
  await refusing('No check run', step, async (token) => {
    const commit = shownCommitOf(env);
    if (commit === undefined) throw new Error('the run does not say which commit it is for.');
    const run = knownRun(env);
    const { owner, repository } = run;
    const url = await api().publishCheckRun(token, run, {
      owner,
      repository,
      commit,
      name: checkName(env),
      details: env['GITHUB_RUN_ID']
        ? `${env['GITHUB_SERVER_URL']}/${owner}/${repository}/actions/runs/${env['GITHUB_RUN_ID']}`
        : undefined,
      status,
    });
    if (url !== undefined) step.setOutput('check-run-url', url);
  });
}

/** The same in each run, so that rules of a branch can name it. Steps that the user named get a check run each. */
function checkName({ GITHUB_JOB: job = '', GITHUB_ACTION: step = '' }: Environment): string {
  return [product.name, job, ...(step === '' || step.startsWith('__') ? [] : [step])].filter(Boolean).join(' / ');
}

function knownRun(env: Environment) {
  const run = runOf(env);
  if (!run) throw new Error('the runner does not say which repository this is.');
  return run;
}

/** @param what is not there if something goes wrong, such as `No comment` */
async function refusing<T>(what: string, step: PublishingStep, ask: (token: string) => Promise<T>): Promise<T> {
  try {
    const token = step.input('token');
    if (token === undefined) {
      throw new Error('there is no token. Leave the input token at its default, the token of the run.');
    }
    return await ask(token);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new PublishRefused(`${what}: ${why}`, { cause: error });
  }
}

/**
 * What the step's comments are known by. It names the step, so that two steps that scan two solutions keep two comments; a later run of the
 * same step has the same key.
 */
function stepKey(env: Environment): string {
  const step = [env['GITHUB_WORKFLOW'], env['GITHUB_JOB'], env['GITHUB_ACTION']].map((part) => part ?? '');
  return createHash('sha256').update(JSON.stringify(step)).digest('hex').slice(0, 16);
}

/** Files that a pull request shows line by line are smaller by far. */
const maxBytes = 32 * 1024 * 1024;

/** Reads lines of files as they were scanned. */
function linesIn(files: FileSystem): (file: string, line: number) => string | undefined {
  const known = new Map<string, readonly string[]>();
  return (file, line) => {
    let lines = known.get(file);
    if (!lines) {
      lines = linesOf(file, files);
      known.set(file, lines);
    }
    return lines[line - 1];
  };
}

function linesOf(file: string, files: FileSystem): readonly string[] {
  try {
    const bytes = files.read(files.resolve(file), maxBytes);
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8').split(/\r?\n/);
  } catch (error) {
    if (error instanceof UnreadableInput) return [];
    throw error;
  }
}
