import { lineEdits } from '../document/json-edit';
import type { Finding, FindingEdit, Location } from './finding';
import { locationsInTwin, type Twin } from './source-twin';

/** What findings hold in one file. */
export interface HeldPlaces {
  readonly locations: readonly Location[];
  readonly edits: readonly FindingEdit[];
}

/** Where what findings hold goes; what is not in here stays as it is. */
export class Moves {
  private readonly locations = new Map<Location, Location>();
  private readonly edits = new Map<FindingEdit, FindingEdit | undefined>();

  /** Moves what is held in an archived file to its source, as far as the two agree. */
  add({ locations, edits }: HeldPlaces, archived: Twin, source: Twin): void {
    const moved = locationsInTwin(locations, archived, source);
    locations.forEach((location, i) => {
      const there = moved[i];
      if (there) this.locations.set(location, there);
    });
    if (edits.length === 0) return;
    // Where secrets stand is known of the archived file only.
    if (!archived.equals(source)) {
      for (const edit of edits) this.edits.set(edit, undefined);
      return;
    }
    const { uri, text } = source.document;
    const secrets = [...new Set(edits.flatMap((edit) => edit.secrets))];
    const lines = lineEdits(
      text,
      edits.map((edit) => edit.change),
      secrets,
    );
    edits.forEach((edit, i) => {
      this.edits.set(edit, { ...edit, uri, lines: lines[i] });
    });
  }

  /** A finding whose own place moves, with all that belongs to it; the place in the archive stays as a related one. */
  of(finding: Finding): Finding {
    const location = this.locations.get(finding.location);
    if (!location) return finding;
    const { edit } = finding;
    const at = <T extends Location>(one: T): T => ({ ...one, ...this.locations.get(one) });
    const related = finding.related.map((one) => {
      const there = at(one);
      // Of two archives of one source, the other one is still worth telling.
      return isSame(there, location) ? one : there;
    });
    return {
      ...finding,
      location,
      related: [...related, { ...finding.location, label: 'in the scanned archive' }],
      path: finding.path.map(at),
      edit: edit && this.edits.has(edit) ? this.edits.get(edit) : edit,
    };
  }
}

function isSame(one: Location, other: Location): boolean {
  return one.uri === other.uri && one.region.startLine === other.region.startLine && one.pointer === other.pointer;
}
