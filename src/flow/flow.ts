import type { JsonNode } from '../document/json-node';
import type { Place } from '../document/place';

/**
 * The model of one cloud flow, as rules see it.
 * The file shapes are those of the Workflow Definition Language
 * (https://learn.microsoft.com/azure/logic-apps/logic-apps-workflow-definition-language) inside Power Automate's wrappers.
 */
export interface Flow {
  readonly place: Place;
  /** Display name where the solution tells it, else taken from the file name. */
  readonly name: string;
  /** The flow's GUID in lower case, where file name or metadata tell it. */
  readonly id: string | undefined;
  readonly state: FlowState;
  /** Code of the process category, where metadata tell it; 5 is a cloud flow (workflow table, column `category`). */
  readonly category: number | undefined;
  readonly wrapper: FlowWrapper;
  /** The workflow definition: `$schema`, `parameters`, `triggers`, `actions`, `outputs`. */
  readonly definition: JsonNode;
  readonly parameters: readonly FlowParameter[];
  readonly connectionReferences: readonly FlowConnectionReference[];
  readonly triggers: readonly Trigger[];
  /** Every action at any depth, in file order, each container before its content. */
  readonly actions: readonly Action[];
  /** Entries under `triggers` or `actions` that are no objects, and so could not be judged. */
  readonly malformed: readonly Place[];
  /**
   * A text with repeated keys can be read in several ways; the others than this one. Rules see the triggers, actions and
   * expressions of all of them, so that nothing hides in a copy that parsers drop.
   */
  readonly otherReadings: readonly Flow[];
}

/** `suspended`: switched off by the platform, for example by a data policy. */
export type FlowState = 'on' | 'off' | 'suspended' | 'unknown';

/** How the file wraps the definition: solution export, legacy package, or a definition that stands alone. */
export type FlowWrapper = 'solution' | 'legacy-package' | 'bare';

/** What triggers and actions share. */
export interface Operation {
  readonly place: Place;
  readonly name: string;
  /** As written; compare with `isType`, since real files differ in letter case. */
  readonly type: string;
  readonly kind: string | undefined;
  /** The whole trigger or action. */
  readonly node: JsonNode;
  readonly inputs: JsonNode | undefined;
  /** What the run history hides: https://learn.microsoft.com/azure/logic-apps/logic-apps-securing-a-logic-app#obfuscate */
  readonly secured: { readonly inputs: boolean; readonly outputs: boolean };
  /** The connector operation it calls, if it calls one. */
  readonly connector: ConnectorCall | undefined;
}

export interface Trigger extends Operation {
  readonly role: 'trigger';
}

export interface Action extends Operation {
  readonly role: 'action';
  /** The container it lies in; absent at the top level. */
  readonly parent: Action | undefined;
  /** In which part of the container: `actions`, `else`, `case <name>`, `default`, `tool <name>`. */
  readonly branch: string;
  /** Names from the top-level action down to this one, as the designer shows them. */
  readonly breadcrumb: readonly string[];
  readonly runAfter: readonly RunAfter[];
}

/** An edge of the run-after graph. Statuses are lower-case: succeeded, failed, skipped, timedout. */
export interface RunAfter {
  readonly action: string;
  readonly statuses: readonly string[];
}

/** A call through a connection, in its current form (`OpenApiConnection`) or the legacy one (`ApiConnection`). */
export interface ConnectorCall {
  /** Such as `shared_keyvault`; lower case, without the `/providers/...` prefix. '' where the file does not tell. */
  readonly connector: string;
  readonly operationId: string | undefined;
  /** Key into the flow's connection references. */
  readonly connectionName: string | undefined;
  /** Legacy form only. */
  readonly method: string | undefined;
  readonly path: string | undefined;
}

export interface FlowParameter {
  readonly place: Place;
  readonly name: string;
  readonly type: string;
  readonly defaultValue: JsonNode | undefined;
  /** Schema name of the environment variable it is bound to, if any. */
  readonly environmentVariable: string | undefined;
}

export interface FlowConnectionReference {
  readonly place: Place;
  readonly key: string;
  readonly node: JsonNode;
  /** `embedded` = the owner's connection, `invoker` = the run-only user's. */
  readonly source: 'embedded' | 'invoker' | 'unknown';
  /** Logical name of the solution's connection reference; absent where the flow is bound to a person's connection. */
  readonly logicalName: string | undefined;
  /** Such as `shared_sharepointonline`, lower case. */
  readonly connector: string;
}

/** Whether a trigger or action is of one of the given types, letter case aside. */
export function isType(operation: Operation, ...types: readonly string[]): boolean {
  const { type } = operation;
  // Asked for every action, many times: lengths tell most types apart.
  return types.some(
    (candidate) =>
      candidate === type || (candidate.length === type.length && candidate.toLowerCase() === type.toLowerCase()),
  );
}
