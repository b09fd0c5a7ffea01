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

/**
 * Whether text is a secret wherever it stands: long, without blanks, of several kinds of characters, and no address, identifier or
 * name. For fields that should not hold a secret at all, such as the audience of a token request.
 */
export function isSecretAnywhere(text: string): boolean {
  const value = text.trim();
  if (
    !/^[A-Za-z0-9~_.\-+/=]{24,200}$/.test(value) ||
    guid.test(value) ||
    /^[a-z]+:|^\.|\.(?:com|net|org|io)\b/i.test(value)
  )
    return false;
  const classes = [/[a-z]/, /[A-Z]/, /[0-9]/, /[~_.\-+/=]/].filter((kind) => kind.test(value)).length;
  return classes >= 3 && /[0-9]/.test(value) && !/^[A-Za-z]+(?:[._-][A-Za-z]+)*$/.test(value);
}
