import type { Operation } from '../flow/flow';

/**
 * Headers that carry a credential, and those of like names that do not.
 * https://learn.microsoft.com/azure/logic-apps/logic-apps-securing-a-logic-app#authentication-types-for-connectors-and-http,
 * https://learn.microsoft.com/azure/api-management/api-management-subscriptions,
 * https://learn.microsoft.com/azure/azure-functions/function-keys-how-to
 */
const credentialHeader =
  /^(?:authorization|proxy-authorization|cookie|(?:[a-z0-9_-]{0,60}[-_]?)(?:key|secret|token))$/i;
const harmlessHeader =
  /(?:^|[-_])(?:continuation|csrf|event|idempotency|partition|routing|skip|sync|topic|xsrf)[-_]?(?:key|token)$/i;

/** Members of an address's query that carry one: keys of Azure Functions, signatures of Azure, keys and tokens of others. */
const credentialQuery = /[?&](?:access_token|api[-_]?key|code|sig|subscription-key)=[^&\s]/i;

/** Whether an HTTP action sends a credential, so that it acts for somebody, and not for whoever started the flow. */
export function carriesCredential({ inputs }: Operation): boolean {
  const type = inputs?.textAt('authentication', 'type')?.toLowerCase();
  if (type !== undefined && type !== 'none') return true;
  const named = (inputs?.get('headers')?.members() ?? []).some(
    ({ key, text }) => credentialHeader.test(key.trim()) && !harmlessHeader.test(key.trim()) && text !== '',
  );
  const queried = (inputs?.get('queries')?.members() ?? []).some((one) => credentialQuery.test(`?${one.key}=x`));
  return named || queried || credentialQuery.test(inputs?.textAt('uri') ?? '');
}
