import { isVaultReference } from '../vault-reference';
import { isSequence, readsAsWords } from './letters';

const guid = /^["'{(]{0,2}[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}["')}]{0,2}$/i;

export function isGuid(value: string): boolean {
  return guid.test(value);
}

/** Expressions and references that are replaced when the flow, app, agent or script runs. */
const reference =
  /^(?:@?[A-Za-z_][\w.]{1,60}\(|[A-Za-z_][\w.]{1,60}\[["']|@[A-Za-z_.]{2,60}\{|#microsoft\.|@\{|=\s{0,2}(?:[A-Za-z_]{2,40}[.(]|"|@)|(?:Topic|Global|System|Env|User|Bot|Activity|Self|Parent|ThisItem|ThisRecord|App|Dataverse)\.[A-Za-z_]|\/?[a-z0-9_]{1,80}\([0-9a-f-]{36}\)|env:|\$env:|secretref:|keyvaultref:|lookup:|vault:)/;

export function isReference(value: string): boolean {
  return reference.test(value) || isVaultReference(value);
}

/** Marks of public material and of pictures in base64: PNG, JPEG, GIF, SVG, ICO, WebP, BMP; certificates and public keys. */
const publicOrPicture =
  /^(?:data:|iVBORw0KGgo|\/9j\/[24]|R0lGOD|PHN2Zy|PD94bWwg|AAABAA|UklGR|Qk[0-3][0-9A-Za-z]{2}AAAAA|JVBERi0|UEsDB|<svg|<\?xml|-----BEGIN (?:[A-Z0-9]{1,10} )?(?:CERTIFICATE|PUBLIC|CSR|X509)|ssh-(?:rsa|ed25519|dss) |ecdsa-sha2-|MIIBIjANBgkqhkiG|MFkwEwYHKoZIzj|pk_(?:live|test)_|pk\.eyJ|6L[a-zA-Z0-9_-]{38}$)/;

/** Identifiers that Microsoft 365, Power Platform and others give: drives, forms, channels, folders, content types, connections. */
const identifier =
  /^(?:b![A-Za-z0-9_-]{20,100}|19:[^\s@]{8,120}@.{0,60}|A[AQ]MkA[A-Za-z0-9_=+/-]{20,200}|0x01[0-9A-F]{2,120}|unq[0-9a-f]{10,40}|shared[-_][a-z0-9-]{3,120}|(?:v4j5cvGGr0GRqy180BHbR)[A-Za-z0-9_-]{20,80}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}[_.@/|:,;].{0,200}|(?:default|legacy)-?[0-9a-f-]{32,36}|\/(?:subscriptions|providers)\/.{0,400})$/i;

/** Dates, times, durations, versions, plain and formatted numbers, phone numbers. */
const measure =
  /^(?:\d{4}-\d\d-\d\d(?:[T ][\d:.]{4,18}(?:Z|[+-]\d\d:?\d\d)?)?|\d{1,2}[./]\d{1,2}[./]\d{2,4}|\d{1,2}:\d\d(?::\d\d(?:\.\d{1,9})?)?(?: ?[AaPp][Mm])?|-?P(?:\d{1,6}[YMWD]){0,4}(?:T(?:\d{1,6}[HMS]){1,3})?|v?\d{1,10}(?:\.\d{1,10}){1,5}(?:-[a-z0-9.]{1,20})?|[+-]?\d{1,3}(?:[,' ]\d{3}){1,6}(?:\.\d{1,9})?)$/;

const address = /^(?:[a-z][a-z0-9+.-]{1,20}:\/\/|www\.|mailto:|urn:|spn:|api:\/\/)/i;
/** `application/json`, `de-DE-QWERTZ-105`, `oauth2`, `UseDevelopmentStorage=true`, `/api/v1/tokens` */
const vocabulary =
  /^(?:(?:application|text|image|audio|video|multipart)\/[\w.+*-]{1,80}(?:;.{0,80})?|[a-z]{2}-[A-Z]{2}(?:[-_.].{0,40})?|(?:oauth|saml|ntlmv|tlsv?|sha-?|hs|rs|es|ps|aes-?|md|utf-?|base|rsa-?|hmac-?sha-?|oidc)[\d.]{1,6}|UseDevelopmentStorage=true|(?:\/(?:[a-z][a-z_-]{0,40}|v\d|\{\w{1,40}\})){2,12}\/?)$/i;
const email = /^[\w.%+'-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,5}$/;
const file =
  /^[\w .()\\/:~+@!%$-]{1,300}\.(?:json|xml|ya?ml|txt|csv|xlsx?|docx?|pptx?|pdf|pfx|p12|pem|cer|crt|key|zip|msapp|png|jpe?g|gif|svg|ico|html?|js|ts|cs|csx|ps1|psm1|sh|bat|cmd|exe|dll|config|ini|env|log|sql|kdbx)$/i;
const path = /^(?:[A-Za-z]:[\\/]|\\\\[^\\]|~\/|\.{1,2}\/|%[A-Za-z]{2,20}%\\)/;
const host =
  /^(?:[a-z0-9-]{1,63}\.){1,6}(?:com|net|org|io|local|cloud|dev|gov|edu|eu|de|fr|uk|us|ms|ai|internal|lan)(?::\d{1,5})?$/i;

/** Whether text is of a kind that is no secret wherever it stands. */
export function isHarmless(value: string): boolean {
  return (
    publicOrPicture.test(value) ||
    identifier.test(value) ||
    measure.test(value) ||
    vocabulary.test(value) ||
    address.test(value) ||
    email.test(value) ||
    file.test(value) ||
    path.test(value) ||
    host.test(value) ||
    isWellKnown(value)
  );
}

/** `cr1a2_account_cr1a2_order` */
const schemaName = /^(?:[a-z][a-z0-9]{1,7}_)?[a-z]{2,30}(?:_[a-z][a-z0-9]{1,7})?(?:_[a-z]{2,30}){1,5}$/;

/** `params.password`, `Office365Users.Manager` */
const memberPath = /^[A-Za-z_$][\w$]{0,60}(?:\.[A-Za-z_$][A-Za-z_$]{1,60}){1,8}$/;

/** Names have a number here and there; random text with a full stop in it has many. */
function isMemberPath(value: string): boolean {
  return memberPath.test(value) && (value.match(/\d+/g)?.length ?? 0) < 3;
}

/** Names, paths of words, schema names, sequences: what is no key, but might be a poor password. */
export function isNameLike(value: string): boolean {
  return readsAsWords(value) || isSequence(value) || schemaName.test(value) || isMemberPath(value);
}

/** How the keys of the storage and Cosmos DB emulators begin, which are the same everywhere and open nothing. */
function isWellKnown(value: string): boolean {
  return value.startsWith('Eby8vdM02xNO') || value.startsWith('C2y6yDjf5/R+');
}
