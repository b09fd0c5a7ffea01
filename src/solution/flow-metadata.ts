import { attribute, child, childrenNamed, type XmlElement } from '../document/xml';
import type { FlowState } from '../flow/flow';
import type { FlowFacts } from '../flow/read-flow';

/**
 * What the solution says of a process, read from a `<Workflow>` element: the root of a `.data.xml` file, or one of many
 * in `customizations.xml`.
 * https://learn.microsoft.com/power-apps/developer/data-platform/reference/entities/workflow
 */
export interface ProcessMetadata extends FlowFacts {
  /** Path of the JSON file inside the solution, lower case, without a leading slash. */
  readonly jsonFile: string | undefined;
}

export function readProcess(workflow: XmlElement): ProcessMetadata {
  const category = Number.parseInt(child(workflow, 'Category')?.text ?? '', 10);
  return {
    name: attribute(workflow, 'Name') ?? '',
    id: guidIn(attribute(workflow, 'WorkflowId') ?? ''),
    state: stateOf(child(workflow, 'StateCode')?.text),
    category: Number.isNaN(category) ? undefined : category,
    jsonFile: child(workflow, 'JsonFileName')?.text.replace(/^\//, '').toLowerCase(),
  };
}

/** Parts of a `.data.xml` file that say nothing FlowGate needs; most of it. */
export function isUnneeded(names: readonly string[]): boolean {
  return names.length === 2 && !neededOfProcess.has(names[1] ?? '');
}

const neededOfProcess = new Set(['jsonfilename', 'category', 'statecode']);

/** Every process that `customizations.xml` describes. */
export function readProcesses(customizations: XmlElement): ProcessMetadata[] {
  const workflows = child(customizations, 'Workflows');
  return workflows ? childrenNamed(workflows, 'Workflow').map(readProcess) : [];
}

/** StateCode 0 draft, 1 activated, 2 suspended. */
function stateOf(code: string | undefined): FlowState {
  switch (code?.trim()) {
    case '0':
      return 'off';
    case '1':
      return 'on';
    case '2':
      return 'suspended';
    default:
      return 'unknown';
  }
}

const guid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/i;

function guidIn(text: string): string | undefined {
  return guid.exec(text)?.[0].toLowerCase();
}

/** What the file's name alone tells: `Workflows/<NameWithoutBlanks>-<GUID>.json`, or a GUID as the folder's name. */
export function factsFromPath(path: string): FlowFacts {
  const segments = path.split('/');
  const file = (segments.at(-1) ?? '').replace(/\.json$/i, '');
  const id = guidIn(file) ?? guidIn(segments.at(-2) ?? '');
  const name = file.replace(guid, '').replace(/[-_ ]+$/, '');
  return {
    name: name === '' || name === 'definition' ? (id ?? file) : name,
    id,
    state: 'unknown',
    category: undefined,
  };
}
