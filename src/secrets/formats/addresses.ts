import { characters } from './characters';
import type { Format } from './format';
import { isPassword, passwordInAddress } from './passwords';
import { run, secret, text } from './shape';

/** `scheme://user:password@host`: https://www.rfc-editor.org/rfc/rfc3986#section-3.2.1 */
interface Scheme extends Pick<Format, 'id' | 'name' | 'source'> {
  readonly schemes: readonly string[];
}

function address({ schemes, ...row }: Scheme): Format {
  return {
    ...row,
    family: 'Connection strings and addresses with a password',
    rotate: 'Change the password on the server, and keep the new one out of the address.',
    shape: [
      text(...schemes.map((scheme) => `${scheme}://`)),
      run(characters('^:/?#@"\'<>\\ \n\r\t'), 0, 100),
      text(':'),
      secret(passwordInAddress),
      text('@'),
      run(characters('A-Za-z0-9[%_'), 1),
    ],
    before: characters('A-Za-z0-9+.'),
    // What follows is the rest of the host.
    after: characters(''),
    accepts: isPassword,
  };
}

export const addresses: readonly Format[] = [
  address({
    id: 'mongodb-address',
    name: 'MongoDB or Azure Cosmos DB for MongoDB address with a password',
    source: 'https://www.mongodb.com/docs/manual/reference/connection-string/',
    schemes: ['mongodb', 'mongodb+srv'],
  }),
  address({
    id: 'postgresql-address',
    name: 'PostgreSQL address with a password',
    source: 'https://www.postgresql.org/docs/current/libpq-connect.html',
    schemes: ['postgres', 'postgresql', 'cockroachdb'],
  }),
  address({
    id: 'mysql-address',
    name: 'MySQL or MariaDB address with a password',
    source: 'https://dev.mysql.com/doc/refman/8.4/en/connecting-using-uri-or-key-value-pairs.html',
    schemes: ['mysql', 'mysqlx', 'mysql2', 'mariadb'],
  }),
  address({
    id: 'sql-server-address',
    name: 'SQL Server address with a password',
    source: 'https://learn.microsoft.com/sql/connect/python/sqlalchemy/python-sql-driver-sqlalchemy-quickstart',
    schemes: ['mssql', 'sqlserver', 'mssql+pyodbc', 'mssql+pymssql'],
  }),
  address({
    id: 'amqp-address',
    name: 'AMQP or RabbitMQ address with a password',
    source: 'https://www.rabbitmq.com/docs/uri-spec',
    schemes: ['amqp', 'amqps'],
  }),
  address({
    id: 'redis-address',
    name: 'Redis address with a password',
    source: 'https://www.iana.org/assignments/uri-schemes/prov/redis',
    schemes: ['redis', 'rediss', 'valkey', 'valkeys'],
  }),
  address({
    id: 'ftp-address',
    name: 'FTP or SFTP address with a password',
    source: 'https://www.rfc-editor.org/rfc/rfc1738#section-3.2',
    schemes: ['ftp', 'ftps', 'sftp'],
  }),
  address({
    id: 'mail-address-with-password',
    name: 'Mail server address with a password',
    source: 'https://www.rfc-editor.org/rfc/rfc5092',
    schemes: ['smtp', 'smtps', 'imap', 'imaps'],
  }),
  address({
    id: 'ldap-address',
    name: 'LDAP address with a password',
    source: 'https://www.rfc-editor.org/rfc/rfc4516',
    schemes: ['ldap', 'ldaps'],
  }),
  address({
    id: 'nats-address',
    name: 'NATS or MQTT address with a password',
    source: 'https://docs.nats.io/using-nats/developer/connecting/userpass',
    schemes: ['nats', 'mqtt', 'mqtts'],
  }),
  address({
    id: 'http-address',
    name: 'Web address with a password',
    source: 'https://www.rfc-editor.org/rfc/rfc3986#section-3.2.1',
    schemes: ['http', 'https'],
  }),
];
