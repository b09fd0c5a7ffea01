/**
 * Tells whether a key is one of a few words, letter case aside.
 *
 * Asked about every member of every action. Most keys differ from all words in length already, or are written as the words are, so that
 * hardly one has to be turned into lower case.
 *
 * @param words in lower case
 */
export function keySet(...words: readonly string[]): (key: string) => boolean {
  const known = new Set(words);
  const lengths = new Set(words.map((word) => word.length));
  return (key) => lengths.has(key.length) && (known.has(key) || known.has(key.toLowerCase()));
}
