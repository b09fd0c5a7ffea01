import { isPipelineToken } from './vault-reference';

const guid = /^\{?[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\}?$/i;

/** Words that stand where a secret will be, or in place of one. */
const placeholder =
  /^(?:[*x.•\-_#?]{1,100}|<.{0,200}>|\[.{0,200}\]|(?:the )?(?:password|passwort|secret|token|key|apikey|value|string|null|none|empty|test|tbd|tbc|todo|n\/a|changeme|example|sample|dummy|placeholder|redacted|removed)|(?:your|my|enter|insert|add|put|fill|replace|paste|use|set)(?![a-z0-9]).{0,200}|.{0,100}(?:replace|fill|change|insert)[_ ](?:me|this|with|in)(?![a-z0-9]).{0,100})$/i;

/** Whether text in a credential's place is a credential, and not a mark that one belongs there, an identifier, or nothing. */
export function isCredentialText(text: string): boolean {
  const value = text.trim();
  return value.length >= 4 && !guid.test(value) && !placeholder.test(value) && !isPipelineToken(value);
}
