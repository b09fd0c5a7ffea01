import type { ExpressionNode } from './tree';
import type { ParsedValue } from './value';

/**
 * The text with which a value begins whatever its parameters are at run time: up to the first part that is not constant.
 * '' when nothing is known. Linear in the size of the value.
 */
export function constantPrefix(parsed: ParsedValue): string {
  if (parsed.kind === 'literal') return parsed.value;
  const open: (ExpressionNode | string)[] =
    parsed.kind === 'expression'
      ? [parsed.root]
      : [...parsed.parts].reverse().map((part) => (part.kind === 'text' ? part.value : part.root));
  let prefix = '';
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (typeof next === 'string') prefix += next;
    else if (next.kind === 'string') prefix += next.value;
    // Of the functions only concat begins as its first argument does, whatever that is.
    else if (next.kind === 'call' && next.lowerName === 'concat') open.push(...[...next.args].reverse());
    else break;
  }
  return prefix;
}
