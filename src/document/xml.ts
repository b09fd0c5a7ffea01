import type { Path } from './place';
import { SiblingNames } from './xml-names';
import { parseXml } from './xml-parser';

/** An element, read whole. Comments and processing instructions are left out. */
export interface XmlElement {
  /** As written, with its namespace prefix. */
  readonly name: string;
  /** Values decoded. */
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
  /** The element's own character data, decoded and joined; that of its children is not part of it. */
  readonly text: string;
  /**
   * From the root element, that included: element names, with an index from 1 (`Workflow[2]`) on all but the first sibling
   * of that name. An attribute's path is its element's with `@name` added.
   */
  readonly path: Path;
}

interface GrowingElement extends XmlElement {
  readonly children: XmlElement[];
  text: string;
}

interface OpenElement {
  readonly element: GrowingElement;
  readonly names: SiblingNames;
}

/**
 * Reads an XML text into a tree.
 *
 * @param text as `decodeText` gives it: no byte order mark, no lone surrogates
 * @returns the root element
 * @throws {DocumentError} `not-xml` for text that is not well-formed XML or has a DOCTYPE, `too-deep` beyond 256 levels
 */
export function readXml(text: string): XmlElement {
  const top: { readonly children: XmlElement[] } = { children: [] };
  const open: OpenElement[] = [];

  parseXml(text, {
    startTag(name, attributes) {
      const parent = open.at(-1);
      const path = [...(parent?.element.path ?? []), parent?.names.next(name) ?? name];
      const element: GrowingElement = {
        name,
        attributes: new Map(Object.entries(attributes)),
        children: [],
        text: '',
        path,
      };
      (parent?.element ?? top).children.push(element);
      open.push({ element, names: new SiblingNames() });
    },
    text(part) {
      const current = open.at(-1);
      if (current) current.element.text += part;
    },
    endTag() {
      open.pop();
    },
  });

  const root = top.children[0];
  // The parser refuses text without an element.
  if (!root) throw new Error('an XML text without a root was accepted');
  return root;
}

/** The first child of that name; letter case does not matter, since real files vary. */
export function child(element: XmlElement, name: string): XmlElement | undefined {
  const lower = name.toLowerCase();
  return element.children.find((candidate) => candidate.name.toLowerCase() === lower);
}

/** All children of that name, in file order; letter case does not matter. */
export function childrenNamed(element: XmlElement, name: string): readonly XmlElement[] {
  const lower = name.toLowerCase();
  return element.children.filter((candidate) => candidate.name.toLowerCase() === lower);
}

/** The value of an attribute; letter case does not matter, but an exact match wins. */
export function attribute(element: XmlElement, name: string): string | undefined {
  const exact = element.attributes.get(name);
  if (exact !== undefined) return exact;
  const lower = name.toLowerCase();
  for (const [candidate, value] of element.attributes) {
    if (candidate.toLowerCase() === lower) return value;
  }
  return undefined;
}
