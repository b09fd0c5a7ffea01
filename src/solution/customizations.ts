import type { ArtifactFile } from '../artifact/artifact';
import type { Place } from '../document/place';
import { attribute, child, childrenNamed, type XmlElement } from '../document/xml';
import { connectorName } from '../flow/connections';
import { readXmlDocument, type XmlDocument } from './documents';
import { type ProcessMetadata, readProcesses } from './flow-metadata';
import type { ConnectionReference, CustomConnector } from './solution';

export interface Customizations {
  readonly processes: readonly ProcessMetadata[];
  readonly connectionReferences: readonly ConnectionReference[];
  readonly customConnectors: readonly CustomConnector[];
}

/** The sections that FlowGate reads; the rest (tables, forms, ribbons) can be tens of megabytes and is passed over. */
const sections = new Set(['workflows', 'connectionreferences', 'connectors']);

/** @throws {UnreadableInput} when the file cannot be read */
export function readCustomizations(file: ArtifactFile, unitRoot: string): Customizations {
  const xml = readXmlDocument(file, unitRoot, (names) => names.length === 2 && !sections.has(names[1] ?? ''));
  const references = child(xml.root, 'connectionreferences');
  const connectors = child(xml.root, 'Connectors');
  return {
    processes: readProcesses(xml.root),
    connectionReferences: references
      ? childrenNamed(references, 'connectionreference').map((one) => readConnectionReference(one, placeOf(xml, one)))
      : [],
    customConnectors: connectors ? childrenNamed(connectors, 'Connector').map((one) => readConnector(xml, one)) : [],
  };
}

function readConnectionReference(element: XmlElement, place: Place): ConnectionReference {
  return {
    place,
    logicalName: attribute(element, 'connectionreferencelogicalname') ?? '',
    displayName: child(element, 'connectionreferencedisplayname')?.text ?? '',
    connector: connectorName(child(element, 'connectorid')?.text.trim() ?? ''),
  };
}

/** @param element a `<Connector>`, in `customizations.xml` or as the root of a file in `Connectors/` */
export function readConnector(xml: XmlDocument, element: XmlElement): CustomConnector {
  const name = child(element, 'name')?.text.trim() || child(element, 'displayname')?.text.trim() || '';
  return { place: placeOf(xml, element), name };
}

function placeOf(xml: XmlDocument, element: XmlElement): Place {
  return { document: xml.document, path: element.path };
}
