/**
 * The commands by which a step talks to GitHub's runner. Written here and not taken from @actions/core, because that package
 * brings a whole HTTP client into every start; `__tests__/hosts/github-commands.test.ts` holds both against each other.
 * https://docs.github.com/actions/reference/workflow-commands-for-github-actions
 */

/** One line for standard output. Properties without a value are left out. */
export function workflowCommand(
  name: string,
  properties: Readonly<Record<string, string | number | undefined>>,
  message: string,
): string {
  const given = Object.entries(properties).filter(([, value]) => value !== undefined && value !== '');
  const list = given.map(([key, value]) => `${key}=${escapeProperty(String(value))}`).join(',');
  return `::${name}${list === '' ? '' : ` ${list}`}::${escapeData(message)}\n`;
}

/** The runner undoes `%25` last, so the percent sign is escaped first. */
function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

/**
 * Log text in which nothing is a command. The runner looks for `::` where a line starts, after any blanks, and for the older
 * `##[` anywhere; a line also ends at a lone carriage return. So every pair is broken, wherever it stands. Text is not wrapped
 * in `stop-commands`: were the process killed in between, all that later steps of ours say would be ignored.
 */
export function inertLog(text: string): string {
  return text.replace(/([#:])(?=\1)/g, '$1\\');
}

/** What is appended to the file in `GITHUB_OUTPUT`. The delimiter must not be known to whoever wrote the value. */
export function outputEntry(name: string, value: string, delimiter: string): string {
  return `${name}<<${delimiter}\n${value}\n${delimiter}\n`;
}
