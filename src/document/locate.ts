import type { Location } from './found-tree';
import { spanInSource } from './json-strings';
import { LineIndex } from './line-index';
import { locateJson } from './locate-json';
import { locateXml } from './locate-xml';
import type { Path, Place, SourceDocument, Span } from './place';
import type { Region, TextRange } from './region';
import { spanInXmlSource } from './xml-strings';

/**
 * Lines and columns of places in one document, in the order given. Costs one more pass over the document, so ask once for
 * all places that end up in a report.
 *
 * @param places all in `document`; a place that does not exist is found at its closest existing parent
 */
export function locatePlaces(document: SourceDocument, places: readonly Place[]): readonly Region[] {
  if (places.length === 0) return [];
  const lines = new LineIndex(document.text);
  return locateRanges(document, places).map((range) => lines.region(range));
}

/** As `locatePlaces`, but as offsets in the document's text (UTF-16 code units). */
export function locateRanges(document: SourceDocument, places: readonly Place[]): readonly TextRange[] {
  const { format, text } = document;
  if (format === 'text') return places.map((place) => rangeInText(text, place.within));
  const locations = locationsOf(
    document,
    places.map((place) => place.path),
  );
  const spanIn = format === 'json' ? spanInSource : spanInXmlSource;
  return locations.map((location, index) => narrowed(text, location, places[index]?.within, spanIn));
}

/**
 * As `locateRanges`, where it is not known yet which of the places will be asked for, nor how often: the document is passed over once, when
 * the first is. Places are named by their index in `paths`.
 */
export function locatorOf(
  document: SourceDocument,
  paths: readonly Path[],
): (index: number, within: Span) => TextRange {
  let locations: readonly Location[] | undefined;
  const spanIn = document.format === 'json' ? spanInSource : spanInXmlSource;
  return (index, within) => {
    locations ??= locationsOf(document, paths);
    const location = locations[index];
    return location ? narrowed(document.text, location, within, spanIn) : { start: 0, end: document.text.length };
  };
}

function locationsOf({ format, text, copies }: SourceDocument, paths: readonly Path[]): readonly Location[] {
  return format === 'json' ? locateJson(text, paths, copies) : locateXml(text, paths);
}

function rangeInText(text: string, within: Span | undefined): TextRange {
  return within ? { start: within.start, end: within.end } : { start: 0, end: text.length };
}

/** A span only means something in the string that it was measured in, not in that string's parent. */
function narrowed(text: string, location: Location, within: Span | undefined, spanIn: typeof spanInSource): TextRange {
  if (within && location.isString) return spanIn(text, location, within);
  return { start: location.start, end: location.end };
}
