/**
 * Where something stands, before anybody asks for a line number.
 *
 * Rules, readers and the dataflow engine only handle places (a document and a path into it); `document/locate.ts` turns a place
 * into lines and columns, once, for the few places that end up in a report.
 */

/** One step into a JSON value (a key or an array index) or into an XML tree (an element name, `name[2]`, or `@attribute`). */
export type PathSegment = string | number;

export type Path = readonly PathSegment[];

/** A half-open range of UTF-16 code units inside a *decoded* string value, as expressions and detectors see it. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** How a document's text is structured, and so how a path into it is read. */
export type DocumentFormat = 'json' | 'xml' | 'text';

/**
 * One text file of an artifact.
 *
 * `text` never holds the byte order mark; columns are counted without it, as editors and SARIF viewers do.
 */
export interface SourceDocument {
  /** Path from the scan root, `/`-separated, not percent-encoded; for an archive entry `<path of zip>/<entry>`. */
  readonly uri: string;
  /** Path inside the unit (solution root), `/`-separated: stable across machines, and so part of fingerprints. */
  readonly path: string;
  readonly format: DocumentFormat;
  readonly text: string;
  /**
   * JSON only: which copy of a repeated key this reading of the text follows. Absent in nearly all documents;
   * see `repeated-keys.ts`.
   */
  readonly copies?: KeyCopies;
}

/**
 * For a JSON text with repeated keys: RFC 6901 pointer of a repeated member -> index of the copy to follow (0 is the first).
 * Members not listed follow the last copy, as `JSON.parse` does.
 */
export type KeyCopies = ReadonlyMap<string, number>;

export interface Place {
  readonly document: SourceDocument;
  readonly path: Path;
  /** Narrows the place to part of the string value at `path`. */
  readonly within?: Span;
}

/** The RFC 6901 pointer of a path (https://www.rfc-editor.org/rfc/rfc6901); for XML the same notation over element names. */
export function pointerOf(path: Path): string {
  return path.map((segment) => `/${String(segment).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
