import { findByContext } from '../../src/secrets/context/find-by-context';
import type { LeafSetting, SecretMatch } from '../../src/secrets/leaf';
import { alphanumeric, base32, base64, guid, hex } from './context-samples';

const find = (text: string, name = '', setting: LeafSetting = 'value') =>
  findByContext({ text, name, setting, surroundings: [] });

/** The text with each match between marks, after its kind. */
function marked(text: string, matches: readonly SecretMatch[]): string {
  let result = '';
  let from = 0;
  for (const { start, end, kind, proof } of matches) {
    result += `${text.slice(from, start)}[${kind.id}${proof === 'weak-context' ? '?' : ''}|${text.slice(start, end)}]`;
    from = end;
  }
  return result + text.slice(from);
}

const expectMarked = (expected: string, name = '', setting: LeafSetting = 'value') => {
  const text = expected.replace(/\[[a-z-]+\??\|([^\]]*)\]/g, '$1');
  expect(marked(text, find(text, name, setting))).toBe(expected);
};

const key = alphanumeric(32);
const key2 = alphanumeric(40, 2);
const basic = (text: string) => Buffer.from(text).toString('base64');

/** Jest would pass its callback for a missing column. */
const withSetting = (rows: readonly (readonly [string, string, LeafSetting?])[]) =>
  rows.map(([text, name, setting]): [string, string, LeafSetting] => [text, name, setting ?? 'value']);

describe('a whole value, by its name', () => {
  test.each(
    withSetting([
      ['[password|Granite2025!]', 'item/cr1a2_password'],
      ['[password|Granite2025!]\n', 'Passwort'],
      [`"[api-key|${key}]"`, 'apiKey'],
      [`[api-key|${key}]`, 'API-Schlüssel (cr1a2_ApiKey)'],
      [`[api-key?|${guid()}]`, 'apiKey'],
      [`[api-key?|${key}]`, 'contosoKey'],
      [`[access-token?|${key}]`, 'token'],
      [`[client-secret|${key}]`, 'client_secret'],
      [`[secret|${key}]`, 'webhook secret'],
      [`[direct-line-secret|${alphanumeric(43)}.${alphanumeric(43, 2)}]`, 'directLineSecret'],
      [`[cryptographic-key|${base64(43)}=]`, 'signingKey'],
      [`[azure-subscription-key|${hex(32)}]`, 'cognitiveServicesKey'],
      [`[azure-subscription-key|${hex(32)}]`, 'demo_SpeechToTextKey'],
      [`[api-key|${hex(40)}]`, 'apiKey'],
      [`[access-token|${base32(52)}]`, 'personalAccessToken'],
      [`[azure-subscription-key|${hex(32)}]`, 'Ocp-Apim-Subscription-Key', 'header'],
      [`[azure-subscription-key|${hex(32)}]`, 'api-key', 'header'],
      [`[azure-function-access-key|${base64(54)}==]`, 'x-functions-key', 'header'],
      [`[azure-function-access-key?|${hex(40)}]`, 'x-functions-key', 'header'],
      [`[access-token|${key}]`, 'X-Auth-Token', 'header'],
      [`[shared-secret|${key}]`, 'x-api-key', 'compared'],
      ['[shared-secret|Winter2024!]', 'password', 'compared'],
      [`[shared-secret?|${key}]`, 'token', 'compared'],
      [`[client-secret|${key}]`, 'secret', 'credential'],
      ['[password|geheim77]', 'password', 'credential'],
      [`[certificate-with-key|MIIK${base64(200)}]`, 'pfx', 'credential'],
      [`Bearer [access-token|${key}]`, 'value', 'credential'],
      [`[authorization-header|${key}]`, 'value', 'credential'],
    ]),
  )('%s of %s', (expected, name, setting) => expectMarked(expected, name, setting));

  test.each(
    withSetting([
      [key, 'customerId'],
      [key, ''],
      [hex(40), 'commitSha'],
      [hex(40), 'fileHash'],
      [key, 'continuationToken'],
      [key, 'rowKey', 'compared'],
      [key, 'key', 'compared'],
      [key, 'apiKey', 'name'],
      [key, 'apiKey', 'prose'],
      ['Bearer', 'tokenType', 'compared'],
      ['Bearer', 'Authorization', 'header'],
      ['', 'password', 'credential'],
      ["@parameters('Client Secret')", 'secret', 'credential'],
      ["@{body('Get_secret')?['value']}", 'secret', 'credential'],
      ["prefix-@{body('Get_secret')?['value']}-99", 'secret', 'credential'],
      ["@base64(concat(variables('user'),':',variables('pwd')))", 'password'],
    ]),
  )('not %s of %s', (text, name, setting) => expect(find(text, name, setting)).toEqual([]));
});

