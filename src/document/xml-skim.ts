/**
 * Cuts elements out of an XML text, with all that is in them.
 *
 * `customizations.xml` can be tens of megabytes (tables, forms, ribbons) of which two sections matter; finding the end of an element takes
 * a fraction of the time of parsing it. What is cut out is not checked for anything. A text in which the end of an element is not found is
 * returned as it is: the parser will say what is wrong with it.
 *
 * @param isUnwanted asked about each start tag outside of what is cut, with the names (lower case) from the root down
 */
export function withoutElements(text: string, isUnwanted: (names: readonly string[]) => boolean): string {
  const kept: string[] = [];
  const names: string[] = [];
  let keptTo = 0;
  /** Depth and start of the element that is being cut. */
  let cut: { readonly depth: number; readonly start: number } | undefined;
  for (let at = text.indexOf('<'); at >= 0; ) {
    const end = markupEnd(text, at);
    if (end < 0) return text;
    const second = text.charCodeAt(at + 1);
    if (second === SLASH) {
      if (cut?.depth === names.length) {
        kept.push(text.slice(keptTo, cut.start));
        keptTo = end;
        cut = undefined;
      }
      names.pop();
    } else if (second !== BANG && second !== QUESTION) {
      const isClosed = text.charCodeAt(end - 2) === SLASH;
      names.push(cut ? '' : nameAt(text, at + 1));
      if (!cut && isUnwanted(names)) {
        if (isClosed) {
          kept.push(text.slice(keptTo, at));
          keptTo = end;
        } else cut = { depth: names.length, start: at };
      }
      if (isClosed) names.pop();
    }
    at = text.indexOf('<', end);
  }
  kept.push(text.slice(keptTo));
  return cut || names.length > 0 ? text : kept.join('');
}

const SLASH = 0x2f;
const BANG = 0x21;
const QUESTION = 0x3f;

/** The offset after a tag, comment, CDATA section or processing instruction that begins at `at`; -1 where it does not end. */
function markupEnd(text: string, at: number): number {
  const after = (terminator: string) => {
    const end = text.indexOf(terminator, at);
    return end < 0 ? -1 : end + terminator.length;
  };
  const second = text.charCodeAt(at + 1);
  if (second === QUESTION) return after('?>');
  if (second === BANG) {
    if (text.startsWith('<!--', at)) return after('-->');
    return text.startsWith('<![CDATA[', at) ? after(']]>') : -1;
  }
  // A `>` may stand inside a quoted attribute value.
  for (let from = at; ; ) {
    const close = text.indexOf('>', from);
    if (close < 0) return -1;
    const quote = firstQuote(text, from, close);
    if (quote < 0) return close + 1;
    const closing = text.indexOf(text.charAt(quote), quote + 1);
    if (closing < 0) return -1;
    from = closing + 1;
  }
}

function firstQuote(text: string, from: number, to: number): number {
  for (let i = from; i < to; i++) {
    const code = text.charCodeAt(i);
    if (code === 0x22 || code === 0x27) return i;
  }
  return -1;
}

function nameAt(text: string, at: number): string {
  let end = at;
  while (end < text.length && !endsName(text.charCodeAt(end))) end++;
  return text.slice(at, end).toLowerCase();
}

/** As `/[\s/>]/` says, which is slow to ask for each character of each name. */
function endsName(code: number): boolean {
  if (code > 0x7f) return /\s/.test(String.fromCharCode(code));
  return code === SLASH || code === 0x3e || code === 0x20 || (code >= 0x09 && code <= 0x0d);
}
