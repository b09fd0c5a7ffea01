import { type ArtifactFile, UnreadableInput } from '../artifact/artifact';
import { DocumentError } from '../document/document-error';
import { parseJson } from '../document/json';
import { JsonNode } from '../document/json-node';
import type { DocumentFormat, SourceDocument } from '../document/place';
import { findKeyReadings, hasRepeatedKey, parseJsonFollowing } from '../document/repeated-keys';
import { decodeText } from '../document/text';
import { readXml, type XmlElement } from '../document/xml';
import { withoutElements } from '../document/xml-skim';

/** A JSON file, parsed. `otherRoots`: the same text with the other copies of its repeated keys, nearly always none. */
export interface JsonDocument {
  readonly root: JsonNode;
  readonly otherRoots: readonly JsonNode[];
}

export interface XmlDocument {
  readonly document: SourceDocument;
  readonly root: XmlElement;
}

/**
 * @param unitRoot path of the unit inside its tree, '' or ending in '/'
 * @throws {UnreadableInput} when the file is damaged, no text, or not well-formed JSON
 */
export function readJsonDocument(file: ArtifactFile, unitRoot: string): JsonDocument {
  const document = readDocument(file, unitRoot, 'json');
  return explained(file, () => {
    const value = parseJson(document.text);
    const readings = hasRepeatedKey(document.text, value) ? findKeyReadings(document.text) : [];
    return {
      root: new JsonNode(document, value),
      otherRoots: readings.map(
        (copies) => new JsonNode({ ...document, copies }, parseJsonFollowing(document.text, copies)),
      ),
    };
  });
}

/**
 * @param isUnwanted names elements (by their path of lower-case names) that are passed over unread; see `withoutElements`
 * @throws {UnreadableInput} when the file is damaged, no text, or not well-formed XML, or declares a DOCTYPE
 */
export function readXmlDocument(
  file: ArtifactFile,
  unitRoot: string,
  isUnwanted?: (names: readonly string[]) => boolean,
): XmlDocument {
  const document = readDocument(file, unitRoot, 'xml');
  return { document, root: explained(file, () => readWanted(document.text, isUnwanted)) };
}

function readWanted(text: string, isUnwanted?: (names: readonly string[]) => boolean): XmlElement {
  if (!isUnwanted) return readXml(text);
  const wanted = withoutElements(text, isUnwanted);
  try {
    return readXml(wanted);
  } catch (error) {
    if (wanted === text) throw error;
    return readXml(text); // says the line of the whole file
  }
}

/** @throws {UnreadableInput} when the file is damaged or no text */
export function readDocument(file: ArtifactFile, unitRoot: string, format: DocumentFormat): SourceDocument {
  const text = explained(file, () => decodeText(file.read()));
  return { uri: file.uri, path: file.path.slice(unitRoot.length), format, text };
}

function explained<T>(file: ArtifactFile, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof DocumentError)
      throw new UnreadableInput(error.reason, file.uri, error.message, { cause: error });
    throw error;
  }
}
