import type { Comparison } from '../policy/comparison';
import type { NotAssessed, Report, SolutionSummary } from '../policy/report';
import { dataPathDiagram } from './data-path-diagram';
import { groupBlocks, type ShownFindings, showFindings } from './markdown-findings';
import { comparisonLine, fixedLine, nextSteps, severityTable } from './markdown-overview';
import { details, proseOrCode } from './markdown-words';
import { coverage, otherProcesses, piles, plural, solutionTitle, verdict } from './phrases';
import { type Filled, Room } from './room';
import { markdownCode } from './visible';

export interface MarkdownOptions {
  /**
   * How much the platform takes. The text is ASCII, so bytes, UTF-16 code units and characters are the same number. A longer report
   * shows as many whole entries as fit, worst first, and counts what is left out.
   */
  readonly limit?: number;
  /** How the findings differ from those before the change. */
  readonly comparison?: Comparison | undefined;
  /** Where it is read. In a comment, what is long is folded. */
  readonly place?: 'file' | 'summary' | 'comment';
  /** Whether Mermaid is drawn there: the way of data is then a picture too, where there is room when all else is shown. */
  readonly drawsMermaid?: boolean;
}

/** A page with more takes long to draw. */
const maxDiagrams = 20;

/** Head, frame and last line of all sections together. */
const roomForFrames = 1200;

/**
 * The report for summaries and comments: GitHub-flavoured Markdown with every name inert. Verdict and counts come first, and stay
 * whatever the limit.
 */
export function renderMarkdown(report: Report, options: MarkdownOptions = {}): string {
  const { limit = Number.POSITIVE_INFINITY } = options;
  const whole = choose(report, options, new Room(Number.POSITIVE_INFINITY));
  const text = write(report, options, whole);
  if (text.length > limit) return write(report, options, choose(report, options, new Room(limit - roomForFrames)));
  if (!options.drawsMermaid) return text;
  addDiagrams(whole, new Room(limit - text.length));
  return write(report, options, whole);
}

/** What is shown of each part. */
interface Chosen {
  readonly overview: readonly string[];
  readonly next: readonly string[];
  readonly failures: Filled;
  readonly notAssessed: Filled;
  readonly open: ShownFindings;
  readonly below: ShownFindings;
  readonly fixed: Filled;
  readonly notCovered: Filled;
  readonly scanned: Filled;
}

/** Gives out the room, to what a reader would miss most first. */
function choose(report: Report, { comparison, place = 'file' }: MarkdownOptions, room: Room): Chosen {
  const overview = [
    `## FlowGate: ${verdict(report)}`,
    `${piles(report)}. Scanned ${coverage(report)} with ${plural(report.rules.length, 'rule')}, for the ${report.settings.persona} persona.`,
    ...comparisonLine(comparison),
    ...severityTable(report, comparison),
  ];
  room.reserve(...overview);
  const steps = nextSteps(report, comparison, place);
  const next = room.take(...steps) ? steps : [];
  const failures = room.fill(report.failures, failureLine, 1 / 2);
  // Why a run is incomplete must be seen behind any number of findings.
  const notAssessed = room.fill(report.notAssessed, notAssessedLine, 1 / 4);
  const style = { added: comparison?.added ?? new Set<string>(), isCollapsed: place === 'comment' };
  const open = showFindings(report.open, room, style);
  const below = showFindings(report.belowThreshold, open.leftOut > 0 ? new Room(0) : room, style);
  const fixed = room.fill(comparison?.fixed ?? [], fixedLine);
  const notCovered = room.fill(report.logicApps, (uri) => `- ${markdownCode(uri, 1000)}`);
  const scanned = room.fill(report.solutions, scannedLine);
  return { overview, next, failures, notAssessed, open, below, fixed, notCovered, scanned };
}

