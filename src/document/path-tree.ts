import type { KeyCopies, Path } from './place';

/** Paths merged into a tree, so that one pass over a document can follow them all. */
export interface PathTree {
  readonly children: ReadonlyMap<string, PathTree>;
  /** JSON only: which copy of a repeated key to follow; the last where absent. */
  readonly copy: number | undefined;
}

interface GrowingTree extends PathTree {
  readonly children: Map<string, GrowingTree>;
  copy: number | undefined;
}

/**
 * The tree of `paths`, with the members that `copies` speaks of.
 *
 * Segments are compared as strings, as in a JSON pointer: whether `3` is an index or a key shows in the document.
 */
export function pathTree(paths: readonly Path[], copies?: KeyCopies): PathTree {
  const root: GrowingTree = { children: new Map(), copy: undefined };
  for (const path of paths) grow(root, path);
  for (const [pointer, copy] of copies ?? []) grow(root, pathOf(pointer)).copy = copy;
  return root;
}

function grow(root: GrowingTree, path: Path): GrowingTree {
  let node = root;
  for (const segment of path) {
    const key = String(segment);
    let child = node.children.get(key);
    if (!child) {
      child = { children: new Map(), copy: undefined };
      node.children.set(key, child);
    }
    node = child;
  }
  return node;
}

/** The inverse of `pointerOf`; every segment is a string. */
export function pathOf(pointer: string): Path {
  return pointer
    .split('/')
    .slice(1)
    .map((segment) => segment.replaceAll('~1', '/').replaceAll('~0', '~'));
}
