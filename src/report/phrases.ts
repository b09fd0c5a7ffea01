import type { Report, SolutionSummary } from '../policy/report';

/** Sentences that several reports share, so that the same thing is said in the same words everywhere. */

/** `1 flow`, `2 flows`. */
export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
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

/** The piles, each counted: the last line of every report. */
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

/** The outcome in a word or two. */
export function verdict(report: Report): string {
  switch (report.status) {
    case 'clean':
      return 'PASSED';
    case 'findings':
      return 'FAILED';
    case 'incomplete':
      return 'FAILED (incomplete: some of the input could not be read or judged)';
    case 'failure':
      return 'FAILED (FlowGate itself failed; please report it)';
    case 'nothing-to-scan':
      return 'FAILED (nothing to scan)';
  }
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
