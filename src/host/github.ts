import { randomUUID } from 'node:crypto';
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import type { InputName } from '../inputs';
import { product } from '../product';
import { githubBase } from './github-base';
import { inertLog, outputEntry, workflowCommand } from './github-commands';
import type { Environment } from './github-event';
import { writeReportFile } from './github-files';
import { isOn, type PublishingStep, publishSarif, pullRequest, showStatus } from './github-publishing';
import type { Annotation, Host, Outcome } from './host';
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
  const files = localFiles(workspace);
  const input = (name: InputName) => inputOf(env, name);
  const warn = (message: string) => write(workflowCommand('warning', { title: product.name }, message));
  const log = (text: string) => write(inertLog(text));
  let isToldOfOutputs = false;
  const output = (name: string, value: string) =>
    setOutput(env['GITHUB_OUTPUT'], name, value, (message) => {
      // One file, one trouble: twenty warnings would leave no room for others.
      if (!isToldOfOutputs) warn(message);
      isToldOfOutputs = true;
    });
  const step: PublishingStep = { env, files, input, log, setOutput: output };
  // Each of these, the comment and the comparison may have trouble to tell.
  const extras = (['upload-sarif', 'check-run', 'review-comments'] as const).filter((name) => isOn(step, name)).length;
  return {
    files,
    // Of each level a step shows ten; one error is the verdict's, some warnings are kept for trouble with telling.
    annotationLimits: { error: 9, warning: 9 - extras, notice: 10 },
    // A comment holds 65,536 characters with its marker, a summary 1 MiB.
    textLimits: { comment: 65_000, summary: 1_000_000 },
    // https://docs.github.com/get-started/writing-on-github/working-with-advanced-formatting/creating-diagrams
    drawsMermaid: true,
    input,
    log,
    annotate: (annotation) => write(annotationCommand(annotation)),
    summarize: (markdown) => summarize(env['GITHUB_STEP_SUMMARY'], markdown, warn),
    writeReport: (name, text, path) => {
      if (path !== undefined) return writeReportFile(workspace, path, text);
      return writeReportFile(env['RUNNER_TEMP'] || workspace, join(reportFolder(env), name), text);
    },
    publishSarif: (...file) => publishSarif(step, ...file),
    sarifRun: undefined,
    base: (paths) => githubBase(env, files, input('token'), paths),
    // A check run is complete when it is made; until then a required check counts as expected.
    showStart: async () => {},
    showStatus: (status) => showStatus(step, status),
    setOutput: output,
    pullRequest: () => pullRequest(step),
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
