import { severities } from '../engine/levels';
import { UserError } from '../errors';
import { type Host, type Outcome, type OutcomeStatus, PublishRefused, type PullRequest } from '../host/host';
import { type Input, type InputName, inputs } from '../inputs';
import { addedIn, type Comparison } from '../policy/comparison';
import { isIncomplete } from '../policy/judge';
import { exitCodes, type Report } from '../policy/report';
import { product } from '../product';
import { annotationsOf } from '../report/annotations';
import { renderJson } from '../report/json';
import { renderMarkdown } from '../report/markdown';
import { piles, verdict } from '../report/phrases';
import { renderSarif } from '../report/sarif';
import { renderText } from '../report/text';
import { logText, markdownText } from '../report/visible';
import { type ScanRequest, scan } from '../scan';
import { annotate, runStatus } from './annotate';
import { compare } from './comparison';
import { review } from './review';
import { stateText } from './run-state';
import { checkedHashes, ScannedArchives } from './scanned-archives';
import { placedOnSource } from './source-placement';

/**
 * The gate on a pipeline's platform: scan, tell it in every place the platform has, and end with the verdict. The same for every
 * host. Trouble with telling (a missing permission, an unreachable service) is a warning and changes no verdict.
 *
 * @returns the exit code that the process must have
 */
export async function runGate(host: Host): Promise<number> {
  try {
    // All inputs are checked before anything is told.
    for (const { name, faces } of inputs as readonly Input[]) {
      if (faces.some((face) => face !== 'cli')) choiceOf(host, name as InputName);
    }
    const request = requestOf(host);
    const expected = checkedHashes(listOf(host, 'expected-sha256'));
    await publishing(host, () => host.showStart());
    const archives = new ScannedArchives(host.files);
    const report = scan(request, archives.files);
    host.setOutput('artifact-sha256', archives.sha256.join(','));
    if (expected.length > 0) archives.expect(expected);
    return host.finish(await tell(report, request, host));
  } catch (error) {
    const failed = outcomeOfError(error, host);
    await showFailure(failed, host);
    return host.finish(failed);
  }
}

/** A status that is pending, or one of an earlier run that was well, must not stay. */
async function showFailure({ status, message }: Outcome, host: Host): Promise<void> {
  try {
    await publishing(host, () =>
      host.showStatus({ status, title: message, markdown: markdownText(message), annotations: [] }),
    );
  } catch {
    // What went wrong first is what is told.
  }
}

function requestOf(host: Host): ScanRequest {
  const paths = listOf(host, 'path');
  if (paths.length === 0) {
    throw new UserError('input path is not given', 'Name a solution zip, a source folder or a glob.');
  }
  return {
    paths,
    rules: listOf(host, 'rule'),
    environment: host.input('environment'),
    failOn: choiceOf(host, 'fail-on') as ScanRequest['failOn'],
    persona: choiceOf(host, 'persona') as ScanRequest['persona'],
    allowIncomplete: choiceOf(host, 'allow-incomplete') === 'true',
  };
}

function listOf(host: Host, name: InputName): readonly string[] {
  const separator = name === 'path' ? /\r?\n/ : /[\r\n,]/;
  const list = (host.input(name) ?? '').split(separator).map((one) => one.trim());
  return list.filter((one) => one !== '');
}

/** The input's value or its default, checked against its choices. */
function choiceOf(host: Host, name: InputName): string {
  const input: Input | undefined = inputs.find((candidate) => candidate.name === name);
  const given = host.input(name);
  const choices = input?.type === 'boolean' ? ['true', 'false'] : input?.choices;
  const value = input?.type === 'boolean' ? given?.toLowerCase() : given;
  if (value !== undefined && choices && !choices.includes(value)) {
    throw new UserError(`input ${name} cannot be "${given}"`, `Use one of ${choices.join(', ')}.`);
  }
  return value ?? input?.default ?? '';
}

