import type { SourceDocument } from '../../document/place';
import type { PlacedLeaf } from './xml-leaves';

/** The lines of a text without structure (code, YAML, pages), each a leaf; the words before a value are in the line itself. */
export function* textLeaves(document: SourceDocument): Generator<PlacedLeaf & { readonly offset: number }> {
  const { text } = document;
  for (let start = 0; start < text.length; ) {
    const newline = text.indexOf('\n', start);
    const end = newline < 0 ? text.length : newline;
    const line = text.slice(start, end);
    if (line.trim() !== '') {
      yield {
        place: { document, path: [] },
        offset: start,
        leaf: { text: line, name: '', setting: 'value', surroundings: [] },
      };
    }
    start = end + 1;
  }
}
