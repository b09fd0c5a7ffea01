/** Bits per character by the frequency of each (Shannon). */
export function entropy(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length);
  return bits;
}

/** How many of these a text has: small letters, capitals, digits, others. */
export function classCount(text: string): number {
  return [/\p{Ll}/u, /\p{Lu}/u, /\d/, /[^\p{L}\d\s]/u].filter((kind) => kind.test(text)).length;
}

/** Letters in words of three or more that can be spoken. */
function spoken(word: string): boolean {
  return (
    word.length >= 3 &&
    /[aeiouy\u00c0-\u024f]/i.test(word) &&
    !/[bcdfghjklmnpqrstvwxz]{5}/i.test(word) &&
    !/[aeiou]{4}/i.test(word)
  );
}

/**
 * Whether a text is made of words, numbers and what joins them, as names of things are: `kv-contoso-prod-weu`, `LeChuck-1990-ScummBar`,
 * `MicrosoftAuthenticator`. Random text has few words of four letters and more.
 */
export function readsAsWords(text: string): boolean {
  const parts = text.split(
    /[^\p{L}\d]+|(?<=\p{Ll})(?=\p{Lu})|(?<=\p{L})(?=\d)|(?<=\d)(?=\p{L})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})/u,
  );
  let letters = 0;
  let inWords = 0;
  let count = 0;
  for (const part of parts) {
    if (part === '') continue;
    if (/^\d+$/.test(part)) {
      letters += part.length > 4 ? part.length : 0;
      continue;
    }
    count += 1;
    letters += part.length;
    if (spoken(part)) inWords += part.length;
  }
  if ((text.match(/\p{L}\d|\d\p{L}/gu)?.length ?? 0) > 3) return isTaggedWords(text);
  return isTaggedWords(text) || letters === 0 || (inWords / letters >= 0.7 && letters / count >= 3.4);
}

/** Groups of one kind of character each: `de-DE-QWERTZ-105`. In random text the kinds are mixed. */
function isTaggedWords(text: string): boolean {
  const groups = text.split(/[-_.:/ ]/);
  return (
    groups.length >= 3 &&
    text.length <= 60 &&
    groups.every((group) => /^(?:\p{Lu}?\p{Ll}{1,20}|\p{Lu}{1,20}|\d{1,6})$/u.test(group))
  );
}

/** Whether characters follow each other as on a keyboard or in the alphabet: `0123456789abcdef`. */
export function isSequence(text: string): boolean {
  let steps = 0;
  for (let i = 1; i < text.length; i++) {
    if (Math.abs(text.charCodeAt(i) - text.charCodeAt(i - 1)) <= 1) steps += 1;
  }
  return text.length >= 6 && steps >= (text.length - 1) * 0.75;
}
