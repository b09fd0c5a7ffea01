import type { SecretKind } from '../leaf';
import {
  accessToken,
  apiKey,
  certificate,
  clientSecret,
  connectionKey,
  cryptographicKey,
  directLineSecret,
  functionKey,
  password,
  secret,
  sharedAccessSignature,
  subscriptionKey,
} from './kinds';
import { nameWords } from './name-words';
import { baseName, type NameClass } from './names';

/** First match wins; the name's words stand joined. */
const byName: readonly (readonly [RegExp, SecretKind])[] = [
  [/directline|webchatsecret|botsecret/, directLineSecret],
  [/functions?key|hostkey|xfunctions/, functionKey],
  [/(?:client|app|application|aad|entra|consumer|oauth|principal|sp)(?:secret|geheim|geheimnis)/, clientSecret],
  [/pfx|pkcs|certificate/, certificate],
  [/sastoken|sasurl|accesssignature|^sig$/, sharedAccessSignature],
  [/connection|connstr|connexion|conexion|conexao|verbindung/, connectionKey],
  [/encryption|decryption|signing|signature|privatekey|hmac|crypto|rsakey|verschlusselung/, cryptographicKey],
  [/token|jeton|jwt|bearer|pat$|auth/, accessToken],
  [/key|schlussel|schluessel|sleutel|cle|clave|chave/, apiKey],
];

/** 32 hexadecimal digits, as keys of Azure AI services and API Management were before they got a signature. */
const hex32 = /^[0-9a-f]{32}$/i;
const azureService =
  /subscription|ocpapim|apim|cognitive|openai|speech|vision|translator|language|formrecognizer|face|search|azure|^apikey$/;

/** What a secret is that only its name tells. */
export function kindOfName(name: string, named: NameClass, value: string): SecretKind {
  if (named === 'password') return password;
  const joined = nameWords(baseName(name)).join('');
  if (hex32.test(value) && azureService.test(joined)) return subscriptionKey;
  return byName.find(([pattern]) => pattern.test(joined))?.[1] ?? secret;
}
