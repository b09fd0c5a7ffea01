/** What becomes of the secrets that flows read at run time. Several rules share the answers, so each is worked out once for a solution. */

import { type Leak, secretLeaks } from '../dataflow/secret-leaks';
import { type SecretsShown, secretsShown } from '../dataflow/secrets-shown';
import { kindOfHeader } from '../secrets/context/header-names';
import { namesSecret } from '../secrets/secret-name';
import type { Solution } from '../solution/solution';

const leaks = new WeakMap<Solution, readonly Leak[]>();
const shown = new WeakMap<Solution, SecretsShown>();

/** Where secrets leave the flows of a solution other than as credentials: everything that gets out. */
export function secretsSentOut(solution: Solution): readonly Leak[] {
  const found = leaks.get(solution) ?? secretLeaks(solution, namesCredential);
  leaks.set(solution, found);
  return found;
}

/** What the run history tells of secrets. Where they are sent out that is the lesser harm, and mended by the same change. */
export function secretsInRunHistory(solution: Solution): SecretsShown {
  const known = shown.get(solution);
  if (known) return known;
  const sentOut = new Set(secretsSentOut(solution).flatMap(({ fact, isDebatable }) => (isDebatable ? [] : [fact])));
  const found = secretsShown(solution, (fact) => sentOut.has(fact));
  shown.set(solution, found);
  return found;
}

/** Short names under which services take credentials, though they may mean something else elsewhere. */
const shortNames = new Set(['assertion', 'auth', 'code', 'key', 'pin', 'sig', 'signature']);

function namesCredential(name: string): boolean {
  return shortNames.has(name.toLowerCase()) || kindOfHeader(name) !== undefined || namesSecret(name);
}
