import { bytes, characters, pick, type Random } from './random';

/** Samples of the kinds that only a name tells, each with its name: made when a test runs, so that no file holds a secret. */

/** What is put into a flow, and the secret in it. */
export interface NamedSample {
  /** Under which the text stands; '' where the text itself tells. */
  readonly name: string;
  readonly text: string;
  readonly secret: string;
  /** `header` and `authentication`: in an object of that name; `comparison`: `name` is an expression; otherwise wherever names stand. */
  readonly place: 'named' | 'header' | 'authentication' | 'comparison' | 'anywhere';
}

const small = 'abcdefghijklmnopqrstuvwxyz';
const letters = small + small.toUpperCase();
const digits = '0123456789';
const between = (random: Random, min: number, max: number) => min + Math.floor(random() * (max - min + 1));

const hex32 = (random: Random) => bytes(random, 16).toString('hex');
const base64 = (random: Random) => bytes(random, pick(random, [24, 32, 48, 64])).toString('base64');
/** As services make keys: letters and digits of both, so long that they hold some of each. */
const alphanumeric = (random: Random) => characters(random, letters + digits, between(random, 24, 64));
const urlSafe = (random: Random) => characters(random, `${letters + digits}_-`, between(random, 32, 120));
const key = (random: Random) => pick(random, [hex32, base64, alphanumeric])(random);
const token = (random: Random) => pick(random, [urlSafe, alphanumeric, hex32])(random);

/** As the rules of most companies ask for: eight characters or more, small and capital letters, a digit, and mostly a sign. */
function password(random: Random, signs = '!$%&*+,-.:=?@_~'): string {
  const parts = [
    characters(random, small, between(random, 4, 8)),
    characters(random, small.toUpperCase(), between(random, 1, 4)),
    characters(random, digits, between(random, 2, 4)),
    characters(random, signs, between(random, 1, 2)),
  ];
  const all = [...parts.join('')];
  for (let i = all.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [all[i], all[j]] = [all[j] ?? '', all[i] ?? ''];
  }
  // What begins with @ is an expression, and the platform writes such a password in another way.
  return `${pick(random, [...letters])}${all.join('')}`;
}

/** In text of other parts, such as connection strings and addresses, a password avoids their signs. */
const plainPassword = (random: Random) => password(random, '!*-._~');

/** Names of fields in English, German, French, Spanish, Dutch and Portuguese. */
const names = {
  accessToken:
    'accessToken|bearerToken|refresh token|auth_token|Zugriffstoken|Zugangstoken|Jeton d’accès|jetonAcces|tokenDeAcceso|Token de acceso|toegangstoken|Token de acesso|tokenAcesso|githubToken|slack-token',
  apiKey:
    'apiKey|api_key|API Key|API-Schlüssel|ApiSchluessel|Zugriffsschlüssel|Clé API|cléAPI|cle_api|Clé d’accès|clave API|ClaveApi|clave de acceso|API-sleutel|apiSleutel|toegangssleutel|Chave de API|chaveApi|chave_de_acesso|stripeKey|Send Grid Key',
  clientSecret:
    'clientSecret|client_secret|App Secret|applicationSecret|Client-Geheimnis|AppGeheimnis|Secret client|secretClient|Secreto de cliente|secretoCliente|clientgeheim|Client geheim|Segredo do cliente|segredoCliente',
  cryptographicKey:
    'encryptionKey|signing_key|HMAC Key|private-key|Verschlüsselungsschlüssel|Signaturschlüssel|Clé de chiffrement|cleChiffrement|Clé privée|Clave de cifrado|claveCifrado|Clave privada|encryptiesleutel|versleutelingssleutel|Chave de criptografia|chavePrivada',
  directLineSecret: 'directLineSecret|Direct Line Secret|direct_line_key|webChatSecret|bot_secret|BotSecret',
  functionKey: 'functionKey|function_key|Functions Key|functionsKey|hostKey|host-key|Function-Key',
  password:
    'password|Password|adminPassword|db_password|smtp-password|pwd|passwd|Passwort|Kennwort|Benutzerkennwort|DB-Passwort|Mot de passe|motDePasse|mot_de_passe|Contraseña|contrasena|contraseñaAdmin|wachtwoord|Wachtwoord beheerder|dbWachtwoord|Senha|senhaAdmin|palavra-passe|Palavra-passe',
  secret:
    'secret|sharedSecret|webhook_secret|Secret Value|Geheimnis|Geheim|geteiltes Geheimnis|Secret partagé|secretPartage|Secreto|secreto_compartido|geheim|gedeeldGeheim|Segredo|segredoCompartilhado',
  signature: 'sasToken|sas_token|SAS Token|sharedAccessSignature|Shared Access Signature|sas-token',
  subscriptionKey:
    'Ocp-Apim-Subscription-Key|subscriptionKey|subscription_key|cognitiveServicesKey|Speech To Text Key|translatorKey|azureOpenAIKey|Vision Key|searchKey|apim-key',
  header:
    'x-api-key|api-key|Ocp-Apim-Subscription-Key|x-functions-key|X-Auth-Token|x-access-token|Private-Token|x-webhook-secret|apikey',
} as const;

