import type { ArtifactFile } from '../artifact/artifact';
import { UnreadableInput } from '../artifact/artifact';
import { DocumentError } from '../document/document-error';
import { parseJson } from '../document/json';
import { isJsonObject } from '../document/json-node';
import { LineIndex } from '../document/line-index';
import { locateRanges } from '../document/locate';
import { pathOf } from '../document/path-tree';
import type { Path, SourceDocument } from '../document/place';
import type { TextRange } from '../document/region';
import { hasRepeatedKey } from '../document/repeated-keys';
import { readXml, type XmlElement } from '../document/xml';
import { readDocument } from '../solution/documents';
import type { Location } from './finding';

/**
 * What a file of a solution has in common with its twin in another layout, whatever the folders around it: the GUID in the name of a
 * flow's file, the schema name in the folder of an environment variable. `undefined` for other files.
 */
export function twinKey(uri: string): string | undefined {
  const guid = /[-/]([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.json$/i.exec(uri)?.[1];
  if (guid !== undefined) return `flow ${guid.toLowerCase()}`;
  const [, folder, file] = /(?:^|\/)environmentvariabledefinitions\/([^/]+)\/([^/]+)$/i.exec(uri) ?? [];
  if (folder === undefined || file === undefined) return undefined;
  return `variable ${folder}/${file.replaceAll('_', '')}`.toLowerCase();
}

/** A file as the parts of it that can be compared; `undefined` for one that cannot be read in one way only. */
export function readTwin(file: ArtifactFile): Twin | undefined {
  try {
    const isJson = /\.json$/i.test(file.uri);
    const document = readDocument(file, '', isJson ? 'json' : 'xml');
    if (!isJson) return new XmlTwin(document, readXml(document.text));
    const root = parseJson(document.text);
    return hasRepeatedKey(document.text, root) ? undefined : new JsonTwin(document, root);
  } catch (error) {
    if (error instanceof UnreadableInput || error instanceof DocumentError) return undefined;
    throw error;
  }
}

/** One of two files that may be the same component. */
export abstract class Twin {
  constructor(readonly document: SourceDocument) {}

  /** Whether the other file says the same, however it is formatted. */
  abstract equals(other: Twin): boolean;

  /** What has to agree at a path for a finding there to be about both files; `undefined` where nothing is there. */
  abstract signatureAt(path: Path): string | undefined;
}

class JsonTwin extends Twin {
  constructor(
    document: SourceDocument,
    private readonly root: unknown,
  ) {
    super(document);
  }

  equals(other: Twin): boolean {
    return other instanceof JsonTwin && isSameJson(this.root, other.root);
  }

  /** A value that is no container as it is; of a container its kind and, for an operation, its type. */
  signatureAt(path: Path): string | undefined {
    let value = this.root;
    for (const segment of path) {
      if (typeof value !== 'object' || value === null || !Object.hasOwn(value, segment)) return undefined;
      value = (value as Readonly<Record<string, unknown>>)[segment];
    }
    if (Array.isArray(value)) return 'array';
    if (!isJsonObject(value)) return JSON.stringify(value);
    const { type } = value;
    return `object ${typeof type === 'string' ? type.toLowerCase() : ''}`;
  }
}

class XmlTwin extends Twin {
  constructor(
    document: SourceDocument,
    private readonly root: XmlElement,
  ) {
    super(document);
  }

  equals(other: Twin): boolean {
    const lines = ({ text }: SourceDocument) => text.replaceAll('\r\n', '\n').trim();
    return other instanceof XmlTwin && lines(this.document) === lines(other.document);
  }

  signatureAt([first, ...rest]: Path): string | undefined {
    let element: XmlElement | undefined = first === this.root.path[0] ? this.root : undefined;
    for (const segment of rest) {
      const name = String(segment);
      if (name.startsWith('@')) return element?.attributes.get(name.slice(1));
      element = element?.children.find((child) => child.path.at(-1) === segment);
    }
    return element && (element.children.length > 0 ? 'element' : `text ${element.text}`);
  }
}

/** Where places of one file stand in its twin, in the order given; `undefined` where the twin has nothing there, or something else. */
export function locationsInTwin(
  locations: readonly Location[],
  archived: Twin,
  source: Twin,
): readonly (Location | undefined)[] {
  const paths = locations.map(({ pointer }) => pathOf(pointer));
  const inArchive = rangesOf(archived, paths);
  const inSource = rangesOf(source, paths);
  const archivedLines = new LineIndex(archived.document.text);
  const sourceLines = new LineIndex(source.document.text);
  return locations.map(({ region, pointer }, i) => {
    const [path, whole, twin] = [paths[i], inArchive[i], inSource[i]];
    const signature = path && archived.signatureAt(path);
    if (!path || !whole || !twin || signature === undefined || signature !== source.signatureAt(path)) return undefined;
    const start = archivedLines.offset(region.startLine, region.startColumn);
    const end = archivedLines.offset(region.endLine, region.endColumn);
    // Then it is not the file that was scanned.
    if (start < whole.start || end > whole.end) return undefined;
    const isPart = start > whole.start || end < whole.end;
    const isAlike = textOf(archived, whole) === textOf(source, twin);
    // A part of a value that is escaped in another way is shown as the whole value.
    const shift = twin.start - whole.start;
    const range = isPart && isAlike ? { start: start + shift, end: end + shift } : twin;
    return { uri: source.document.uri, pointer, region: sourceLines.region(range) };
  });
}

function rangesOf({ document }: Twin, paths: readonly Path[]): readonly TextRange[] {
  return locateRanges(
    document,
    paths.map((path) => ({ document, path })),
  );
}

function textOf({ document }: Twin, { start, end }: TextRange): string {
  return document.text.slice(start, end);
}

/** Key order aside. Walks without recursion: files of strangers nest as they like. */
function isSameJson(one: unknown, other: unknown): boolean {
  const open: [unknown, unknown][] = [[one, other]];
  for (let pair = open.pop(); pair; pair = open.pop()) {
    const [a, b] = pair;
    if (a === b) continue;
    if (Array.isArray(a) !== Array.isArray(b)) return false;
    if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
    const keys = Object.keys(a);
    if (keys.length !== Object.keys(b).length) return false;
    for (const key of keys) {
      if (!Object.hasOwn(b, key)) return false;
      open.push([(a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key]]);
    }
  }
  return true;
}
