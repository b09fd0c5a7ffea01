/** What the product calls itself, and where its pages are. The version is that of package.json, set when bundling. */
declare const __FLOWGATE_VERSION__: string | undefined;

export const product = {
  name: 'FlowGate',
  version: typeof __FLOWGATE_VERSION__ === 'string' ? __FLOWGATE_VERSION__ : '0.0.0-source',
  repository: 'https://github.com/flowgate/flowgate',
} as const;

/** The page of a rule. */
export function rulePage(ruleId: string): string {
  return `${product.repository}/blob/main/docs/rules/${ruleId}.md`;
}
