import { existsSync } from 'node:fs';
import path from 'node:path';

/**
 * What the agent of Azure Pipelines makes of a task's output, after its sources: `Command.cs`, `WorkerCommandManager.cs`,
 * `TaskCommandExtension.cs`, `ArtifactCommandExtension.cs`, `ExecutionContext.cs`.
 * https://github.com/microsoft/azure-pipelines-agent/tree/master/src
 */

export interface AgentCommand {
  /** `task.complete` */
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly data: string;
}

export interface AgentIssue {
  readonly type: string;
  readonly message: string;
  /** Where it points to, as the command says. */
  readonly sourcePath: string | undefined;
}

export type TaskResult = 'Succeeded' | 'SucceededWithIssues' | 'Failed';

export interface AgentView {
  readonly commands: readonly AgentCommand[];
  /** Lines that are no commands. */
  readonly log: readonly string[];
  /** The ten errors and ten warnings that a step may have; the agent's own complaints are among them. */
  readonly issues: readonly AgentIssue[];
  /** How many more there were. */
  readonly issuesLost: number;
  readonly variables: Readonly<Record<string, string>>;
  readonly summaries: readonly string[];
  readonly attachedFiles: readonly string[];
  readonly artifacts: readonly { readonly name: string; readonly folder: string; readonly file: string }[];
  readonly result: TaskResult;
  /** Lines before which the result was first told, `undefined` where it never was. */
  readonly resultToldAt: number | undefined;
}

const results: readonly TaskResult[] = ['Succeeded', 'SucceededWithIssues', 'Failed'];
const maxIssues = 10;

/** What a step may do under `target: commands: restricted`. */
const allowedWhenRestricted: ReadonlySet<string> = new Set([
  ...['task.debug', 'task.logissue', 'task.issue', 'task.complete', 'task.setvariable', 'task.setsecret'],
  ...['task.setprogress', 'task.logdetail', 'task.prependpath', 'task.settaskvariable'],
]);

/**
 * @param settable names that `restrictions.settableVariables` of the manifest allows
 * @param isRestricted whether the step's author restricted its commands
 */
