import { findFormats } from '../../src/secrets/find-formats';
import { formats } from '../../src/secrets/formats';
import type { Leaf, LeafSetting } from '../../src/secrets/leaf';
import { randomOf } from './support/random';
import { besideOf, sampleOf } from './support/samples';
import { annotatedKey, azureDevOpsToken, entraClientSecret, githubToken, signedAzureKey } from './support/sealed';

const random = randomOf('judged');

function leaf(text: string, name = '', surroundings: readonly string[] = [], setting: LeafSetting = 'value'): Leaf {
  return { text, name, setting, surroundings };
}

/** What is found, as `id: proof: secret`. */
const found = (given: Leaf) =>
  findFormats(given).map(({ kind, proof, start, end }) => `${kind.id}: ${proof}: ${given.text.slice(start, end)}`);

/** A sample of a kind, with what must stand beside it. */
function sample(id: string): string {
  const format = formats.find((row) => row.id === id);
  if (format === undefined) throw new Error(id);
  return besideOf(format) + sampleOf(format, random, 'shortest').text;
}

describe('checksums', () => {
  test('prove what has one', () => {
    const key = signedAzureKey(random, 64, '+ASt', 'Default0');
    expect(found(leaf(key))).toEqual([`azure-storage-key: checksum: ${key}`]);
    const secret = entraClientSecret(random);
    expect(found(leaf(`use ${secret}.`))).toEqual([`entra-client-secret: checksum: ${secret}`]);
    const token = githubToken(random, 'ghp_');
    expect(found(leaf(`Bearer ${token}`))).toEqual([`github-personal-token: checksum: ${token}`]);
  });

  test('name the service of an annotated key', () => {
    const services = [
      ['AAAB', 'ACOG', 'azure-openai-key'],
      ['AAAY', 'ACOG', 'azure-speech-key'],
      ['AAZZ', 'ACOG', 'azure-ai-key'],
      ['AAAA', 'AZDO', 'azure-devops-token'],
      ['AAAA', 'AZXX', 'azure-annotated-key'],
    ] as const;
    for (const [provider, signature, id] of services) {
      const key = annotatedKey(random, provider, signature);
      expect(found(leaf(key))).toEqual([`${id}: checksum: ${key}`]);
    }
  });

  test('that are wrong hide nothing, but where the format alone is too common', () => {
    const key = `${signedAzureKey(random, 64, '+ASt', 'Default0').slice(0, -4)}Qg==`;
    expect(found(leaf(key))).toEqual([`azure-storage-key: format: ${key}`]);
    const token = azureDevOpsToken(random);
    expect(found(leaf(token))).toEqual([`azure-devops-token-2024: checksum: ${token}`]);
    expect(found(leaf(`${token.slice(0, 51)}${token.endsWith('a') ? 'q' : 'a'}`))).toEqual([]);
  });
});

describe('one secret is one match', () => {
  test('of the key, where its checksum is right', () => {
    const key = signedAzureKey(random, 64, '+ASt', 'Default0');
    const text = `DefaultEndpointsProtocol=https;AccountName=a1;AccountKey=${key};EndpointSuffix=core.windows.net`;
    expect(found(leaf(text))).toEqual([`azure-storage-key: checksum: ${key}`]);
  });

  test('of the connection string, where the key says nothing', () => {
    const key = `${'q7Lk0Zt+/W'.repeat(8)}abCDe1==`;
    expect(found(leaf(`AccountName=a1;AccountKey=${key}`))).toEqual([
      `azure-storage-connection-string: format: ${key}`,
    ]);
    expect(found(leaf(`accountendpoint=https://a.documents.azure.cn:443/;accountkey=${key};`))).toEqual([
      `azure-cosmos-db-connection-string: format: ${key}`,
    ]);
  });

  test('of the trigger, not of its signature', () => {
    const signature = `${'kJ3-'.repeat(10)}x_9`;
    const text = `https://prod-01.westeurope.logic.azure.com:443/workflows/${'0a'.repeat(16)}/triggers/manual/paths/invoke?api-version=2016-06-01&sp=%2Ftriggers%2Fmanual%2Frun&sv=1.0&sig=${signature}`;
    expect(found(leaf(text))).toEqual([`logic-apps-trigger-url: format: ${signature}`]);
    expect(found(leaf(decodeURIComponent(text)))).toEqual([`logic-apps-trigger-url: format: ${signature}`]);
  });
});

