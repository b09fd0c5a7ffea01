import { constantText } from './constant-text';
import type { ExpressionNode } from './tree';

/** What an expression may give: the texts that stand in it as results, and the parts whose result is not known without running the flow. */
export interface PossibleTexts {
  readonly texts: readonly string[];
  readonly unknown: readonly ExpressionNode[];
}

/** Functions that choose between their arguments or change nothing but letter case and blanks: the arguments that may be the result. */
const choosing: ReadonlyMap<string, (args: readonly ExpressionNode[]) => readonly ExpressionNode[]> = new Map<
  string,
  (args: readonly ExpressionNode[]) => readonly ExpressionNode[]
>([
  ['if', (args) => args.slice(1)],
  ['coalesce', (args) => args],
  ['string', (args) => args.slice(0, 1)],
  ['trim', (args) => args.slice(0, 1)],
  ['tolower', (args) => args.slice(0, 1)],
  ['toupper', (args) => args.slice(0, 1)],
]);

/**
 * The texts that an expression may give, letter case and outer blanks aside. Keeps its own stack, so a tree of any height is safe.
 *
 * https://learn.microsoft.com/azure/logic-apps/workflow-definition-language-functions-reference
 */
export function possibleTexts(root: ExpressionNode): PossibleTexts {
  const texts: string[] = [];
  const unknown: ExpressionNode[] = [];
  const open: ExpressionNode[] = [root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    const constant = constantText(node)?.text;
    const choices = node.kind === 'call' ? choosing.get(node.lowerName)?.(node.args) : undefined;
    if (constant !== undefined) texts.push(constant);
    else if (choices) open.push(...choices.toReversed());
    else if (node.kind !== 'null') unknown.push(node);
  }
  return { texts, unknown };
}
