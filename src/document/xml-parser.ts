import { SaxesParser } from 'saxes';
import { DocumentError } from './document-error';

/** How deep elements may nest; the deepest real file found has 18 levels. */
export const MAX_XML_DEPTH = 256;

/** What `parseXml` tells as it goes. Offsets are UTF-16 code units in the text. */
export interface XmlListener {
  /** An attribute of the element whose `startTag` comes next; `valueEnd` is the offset of the closing quote. */
  attribute?(name: string, valueEnd: number): void;
  /**
   * An element begins, with a start tag that reaches from `start` to `end`.
   * @param attributes decoded values by name, without a prototype
   */
  startTag(name: string, attributes: Readonly<Record<string, string>>, start: number, end: number): void;
  /** Decoded character data: references resolved, line ends as `\n`. May come in several parts. */
  text?(text: string): void;
  /** The element ends; `end` is the offset after its end tag, or after its start tag where it closes itself. */
  endTag(end: number): void;
}

/**
 * Parses well-formed XML 1.0, and refuses what solution files never hold but attacks do: a DOCTYPE, and so any entity
 * beyond the five of XML itself; nesting beyond 256 levels.
 *
 * Character encodings and files are no matter here: the text is decoded already, and nothing is ever fetched.
 *
 * @param text as `decodeText` gives it: no byte order mark, no lone surrogates
 * @throws {DocumentError} `not-xml` or `too-deep`
 */
export function parseXml(text: string, listener: XmlListener): void {
  // `position` only decides whether saxes puts line and column into its messages, which are not used: some quote the text.
  // XML 1.1 counts other characters as line ends, and .NET does not read it.
  const parser = new SaxesParser({ xmlns: false, position: false, forceXMLVersion: true, defaultXMLVersion: '1.0' });
  let depth = 0;

  // At most seven handlers: with an eighth, V8 turns the parser into a slow dictionary and it runs seven times as long.
  parser.on('error', (error) => {
    const isEntity = error.message === 'undefined entity.';
    const problem = isEntity ? 'not XML: an entity that XML does not define' : 'not XML: not well-formed';
    throw DocumentError.at(text, parser.position, 'not-xml', problem);
  });
  parser.on('doctype', () => {
    const start = text.lastIndexOf('<!DOCTYPE', parser.position);
    throw DocumentError.at(text, start, 'not-xml', 'refused: XML with a DOCTYPE');
  });
  parser.on('opentag', ({ name, attributes }) => {
    // No `<` can stand inside a tag, not even in an attribute's value.
    const start = text.lastIndexOf('<', parser.position - 1);
    depth += 1;
    if (depth > MAX_XML_DEPTH) {
      throw DocumentError.at(text, start, 'too-deep', `XML nests deeper than ${MAX_XML_DEPTH} levels`);
    }
    listener.startTag(name, attributes, start, parser.position);
  });
  parser.on('closetag', () => {
    depth -= 1;
    listener.endTag(parser.position);
  });
  const { attribute, text: characters } = listener;
  if (attribute) parser.on('attribute', ({ name }) => attribute(name, parser.position - 1));
  if (characters) {
    parser.on('text', characters);
    parser.on('cdata', characters);
  }

  parser.write(text).close();
}