describe('triggers', () => {
  const signature = `${'Zq5_'.repeat(10)}ab1`;
  const rest = '/triggers/manual/paths/invoke?api-version=1&sp=%2Ftriggers%2Fmanual%2Frun&sv=1.0';

  test.each([
    'https://a1.09.environment.api.powerplatform.com:443/powerautomate/automations/direct/workflows',
    'https://a1.09.environment.api.powerplatform.com/powerautomate/automations/direct/cu/22/workflows',
    'https://a1.09.environment.api.gov.powerplatform.microsoft.us:443/powerautomate/automations/direct/workflows',
    'https://a1.09.environment.api.high.powerplatform.microsoft.us:443/powerautomate/automations/direct/workflows',
    'https://a1.09.environment.api.appsplatform.us:443/powerautomate/automations/direct/workflows',
    'https://a1.09.environment.api.powerplatform.partner.microsoftonline.cn/powerautomate/automations/direct/workflows',
  ])('of %s', (address) => {
    const text = `${address}/${'1f'.repeat(16)}${rest}`;
    expect(found(leaf(`${text}&sig=${signature}`))).toEqual([`power-automate-trigger-url: format: ${signature}`]);
    // Without a signature the trigger asks for a sign-in.
    expect(found(leaf(text))).toEqual([]);
    expect(found(leaf(`${text}&sig=@{variables('signature')}`))).toEqual([]);
  });
});

describe('storage signatures', () => {
  const signature = `${'aB3%2F'.repeat(10)}abC%3D`;

  test('are found with the parameters that belong to them, in any order', () => {
    const parameters = ['sv=2022-11-02', 'sr=b', 'sp=rw', 'se=2030-01-01'];
    const signed = `https://a.blob.core.windows.net/c/f?${[...parameters, `sig=${signature}`].join('&')}`;
    const first = `?sig=${signature}&${parameters.join('&')}`;
    for (const text of [signed, first]) {
      const value = text.slice(text.indexOf('sig=') + 4).split('&')[0] ?? '';
      expect(found(leaf(text)).filter((line) => line.startsWith('azure-storage-sas'))).toEqual(
        value.length > 43 ? [`azure-storage-sas: format: ${value}`] : [],
      );
    }
    expect(found(leaf(`?sig=${signature}&color=red`))).toEqual([]);
  });

  test('of a connector icon, which the platform writes at every export, are none', () => {
    const query = `?sv=2018-03-28&sr=c&sig=${signature}&se=2023-11-06&sp=rl`;
    expect(found(leaf(`https://a.blob.core.windows.net/x/iconblob.Png${query}`))).toEqual([]);
  });
});

