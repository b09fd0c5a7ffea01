import { type Severity, severities } from './engine/levels';

/** The one table of outputs: `action.yml` uses the names as they are, the Azure task in camelCase. */
export interface Output {
  readonly name: string;
  /** One sentence, ending in a full stop. */
  readonly help: string;
  /** Only GitHub has it. */
  readonly only?: 'github';
}

const severityOutputs = severities.map((severity): { readonly name: Severity; readonly help: string } => ({
  name: severity,
  help: `Number of findings of severity ${severity}, whatever the threshold.`,
}));

export const outputs: readonly Output[] = [
  { name: 'verdict', help: 'The outcome: clean, findings, incomplete, nothing-to-scan, user-error or failure.' },
  { name: 'open', help: 'Number of findings at or over the threshold.' },
  { name: 'below-threshold', help: 'Number of findings below the threshold.' },
  { name: 'not-assessed', help: 'Number of things that were not assessed.' },
  {
    name: 'new',
    help: 'Number of findings that were not there before the pull request; empty where there is nothing to compare with.',
  },
  {
    name: 'fixed',
    help: 'Number of findings from before that are gone; empty where there is nothing to compare with.',
  },
  {
    name: 'unchanged',
    help: 'Number of findings that were there before; empty where there is nothing to compare with.',
  },
  ...severityOutputs,
  {
    name: 'artifact-sha256',
    help: 'SHA-256 of the scanned zip, in lower-case hexadecimal; of several zips all of them, sorted, with commas between; empty where there was none.',
  },
  { name: 'sarif-file', help: 'Path of the SARIF file.' },
  { name: 'json-file', help: 'Path of the report as JSON.' },
  { name: 'markdown-file', help: 'Path of the whole report as Markdown.' },
  { name: 'sarif-id', help: 'What code scanning calls the uploaded SARIF file.', only: 'github' },
  { name: 'check-run-url', help: 'Address of the check run.', only: 'github' },
];
