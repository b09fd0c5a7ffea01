import type { LeafSetting, SecretKind } from '../leaf';
import { credentialsAfterAnyWord, credentialsAfterScheme, hasScheme } from './authorization';
import { kindOfHeader } from './header-names';
import type { Judged } from './judged';
import { kindOfName } from './kind-of-name';
import { authorizationHeader, certificate, clientSecret, functionKey, password, sharedSecret } from './kinds';
import { classifyName } from './names';
import { judgeCredential, judgeValue } from './values';

/** The secret that a whole value is, told by the value's name and place. */
export function judgeNamed(name: string, value: string, setting: LeafSetting): Judged | undefined {
  const header = setting === 'header' || setting === 'value' || setting === 'compared' ? kindOfHeader(name) : undefined;
  const named = header ? 'strong' : classifyName(name);
  const isAuthorization = header === authorizationHeader || setting === 'credential' || named !== undefined;
  if (hasScheme(value) || isAuthorization) {
    const judged = credentialsAfterScheme(value);
    if (judged || hasScheme(value)) return judged;
  }
  if (header === authorizationHeader) {
    const judged = credentialsAfterAnyWord(value);
    if (judged) return judged;
  }
  const { start, end } = trimmed(value);
  const text = value.slice(start, end);
  if (setting === 'credential') {
    const proof = judgeCredential(text);
    return proof && { kind: kindOfField(name), proof, start, end };
  }
  if (named === undefined || (setting === 'compared' && named === 'weak' && !/token\W{0,4}$/i.test(name)))
    return undefined;
  const judged = judgeValue(text, named);
  if (judged === undefined) return undefined;
  // A key of Azure Functions has never been hexadecimal: it may be a digest that got into the wrong place.
  const proof = header === functionKey && /^[0-9a-f]{32,64}$/i.test(text) ? 'weak-context' : judged;
  const kind = setting === 'compared' ? sharedSecret : (kindForHeader(header, text) ?? kindOfName(name, named, text));
  return { kind, proof, start, end };
}

/** Where a value begins and ends without the blanks and quotes around it. */
function trimmed(value: string): { readonly start: number; readonly end: number } {
  const start = value.length - value.trimStart().length;
  const end = Math.max(start, value.trimEnd().length);
  const first = value[start];
  const isQuoted = end - start > 2 && (first === '"' || first === "'") && value[end - 1] === first;
  return isQuoted ? { start: start + 1, end: end - 1 } : { start, end };
}

function kindForHeader(header: SecretKind | undefined, value: string): SecretKind | undefined {
  return header?.id === 'api-key' && /^[0-9a-f]{32}$/i.test(value) ? undefined : header;
}

/** The fields of an HTTP action's authentication. */
function kindOfField(name: string): SecretKind {
  const field = name.toLowerCase();
  if (field === 'password') return password;
  if (field === 'pfx') return certificate;
  return field === 'value' ? authorizationHeader : clientSecret;
}
