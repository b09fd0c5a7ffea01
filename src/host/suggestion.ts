import type { Suggestion } from './host';

/**
 * A change as Markdown that a reader can take over with a click. The fence is longer than any in the text, which comes from the file.
 * https://docs.github.com/pull-requests/collaborating-with-pull-requests/reviewing-changes-in-pull-requests/commenting-on-a-pull-request
 */
export function suggestionBlock({ text }: Suggestion): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}suggestion\n${text.replaceAll('\r\n', '\n')}\n${fence}`;
}
