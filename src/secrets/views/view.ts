import type { Leaf } from '../leaf';

/**
 * One way of reading a leaf: as it stands, percent-decoded, as the literals of its expressions, and so on. Detectors look at views;
 * what they find is reported where it stands in the leaf.
 */
export interface View {
  readonly leaf: Leaf;
  /** Maps a range of the view's text to the range of the original leaf that it came from. */
  toOriginal(start: number, end: number): { readonly start: number; readonly end: number };
}

/** The leaf as it is. */
export function plainView(leaf: Leaf): View {
  return { leaf, toOriginal: (start, end) => ({ start, end }) };
}

/** A view of a view: the inner maps to the outer's text, the outer to the original. */
export function within(outer: View, leaf: Leaf, toOuter: View['toOriginal']): View {
  return {
    leaf,
    toOriginal(start, end) {
      const range = toOuter(start, end);
      return outer.toOriginal(range.start, range.end);
    },
  };
}
