import { linesOf } from '../../support/runner-ports';

/**
 * What GitHub would show of a step's output: a port of how its runner reads commands, with its limits.
 * https://github.com/actions/runner, src/Runner.Common/ActionCommand.cs, src/Runner.Worker/ActionCommandManager.cs and
 * ExecutionContext.cs.
 */
export interface Shown {
  /** Lines in which the runner sees no command. */
  readonly log: readonly string[];
  readonly annotations: readonly Annotation[];
  /** Issues over the limit of their level: in the log only. */
  readonly dropped: readonly Annotation[];
  /** Names of all other commands that acted. */
  readonly otherCommands: readonly string[];
}

export interface Annotation {
  readonly level: string;
  readonly message: string;
  readonly title: string | undefined;
  readonly file: string | undefined;
  readonly line: number | undefined;
  readonly endLine: number | undefined;
  readonly col: number | undefined;
  readonly endColumn: number | undefined;
}

interface Command {
  readonly name: string;
  readonly properties: ReadonlyMap<string, string>;
  readonly data: string;
}

const issueLevels: ReadonlySet<string> = new Set(['error', 'warning', 'notice']);
const commands: ReadonlySet<string> = new Set([
  ...issueLevels,
  'add-mask',
  'add-matcher',
  'add-path',
  'debug',
  'echo',
  'endgroup',
  'group',
  'remove-matcher',
  'save-state',
  'set-env',
  'set-output',
  'stop-commands',
]);

const maxPerLevel = 10;
const maxMessage = 4096;

export function whatGitHubShows(output: string): Shown {
  const log: string[] = [];
  const annotations: Annotation[] = [];
  const dropped: Annotation[] = [];
  const otherCommands: string[] = [];
  let stopToken: string | undefined;
  for (const line of linesOf(output)) {
    const command = parseColons(line, stopToken) ?? parseBrackets(line, stopToken);
    if (!command || (stopToken !== undefined && command.name !== stopToken)) {
      log.push(line);
    } else if (command.name === stopToken) {
      stopToken = undefined;
    } else if (issueLevels.has(command.name)) {
      const annotation = toAnnotation(command);
      const sameLevel = annotations.filter(({ level }) => level === annotation.level);
      (sameLevel.length < maxPerLevel ? annotations : dropped).push(annotation);
    } else {
      otherCommands.push(command.name);
      if (command.name === 'stop-commands') stopToken = command.data.toLowerCase();
    }
  }
  return { log, annotations, dropped, otherCommands };
}

/** `::name key=value,key=value::data`, where the line starts after blanks. */
function parseColons(line: string, stopToken: string | undefined): Command | undefined {
  const text = line.trimStart();
  const end = text.indexOf('::', 2);
  if (!text.startsWith('::') || end < 0) return undefined;
  return toCommand(text.slice(2, end), ',', text.slice(end + 2), stopToken, [
    ['%0D', '\r'],
    ['%0A', '\n'],
    ['%3A', ':'],
    ['%2C', ','],
    ['%25', '%'],
  ]);
}

/** The older `##[name key=value;key=value]data`, anywhere in a line. */
function parseBrackets(line: string, stopToken: string | undefined): Command | undefined {
  const start = line.indexOf('##[');
  const end = start < 0 ? -1 : line.indexOf(']', start);
  if (end < 0) return undefined;
  return toCommand(line.slice(start + 3, end), ';', line.slice(end + 1), stopToken, [
    ['%3B', ';'],
    ['%0D', '\r'],
    ['%0A', '\n'],
    ['%5D', ']'],
    ['%25', '%'],
  ]);
}

function toCommand(
  info: string,
  separator: string,
  data: string,
  stopToken: string | undefined,
  escapes: readonly (readonly [string, string])[],
): Command | undefined {
  const [, written = '', list = ''] = /^([^ ]*) ?(.*)$/s.exec(info) ?? [];
  const name = written.toLowerCase();
  if (!commands.has(name) && name !== stopToken) return undefined;
  const unescaped = (text: string, among = escapes) =>
    among.reduce((result, [escaped, character]) => result.replaceAll(escaped, character), text);
  const properties = new Map<string, string>();
  for (const pair of list.trim().split(separator)) {
    const at = pair.indexOf('=');
    if (at > 0 && at < pair.length - 1) properties.set(pair.slice(0, at).toLowerCase(), unescaped(pair.slice(at + 1)));
  }
  // In data, colons and commas stand as they are.
  const inData = escapes.filter(([escaped]) => escaped !== '%3A' && escaped !== '%2C');
  return { name, properties, data: unescaped(data, inData) };
}

function toAnnotation({ name, properties, data }: Command): Annotation {
  const number = (key: string) => {
    const value = Number(properties.get(key));
    return Number.isInteger(value) && value > 0 ? value : undefined;
  };
  let [line, endLine] = [number('line'), number('endline')];
  line ??= endLine;
  if (line !== undefined && endLine !== undefined && endLine < line) [line, endLine] = [undefined, undefined];
  const hasColumns = line !== undefined && (endLine === undefined || endLine === line);
  return {
    level: name,
    message: data.slice(0, maxMessage),
    title: properties.get('title'),
    file: properties.get('file'),
    line,
    endLine,
    col: hasColumns ? number('col') : undefined,
    endColumn: hasColumns ? number('endcolumn') : undefined,
  };
}

/** The entries of a file such as the one in `GITHUB_OUTPUT`: `name=value`, or a heredoc. */
export function readFileCommands(text: string): Record<string, string> {
  const entries: Record<string, string> = {};
  const lines = text.split('\n');
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    if (line === '') continue;
    const [, key = '', sign, rest = ''] = /^(.*?)(=|<<)(.*)$/s.exec(line) ?? [];
    if (key === '' || (sign === '<<' && rest === '')) throw new Error(`invalid format: ${JSON.stringify(line)}`);
    if (sign === '=') {
      entries[key] = rest;
      continue;
    }
    const end = lines.indexOf(rest, at + 1);
    if (end < 0) throw new Error(`no line ends the value of ${key}`);
    entries[key] = lines.slice(at + 1, end).join('\n');
    at = end;
  }
  return entries;
}
