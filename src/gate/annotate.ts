import type { Annotation, AnnotationLevel, Host, RunStatus } from '../host/host';
import type { Report } from '../policy/report';
import { annotationsOf, type FindingAnnotation } from '../report/annotations';
import { renderMarkdown } from '../report/markdown';
import { plural } from '../report/phrases';
import { logText } from '../report/visible';

/** Worst first, within what the platform shows; the rest is told in one line. */
export function annotate(report: Report, host: Host): void {
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

/** The verdict for a check or status of its own, with every finding beside the code. */
export function runStatus(report: Report, title: string, host: Host): RunStatus {
  return {
    status: report.status,
    title,
    markdown: renderMarkdown(report, { limit: host.textLimits.comment, place: 'summary' }),
    annotations: annotationsOf(report).map((annotation) => placed(annotation, host)),
  };
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
