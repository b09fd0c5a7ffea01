import { writeMessage } from '../engine/message';
import type { PathLocation } from '../findings/finding';
import { plural, withoutMiddle } from './phrases';
import { mermaidText, visible } from './visible';

/** More than these are no picture any more. */
const maxNodes = 9;

/**
 * The way of the data as a Mermaid flowchart, the place of harm marked. Every label is made of letters, digits, blanks and
 * entities. https://mermaid.js.org/syntax/flowchart.html
 */
export function dataPathDiagram(path: readonly PathLocation[]): string {
  const { first, leftOut, last } = withoutMiddle(path, maxNodes);
  const labels = [
    ...first.map(labelOf),
    ...(leftOut > 0 ? [mermaidText(plural(leftOut, 'more step'))] : []),
    ...last.map(labelOf),
  ];
  // Side by side while that fits the page.
  const direction = labels.length > 4 ? 'TB' : 'LR';
  const nodes = labels.map((label, i) => {
    const [open, close] = i === 0 ? ['([', '])'] : i === labels.length - 1 ? ['{{', '}}'] : ['[', ']'];
    return `  s${i}${open}"${label}"${close}`;
  });
  const lines = [
    `flowchart ${direction}`,
    ...nodes,
    `  ${labels.map((_, i) => `s${i}`).join(' --> ')}`,
    // Red on light and on dark; the shape tells it without colour.
    '  classDef harm stroke:#d1242f,stroke-width:3px',
    `  class s${labels.length - 1} harm`,
  ];
  return ['```mermaid', ...lines, '```'].join('\n');
}

function labelOf({ message, region }: PathLocation): string {
  const says = writeMessage(
    message,
    (value) => `"${visible(value, 40)}"`,
    (words) => visible(words, 120),
  );
  return mermaidText(`line ${region.startLine}: ${says}`, 200);
}
