import { isGithubToken } from '../checksums/github-token';
import { alphanumeric, base64Url, hex, lowerOrDigit, upperHex } from './characters';
import type { Format } from './format';
import { servicesOf } from './service';
import { either, run, text } from './shape';

const service = servicesOf('Source control and delivery');

const github =
  'https://docs.github.com/authentication/keeping-your-account-and-data-secure/about-authentication-to-github';
const gitlab = 'https://docs.gitlab.com/security/tokens/';
const checked = { checksum: isGithubToken };

/** Newer tokens of GitLab name the cell that issued them, and end in a length and a checksum. */
const gitlabToken = (prefix: string) => [
  text(prefix),
  either([run(base64Url, 27, 300), text('.'), run(lowerOrDigit, 9)], [run(base64Url, 20)]),
];

export const sourceControl: readonly Format[] = [
  service(
    'github-personal-token',
    'GitHub personal access token (classic)',
    'Delete the token on GitHub under Developer settings, Personal access tokens.',
    github,
    [text('ghp_'), run(alphanumeric, 36)],
    checked,
  ),
  service(
    'github-fine-grained-token',
    'GitHub personal access token (fine-grained)',
    'Delete the token on GitHub under Developer settings, Personal access tokens.',
    github,
    [text('github_pat_'), run(alphanumeric, 22), text('_'), run(alphanumeric, 59)],
  ),
  service(
    'github-oauth-token',
    'GitHub OAuth access token',
    'Revoke the authorization of the OAuth app on GitHub under Applications.',
    github,
    [text('gho_'), run(alphanumeric, 36)],
    checked,
  ),
  service(
    'github-app-token',
    'GitHub App token',
    'Revoke the authorization or the installation of the GitHub App.',
    github,
    [text('ghu_', 'ghs_'), run(alphanumeric, 36)],
    checked,
  ),
  service(
    'github-refresh-token',
    'GitHub App refresh token',
    'Revoke the authorization of the GitHub App under Applications.',
    github,
    [text('ghr_'), either([run(alphanumeric, 76)], [run(alphanumeric, 36)])],
    checked,
  ),
  service(
    'gitlab-personal-token',
    'GitLab personal, project or group access token',
    'Revoke the token in GitLab under Access tokens.',
    gitlab,
    gitlabToken('glpat-'),
  ),
  service(
    'gitlab-deploy-token',
    'GitLab deploy token',
    'Revoke the token in GitLab under Settings, Repository, Deploy tokens.',
    gitlab,
    gitlabToken('gldt-'),
  ),
  service(
    'gitlab-runner-token',
    'GitLab runner authentication token',
    'Reset the token of the runner in GitLab.',
    gitlab,
    gitlabToken('glrt-'),
  ),
  service(
    'gitlab-runner-registration-token',
    'GitLab runner registration token',
    'Reset the registration token in GitLab under Settings, CI/CD, Runners.',
    gitlab,
    [text('GR1348941'), run(base64Url, 20)],
  ),
  service(
    'gitlab-trigger-token',
    'GitLab pipeline trigger token',
    'Revoke the token in GitLab under Settings, CI/CD, Pipeline trigger tokens.',
    gitlab,
    [text('glptt-'), run(hex, 40)],
  ),
  service(
    'gitlab-oauth-secret',
    'GitLab OAuth application secret',
    'Renew the secret of the application in GitLab under Applications.',
    gitlab,
    [text('gloas-'), run(base64Url, 64)],
  ),
  service(
    'gitlab-agent-token',
    'GitLab agent for Kubernetes token',
    'Revoke the token of the agent in GitLab under Operate, Kubernetes clusters.',
    gitlab,
    [text('glagent-'), run(base64Url, 50)],
  ),
  service(
    'gitlab-feed-token',
    'GitLab feed or incoming mail token',
    'Reset the token in GitLab under User settings, Access tokens.',
    gitlab,
    [either([text('glft-'), run(base64Url, 20)], [text('glimt-'), run(base64Url, 25)])],
  ),
  service(
    'gitlab-scim-token',
    'GitLab SCIM token',
    'Reset the SCIM token in GitLab under Settings, SAML SSO.',
    gitlab,
    [text('glsoat-'), run(base64Url, 20)],
  ),
  service(
    'bitbucket-app-password',
    'Bitbucket app password',
    'Revoke the app password in Bitbucket under Personal settings.',
    'https://support.atlassian.com/bitbucket-cloud/docs/app-passwords/',
    [text('ATBB'), run(alphanumeric, 32)],
  ),
  service(
    'bitbucket-access-token',
    'Bitbucket repository, project or workspace access token',
    'Revoke the token in Bitbucket under Access tokens.',
    'https://support.atlassian.com/bitbucket-cloud/docs/access-tokens/',
    [text('ATCTT3xFfGN0'), run(base64Url, 80, 250), text('='), run(upperHex, 8)],
  ),
  service(
    'atlassian-api-token',
    'Atlassian API token',
    'Revoke the token on id.atlassian.com under Security, API tokens.',
    'https://support.atlassian.com/atlassian-account/docs/manage-api-tokens-for-your-atlassian-account/',
    [text('ATATT3xFfGF0'), run(base64Url, 20, 250), text('='), run(upperHex, 8)],
  ),
];
