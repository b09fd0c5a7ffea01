import type { ArtifactTree } from '../../src/artifact/artifact';

/** A flow in plain objects: parts of its definition, and what a solution knows of it. */
export interface FlowDescription {
  readonly triggers?: object;
  readonly actions?: object;
  readonly parameters?: object;
  readonly outputs?: object;
  /** Written beside the definition, as in an export. */
  readonly connectionReferences?: object;
  /** GUID; made up when left out. */
  readonly id?: string;
  /** `on` when left out. */
  readonly state?: 'on' | 'off' | 'suspended';
}

export interface EnvironmentVariableDescription {
  readonly type?: 'string' | 'number' | 'boolean' | 'json' | 'data-source' | 'secret';
  readonly displayName?: string;
  readonly defaultValue?: string;
  /** The current value, in the values file. */
  readonly value?: string;
}

/** A solution in plain objects. Flows are written to `Workflows/<name>.json`. */
export interface SolutionDescription {
  readonly flows?: Readonly<Record<string, FlowDescription>>;
  /** By schema name. */
  readonly environmentVariables?: Readonly<Record<string, EnvironmentVariableDescription>>;
  /** Connectors (`shared_sql`) by logical name. */
  readonly connectionReferences?: Readonly<Record<string, string>>;
  readonly managed?: boolean;
  /** Any other file, by its path in the solution; objects are written as JSON. */
  readonly files?: Readonly<Record<string, string | object>>;
}

/** What all paths of a definition start with. */
export const definitionPointer = '/properties/definition';

export const flowFile = (name: string) => `Workflows/${name}.json`;

export const variableFile = (schemaName: string) =>
  `environmentvariabledefinitions/${schemaName}/environmentvariabledefinition.xml`;

/** The files of a solution as the platform exports them: path -> text. */
export function solutionFiles(description: SolutionDescription): ReadonlyMap<string, string> {
  const { flows = {}, environmentVariables = {}, connectionReferences = {}, managed = false } = description;
  const files = new Map<string, string>();
  files.set(
    'solution.xml',
    `<ImportExportXml version="9.2"><SolutionManifest><UniqueName>Sample</UniqueName><Version>1.0.0.0</Version><Managed>${managed ? 1 : 0}</Managed></SolutionManifest></ImportExportXml>`,
  );
  files.set('customizations.xml', customizations(flows, connectionReferences));
  for (const [name, flow] of Object.entries(flows)) files.set(flowFile(name), JSON.stringify(wrapped(flow), null, 2));
  for (const [schemaName, variable] of Object.entries(environmentVariables)) {
    files.set(variableFile(schemaName), variableDefinition(schemaName, variable));
    if (variable.value === undefined) continue;
    const values = { environmentvariablevalues: { environmentvariablevalue: { value: variable.value } } };
    files.set(
      `environmentvariabledefinitions/${schemaName}/environmentvariablevalues.json`,
      JSON.stringify(values, null, 2),
    );
  }
  for (const [path, content] of Object.entries(description.files ?? {})) {
    files.set(path, typeof content === 'string' ? content : JSON.stringify(content, null, 2));
  }
  return files;
}

/** The files as if they had come out of a zip. */
export function treeOf(files: ReadonlyMap<string, string>, uri = 'sample.zip'): ArtifactTree {
  return {
    kind: 'zip',
    uri,
    files: [...files].map(([path, text]) => {
      const bytes = new TextEncoder().encode(text);
      return { path, uri: `${uri}/${path}`, read: () => bytes };
    }),
  };
}

function wrapped({ connectionReferences = {}, id: _id, state: _state, ...parts }: FlowDescription): object {
  const definition = {
    $schema:
      'https://schema.management.azure.com/providers/Microsoft.Logic/schemas/2016-06-01/workflowdefinition.json#',
    contentVersion: '1.0.0.0',
    triggers: {},
    actions: {},
    ...parts,
  };
  return { properties: { connectionReferences, definition }, schemaVersion: '1.0.0.0' };
}

const states = { off: 0, on: 1, suspended: 2 };

function customizations(
  flows: Readonly<Record<string, FlowDescription>>,
  references: Readonly<Record<string, string>>,
): string {
  const workflows = Object.entries(flows).map(([name, { id, state = 'on' }], i) => {
    const guid = id ?? `00000000-0000-4000-8000-${String(i + 1).padStart(12, '0')}`;
    return `<Workflow WorkflowId="{${guid}}" Name="${xml(name)}"><JsonFileName>/${xml(flowFile(name))}</JsonFileName><Category>5</Category><StateCode>${states[state]}</StateCode></Workflow>`;
  });
  const connections = Object.entries(references).map(
    ([logicalName, connector]) =>
      `<connectionreference connectionreferencelogicalname="${xml(logicalName)}"><connectorid>/providers/Microsoft.PowerApps/apis/${xml(connector)}</connectorid></connectionreference>`,
  );
  return `<ImportExportXml><Workflows>${workflows.join('')}</Workflows><connectionreferences>${connections.join('')}</connectionreferences></ImportExportXml>`;
}

const typeCodes = {
  string: 100000000,
  number: 100000001,
  boolean: 100000002,
  json: 100000003,
  'data-source': 100000004,
  secret: 100000005,
};

function variableDefinition(schemaName: string, variable: EnvironmentVariableDescription): string {
  const { type = 'string', displayName = schemaName, defaultValue } = variable;
  const value = defaultValue === undefined ? '' : `<defaultvalue>${xml(defaultValue)}</defaultvalue>`;
  return `<environmentvariabledefinition schemaname="${xml(schemaName)}">${value}<displayname default="${xml(displayName)}" /><secretstore>0</secretstore><type>${typeCodes[type]}</type></environmentvariabledefinition>`;
}

function xml(text: string): string {
  return text.replace(/[<>&"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