/** Publishers put their prefix before the names of columns and variables. */
function nameOf(of: keyof typeof names, random: Random): string {
  const name = pick(random, names[of].split('|'));
  return random() < 0.2 ? `con_${name.replaceAll(/[ ’-]/g, '')}` : name;
}

const named =
  (of: keyof typeof names, value: (random: Random) => string) =>
  (random: Random): NamedSample => {
    const secret = value(random);
    return { name: nameOf(of, random), text: secret, secret, place: 'named' };
  };

const inText =
  (value: (random: Random) => string, texts: readonly ((secret: string) => string)[]) =>
  (random: Random): NamedSample => {
    const secret = value(random);
    return { name: '', text: pick(random, texts)(secret), secret, place: 'anywhere' };
  };

const inHeader =
  (value: (random: Random) => string, schemes: readonly string[]) =>
  (random: Random): NamedSample => {
    const secret = value(random);
    return { name: 'Authorization', text: `${pick(random, schemes)}${secret}`, secret, place: 'header' };
  };

/** By the id of the kind. */
export const namedSamples: Readonly<Record<string, (random: Random) => NamedSample>> = {
  'access-token': named('accessToken', token),
  'api-key': (random) => {
    if (random() < 0.7) return named('apiKey', key)(random);
    const secret = key(random);
    return { name: pick(random, names.header.split('|')), text: secret, secret, place: 'header' };
  },
  'authorization-header': inHeader(token, ['Bearer ', 'bearer ', 'Token ', 'ApiKey ', 'SharedKey ', '']),
  'basic-credentials': (random) => {
    const secret = Buffer.from(`svc-${characters(random, small, 6)}:${plainPassword(random)}`).toString('base64');
    return { name: 'Authorization', text: `Basic ${secret}`, secret, place: 'header' };
  },
  'certificate-with-key': (random) => {
    const secret = bytes(random, between(random, 600, 2400)).toString('base64');
    return random() < 0.5
      ? { name: 'pfx', text: secret, secret, place: 'authentication' }
      : { name: pick(random, ['pfxSecret', 'certificateSecret', 'pfx_key']), text: secret, secret, place: 'named' };
  },
  'client-secret': (random) => {
    const value = () => characters(random, `${letters + digits}_-~.`, between(random, 32, 44));
    if (random() < 0.7) return named('clientSecret', value)(random);
    const secret = value();
    return { name: 'secret', text: secret, secret, place: 'authentication' };
  },
  'connection-string-key': inText(base64, [
    (secret) => `Endpoint=https://orders.contoso.example/;Id=a1-l0-s0;Secret=${secret}`,
    (secret) => `AccountName=contosoorders;AccountKey=${secret}`,
    (secret) => `HostName=orders.contoso.example;SharedAccessKeyName=send;SharedAccessKey=${secret}`,
  ]),
  'connection-string-password': inText(plainPassword, [
    (secret) => `Server=sql.contoso.example;Database=Orders;User ID=svc_orders;Password=${secret};Encrypt=true`,
    (secret) => `Data Source=erp;Initial Catalog=Orders;uid=svc_orders;pwd=${secret}`,
    (secret) => `host=db.contoso.example;port=5432;username=svc_orders;password=${secret}`,
  ]),
  'cryptographic-key': named('cryptographicKey', key),
  'direct-line-secret': named('directLineSecret', (random) => characters(random, `${letters + digits}_-`, 43)),
  'azure-function-access-key': named('functionKey', base64),
  password: (random) => {
    if (random() < 0.7) return named('password', password)(random);
    const secret = password(random);
    return { name: 'password', text: secret, secret, place: 'authentication' };
  },
  secret: named('secret', key),
  'shared-access-signature': named('signature', (random) => bytes(random, 32).toString('base64')),
  'shared-secret': (random) => {
    const of = pick(random, ['apiKey', 'password', 'secret'] as const);
    const secret = of === 'password' ? password(random) : key(random);
    const name = nameOf(of, random);
    const expression = `@triggerOutputs()?['headers']?['${name}']`;
    return { name: expression, text: secret, secret, place: 'comparison' };
  },
  'azure-subscription-key': named('subscriptionKey', hex32),
  'url-credentials': inText(plainPassword, [
    (secret) => `https://svc_orders:${secret}@erp.contoso.example/api/orders`,
    (secret) => `ftps://svc_orders:${secret}@files.contoso.example:990/in`,
  ]),
};
