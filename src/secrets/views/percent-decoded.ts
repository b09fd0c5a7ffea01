import { type View, within } from './view';

/** Bytes written as `%XX`, one after the other. */
const encoded = /(?:%[0-9A-Fa-f]{2})+/g;

/**
 * The text with its percent-encoded runs decoded (RFC 3986 section 2.1), if it has any. Keys end in `==`, which stands in addresses as
 * `%3D%3D`. A run that is no UTF-8 is left as it is.
 */
export function percentDecoded(view: View): View | undefined {
  const { text } = view.leaf;
  if (!text.includes('%')) return undefined;
  let decoded = '';
  let from = 0;
  /** Where each kept or decoded part begins, in the decoded text and in the source. */
  const parts: { readonly at: number; readonly source: number; readonly isDecoded: boolean }[] = [];
  const keep = (to: number) => {
    if (to > from) parts.push({ at: decoded.length, source: from, isDecoded: false });
    decoded += text.slice(from, to);
  };
  for (const match of text.matchAll(encoded)) {
    const run = decodeRun(match[0]);
    if (run === undefined) continue;
    keep(match.index);
    // One byte a character is the rule; a longer sequence maps to the whole run.
    const isSimple = run.length * 3 === match[0].length;
    for (let i = 0; isSimple && i < run.length; i++) {
      parts.push({ at: decoded.length + i, source: match.index + i * 3, isDecoded: true });
    }
    if (!isSimple) parts.push({ at: decoded.length, source: match.index, isDecoded: true });
    decoded += run;
    from = match.index + match[0].length;
  }
  if (parts.length === 0) return undefined;
  keep(text.length);
  parts.push({ at: decoded.length, source: text.length, isDecoded: true });

  const sourceOf = (offset: number) => {
    let low = 0;
    let high = parts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((parts[middle]?.at ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    const part = parts[low];
    return part ? part.source + (part.isDecoded ? 0 : offset - part.at) : offset;
  };
  return within(view, { ...view.leaf, text: decoded }, (start, end) => ({
    start: sourceOf(start),
    end: sourceOf(end),
  }));
}

function decodeRun(run: string): string | undefined {
  try {
    return decodeURIComponent(run);
  } catch {
    return undefined;
  }
}
