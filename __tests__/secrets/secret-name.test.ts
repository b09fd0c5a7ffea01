import { namesSecret } from '../../src/secrets/secret-name';
import { wordsOf } from '../../src/secrets/words';

test.each([
  ['new_clientSecret2', ['new', 'client', 'secret']],
  ['AzureOpenAIKey', ['azure', 'open', 'ai', 'key']],
  ['SQLConnectionString', ['sql', 'connection', 'string']],
  ['demo-key', ['demo', 'key']],
  ['', []],
])('%s splits into words', (name, words) => {
  expect(wordsOf(name)).toEqual(words);
});

describe('names of secrets', () => {
  test.each([
    'ClientSecret',
    'con_StockApiKey',
    'AzureOpenAIKey',
    'demo-key',
    'Speech To Text Key',
    'dbpassword',
    'ApiKeyDev',
    'AccessToken',
    'Storage connection string',
    'admin_AuditLogsClientSecret',
    'Azure Blob Destination SAS URL',
    'SMTP_PASSWORD',
    'webhookKey',
  ])('%s', (name) => expect(namesSecret(name)).toBe(true));
});

describe('names of other things', () => {
  test.each([
    'SecretName',
    'TokenLifetime',
    'KeyVaultUri',
    'ClientId',
    'PrimaryKey',
    'TokenUrl',
    'PasswordPolicy',
    'Keyboard',
    'Monkey',
    'key',
    'SecretsLocation',
    'SendPasswordResetEnabled',
    'Passenger',
    'TokenEndpoint',
    'SiteKey',
    'Compass',
    'Tokenizer',
    '',
  ])('%s', (name) => expect(namesSecret(name)).toBe(false));
});
