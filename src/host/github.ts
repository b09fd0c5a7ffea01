import { createHash, randomUUID } from 'node:crypto';
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import type { InputName } from '../inputs';
import { product } from '../product';
import { inertLog, outputEntry, workflowCommand } from './github-commands';
import { type Environment, isPullRequestRun, pullRequestOf } from './github-event';
import { writeReportFile } from './github-files';
import { type Annotation, type Host, type Outcome, PublishRefused, type PullRequest } from './host';
import { localFiles } from './local-files';

/** The runner cuts a longer message at 4096 characters without a word. */
const maxMessage = 4000;
/** A summary of more than 1 MiB is not shown at all. https://docs.github.com/actions/reference/limits */
const maxSummaryBytes = 1024 * 1024;

/**
 * A step of GitHub Actions.
 *
 * @param env the variables that the runner sets: https://docs.github.com/actions/reference/variables-reference
 * @param write appends to standard output, where the runner looks for commands
 */
export function githubHost(env: Environment, write: (text: string) => void): Host {
  const workspace = env['GITHUB_WORKSPACE'] || process.cwd();
  const input = (name: InputName) => inputOf(env, name);
  const warn = (message: string) => write(workflowCommand('warning', { title: product.name }, message));
  return {
    files: localFiles(workspace),
    // Of each level a step shows ten; one error is the verdict's, one warning is kept for trouble with telling.
    annotationLimits: { error: 9, warning: 9, notice: 10 },
    // A comment holds 65,536 characters with its marker. A summary is counted in bytes: not all characters are of one.
    textLimits: { comment: 65_000, summary: 900_000 },
    input,
    log: (text) => write(inertLog(text)),
    annotate: (annotation) => write(annotationCommand(annotation)),
    summarize: (markdown) => summarize(env['GITHUB_STEP_SUMMARY'], markdown, warn),
    writeReport: (name, text, path) => {
      if (path !== undefined) return writeReportFile(workspace, path, text);
      return writeReportFile(env['RUNNER_TEMP'] || workspace, join(reportFolder(env), name), text);
    },
    // Code scanning is another step's: see docs/github.md.
    publishSarif: async () => {},
    base: async () => undefined,
    showStatus: async () => {},
    setOutput: (name, value) => setOutput(env['GITHUB_OUTPUT'], name, value, warn),
    pullRequest: () => pullRequest(env, input('token')),
    finish: (outcome) => {
      write(outcomeCommand(outcome));
      return outcome.exitCode;
    },
  };
}

/** The runner writes names in upper case and blanks as underscores; an input that was left out is there too, empty. */
function inputOf(env: Environment, name: InputName): string | undefined {
  return env[`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`]?.trim() || undefined;
}

/** Columns only count on one line: the runner drops them otherwise. */
function annotationCommand({ level, title, message, file, lines }: Annotation): string {
  const isOneLine = lines?.startLine === lines?.endLine;
  const place = lines && {
    line: lines.startLine,
    endLine: lines.endLine,
    ...(isOneLine && { col: lines.startColumn, endColumn: lines.endColumn }),
  };
  return workflowCommand(level, { title, file, ...place }, cut(message));
}

function outcomeCommand({ status, message }: Outcome): string {
  return status === 'clean' ? '' : workflowCommand('error', { title: product.name }, cut(message));
}

function cut(message: string): string {
  return message.length <= maxMessage ? message : `${message.slice(0, maxMessage - 1)}…`;
}

function summarize(file: string | undefined, markdown: string, warn: (message: string) => void): void {
  if (!file) return;
  if (Buffer.byteLength(markdown) > maxSummaryBytes) {
    warn('The report is too long for a summary; it is in the file that the output markdown-file names.');
    return;
  }
  append(file, `${markdown}\n`, 'the summary', warn);
}

function setOutput(file: string | undefined, name: string, value: string, warn: (message: string) => void): void {
  if (file) append(file, outputEntry(name, value, `flowgate_${randomUUID()}`), `the output ${name}`, warn);
}

/** The runner's own files. That one cannot be written is told and changes no verdict. */
function append(file: string, text: string, what: string, warn: (message: string) => void): void {
  try {
    appendFileSync(file, text);
  } catch (error) {
    warn(`Cannot write ${what}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Each step of a job has its own, or the second would overwrite the reports of the first before they are uploaded. */
function reportFolder(env: Environment): string {
  const step = (env['GITHUB_ACTION'] ?? '').replaceAll(/[^\w-]/g, '');
  return join('flowgate', step);
}

function pullRequest(env: Environment, token: string | undefined): PullRequest | undefined {
  if (!isPullRequestRun(env)) return undefined;
  return {
    previousComment: async () => undefined,
    review: async () => ({ written: 0, closed: 0, outside: 0 }),
    upsertComment: async (markdown, isWanted) => {
      const run = pullRequestOf(env);
      if (!run) throw new PublishRefused('No comment: the event does not say which pull request this run is for.');
      const where = `No comment on pull request ${run.number}`;
      if (token === undefined) {
        throw new PublishRefused(
          `${where}: there is no token. Leave the input token at its default, the token of the run.`,
        );
      }
      try {
        const { upsertComment } = require('./github-comment.cjs') as typeof import('./github-comment');
        return await upsertComment({ run, token, marker: markerOf(env), markdown, isWanted });
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error);
        throw new PublishRefused(`${where}: ${why}`, { cause: error });
      }
    },
  };
}

/**
 * Invisible in the comment. It names the step, so that two steps that scan two solutions keep two comments; a later run of the
 * same step has the same marker.
 */
function markerOf(env: Environment): string {
  const step = [env['GITHUB_WORKFLOW'], env['GITHUB_JOB'], env['GITHUB_ACTION']].map((part) => part ?? '');
  const key = createHash('sha256').update(JSON.stringify(step)).digest('hex').slice(0, 16);
  return `<!-- flowgate ${key} -->`;
}
