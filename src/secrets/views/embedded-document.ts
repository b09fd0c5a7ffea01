import { DocumentError } from '../../document/document-error';
import { parseJson } from '../../document/json';
import { JsonNode } from '../../document/json-node';
import { locatorOf } from '../../document/locate';
import type { Place, SourceDocument } from '../../document/place';
import { readXml } from '../../document/xml';
import { jsonLeaves } from '../leaves/json-leaves';
import { xmlLeaves } from '../leaves/xml-leaves';
import { type View, within } from './view';

/** Longer documents in strings (pictures, whole apps) are searched as text only. */
const maxLength = 1_000_000;

/** The leaves of a JSON or XML document that stands inside a string. Holes of expressions make most such texts no documents: then none. */
export function embeddedLeaves(view: View): View[] {
  const { text } = view.leaf;
  const format = likelyFormat(text);
  if (!format || text.length > maxLength) return [];
  const document: SourceDocument = { uri: '', path: '', format, text };
  const leaves = leavesOf(document);
  const rangeOf = locatorOf(
    document,
    leaves.map(({ place }) => place.path),
  );
  return leaves.map(({ leaf }, index) =>
    within(view, { ...leaf, surroundings: view.leaf.surroundings }, (start, end) => rangeOf(index, { start, end })),
  );
}

/** Told by both ends: GUIDs in braces, lists in prose and markup without an end are most of what begins like a document. */
function likelyFormat(text: string): 'json' | 'xml' | undefined {
  if (/^\s*(?:\{\s*"|\[\s*[{["])/.test(text)) return /[}\]]\s*$/.test(text.slice(-20)) ? 'json' : undefined;
  return /^\s*<[?!A-Za-z]/.test(text) && /<\/[^<>]{1,200}>\s*$|\/>\s*$/.test(text.slice(-220)) ? 'xml' : undefined;
}

function leavesOf(document: SourceDocument): readonly { place: Place; leaf: View['leaf'] }[] {
  try {
    if (document.format === 'xml') return [...xmlLeaves(document, readXml(document.text))];
    return [...jsonLeaves(new JsonNode(document, parseJson(document.text)))].map(({ node, leaf }) => ({
      place: node.place,
      leaf,
    }));
  } catch (error) {
    if (error instanceof DocumentError) return [];
    throw error;
  }
}
