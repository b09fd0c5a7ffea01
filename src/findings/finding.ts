import type { JsonChange, LineEdit } from '../document/json-edit';
import type { Path } from '../document/place';
import type { Region } from '../document/region';
import type { Confidence, Persona, Severity } from '../engine/levels';
import type { Message } from '../engine/message';

/** A place with lines: what reports show. */
export interface Location {
  /** From the scan root, not percent-encoded. */
  readonly uri: string;
  readonly region: Region;
  /** RFC 6901 pointer; for XML an element path in the same notation. */
  readonly pointer: string;
}

export interface RelatedLocation extends Location {
  /** What stands there, one short phrase. */
  readonly label: string;
}

/** One station of the way that data takes. */
export interface PathLocation extends Location {
  /** What happens to the data there. */
  readonly message: Message;
}

/** A plain change that mends the finding as a whole. */
export interface FindingEdit {
  /** What it does and what is left to do; our own words. */
  readonly text: string;
  readonly uri: string;
  readonly change: JsonChange;
  /** Where secrets stand in the same file: no part of them may be repeated when the change is written down. */
  readonly secrets: readonly Path[];
  /** The change as whole lines of the file; `undefined` where the file is not made of lines that one could read. */
  readonly lines: LineEdit | undefined;
}

/** The component a finding is about, as a maker knows it. */
export interface Owner {
  readonly kind: 'flow' | 'environment-variable' | 'connection-reference' | 'solution' | 'environment' | 'file';
  /** Display name. */
  readonly name: string;
  /** What identifies it in every layout of the solution: GUID, schema name, logical name; a path where there is none. */
  readonly id: string;
}

/** One finding, located and ready to be judged and shown. All texts in it may hold names from the input: escape them. */
export interface Finding {
  readonly ruleId: string;
  readonly messageId: string;
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly persona: Persona;
  readonly message: Message;
  readonly fix: Message;
  readonly solution: string;
  /** The unit's uri: which of several layouts of a solution it was found in. */
  readonly unit: string;
  readonly owner: Owner;
  /** Names from the flow's top level down to the trigger or action; empty for findings outside of one. */
  readonly breadcrumb: readonly string[];
  readonly location: Location;
  readonly related: readonly RelatedLocation[];
  /** The way the data takes: its source first, the place of harm last; empty where the finding is about one place. */
  readonly path: readonly PathLocation[];
  readonly edit: FindingEdit | undefined;
  readonly fingerprint: string;
}
