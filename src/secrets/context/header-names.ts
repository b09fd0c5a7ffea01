import type { SecretKind } from '../leaf';
import { accessToken, apiKey, authorizationHeader, functionKey, secret, subscriptionKey } from './kinds';

/** Headers that carry nothing but credentials, lower case. */
const credentialHeaders: ReadonlyMap<string, SecretKind> = new Map([
  ['authorization', authorizationHeader],
  ['proxy-authorization', authorizationHeader],
  ['x-authorization', authorizationHeader],
  ['x-ms-authorization-auxiliary', authorizationHeader],
  ['ocp-apim-subscription-key', subscriptionKey],
  ['subscription-key', subscriptionKey],
  ['apim-subscription-key', subscriptionKey],
  ['x-functions-key', functionKey],
  ['api-key', apiKey],
  ['apikey', apiKey],
  ['x-api-key', apiKey],
  ['x-apikey', apiKey],
  ['x-goog-api-key', apiKey],
  ['x-rapidapi-key', apiKey],
  ['x-master-key', apiKey],
  ['x-access-key', apiKey],
  ['x-app-key', apiKey],
  ['x-key', apiKey],
  ['aeg-sas-key', apiKey],
  ['aeg-sas-token', accessToken],
  ['x-auth-token', accessToken],
  ['x-auth-key', apiKey],
  ['x-access-token', accessToken],
  ['x-token', accessToken],
  ['x-auth', accessToken],
  ['private-token', accessToken],
  ['job-token', accessToken],
  ['x-vault-token', accessToken],
  ['x-gitlab-token', accessToken],
  ['x-csrf-token-secret', secret],
  ['x-shared-secret', secret],
  ['x-secret', secret],
  ['x-webhook-secret', secret],
]);

/** The kind of secret that a header carries by its definition or custom. */
export function kindOfHeader(name: string): SecretKind | undefined {
  return credentialHeaders.get(name.trim().toLowerCase());
}
