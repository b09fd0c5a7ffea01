import { type Path, type Place, pointerOf, type SourceDocument } from '../document/place';
import type { Environment } from '../environment/environment';
import type { Action, Flow, Trigger } from '../flow/flow';
import type { Solution } from '../solution/solution';
import { contentDigest, textDigest } from './content-digest';
import type { Owner } from './finding';

/** Whose a place is, and where in it. */
export interface Ownership {
  readonly owner: Owner;
  readonly breadcrumb: readonly string[];
  /** The flow, if it is one. */
  readonly flow: Flow | undefined;
  /** Pointer from the owner's own place: stable when other components come and go in the same file. */
  readonly relativePointer: string;
}

/** What findings lie in: a solution, or an environment's settings. */
export interface FindingSource {
  readonly name: string;
  /** From the scan root. */
  readonly uri: string;
  /** @param pointer of the place in its document; the caller has it already, and it can be long */
  ownerOf(place: Place, pointer: string): Ownership;
  /** Digest of the owner's content, kept in memory only; '' where it has none of its own. */
  digestOf(ownership: Ownership, document: SourceDocument): string;
}

/** Finds the component of a solution that a place belongs to. Made once per solution with findings. */
export class SolutionSource implements FindingSource {
  private readonly flows = new Map<SourceDocument, Flow>();
  private readonly operations = new Map<Flow, ReadonlyMap<unknown, Trigger | Action>>();

  constructor(private readonly solution: Solution) {
    for (const flow of solution.flows) {
      for (const reading of [flow, ...flow.otherReadings]) this.flows.set(reading.place.document, reading);
    }
  }

  get name(): string {
    return this.solution.name;
  }

  get uri(): string {
    return this.solution.uri;
  }

  digestOf({ flow, owner }: Ownership, document: SourceDocument): string {
    return owner.kind === 'file' ? textDigest(document.text) : contentDigest(flow, owner, this.solution);
  }

  ownerOf(place: Place, pointer: string): Ownership {
    const flow = this.flows.get(place.document);
    if (flow) {
      return {
        owner: { kind: 'flow', name: flow.name, id: flow.id ?? place.document.path.toLowerCase() },
        breadcrumb: this.breadcrumb(flow, place.path),
        flow,
        relativePointer: pointer,
      };
    }
    const { solution } = this;
    for (const variable of solution.environmentVariables) {
      const id = variable.schemaName.toLowerCase();
      const owner: Owner = { kind: 'environment-variable', name: variable.displayName || variable.schemaName, id };
      if (holds(variable.place, place)) return owned(owner, variable.place, place);
      const value = variable.values.find((one) => holds(one.place, place));
      if (value) return owned(owner, value.place, place, `/${value.origin}`);
    }
    for (const reference of solution.connectionReferences) {
      if (!holds(reference.place, place)) continue;
      const id = reference.logicalName.toLowerCase();
      const owner: Owner = { kind: 'connection-reference', name: reference.displayName || reference.logicalName, id };
      return owned(owner, reference.place, place);
    }
    if (solution.manifest?.document === place.document) {
      return owned({ kind: 'solution', name: solution.name, id: '' }, solution.manifest, place);
    }
    const { path } = place.document;
    return owned({ kind: 'file', name: path, id: fileId(path) }, { document: place.document, path: [] }, place);
  }

  /** The trigger or action whose JSON holds the path, and its containers. Told by the values on the way, each of which is met once. */
  private breadcrumb(flow: Flow, path: Path): readonly string[] {
    let operations = this.operations.get(flow);
    if (!operations) {
      operations = new Map([...flow.triggers, ...flow.actions].map((one) => [one.node.value, one]));
      this.operations.set(flow, operations);
    }
    const start = flow.definition.path;
    if (start.some((segment, i) => segment !== path[i])) return [];
    let found: Trigger | Action | undefined;
    let value: unknown = flow.definition.value;
    for (const segment of path.slice(start.length)) {
      if (typeof value !== 'object' || value === null) break;
      value = (value as Readonly<Record<string, unknown>>)[segment];
      found = operations.get(value) ?? found;
    }
    if (!found) return [];
    return found.role === 'action' ? shortened(found.breadcrumb) : [found.name];
  }
}

/** The platform allows eight levels of nesting. A file of thousands would fill the report with their names. */
const maxNames = 20;

function shortened(names: readonly string[]): readonly string[] {
  if (names.length <= maxNames) return names;
  return [...names.slice(0, maxNames / 2), '…', ...names.slice(1 - maxNames / 2)];
}

function holds(outer: Place, inner: Place): boolean {
  return outer.document === inner.document && outer.path.every((segment, i) => segment === inner.path[i]);
}

function owned(owner: Owner, outer: Place, inner: Place, prefix = ''): Ownership {
  const below = holds(outer, inner) ? inner.path.slice(outer.path.length) : inner.path;
  return { owner, breadcrumb: [], flow: undefined, relativePointer: prefix + pointerOf(below) };
}

/** A zip keeps connectors in `Connector/`, the unpacked solution in `Connectors/`. */
function fileId(path: string): string {
  return path.toLowerCase().replace(/^connectors\//, 'connector/');
}

/** The settings of an environment are one component, in a file of their own. */
export function environmentSource(environment: Environment): FindingSource {
  const { uri } = environment.place.document;
  return {
    name: 'Environment',
    uri,
    ownerOf: (_, pointer) => ({
      owner: { kind: 'environment', name: 'Environment', id: '' },
      breadcrumb: [],
      flow: undefined,
      relativePointer: pointer,
    }),
    digestOf: () => '',
  };
}