describe('Authorization', () => {
  test.each([
    [`Bearer [access-token|${key}]`, 'Authorization'],
    [`bearer [access-token|${key}]`, ''],
    [`Token [access-token|${hex(40)}]`, 'Authorization'],
    [`Token token="[access-token|${hex(40)}]"`, 'Authorization'],
    [`ApiKey [api-key|${key}]`, 'Authorization'],
    [`SharedKey account1:[api-key|${base64(43)}=]`, 'Authorization'],
    [`Acme [authorization-header|${key}]`, 'Authorization'],
    [`[authorization-header|${key}]`, 'Authorization'],
    [`[authorization-header?|${guid()}]`, 'Authorization'],
    [`Basic [basic-credentials|${basic('apiuser:$oc!AoRnDlAbjun')}]`, 'Authorization'],
    [`Basic [basic-credentials|${basic(`:${base32(52)}`)}]`, ''],
  ])('%s', (expected, name) => expectMarked(expected, name, name === '' ? 'value' : 'header'));

  test.each([
    'Bearer ',
    'Bearer {token}',
    'Bearer <access_token>',
    'Bearer YOUR_TOKEN',
    'Bearer xxxxxxxxxxxxxxxx',
    'Bearer token',
    "Bearer @{variables('token')}",
    'Basic <base64 credentials>',
    'Basic authentication',
    `Basic ${basic('user:password')}`,
    `Basic ${basic('no colon here 1')}`,
    'Bearer of the keys',
    "Basic @{base64(concat(parameters('User'),':',parameters('Pwd')))}",
    'Basic Authentication is turned off for 2024 mailboxes',
    'Bearer realm="contoso2024"',
  ])('not %s', (text) => {
    expect(find(text, 'Authorization', 'header')).toEqual([]);
    expect(find(text)).toEqual([]);
  });
});

describe('connection strings', () => {
  test.each([
    'Server=tcp:sql-1.database.windows.net,1433;Initial Catalog=erp;User ID=svc;Password=[connection-string-password|EHZc1-7yld_jZ3=iv5!R8];Encrypt=True;',
    'Driver={ODBC Driver 17 for SQL Server};Server=srv;Uid=svc_hr;Pwd=[connection-string-password|Spring.Saffron72];',
    'User Id=sa; Password = [connection-string-password|Sommer2024!]',
    `DefaultEndpointsProtocol=https;AccountName=st1;AccountKey=[connection-string-key|${base64(86)}==];EndpointSuffix=core.windows.net`,
    `Endpoint=sb://sb-1.servicebus.windows.net/;SharedAccessKeyName=RootManageSharedAccessKey;SharedAccessKey=[connection-string-key|${base64(43)}=]`,
    `AuthType=ClientSecret;Url=https://org.crm4.dynamics.com;ClientId=${guid()};ClientSecret=[connection-string-key|${key}];RequireNewInstance=true`,
    'AuthType=Office365;Username=a@b.com;Password=[connection-string-password|Orchid2020#];Url=https://org.crm4.dynamics.com',
    'cache.contoso.com:6380,password=[password|Thunder2024$],ssl=True',
    `cs = "Server=x;Password=[connection-string-password|Granite_Summer63]"`,
  ])('%s', (expected) => expectMarked(expected, 'connectionString'));

  test.each([
    'Server=localhost;Database=crm;Trusted_Connection=True;',
    'Server=.;Database=crm;Integrated Security=SSPI;',
    'Password=***;User ID=***',
    'Server=tcp:<server>.database.windows.net;Database=<db>;User ID=<user>;Password=<password>;',
    'Server=x;Password={your_password};Encrypt=True',
    'Endpoint=sb://<namespace>.servicebus.windows.net/;SharedAccessKeyName=<name>;SharedAccessKey=<key>',
    'UseDevelopmentStorage=true',
    "DefaultEndpointsProtocol=https;AccountName=x;AccountKey=@{outputs('Get_secret')?['body/value']};EndpointSuffix=core.windows.net",
    "Server=x;User ID=svc;Password=@{variables('pwd')};Encrypt=True;",
    'AuthType=ClientSecret;ClientId={client-id};ClientSecret={client-secret}',
    'Server=x;Password=#{SqlPassword}#;',
    'Server=x;Password=$(SqlPassword);',
    'Server=x;Password=;Encrypt=True',
    `Endpoint=https://x.contoso.com;ApiKeyName=${key}`,
  ])('not %s', (text) => expect(find(text, 'connectionString')).toEqual([]));
});

