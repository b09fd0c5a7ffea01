import { tellingApart, tokenWords } from './context/name-vocabulary';
import { nameWords } from './context/name-words';
import { baseName, classifyName } from './context/names';

/**
 * Whether a name is that of a secret value, judged word by word: `ClientSecret`, `api_key` and `SpeechKey` are, while `SecretName`,
 * `TokenLifetime`, `KeyVaultUri`, `ClientId` and `PrimaryKey` are not.
 */
export function namesSecret(name: string): boolean {
  const named = classifyName(name);
  if (named !== 'weak') return named !== undefined;
  // A key by itself may be anything; a token, or a key qualified by another word, opens something.
  const words = nameWords(baseName(name)).filter((word) => !tellingApart.has(word));
  if (words.at(-1) === 'auth') return false;
  return words.length > 1 || words.some((word) => tokenWords.has(word));
}
