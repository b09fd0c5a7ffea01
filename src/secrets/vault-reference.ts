/**
 * A reference to a secret in Azure Key Vault, as an environment variable of type Secret stores it.
 * https://learn.microsoft.com/power-apps/maker/data-platform/environmentvariables-azure-key-vault-secrets
 */
export function isVaultReference(value: string): boolean {
  return /^\s*\/subscriptions\/[^/]{1,100}\/resourcegroups\/[^/]{1,200}\/providers\/microsoft\.keyvault\/vaults\/[^/]{1,100}\/secrets\/[^/]{1,200}/i.test(
    value,
  );
}

/**
 * A mark that a pipeline replaces with the real value: `#{x}#`, `$(x)`, `${{ x }}`, `${x}`, `__x__`, `@@x@@`, `{{x}}`, `%x%`.
 * What it will be replaced with is not in the file.
 */
export function isPipelineToken(value: string): boolean {
  return /^\s*(?:#\{[^{}]{1,200}\}#?|\$\([^()]{1,200}\)|\$\{\{[^{}]{1,200}\}\}|\$\{[^{}]{1,200}\}|__[\w.-]{1,200}__|@@[\w.-]{1,200}@@|\{\{[^{}]{1,200}\}\}|%[\w.-]{1,200}%)\s*$/.test(
    value,
  );
}