async function tell(scanned: Report, request: ScanRequest, host: Host): Promise<Outcome> {
  const commentMode = choiceOf(host, 'comment');
  const isReviewed = choiceOf(host, 'review-comments') === 'true';
  const place = commentMode === 'never' && !isReviewed ? undefined : host.pullRequest();
  const pullRequest = commentMode === 'never' ? undefined : place;
  const report = placedOnSource(scanned, host.files, request.paths);
  const comparison = await publishing(host, () => compare(report, request, host, pullRequest));
  const message = `FlowGate ${verdict(report)}: ${piles(report)}.`;
  annotate(report, host);
  host.log(renderText(report, false));
  const sarif = renderSarif(report, { category: host.input('sarif-category'), run: host.sarifRun });
  const sarifFile = host.writeReport('flowgate.sarif', sarif, host.input('sarif'));
  host.setOutput('sarif-file', sarifFile);
  host.setOutput('json-file', host.writeReport('flowgate.json', renderJson(report)));
  host.setOutput('markdown-file', host.writeReport('flowgate.md', renderMarkdown(report, { comparison })));
  const { drawsMermaid, textLimits } = host;
  host.summarize(renderMarkdown(report, { comparison, place: 'summary', drawsMermaid, limit: textLimits.summary }));
  setCounts(report, comparison, host);
  const isComplete = report.status === 'clean' || report.status === 'findings';
  await publishing(host, () => host.publishSarif(sarifFile, sarif, isComplete));
  await publishing(host, () => host.showStatus(runStatus(report, message, host)));
  if (pullRequest) await publishing(host, () => comment(report, comparison, commentMode, pullRequest, host));
  if (place && isReviewed) await publishing(host, () => review(report, comparison, place, host));
  return { ...outcome(report.status, message), hasRemarks: hasRemarks(report) };
}

/** Nothing that fails the run, and yet not nothing: what is annotated as a warning, or a gap that the user allowed. */
function hasRemarks(report: Report): boolean {
  if (report.status !== 'clean') return false;
  return isIncomplete(report.notAssessed) || annotationsOf(report).some(({ level }) => level !== 'notice');
}

/** Trouble with telling is told and changes no verdict. */
async function publishing<T>(host: Host, step: () => Promise<T>): Promise<T | undefined> {
  try {
    return await step();
  } catch (error) {
    if (!(error instanceof PublishRefused)) throw error;
    host.annotate({
      level: 'warning',
      title: 'FlowGate',
      message: logText(error.message, 1000),
      file: undefined,
      lines: undefined,
    });
    return undefined;
  }
}

function setCounts(report: Report, comparison: Comparison | undefined, host: Host): void {
  const findings = [...report.open, ...report.belowThreshold];
  host.setOutput('verdict', report.status);
  host.setOutput('open', String(report.open.length));
  host.setOutput('below-threshold', String(report.belowThreshold.length));
  host.setOutput('not-assessed', String(report.notAssessed.length));
  host.setOutput('new', comparison ? String(addedIn(comparison, report).length) : '');
  host.setOutput('fixed', comparison ? String(comparison.fixed.length) : '');
  host.setOutput('unchanged', comparison ? String(comparison.unchanged) : '');
  for (const severity of severities) {
    host.setOutput(severity, String(findings.filter((finding) => finding.severity === severity).length));
  }
}

async function comment(
  report: Report,
  comparison: Comparison | undefined,
  mode: string,
  pullRequest: PullRequest,
  host: Host,
): Promise<void> {
  const hasFindings = report.open.length + report.belowThreshold.length > 0;
  const failed = report.status !== 'clean';
  const isWanted =
    mode === 'always' || (mode === 'on-findings' && (hasFindings || failed)) || (mode === 'on-failure' && failed);
  const state = stateText(report);
  const limit = host.textLimits.comment - state.length;
  const markdown = renderMarkdown(report, { comparison, limit, place: 'comment' });
  await pullRequest.upsertComment(`${markdown}${state}`, isWanted, failed);
}

function outcomeOfError(error: unknown, host: Host): Outcome {
  if (error instanceof UserError) {
    host.setOutput('verdict', 'user-error');
    return outcome('user-error', `FlowGate: ${logText(error.message, 500)}. ${error.hint}`);
  }
  host.setOutput('verdict', 'failure');
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const lines = stack.split('\n').map((line) => logText(line, 500));
  host.log(`${lines.join('\n')}\n`);
  const message = `FlowGate: internal error; please report it at ${product.repository}/issues with the lines from the log`;
  return outcome('failure', message);
}

function outcome(status: OutcomeStatus, message: string): Outcome {
  return { status, message, hasRemarks: false, exitCode: exitCodes[status] };
}
