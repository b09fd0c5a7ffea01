import { alphanumeric, base64, base64Url, characters, hex, lowerOrDigit } from './characters';
import type { Format } from './format';
import { hasDigit, servicesOf } from './service';
import { either, guid, maybe, run, secret, text, word } from './shape';

const service = servicesOf('Cloud platforms');

const aws = 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html';
const google = 'https://cloud.google.com/docs/authentication/api-keys';
const padding = maybe(either([text('==')], [text('=')]));

export const cloud: readonly Format[] = [
  service(
    'aws-access-key-id',
    'AWS access key',
    'Deactivate and delete the access key in the AWS console under IAM, Users, Security credentials.',
    aws,
    [text('AKIA', 'ASIA', 'ABIA', 'ACCA'), run(characters('A-Z2-7'), 16)],
  ),
  service(
    'aws-secret-access-key',
    'AWS secret access key',
    'Deactivate and delete the access key in the AWS console under IAM, Users, Security credentials.',
    aws,
    [run(base64, 40)],
    {
      before: characters('A-Za-z0-9+/_-'),
      after: characters('A-Za-z0-9+/_=-'),
      needs: { vendor: ['aws', 'amazon'], called: ['secret', 'access'] },
      accepts: isMixed,
    },
  ),
  service(
    'aws-session-token',
    'AWS session token',
    'Revoke the active sessions of the role in the AWS console under IAM.',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_revoke-sessions.html',
    [text('IQoJb3JpZ2lu', 'FwoGZXIvYXdz', 'FQoGZXIvYXdz', 'FQoDYXdz'), run(base64, 200, 2500), padding],
  ),
  service(
    'aws-presigned-url',
    'Signature of a presigned AWS address',
    'Deactivate the access key that signed it, or wait for its expiry of seven days at most.',
    'https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-presigned-url.html',
    [text('X-Amz-Signature='), secret(run(hex, 64))],
  ),
  service(
    'aws-bedrock-key',
    'Amazon Bedrock API key',
    'Delete the key in the Amazon Bedrock console under API keys.',
    'https://docs.aws.amazon.com/bedrock/latest/userguide/api-keys.html',
    [text('ABSK'), run(base64, 109, 269), padding],
  ),
  service(
    'aws-appsync-key',
    'AWS AppSync API key',
    'Delete the key in the AppSync console under Settings.',
    'https://docs.aws.amazon.com/appsync/latest/devguide/security-authz.html',
    [text('da2-'), run(lowerOrDigit, 26)],
  ),
  service(
    'amazon-mws-token',
    'Amazon Marketplace (MWS) auth token',
    'Revoke the authorization of the developer in Seller Central under Manage your apps.',
    'https://developer-docs.amazon.com/sp-api/docs/authorizing-selling-partner-api-applications',
    [text('amzn.mws.'), ...guid(hex)],
  ),
  service(
    'amazon-login-secret',
    'Login with Amazon or Selling Partner API secret or token',
    'Rotate the client secret in the developer console, or revoke the authorization.',
    'https://developer-docs.amazon.com/sp-api/docs/rotating-your-apps-lwa-credentials',
    [text('amzn1.oa2-cs.v1.'), run(hex, 64)],
  ),
  service(
    'google-api-key',
    'Google API key',
    'Rotate or delete the key in the Google Cloud console under APIs & Services, Credentials.',
    google,
    [text('AIza'), run(base64Url, 35)],
  ),
  service(
    'google-client-secret',
    'Google OAuth client secret',
    'Add a new secret to the client in the Google Cloud console, and disable this one.',
    'https://support.google.com/cloud/answer/15549257',
    [text('GOCSPX-'), run(base64Url, 28)],
  ),
  service(
    'google-access-token',
    'Google OAuth access token',
    'Revoke the token at https://oauth2.googleapis.com/revoke, or remove the access of the app from the account.',
    'https://developers.google.com/identity/protocols/oauth2',
    [text('ya29.'), run(base64Url, 20, 400)],
  ),
  service(
    'google-refresh-token',
    'Google OAuth refresh token',
    'Revoke the token at https://oauth2.googleapis.com/revoke, or remove the access of the app from the account.',
    'https://developers.google.com/identity/protocols/oauth2',
    [text('1//0'), run(base64Url, 60, 120)],
  ),
  service(
    'firebase-messaging-key',
    'Firebase Cloud Messaging server key',
    'Delete the key in the Firebase console under Project settings, Cloud Messaging.',
    'https://firebase.google.com/docs/cloud-messaging/auth-server',
    [text('AAAA'), run(base64Url, 7), text(':APA91b'), run(base64Url, 134)],
  ),
  service(
    'digitalocean-token',
    'DigitalOcean access token',
    'Delete the token in DigitalOcean under API, Tokens.',
    'https://docs.digitalocean.com/reference/api/create-personal-access-token/',
    [text('dop_v1_', 'doo_v1_', 'dor_v1_'), run(hex, 64)],
  ),
  service(
    'cloudflare-origin-ca-key',
    'Cloudflare Origin CA key',
    'Change the key in the Cloudflare dashboard under My profile, API tokens.',
    'https://developers.cloudflare.com/fundamentals/api/get-started/ca-keys/',
    [text('v1.0-'), run(hex, 24), text('-'), run(hex, 146)],
  ),
  service(
    'cloudflare-token',
    'Cloudflare API token',
    'Roll or delete the token in the Cloudflare dashboard under My profile, API tokens.',
    'https://developers.cloudflare.com/fundamentals/api/get-started/create-token/',
    [run(base64Url, 40)],
    { needs: { vendor: ['cloudflare'], called: ['token', 'auth', 'key', 'bearer'] }, accepts: isMixed },
  ),
  service(
    'cloudflare-global-key',
    'Cloudflare global API key',
    'Change the key in the Cloudflare dashboard under My profile, API tokens.',
    'https://developers.cloudflare.com/fundamentals/api/get-started/keys/',
    [run(hex, 37)],
    { needs: { vendor: ['cloudflare'] } },
  ),
  service(
    'heroku-key',
    'Heroku API key',
    'Regenerate the key in Heroku under Account settings.',
    'https://devcenter.heroku.com/articles/authentication',
    [text('HRKU-'), run(base64Url, 60)],
  ),
  service(
    'alibaba-access-key',
    'Alibaba Cloud access key',
    'Disable and delete the access key in the Alibaba Cloud RAM console.',
    'https://www.alibabacloud.com/help/en/ram/user-guide/create-an-accesskey-pair',
    [text('LTAI'), run(alphanumeric, 20)],
  ),
  service(
    'tencent-secret-id',
    'Tencent Cloud API key',
    'Disable and delete the key in the Tencent Cloud console under CAM, API keys.',
    'https://www.tencentcloud.com/document/product/598/32675',
    [text('AKID'), run(alphanumeric, 32)],
  ),
  service(
    'ibm-cloud-key',
    'IBM Cloud API key',
    'Delete the key in the IBM Cloud console under Manage, Access (IAM), API keys.',
    'https://cloud.ibm.com/docs/account?topic=account-userapikey',
    [run(base64Url, 44)],
    { needs: { vendor: ['cloud.ibm.com', 'ibmcloud', 'ibm_cloud', 'watson'] }, accepts: isMixed },
  ),
  service(
    'yandex-cloud-key',
    'Yandex Cloud API key or access key',
    'Delete the key in the Yandex Cloud console of the service account.',
    'https://yandex.cloud/en/docs/iam/concepts/authorization/api-key',
    [either([text('AQVN'), run(base64Url, 35, 38)], [text('YCAJE'), run(base64Url, 20)])],
  ),
  service(
    'fly-io-token',
    'Fly.io access token',
    'Revoke the token with `fly tokens revoke`.',
    'https://fly.io/docs/security/tokens/',
    [either([text('fo1_'), run(base64Url, 43)], [text('fm1a_', 'fm1r_', 'fm2_'), run(base64, 100, 1500), padding])],
  ),
  service(
    'netlify-token',
    'Netlify personal access token',
    'Delete the token in Netlify under User settings, Applications.',
    'https://docs.netlify.com/api/get-started/',
    [text('nfp_'), run(alphanumeric, 36, 48)],
  ),
  service(
    'render-key',
    'Render API key',
    'Revoke the key in Render under Account settings.',
    'https://render.com/docs/api',
    [text('rnd_'), run(alphanumeric, 32)],
    { accepts: hasDigit },
  ),
  service(
    'scalingo-token',
    'Scalingo API token',
    'Revoke the token in Scalingo under Profile, API tokens.',
    'https://developers.scalingo.com/tokens',
    [text('tk-us-'), run(base64Url, 48)],
  ),
  service(
    'tailscale-key',
    'Tailscale key',
    'Revoke the key in the Tailscale admin console under Settings, Keys.',
    'https://tailscale.com/kb/1252/key-secret-management',
    [
      text('tskey-api-', 'tskey-auth-', 'tskey-client-', 'tskey-scim-', 'tskey-webhook-'),
      run(alphanumeric, 11, 20),
      text('-'),
      run(alphanumeric, 20, 60),
    ],
  ),
  service(
    'azure-databricks-token',
    'Databricks personal access token',
    'Delete the token in Databricks under Settings, Developer, Access tokens.',
    'https://learn.microsoft.com/azure/databricks/dev-tools/auth/pat',
    [text('dapi'), run(hex, 32), maybe(text('-'), run(characters('0-9'), 1, 2))],
  ),
  service(
    'databricks-oauth-secret',
    'Databricks OAuth secret of a service principal',
    'Delete the secret in Databricks under the service principal.',
    'https://learn.microsoft.com/azure/databricks/dev-tools/auth/oauth-m2m',
    [text('dose'), run(hex, 32)],
  ),
  service(
    'cloudinary-address',
    'Cloudinary address with the API secret',
    'Generate a new API key in Cloudinary under Settings, and disable this one.',
    'https://cloudinary.com/documentation/how_to_integrate_cloudinary',
    [word('cloudinary://'), run(characters('0-9'), 10, 20), text(':'), secret(run(base64Url, 20, 40)), text('@')],
  ),
];

/** Capitals, small letters and digits: no name, and no hash in hexadecimal. */
function isMixed(value: string): boolean {
  return /[a-z]/.test(value) && /[A-Z]/.test(value) && /[0-9]/.test(value);
}
