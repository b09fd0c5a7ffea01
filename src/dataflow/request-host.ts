import { constantPrefix, parseValue } from '../expression';

/** The host of an address, in lower case; `undefined` where the file does not tell all of it. */
export function hostOf(address: string | undefined): string | undefined {
  const parsed = parseValue(address ?? '');
  const prefix = constantPrefix(parsed);
  // A host is only known when what ends it is known too.
  const text = parsed.kind === 'literal' ? `${prefix}/` : prefix;
  return /^\s{0,10}https?:\/\/(?:[^/?#@\s]{0,200}@)?([^/?#:@\s]{1,255})[/?#:]/i.exec(text)?.[1]?.toLowerCase();
}

/** Labels that stand below a country's domain for a kind of owner: `contoso.co.uk`. */
const kindsOfOwner = new Set(['ac', 'co', 'com', 'edu', 'gov', 'gob', 'net', 'or', 'org']);

/** The domain that somebody registered, as far as the labels tell: one owner for all that lies below it is assumed. */
export function domainOf(host: string): string {
  const labels = host.split('.');
  const [last = '', second = ''] = [labels.at(-1), labels.at(-2)];
  return labels.slice(last.length === 2 && kindsOfOwner.has(second) ? -3 : -2).join('.');
}

/** Whether a host is, or lies below, one of the given ones. */
export function isHostOf(host: string, ...owners: readonly string[]): boolean {
  return owners.some((owner) => host === owner || host.endsWith(`.${owner}`));
}
