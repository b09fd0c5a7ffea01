/**
 * A path into a value: keys in lower case, array indexes left out, so that a path into an array of objects is the path into each of
 * them. Connectors write `body/value` for `body` and in it `value`, so a key is cut at its slashes, wherever it stands.
 */
export type DataPath = readonly string[];

/** Deeper than this the path into a value is not followed: all below is taken for one. */
export const maxDepth = 12;

/** The steps that one key stands for. */
export function dataPath(key: string): string[] {
  const lower = key.toLowerCase();
  return lower.includes('/') ? lower.split('/') : [lower];
}

/**
 * What is left of the path to a datum once `select` was taken out of the value: `[]` where `select` is the datum or lies inside of
 * it, `undefined` where they lie apart.
 */
export function remainder(path: DataPath, select: DataPath): DataPath | undefined {
  const shared = Math.min(path.length, select.length);
  for (let i = 0; i < shared; i++) if (path[i] !== select[i]) return undefined;
  return path.slice(select.length);
}

/** Whether one of the paths holds the other. */
export function overlaps(path: DataPath, other: DataPath): boolean {
  return remainder(path, other) !== undefined;
}

/** Whether a path is or lies below another. */
export function isBelow(path: DataPath, outer: DataPath): boolean {
  return path.length >= outer.length && outer.every((step, i) => step === path[i]);
}
