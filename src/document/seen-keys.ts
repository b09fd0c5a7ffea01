/** Up to here comparing with every key is faster than hashing; nearly all objects in flows have fewer. */
const FEW = 16;

/** The keys that one object had so far. */
export class SeenKeys {
  private readonly few: string[] = [];
  private many: Set<string> | undefined;

  /** Adds a key; `false` when it was there already. */
  add(key: string): boolean {
    if (this.many) {
      const { size } = this.many;
      return this.many.add(key).size > size;
    }
    if (this.few.includes(key)) return false;
    this.few.push(key);
    if (this.few.length > FEW) this.many = new Set(this.few);
    return true;
  }
}
