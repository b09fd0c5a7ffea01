/**
 * Finds every place of many words in one pass over a text: the automaton of Aho and Corasick ("Efficient string matching: an aid to
 * bibliographic search", Communications of the ACM 18, 1975) as one table. Upper case letters count as lower case.
 */
export class AnchorAutomaton {
  readonly #next: Int32Array;
  readonly #ends: readonly (readonly number[])[];

  /** `words` are ASCII and lower case. */
  constructor(words: readonly string[]) {
    const { next, ends } = tableOf(trieOf(words));
    this.#next = next;
    this.#ends = ends;
  }

  /** Calls `found` with the index of each word found and the place after it, in the order of the places. */
  scan(text: string, found: (word: number, end: number) => void): void {
    const next = this.#next;
    let state = 0;
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      const entry = code < width ? (next[state + code] ?? 0) : 0;
      state = entry & rowMask;
      if (entry < 0) for (const word of this.#ends[state / width] ?? []) found(word, i + 1);
    }
  }
}

/** Entries of a row of the table: one for each ASCII code. */
const width = 128;
/** An entry is where the row of the next state begins; the sign tells that words end there. */
const rowMask = 0x7fffffff;
const wordsEnd = ~rowMask;

interface Trie {
  /** For each state, the state after each character code. */
  readonly children: Map<number, number>[];
  /** For each state, the words that end in it. */
  readonly ends: number[][];
}

function trieOf(words: readonly string[]): Trie {
  const trie: Trie = { children: [new Map()], ends: [[]] };
  words.forEach((word, index) => {
    let state = 0;
    for (const char of word) {
      const code = char.charCodeAt(0);
      let child = trie.children[state]?.get(code);
      if (child === undefined) {
        child = trie.children.push(new Map()) - 1;
        trie.ends.push([]);
        trie.children[state]?.set(code, child);
      }
      state = child;
    }
    trie.ends[state]?.push(index);
  });
  return trie;
}

/** Fills the table level by level: where a state has no child for a character, its longest suffix that is a state decides. */
function tableOf({ children, ends }: Trie): { next: Int32Array; ends: readonly (readonly number[])[] } {
  const next = new Int32Array(children.length * width);
  const suffix = new Int32Array(children.length);
  const queue = [0];
  for (const state of queue) {
    const below = children[state] ?? new Map<number, number>();
    // A state other than the first begins as a copy of its suffix, whose row is complete.
    if (state !== 0) next.copyWithin(state * width, (suffix[state] ?? 0) * width, ((suffix[state] ?? 0) + 1) * width);
    for (const [code, child] of below) {
      const fallback = state === 0 ? 0 : ((next[state * width + code] ?? 0) & rowMask) / width;
      suffix[child] = fallback;
      ends[child]?.push(...(ends[fallback] ?? []));
      const entry = (child * width) | (ends[child]?.length === 0 ? 0 : wordsEnd);
      next[state * width + code] = entry;
      queue.push(child);
    }
    foldCase(next, state * width);
  }
  return { next, ends };
}

function foldCase(next: Int32Array, row: number): void {
  for (let code = 65; code <= 90; code++) next[row + code] = next[row + code + 32] ?? 0;
}
