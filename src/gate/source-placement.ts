import { type ArtifactFile, type FileSystem, UnreadableInput } from '../artifact/artifact';
import { diskFile } from '../artifact/disk-files';
import { ignoredFolders, resolveInputs } from '../artifact/inputs';
import { defaultLimits } from '../artifact/limits';
import { openArtifacts } from '../artifact/open';
import { isWithin, parentOf, scanRootOf, uriFrom } from '../artifact/scan-root';
import type { Finding, FindingEdit, Location } from '../findings/finding';
import { Moves } from '../findings/moved-finding';
import { readTwin, type Twin, twinKey } from '../findings/source-twin';
import type { Report } from '../policy/report';

/** Beside what is ignored everywhere, where builds of a solution project leave unpacked copies: `obj/Debug/Metadata/Workflows/...`. */
const notSource: ReadonlySet<string> = new Set([...ignoredFolders, 'obj', 'bin']);

/** Of more copies of one file nobody could say which is the source. */
const maxCopies = 20;

/**
 * The report with findings of archives placed on the unpacked source, where the repository (the current directory) holds it.
 *
 * A flow is known by the GUID in its file name, an environment variable by the name of its folder. A finding moves if the source has the
 * same at its place, else it stays at the archive: the source may have changed since. Of several copies the first by path counts that says
 * the same as the archive; if none does, a single copy counts, and of several none. Fingerprints never change.
 *
 * @param inputs that were scanned: the uris of the report start from the folder that holds them all
 */
export function placedOnSource(report: Report, files: FileSystem, inputs: readonly string[]): Report {
  const findings = [...report.open, ...report.belowThreshold];
  if (!findings.some(({ location }) => twinKey(location.uri))) return report;
  const pathOf = pathsFrom(inputs, files);
  const wanted = archivedPlaces(findings, files, pathOf);
  if (wanted.size === 0) return report;
  const scanned = report.solutions.map(({ uri }) => pathOf(uri));
  const sources = sourceFiles(wanted, scanned, files);
  if (sources.size === 0) return report;
  const moves = new Moves();
  for (const archive of new Set([...wanted.values()].map((one) => one.archive))) {
    for (const { path, file } of entriesOf(archive, files)) {
      const places = wanted.get(path);
      const archived = places && readTwin(file);
      const source = archived && chosen(archived, sources.get(places.key) ?? []);
      if (places && archived && source) moves.add(places, archived, source);
    }
  }
  const moved = (list: readonly Finding[]) => list.map((finding) => moves.of(finding));
  return { ...report, open: moved(report.open), belowThreshold: moved(report.belowThreshold) };
}

/** The places of findings in one entry of an archive. */
interface ArchivedPlaces {
  /** Absolute path. */
  readonly archive: string;
  readonly key: string;
  readonly locations: Location[];
  readonly edits: FindingEdit[];
}

/** The absolute path of what a uri of the report names. */
type PathOf = (uri: string) => string;

function pathsFrom(inputs: readonly string[], files: FileSystem): PathOf {
  const { targets } = resolveInputs(inputs, files);
  const holders = targets.map(({ kind, path }) => (kind === 'folder' ? path : parentOf(path)));
  const root = scanRootOf(files.resolve('.'), holders);
  return (uri) => {
    if (uri === '') return root;
    return root === '' || /^(?:[A-Za-z]:)?\//.test(uri) ? uri : `${root.endsWith('/') ? root : `${root}/`}${uri}`;
  };
}

/** By the path that the entry would have if the archive were a folder. */
function archivedPlaces(findings: readonly Finding[], files: FileSystem, pathOf: PathOf): Map<string, ArchivedPlaces> {
  const wanted = new Map<string, ArchivedPlaces>();
  const archives = new Map<string, string | undefined>();
  const kinds = new Map<string, string | undefined>();
  const isFile = (path: string) => {
    if (!kinds.has(path)) kinds.set(path, kindOf(path, files));
    return kinds.get(path) === 'file';
  };
  const placesIn = (uri: string): ArchivedPlaces | undefined => {
    const key = twinKey(uri);
    if (key === undefined) return undefined;
    const path = pathOf(uri);
    if (!archives.has(path)) archives.set(path, isFile(path) ? undefined : parentsOf(path).find(isFile));
    const archive = archives.get(path);
    if (archive === undefined) return undefined;
    const places = wanted.get(path) ?? { archive, key, locations: [], edits: [] };
    wanted.set(path, places);
    return places;
  };
  for (const { location, related, path, edit } of findings) {
    for (const one of [location, ...related, ...path]) placesIn(one.uri)?.locations.push(one);
    if (edit) placesIn(edit.uri)?.edits.push(edit);
  }
  return wanted;
}

function kindOf(path: string, files: FileSystem): string | undefined {
  try {
    return files.stat(path)?.kind;
  } catch (error) {
    if (error instanceof UnreadableInput) return undefined;
    throw error;
  }
}

/** The longest first. */
function parentsOf(path: string): string[] {
  const parents: string[] = [];
  for (let at = path, parent = parentOf(at); parent !== at; at = parent, parent = parentOf(at)) parents.push(parent);
  return parents;
}

/**
 * The files of the repository that may be the source of the wanted entries, by key, in the order of their paths.
 *
 * @param scanned paths of units: what was scanned itself has findings of its own
 */
function sourceFiles(
  wanted: ReadonlyMap<string, ArchivedPlaces>,
  scanned: readonly string[],
  files: FileSystem,
): ReadonlyMap<string, readonly ArtifactFile[]> {
  const root = files.resolve('.');
  const keys = new Set([...wanted.values()].map(({ key }) => key));
  const found = new Map<string, ArtifactFile[]>();
  for (const path of listed(root, files)) {
    const key = twinKey(path);
    if (key === undefined || !keys.has(key) || scanned.some((unit) => isWithin(unit, path))) continue;
    const uri = uriFrom(root, path);
    const list = found.get(key) ?? [];
    list.push(diskFile({ path, uri, pathInTree: uri }, files, defaultLimits));
    found.set(key, list);
  }
  return found;
}

function listed(folder: string, files: FileSystem): readonly string[] {
  try {
    return files.walk(folder, notSource, defaultLimits.filesPerRun).files.map(({ path }) => path);
  } catch (error) {
    // A repository too large to look through: the findings stay where they are.
    if (error instanceof UnreadableInput) return [];
    throw error;
  }
}

function* entriesOf(
  archive: string,
  files: FileSystem,
): Generator<{ readonly path: string; readonly file: ArtifactFile }> {
  const { targets, trees } = openArtifacts([archive], files);
  const [target] = targets;
  if (!target) return;
  for (const tree of trees()) {
    for (const file of tree.files) yield { path: `${archive}${file.uri.slice(target.uri.length)}`, file };
  }
}

function chosen(archived: Twin, candidates: readonly ArtifactFile[]): Twin | undefined {
  if (candidates.length > maxCopies) return undefined;
  let single: Twin | undefined;
  for (const candidate of candidates) {
    const twin = readTwin(candidate);
    if (twin && archived.equals(twin)) return twin;
    if (candidates.length === 1) single = twin;
  }
  return single;
}
