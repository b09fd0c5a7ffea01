import type { Judged } from './judged';
import { urlCredentials } from './kinds';
import { judgeCredential } from './values';

/** Longer authorities are none. */
const maxAuthority = 400;

/** Passwords in addresses: `scheme://user:password@host` (RFC 3986 section 3.2.1). */
export function* passwordsInAddresses(text: string): Generator<Judged> {
  for (let at = text.indexOf('://'); at >= 0; at = text.indexOf('://', at + 3)) {
    if (!/[a-z0-9+]/i.test(text[at - 1] ?? '')) continue;
    const rest = text.slice(at + 3, at + 3 + maxAuthority);
    const authority = /^[^\s/?"'<>`\\]{3,400}/.exec(rest)?.[0] ?? '';
    const host = authority.lastIndexOf('@');
    const colon = authority.indexOf(':');
    if (colon < 1 || colon >= host || !/^[A-Za-z0-9[]/.test(authority.slice(host + 1))) continue;
    const password = authority.slice(colon + 1, host);
    const start = at + 3 + colon + 1;
    const proof = /^\d{1,5}$/.test(password) ? undefined : judgeCredential(decoded(password));
    if (proof) yield { kind: urlCredentials, proof, start, end: start + password.length };
  }
}

/** Percent-decoded, if it can be. */
export function decoded(text: string): string {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
