import type { JsonNode } from '../document/json-node';
import { isType, type Operation } from './flow';

/**
 * Where operations name the addresses that they send requests to: paths below `inputs`, by type (lower case) or by connector, for the
 * connectors whose address the maker types.
 * https://learn.microsoft.com/azure/connectors/connectors-native-http, .../connectors-native-webhook,
 * https://learn.microsoft.com/connectors/webcontents
 */
const byType: Readonly<Record<string, readonly (readonly string[])[]>> = {
  http: [['uri']],
  httpwebhook: [
    ['subscribe', 'uri'],
    ['unsubscribe', 'uri'],
  ],
};
const byConnector: Readonly<Record<string, readonly (readonly string[])[]>> = {
  shared_webcontents: [['parameters', 'request/url']],
  shared_webcontentsv2: [['parameters', 'request/url']],
};

/** The fields in which an operation names the addresses it calls. */
export function outgoingAddresses(operation: Operation): JsonNode[] {
  const paths =
    byType[operation.type.toLowerCase()] ??
    (isType(operation, 'OpenApiConnection', 'ApiConnection')
      ? byConnector[operation.connector?.connector ?? '']
      : undefined);
  return paths?.flatMap((path) => operation.inputs?.get(...path) ?? []) ?? [];
}
