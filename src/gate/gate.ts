import { severities } from '../engine/levels';
import { UserError } from '../errors';
import {
  type Annotation,
  type AnnotationLevel,
  CommentRefused,
  type Host,
  type Outcome,
  type OutcomeStatus,
} from '../host/host';
import { type Input, type InputName, inputs } from '../inputs';
import { exitCodes, type Report } from '../policy/report';
import { product } from '../product';
import { annotationsOf, type FindingAnnotation } from '../report/annotations';
import { renderJson } from '../report/json';
import { renderMarkdown } from '../report/markdown';
import { piles, plural, verdict } from '../report/phrases';
import { renderSarif } from '../report/sarif';
import { renderText } from '../report/text';
import { logText } from '../report/visible';
import { type ScanRequest, scan } from '../scan';

/**
 * The gate on a pipeline's platform: scan, tell it in every place the platform has, and end with the verdict. The same for every
 * host. Trouble with telling (a missing permission, an unreachable service) is a warning and changes no verdict.
 *
 * @returns the exit code that the process must have
 */
export async function runGate(host: Host): Promise<number> {
  try {
    // All inputs are checked before anything is told.
    const commentMode = choiceOf(host, 'comment');
    const report = scan(requestOf(host), host.files);
    return host.finish(await tell(report, commentMode, host));
  } catch (error) {
    return host.finish(outcomeOfError(error, host));
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

async function tell(report: Report, commentMode: string, host: Host): Promise<Outcome> {
  const message = `FlowGate ${verdict(report)}: ${piles(report)}.`;
  annotate(report, host);
  host.log(renderText(report, false));
  const sarif = host.writeReport('flowgate.sarif', renderSarif(report), host.input('sarif'));
  host.publishSarif(sarif);
  const markdown = renderMarkdown(report);
  host.setOutput('sarif-file', sarif);
  host.setOutput('json-file', host.writeReport('flowgate.json', renderJson(report)));
  host.setOutput('markdown-file', host.writeReport('flowgate.md', markdown));
  host.summarize(renderMarkdown(report, host.textLimits.summary));
  setCounts(report, host);
  await comment(report, commentMode, host);
  return outcome(report.status, message);
}

/** Worst first, within what the platform shows; the rest is told in one line. */
function annotate(report: Report, host: Host): void {
  const left: Record<AnnotationLevel, number> = { ...host.annotationLimits };
  let hidden = 0;
  for (const annotation of annotationsOf(report)) {
    if (left[annotation.level] === 0) {
      hidden += 1;
      continue;
    }
    left[annotation.level] -= 1;
    host.annotate(placed(annotation, host));
  }
  if (hidden > 0) host.log(`${plural(hidden, 'more finding')} without an annotation: see the summary or the log.\n`);
}

/** An archive's entries are no files of the checkout: the annotation goes to the archive itself. */
function placed({ level, title, message, uri, region }: FindingAnnotation, host: Host): Annotation {
  const segments = uri.split('/');
  for (let length = segments.length; length > 0; length--) {
    const file = segments.slice(0, length).join('/');
    if (host.files.stat(host.files.resolve(file))?.kind !== 'file') continue;
    const isWhole = length === segments.length;
    const inside = isWhole ? '' : ` (in ${logText(segments.slice(length).join('/'), 500)}, line ${region.startLine})`;
    return { level, title, message: message + inside, file, lines: isWhole ? region : undefined };
  }
  return {
    level,
    title,
    message: `${message} (in ${logText(uri, 500)}, line ${region.startLine})`,
    file: undefined,
    lines: undefined,
  };
}

function setCounts(report: Report, host: Host): void {
  const findings = [...report.open, ...report.belowThreshold];
  host.setOutput('verdict', report.status);
  host.setOutput('open', String(report.open.length));
  host.setOutput('below-threshold', String(report.belowThreshold.length));
  host.setOutput('not-assessed', String(report.notAssessed.length));
  for (const severity of severities) {
    host.setOutput(severity, String(findings.filter((finding) => finding.severity === severity).length));
  }
}

async function comment(report: Report, mode: string, host: Host): Promise<void> {
  const pullRequest = mode === 'never' ? undefined : host.pullRequest();
  if (!pullRequest) return;
  const hasFindings = report.open.length + report.belowThreshold.length > 0;
  const failed = report.status !== 'clean';
  const isWanted =
    mode === 'always' || (mode === 'on-findings' && (hasFindings || failed)) || (mode === 'on-failure' && failed);
  try {
    await pullRequest.upsertComment(renderMarkdown(report, host.textLimits.comment), isWanted, failed);
  } catch (error) {
    if (!(error instanceof CommentRefused)) throw error;
    host.annotate({
      level: 'warning',
      title: 'FlowGate',
      message: logText(error.message, 1000),
      file: undefined,
      lines: undefined,
    });
  }
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
  return { status, message, exitCode: exitCodes[status] };
}
