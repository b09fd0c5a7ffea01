import { plainLetters } from './plain-letters';

const list = (words: string): ReadonlySet<string> =>
  new Set(
    plainLetters(words)
      .split(/\s+/)
      .filter((word) => word !== ''),
  );

/** A word that is or ends in one of these names a password. */
export const passwordEndings = [
  'password',
  'passwort',
  'passwd',
  'pwd',
  'passphrase',
  'passcode',
  'kennwort',
  'wachtwoord',
  'contrasena',
  'motdepasse',
  'motpasse',
  'senha',
  'palavrapasse',
  'passord',
  'losenord',
  'adgangskode',
  'salasana',
  'smtppass',
  'dbpass',
  'sqlpass',
  'userpass',
  'adminpass',
  'ftppass',
  'mailpass',
] as const;

/** The same for words that others end in by chance. */
export const passwordWords = list(
  'pass pw mdp pswd psw passw passwords passworter kennworter parola haslo heslo jelszo sifre пароль パスワード 密码 密碼 비밀번호',
);

/** A word that is or ends in one of these names a secret other than a password. */
export const secretEndings = [
  'secret',
  'geheimnis',
  'geheim',
  'segredo',
  'segreto',
  'credential',
  'credentials',
  'zugangsdaten',
  'anmeldedaten',
  'identifiants',
  'credenciales',
  'credenciais',
  'connectionstring',
  'connectionstr',
  'connstring',
  'connstr',
  'verbindungszeichenfolge',
  'verbindungszeichenkette',
  'chaineconnexion',
  'cadenaconexion',
  'cadeiaconexao',
  'verbindingsreeks',
  'apikey',
  'authheader',
  'cleapi',
  'claveapi',
  'chaveapi',
  'apisleutel',
  'apischlussel',
  'apischluessel',
  'authorization',
  'authorisation',
  'sastoken',
  'accesstoken',
  'adopat',
  'devopspat',
  'githubpat',
  'sharedaccesssignature',
] as const;

/** The same for words that others end in by chance. */
export const secretWords = list('secrets secreto secretos pat jwt bearer sas sasurl hmac');

/** Words for a key, of which only what stands beside them tells whether it opens anything. */
export const keyWords = list(
  'key keys schlussel schluessel cle clef clede clave clavede llave sleutel chave chavede chiave nyckel nogle nokkel',
);

/** A longer word that ends in one of these is a key. */
export const keyEndings = ['schlussel', 'schluessel', 'sleutel', 'key'] as const;

/** Words for a token. */
export const tokenWords = list('token tokens tokende jeton jetons ficha');

/** What makes a key or token that follows (or, in Romance languages, stands before) a credential. */
export const openingWords = list(`
  access account admin ai api apikey apim app application auth authentication authorization batch bearer bot client
  cognitive consumer cosmos crypto decryption directline encryption eventgrid eventhub function functions gateway
  hmac host hub id integration iothub jwt login maps master oauth ocp openai pat personal pfx private redis refresh sas
  search secret security service servicebus services session shared signalr signature signing speech sso storage
  subscription symmetric system topic translator user vision webhook
  abonnement geheim geheimer konto privater signatur speicher verschlusselungs zugang zugangs zugriff zugriffs
  acces chiffrement compte connexion partagee privee secrete securite stockage
  acceso almacenamiento cifrado compartida cuenta privada secreta seguridad suscripcion
  acesso armazenamento assinatura compartilhada conta criptografia seguranca
  abonnements accesso geheime opslag privata segreta toegang toegangs`);

/** Services whose keys and tokens always open something, as one word each: `StripeKey`, `githubToken`, `Speech To Text Key`. */
export const services = list(`
  anthropic azureopenai claude cohere deepgram deepl elevenlabs gemini groq huggingface mistral openai perplexity
  pinecone
  amazon aws azure bing cloudflare digitalocean google googlemaps heroku maps s3
  ado atlassian azuredevops bitbucket confluence devops docker github gitlab jira npm nuget postman sonar terraform
  brevo discord mailchimp mailgun mailjet messagebird postmark sendgrid slack telegram twilio vonage zapier
  adyen klarna mollie paypal shopify square stripe
  adobe airtable asana bitly calendly clickup docusign dropbox figma freshdesk hubspot intercom linear notion
  pipedrive rebrandly salesforce servicenow smartsheet todoist trello typeform zendesk zoho
  auth0 databricks datadog dynatrace grafana newrelic okta pagerduty sentry snowflake snyk splunk
  algolia cloudconvert cloudmersive encodian mapbox openweather pdfco plumsail weather weatherapi
  aiservices cognitive cognitiveservices computervision contentsafety directline documentintelligence face
  formrecognizer luis qna speech speechtext textanalytics texttospeech translation translator vision`);

