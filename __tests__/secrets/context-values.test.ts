import { judgeCredential, judgeValue } from '../../src/secrets/context/values';
import { alphanumeric, base32, base64, guid, hex } from './context-samples';

/** What stands where a secret will be, or in place of one. */
const placeholders = [
  '',
  ' ',
  'x',
  'abc',
  '<key>',
  '<YOUR_API_KEY>',
  '<your-key>',
  '[insert key]',
  '[REDACTED]',
  '{client-secret}',
  '{{apiKey}}',
  `$${'{API_KEY}'}`,
  `$${'{{ secrets.API_KEY }}'}`,
  '#{ClientSecret}#',
  '%API_KEY%',
  '%password%',
  '__CLIENT_SECRET__',
  '$(ApiKey)',
  '$(System.AccessToken)',
  '@@token@@',
  '«Kennwort»',
  '$API_KEY',
  'xxxx',
  'xxxxxxxxxxxxxxxx',
  'XXXXXXXX-XXXX-XXXX-XXXX-XXXXXXXXXXXX',
  '********',
  '••••••••',
  '...........',
  '----------',
  '0000000000000000',
  'aaaaaaaaaaaa',
  'abcabcabcabc',
  '??????',
  '…',
  'sk-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
  'abc********xyz',
  '***REMOVED***',
  '***REPLACE',
  'your-api-key',
  'YOUR_CLIENT_SECRET_HERE',
  'yourPassword123',
  'Your-Password-1!',
  'Enter your password',
  'enter_password_here',
  'insert-key-here',
  'replace me',
  'REPLACE_ME',
  'ReplaceMe123!',
  'ChangeMe',
  'changeme',
  'changeMe123!',
  'CHANGE_ME',
  'todo',
  'TODO',
  'TBD',
  'tbc',
  'placeholder',
  'dummy',
  'dummyPassword1',
  'example',
  'ExamplePassword1!',
  'sample-key-1234',
  'redacted',
  'goes here',
  'key-goes-here',
  'none',
  'None',
  'null',
  'N/A',
  'n/a',
  'string',
  'true',
  'false',
  'undefined',
  'empty',
  'FILL ME IN',
  '<replace with your key>',
  '<INSERT KEY>',
  'password',
  'Password',
  'Passwort',
  'Kennwort',
  'secret',
  'Geheimnis',
  'my-secret',
  'client_secret',
  'access_token',
  'API_KEY',
  'apiKey',
  'the access token',
  'mein Passwort',
  'dein-passwort',
  'IhrPasswortHier',
  'Bitte Passwort eingeben',
  'hier einfügen',
  'Platzhalter',
  'Beispiel-123',
  'votre-mot-de-passe',
  'saisir la clé ici',
  'remplacer_par_la_cle',
  'exemple-1234',
  'tu-contraseña',
  'su clave aqui',
  'inserte-su-clave-123',
  'uw-wachtwoord-hier',
  'vervang-mij-2024',
  'voorbeeld1',
  'sua-senha-aqui',
  'insira-sua-chave1',
  'stored in key vault kv-prod',
  'see Key Vault',
  'wJalrXUtnFEMIbPxRfiCYEXAMPLEKEY',
  'not set',
  'to be defined',
];

