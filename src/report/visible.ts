/**
 * Everything in a solution is hostile text. These are the escapes of each channel; a report that prints a name without one
 * of them is a bug.
 */

/**
 * Characters that a reader cannot see or that change what surrounds them: controls, format characters (bidi overrides among
 * them), surrogates, private use, unassigned, odd blanks and characters that join or vanish.
 */
export const invisible =
  // biome-ignore lint/suspicious/noMisleadingCharacterClass: each is meant by itself
  /[\p{C}\p{Zl}\p{Zp}\u034F\u115F\u1160\u17B4\u17B5\u180B-\u180F\u2800\u3164\uFE00-\uFE0F\uFFA0\u{E0100}-\u{E01EF}]|(?! )\p{Zs}/gu;

/** Makes every character seen, as `\u{202E}`, and cuts after `limit` characters. */
export function visible(text: string, limit = 200): string {
  // No character gets shorter, so what lies behind twice the limit (of surrogate pairs) is never shown.
  const shown = text
    .slice(0, 2 * limit + 2)
    .replace(invisible, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16).toUpperCase()}}`);
  if (shown.length <= limit) return shown;
  const characters = [...shown];
  return characters.length <= limit ? shown : `${characters.slice(0, limit - 1).join('')}…`;
}

/**
 * For a line of a build log. GitHub acts on `::` at the start of a line and on `##[` anywhere, Azure on `##vso[` anywhere; a
 * zero-width character would hide the change, so a visible one breaks every pair, those that overlap included.
 * https://docs.github.com/actions/reference/workflow-commands-for-github-actions
 */
export function logText(text: string, limit?: number): string {
  return withoutPairs(visible(text, limit));
}

/** Breaks the pairs in what is composed already: two names, or a name and our own colon, may make one where they meet. */
export function withoutPairs(text: string): string {
  return text.replace(/([#:])(?=\1)/g, '$1\\');
}

/** For Markdown, inline: shown in a code span made of HTML, in which no Markdown, no HTML and no mention acts. */
export function markdownCode(text: string, limit?: number): string {
  return `<code>${entities(visible(text, limit))}</code>`;
}

/** For Markdown prose of our own that quotes names: every character that Markdown or HTML could act on becomes an entity. */
export function markdownText(text: string, limit = 2000): string {
  return entities(visible(text, limit));
}

/** For words of our own in Markdown, readable in its source too: what Markdown could act on becomes an entity, and the text is ASCII. */
export function markdownWords(words: string): string {
  return words.replace(/[^\x20-\x7E]|[\\`*_~<>|&[\]@#$]|:(?=\/\/)/gu, (character) => `&#${character.codePointAt(0)};`);
}

function entities(text: string): string {
  return text.replace(/[^A-Za-z0-9 ]/gu, (character) => `&#${character.codePointAt(0)};`);
}

/**
 * For a quoted label of a Mermaid diagram in a fence: every character that Mermaid, Markdown or HTML could act on becomes Mermaid's own
 * entity. https://mermaid.js.org/syntax/flowchart.html#entity-codes-to-escape-characters
 */
export function mermaidText(text: string, limit?: number): string {
  return visible(text, limit).replace(/[^A-Za-z0-9 ]/gu, (character) => `#${character.codePointAt(0)};`);
}

/** For SARIF message texts, in which brackets make links (SARIF 2.1.0 section 3.11.6). */
export function sarifText(text: string, limit = 2000): string {
  return visible(text, limit).replace(/[\\[\]]/g, '\\$&');
}
