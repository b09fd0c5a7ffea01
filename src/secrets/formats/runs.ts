import type { Characters } from './characters';

/**
 * Where the longest possible runs of a set of ASCII characters begin that have at least `min` and at most `max` of them. Looks at every
 * `min`-th character only: a run that is long enough has one of them.
 */
export function runsOf(text: string, { has }: Characters, min: number, max: number): readonly number[] {
  let starts: number[] | undefined;
  for (let i = min - 1; i < text.length; i += min) {
    if (has[text.charCodeAt(i)] !== 1) continue;
    let start = i;
    while (start > 0 && i - start < max && has[text.charCodeAt(start - 1)] === 1) start--;
    let end = i + 1;
    while (end < text.length && has[text.charCodeAt(end)] === 1) end++;
    if (end - start >= min && end - start <= max) {
      starts ??= [];
      starts.push(start);
    }
    i = end;
  }
  return starts ?? none;
}

/** Whether there is a run of at least `min`. */
export function hasRun(text: string, { has }: Characters, min: number): boolean {
  for (let i = min - 1; i < text.length; i += min) {
    if (has[text.charCodeAt(i)] !== 1) continue;
    let start = i;
    while (start > 0 && i - start < min && has[text.charCodeAt(start - 1)] === 1) start--;
    let end = i + 1;
    while (end < text.length && end - start < min && has[text.charCodeAt(end)] === 1) end++;
    if (end - start >= min) return true;
    i = end;
  }
  return false;
}

const none: readonly number[] = [];
