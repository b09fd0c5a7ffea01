import type { FileSystem } from './artifact/artifact';
import { type OpenedArtifacts, openArtifacts } from './artifact/open';
import { uriFrom } from './artifact/scan-root';
import type { Rule } from './engine/rule';
import { UserError } from './errors';
import { Gathering } from './gathering';
import { judge } from './policy/judge';
import type { Report, Settings } from './policy/report';
import { rules as allRules } from './rules';
import type { SettingsEntry } from './solution/deployment-settings';
import type { Unit } from './solution/units';

/** What a user asks for, on whatever host. */
export interface ScanRequest extends Settings {
  /** Paths and globs. */
  readonly paths: readonly string[];
  /** Rule ids; empty for all. */
  readonly rules: readonly string[];
  /** Path of a file with the environment's settings. */
  readonly environment: string | undefined;
}

/**
 * The whole data path: artifact -> solution -> flow -> rules -> findings -> policy.
 *
 * Units are read and judged one at a time and then let go, so that memory does not grow with their number.
 *
 * @param onProgress told before each unit: its uri
 * @throws {UserError} when a rule is named that does not exist
 */
export function scan(request: ScanRequest, files: FileSystem, onProgress: (uri: string) => void = () => {}): Report {
  const gathering = new Gathering(chosenRules(request.rules));
  const opened = openArtifacts(request.paths, files);
  const settings: SettingsEntry[] = [];
  const waiting: Unit[] = [];
  const scanWaiting = () => {
    for (const unit of waiting.splice(0)) {
      onProgress(unit.uri);
      gathering.scanUnit(unit, settings);
    }
  };
  // Plain files come before archives: deployment settings that lie beside a solution are known when it is read.
  for (const tree of opened.trees()) {
    if (tree.kind === 'zip') scanWaiting();
    const units = gathering.recognise(tree);
    settings.push(...units.flatMap((unit) => gathering.readSettings(unit)));
    waiting.push(...units);
    if (tree.kind === 'zip') scanWaiting();
  }
  scanWaiting();
  gathering.scanEnvironment(request.environment, files, opened.scanRoot);
  gathering.addUnreadable(opened.unreadable);
  addEmptyInputs(gathering, request.paths, opened, files);
  return judge(gathering.result(), request);
}

/** Tells the paths that the user wrote out from what patterns matched. */
function addEmptyInputs(
  gathering: Gathering,
  paths: readonly string[],
  { scanRoot, targets, inputs }: OpenedArtifacts,
  files: FileSystem,
): void {
  const uriOf = (path: string) => uriFrom(scanRoot, files.resolve(path));
  const written = new Set(paths.map(uriOf));
  const uris = targets.map(({ uri }) => uri);
  const patterns = inputs.filter(({ input, matched }) => matched > 0 && !uris.includes(uriOf(input)));
  gathering.addEmptyInputs(
    uris.filter((uri) => written.has(uri)),
    uris.filter((uri) => !written.has(uri)),
    patterns.map(({ input }) => input),
  );
}

function chosenRules(ids: readonly string[]): readonly Rule[] {
  const unknown = ids.filter((id) => !allRules.some((rule) => rule.meta.id === id));
  if (unknown.length > 0) {
    throw new UserError(
      `there is no rule ${unknown.map((id) => `"${id}"`).join(', ')}`,
      'Run "flowgate rules" for the list.',
    );
  }
  return ids.length === 0 ? allRules : allRules.filter((rule) => ids.includes(rule.meta.id));
}
