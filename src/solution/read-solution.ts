import { type ArtifactFile, UnreadableInput } from '../artifact/artifact';
import type { Flow } from '../flow/flow';
import { type FlowFacts, readFlow } from '../flow/read-flow';
import { findDefinition, type JsonKind, kindOf } from '../flow/recognise';
import { type Customizations, readConnector, readCustomizations } from './customizations';
import type { SettingsEntry } from './deployment-settings';
import { readJsonDocument, readXmlDocument } from './documents';
import { definitionFile, readEnvironmentVariable, readLoneValues, valuesFile } from './environment-variables';
import { factsFromPath, isUnneeded, type ProcessMetadata, readProcess } from './flow-metadata';
import { type Manifest, readManifest } from './manifest';
import type { CustomConnector, EnvironmentVariable, Solution, TextFile } from './solution';
import { isMedia, textFile } from './text-files';
import type { Unit } from './units';

/** A solution, and what of it could not be read. */
export interface ReadSolution {
  readonly solution: Solution;
  readonly unreadable: readonly UnreadableInput[];
  /** Uris of Logic Apps workflows that lie in the unit. */
  readonly logicApps: readonly string[];
}

/** Reads a unit whole. Files that cannot be read are named in `unreadable`; the rest is read all the same. */
export function readSolution(unit: Unit, settings: readonly SettingsEntry[] = []): ReadSolution {
  return new SolutionReader(unit, settings).read();
}

class SolutionReader {
  private readonly unreadable: UnreadableInput[] = [];
  private readonly logicApps: string[] = [];
  private readonly byPath: ReadonlyMap<string, ArtifactFile>;
  private readonly others = { desktopFlows: 0, classicWorkflows: 0, macros: 0 };

  constructor(
    private readonly unit: Unit,
    private readonly settings: readonly SettingsEntry[],
  ) {
    this.byPath = new Map(unit.files.map((file) => [file.path.toLowerCase(), file]));
  }

  read(): ReadSolution {
    const { unit } = this;
    const manifestFile = this.file('solution.xml') ?? this.file('other/solution.xml');
    const manifest = manifestFile && this.attempt(() => readManifest(manifestFile, unit.root));
    const customizations = this.customizations();
    const processes = new Map(customizations.processes.map((process) => [process.jsonFile ?? '', process]));
    this.others.classicWorkflows = unit.files.filter((file) =>
      /(?:^|\/)workflows\/[^/]+\.xaml$/i.test(file.path),
    ).length;
    const flows = unit.files.flatMap((file) => this.readFlowFile(file, processes) ?? []);
    const solution: Solution = {
      layout: unit.layout,
      uri: unit.uri,
      name: this.nameOf(manifest, flows),
      version: manifest?.version,
      managed: manifest?.managed ?? 'unknown',
      publisher: manifest?.publisher,
      manifest: manifest?.place,
      flows,
      environmentVariables: this.environmentVariables(),
      connectionReferences: customizations.connectionReferences,
      customConnectors: [...customizations.customConnectors, ...this.connectorFiles()],
      otherFiles: this.otherFiles(flows),
      otherProcesses: this.others,
    };
    return { solution, unreadable: this.unreadable, logicApps: this.logicApps };
  }

  private customizations(): Customizations {
    const file = this.file('customizations.xml') ?? this.file('other/customizations.xml');
    const empty: Customizations = { processes: [], connectionReferences: [], customConnectors: [] };
    return (file && this.attempt(() => readCustomizations(file, this.unit.root))) ?? empty;
  }

  /** Legacy packages keep their name in `manifest.json`; a loose flow is named after itself. */
  private nameOf(manifest: Manifest | undefined, flows: readonly Flow[]): string {
    if (manifest?.uniqueName) return manifest.uniqueName;
    const packageFile = this.file('manifest.json');
    const packaged = packageFile && this.attempt(() => readJsonDocument(packageFile, this.unit.root).root);
    const last = this.unit.uri.slice(this.unit.uri.lastIndexOf('/') + 1);
    return packaged?.get('details', 'displayName')?.text || flows[0]?.name || last;
  }