describe('forms, queries and addresses', () => {
  test.each([
    `grant_type=client_credentials&client_id=${guid()}&client_secret=[client-secret|${key}]&scope=x`,
    `client_secret=[client-secret|${base64(43).replaceAll('+', '%2B').replaceAll('/', '%2F')}%3D]&scope=x`,
    'grant_type=password&username=svc%40contoso.com&password=[password|Spring2023%40!]&scope=x',
    `https://api.contoso.com/v1/x?format=json&subscription-key=[azure-subscription-key|${hex(32)}]`,
    `https://api.contoso.com/v1/x?api_key=[api-key|${key}]#top`,
    `https://api.contoso.com/v1/x?access_token=[access-token|${key}]`,
    `?token=[access-token?|${key}]&page=2`,
    'https://integration:[url-credentials|9uKUm8Cuch]@api.contoso.com/v1/orders',
    'ftp://svc:[url-credentials|Sommer2024!]@10.1.2.3:2121/in',
    'postgres://svc:[url-credentials|p%40ss1234]@db.contoso.com:5432/x?sslmode=require',
    'see https://a.com and https://svc:[url-credentials|Geheim77]@b.com',
    `client_id=@{variables('id')}&client_secret=[client-secret|${key}]&scope=@{variables('scope')}`,
  ])('%s', (expected) => expectMarked(expected, 'uri'));

  test.each([
    `https://api.contoso.com/x?$skiptoken=${key}`,
    'https://api.contoso.com/x?code=4711&state=abc',
    `https://main.crm.dynamics.com/main.aspx?appid=${guid()}`,
    'https://user:password@contoso.com',
    'https://<user>:<password>@contoso.com',
    "https://svc:@{variables('pwd')}@contoso.com",
    'https://git@contoso.com/x',
    'https://contoso.com:8443/@scope/x',
    'https://contoso.com/users/a:b1234567@c',
    'mailto:a:b1234567@c.com',
    "https://x.com/?api_key=@{variables('key')}&x=1",
    'https://x.com/?api_key=<key>',
    'grant_type=client_credentials&client_secret=xxxxxxxx&scope=x',
    `https://x.com/?next_page_token=${key}`,
    '://',
    'a://b:c@',
  ])('not %s', (text) => expect(find(text, 'uri')).toEqual([]));
});

describe('code, markup and configuration', () => {
  test.each([
    `this.Context.Request.Headers.Add("Authorization", "Bearer [access-token|${key}]");`,
    `this.Context.Request.Headers.Add("x-api-key", "[api-key|${key}]");`,
    `request.setRequestHeader('x-api-key', '[api-key|${key}]')`,
    `headers["Ocp-Apim-Subscription-Key"] = "[azure-subscription-key|${hex(32)}]";`,
    `private const string ApiKey = "[api-key|${key}]";`,
    `Contoso.authToken = "[access-token|${key}]";`,
    `const apiKey: string = 'x'; var pwd='[password|Granite_Summer63]';`,
    `{ apiKey: '[api-key|${key}]', other: 1 }`,
    `{"user":"svc","password" : "[password|winterGranite69?]"}`,
    `{\\"password\\":\\"[password|winterGranite69?]\\"}`,
    `Set(varPassword, "[password|hCgMiJsR*thpwigw8=6Z7]");`,
    `UpdateContext({locApiKey: "[api-key|${key}]"})`,
    `SET Client_secret TO $'''[client-secret|${base64(43)}=]'''`,
    `        x-api-key: [api-key|${key}]`,
    `        password: "[password|Sommer2024!]"`,
    `        password: [password|Harbor.Summer76]`,
    `API_KEY=[api-key|${key}]`,
    `export DB_PASSWORD='[password|Sommer2024!]'`,
    `$password = "[password|Sommer2024!]"`,
    `$s = ConvertTo-SecureString "[password|Sommer2024!]" -AsPlainText -Force`,
    `new NetworkCredential("svc", "[password|Sommer2024!]")`,
    `curl -u svc_user:[password|Sommer2024!] https://api.contoso.com`,
    `tool login --client-secret [client-secret|${key}] --tenant x`,
    `<wsse:Password Type="PasswordText">[password|Sommer2024!]</wsse:Password>`,
    `<password>[password|Sommer2024!]</password>`,
    `<add key="ApiKey" value="[api-key|${key}]" />`,
    `<Property Name="Password">[password|Sommer2024!]</Property>`,
    `line 1\npassword = "[password|Sommer2024!]"\nline 3: apiKey = "[api-key|${key}]"`,
  ])('%s', (expected) => expectMarked(expected));

  test.each([
    'this.Context.Request.Headers.Add("x-api-key", this.Context.Request.Headers.GetValues("api_key").First());',
    'var token = this.Context.Request.Headers.Authorization.Parameter;',
    'string password = await GetSecretAsync("ErpPassword1");',
    'Authorization: =Global.AuthToken',
    'x-api-key: =Env.cr1a2_ApiKey',
    'Authorization: =Concatenate("Bearer ", Topic.Token)',
    'Set(varToken, Office365.Token1)',
    'Set(varPassword, TextInput1.Text)',
    'password: string;',
    'password: str1',
    'const apiKey = process.env.API_KEY_1;',
    'password=$PASSWORD1',
    'password = $(Get-Secret X1)',
    `apiKey: $${'{{ secrets.API_KEY_1 }}'}`,
    'var key = keys[i1];',
    '{key:t.key,text:t.name1,disabled:!1}',
    'if (token == null1) return',
    '<password></password>',
    "<password>@{variables('x')}</password>",
    '<input type="password" name="password" value="" />',
    '<add key="ApiKey" value="#{ApiKey}#" />',
    '<PublicKeyToken>31bf3856ad364e35</PublicKeyToken>',
    'Culture=neutral, PublicKeyToken=31bf3856ad364e35',
    'SET Password TO Credential',
    "SET Password TO $'''%Password%'''",
    'type: apiKey\nin: header\nname: X-API-Key',
    '["client_secret","password1","api_key2"]',
    'runAfter: { Get_Secret: ["Succeeded"] }',
    '"password": {"type":"string","title":"Password1"}',
    `curl -u $USER:$PASS https://api.contoso.com`,
    'ConvertTo-SecureString "$env:PASSWORD1" -AsPlainText',
  ])('not %s', (text) => expect(find(text)).toEqual([]));
});

