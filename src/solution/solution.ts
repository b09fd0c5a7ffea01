import type { Place, SourceDocument } from '../document/place';
import type { Flow } from '../flow/flow';

/**
 * One unit of scanning: a solution in any of its layouts, or what stands in for one (a legacy package, loose flow files,
 * a deployment settings file).
 */
export interface Solution {
  readonly layout: Layout;
  /** The unit's folder, archive or file from the scan root; '' where it is the scan root. */
  readonly uri: string;
  /** Unique name from the manifest; for units without one, the name of the package or file. */
  readonly name: string;
  readonly version: string | undefined;
  readonly managed: Managed;
  readonly publisher: string | undefined;
  /** The manifest, where there is one: the place of findings about the solution as a whole. */
  readonly manifest: Place | undefined;
  readonly flows: readonly Flow[];
  readonly environmentVariables: readonly EnvironmentVariable[];
  readonly connectionReferences: readonly ConnectionReference[];
  readonly customConnectors: readonly CustomConnector[];
  /** Every other text file of the unit: connectors, apps, bots, pages, code. Read when somebody looks. */
  readonly otherFiles: readonly TextFile[];
  /** What lies beside the cloud flows and is not scanned as one. */
  readonly otherProcesses: OtherProcesses;
}

export interface TextFile {
  /** Path inside the unit. */
  readonly path: string;
  /**
   * The text, told apart by what it is; for a canvas app each text in it, read when it is its turn. None for a file that is no text after
   * all, or that cannot be read (which is noted).
   */
  read(): Iterable<SourceDocument>;
}

export type Layout =
  | 'solution-zip'
  /** `Other/Solution.xml`, as SolutionPackager and `pac solution unpack` write it. */
  | 'solution-source'
  /** The content of a solution zip, committed as it is. */
  | 'solution-flat'
  | 'legacy-package'
  | 'loose-flow'
  | 'deployment-settings';

export type Managed = 'managed' | 'unmanaged' | 'both' | 'unknown';

/** Counts, by kind, of processes that are not cloud flows. */
export interface OtherProcesses {
  readonly desktopFlows: number;
  readonly classicWorkflows: number;
  readonly macros: number;
}

/** https://learn.microsoft.com/power-apps/developer/data-platform/reference/entities/environmentvariabledefinition */
export type EnvironmentVariableType = 'string' | 'number' | 'boolean' | 'json' | 'data-source' | 'secret' | 'unknown';

export interface EnvironmentVariable {
  /** The definition; for a variable known only from deployment settings, its entry there. */
  readonly place: Place;
  readonly schemaName: string;
  readonly displayName: string;
  readonly type: EnvironmentVariableType;
  /** Where the type is written; the variable's own place if it is not. */
  readonly typePlace: Place;
  /** Every non-empty value that a file gives it. */
  readonly values: readonly EnvironmentVariableValue[];
}

export interface EnvironmentVariableValue {
  readonly place: Place;
  readonly origin: 'default' | 'values-file' | 'deployment-settings';
  readonly value: string;
}

export interface ConnectionReference {
  readonly place: Place;
  readonly logicalName: string;
  readonly displayName: string;
  /** Such as `shared_sharepointonline`, lower case. */
  readonly connector: string;
}

export interface CustomConnector {
  readonly place: Place;
  readonly name: string;
}
