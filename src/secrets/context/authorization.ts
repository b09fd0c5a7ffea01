import { decodeReadable } from '../views/base64-decoded';
import type { Judged } from './judged';
import { accessToken, apiKey, authorizationHeader, basicCredentials } from './kinds';
import { isPlaceholder } from './placeholders';
import { judgeCredential, judgeValue } from './values';

/** A scheme word, and what follows it: `Bearer x`, `Token token="x"`, `SharedKey account:x`. */
const scheme =
  /^(\s{0,8}(bearer|basic|token|apikey|api-key|key|ssws|geniekey|sharedkey|sharedkeylite|zoho-oauthtoken|bot|hmac|oauth|discogs|klaviyo-api-key|splunk)[ \t]{1,4}(?:token=|key=)?["']?)([a-z0-9]{1,40}:)?(?=[^\s,;"']{4})/i;

/** Whether text begins like the value of an Authorization header. */
export function hasScheme(text: string): boolean {
  return /^\s{0,8}(?:bearer|basic)\s/i.test(text);
}

/**
 * The credentials in the value of an Authorization header, or in any text that begins with `Bearer` or `Basic`.
 * `undefined` if there are none, whatever the header is called.
 */
export function credentialsAfterScheme(text: string): Judged | undefined {
  const match = scheme.exec(text);
  if (!match) return undefined;
  const word = (match[2] ?? '').toLowerCase();
  const isBasic = word === 'basic';
  // `SharedKey account:signature`
  const start = isBasic ? (match[1] ?? '').length : match[0].length;
  const value = /^[^\s,;"'\\]{4,6000}/.exec(text.slice(start, start + 6001))?.[0] ?? '';
  const end = start + value.length;
  // Text goes on: a sentence about tokens rather than one.
  if (/^["']?\s{1,4}\p{L}/u.test(text.slice(end, end + 8)) && !/\d/.test(value)) return undefined;
  if (isBasic) return basic(value, start);
  const proof = judgeValue(value, 'strong');
  if (proof === undefined) return undefined;
  const kind =
    word === 'bearer' || word.includes('token') ? accessToken : word.includes('key') ? apiKey : authorizationHeader;
  return { kind, proof, start, end };
}

/** An Authorization header may name any scheme: `Acme x`. */
export function credentialsAfterAnyWord(text: string): Judged | undefined {
  const word = /^\s{0,8}[A-Za-z][\w-]{1,30} {1,4}(?=[^\s,;="']{12,2000}\s{0,8}$)/.exec(text)?.[0];
  if (word === undefined || isPlaceholder(text)) return undefined;
  const end = text.trimEnd().length;
  const proof = judgeValue(text.slice(word.length, end), 'strong');
  return proof && { kind: authorizationHeader, proof, start: word.length, end };
}

/** `user:password` in base64 (RFC 7617); the password decides. */
function basic(value: string, start: number): Judged | undefined {
  const text = /^[A-Za-z0-9+/_-]{6,4000}={0,2}$/.test(value) ? decodeReadable(value) : undefined;
  if (text === undefined) return undefined;
  const colon = text.indexOf(':');
  if (colon < 0) return undefined;
  const proof = judgeCredential(text.slice(colon + 1));
  return proof === undefined ? undefined : { kind: basicCredentials, proof, start, end: start + value.length };
}
