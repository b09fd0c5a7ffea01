import type { JsonNode } from '../document/json-node';
import { isType, type Operation } from '../flow/flow';

/** An operation that hands out a secret, or takes one in by its nature. */
export interface SecretSource {
  /** What the secret is, as a maker would say it: words of ours, to stand in a sentence. */
  readonly secret: string;
  /** Where the secret appears: in what the operation returns, or in what it is given. */
  readonly side: 'outputs' | 'inputs';
  /** The paths below the outputs (or inputs) that hold the secret; everything else there is harmless. */
  readonly paths: readonly string[];
  /** The field that makes the operation what it is: where a finding points. */
  readonly at: JsonNode;
  /** Given where the name under which it is kept says that it is none: vaults hold settings beside secrets. */
  readonly isDoubtful?: true;
}

type Secret = Omit<SecretSource, 'at' | 'isDoubtful'>;

const vaultSecret: Secret = { secret: 'a secret from Azure Key Vault', side: 'outputs', paths: ['body/value'] };
const decryptedData: Secret = {
  secret: 'data decrypted with a key from Azure Key Vault',
  side: 'outputs',
  paths: ['body/rawData'],
};
const dataToEncrypt: Secret = {
  secret: 'the data that it encrypts',
  side: 'inputs',
  paths: ['parameters/operationInput/rawData', 'body/rawData'],
};
const secretVariable: Secret = {
  secret: 'the value of a secret environment variable',
  side: 'outputs',
  paths: ['body/EnvironmentVariableSecretValue'],
};
const accessToken: Secret = {
  secret: 'an access token',
  side: 'outputs',
  paths: ['body/access_token', 'body/refresh_token', 'body/id_token'],
};

/**
 * Operations of the Key Vault connector, in lower case. The others (lists, metadata, encryption's outputs) return no secret.
 * https://learn.microsoft.com/connectors/keyvault
 */
const vaultOperations: ReadonlyMap<string, Secret> = new Map([
  ['getsecret', vaultSecret],
  ['getsecretversion', vaultSecret],
  ['decryptdata', decryptedData],
  ['decryptdatawithversion', decryptedData],
  ['encryptdata', dataToEncrypt],
  ['encryptdatawithversion', dataToEncrypt],
]);

/** The same operations in the legacy form, which names a path instead: `/secrets/{name}/value`, `/keys/{name}/decrypt`. */
const vaultPaths: readonly (readonly [RegExp, Secret])[] = [
  [/^\/secrets\/.{1,500}\/value$/i, vaultSecret],
  [/^\/keys\/.{1,500}\/decrypt$/i, decryptedData],
  [/^\/keys\/.{1,500}\/encrypt$/i, dataToEncrypt],
];

/** https://learn.microsoft.com/power-apps/maker/data-platform/environmentvariables-azure-key-vault-secrets */
const secretVariableRead = /RetrieveEnvironmentVariableSecretValue/i;

/**
 * One secret, or one version of it, in a vault of any cloud; a list of versions holds no values.
 * https://learn.microsoft.com/azure/key-vault/general/about-keys-secrets-certificates
 */
