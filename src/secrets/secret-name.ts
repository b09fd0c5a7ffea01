import { wordsOf } from './words';

/** A word that is or ends in one of these names a secret: `secret`, `clientsecret`, `dbpassword`. */
const secretEndings = [
  'secret',
  'password',
  'passwd',
  'pwd',
  'passphrase',
  'passcode',
  'apikey',
  'accesskey',
  'token',
  'credential',
  'connectionstring',
];

/** The same for words that other words end in by chance. */
const secretWords = new Set(['pass', 'secrets', 'passwords', 'tokens', 'credentials', 'bearer', 'sas']);

/** `key` after one of these is a name, an index or meant to be public. */
const harmlessKeys = new Set([
  'alternate',
  'business',
  'cache',
  'composite',
  'config',
  'feature',
  'foreign',
  'group',
  'idempotency',
  'index',
  'instrumentation',
  'item',
  'lookup',
  'natural',
  'object',
  'partition',
  'primary',
  'project',
  'public',
  'record',
  'registry',
  'resource',
  'row',
  'site',
  'sort',
  'template',
  'translation',
  'unique',
]);

/** A name that ends in one of these tells something about the secret, and is not one. */
const aboutIt = new Set([
  'address',
  'audience',
  'count',
  'date',
  'days',
  'description',
  'duration',
  'enabled',
  'endpoint',
  'expiration',
  'expires',
  'expiry',
  'field',
  'flag',
  'format',
  'header',
  'hint',
  'id',
  'identifier',
  'ids',
  'in',
  'index',
  'issuer',
  'length',
  'lifetime',
  'limit',
  'link',
  'location',
  'mode',
  'name',
  'names',
  'number',
  'path',
  'policy',
  'prefix',
  'provider',
  'ref',
  'reference',
  'required',
  'reset',
  'rotation',
  'scope',
  'status',
  'store',
  'subject',
  'thumbprint',
  'time',
  'timeout',
  'ttl',
  'type',
  'uri',
  'url',
  'usage',
  'user',
  'username',
  'vault',
  'version',
  'visible',
]);

/**
 * Whether a name is that of a secret value, judged word by word: `ClientSecret`, `api_key` and `SpeechKey` are, while `SecretName`,
 * `TokenLifetime`, `KeyVaultUri`, `ClientId` and `PrimaryKey` are not.
 */
export function namesSecret(name: string): boolean {
  const words = wordsOf(name);
  const at = words.findIndex((_, i) => isSecretAt(words, i));
  if (at < 0) return false;
  // What qualifies a secret may follow it (`ApiKeyDev`); what is about it is no secret (`SecretName`), but the URL of a
  // shared access signature holds the signature.
  const isSignedUrl = words[at] === 'sas';
  return !words.slice(at + 1).some((word) => aboutIt.has(word) && !(isSignedUrl && /^ur[il]$/.test(word)));
}

function isSecretAt(words: readonly string[], i: number): boolean {
  const word = words[i] ?? '';
  const before = words[i - 1];
  if (secretWords.has(word) || secretEndings.some((ending) => word.endsWith(ending))) return true;
  // A key by itself may be anything; qualified by another word, and at the end but for `dev` or `prod`, it opens something.
  if (word === 'key' || word === 'keys') return before !== undefined && i > 0 && !harmlessKeys.has(before);
  return word === 'string' && before === 'connection';
}
