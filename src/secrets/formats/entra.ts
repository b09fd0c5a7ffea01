import { isAzureDevOpsToken } from '../checksums/azure-devops-token';
import { isEntraClientSecret } from '../checksums/entra-client-secret';
import { annotatedKeyLook } from './azure-annotated-keys';
import { alphanumeric, base64, base64Url, characters, lowerBase32 } from './characters';
import type { Format } from './format';
import { maybe, run, text } from './shape';

const family = 'Entra, Microsoft 365 and Azure DevOps';

const secretCharacters = characters('A-Za-z0-9._~-');
/** A full stop after it may end the sentence, one before it may not begin one. */
const aroundSecret = { before: secretCharacters, after: characters('A-Za-z0-9_~-') };

const clientSecret = {
  family,
  rotate: 'Add a new client secret to the app registration in the Microsoft Entra admin center, and delete this one.',
  source: 'https://learn.microsoft.com/entra/identity-platform/how-to-add-credentials',
} as const;

const azureDevOpsToken = {
  family,
  name: 'Azure DevOps personal access token',
  rotate: 'Revoke the token in Azure DevOps under User settings, Personal access tokens.',
  source: 'https://learn.microsoft.com/azure/devops/organizations/accounts/use-personal-access-tokens-to-authenticate',
} as const;

export const entra: readonly Format[] = [
  {
    ...clientSecret,
    ...aroundSecret,
    id: 'entra-client-secret',
    name: 'Microsoft Entra client secret',
    shape: [run(secretCharacters, 3), text('8Q~'), run(secretCharacters, 34)],
    checksum: isEntraClientSecret,
  },
  {
    ...clientSecret,
    ...aroundSecret,
    id: 'entra-client-secret-2020',
    name: 'Microsoft Entra client secret (2020 to 2021)',
    shape: [run(secretCharacters, 3), text('7Q~'), run(secretCharacters, 31)],
  },
  {
    family,
    id: 'entra-refresh-token',
    name: 'Microsoft Entra refresh token',
    rotate: 'Revoke the sign-in sessions of the user in the Microsoft Entra admin center.',
    source: 'https://learn.microsoft.com/entra/identity-platform/refresh-tokens',
    shape: [text('0.A', '1.A'), run(base64Url, 50, 400), text('.Ag'), run(base64Url, 250, 2500)],
    before: characters('A-Za-z0-9._-'),
  },
  {
    family,
    id: 'microsoft-account-access-token',
    name: 'Microsoft account access token',
    rotate: 'Sign out of all sessions on the security page of the Microsoft account.',
    source: 'https://learn.microsoft.com/onedrive/developer/rest-api/getting-started/msa-oauth',
    shape: [
      text('Ew'),
      run(alphanumeric, 2),
      text('A8l6BAAU'),
      run(base64, 200, 2500),
      maybe(text('=')),
      maybe(text('=')),
    ],
    before: characters('A-Za-z0-9+/_-'),
    after: characters('A-Za-z0-9+/_-'),
  },
  {
    ...azureDevOpsToken,
    ...annotatedKeyLook,
    id: 'azure-devops-token',
    mark: { at: 76, text: 'AZDO' },
  },
  {
    ...azureDevOpsToken,
    id: 'azure-devops-token-2024',
    name: 'Azure DevOps personal access token (until 2024)',
    shape: [run(lowerBase32, 52)],
    before: characters('A-Za-z0-9+/_-'),
    after: characters('A-Za-z0-9+/_=-'),
    checksum: isAzureDevOpsToken,
    checksumRequired: true,
  },
];
