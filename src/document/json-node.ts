import type { Path, PathSegment, Place, SourceDocument } from './place';

/**
 * A JSON value that knows where it stands. Rules and readers walk flows with nodes, so nobody has to type a path twice
 * or a line number at all. Nodes are made on demand and hold no copy of the value.
 */
export class JsonNode {
  constructor(
    readonly document: SourceDocument,
    readonly value: unknown,
    private readonly parent?: JsonNode,
    private readonly segment?: PathSegment,
  ) {}

  /** Path from the document's root. */
  get path(): Path {
    // Counted first, since flows are nested deep by some and asked for places often.
    let depth = 0;
    for (let node: JsonNode | undefined = this; node?.segment !== undefined; node = node.parent) depth += 1;
    const segments = new Array<PathSegment>(depth);
    for (let node: JsonNode | undefined = this; node?.segment !== undefined; node = node.parent) {
      depth -= 1;
      segments[depth] = node.segment;
    }
    return segments;
  }

  /** The object or array that holds this value; absent at the root. */
  get holder(): JsonNode | undefined {
    return this.parent;
  }

  get place(): Place {
    return { document: this.document, path: this.path };
  }

  /** The key or index under which this value lies; '' at the root. */
  get key(): string {
    return this.segment === undefined ? '' : String(this.segment);
  }

  /** The value if it is a string. */
  get text(): string | undefined {
    return typeof this.value === 'string' ? this.value : undefined;
  }

  get isObject(): boolean {
    return isJsonObject(this.value);
  }

  /**
   * The value below a chain of keys; letter case does not matter, as the platform reads flow JSON without regard to it.
   * An exact match wins over one that differs in case.
   */
  get(...keys: readonly string[]): JsonNode | undefined {
    let node: JsonNode | undefined = this;
    for (const key of keys) node = node?.member(key);
    return node;
  }

  /** The members of an object, in file order, all or those with a wanted key; none for any other value. */
  members(isWanted?: (key: string) => boolean): JsonNode[] {
    const value = this.value;
    if (!isJsonObject(value)) return [];
    const keys = Object.keys(value);
    return (isWanted ? keys.filter(isWanted) : keys).map((key) => new JsonNode(this.document, value[key], this, key));
  }

  /** The elements of an array; none for any other value. */
  items(): JsonNode[] {
    if (!Array.isArray(this.value)) return [];
    return this.value.map((item: unknown, index) => new JsonNode(this.document, item, this, index));
  }

  /** Members of an object or elements of an array. */
  children(): JsonNode[] {
    return Array.isArray(this.value) ? this.items() : this.members();
  }

  /** Every node below this one and itself, parents first, without recursion. */
  *descendants(): Generator<JsonNode> {
    const open: JsonNode[] = [this];
    for (let node = open.pop(); node; node = open.pop()) {
      yield node;
      const children = node.children();
      for (let i = children.length - 1; i >= 0; i--) open.push(children[i] as JsonNode);
    }
  }

  /**
   * The string values below this node, itself included, that are wanted, in file order, without recursion.
   * Flows are mostly strings that nobody wants, so no node is made for those.
   * @param isWantedMember asked about the members of this node itself; those below them all count
   */
  strings(isWanted: (text: string) => boolean, isWantedMember?: (key: string) => boolean): JsonNode[] {
    const found: JsonNode[] = [];
    const isOfUse = (value: unknown) =>
      typeof value === 'string' ? isWanted(value) : typeof value === 'object' && value !== null;
    const open: JsonNode[] = isOfUse(this.value) ? [this] : [];
    for (let node = open.pop(); node; node = open.pop()) {
      const { document, value } = node;
      if (typeof value === 'string') {
        found.push(node);
      } else if (Array.isArray(value)) {
        for (let i = value.length - 1; i >= 0; i--) {
          if (isOfUse(value[i])) open.push(new JsonNode(document, value[i], node, i));
        }
      } else if (isJsonObject(value)) {
        const keys = Object.keys(value);
        for (let i = keys.length - 1; i >= 0; i--) {
          const key = keys[i] as string;
          if (node === this && isWantedMember?.(key) === false) continue;
          if (isOfUse(value[key])) open.push(new JsonNode(document, value[key], node, key));
        }
      }
    }
    return found;
  }

  /** The string below a chain of keys, as `get` finds it, without making nodes on the way. */
  textAt(...keys: readonly string[]): string | undefined {
    let value: unknown = this.value;
    for (const key of keys) {
      const found = isJsonObject(value) ? keyIn(value, key) : undefined;
      if (found === undefined) return undefined;
      value = (value as Readonly<Record<string, unknown>>)[found];
    }
    return typeof value === 'string' ? value : undefined;
  }

  private member(key: string): JsonNode | undefined {
    const value = this.value;
    const found = isJsonObject(value) ? keyIn(value, key) : undefined;
    if (found === undefined) return undefined;
    return new JsonNode(this.document, (value as Readonly<Record<string, unknown>>)[found], this, found);
  }
}

/** The key of an object as it is written there, looked up without regard to letter case; an exact match wins. */
function keyIn(value: Readonly<Record<string, unknown>>, key: string): string | undefined {
  if (Object.hasOwn(value, key)) return key;
  const lower = key.toLowerCase();
  // Unlike `Object.keys` makes no list; what JSON.parse makes has no enumerable members but its own.
  for (const candidate in value) {
    if (candidate.length === lower.length && candidate.toLowerCase() === lower) return candidate;
  }
  return undefined;
}

/** Whether a JSON value is an object: neither null nor an array. */
export function isJsonObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
