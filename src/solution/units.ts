import { type ArtifactFile, type ArtifactTree, UnreadableInput } from '../artifact/artifact';
import { kindOf } from '../flow/recognise';
import { type JsonDocument, readDocument, readJsonDocument } from './documents';
import type { Layout } from './solution';

/** The files of one unit, told apart by content, before they are read. */
export interface Unit {
  readonly layout: Layout;
  /** The unit's folder, archive or file from the scan root. */
  readonly uri: string;
  /** The unit's folder inside its tree: '' or ending in '/'. */
  readonly root: string;
  readonly files: readonly ArtifactFile[];
}

/** What a set of trees holds. */
export interface Recognised {
  readonly units: readonly Unit[];
  /** Uris of Logic Apps workflows and templates: recognised, but not covered. */
  readonly logicApps: readonly string[];
  readonly unreadable: readonly UnreadableInput[];
}

/** Finds the units in one tree. The same folder is never two units, whatever manifests lie in it. */
export function recogniseUnits(tree: ArtifactTree): Recognised {
  const unreadable: UnreadableInput[] = [];
  const roots = new Map<string, Layout>();
  for (const file of tree.files) {
    const legacy = /^(.*?)microsoft\.flow\/flows\/[^/]+\/definition\.json$/i.exec(file.path);
    if (legacy) roots.set(legacy[1] ?? '', 'legacy-package');
  }
  for (const file of tree.files) {
    const manifest = /^((?:.*?\/)??)(other\/)?solution\.xml$/i.exec(file.path);
    const root = manifest?.[1] ?? '';
    if (!manifest || !(root === '' || root.endsWith('/'))) continue;
    try {
      if (!isManifest(file)) continue;
    } catch (error) {
      unreadable.push(asUnreadable(error));
    }
    if (manifest[2] === undefined) roots.set(root, tree.kind === 'zip' ? 'solution-zip' : 'solution-flat');
    else if (roots.get(root) !== 'solution-zip' && roots.get(root) !== 'solution-flat')
      roots.set(root, 'solution-source');
  }
  const owned = filesByRoot(tree.files, [...roots.keys()]);
  const units = [...roots].map(
    ([root, layout]): Unit => ({
      layout,
      uri: joinUri(tree.uri, root),
      root,
      files: owned.get(root) ?? [],
    }),
  );
  const outside = looseUnits(owned.get(undefined) ?? [], tree, unreadable);
  const settings = units.flatMap((unit) =>
    unit.files.filter(maybeSettings).flatMap((file) => settingsUnit(file, unit.root, unreadable)),
  );
  // A settings file is a unit of its own, wherever it lies.
  const settingsFiles = new Set(settings.flatMap((unit) => unit.files));
  const solutions = units.map((unit) => ({ ...unit, files: unit.files.filter((file) => !settingsFiles.has(file)) }));
  return { units: [...solutions, ...settings, ...outside.units], logicApps: outside.logicApps, unreadable };
}

/** A manifest is told by its elements: other products have files named solution.xml too. */
function isManifest(file: ArtifactFile): boolean {
  const { text } = readDocument(file, '', 'xml');
  return text.includes('<ImportExportXml') && text.includes('<SolutionManifest');
}

/** Each file belongs to the deepest unit folder that holds it; `undefined` for files outside all units. */
function filesByRoot(
  files: readonly ArtifactFile[],
  roots: readonly string[],
): Map<string | undefined, ArtifactFile[]> {
  const deepestFirst = [...roots].sort((a, b) => b.length - a.length);
  const owned = new Map<string | undefined, ArtifactFile[]>();
  for (const file of files) {
    const root = deepestFirst.find((candidate) => file.path.startsWith(candidate));
    const list = owned.get(root);
    if (list) list.push(file);
    else owned.set(root, [file]);
  }
  return owned;
}

/** Flow files and deployment settings that lie outside every solution; each file is a unit of its own. */
function looseUnits(
  files: readonly ArtifactFile[],
  tree: ArtifactTree,
  unreadable: UnreadableInput[],
): { units: Unit[]; logicApps: string[] } {
  const units: Unit[] = [];
  const logicApps: string[] = [];
  for (const file of files) {
    if (!/\.json$/i.test(file.path) && tree.kind !== 'file') continue;
    try {
      const found = readIfPromising(file);
      const kind = found ? kindOf(found.root) : 'other';
      if (kind === 'logic-app') logicApps.push(file.uri);
      else if (kind === 'cloud-flow') units.push(unitOfFile(file, 'loose-flow'));
      else if (kind === 'deployment-settings') units.push(unitOfFile(file, 'deployment-settings'));
    } catch (error) {
      unreadable.push(asUnreadable(error));
    }
  }
  return { units, logicApps };
}

function unitOfFile(file: ArtifactFile, layout: Layout): Unit {
  return { layout, uri: file.uri, root: file.path.slice(0, file.path.lastIndexOf('/') + 1), files: [file] };
}

/** Words of which at least one stands in every file that this layer would recognise. */
const promising = /"(?:triggers|actions|resources|EnvironmentVariables)"|Microsoft\.Logic/i;

/** Most JSON files of a repository are none of ours: they are not parsed, and a broken one is not our trouble. */
function readIfPromising(file: ArtifactFile): JsonDocument | undefined {
  let text: string;
  try {
    text = readDocument(file, '', 'json').text;
  } catch (error) {
    if (error instanceof UnreadableInput && error.reason === 'not-text') return undefined;
    throw error;
  }
  return promising.test(text) && looksLikeOurs(text) ? readJsonDocument(file, '') : undefined;
}

function looksLikeOurs(text: string): boolean {
  if (/"EnvironmentVariables"/i.test(text)) return /"ConnectionReferences"/i.test(text);
  return /workflowdefinition\.json|"definition"|"runAfter"|"contentVersion"|Microsoft\.Logic/i.test(text);
}

/** Folders of a solution whose JSON files are known to be something else; they are the bulk, and not read twice. */
const notSettings = /(?:^|\/)(?:workflows|environmentvariabledefinitions|canvasapps)\//i;

function maybeSettings(file: ArtifactFile): boolean {
  return /\.json$/i.test(file.path) && !notSettings.test(file.path);
}

function settingsUnit(file: ArtifactFile, root: string, unreadable: UnreadableInput[]): Unit[] {
  try {
    const text = readDocument(file, root, 'json').text;
    if (!/"EnvironmentVariables"/i.test(text) || !/"ConnectionReferences"/i.test(text)) return [];
    return kindOf(readJsonDocument(file, root).root) === 'deployment-settings'
      ? [unitOfFile(file, 'deployment-settings')]
      : [];
  } catch (error) {
    const problem = asUnreadable(error);
    if (problem.reason !== 'not-text') unreadable.push(problem);
    return [];
  }
}

function joinUri(treeUri: string, root: string): string {
  return [treeUri, root.replace(/\/$/, '')].filter((part) => part !== '').join('/');
}

/** Passes on what an artifact refuses; anything else is a bug, and not swallowed. */
function asUnreadable(error: unknown): UnreadableInput {
  if (error instanceof UnreadableInput) return error;
  throw error;
}