/** A key or token after one of these is a name, an index, meant for everybody, or of use only once. */
export const harmlessQualifiers = list(`
  alternate business cache cancel cancellation column completion composite config configuration continuation
  correlation csrf culture dedup delta dictionary entity export feature field foreign form group hash hot
  idempotency import index instrumentation issue item job keyboard lookup map max merge message natural next num object
  order page pagination paging partition primaer project prompt property public publishable record registry resource
  resume routing row shift site skip sort sync tag template theme title total tracking unique upload verification
  widget window xsrf
  antiforgery captcha estrangeira etrangere externa extranjera fremd haupt oeffentlicher offentliche offentlicher
  openbare ordenacion primaire primar primaria publica publique recaptcha requestverification websites`);

/** A name in which one of these follows the secret's word tells something about the secret, and is not one. */
export const aboutWords = list(`
  address age alg algorithm area at attribute attributes audience author bits body button cache category change
  changed char characters chars check class column columns complexity configured contact control count created
  creation criteria date datetime days description destination duration email enabled encoding endpoint entity
  error exists expiration expire expired expires expiring expiry exposure field fields file filename filepath flag
  folder form format found generator group guid handler hash header headers help hint history id identifier
  identifiers ids in index info information input instruction instructions invalid is issued issuer item label
  labels last length level lifetime limit link list location lookup mail manager mask masked max message metadata
  method min minimum missing mode modified name names needed note notification number object official operation
  option options output outputs owner page parameters parser path pattern period permission placeholder policies
  policy prefix present print prompt properties property protection provider purpose question reason recipient
  recovery ref reference references regex region registration reminder renewal request required requirements reset
  resource response result results retention return rotation row rule rules safe salt schema scheme scope scopes
  screen server settings size source start state status store strategy strength subject suffix table tag target
  template thumbprint time timeout timestamp title tooltip ttl type types uri uris url urls usage used user userid
  username users valid validated validation validity vault vaults version versions visible warning
  ablauf ablaufdatum aenderung anderung anzahl art beschreibung bezeichnung datum dauer feld gultig gultigkeit
  hinweis kennung laenge lange pfad richtlinie spalte tabelle typ zurucksetzen
  champ chemin colonne duree libelle longueur nom politique utilisateur
  caducidad campo columna fecha longitud nombre politica ruta tipo usuario vencimiento
  beleid gebruiker kolom lengte naam pad soort veld verloopdatum
  caminho coluna comprimento data nome validade`);

/** The same before it, as Romance languages have it: `nom du secret`, `tipo de token`. */
export const aboutWordsBefore = list(
  'nom nombre nome tipo fecha duree longueur longitud politica politique comprimento validade caducidad date publica',
);

/** Words after the secret's that only say which one it is: `apiKeyDev`, `clientSecretValue`. */
export const tellingApart = list(`
  acc acceptance apac b backup c current d default dev develop development e emea env eu f first global int live
  local main new old one param parameter plain plaintext prd preprod primary prod production qa raw sandbox second
  secondary sit stage staging stg temp test text tmp tst two uat us v value var variable x y
  alt neu nouveau nova novo nuevo valeur valor waarde wert`);

/**
 * Words that come first in their language and have the rest behind them, as one word: of "Token de acceso" the platform makes
 * `con_Tokendeacceso`. Each with what may follow to make the whole a secret.
 */
export const leadingWords: readonly (readonly [words: readonly string[], follow: ReadonlySet<string>])[] = [
  [['token', 'jeton', 'cle', 'clef', 'clave', 'llave', 'chave', 'chiave'], openingWords],
  [
    ['secret', 'secreto', 'segredo', 'segreto'],
    list('client cliente app application aplicacion aplicacao aplicativo compartido compartilhado partage'),
  ],
  [
    ['wachtwoord', 'motdepasse', 'contrasena', 'senha', 'palavrapasse', 'clave'],
    list('admin administrator administrateur administrador beheerder api bd db ftp sap servicio service smtp sql'),
  ],
];

/** What may stand between them; the empty one for none. */
export const joints = ['', 'd', 'da', 'de', 'del', 'do', 'du'] as const;