const vaultAddress =
  /\.(?:vault\.azure\.net|vault\.azure\.cn|vault\.usgovcloudapi\.net|vault\.microsoftazure\.de)(?::\d{1,5})?\/secrets\/(?!.{1,500}\/versions\/?(?:[?'"]|$))[^/?#]/i;

/** Token endpoints of Entra ID (`/oauth2/v2.0/token`), of OAuth servers in general, and of SharePoint's app-only access. */
const tokenAddress = /\/(?:(?:oauth2?(?:\/v\d(?:\.\d)?)?|(?:openid-)?connect)\/token|tokens\/oauth\/2)\/?(?:[?#'"]|$)/i;

/** What secret an operation hands out or takes in by its nature; `undefined` for nearly all. */
export function secretSourceOf(operation: Operation): SecretSource | undefined {
  const source = sourceOf(operation);
  return source && namesSetting(keptName(operation, source)) ? { ...source, isDoubtful: true } : source;
}

/** The name under which a vault or a variable keeps the secret; '' where it is not written out. */
function keptName({ inputs }: Operation, { at }: SecretSource): string {
  const parameters = inputs?.get('parameters');
  const name = parameters?.textAt('secretName') ?? parameters?.textAt('item/EnvironmentVariableName');
  // In an address, and in the legacy form's `/secrets/@{encodeURIComponent('name')}/value`.
  return name ?? /\/secrets\/(?:@\{encodeURIComponent\(')?([\w-]{1,200})/i.exec(at.text ?? '')?.[1] ?? '';
}

/** Names of what identifies or addresses somebody, and opens nothing: `ClientId`, `tenant-id`, `smtp_user`. A URL may hold a key. */
const settings: readonly RegExp[] = [
  /[a-z0-9](?:Id|Ids|Name|User|UserName|Username|Upn|UPN|Email|Host|HostName|Hostname|Server|Domain|Region|Tenant|Recipients?)$/,
  /(?:^|[-_. ])(?:ids?|name|user|username|upn|email|host|hostname|server|domain|region|tenant|recipients?)$/i,
  /(?:client|app|application|tenant|directory|subscription|object)id$|username$/i,
];

function namesSetting(name: string): boolean {
  return settings.some((pattern) => pattern.test(name));
}

function sourceOf(operation: Operation): SecretSource | undefined {
  if (isType(operation, 'Http')) return httpSource(operation.inputs?.get('uri'), operation.inputs?.get('body'));
  if (!isType(operation, 'OpenApiConnection', 'ApiConnection')) return undefined;
  const { connector } = operation;
  const { inputs } = operation;
  if (!connector || !inputs) return undefined;
  if (connector.connector.includes('keyvault')) return vaultSource(operation, inputs);
  if (connector.connector.startsWith('shared_webcontents'))
    return httpSource(inputs.get('parameters', 'request/url'), inputs.get('parameters', 'request/body'));
  if (connector.connector.startsWith('shared_commondataservice')) return dataverseSource(inputs);
  return undefined;
}

function vaultSource({ connector }: Operation, inputs: JsonNode): SecretSource | undefined {
  const byName = vaultOperations.get(connector?.operationId?.toLowerCase() ?? '');
  const at = inputs.get('host', 'operationId');
  if (byName && at) return { ...byName, at };
  const path = inputs.get('path');
  const byPath = vaultPaths.find(([pattern]) => pattern.test(path?.text ?? ''))?.[1];
  return byPath && path ? { ...byPath, at: path } : undefined;
}

/** The action's name is often an expression (`@trim('...')`), and in the legacy form part of a path. */
function dataverseSource(inputs: JsonNode): SecretSource | undefined {
  const at = [inputs.get('parameters', 'actionName'), inputs.get('path')].find((node) =>
    secretVariableRead.test(node?.text ?? ''),
  );
  return at && { ...secretVariable, at };
}

function httpSource(uri: JsonNode | undefined, body: JsonNode | undefined): SecretSource | undefined {
  const address = uri?.text ?? '';
  if (!uri) return undefined;
  if (vaultAddress.test(address)) return { ...vaultSecret, at: uri };
  if (secretVariableRead.test(address)) return { ...secretVariable, at: uri };
  return tokenAddress.test(address) || asksForToken(body) ? { ...accessToken, at: uri } : undefined;
}

/** Whatever its address, a request that names a grant asks for a token. https://datatracker.ietf.org/doc/html/rfc6749#section-4.4.2 */
function asksForToken(body: JsonNode | undefined): boolean {
  return body?.get('grant_type') !== undefined || /\bgrant_type["']?\s{0,4}[=:]/i.test(body?.text ?? '');
}
