import { isPipelineToken, isVaultReference } from '../../src/secrets/vault-reference';

const reference =
  '/subscriptions/a59e02a3-0000-4000-8000-000000000001/resourceGroups/rg-orders/providers/Microsoft.KeyVault/vaults/kv-orders/secrets/stock-key';

test.each([
  reference,
  reference.toLowerCase(),
  ` ${reference}\n`,
  `${reference}/0123456789abcdef`,
  reference.replace('rg-orders', '$(ResourceGroup)'),
])('a reference: %j', (value) => {
  expect(isVaultReference(value)).toBe(true);
});

test.each([
  '',
  'swordfish',
  reference.slice(1),
  reference.replace('/stock-key', ''),
  reference.replace('/stock-key', '/'),
  reference.replace('secrets', 'keys'),
  reference.replace('Microsoft.KeyVault', 'Microsoft.Storage'),
  'https://kv-orders.vault.azure.net/secrets/stock-key',
  '@Microsoft.KeyVault(SecretUri=https://kv-orders.vault.azure.net/secrets/stock-key)',
  `see ${reference}`,
])('no reference: %j', (value) => {
  expect(isVaultReference(value)).toBe(false);
});

test.each([
  '#{StockKey}#',
  '#{StockKey}',
  '$(StockKey)',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: what pipelines replace looks like this
  '${{ secrets.STOCK_KEY }}',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: what pipelines replace looks like this
  '${STOCK_KEY}',
  '__StockKey__',
  '@@StockKey@@',
  '{{StockKey}}',
  '%STOCK_KEY%',
  ' #{StockKey}# ',
])('replaced by a pipeline: %j', (value) => {
  expect(isPipelineToken(value)).toBe(true);
});

test.each(['', 'swordfish', '#{}#', '$()', '____', '#{a}# and more', 'Sword$(fish)', '#{a}##{b}#', '{StockKey}'])(
  'written out: %j',
  (value) => {
    expect(isPipelineToken(value)).toBe(false);
  },
);
