import type { Owner } from '../findings/finding';
import type { Report, SolutionSummary } from '../policy/report';

/** Sentences that several reports share, so that the same thing is said in the same words everywhere. */

/** `1 flow`, `2 flows`; other plurals are given. */
export function plural(count: number, noun: string, nouns = `${noun}s`): string {
  return `${count} ${count === 1 ? noun : nouns}`;
}

/** What was scanned: `2 solutions, 5 flows, 41 actions, 3 environment variables`. */
export function coverage(report: Report): string {
  const sum = (count: (solution: SolutionSummary) => number) =>
    report.solutions.reduce((total, solution) => total + count(solution), 0);
  return [
    plural(report.solutions.length, 'solution'),
    plural(
      sum((one) => one.flows),
      'flow',
    ),
    plural(
      sum((one) => one.actions),
      'action',
    ),
    plural(
      sum((one) => one.environmentVariables),
      'environment variable',
    ),
  ].join(', ');
}

/** The piles, each counted; every report has them. */
export function piles(report: Report): string {
  const { settings } = report;
  const threshold = settings.failOn === 'never' ? 'no threshold' : `at or over ${settings.failOn}`;
  return [
    `${report.open.length} open (${threshold})`,
    `${report.belowThreshold.length} below threshold`,
    `${report.notAssessed.length} not assessed`,
    plural(report.failures.length, 'failure'),
  ].join(', ');
}

const incomplete = 'incomplete: some of the input could not be read or judged';

/** The outcome in a word or two. An incomplete run that is allowed to be so still says it. */
export function verdict(report: Report): string {
  const more = report.notAssessed.some((one) => one.kind !== 'not-given') ? ` (${incomplete})` : '';
  switch (report.status) {
    case 'clean':
      return `PASSED${more}`;
    case 'findings':
      return `FAILED${more}`;
    case 'incomplete':
      return `FAILED (${incomplete})`;
    case 'failure':
      return 'FAILED (FlowGate itself failed; please report it)';
    case 'nothing-to-scan':
      return 'FAILED (nothing to scan)';
  }
}

/** The last line of a log. */
export function summaryLine(report: Report): string {
  return `${verdict(report)}: ${piles(report)}.`;
}

/** Such as `Contoso Orders 1.0.0.0, unmanaged`. */
export function solutionTitle(solution: SolutionSummary): string {
  const managed =
    solution.managed === 'unknown'
      ? undefined
      : solution.managed === 'both'
        ? 'managed and unmanaged'
        : solution.managed;
  return [[solution.name, solution.version].filter(Boolean).join(' '), managed].filter(Boolean).join(', ');
}

/** What a component is called before its name. */
export const ownerKinds: Readonly<Record<Owner['kind'], string>> = {
  flow: 'Flow',
  'environment-variable': 'Environment variable',
  'connection-reference': 'Connection reference',
  solution: 'Solution',
  environment: 'Settings',
  file: 'File',
};

/** What lies beside the cloud flows and was not scanned as one; '' if nothing does. */
export function otherProcesses(solution: SolutionSummary): string {
  const { desktopFlows, classicWorkflows, macros } = solution.otherProcesses;
  return [
    desktopFlows && plural(desktopFlows, 'desktop flow'),
    classicWorkflows && plural(classicWorkflows, 'classic workflow'),
    macros && plural(macros, 'macro'),
  ]
    .filter(Boolean)
    .join(', ');
}

/** What a station is on the way of the data. */
export function stepWord(index: number, length: number): string {
  return index === 0 ? 'from' : index === length - 1 ? 'to' : 'then';
}

/** Both ends of a list that has more entries than there is room for. */
export function withoutMiddle<T>(
  list: readonly T[],
  room: number,
): { readonly first: readonly T[]; readonly leftOut: number; readonly last: readonly T[] } {
  const leftOut = Math.max(0, list.length - room);
  const half = leftOut === 0 ? list.length : Math.ceil(room / 2);
  return { first: list.slice(0, half), leftOut, last: list.slice(half + leftOut) };
}
