import type { FileSystem } from '../artifact/artifact';
import { UserError } from '../errors';
import { exitCodes, type Report } from '../policy/report';
import { product } from '../product';
import { renderJson } from '../report/json';
import { renderMarkdown } from '../report/markdown';
import { summaryLine } from '../report/phrases';
import { renderSarif } from '../report/sarif';
import { renderText } from '../report/text';
import { logText } from '../report/visible';
import { rules } from '../rules';
import { pages } from '../rules/pages.generated';
import { type ScanRequest, scan } from '../scan';
import { helpText } from './help';
import { type Options, optionOf, parseOptions } from './options';

/** What the command line asks of the process it runs in. */
export interface Terminal {
  readonly files: FileSystem;
  /** Whether standard output is a terminal that shows colours. */
  readonly colors: boolean;
  /** Whether standard error is a terminal, on which a passing line of progress can be shown and wiped. */
  readonly interactive: boolean;
  out(text: string): void;
  err(text: string): void;
  writeFile(path: string, text: string): void;
}

/** Runs one command; returns the exit code. Mistakes of the user end in one line on standard error, bugs in a request to report them. */
export function runCommand(args: readonly string[], terminal: Terminal): number {
  try {
    return dispatch(args, terminal);
  } catch (error) {
    if (error instanceof UserError) {
      terminal.err(`flowgate: ${logText(error.message, 500)}. ${error.hint}\n`);
      return exitCodes['user-error'];
    }
    const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
    terminal.err(
      `flowgate: internal error; please report it at ${product.repository}/issues with these lines:\n${stack
        .split('\n')
        .map((line) => logText(line, 500))
        .join('\n')}\n`,
    );
    return exitCodes.failure;
  }
}

function dispatch(args: readonly string[], terminal: Terminal): number {
  const [command, ...rest] = args;
  if (command === '--version' || command === 'version') {
    terminal.out(`${product.version}\n`);
    return exitCodes.clean;
  }
  if (command === undefined || command === 'help' || args.includes('--help') || args.includes('-h')) {
    terminal.out(helpText());
    return command === undefined ? exitCodes['user-error'] : exitCodes.clean;
  }
  switch (command) {
    case 'scan':
      return runScan(parseOptions(rest), terminal);
    case 'rules':
      refuseMore(rest, 0, 'rules takes no arguments');
      return listRules(terminal);
    case 'explain':
      refuseMore(rest, 1, 'explain takes one rule');
      return explain(rest[0], terminal);
    default:
      throw new UserError(
        `unknown command "${command}"`,
        'The commands are scan, rules and explain; see "flowgate --help".',
      );
  }
}

/** What a command would pass over in silence may have been meant to matter. */
function refuseMore(args: readonly string[], allowed: number, message: string): void {
  if (args.length > allowed) throw new UserError(message, 'See "flowgate --help".');
}

function runScan(options: Options, terminal: Terminal): number {
  const request: ScanRequest = {
    paths: options.get('path') ?? [],
    rules: options.get('rule') ?? [],
    environment: optionOf(options, 'environment'),
    failOn: optionOf(options, 'fail-on') as ScanRequest['failOn'],
    persona: optionOf(options, 'persona') as ScanRequest['persona'],
    allowIncomplete: optionOf(options, 'allow-incomplete') === 'true',
  };
  if (request.paths.length === 0) {
    throw new UserError(
      'scan needs at least one path',
      'Name a solution zip, a source folder or a glob: flowgate scan <path...>.',
    );
  }
  const report = scan(request, terminal.files, terminal.interactive ? progressOn(terminal) : () => {});
  if (terminal.interactive) terminal.err('\r\u001b[K');
  const output = optionOf(options, 'output');
  write(render(report, options, terminal), output, terminal);
  // The log says how the run ended, wherever the report went.
  if (output !== undefined) terminal.out(`${summaryLine(report)}\n`);
  const sarif = optionOf(options, 'sarif');
  if (sarif !== undefined) write(renderSarif(report), sarif, terminal);
  return exitCodes[report.status];
}

/** A line that overwrites itself; scans that end at once leave no trace. */
function progressOn(terminal: Terminal): (uri: string) => void {
  let done = 0;
  return (uri) => terminal.err(`\r\u001b[KScanning ${++done}: ${logText(uri, 60)}`);
}

function render(report: Report, options: Options, terminal: Terminal): string {
  switch (optionOf(options, 'format')) {
    case 'json':
      return renderJson(report);
    case 'sarif':
      return renderSarif(report);
    case 'markdown':
      return renderMarkdown(report);
    default: {
      const color = optionOf(options, 'color');
      const toFile = optionOf(options, 'output') !== undefined;
      return renderText(report, color === 'always' || (color === 'auto' && terminal.colors && !toFile));
    }
  }
}

function write(text: string, file: string | undefined, terminal: Terminal): void {
  if (file === undefined) {
    terminal.out(text);
    return;
  }
  try {
    terminal.writeFile(file, text);
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : '';
    throw new UserError(`cannot write ${file}${why}`, 'Check that its folder exists and may be written to.', {
      cause: error,
    });
  }
}

function listRules(terminal: Terminal): number {
  const width = Math.max(...rules.map((rule) => rule.meta.id.length));
  for (const { meta } of rules) {
    terminal.out(
      `${meta.id.padEnd(width)}  ${meta.severity.padEnd(13)}  ${meta.persona.padEnd(8)}  ${meta.description}\n`,
    );
  }
  return exitCodes.clean;
}

function explain(ruleId: string | undefined, terminal: Terminal): number {
  const page = ruleId !== undefined && Object.hasOwn(pages, ruleId) ? pages[ruleId] : undefined;
  if (page === undefined) {
    throw new UserError(
      ruleId === undefined ? 'explain needs a rule' : `there is no rule "${ruleId}"`,
      'Run "flowgate rules" for the list.',
    );
  }
  terminal.out(page);
  return exitCodes.clean;
}
