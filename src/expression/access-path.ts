import { constantText } from './constant-text';
import type { CallNode, ExpressionNode } from './tree';

/** A chain of property accesses and indexers, from the call that it starts at outwards. */
export interface AccessPath {
  readonly call: CallNode;
  /**
   * `.name` and `['name']` (also `[concat('na', 'me')]`) as the string, any other index as its node.
   *
   * A name is kept whole where it holds a slash: for connector outputs the platform reads `outputs('Get')?['body/value']` as
   * `outputs('Get')?['body']?['value']`, but `/` may as well be part of a key. Letter case is kept too.
   */
  readonly segments: readonly (string | ExpressionNode)[];
}

/**
 * The access path that a node is, or `undefined` where it is a literal. `body('X')?['a'].b` gives the call of `body` and
 * `['a', 'b']`; a call by itself gives no segments. Whether a step is optional (`?`) makes no difference to what it reads.
 *
 * Takes time linear in the length of the chain: over a whole tree ask at the outer end of each chain only.
 */
export function accessPath(node: ExpressionNode): AccessPath | undefined {
  const segments: (string | ExpressionNode)[] = [];
  let at = node;
  while (at.kind === 'property' || at.kind === 'index') {
    segments.push(at.kind === 'property' ? at.name : (constantText(at.index)?.text ?? at.index));
    at = at.object;
  }
  return at.kind === 'call' ? { call: at, segments: segments.reverse() } : undefined;
}
