import type { SecretKind } from '../leaf';

const kind = (id: string, name: string, rotate: string, source: string): SecretKind => ({ id, name, rotate, source });

export const password = kind(
  'password',
  'Password',
  'Change the password of the account, and end its open sessions.',
  'https://cheatsheetseries.owasp.org/cheatsheets/Secrets_Management_Cheat_Sheet.html',
);

export const secret = kind(
  'secret',
  'Secret',
  'Replace the secret where it was issued, and revoke the old one.',
  'https://cheatsheetseries.owasp.org/cheatsheets/Secrets_Management_Cheat_Sheet.html',
);

export const apiKey = kind(
  'api-key',
  'API key',
  'Issue a new key in the settings of the service, and revoke the old one.',
  'https://cheatsheetseries.owasp.org/cheatsheets/REST_Security_Cheat_Sheet.html',
);

export const clientSecret = kind(
  'client-secret',
  'Client secret of an app',
  'Add a new client secret to the app registration under Certificates and secrets, and delete the old one.',
  'https://learn.microsoft.com/entra/identity-platform/how-to-add-credentials',
);

export const accessToken = kind(
  'access-token',
  'Access token',
  'Revoke the token at the service that issued it, and let the flow fetch one when it runs.',
  'https://www.rfc-editor.org/rfc/rfc6750',
);

export const authorizationHeader = kind(
  'authorization-header',
  'Credentials of an Authorization header',
  'Replace the credentials at the service that the request goes to, and revoke the old ones.',
  'https://www.rfc-editor.org/rfc/rfc9110#name-authorization',
);

export const basicCredentials = kind(
  'basic-credentials',
  'User name and password of Basic authentication',
  'Change the password of the account; Basic credentials are only encoded, not encrypted.',
  'https://www.rfc-editor.org/rfc/rfc7617',
);

export const connectionPassword = kind(
  'connection-string-password',
  'Password in a connection string',
  'Change the password of the account that the connection string names.',
  'https://learn.microsoft.com/dotnet/framework/data/adonet/protecting-connection-information',
);

export const connectionKey = kind(
  'connection-string-key',
  'Key in a connection string',
  'Regenerate the key under Access keys or Shared access policies of the resource that the connection string names.',
  'https://learn.microsoft.com/azure/storage/common/storage-account-keys-manage',
);

export const urlCredentials = kind(
  'url-credentials',
  'User name and password in an address',
  'Change the password of the account, and take it out of the address.',
  'https://www.rfc-editor.org/rfc/rfc3986#section-3.2.1',
);

export const sharedSecret = kind(
  'shared-secret',
  'Secret that callers must know',
  'Agree a new secret with all callers, and read it from Azure Key Vault before the comparison.',
  'https://learn.microsoft.com/azure/logic-apps/logic-apps-securing-a-logic-app',
);

export const subscriptionKey = kind(
  'azure-subscription-key',
  'Key of Azure AI services or API Management',
  'Regenerate the key under Keys and Endpoint of the Azure AI resource, or under Subscriptions of API Management.',
  'https://learn.microsoft.com/azure/ai-services/rotate-keys',
);

export const functionKey = kind(
  'azure-function-access-key',
  'Access key of Azure Functions',
  'Renew the key in the Azure portal under Function keys or App keys of the function app.',
  'https://learn.microsoft.com/azure/azure-functions/function-keys-how-to',
);

export const directLineSecret = kind(
  'direct-line-secret',
  'Direct Line secret of a bot',
  'Regenerate the secret under Channels, Direct Line of the bot, or under Web channel security of the agent.',
  'https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-direct-line-3-0-authentication',
);

export const sharedAccessSignature = kind(
  'shared-access-signature',
  'Shared access signature',
  'Regenerate the key that signed it, or delete its stored access policy; a signature alone cannot be revoked.',
  'https://learn.microsoft.com/azure/storage/common/storage-sas-overview',
);

export const cryptographicKey = kind(
  'cryptographic-key',
  'Key for encryption or signatures',
  'Make a new key pair or key, and withdraw the old one wherever it is trusted.',
  'https://cheatsheetseries.owasp.org/cheatsheets/Key_Management_Cheat_Sheet.html',
);

export const certificate = kind(
  'certificate-with-key',
  'Certificate with its private key',
  'Revoke the certificate, issue a new one, and upload its public part where the old one was trusted.',
  'https://learn.microsoft.com/entra/identity-platform/how-to-add-credentials',
);

/** All kinds that are told by their place, for the documentation. */
export const contextKinds: readonly SecretKind[] = [
  accessToken,
  apiKey,
  authorizationHeader,
  basicCredentials,
  certificate,
  clientSecret,
  connectionKey,
  connectionPassword,
  cryptographicKey,
  directLineSecret,
  functionKey,
  password,
  secret,
  sharedAccessSignature,
  sharedSecret,
  subscriptionKey,
  urlCredentials,
];
