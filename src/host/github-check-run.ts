import type { Octokit } from './github-connection';
import type { Annotation, AnnotationLevel, RunStatus } from './host';

/** https://docs.github.com/rest/checks/runs#create-a-check-run */
export interface CheckRun {
  readonly owner: string;
  readonly repository: string;
  readonly commit: string;
  readonly name: string;
  /** Page of the run of the workflow. */
  readonly details: string | undefined;
  readonly status: RunStatus;
}

const perRequest = 50;
/** Each request is a second at least; whoever has more findings reads the summary. */
const maxAnnotations = 500;
const maxTitle = 255;
const maxMessage = 16_000;
const maxSummary = 65_535;

const levels: Readonly<Record<AnnotationLevel, 'failure' | 'warning' | 'notice'>> = {
  error: 'failure',
  warning: 'warning',
  notice: 'notice',
};

/**
 * Creates the check run of this run, complete with its verdict. A later run for the same commit creates another: annotations cannot
 * be taken back, and of several of one name GitHub shows and counts the last.
 *
 * @returns the address of its page
 */
export async function createCheckRun(
  octokit: Octokit,
  { owner, repository, commit, name, details, status }: CheckRun,
): Promise<string | undefined> {
  const place = { owner, repo: repository };
  const annotations = status.annotations.flatMap(inRepository);
  const shown = annotations.slice(0, maxAnnotations);
  const left = status.annotations.length - shown.length;
  const output = {
    title: cut(status.title, maxTitle),
    summary: cut(status.markdown, maxSummary),
    ...(left > 0 && { text: `${left} of ${status.annotations.length} findings have no annotation here.` }),
  };
  const { data } = await octokit.rest.checks.create({
    ...place,
    name,
    head_sha: commit,
    ...(details !== undefined && { details_url: details }),
    status: 'completed',
    conclusion: status.status === 'clean' ? 'success' : 'failure',
    output: { ...output, annotations: shown.slice(0, perRequest) },
  });
  // Later requests add to what is there.
  for (let from = perRequest; from < shown.length; from += perRequest) {
    const next = shown.slice(from, from + perRequest);
    await octokit.rest.checks.update({ ...place, check_run_id: data.id, output: { ...output, annotations: next } });
  }
  return data.html_url ?? undefined;
}

/** GitHub refuses paths that lead out of the repository. An archive has no lines, but a line is asked for. */
function inRepository({ level, title, message, file, lines }: Annotation) {
  if (file === undefined || /^(?:\/|[A-Za-z]:|\.\.(?:\/|$))/.test(file)) return [];
  const { startLine, endLine } = lines ?? { startLine: 1, endLine: 1 };
  const columns = lines && startLine === endLine && { start_column: lines.startColumn, end_column: lines.endColumn };
  return [
    {
      path: file,
      start_line: startLine,
      end_line: endLine,
      ...columns,
      annotation_level: levels[level],
      title: cut(title, maxTitle),
      message: cut(message, maxMessage),
    },
  ];
}

function cut(text: string, limit: number): string {
  // Half of a pair of code units would be no text.
  return text.length <= limit ? text : `${text.slice(0, limit - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
