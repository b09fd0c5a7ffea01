import { personas, severities } from './engine/levels';

/**
 * The one table of inputs. It feeds the command line's help and parser, `action.yml` and `task.json`, so that a setting has one
 * name, one default and one sentence of help wherever FlowGate runs.
 *
 * Defaults live here and not in the manifests: a default in a manifest could not be told from a user's choice, and would
 * beat a configuration file.
 */
export type Face = 'cli' | 'github' | 'azure';

export interface Input {
  /** Kebab-case: the command line's flag (`--name`) and the action's input; the task uses the same in camelCase. */
  readonly name: string;
  readonly type: 'string' | 'boolean' | 'choice' | 'list';
  readonly choices?: readonly string[];
  /** What holds when the input is left out or blank. */
  readonly default?: string;
  /** One sentence, ending in a full stop. */
  readonly help: string;
  readonly faces: readonly Face[];
  /** The command line takes it as plain arguments instead of a flag. */
  readonly positional?: true;
  /** What the help shows for the value, such as `<file>`. */
  readonly placeholder?: string;
  /**
   * Only for what a configuration file never sets: the default that `action.yml` itself must state, because an
   * expression of the workflow gives it.
   */
  readonly actionDefault?: string;
}

const everywhere: readonly Face[] = ['cli', 'github', 'azure'];

export const inputs = [
  {
    name: 'path',
    type: 'list',
    help: 'Solution zips, unpacked solution folders, flow files, deployment settings, or globs of them.',
    faces: everywhere,
    positional: true,
    placeholder: '<path...>',
  },
  {
    name: 'fail-on',
    type: 'choice',
    choices: [...severities, 'never'],
    default: 'high',
    help: 'Fail when a finding of this severity or worse is open.',
    faces: everywhere,
    placeholder: '<severity>',
  },
  {
    name: 'persona',
    type: 'choice',
    choices: personas,
    default: 'regular',
    help: 'Whose findings to report: regular (a release gate), pedantic (adds smells), auditor (adds all that a review wants to see).',
    faces: everywhere,
    placeholder: '<persona>',
  },
  {
    name: 'rule',
    type: 'list',
    help: 'Run only these rules; may be repeated.',
    faces: everywhere,
    placeholder: '<rule>',
  },
  {
    name: 'allow-incomplete',
    type: 'boolean',
    default: 'false',
    help: 'Only warn, instead of failing, when a part of the input could not be read or judged.',
    faces: everywhere,
  },
  {
    name: 'format',
    type: 'choice',
    choices: ['text', 'json', 'sarif', 'markdown'],
    default: 'text',
    help: 'Format of the report.',
    faces: ['cli'],
    placeholder: '<format>',
  },
  {
    name: 'output',
    type: 'string',
    help: 'Write the report to this file instead of standard output.',
    faces: ['cli'],
    placeholder: '<file>',
  },
  {
    name: 'sarif',
    type: 'string',
    help: 'Write a SARIF 2.1.0 file here; the action and the task write one in any case.',
    faces: everywhere,
    placeholder: '<file>',
  },
  {
    name: 'environment',
    type: 'string',
    help: "File with the target environment's settings, for the IP firewall checks: the output of pac env list-settings, or the organization row as JSON.",
    faces: everywhere,
    placeholder: '<file>',
  },
  {
    name: 'comment',
    type: 'choice',
    choices: ['always', 'on-findings', 'on-failure', 'never'],
    default: 'on-findings',
    help: 'When to comment on the pull request; a comment that exists is updated in any case but never.',
    faces: ['github', 'azure'],
  },
  {
    name: 'review-comments',
    type: 'boolean',
    default: 'false',
    help: 'Comment on the lines of findings too, where the pull request changes them; at most 30, the worst first.',
    faces: ['github', 'azure'],
  },
  {
    name: 'upload-sarif',
    type: 'boolean',
    default: 'false',
    help: 'Upload the SARIF file to code scanning on GitHub, which needs the permission security-events: write, or to Advanced Security in Azure DevOps, and wait until it is processed.',
    faces: ['github', 'azure'],
  },
  {
    name: 'sarif-category',
    type: 'string',
    help: 'Which analysis the SARIF file belongs to: alerts are closed by a later file of the same category. By default flowgate/ and the unique name of the solution.',
    faces: ['github'],
  },
  {
    name: 'check-run',
    type: 'boolean',
    default: 'false',
    help: 'Show the verdict as a check run of its own, with annotations; needs the permission checks: write.',
    faces: ['github'],
  },
  {
    name: 'pull-request-status',
    type: 'boolean',
    default: 'false',
    help: 'Show the verdict as a status of the pull request, which a branch policy can require.',
    faces: ['azure'],
  },
  {
    name: 'expected-sha256',
    type: 'list',
    help: 'Fail unless the scanned zips are exactly those with these SHA-256 hashes, as the output artifact-sha256 of an earlier run gave them.',
    faces: ['github', 'azure'],
  },
  {
    name: 'token',
    type: 'string',
    help: 'Token for all that is told over the API: comments need the permission pull-requests: write.',
    faces: ['github'],
    actionDefault: '${{ github.token }}',
  },
  {
    name: 'color',
    type: 'choice',
    choices: ['auto', 'always', 'never'],
    default: 'auto',
    help: 'Colour the text report; auto colours only a terminal.',
    faces: ['cli'],
    placeholder: '<when>',
  },
] as const satisfies readonly Input[];

export type InputName = (typeof inputs)[number]['name'];