  private readFlowFile(file: ArtifactFile, processes: ReadonlyMap<string, ProcessMetadata>): Flow | undefined {
    // A loose flow was told by its content, whatever it is called.
    if (this.unit.layout !== 'loose-flow' && (!/\.json$/i.test(file.path) || valuesFile.test(file.path)))
      return undefined;
    return this.attempt(() => {
      // Other components keep JSON in the solution too; only what may be a flow is parsed as one.
      if (!inWorkflows.test(file.path) && !mayBeFlow(file)) return undefined;
      const { root, otherRoots } = readJsonDocument(file, this.unit.root);
      const kind = kindOf(root);
      const facts = this.factsOf(file, processes, findDefinition(root)?.holder.get('displayName')?.text);
      if (kind === 'cloud-flow') return readFlow(root, facts, otherRoots);
      if (kind === 'other' && facts.category === cloudFlowCategory) {
        throw new UnreadableInput(
          'unsupported',
          file.uri,
          'is a cloud flow by its metadata, but holds no workflow definition',
        );
      }
      this.count(kind, file);
      return undefined;
    });
  }

  private count(kind: JsonKind, file: ArtifactFile): void {
    if (kind === 'desktop-flow') this.others.desktopFlows++;
    else if (kind === 'macro') this.others.macros++;
    else if (kind === 'logic-app') this.logicApps.push(file.uri);
  }

  private factsOf(
    file: ArtifactFile,
    processes: ReadonlyMap<string, ProcessMetadata>,
    displayName: string | undefined,
  ): FlowFacts {
    const fromPath = factsFromPath(file.path);
    const sidecar = this.byPath.get(`${file.path.toLowerCase()}.data.xml`);
    const told =
      (sidecar && this.attempt(() => readProcess(readXmlDocument(sidecar, this.unit.root, isUnneeded).root))) ??
      processes.get(file.path.slice(this.unit.root.length).toLowerCase());
    return {
      name: told?.name || displayName || fromPath.name,
      id: fromPath.id ?? told?.id,
      state: told?.state ?? 'unknown',
      category: told?.category,
    };
  }

  private otherFiles(flows: readonly Flow[]): TextFile[] {
    const read = new Set(flows.map((flow) => flow.place.document.path));
    return this.unit.files
      .filter(({ path }) => !isMedia(path) && !definitionFile.test(path) && !valuesFile.test(path))
      .map((file) => textFile(file, this.unit.root, (problem) => this.unreadable.push(problem)))
      .filter((file) => !read.has(file.path));
  }

  private environmentVariables(): EnvironmentVariable[] {
    const { files, root } = this.unit;
    const find = (path: string) => this.byPath.get(path.toLowerCase());
    const report = (read: () => void) => void this.attempt(read);
    const definitions = files.filter((file) => definitionFile.test(file.path));
    const folders = new Set(definitions.map((file) => folderOf(file.path)));
    const alone = files.filter((file) => valuesFile.test(file.path) && !folders.has(folderOf(file.path)));
    return [
      ...definitions.map((file) => this.attempt(() => readEnvironmentVariable(file, root, find, report))),
      ...alone.map((file) => this.attempt(() => readLoneValues(file, root))),
    ].flatMap((variable) => (variable ? [this.withSettings(variable)] : []));
  }

  private withSettings(variable: EnvironmentVariable): EnvironmentVariable {
    const name = variable.schemaName.toLowerCase();
    const more = this.settings
      .filter((entry) => entry.schemaName.toLowerCase() === name)
      .flatMap((entry) => entry.values);
    return more.length === 0 ? variable : { ...variable, values: [...variable.values, ...more] };
  }

  /** Unpacked solutions describe each connector in a file of its own. */
  private connectorFiles(): CustomConnector[] {
    return this.unit.files
      .filter((file) => /(?:^|\/)connectors\/[^/]+\.xml$/i.test(file.path))
      .flatMap((file) => {
        const xml = this.attempt(() => readXmlDocument(file, this.unit.root));
        return xml ? [readConnector(xml, xml.root)] : [];
      });
  }

  private file(path: string): ArtifactFile | undefined {
    return this.byPath.get(`${this.unit.root}${path}`.toLowerCase());
  }

  /** Runs one reader; what it refuses is noted, and anything else it throws is a bug that must surface. */
  private attempt<T>(read: () => T): T | undefined {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof UnreadableInput)) throw error;
      this.unreadable.push(error);
      return undefined;
    }
  }
}

const inWorkflows = /(?:^|\/)(?:workflows|modernflows|microsoft\.flow\/flows)\//i;

/** https://learn.microsoft.com/power-apps/developer/data-platform/reference/entities/workflow#BKMK_Category */
const cloudFlowCategory = 5;

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1).toLowerCase();
}

/** Looks for the words of a definition in the bytes, which is much cheaper than parsing a large file of another component. */
function mayBeFlow(file: ArtifactFile): boolean {
  const bytes = file.read();
  const text = new TextDecoder('latin1').decode(bytes);
  return text.includes('"triggers"') && text.includes('"definition"');
}
