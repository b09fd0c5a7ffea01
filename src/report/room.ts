/** What is left of the length that a platform takes. A text is written whole or not at all. */
export class Room {
  constructor(private left: number) {}

  /** Takes the room of a text and of what parts it from the next; `false` where there is not so much. */
  take(...texts: readonly string[]): boolean {
    const length = lengthOf(texts);
    if (length > this.left) return false;
    this.left -= length;
    return true;
  }

  /** Takes it even where there is not so much: what must be there. */
  reserve(...texts: readonly string[]): void {
    this.left -= lengthOf(texts);
  }

  /** Entries that are shown and how many are not, the first first. @param share of what is left, up to 1 */
  fill<T>(entries: readonly T[], write: (entry: T) => string, share = 1): Filled {
    const part = new Room(this.left * share);
    const texts: string[] = [];
    for (const entry of entries) {
      const text = write(entry);
      if (!part.take(text)) break;
      texts.push(text);
    }
    this.reserve(...texts);
    return { texts, leftOut: entries.length - texts.length };
  }
}

export interface Filled {
  readonly texts: readonly string[];
  readonly leftOut: number;
}

/** Two line ends part blocks. */
const gap = 2;

function lengthOf(texts: readonly string[]): number {
  return texts.reduce((sum, text) => sum + text.length + gap, 0);
}
