import { type Path, type Place, pointerOf, type SourceDocument } from '../document/place';
import type { Action, Flow, Trigger } from '../flow/flow';
import type { Solution } from '../solution/solution';
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

/** Finds the component that a place belongs to. Made once per solution with findings. */
export class OwnerIndex {
  private readonly flows = new Map<SourceDocument, Flow>();
  private readonly operations = new Map<Flow, ReadonlyMap<string, Trigger | Action>>();

  constructor(private readonly solution: Solution) {
    for (const flow of solution.flows) {
      for (const reading of [flow, ...flow.otherReadings]) this.flows.set(reading.place.document, reading);
    }
  }

  ownerOf(place: Place): Ownership {
    const flow = this.flows.get(place.document);
    if (flow) {
      return {
        owner: { kind: 'flow', name: flow.name, id: flow.id ?? place.document.path.toLowerCase() },
        breadcrumb: this.breadcrumb(flow, place.path),
        flow,
        relativePointer: pointerOf(place.path),
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
    return owned({ kind: 'file', name: path, id: path.toLowerCase() }, { document: place.document, path: [] }, place);
  }

  /** The trigger or action whose JSON holds the path, and its containers. */
  private breadcrumb(flow: Flow, path: Path): readonly string[] {
    let operations = this.operations.get(flow);
    if (!operations) {
      operations = new Map([...flow.triggers, ...flow.actions].map((one) => [pointerOf(one.place.path), one]));
      this.operations.set(flow, operations);
    }
    for (let length = path.length; length > 0; length--) {
      const operation = operations.get(pointerOf(path.slice(0, length)));
      if (operation) return operation.role === 'action' ? operation.breadcrumb : [operation.name];
    }
    return [];
  }
}

function holds(outer: Place, inner: Place): boolean {
  return outer.document === inner.document && outer.path.every((segment, i) => segment === inner.path[i]);
}

function owned(owner: Owner, outer: Place, inner: Place, prefix = ''): Ownership {
  const below = holds(outer, inner) ? inner.path.slice(outer.path.length) : inner.path;
  return { owner, breadcrumb: [], flow: undefined, relativePointer: prefix + pointerOf(below) };
}
