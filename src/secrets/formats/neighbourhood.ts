/** What a secret is judged by stands in the same address or connection string, not further away than this. */
const reach = 1000;

const breaks = /["\r\n<>]/;

/**
 * The address or connection string around a match, lower case: up to a quote or a line break, and not into the next one, which begins
 * with the next place of the same anchor.
 */
export function neighbourhood(text: string, start: number, end: number, from: number, to: number): string {
  const before = text.slice(Math.max(from, start - reach), start);
  const after = text.slice(end, Math.min(to, end + reach));
  const begin = lastBreak(before) + 1;
  const stop = after.search(breaks);
  return `${before.slice(begin)}\u0000${stop < 0 ? after : after.slice(0, stop)}`.toLowerCase();
}

function lastBreak(text: string): number {
  for (let i = text.length - 1; i >= 0; i--) if (breaks.test(text[i] ?? '')) return i;
  return -1;
}

/** Whether one of the words stands there, not as the end of a longer one. */
export function standsIn(place: string, words: readonly string[]): boolean {
  return words.some((word) => {
    for (let at = place.indexOf(word); at >= 0; at = place.indexOf(word, at + 1)) {
      if (at === 0 || !/[a-z0-9]/.test(word[0] ?? '') || !/[a-z0-9]/.test(place[at - 1] ?? '')) return true;
    }
    return false;
  });
}
