import { closestFound, type FoundNode, type Location } from './found-tree';
import { type PathTree, pathTree } from './path-tree';
import type { Path } from './place';
import { attributeSegment, SiblingNames } from './xml-names';
import { parseXml } from './xml-parser';

interface OpenElement {
  readonly wanted: PathTree;
  readonly found: FoundNode;
  readonly names: SiblingNames;
  readonly start: number;
  readonly contentStart: number;
  hasChildren: boolean;
}

const NOTHING_WANTED = pathTree([]);

/**
 * The ranges of many elements and attributes of an XML text, in the order of `paths`, found in one more parse.
 *
 * - an element that holds only text: its content, between the tags, blanks included
 * - an empty element: all of it; one with child elements: its start tag
 * - an attribute: its value as written, without the quotes
 * - a path that does not exist: the range of its closest existing parent, in the end of the root
 *
 * @param text must be text that `readXml` accepts
 * @throws {DocumentError} as `readXml`
 */
export function locateXml(text: string, paths: readonly Path[]): readonly Location[] {
  if (paths.length === 0) return [];
  const wantedRoots = pathTree(paths);
  const document = tagFound(0, 0);
  const open: OpenElement[] = [];
  /** How many elements are open inside an element that no path leads to, itself included. */
  let unwanted = 0;
  let attributes: { readonly segment: string; readonly end: number }[] = [];

  parseXml(text, {
    attribute(name, valueEnd) {
      if (unwanted === 0) attributes.push({ segment: attributeSegment(name), end: valueEnd });
    },
    startTag(name, _values, start, end) {
      if (unwanted > 0) {
        unwanted += 1;
        return;
      }
      const own = attributes;
      attributes = [];
      const parent = open.at(-1);
      if (parent) parent.hasChildren = true;
      else Object.assign(document, { start, end });
      const segment = parent ? parent.names.next(name) : name;
      const wanted = (parent?.wanted ?? wantedRoots).children.get(segment);
      // The root is followed even when no path begins with it: it must be there for the elements in it to have a parent.
      if (!wanted && parent) {
        unwanted = 1;
        return;
      }
      const found = tagFound(start, end);
      (parent?.found ?? document).children.set(segment, found);
      for (const attribute of own) {
        if (wanted?.children.has(attribute.segment))
          found.children.set(attribute.segment, valueFound(text, attribute.end));
      }
      const names = new SiblingNames();
      open.push({ wanted: wanted ?? NOTHING_WANTED, found, names, start, contentStart: end, hasChildren: false });
    },
    endTag(end) {
      if (unwanted > 0) {
        unwanted -= 1;
        return;
      }
      const element = open.pop();
      // One that closes itself ends where its content would begin.
      if (!element || element.hasChildren || end === element.contentStart) return;
      const contentEnd = text.lastIndexOf('<', end - 1);
      const isEmpty = contentEnd === element.contentStart;
      element.found.start = isEmpty ? element.start : element.contentStart;
      element.found.end = isEmpty ? end : contentEnd;
      element.found.isString = !isEmpty;
    },
  });

  return paths.map((path) => closestFound(document, path));
}

/** An element, as long as only its start tag is known. */
function tagFound(start: number, end: number): FoundNode {
  return { start, end, isString: false, children: new Map() };
}

/** The value of an attribute whose closing quote stands at `end`: it cannot hold the quote that delimits it. */
function valueFound(text: string, end: number): FoundNode {
  const quote = text.lastIndexOf(text.charAt(end), end - 1);
  return { start: quote + 1, end, isString: true, children: new Map() };
}
