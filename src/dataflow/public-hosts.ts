import { isHostOf } from './request-host';

/** Where a request to a host ends up, if that is with people rather than with a program. */
export type Audience = 'chat' | 'anyone-with-the-link';

/**
 * Hosts that post what they are sent into a conversation.
 * https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks,
 * https://learn.microsoft.com/microsoftteams/platform/webhooks-and-connectors/how-to/add-incoming-webhook,
 * https://discord.com/developers/docs/resources/webhook, https://developers.google.com/workspace/chat/quickstart/webhooks,
 * https://core.telegram.org/bots/api
 */
const chatHosts = [
  'hooks.slack.com',
  'slack.com',
  'webhook.office.com',
  'discord.com',
  'discordapp.com',
  'chat.googleapis.com',
  'api.telegram.org',
] as const;

/**
 * Hosts that show requests to whoever has a link, or hand them to a machine behind a tunnel: made for trying things out.
 * https://docs.webhook.site, https://ngrok.com/docs, https://pipedream.com/docs, https://beeceptor.com/docs
 */
const tryingHosts = [
  'webhook.site',
  'ngrok.io',
  'ngrok.app',
  'ngrok.dev',
  'ngrok-free.app',
  'ngrok-free.dev',
  'pipedream.net',
  'beeceptor.com',
  'requestcatcher.com',
] as const;

/** Who gets to see what a host is sent, where its name tells. */
export function audienceOf(host: string): Audience | undefined {
  if (isHostOf(host, ...tryingHosts)) return 'anyone-with-the-link';
  return isHostOf(host, ...chatHosts) ? 'chat' : undefined;
}

/**
 * Hosts that are meant to be given secrets: vaults of any cloud of Azure.
 * https://learn.microsoft.com/azure/key-vault/general/about-keys-secrets-certificates
 */
export function isVault(host: string): boolean {
  return isHostOf(host, 'vault.azure.net', 'vault.azure.cn', 'vault.usgovcloudapi.net', 'vault.microsoftazure.de');
}
