import { type View, within } from './view';

/** A whole text of base64, or the one after a scheme word such as `Basic`. */
const whole = /^\s{0,20}(?:[A-Za-z]{2,20}\s{1,5})?([A-Za-z0-9+/_-]{16,20000}={0,2})\s{0,20}$/;

/**
 * The text that a base64 leaf holds, if it holds readable text: a connection string, a JSON document or a PEM key is often encoded
 * once more. What is found is reported as the whole encoded text, since single characters cannot be told apart in it.
 */
export function base64Decoded(view: View): View | undefined {
  const match = whole.exec(view.leaf.text);
  const encoded = match?.[1];
  if (encoded === undefined) return undefined;
  const text = decodeReadable(encoded);
  if (text === undefined) return undefined;
  const start = view.leaf.text.indexOf(encoded);
  return within(view, { ...view.leaf, text }, () => ({ start, end: start + encoded.length }));
}

/** Decodes base64 to text; `undefined` unless all of it is printable. */
export function decodeReadable(encoded: string): string | undefined {
  const standard = encoded.replaceAll('-', '+').replaceAll('_', '/').replace(/=+$/, '');
  // Most identifiers look like base64; the first bytes tell that they are none.
  if (standard.length % 4 === 1 || !isPrintable(standard.slice(0, 16))) return undefined;
  return isPrintable(standard) ? atob(standard) : undefined;
}

function isPrintable(encoded: string): boolean {
  try {
    return !/[^\t\n\r\x20-\x7e]/.test(atob(encoded));
  } catch {
    return false;
  }
}
