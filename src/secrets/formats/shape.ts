import type { Characters } from './characters';

/**
 * What a secret looks like, piece by piece. The patterns that find it, the anchors that lead to it and the samples of its tests are all
 * made from this.
 */
export type Segment =
  | { readonly type: 'text'; readonly options: readonly string[]; readonly anyCase: boolean }
  | { readonly type: 'run'; readonly of: Characters; readonly min: number; readonly max: number }
  | { readonly type: 'choice'; readonly options: readonly (readonly Segment[])[] }
  | { readonly type: 'secret'; readonly parts: readonly Segment[] };

export type Shape = readonly Segment[];

export type Run = Extract<Segment, { type: 'run' }>;

/** One of these texts, in exactly this case. */
export const text = (...options: string[]): Segment => ({ type: 'text', options, anyCase: false });

/** One of these texts in any case: host names, keys of connection strings. */
export const word = (...options: string[]): Segment => ({ type: 'text', options, anyCase: true });

/** So many of these characters. */
export const run = (of: Characters, min: number, max = min): Segment => ({ type: 'run', of, min, max });

/** One of these sequences; the first that fits. */
export const either = (...options: Shape[]): Segment => ({ type: 'choice', options });

export const maybe = (...parts: Segment[]): Segment => ({ type: 'choice', options: [parts, []] });

/** The part that is reported; without one, all of it is. One at most, not inside another segment. */
export const secret = (...parts: Segment[]): Segment => ({ type: 'secret', parts });

/** `8-4-4-4-12` hexadecimal digits. */
export const guid = (of: Characters): Segment[] =>
  [8, 4, 4, 4, 12].flatMap((count, i) => (i === 0 ? [run(of, count)] : [text('-'), run(of, count)]));

/** The runs that a shape may begin with; none where it may begin otherwise. */
export function firstRuns([first]: Shape): readonly Run[] {
  if (first?.type === 'run') return [first];
  return first?.type === 'choice' ? first.options.flatMap(firstRuns) : [];
}
