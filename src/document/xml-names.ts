/**
 * Names the children of one element as path segments: `name` for the first of its name, then `name[2]`, `name[3]`.
 * Names that differ in case are different names, as in XML.
 */
export class SiblingNames {
  private readonly counts = new Map<string, number>();

  next(name: string): string {
    const count = (this.counts.get(name) ?? 0) + 1;
    this.counts.set(name, count);
    return count === 1 ? name : `${name}[${count}]`;
  }
}

/** The path segment of an attribute. */
export function attributeSegment(name: string): string {
  return `@${name}`;
}
