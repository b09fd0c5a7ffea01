import type { Proof } from '../leaf';
import { isGuid, isHarmless, isNameLike, isReference } from './harmless';
import { hole } from './holes';
import { classCount, entropy, isSequence } from './letters';
import { nameWords } from './name-words';
import type { NameClass } from './names';
import { isPlaceholder } from './placeholders';

/** Keys and tokens are not longer; blobs are. */
const longestKey = 6000;
const longestPassword = 128;

/** What nobody made up for a sample, and many for a password. */
const popular =
  /^(?:letmein|qwert[yz](?:uiop)?|azerty|iloveyou|welcome|willkommen|bienvenue|admin|administrator|root|hunter|trustno1|dragon|monkey|football|abc123|pa\$\$w[o0]rd)$/i;

/** Whether a value, named by a name of that class, is a secret; and how sure that is. */
export function judgeValue(value: string, named: NameClass): Proof | undefined {
  if (named === 'password' && popular.test(value)) return 'weak-context';
  if (value.includes(hole) || isPlaceholder(value) || isReference(value)) return undefined;
  if (isGuid(value)) return named === 'weak' ? undefined : 'weak-context';
  if (/\s/.test(value) || isHarmless(value)) return undefined;
  if (named === 'password') return judgePassword(value);
  return named === 'strong' ? judgeKey(value) : judgeWeak(value);
}

/** The value of a field that holds nothing but credentials. */
export function judgeCredential(value: string): Proof | undefined {
  if (value.includes(hole) || isPlaceholder(value) || isReference(value)) return undefined;
  if (isGuid(value)) return 'weak-context';
  if (/^https?:\/\//i.test(value) || isSentence(value) || isSettingName(value)) return undefined;
  // Something else may have got into the field, or its author named the secret instead of writing it.
  const isDoubtful = isHarmless(value) || (!/\d/.test(value) && isNameLike(value)) || /^\d{1,9}$/.test(value);
  return isDoubtful ? 'weak-context' : 'context';
}

function judgePassword(value: string): Proof | undefined {
  if (value.length > longestPassword) return value.length < longestKey ? judgeKey(value) : undefined;
  if (value.length < 6) return undefined;
  const classes = classCount(value);
  if (classes < 2) return /^\d{6,12}$/.test(value) ? 'weak-context' : undefined;
  const isLettersOnly = /^[\p{L}_.,;:/\- ]*$/u.test(value);
  if (isLettersOnly && isNameLike(value)) return undefined;
  // `ErpPassword2`, `sql-secret-01` are names of secrets rather than secrets.
  if (/^[A-Za-z][\w-]*$/.test(value) && namesOneOfSeveral(value)) return undefined;
  if (isSequence(value) || (classes === 2 && value.length < 8)) return 'weak-context';
  return /\d/.test(value) || classes >= 3 ? 'context' : 'weak-context';
}

/** Several words, one of which speaks of secrets. */
function namesOneOfSeveral(value: string): boolean {
  const words = nameWords(value);
  return words.length > 1 && words.some((word) => /^(?:password|passwort|secret|token|key|credential)s?$/.test(word));
}

function judgeKey(value: string): Proof | undefined {
  if (value.length > longestKey) return undefined;
  if (/^\d+$/.test(value)) return value.length >= 16 && !isSequence(value) ? 'weak-context' : undefined;
  if (value.length >= 12 && entropy(value) >= 2.8 && isMixed(value) && !isNameLike(value)) return 'context';
  // A secret that a person made up.
  if (
    value.length >= 8 &&
    value.length <= 64 &&
    /[!$%^&*?#@~+]/.test(value) &&
    /\d/.test(value) &&
    classCount(value) >= 3
  ) {
    return 'weak-context';
  }
  return undefined;
}

function judgeWeak(value: string): Proof | undefined {
  const fits = value.length >= 24 && value.length <= 1000 && entropy(value) >= (/^[0-9a-f]*$/i.test(value) ? 3 : 3.4);
  return fits && isMixed(value) && !isNameLike(value) ? 'weak-context' : undefined;
}

/** A digit, or small and capital letters that change places as in no word. */
function isMixed(value: string): boolean {
  if (/\d/.test(value)) return true;
  const changes = value.match(/(?<=\p{Ll})\p{Lu}/gu)?.length ?? 0;
  return value.length >= 20 && changes >= value.length / 6;
}

/** `CRM_CLIENT_SECRET`: the name of a setting. */
function isSettingName(value: string): boolean {
  return /^[A-Z]{2,40}(?:_[A-Z]{2,40}){1,6}$/.test(value);
}

/** Words without which no sentence gets along, but a passphrase does. */
const functionWord =
  /(?:^|\s)(?:the|is|are|in|to|of|and|for|from|with|see|must|ist|sind|der|die|das|dem|im|mit|und|le|la|les|dans|est|avec|el|en|con|het|een|van|um|em|com)(?=\s)/i;

/** Several words of a language. */
function isSentence(value: string): boolean {
  const words = value.split(/\s+/);
  const plain = words.filter((word) => /^\p{L}{2,20}[.,;:!?]?$/u.test(word)).length;
  return words.length >= 3 && plain >= words.length * 0.6 && functionWord.test(value);
}
