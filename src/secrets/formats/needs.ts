import type { Leaf } from '../leaf';
import type { Needs } from './format';

/** What the value of a secret is called, where a format has no word of its own for it. */
const usualNames = ['key', 'token', 'secret', 'auth', 'pass', 'pwd', 'credential', 'signature'];

/** How far before a value its name may stand in the same text: `token=...`, `api_key: "..."`. */
const nameDistance = 24;

/** What may name the vendor of a secret in the leaf, lower case: its name, its surroundings and, in an address, the host. */
export function vendorPlaces(leaf: Leaf): readonly string[] {
  const host = /^\s{0,10}https?:\/\/([^/?#\s]{1,200})/i.exec(leaf.text)?.[1];
  const places = [leaf.name.toLowerCase(), ...leaf.surroundings];
  return host === undefined ? places : [...places, host.toLowerCase()];
}

/** Whether one of the places names the vendor. */
export function namesVendor(places: readonly string[], { vendor }: Needs): boolean {
  return vendor.some((word) => places.some((place) => holds(place, word)));
}

/** Whether what begins at `start` is called a secret. */
export function isCalledSecret(leaf: Leaf, start: number, { called = usualNames }: Needs): boolean {
  const before = leaf.text.slice(Math.max(0, start - nameDistance), start).toLowerCase();
  const name = leaf.name.toLowerCase();
  return called.some((word) => name.includes(word) || before.includes(word));
}

/** A short word must stand by itself: `box` is no part of `inbox`. */
function holds(place: string, word: string): boolean {
  for (let at = place.indexOf(word); at >= 0; at = place.indexOf(word, at + 1)) {
    if (word.length > 4 || !(isLetter(place, at - 1) || isLetter(place, at + word.length))) return true;
  }
  return false;
}

function isLetter(text: string, at: number): boolean {
  return /[a-z]/.test(text[at] ?? '');
}