describe('what is no secret', () => {
  test.each([
    "Server=a;Database=b;User Id=c;Password=@{parameters('p')};",
    'Server=a;Database=b;User Id=c;Password=<your password>;',
    'Server=a;Database=b;User Id=c;Password={0};',
    'Server=a;Database=b;User Id=c;Password=#{DbPassword}#;',
    'Server=a;Database=b;User Id=c;Password=$(DbPassword);',
    'Server=a;Database=b;User Id=c;Password=********;',
    'Server=a;Database=b;User Id=c;Password=$env:DB_PASSWORD;',
    "@concat('Server=a;Database=b;User Id=c;Password=',parameters('p'),';')",
    'https://user:password@host.example.net/',
    "https://@{variables('u')}:@{variables('p')}@host.example.net/",
    'https://learn.microsoft.com/power-automate/',
    'mongodb://{user}:{password}@{host}',
    'UseDevelopmentStorage=true',
    `https://hooks.slack.com/services/T00000000/B00000000/${'X'.repeat(24)}`,
    `AKIAIOSFODNN7${'EXAMPLE'}`,
    `ghp_${'0'.repeat(36)}`,
    `sk-${'x'.repeat(20)}T3BlbkFJ${'x'.repeat(20)}`,
    '-----BEGIN CERTIFICATE-----\nMIIDazCCAlOgAwIBAgIUZ6xTqN1yqQYp\n-----END CERTIFICATE-----',
    '-----BEGIN PRIVATE KEY-----\n<key>\n-----END PRIVATE KEY-----',
    `sha256-${'q7Lk0Zt+/Wq7Lk0Zt+/Wq7Lk0Zt+/Wq7Lk0Zt+/Wab1'}=`,
    "@parameters('$connections')['shared_sql']['connectionId']",
  ])('%s', (text) => {
    expect(found(leaf(text))).toEqual([]);
  });

  test('keys that are published for the emulators', () => {
    // In pieces, so that no scanner of this repository takes them for keys.
    const storage = [
      'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUz',
      'FT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==',
    ].join('');
    const cosmos = [
      'C2y6yDjf5/R+ob0N8A7Cgv30VRDJIWEHLM+4QD',
      'U5DE2nQ9nDuVTqobD4b8mGGyPMbIZnqyMsEcaGQy67XIw/Jw==',
    ].join('');
    for (const key of [storage, cosmos])
      expect(found(leaf(`AccountName=devstoreaccount1;AccountKey=${key};`, 'storageKey', ['storage']))).toEqual([]);
  });

  test('the token of jwt.io', () => {
    const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const payload = { sub: '1234567890', name: 'John Doe', iat: 1516239022 };
    expect(found(leaf(`${part({ alg: 'HS256', typ: 'JWT' })}.${part(payload)}.${'aB3_'.repeat(10)}abc`))).toEqual([]);
  });
});

describe('formats that identifiers have too', () => {
  const hex = '3f9a0c5d7e1b42868d0e6c2a91f4b753';

  test('need the vendor and a name', () => {
    expect(found(leaf(hex, 'api-key', ['my.openai.azure.com']))).toEqual([`azure-openai-key-hex: format: ${hex}`]);
    expect(found(leaf(hex, 'deploymentId', ['my.openai.azure.com']))).toEqual([]);
    expect(found(leaf(hex, 'api-key', ['contoso.example']))).toEqual([]);
  });

  test('find the vendor in the address that they stand in', () => {
    const text = `https://api.openweathermap.org/data/2.5/weather?q=Zug&appid=${hex}`;
    expect(found(leaf(text, 'uri'))).toEqual([`openweather-key: format: ${hex}`]);
  });

  test('are nothing in prose, in names, in paths and in longer words', () => {
    const places = ['my.openai.azure.com'];
    expect(found(leaf(hex, 'api-key', places, 'prose'))).toEqual([]);
    expect(found(leaf(hex, 'api-key', places, 'name'))).toEqual([]);
    expect(found(leaf(`https://v.vault.azure.net/secrets/key/${hex}`, 'api-key', places))).toEqual([]);
    expect(found(leaf(`${hex}0`, 'api-key', places))).toEqual([]);
    expect(found(leaf(hex, 'api-key', ['mailbox', 'inbox']))).toEqual([]);
  });
});

describe('boundaries', () => {
  test('an escape stands for its character', () => {
    const key = sample('aws-access-key-id');
    for (const before of ['\\n', '\\t', '%20', '%3D', '%22', '\\u0022'])
      expect(findFormats(leaf(before + key))).toHaveLength(1);
    for (const before of ['n', '%41', '\\u0041', '_']) expect(findFormats(leaf(before + key))).toHaveLength(0);
  });

  test('several secrets in one text are several matches, in order', () => {
    const keys = ['google-api-key', 'stripe-key', 'hubspot-token'].map(sample);
    expect(findFormats(leaf(keys.join(' and '))).map(({ kind }) => kind.id)).toEqual([
      'google-api-key',
      'stripe-key',
      'hubspot-token',
    ]);
  });
});
