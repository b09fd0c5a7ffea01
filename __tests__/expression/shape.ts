import { type ExpressionNode, parseValue } from '../../src/expression';

/** A tree on one line, without offsets, so that tables of examples stay readable. */
export function shape(node: ExpressionNode): string {
  switch (node.kind) {
    case 'call':
      return `${node.name}(${node.args.map(shape).join(' ')})`;
    case 'string':
      return JSON.stringify(node.value);
    case 'number':
    case 'boolean':
      return String(node.value);
    case 'null':
      return 'null';
    case 'property':
      return `{${shape(node.object)} ${node.optional ? '?.' : '.'} ${node.name}}`;
    case 'index':
      return `{${shape(node.object)} ${node.optional ? '?[]' : '[]'} ${shape(node.index)}}`;
  }
}

/** The tree of a whole-string expression. */
export function rootOf(text: string): ExpressionNode {
  const parsed = parseValue(text);
  if (parsed.kind !== 'expression') throw new Error(`not an expression but ${parsed.kind}`);
  return parsed.root;
}
