import {
  aboutWords,
  aboutWordsBefore,
  harmlessQualifiers,
  joints,
  keyEndings,
  keyWords,
  leadingWords,
  openingWords,
  passwordEndings,
  passwordWords,
  secretEndings,
  secretWords,
  services,
  tellingApart,
  tokenWords,
} from './name-vocabulary';
import { nameWords } from './name-words';

/**
 * How much a name says.
 * - `password`: a password, however weak
 * - `strong`: a key, token or secret that opens something
 * - `weak`: a key or token of some kind
 */
export type NameClass = 'password' | 'strong' | 'weak';

/** Words that end in `key` or `token` and have nothing to do with either. */
const accidental = /^(?:monkey|turkey|hockey|jockey|donkey|whiskey|mickey|smokey|lackey|hotkey|passkey|betoken)$/;

/**
 * What a name says of the value that it names, judged word by word: `ClientSecret`, `api_key` and `mot de passe` name secrets, while
 * `SecretName`, `TokenLifetime`, `KeyVaultUri`, `ClientId` and `PartitionKey` do not. `undefined`: nothing.
 */
export function classifyName(name: string): NameClass | undefined {
  const known = remembered.get(name);
  if (known !== undefined || remembered.has(name)) return known;
  if (remembered.size >= maxRemembered) remembered.clear();
  const found = judgeName(name);
  remembered.set(name, found);
  return found;
}

/** Solutions repeat a few names over and over. */
const remembered = new Map<string, NameClass | undefined>();
const maxRemembered = 5000;

function judgeName(name: string): NameClass | undefined {
  const base = baseName(name);
  if (base === '') return undefined;
  const outer = judgeWords(nameWords(base));
  if (outer !== undefined) return outer === 'none' ? undefined : outer;
  // `Wert (cr1a2_ApiKey)`: the display name of an environment variable, and its schema name behind it.
  const inner = /\(([\w.-]{1,120})\)\s{0,4}$/.exec(name)?.[1];
  const judged = inner === undefined ? undefined : judgeWords(nameWords(inner));
  return judged === 'none' ? undefined : judged;
}

/** The name without the path before it and the schema name behind it; '' for an annotation such as `x@odata.bind`. */
export function baseName(name: string): string {
  const bare = name.replace(/\([\w.-]{1,120}\)\s{0,4}$/, '');
  if (/[^\s@]@[a-z]/i.test(bare)) return '';
  return bare.slice(bare.lastIndexOf('/') + 1).trim();
}

/** `none`: the name speaks of secrets, but what it names is none. */
function judgeWords(words: readonly string[]): NameClass | 'none' | undefined {
  for (let i = words.length - 1; i >= 0; i--) {
    const found = classAt(words, i);
    if (found === undefined) continue;
    const after = words.slice(i + 1);
    if (found === 'none' || isAbout(words, i, after) || aboutWordsBefore.has(words[i - 1] ?? '')) return 'none';
    // A key or token of an unknown kind must be what the name ends in.
    if (found === 'weak' && !after.every((word) => tellingApart.has(word))) continue;
    return found;
  }
  return undefined;
}

function isAbout(words: readonly string[], i: number, after: readonly string[]): boolean {
  // The URL of a shared access signature holds the signature.
  const isSigned = words[i] === 'sas' && /^ur[il]$/.test(after[0] ?? '');
  return after.slice(isSigned ? 1 : 0).some((word) => aboutWords.has(word));
}

function classAt(words: readonly string[], i: number): NameClass | 'none' | undefined {
  const word = words[i] ?? '';
  const tail = words.slice(Math.max(0, i - 3), i + 1).join('');
  const before = words[i - 1] ?? '';
  if (passwordWords.has(word) || passwordEndings.some((ending) => tail.endsWith(ending)))
    return hashed(before, 'password');
  if (word === 'clave' && words.length === 1) return 'password';
  if (secretWords.has(word) || secretEndings.some((ending) => tail.endsWith(ending))) return hashed(before, 'strong');
  if (keyWords.has(word)) return keyOrToken(words, i);
  if (tokenWords.has(word)) return keyOrToken(words, i);
  if (word === 'auth') return i === words.length - 1 ? 'weak' : undefined;
  return compound(word);
}

/** `passwordHash` is vetoed by what follows, `hashedPassword` by what stands before. */
function hashed(before: string, found: NameClass): NameClass | 'none' {
  return /^(?:hash|hashed|public|forgot|forgotten)$/.test(before) ? 'none' : found;
}

function keyOrToken(words: readonly string[], i: number): NameClass | 'none' {
  const before = words[i - 1] ?? '';
  // `PublicKeyToken` is the digest of a public key.
  if (harmlessQualifiers.has(before) || (before === 'key' && words[i - 2] === 'public')) return 'none';
  if (openingWords.has(before) || openingEndings.some((ending) => before.endsWith(ending))) return 'strong';
  if (isOfService(words.slice(0, i))) return 'strong';
  // `clave de acceso`, `cle API`, but also `key api`.
  const after = words[i + 1] ?? '';
  if (harmlessQualifiers.has(after)) return 'none';
  return openingWords.has(after) ? 'strong' : 'weak';
}

/** Whether the last words, joined, are a service: `Open AI`, `Send Grid`. */
function isOfService(words: readonly string[]): boolean {
  return [1, 2, 3].some((count) => services.has(words.slice(-count).join('')));
}

/** What a word before `key` may end in when a publisher wrote all in lower case: `storageaccount`, `openai`. */
const openingEndings = [
  'account',
  'access',
  'admin',
  'api',
  'auth',
  'function',
  'master',
  'search',
  'service',
  'services',
  'shared',
  'signing',
  'storage',
  'subscription',
] as const;

/** `storageaccountkey`, `Lizenzschlussel`, `accesstoken`: one word of which the last part counts. */
function compound(word: string): NameClass | 'none' | undefined {
  if (accidental.test(word)) return undefined;
  if (isLedBySecret(word)) return 'strong';
  const ending = [...keyEndings, 'token'].find((one) => word.length > one.length + 1 && word.endsWith(one));
  if (ending === undefined) return undefined;
  const qualifier = word.slice(0, -ending.length);
  if (isHarmlessQualifier(qualifier)) return 'none';
  if (
    /^(?:skip|next|page|delta|continuation|sync|cancellation|csrf|xsrf|public|partition|row|foreign|primary)/.test(
      qualifier,
    )
  )
    return 'none';
  const opens = openingWords.has(qualifier) || services.has(qualifier);
  return opens || openingEndings.some((end) => qualifier.endsWith(end)) ? 'strong' : 'weak';
}

/** `Tokendeacceso`: here the first part counts. */
function isLedBySecret(word: string): boolean {
  return leadingWords.some(([words, follow]) =>
    words.some(
      (first) => word.startsWith(first) && joints.some((joint) => followed(word.slice(first.length), joint, follow)),
    ),
  );
}

function followed(rest: string, joint: string, follow: ReadonlySet<string>): boolean {
  return rest.startsWith(joint) && follow.has(rest.slice(joint.length));
}

/** The last part decides; a short one may end another word by chance (`platform` is no `form`). */
function isHarmlessQualifier(qualifier: string): boolean {
  if (harmlessQualifiers.has(qualifier) || harmlessQualifiers.has(qualifier.replace(/s$/, ''))) return true;
  return [5, 6, 7, 8, 9].some((length) => harmlessQualifiers.has(qualifier.slice(-length)));
}