/** What is no secret, whatever it is called. */
const harmless = [
  "@parameters('x')",
  "@{variables('x')}",
  '@Microsoft.KeyVault(SecretUri=https://kv.vault.azure.net/secrets/x/y)',
  '=Global.AuthToken',
  '=Env.cr1a2_ApiKey',
  '=Concatenate("Bearer ", Topic.Token)',
  'Topic.Token',
  'System.Activity.Token',
  'Env.cr1a2_ApiKey',
  "variables('apiKey')",
  'os.environ["API_KEY"]',
  'GetSecretAsync("Erp1")',
  `/subscriptions/${guid()}/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/kv/secrets/s1`,
  `/cr1a2_credentials(${guid()})`,
  'https://contoso.vault.azure.net/secrets/ErpPassword1',
  `https://login.microsoftonline.com/${guid()}/oauth2/v2.0/token`,
  'https://graph.microsoft.com/.default',
  `api://${guid()}`,
  '/oauth/access_token',
  '/api/v1/tokens',
  'www.contoso.com/a1',
  '2024-05-01T08:15:30Z',
  '2025-01-31T23:59:59.9999999Z',
  '2024-05-01',
  '01.05.2024',
  '12:30:00',
  'PT1H',
  'P90D',
  '1.0.20240501.3',
  'v2.1.0',
  '12.5',
  '1,234,567',
  'jane.doe@contoso.com',
  'svc-flow1@contoso.onmicrosoft.com',
  'secrets1.json',
  'C:\\certs\\client1.pfx',
  '\\\\server1\\share\\key.pem',
  '~/.ssh/id_rsa',
  'cert1.pfx',
  'api1.contoso.com',
  'sb-contoso1.servicebus.windows.net',
  'de-DE-QWERTZ-105',
  'oauth2',
  'OAuth2.0',
  'sha256',
  'application/json',
  'text/plain; charset=utf-8',
  'UseDevelopmentStorage=true',
  `b!${alphanumeric(64)}`,
  `19:${hex(32)}@thread.tacv2`,
  `AAMk${'A'}${base64(60)}`.replace(/[+/]/g, 'x').replace('AAMkA', 'AAMkA'),
  '0x0101009D1CB255DA76424F860D91F20E6C4118',
  `shared-sql-${guid()}`,
  'shared_office365',
  `unq${hex(30)}`,
  `Default-${guid()}`,
  `${guid()}_${guid(2)}`,
  `data:image/png;base64,${base64(60)}`,
  `iVBORw0KGgo${base64(60)}`,
  `/9j/4AAQ${base64(60)}`,
  `R0lGOD${base64(60)}`,
  `PHN2Zy${base64(60)}`,
  '-----BEGIN PUBLIC KEY-----',
  '-----BEGIN CERTIFICATE-----',
  'ssh-rsa AAAAB3NzaC1yc2E',
  `pk_live_${alphanumeric(24)}`,
  '#microsoft.graph.passwordCredential',
];

/** What people name things. No key, though some could be poor passwords. */
const names = [
  'kv-contoso-prod',
  'kv-contoso-prod-weu',
  'sql-connection-string',
  'ErpClientSecret',
  'erp-client-secret-2',
  'SapServicePassword',
  'ContosoApiKeyV2',
  'MicrosoftAuthenticator',
  'ActiveDirectoryOAuth',
  'ManagedServiceIdentity',
  'client_credentials',
  'authorization_code',
  'X-Api-Key',
  'Ocp-Apim-Subscription-Key',
  'cr1a2_account_cr1a2_order',
  'new_customer_api_key',
  'LeChuck-1990-ScummBar',
  'Katherine.Johnson-1918',
  'WORKFLOWAPP_AAD_CLIENTSECRET',
  'contoso-erp-production-2024',
  'abcdefghijklmnopqrstuvwxyz',
  '0123456789abcdef',
  '1234567890123456',
  'params.clientSecret',
  'Office365Users.Manager',
  'Ein Satz mit Wörtern.',
  'The password must have 12 characters.',
  'ERP service account',
];

const weakPasswords = [
  'Spring2023!',
  'Winter2024',
  'winterGranite69?',
  'Granite_Summer63',
  'Spring.Saffron72',
  'H@rb0r#261',
  'Z3phyr#559',
  'C0pp3r#852',
  'Thunder2024$',
  'Welcome1',
  'Willkommen1!',
  'P@ssw0rd',
  'Passw0rd!',
  'Password123',
  'Password1',
  'Sommer-2024',
  'hunter42',
  'Contoso!2024',
  'Bienvenue2024!',
  'Contraseña1!',
  'Müller-1975',
  'admin1234',
  'Qwertz123!',
  '*u524%T51nh4r!STgOt#s',
  'hCgMiJsR*thpwigw8=6Z7',
  'c#OqZ%+lGOcXjOlaV%s_XbZP',
  '=gt4OOrHUbMDJ$!?$.',
];

