import type { JsonNode } from '../document/json-node';
import { isType, type Operation } from './flow';

type Paths = readonly (readonly string[])[];

/**
 * Where operations name the addresses that they send requests to: paths below `inputs`, by type (lower case) or by connector, for the
 * connectors whose address the maker types.
 * https://learn.microsoft.com/azure/connectors/connectors-native-http, .../connectors-native-webhook,
 * https://learn.microsoft.com/connectors/webcontents
 */
const byType: ReadonlyMap<string, Paths> = new Map([
  ['http', [['uri']]],
  [
    'httpwebhook',
    [
      ['subscribe', 'uri'],
      ['unsubscribe', 'uri'],
    ],
  ],
]);
const byConnector: ReadonlyMap<string, Paths> = new Map([
  ['shared_webcontents', [['parameters', 'request/url']]],
  ['shared_webcontentsv2', [['parameters', 'request/url']]],
]);

/** The fields in which an operation names the addresses it calls. */
export function outgoingAddresses(operation: Operation): JsonNode[] {
  const paths =
    byType.get(operation.type.toLowerCase()) ??
    (isType(operation, 'OpenApiConnection', 'ApiConnection')
      ? byConnector.get(operation.connector?.connector ?? '')
      : undefined);
  return paths?.flatMap((path) => operation.inputs?.get(...path) ?? []) ?? [];
}
