import { alphanumeric, base64, characters } from './characters';
import type { Format } from './format';
import { isPassword, password } from './passwords';
import { maybe, run, type Segment, secret, text, word } from './shape';

const family = 'Connection strings and addresses with a password';

/** 64 and 32 bytes in base64. */
const key64 = secret(run(base64, 86), text('=='));
const key32 = secret(run(base64, 43), text('='));
const afterKey = characters('A-Za-z0-9+/_=-');

const passwordSetting: Segment[] = [word('Password=', 'Pwd='), maybe(text("'")), secret(password)];
const afterPassword = characters('^;"\' \n\r\t');
const user = ['user id=', 'uid=', 'user=', 'username=', 'user name=', 'userid='];
const server = ['server=', 'data source=', 'host=', 'addr=', 'address=', 'network address=', 'hostname='];

/** The password in a connection string of a database, told by what stands beside it. */
function database(row: Pick<Format, 'id' | 'name' | 'rotate' | 'source' | 'beside'>): Format {
  return { ...row, family, shape: passwordSetting, after: afterPassword, accepts: isPassword };
}

const loginPassword = 'Change the password of the login on the server, or use Microsoft Entra authentication.';

/** Where one text fits several rows, the first is taken: rows that ask for more stand before those that ask for less. */
export const connectionStrings: readonly Format[] = [
  {
    family,
    id: 'azure-cosmos-db-connection-string',
    name: 'Azure Cosmos DB connection string',
    rotate: 'Regenerate the key in the Azure portal under Keys of the Cosmos DB account.',
    source: 'https://learn.microsoft.com/azure/cosmos-db/nosql/quickstart-dotnet',
    shape: [word('AccountKey='), key64],
    after: afterKey,
    beside: [['accountendpoint=', '.documents.azure.']],
  },
  {
    family,
    id: 'azure-storage-connection-string',
    name: 'Azure Storage connection string',
    rotate: 'Rotate the key in the Azure portal under Access keys of the storage account.',
    source: 'https://learn.microsoft.com/azure/storage/common/storage-configure-connection-string',
    shape: [word('AccountKey='), key64],
    after: afterKey,
  },
  {
    family,
    id: 'azure-iot-hub-connection-string',
    name: 'Azure IoT Hub connection string',
    rotate: 'Regenerate the key in the Azure portal under Shared access policies of the IoT hub.',
    source: 'https://learn.microsoft.com/azure/iot-hub/authenticate-authorize-sas',
    shape: [word('SharedAccessKey='), key32],
    after: afterKey,
    beside: [['azure-devices', 'deviceid=']],
  },
  {
    family,
    id: 'azure-service-bus-connection-string',
    name: 'Azure Service Bus, Event Hubs, Relay or Notification Hubs connection string',
    rotate: 'Regenerate the key in the Azure portal under Shared access policies of the namespace.',
    source: 'https://learn.microsoft.com/azure/service-bus-messaging/service-bus-dotnet-get-started-with-queues',
    shape: [word('SharedAccessKey=', 'SharedSecretValue='), key32],
    after: afterKey,
  },
  {
    family,
    id: 'azure-signalr-connection-string',
    name: 'Azure SignalR Service connection string',
    rotate: 'Regenerate the key in the Azure portal under Keys of the SignalR Service.',
    source: 'https://learn.microsoft.com/azure/azure-signalr/concept-connection-string',
    shape: [word('AccessKey='), secret(run(base64, 40, 100), maybe(text('=')), maybe(text('=')))],
    after: afterKey,
    beside: [['service.signalr.net', 'signalr.azure.us', 'signalr.azure.cn']],
  },
  {
    family,
    id: 'azure-web-pubsub-connection-string',
    name: 'Azure Web PubSub connection string',
    rotate: 'Regenerate the key in the Azure portal under Keys of the Web PubSub service.',
    source: 'https://learn.microsoft.com/azure/azure-web-pubsub/howto-websocket-connect',
    shape: [word('AccessKey='), secret(run(base64, 40, 100), maybe(text('=')), maybe(text('=')))],
    after: afterKey,
    beside: [['webpubsub.azure.com', 'webpubsub.azure.us', 'webpubsub.azure.cn']],
  },
  {
    family,
    id: 'azure-communication-services-connection-string',
    name: 'Azure Communication Services connection string',
    rotate: 'Regenerate the key in the Azure portal under Keys of the Communication Services resource.',
    source: 'https://learn.microsoft.com/azure/communication-services/quickstarts/create-communication-resource',
    shape: [word('AccessKey='), secret(run(base64, 40, 100), maybe(text('=')), maybe(text('=')))],
    after: afterKey,
    beside: [['communication.azure.com', 'communication.azure.us']],
  },
  {
    family,
    id: 'azure-app-configuration-connection-string',
    name: 'Azure App Configuration connection string',
    rotate: 'Regenerate the key in the Azure portal under Access settings of the App Configuration store.',
    source: 'https://learn.microsoft.com/azure/azure-app-configuration/quickstart-dotnet-core-app',
    shape: [word('Secret='), secret(run(base64, 36, 100), maybe(text('=')), maybe(text('=')))],
    after: afterKey,
    beside: [['.azconfig.io', '.azconfig.azure.us', '.azconfig.azure.cn', '.appconfig.azure.'], ['id=']],
  },
  {
    family,
    id: 'dataverse-client-secret',
    name: 'Dataverse connection string with a client secret',
    rotate: 'Add a new client secret to the app registration in the Microsoft Entra admin center, and delete this one.',
    source:
      'https://learn.microsoft.com/power-apps/developer/data-platform/xrm-tooling/use-connection-strings-xrm-tooling-connect',
    shape: [word('ClientSecret=', 'Secret='), maybe(text("'")), secret(password)],
    after: afterPassword,
    accepts: isPassword,
    beside: [
      ['authtype=', 'authenticationtype='],
      ['url=', 'serviceuri=', 'service uri=', 'server=', 'clientid=', 'appid='],
    ],
  },
  database({
    id: 'dataverse-password',
    name: 'Dataverse connection string with a password',
    rotate: 'Change the password of the user, and use an application user instead.',
    source:
      'https://learn.microsoft.com/power-apps/developer/data-platform/xrm-tooling/use-connection-strings-xrm-tooling-connect',
    beside: [
      ['authtype=', 'authenticationtype='],
      ['url=', 'serviceuri=', 'service uri=', 'server='],
    ],
  }),
  {
    family,
    id: 'jdbc-connection-string',
    name: 'JDBC connection string with a password',
    rotate: loginPassword,
    source: 'https://learn.microsoft.com/sql/connect/jdbc/building-the-connection-url',
    shape: [word('Password=', 'Pwd='), secret(run(characters('^;&"\' \n\r\t'), 4, 128))],
    accepts: isPassword,
    beside: [['jdbc:']],
  },
  database({
    id: 'azure-sql-connection-string',
    name: 'Azure SQL or Synapse connection string with a password',
    rotate: loginPassword,
    source: 'https://learn.microsoft.com/azure/azure-sql/database/connect-query-content-reference-guide',
    beside: [
      [
        '.database.windows.net',
        '.database.usgovcloudapi.net',
        '.database.chinacloudapi.cn',
        '.database.cloudapi.de',
        '.sql.azuresynapse.net',
        '.database.fabric.microsoft.com',
      ],
    ],
  }),
  database({
    id: 'azure-postgresql-connection-string',
    name: 'Azure Database for PostgreSQL connection string with a password',
    rotate: loginPassword,
    source: 'https://learn.microsoft.com/azure/postgresql/flexible-server/connect-csharp',
    beside: [
      ['postgres.database.azure.com', 'postgres.database.usgovcloudapi.net', 'postgres.database.chinacloudapi.cn'],
    ],
  }),
  database({
    id: 'azure-mysql-connection-string',
    name: 'Azure Database for MySQL connection string with a password',
    rotate: loginPassword,
    source: 'https://learn.microsoft.com/azure/mysql/flexible-server/connect-csharp',
    beside: [['mysql.database.azure.com', 'mysql.database.usgovcloudapi.net', 'mysql.database.chinacloudapi.cn']],
  }),
  {
    family,
    id: 'azure-redis-connection-string',
    name: 'Redis connection string with a password',
    rotate: 'Regenerate the access key of the cache.',
    source: 'https://learn.microsoft.com/azure/azure-cache-for-redis/cache-dotnet-core-quickstart',
    shape: [word('Password='), secret(run(characters('^,;"\' \n\r\t'), 8, 128))],
    accepts: isPassword,
    beside: [['redis.cache.', 'redis.azure.net', 'redisenterprise.cache.azure.net', ':6379', ':6380', 'abortconnect=']],
  },
  database({
    id: 'odbc-connection-string',
    name: 'ODBC connection string with a password',
    rotate: loginPassword,
    source: 'https://learn.microsoft.com/sql/odbc/reference/syntax/sqldriverconnect-function',
    beside: [['driver=', 'dsn=', 'filedsn=']],
  }),
  database({
    id: 'ole-db-connection-string',
    name: 'OLE DB connection string with a password',
    rotate: loginPassword,
    source:
      'https://learn.microsoft.com/sql/connect/oledb/applications/using-connection-string-keywords-with-oledb-driver-for-sql-server',
    beside: [['provider='], [...server, ...user]],
  }),
  database({
    id: 'database-connection-string',
    name: 'Database connection string with a password',
    rotate: loginPassword,
    source: 'https://learn.microsoft.com/dotnet/framework/data/adonet/connection-string-syntax',
    beside: [server, [...user, 'database=', 'initial catalog=', 'port=']],
  }),
  {
    family,
    id: 'sap-connection-string',
    name: 'SAP connection string with a password',
    rotate: 'Change the password of the SAP user.',
    source: 'https://learn.microsoft.com/azure/logic-apps/connectors/sap',
    shape: [word('Passwd='), secret(password)],
    after: afterPassword,
    accepts: isPassword,
    beside: [['ashost=', 'mshost=', 'sysnr=', 'user=']],
  },
  {
    family,
    id: 'azure-data-factory-runtime-key',
    name: 'Azure Data Factory integration runtime key',
    rotate: 'Regenerate the key of the self-hosted integration runtime in Azure Data Factory.',
    source: 'https://learn.microsoft.com/azure/data-factory/create-self-hosted-integration-runtime',
    shape: [
      text('IR@'),
      run(characters('0-9a-f-'), 36),
      text('@'),
      run(characters('A-Za-z0-9_.-'), 1, 80),
      text('@'),
      maybe(run(characters('A-Za-z0-9_.=-'), 1, 120), text('@')),
      key32,
    ],
    after: afterKey,
  },
  {
    family,
    id: 'azure-publish-profile',
    name: 'Azure App Service publish profile',
    rotate: 'Reset the publish profile in the Azure portal on the overview page of the app.',
    source: 'https://learn.microsoft.com/azure/app-service/deploy-configure-credentials',
    shape: [word('userPWD='), text('"', '\\"', "'", '&quot;'), secret(run(alphanumeric, 60))],
  },
];