const keys = [
  hex(32),
  hex(40),
  hex(64),
  hex(32, 9).toUpperCase(),
  alphanumeric(20),
  alphanumeric(32, 3),
  alphanumeric(40),
  base64(43).concat('='),
  base64(86).concat('=='),
  base32(52),
  `${alphanumeric(20)}.${alphanumeric(30, 2)}`,
  `${alphanumeric(10)}_~${alphanumeric(24)}`,
  `${alphanumeric(8)}-${alphanumeric(8, 2)}-${alphanumeric(8, 3)}`,
];

describe('placeholders are nothing', () => {
  test.each(placeholders)('%s', (value) => {
    expect([
      judgeValue(value, 'password'),
      judgeValue(value, 'strong'),
      judgeValue(value, 'weak'),
      judgeCredential(value),
    ]).toEqual([undefined, undefined, undefined, undefined]);
  });
});

describe('harmless values are nothing', () => {
  test.each(harmless)('%s', (value) => {
    expect([judgeValue(value, 'password'), judgeValue(value, 'strong'), judgeValue(value, 'weak')]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});

describe('names are no keys', () => {
  test.each(names)('%s', (value) =>
    expect([judgeValue(value, 'strong'), judgeValue(value, 'weak')]).toEqual([undefined, undefined]),
  );
});

describe('weak passwords are passwords', () => {
  test.each(weakPasswords)('%s', (value) => {
    expect(judgeValue(value, 'password')).toBe('context');
    expect(judgeCredential(value)).toBe('context');
  });
  test.each(['123456', '12345678', 'qwertz', 'letmein', 'Pa$$w0rd', 'admin', 'hunter', 'oauth1x', 'abc1234'])(
    '%s, less surely',
    (value) => expect(judgeValue(value, 'password')).toMatch(/context/),
  );
  test.each(['ErpPassword', 'erp-password-2', 'Summer', 'first last', 'kv-contoso', 'Initial'])('but not %s', (value) =>
    expect(judgeValue(value, 'password')).toBeUndefined(),
  );
});

describe('keys', () => {
  test.each(keys)('%s', (value) => expect(judgeValue(value, 'strong')).toBe('context'));
  test.each(keys.filter((key) => key.length >= 24))('%s under a weak name', (value) =>
    expect(judgeValue(value, 'weak')).toBe('weak-context'),
  );
  test('need length', () => {
    expect(judgeValue(alphanumeric(11), 'strong')).toBeUndefined();
    expect(judgeValue(alphanumeric(20), 'weak')).toBeUndefined();
    expect(judgeValue(alphanumeric(7000), 'strong')).toBeUndefined();
  });
  test('made up by people are less sure', () => expect(judgeValue('Sup3r!Key', 'strong')).toBe('weak-context'));
});

test.each([guid(), guid().toUpperCase()])('the GUID %s is weak at most', (value) => {
  expect([
    judgeValue(value, 'password'),
    judgeValue(value, 'strong'),
    judgeValue(value, 'weak'),
    judgeCredential(value),
  ]).toEqual(['weak-context', 'weak-context', undefined, 'weak-context']);
});

describe('in a field for credentials', () => {
  test.each(['ab1c', 'correct horse battery staple 1', 'geheim77', ...keys])('%s counts', (value) =>
    expect(judgeCredential(value)).toBe('context'),
  );
  test.each(['abcd', 'ErpClientSecret', 'jane.doe@contoso.com', 'cert1.pfx', '2024-05-01'])('%s is doubtful', (value) =>
    expect(judgeCredential(value)).toBe('weak-context'),
  );
  test.each(['CRM_CLIENT_SECRET', 'https://kv.vault.azure.net/secrets/x', 'The secret is in the vault of the team'])(
    '%s does not',
    (value) => expect(judgeCredential(value)).toBeUndefined(),
  );
});
