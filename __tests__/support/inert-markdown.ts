import { rules } from '../../src/rules';

/**
 * What in a Markdown text of ours is not known to do nothing: each line without our own words, the code spans of names, links to
 * rule pages, and the diagrams, whose lines have fixed forms. Empty when all is well.
 */
export function strangeParts(
  markdown: string,
  ruleIds: readonly string[] = rules.map(({ meta }) => meta.id),
): string[] {
  const strange: string[] = [];
  let isDiagram = false;
  for (const line of markdown.replace(/\n$/, '').split('\n')) {
    if (line === '  ```mermaid' || (isDiagram && line === '  ```')) isDiagram = !isDiagram;
    else if (isDiagram ? !diagramLine.test(line) : !isPlain(withoutNames(line, ruleIds))) strange.push(line);
  }
  return isDiagram ? [...strange, 'a diagram does not end'] : strange;
}

/** A line in which names, links to rule pages and our own tags are words. */
export function withoutNames(line: string, ruleIds: readonly string[]): string {
  const ids = new Set(ruleIds);
  return line
    .replaceAll(/<code>(?:[A-Za-z0-9 ]|&#[1-9]\d*;)*<\/code>/g, 'NAME')
    .replaceAll(
      /\[([a-z-]+)\]\(https:\/\/github\.com\/flowgate\/flowgate\/blob\/main\/docs\/rules\/\1\.md\)/g,
      (link, id) => (ids.has(id) ? 'RULE' : link),
    )
    .replaceAll(/^<details(?: open)?><summary>(.*)<\/summary>$|^<\/details>$/g, '$1')
    .replaceAll(/<b>([A-Za-z0-9 (),:]*)<\/b>/g, '$1')
    .replaceAll(/&(?:#[1-9]\d*|ndash|rsaquo);/g, '');
}

function isPlain(words: string): boolean {
  return plain.test(words) && !/#\d|:\/\/|\bwww\./.test(words);
}

/** Nothing of this starts a link, a mention, a tag, code or an escape; cells of a table are numbers and our words. */
const plain = /^[A-Za-z0-9 .,;:'"()/*?!%+=#-]*$|^\|(?: (?:[a-z0-9]*|-{3}:?) \|)+$/;

const diagramLine = new RegExp(
  [
    '^ {2}flowchart (?:LR|TB)$',
    ...[
      ['\\(\\[', '\\]\\)'],
      ['\\[', '\\]'],
      ['\\{\\{', '\\}\\}'],
    ].map(([open, close]) => `^ {4}s\\d${open}"(?:[A-Za-z0-9 ]|#[1-9]\\d*;)*"${close}$`),
    '^ {4}s0(?: --> s\\d)+$',
    '^ {4}classDef harm stroke:#d1242f,stroke-width:3px$',
    '^ {4}class s\\d harm$',
  ].join('|'),
);