export function agentView(
  output: string,
  {
    exitCode,
    hostType,
    settable,
    isRestricted = false,
  }: { exitCode: number | null; hostType: string; settable: readonly string[]; isRestricted?: boolean },
): AgentView {
  const commands: AgentCommand[] = [];
  const log: string[] = [];
  const issues: AgentIssue[] = [];
  const variables: Record<string, string> = {};
  const summaries: string[] = [];
  const attachedFiles: string[] = [];
  const artifacts: { name: string; folder: string; file: string }[] = [];
  let issuesLost = 0;
  let result: TaskResult | undefined;
  let resultToldAt: number | undefined;
  let isDone = false;

  const addIssue = (type: string, message: string, sourcePath?: string) => {
    if (issues.filter((issue) => issue.type === type).length >= maxIssues) issuesLost += 1;
    else issues.push({ type, message, sourcePath });
  };
  const merge = (next: TaskResult) => {
    result = results[Math.max(results.indexOf(result ?? 'Succeeded'), results.indexOf(next))];
  };
  const existing = (file: string): string => {
    if (!path.isAbsolute(file) || !existsSync(file)) throw new Error(`no such file: ${file}`);
    return file;
  };

  const handlers: Record<string, (command: AgentCommand, line: number) => void> = {
    'task.debug': () => {},
    'task.logissue': ({ properties, data }) => {
      const { type = '', sourcepath, linenumber = '', columnnumber = '', code = '' } = properties;
      if (type !== 'error' && type !== 'warning') throw new Error(`issue type ${type} is not an expected issue type`);
      const where = sourcepath === undefined ? '' : `${sourcepath}(${linenumber},${columnnumber}): ${type} ${code}: `;
      addIssue(type, where + data, sourcepath);
    },
    'task.complete': ({ properties }, line) => {
      const told = results.find((name) => name === properties['result']);
      if (told === undefined) throw new Error('InvalidCommandResult');
      merge(told);
      resultToldAt ??= line;
      isDone ||= /^true$/i.test(properties['done'] ?? '');
    },
    'task.setvariable': ({ properties, data }) => {
      const { variable = '' } = properties;
      if (variable === '') throw new Error('MissingVariableName');
      if (!settable.some((name) => name.toLowerCase() === variable.toLowerCase())) {
        addIssue('warning', `not settable: ${variable}`);
      } else if (/^true$/i.test(properties['isOutput'] ?? '')) {
        variables[variable] = data;
      }
    },
    'task.uploadsummary': ({ data }) => summaries.push(existing(data)),
    'task.uploadfile': ({ data }) => attachedFiles.push(existing(data)),
    'artifact.upload': ({ properties, data }) => {
      const { artifactname = '', containerfolder = artifactname } = properties;
      if (artifactname === '') throw new Error('ArtifactNameRequired');
      if (hostType !== 'build') throw new Error('UploadArtifactCommandNotSupported');
      artifacts.push({ name: artifactname, folder: containerfolder, file: existing(data) });
    },
  };
  handlers['task.issue'] = handlers['task.logissue'] ?? (() => {});

  for (const [at, line] of output.split(/\r\n|\r|\n/).entries()) {
    const command = parseCommand(line);
    if (command === undefined) {
      if (line.includes('##vso')) addIssue('warning', `CommandKeywordDetected: ${line}`);
      log.push(line);
      continue;
    }
    commands.push(command);
    if (isRestricted && !allowedWhenRestricted.has(command.name.toLowerCase())) {
      addIssue('warning', `CommandNotAllowed: ${command.name}`);
      continue;
    }
    const handler = handlers[command.name.toLowerCase()];
    try {
      if (!handler) throw new Error(`CommandNotFound ${command.name}`);
      handler(command, at);
    } catch (error) {
      addIssue('error', `CommandProcessFailed: ${String(error)}`);
      merge('Failed');
    }
  }
  // A process that did not end well has failed, unless a command said that the task is done whatever becomes of it.
  if (exitCode !== 0 && !isDone) merge('Failed');
  return {
    commands,
    log,
    issues,
    issuesLost,
    variables,
    summaries,
    attachedFiles,
    artifacts,
    result: result ?? 'Succeeded',
    resultToldAt,
  };
}

/** The command in a line: the first marker counts, wherever it stands. */
export function parseCommand(line: string): AgentCommand | undefined {
  const marker = looseMarker.exec(line);
  const end = marker === null ? -1 : line.indexOf(']', marker.index);
  if (marker === null || end < 0) return undefined;
  const info = line.slice(marker.index + marker[0].length, end);
  const space = info.indexOf(' ');
  const name = (space < 0 ? info : info.slice(0, space)).split('.').filter((part) => part !== '');
  if (name.length !== 2) return undefined;
  const properties: Record<string, string> = {};
  for (const pair of space > 0 ? info.slice(space + 1).split(';') : []) {
    const [key = '', ...rest] = pair.split('=');
    const value = rest.join('=');
    if (key !== '' && value !== '') properties[key] = decoded(value);
  }
  return { name: name.join('.'), properties, data: decoded(line.slice(end + 1)) };
}

/**
 * Agents looked by culture before they looked by code: characters without width between the others were passed over.
 * The emulator does both, as the strictest of them.
 */
const looseMarker = new RegExp(['#', '#', 'v', 's', 'o', '\\['].join('\\p{Default_Ignorable_Code_Point}*'), 'u');

function decoded(text: string): string {
  return text
    .replaceAll('%3B', ';')
    .replaceAll('%0D', '\r')
    .replaceAll('%0A', '\n')
    .replaceAll('%5D', ']')
    .replaceAll('%AZP25', '%');
}
