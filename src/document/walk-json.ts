import type { Path, PathSegment } from './place';

/** The way to a value, from the inside out: costs one small object per value instead of one array. */
interface Step {
  readonly parent: Step | undefined;
  readonly segment: PathSegment;
}

interface OpenContainer {
  readonly value: object;
  /** `undefined` for an array. */
  readonly keys: readonly string[] | undefined;
  readonly size: number;
  readonly step: Step | undefined;
  next: number;
}

/**
 * Visits a JSON value and everything in it, parents before children, members in the order of `Object.keys`.
 *
 * Without recursion, so that no nesting can overflow the stack.
 *
 * @param visit gets each value and a function that makes its path from `value`; paths are made on demand because most
 *   visitors need one for few values. Returns `'skip'` to leave out what is inside the value.
 */
export function walkJson(value: unknown, visit: (value: unknown, path: () => Path) => 'skip' | undefined): void {
  const open: OpenContainer[] = [];

  const visitValue = (current: unknown, step: Step | undefined): void => {
    const answer = visit(current, () => pathTo(step));
    if (answer !== 'skip' && typeof current === 'object' && current !== null) open.push(openContainer(current, step));
  };

  visitValue(value, undefined);
  for (let container = open.at(-1); container !== undefined; container = open.at(-1)) {
    const { next } = container;
    if (next === container.size) {
      open.pop();
      continue;
    }
    container.next += 1;
    const segment = container.keys?.[next] ?? next;
    const child = (container.value as Record<PathSegment, unknown>)[segment];
    visitValue(child, { parent: container.step, segment });
  }
}

function openContainer(value: object, step: Step | undefined): OpenContainer {
  if (Array.isArray(value)) return { value, keys: undefined, size: value.length, step, next: 0 };
  const keys = Object.keys(value);
  return { value, keys, size: keys.length, step, next: 0 };
}

function pathTo(step: Step | undefined): Path {
  const path: PathSegment[] = [];
  for (let at = step; at; at = at.parent) path.push(at.segment);
  return path.reverse();
}
