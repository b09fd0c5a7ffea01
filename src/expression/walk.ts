import type { ExpressionNode } from './tree';

/**
 * Visits a tree in pre-order, children in the order in which they stand in the source.
 *
 * Keeps its own stack, so a tree of any height is safe.
 */
export function walkExpression(
  root: ExpressionNode,
  visit: (node: ExpressionNode, parent: ExpressionNode | undefined) => void,
): void {
  const pending: { readonly node: ExpressionNode; readonly parent: ExpressionNode | undefined }[] = [
    { node: root, parent: undefined },
  ];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { node, parent } = next;
    visit(node, parent);
    for (const child of childrenOf(node).toReversed()) pending.push({ node: child, parent: node });
  }
}

function childrenOf(node: ExpressionNode): readonly ExpressionNode[] {
  switch (node.kind) {
    case 'call':
      return node.args;
    case 'property':
      return [node.object];
    case 'index':
      return [node.object, node.index];
    default:
      return [];
  }
}
