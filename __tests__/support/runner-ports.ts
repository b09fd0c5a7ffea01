/**
 * Small ports of the parsers that look for commands in what a step prints.
 *
 * GitHub: https://github.com/actions/runner, src/Runner.Common/ActionCommand.cs and src/Runner.Worker/Handlers/OutputManager.cs.
 * Azure: https://github.com/microsoft/azure-pipelines-agent, src/Microsoft.VisualStudio.Services.Agent/Command.cs.
 */

const gitHubCommands: ReadonlySet<string> = new Set([
  'set-env',
  'set-output',
  'save-state',
  'add-path',
  'add-mask',
  'add-matcher',
  'remove-matcher',
  'error',
  'warning',
  'notice',
  'debug',
  'group',
  'endgroup',
  'echo',
  'stop-commands',
  'resume-commands',
]);

/** Both read by line; .NET ends a line at any of these. */
export function linesOf(output: string): readonly string[] {
  return output.split(/\r\n|\r|\n/);
}

/** The command that GitHub's runner finds in one line. */
export function gitHubCommand(line: string): string | undefined {
  if (!line.includes('::') && !line.includes('##[')) return undefined;
  return doubleColonCommand(line) ?? bracketCommand(line);
}

/** `::name properties::data`, at the start of the line after blanks. */
function doubleColonCommand(line: string): string | undefined {
  const text = line.trimStart();
  if (!text.startsWith('::')) return undefined;
  const end = text.indexOf('::', 2);
  return end < 0 ? undefined : registered(text.slice(2, end));
}

/** `##[name properties]data`, anywhere in the line. */
function bracketCommand(line: string): string | undefined {
  const start = line.indexOf('##[');
  const end = start < 0 ? -1 : line.indexOf(']', start);
  return end < 0 ? undefined : registered(line.slice(start + 3, end));
}

function registered(info: string): string | undefined {
  const name = (info.split(' ')[0] ?? '').toLowerCase();
  return gitHubCommands.has(name) ? name : undefined;
}

/** `##vso[area.event properties]data`, anywhere in the line. */
export function azureCommand(line: string): string | undefined {
  const start = line.indexOf('##vso[');
  const end = start < 0 ? -1 : line.indexOf(']', start);
  if (end < 0) return undefined;
  const name =
    line
      .slice(start + 6, end)
      .trim()
      .split(' ')[0] ?? '';
  return /^[^.]+\.[^.]+$/.test(name) ? name : undefined;
}

/** Lines of an output on which a runner would act, or (Azure) which it would repeat in a warning. */
export function actingLines(output: string): readonly string[] {
  return linesOf(output).filter(
    (line) =>
      gitHubCommand(line) !== undefined ||
      azureCommand(line) !== undefined ||
      line.includes('##vso') ||
      // Log formatting that both hosts know: ##[error], ##[group] and the like, registered or not.
      line.includes('##[') ||
      line.trimStart().startsWith('::'),
  );
}