describe('running text', () => {
  test.each([
    `Temp: using AppSecret = [client-secret|${key}] until the vault is ready`,
    `Temp: using password = [password|Harbor.Winter33] until the vault is ready`,
    `The API key is [api-key|${key2}].`,
    `Uses aws_secret_access_key [api-key|${key2}]`,
    'Uses password [password|Granite_Summer63]',
    'Login svc@contoso.com, password: [password|Sommer2024!]',
    'Das Passwort für SAP lautet [password|Sommer2024!], nicht weitergeben.',
    'Kennwort: [password|Sommer-2024]',
    'Le mot de passe est [password|Soleil2024!].',
    'mot de passe : [password|Soleil2024!]',
    `Clé API : [api-key|${key}]`,
    'Contraseña: [password|Verano2024!]',
    `La clave de acceso es [api-key|${key}]`,
    'Wachtwoord is [password|Zomer2024!]',
    'A senha é [password|Verao2024!]',
    `Token de acesso: [access-token|${key}]`,
    '<p><b>Password:</b> [password|Sommer2024!]</p>',
    '<p>User: x<br>Password: [password|Sommer2024!]<br></p>',
    '<tr><td>Password</td><td>[password|Sommer2024!]</td></tr>',
    'Password：[password|Sommer2024!]',
  ])('%s', (expected) => {
    expectMarked(expected, 'description', 'prose');
    expectMarked(expected, 'Body', 'value');
  });

  test.each([
    'Reset your password at <a href="https://passwordreset.microsoftonline.com">https://passwordreset.microsoftonline.com</a>',
    "The client secret of <b>ERP Sync</b> expires on @{formatDateTime(utcNow(),'yyyy-MM-dd')}. Password: see Key Vault.",
    'Do not send passwords by e-mail. Token: never share it. Key: value pairs are listed below.',
    "Secret name: ErpClientSecret2, key id: @{outputs('Get_app')?['body/keyId']}, hint: abc1",
    'Password and client secret are read from Key Vault kv-contoso-prod (secret ErpClientSecret1).',
    'Token from https://docs.github.com/en/authentication/managing-your-personal-access-tokens-2',
    'The password must have at least 12 characters.',
    'Password: 12 characters at least',
    'The secret is ErpClientSecret',
    'API key: ask the team',
    'The token expires 2024-05-01T00:00:00Z',
    'API key: <key>',
    `The project key is ${key}`,
    `Correlation key: ${key}`,
    'Das Kennwort ist abgelaufen.',
    'Le mot de passe est obligatoire.',
    'Passwort: siehe KeePass',
    'Password expiry: 2024-05-01',
    'secret v2 of 2024',
    'Set the password, then 1 more',
    'See https://learn.microsoft.com/azure/key-vault/secrets/about-secrets?tabs=azure-portal#secret-attributes',
  ])('not %s', (text) => {
    expect(find(text, 'description', 'prose')).toEqual([]);
    expect(find(text, 'Body', 'value')).toEqual([]);
  });
});

describe('holes', () => {
  test('what has one is no secret, what stands beside one is', () => {
    expectMarked(`{"user":"@{variables('u')}","password":"[password|Sommer2024!]","x":"@{1}"}`);
    expect(find(`password="Sommer@{variables('x')}2024!"`)).toEqual([]);
    expect(find("password=\"@{concat('}','Sommer2024!')}\"")).toEqual([]);
    expect(find('@{if(true, password="Sommer2024!"')).toEqual([]);
  });
  test('@@{ is none', () => expect(find('password="@@{Sommer2024"')).toHaveLength(1));
});
