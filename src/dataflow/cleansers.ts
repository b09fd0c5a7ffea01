/**
 * What was done to data on its way that makes it harmless in some place. Bits, so that a set of them is a number.
 *
 * A cleanser is tied to the place that it protects: a percent-encoded text is safe as a path segment and still dangerous in HTML.
 */
export const cleansers = {
  /** Single quotes doubled or removed: it cannot leave a quoted literal of SQL or OData. */
  quotes: 1,
  /** Percent-encoded: it cannot leave its path segment or query value. */
  uri: 2,
  /** Angle brackets escaped or removed: it cannot start a tag. */
  html: 4,
  /** A number, a date or a truth value by now: it holds no text of the sender's. */
  typed: 8,
  /** Base64: letters, digits, `+`, `/` and `=` only. */
  encoded: 16,
  /** Stands behind a scheme and host that it cannot change. */
  behindHost: 32,
  /** Double quotes escaped or removed: it cannot leave a text of JSON or an attribute of XML. */
  doubleQuotes: 64,
  /** The name of something that a service knows, since an action with this name succeeded. */
  known: 128,
  /** The id of a row that was made with it before. */
  made: 256,
  /** Stood between the quotes of a filter that was understood: without quotes it cannot change another as well. */
  inQuotes: 512,
  /** Stood in a filter without quotes, which was understood. */
  withoutQuotes: 1024,
} as const;

export type Cleanser = keyof typeof cleansers;

/** A set of cleansers. */
export type CleanserSet = number;

export function cleanserSet(...names: readonly Cleanser[]): CleanserSet {
  return names.reduce((set, name) => set | cleansers[name], 0);
}

/** Whether the set holds at least one of the cleansers. */
export function isCleansed(set: CleanserSet, ...names: readonly Cleanser[]): boolean {
  return (set & cleanserSet(...names)) !== 0;
}
