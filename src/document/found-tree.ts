import type { Path } from './place';
import type { TextRange } from './region';

/** Where a path of a document stands in its text. */
export interface Location extends TextRange {
  /** Whether the range is the source of a string value that is really at the path, so that a span of it can be mapped. */
  readonly isString: boolean;
}

/** What one pass over a document found of the paths it looked for: the shape of the document, not of the wish. */
export interface FoundNode {
  start: number;
  end: number;
  isString: boolean;
  readonly children: Map<string, FoundNode>;
}

/** The location of `path`, or of its closest parent that exists. */
export function closestFound(root: FoundNode, path: Path): Location {
  let node = root;
  for (const segment of path) {
    const child = node.children.get(String(segment));
    if (!child) return { start: node.start, end: node.end, isString: false };
    node = child;
  }
  return { start: node.start, end: node.end, isString: node.isString };
}
