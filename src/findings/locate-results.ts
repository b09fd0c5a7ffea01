import { locatePlaces } from '../document/locate';
import { type Place, pointerOf, type SourceDocument } from '../document/place';
import type { Result, Unjudged } from '../engine/run';
import { editsOf } from './edits';
import type { Finding, Location } from './finding';
import { fingerprintOf } from './fingerprint';
import type { FindingSource } from './owner';

/** A finding together with what tells whether the same component was scanned twice; see `merge-layouts.ts`. */
export interface LocatedFinding extends Finding {
  /** Identity of the place inside its component. */
  readonly relativePointer: string;
  /** Digest of the component's content, kept in memory only; '' for components that have none of their own. */
  readonly digest: string;
}

/**
 * Turns the places of results into lines, once for each document, and gives every finding its owner and fingerprint.
 *
 * @param secretPlaces where secrets stand, asked for if a result brings an edit; without it no finding has one
 */
export function locateResults(
  results: readonly Result[],
  source: FindingSource,
  secretPlaces?: () => readonly Place[],
): LocatedFinding[] {
  const locations = locationsOf(
    results.flatMap(({ place, related, path }) => [place, ...[...related, ...path].map((one) => one.place)]),
  );
  const edits = editsOf(results, secretPlaces);
  const digests = new Map<string, string>();
  const occurrences = new Map<string, number>();
  const seen = new Set<string>();
  const findings: LocatedFinding[] = [];
  for (const result of results) {
    const location = locationOf(result.place, locations);
    // Several readings of one text report the same thing at the same place: that is one finding.
    if (isRepeated(seen, [result.rule.meta.id, result.messageId, result.message], location)) continue;
    const ownership = source.ownerOf(result.place, location.pointer);
    const { owner, breadcrumb, relativePointer } = ownership;
    const ruleId = result.rule.meta.id;
    const base = {
      ruleId,
      solution: source.name,
      ownerKind: owner.kind,
      ownerId: owner.id,
      pointer: relativePointer,
    };
    const key = JSON.stringify(base);
    const occurrence = occurrences.get(key) ?? 0;
    occurrences.set(key, occurrence + 1);
    const component = `${owner.kind} ${owner.id}`;
    const digest = digests.get(component) ?? source.digestOf(ownership, result.place.document);
    digests.set(component, digest);
    findings.push({
      ruleId,
      messageId: result.messageId,
      severity: result.severity,
      confidence: result.confidence,
      persona: result.persona,
      message: result.message,
      fix: result.fix,
      solution: source.name,
      unit: source.uri,
      owner,
      breadcrumb,
      location,
      related: result.related.map((one) => ({ ...locationOf(one.place, locations), label: one.label })),
      path: result.path.map((one) => ({ ...locationOf(one.place, locations), message: one.message })),
      edit: edits.get(result),
      fingerprint: fingerprintOf({ ...base, occurrence }),
      relativePointer: `${relativePointer}#${occurrence}`,
      digest,
    });
  }
  return findings;
}

/** What could not be judged, with lines. */
export function locateUnjudged(
  unjudged: readonly Unjudged[],
  source: FindingSource,
): (Unjudged & { location: Location; owner: string })[] {
  const locations = locationsOf(unjudged.map((one) => one.place));
  const seen = new Set<string>();
  return unjudged.flatMap((one) => {
    const location = locationOf(one.place, locations);
    if (isRepeated(seen, one.reason, location)) return [];
    return [{ ...one, location, owner: source.ownerOf(one.place, location.pointer).owner.name }];
  });
}

/** Whether the same was said of the same stretch of text before; remembers it if not. */
function isRepeated(seen: Set<string>, what: unknown, location: Location): boolean {
  const identity = JSON.stringify([what, location]);
  if (seen.has(identity)) return true;
  seen.add(identity);
  return false;
}

function locationsOf(places: readonly Place[]): ReadonlyMap<Place, Location> {
  const byDocument = new Map<SourceDocument, Place[]>();
  for (const place of new Set(places)) {
    const list = byDocument.get(place.document);
    if (list) list.push(place);
    else byDocument.set(place.document, [place]);
  }
  const locations = new Map<Place, Location>();
  for (const [document, list] of byDocument) {
    const located = locatePlaces(document, list);
    list.forEach((place, i) => {
      const region = located[i];
      if (region) locations.set(place, { uri: document.uri, region, pointer: pointerOf(place.path) });
    });
  }
  return locations;
}

function locationOf(place: Place, locations: ReadonlyMap<Place, Location>): Location {
  const location = locations.get(place);
  if (!location) throw new Error('a place was not located');
  return location;
}
