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
const connectors: ReadonlySet<string> = new Set(['shared_webcontents', 'shared_webcontentsv2']);
const inConnectorCall: Paths = [['parameters', 'request/url']];

/** The fields in which an operation names the addresses it calls. */
export function outgoingAddresses(operation: Operation): JsonNode[] {
  const paths = byType.get(operation.type.toLowerCase());
  if (paths) return fieldsAt(operation, paths);
  if (!isType(operation, 'OpenApiConnection', 'ApiConnection')) return [];
  // Most actions call a connector, and few have such a field: whose it is is the longer question.
  const fields = fieldsAt(operation, inConnectorCall);
  return fields.length > 0 && connectors.has(operation.connector?.connector ?? '') ? fields : [];
}

function fieldsAt({ inputs }: Operation, paths: Paths): JsonNode[] {
  return inputs ? paths.flatMap((path) => inputs.get(...path) ?? []) : [];
}