function write(report: Report, { comparison, place }: MarkdownOptions, chosen: Chosen): string {
  const folded = { isFolded: place === 'comment' };
  const isIncomplete = report.notAssessed.some((one) => one.kind !== 'not-given');
  const { overview, next, failures, open, below, fixed, notAssessed, notCovered, scanned } = chosen;
  const logicApps = plural(report.logicApps.length, 'Logic Apps workflow');
  const more = [
    ...section(belowTitle(report, comparison), groupBlocks(below), below.leftOut, folded),
    ...listed(`Fixed (${comparison?.fixed.length ?? 0})`, fixed, { isFolded: true }),
    ...listed(`Not assessed (${report.notAssessed.length})`, notAssessed, { ...folded, isOpen: isIncomplete }),
    ...listed(`Not covered yet: ${logicApps}`, notCovered, folded),
    ...listed(`Scanned (${report.solutions.length})`, scanned, folded),
  ];
  const blocks = [
    ...overview,
    ...next,
    ...failures.texts,
    ...rest(failures.leftOut),
    ...section(`Open (${report.open.length})`, groupBlocks(open), open.leftOut),
    ...(folded.isFolded && more.length > 0 ? ['### More'] : []),
    ...more,
  ];
  return `${blocks.join('\n\n')}\n`;
}

function belowTitle({ belowThreshold }: Report, comparison: Comparison | undefined): string {
  const news = belowThreshold.filter(({ fingerprint }) => comparison?.added.has(fingerprint)).length;
  return `Below the threshold (${belowThreshold.length}${news > 0 ? `, ${news} new` : ''})`;
}

interface Fold {
  readonly isFolded?: boolean;
  readonly isOpen?: boolean;
}

function listed(title: string, { texts, leftOut }: Filled, fold: Fold): readonly string[] {
  return section(title, texts.length === 0 ? [] : [texts.join('\n')], leftOut, fold);
}

/** Nothing where there is nothing to tell. */
function section(
  title: string,
  blocks: readonly string[],
  leftOut: number,
  { isFolded = false, isOpen = false }: Fold = {},
): readonly string[] {
  if (blocks.length + leftOut === 0) return [];
  const [open, ...close] = isFolded ? details(`<b>${title}</b>`, isOpen) : [`### ${title}`];
  return [open, ...blocks, ...rest(leftOut), ...close];
}

function rest(leftOut: number): readonly string[] {
  if (leftOut === 0) return [];
  return [`${plural(leftOut, 'more entry', 'more entries')} not shown here; the report files hold all of them.`];
}

/** Pictures take only what nothing else needs. */
function addDiagrams({ open, below }: Chosen, room: Room): void {
  const shown = [open, below].flatMap(({ groups }) => groups.flatMap(({ findings }) => findings));
  const withPath = shown.filter(({ finding }) => finding.path.length > 1);
  for (const one of withPath.slice(0, maxDiagrams)) {
    const diagram = dataPathDiagram(one.finding.path).replaceAll(/^/gm, '  ');
    if (room.take(diagram)) one.diagram = diagram;
  }
}

function failureLine({ ruleId, message }: Report['failures'][number]): string {
  return `Rule ${markdownCode(ruleId)} failed: ${markdownCode(message, 500)}`;
}

function notAssessedLine(one: NotAssessed): string {
  const line = one.location ? ` line ${one.location.region.startLine}` : '';
  const place = one.uri === undefined ? '' : `${markdownCode(one.uri, 1000)}${line}: `;
  // What nobody gave is told in our own words; other messages may hold names.
  return `- ${place}${one.kind === 'not-given' ? proseOrCode(one.message) : markdownCode(one.message, 500)}`;
}

function scannedLine(solution: SolutionSummary): string {
  const contents = [plural(solution.flows, 'flow'), plural(solution.environmentVariables, 'environment variable')];
  const others = otherProcesses(solution);
  if (others) contents.push(`not scanned as cloud flows: ${others}`);
  return `- ${markdownCode(solutionTitle(solution), 300)} from ${markdownCode(solution.uri || '.', 1000)}: ${contents.join(', ')}`;
}
