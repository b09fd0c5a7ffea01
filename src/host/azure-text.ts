/**
 * Characters that nobody sees. Agents before 2026 looked for their marker with a comparison that skips these, so that
 * `#<soft hyphen>#vso[` was a command too.
 * https://learn.microsoft.com/dotnet/core/extensions/globalization-icu
 */
const unseen = /(?!\t)[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

/**
 * Lines for the log on which the agent does nothing but show them. It acts on `##vso[` anywhere in a line, on `##[` at the
 * start, and ends a line at a carriage return too. A visible character breaks every pair, those that overlap included.
 * https://learn.microsoft.com/azure/devops/pipelines/scripts/logging-commands
 */
export function harmlessLines(text: string): readonly string[] {
  const lines = text.split(/\r\n|\r|\n/);
  if (lines.at(-1) === '') lines.pop();
  return lines.map(harmless);
}

/** The same for a text that has to stay one line. */
export function harmless(text: string): string {
  return text.replace(unseen, written).replace(/#(?=#)/g, '#\\');
}

function written(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16).toUpperCase()}}`;
}

/**
 * Markdown in which no number links to a work item. Names come with their characters as `&#64;`, and how Azure DevOps looks
 * for `#64` is nowhere written; as `&#x40;` there is none to be found.
 * https://learn.microsoft.com/azure/devops/project/wiki/markdown-guidance#link-to-work-items-from-a-wiki-page
 */
export function withoutWorkItems(markdown: string): string {
  return markdown.replace(/&#(\d+);/g, (_, code: string) => `&#x${Number(code).toString(16)};`);
}

/** `fail-on` as the task calls it: `failOn`. Names of inputs and outputs may hold letters and digits only. */
export function camelCase(name: string): string {
  return name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
