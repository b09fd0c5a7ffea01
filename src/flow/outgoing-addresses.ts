import type { JsonNode } from '../document/json-node';
import { isType, type Operation } from './flow';

/** Paths, below `inputs`, of the addresses that an operation sends requests to. */
interface AddressFields {
  /** Trigger or action type, or connector. */
  readonly of: string;
  readonly paths: readonly (readonly string[])[];
}

/**
 * HTTP actions and triggers, and the connectors whose address the maker types.
 * https://learn.microsoft.com/azure/connectors/connectors-native-http, .../connectors-native-webhook,
 * https://learn.microsoft.com/connectors/webcontents
 */
const byType: readonly AddressFields[] = [
  { of: 'Http', paths: [['uri']] },
  {
    of: 'HttpWebhook',
    paths: [
      ['subscribe', 'uri'],
      ['unsubscribe', 'uri'],
    ],
  },
];
const byConnector: readonly AddressFields[] = [
  { of: 'shared_webcontents', paths: [['parameters', 'request/url']] },
  { of: 'shared_webcontentsv2', paths: [['parameters', 'request/url']] },
];

/** The fields in which an operation names the addresses it calls. */
export function outgoingAddresses(operation: Operation): JsonNode[] {
  const { inputs, connector } = operation;
  if (!inputs) return [];
  const fields = [
    ...byType.filter((entry) => isType(operation, entry.of)),
    ...byConnector.filter((entry) => connector?.connector === entry.of),
  ];
  return fields.flatMap((entry) => entry.paths.flatMap((path) => inputs.get(...path) ?? []));
}
