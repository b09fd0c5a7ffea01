import { markdownCode } from './visible';

/**
 * A text of ours that may or may not hold names. What is made of plain words is read as prose; whatever could be a link, a mention or
 * a reference on some platform (GitHub links hashes of commits too) is quoted as a name.
 */
export function proseOrCode(text: string, limit = 500): string {
  const words = text.split(' ');
  const isPlain = words.every((word) => /^["'(-]*[A-Za-z][A-Za-z"'()-]*[,;:.]?$/.test(word));
  return isPlain && text.length <= limit && !/\b[a-f]{7,}\b/i.test(text) ? text : markdownCode(text, limit);
}

/** What a comment kept is a rule's id only if it looks like one. */
export function isRuleId(id: string): boolean {
  return id.length <= 100 && /^[a-z][a-z0-9]*(?:-[a-z0-9]+)+$/.test(id);
}

/** What comes between is hidden until somebody opens it. @param title as HTML */
export function details(title: string, isOpen = false): readonly [string, string] {
  return [`<details${isOpen ? ' open' : ''}><summary>${title}</summary>`, '</details>'];
}
