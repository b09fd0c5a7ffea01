import { alphanumeric, base64Url, characters, hex, lowerOrDigit } from './characters';
import type { Format } from './format';
import { servicesOf } from './service';
import { run, text } from './shape';

const service = servicesOf('Data and storage');

export const databases: readonly Format[] = [
  service(
    'mongodb-service-secret',
    'MongoDB Atlas service account secret',
    'Revoke the secret in MongoDB Atlas under Access manager, Applications.',
    'https://www.mongodb.com/docs/atlas/api/service-accounts-overview/',
    [text('mdb_sa_sk_'), run(base64Url, 40)],
  ),
  service(
    'planetscale-token',
    'PlanetScale service or OAuth token',
    'Delete the token in PlanetScale under Settings, Service tokens.',
    'https://planetscale.com/docs/api/reference/service-tokens',
    [text('pscale_tkn_', 'pscale_oauth_'), run(characters('A-Za-z0-9_=-'), 32, 64)],
  ),
  service(
    'planetscale-password',
    'PlanetScale password',
    'Delete the password in PlanetScale under Settings, Passwords.',
    'https://planetscale.com/docs/connect/creating-passwords',
    [text('pscale_pw_'), run(characters('A-Za-z0-9_=-'), 32, 64)],
  ),
  service(
    'supabase-token',
    'Supabase personal access token',
    'Delete the token in Supabase under Account, Access tokens.',
    'https://supabase.com/docs/reference/api/introduction',
    [text('sbp_'), run(hex, 40)],
  ),
  service(
    'supabase-secret-key',
    'Supabase secret key',
    'Delete the key in Supabase under Settings, API keys.',
    'https://supabase.com/docs/guides/api/api-keys',
    [text('sb_secret_'), run(base64Url, 22), text('_'), run(base64Url, 8)],
  ),
  service(
    'neon-key',
    'Neon API key',
    'Revoke the key in Neon under Account settings, API keys.',
    'https://neon.com/docs/manage/api-keys',
    [text('napi_'), run(lowerOrDigit, 64)],
  ),
  service(
    'aiven-password',
    'Aiven service password',
    'Reset the credentials in the Aiven console under Users of the service.',
    'https://aiven.io/docs/platform/howto/reset-service-password',
    [text('AVNS_'), run(base64Url, 19)],
  ),
  service(
    'clickhouse-cloud-key',
    'ClickHouse Cloud API key secret',
    'Delete the key in ClickHouse Cloud under API keys.',
    'https://clickhouse.com/docs/cloud/manage/openapi',
    [text('4b1d'), run(alphanumeric, 38)],
  ),
  service(
    'cockroachdb-key',
    'CockroachDB Cloud API key',
    'Delete the key in the CockroachDB Cloud console under Service accounts.',
    'https://www.cockroachlabs.com/docs/cockroachcloud/managing-access',
    [text('CCDB1_'), run(alphanumeric, 22), text('_'), run(alphanumeric, 40)],
  ),
  service(
    'dbt-cloud-token',
    'dbt Cloud token',
    'Delete the token in dbt Cloud under API tokens.',
    'https://docs.getdbt.com/docs/dbt-cloud-apis/authentication',
    [text('dbtc_', 'dbtu_'), run(base64Url, 40, 60)],
  ),
  service(
    'algolia-key',
    'Algolia admin API key',
    'Rotate the key in the Algolia dashboard under API keys.',
    'https://www.algolia.com/doc/guides/security/api-keys/',
    [run(hex, 32)],
    { needs: { vendor: ['algolia'] } },
  ),
  service(
    'confluent-secret',
    'Confluent Cloud API secret',
    'Delete the API key in the Confluent Cloud console.',
    'https://docs.confluent.io/cloud/current/security/authenticate/workload-identities/service-accounts/api-keys/overview.html',
    [run(characters('A-Za-z0-9+/'), 64)],
    { needs: { vendor: ['confluent'], called: ['secret', 'pass', 'key'] } },
  ),
  service(
    'backblaze-key',
    'Backblaze B2 application key',
    'Delete the key in Backblaze under Application keys.',
    'https://www.backblaze.com/docs/cloud-storage-application-keys',
    [text('K00'), run(characters('0-9'), 1), run(characters('A-Za-z0-9+/'), 27)],
  ),
  service(
    'elastic-cloud-key',
    'Elastic Cloud API key',
    'Revoke the key in Elastic Cloud under Organization, API keys.',
    'https://www.elastic.co/docs/deploy-manage/api-keys/elastic-cloud-api-keys',
    [text('essu_'), run(characters('A-Za-z0-9+/'), 60, 120), text('==', '=')],
  ),
];
