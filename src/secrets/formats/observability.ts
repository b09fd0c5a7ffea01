import { base64Bytes } from '../checksums/bytes';
import { alphanumeric, base64, base64Url, characters, hex, lowerOrDigit, upperOrDigit } from './characters';
import type { Format } from './format';
import { hasDigit, servicesOf } from './service';
import { either, guid, maybe, run, text } from './shape';

const service = servicesOf('Observability and security');

const newRelic = 'https://docs.newrelic.com/docs/apis/intro-apis/new-relic-api-keys/';
const grafana = 'https://grafana.com/docs/grafana/latest/administration/service-accounts/';

export const observability: readonly Format[] = [
  service('new-relic-user-key', 'New Relic user key', 'Delete the key in New Relic under API keys.', newRelic, [
    text('NRAK-'),
    run(upperOrDigit, 27),
  ]),
  service(
    'new-relic-insert-key',
    'New Relic insert or query key',
    'Delete the key in New Relic under API keys.',
    newRelic,
    [text('NRII-', 'NRIQ-'), run(base64Url, 32)],
  ),
  service(
    'new-relic-admin-key',
    'New Relic admin or REST API key',
    'Delete the key in New Relic under API keys.',
    newRelic,
    [either([text('NRAA-'), run(hex, 27)], [text('NRRA-'), run(hex, 42)])],
  ),
  service('new-relic-license-key', 'New Relic licence key', 'Delete the key in New Relic under API keys.', newRelic, [
    run(lowerOrDigit, 36),
    text('NRAL'),
  ]),
  service(
    'grafana-service-token',
    'Grafana service account token',
    'Delete the token in Grafana under Administration, Service accounts.',
    grafana,
    [text('glsa_'), run(alphanumeric, 32), text('_'), run(hex, 8)],
  ),
  service(
    'grafana-cloud-token',
    'Grafana Cloud access policy token',
    'Delete the token in Grafana Cloud under Access policies.',
    'https://grafana.com/docs/grafana-cloud/security-and-account-management/authentication-and-permissions/access-policies/',
    [text('glc_eyJ'), run(base64, 40, 400), maybe(either([text('==')], [text('=')]))],
  ),
  service(
    'grafana-api-key',
    'Grafana API key',
    'Delete the key in Grafana under Administration, API keys, and use a service account.',
    grafana,
    [text('eyJrIjoi'), run(alphanumeric, 60, 400), maybe(either([text('==')], [text('=')]))],
    // Power BI writes the key of a report in the same way into its public address.
    { accepts: namesGrafanaKey },
  ),
  service(
    'sentry-organization-token',
    'Sentry organization token',
    'Revoke the token in Sentry under Organization tokens.',
    'https://docs.sentry.io/account/auth-tokens/',
    [text('sntrys_eyJ'), run(characters('A-Za-z0-9+/='), 40, 400), text('_'), run(base64, 43)],
  ),
  service(
    'sentry-user-token',
    'Sentry personal token',
    'Revoke the token in Sentry under Personal tokens.',
    'https://docs.sentry.io/account/auth-tokens/',
    [text('sntryu_'), run(hex, 64)],
  ),
  service(
    'dynatrace-token',
    'Dynatrace access or platform token',
    'Revoke the token in Dynatrace under Access tokens.',
    'https://docs.dynatrace.com/docs/manage/identity-access-management/access-tokens-and-oauth-clients/access-tokens',
    [
      text('dt0c01.', 'dt0s01.', 'dt0s02.', 'dt0s06.', 'dt0s08.', 'dt0s16.'),
      run(upperOrDigit, 8, 24),
      text('.'),
      run(upperOrDigit, 64),
    ],
  ),
  service(
    'datadog-key',
    'Datadog API or application key',
    'Revoke the key in Datadog under Organization settings.',
    'https://docs.datadoghq.com/account_management/api-app-keys/',
    [either([run(hex, 40)], [run(hex, 32)])],
    { needs: { vendor: ['datadog', 'dd-api-key', 'dd-application-key', 'dd_api_key', 'dd_app_key'] } },
  ),
  service(
    'honeycomb-key',
    'Honeycomb ingest or configuration key',
    'Disable the key in Honeycomb under Environment settings, API keys.',
    'https://docs.honeycomb.io/configure/environments/manage-api-keys/',
    [text('hcaik_', 'hcbik_', 'hccik_', 'hcalk_', 'hcxik_', 'hcamk_'), run(lowerOrDigit, 58)],
  ),
  service(
    'axiom-token',
    'Axiom API token',
    'Delete the token in Axiom under Settings, API tokens.',
    'https://axiom.co/docs/reference/tokens',
    [text('xaat-', 'xapt-'), ...guid(hex)],
  ),
  service(
    'posthog-key',
    'PostHog personal API key',
    'Delete the key in PostHog under Settings, Personal API keys.',
    'https://posthog.com/docs/api',
    [text('phx_'), run(alphanumeric, 40, 50)],
  ),
  service(
    'stackhawk-key',
    'StackHawk API key',
    'Delete the key in StackHawk under Settings, API keys.',
    'https://docs.stackhawk.com/apidocs.html',
    [text('hawk.'), run(base64Url, 20), text('.'), run(base64Url, 20)],
  ),
  service(
    'meraki-key',
    'Cisco Meraki API key',
    'Revoke the key in the Meraki dashboard under My profile.',
    'https://developer.cisco.com/meraki/api-v1/authorization/',
    [run(hex, 40)],
    { needs: { vendor: ['meraki'] } },
  ),
  service(
    'snyk-token',
    'Snyk API token',
    'Revoke the token in Snyk under Account settings.',
    'https://docs.snyk.io/snyk-api/authentication-for-api',
    [
      text('snyk_uat.', 'snyk_sat.'),
      run(hex, 8),
      text('.'),
      run(base64Url, 20, 1500),
      text('.'),
      run(base64Url, 20, 200),
    ],
  ),
  service(
    'virustotal-key',
    'VirusTotal API key',
    'Replace the key on virustotal.com under API key.',
    'https://docs.virustotal.com/docs/please-give-me-an-api-key',
    [run(hex, 64)],
    { needs: { vendor: ['virustotal'], called: ['key', 'token', 'auth'] } },
  ),
  service(
    'abuseipdb-key',
    'AbuseIPDB API key',
    'Revoke the key on abuseipdb.com under API.',
    'https://docs.abuseipdb.com/#introduction',
    [run(hex, 80)],
    { needs: { vendor: ['abuseipdb'] } },
  ),
  service(
    'shodan-key',
    'Shodan API key',
    'Reset the key on account.shodan.io.',
    'https://developer.shodan.io/api/requirements',
    [run(alphanumeric, 32)],
    { needs: { vendor: ['shodan'] }, accepts: hasDigit },
  ),
  service(
    'haveibeenpwned-key',
    'Have I Been Pwned API key',
    'Regenerate the key on haveibeenpwned.com under API key.',
    'https://haveibeenpwned.com/API/v3',
    [run(hex, 32)],
    { needs: { vendor: ['haveibeenpwned', 'hibp'] } },
  ),
  service(
    'maxmind-key',
    'MaxMind licence key',
    'Delete the key in MaxMind under Manage license keys.',
    'https://support.maxmind.com/hc/en-us/articles/4407111582235',
    [run(alphanumeric, 6), text('_'), run(alphanumeric, 29), text('_mmk')],
  ),
  service(
    'fastly-token',
    'Fastly API token',
    'Revoke the token in Fastly under API tokens.',
    'https://www.fastly.com/documentation/guides/account-info/user-access-and-control/using-api-tokens/',
    [run(base64Url, 32)],
    { needs: { vendor: ['fastly'] }, accepts: hasDigit },
  ),
  service(
    'auth0-client-secret',
    'Auth0 client secret',
    'Rotate the secret in the Auth0 dashboard in the settings of the application.',
    'https://auth0.com/docs/get-started/applications/rotate-client-secret',
    [run(base64Url, 64)],
    { needs: { vendor: ['auth0'], called: ['secret'] } },
  ),
  service(
    'vault-recovery-token',
    'HashiCorp Vault recovery token',
    'Restart the server without recovery mode, so that the token ends.',
    'https://developer.hashicorp.com/vault/docs/concepts/recovery-mode',
    [text('hvr.'), run(base64Url, 24, 120)],
  ),
  service(
    'onepassword-secret-key',
    '1Password Secret Key',
    'Regenerate the Secret Key on 1password.com under My profile.',
    'https://support.1password.com/secret-key-security/',
    [
      text('A3-'),
      run(upperOrDigit, 6),
      text('-'),
      either([run(upperOrDigit, 6), text('-'), run(upperOrDigit, 5)], [run(upperOrDigit, 11)]),
      text('-'),
      run(upperOrDigit, 5),
      text('-'),
      run(upperOrDigit, 5),
      text('-'),
      run(upperOrDigit, 5),
    ],
  ),
  service(
    'authress-key',
    'Authress service client access key',
    'Delete the key in Authress under the service client.',
    'https://authress.io/knowledge-base/docs/authorization/service-clients/',
    [
      text('sc_', 'ext_', 'scauth_', 'authress_'),
      run(alphanumeric, 5, 30),
      text('.'),
      run(alphanumeric, 4, 6),
      text('.acc'),
      text('_', '-'),
      run(characters('a-z0-9-'), 10, 32),
      text('.'),
      run(characters('A-Za-z0-9+/_=-'), 30, 120),
    ],
  ),
];

/** `{"k":"...","n":"...","id":1}` in base64. */
function namesGrafanaKey(value: string): boolean {
  const bytes = base64Bytes(value.replace(/=+$/, '').slice(0, 400));
  return /^\{"k":"[^"]{1,200}","n":"/.test(String.fromCharCode(...(bytes ?? [])));
}
