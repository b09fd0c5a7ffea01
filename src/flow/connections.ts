import type { JsonNode } from '../document/json-node';
import type { ConnectorCall, FlowConnectionReference } from './flow';

/** The flow's own connection references, in the solution form and the legacy ones. */
export function readConnectionReferences(node: JsonNode | undefined): FlowConnectionReference[] {
  return (node?.members() ?? []).map((reference) => ({
    place: reference.place,
    key: reference.key,
    node: reference,
    source: sourceOf(reference),
    logicalName: reference.textAt('connection', 'connectionReferenceLogicalName'),
    connector: connectorName(
      reference.textAt('api', 'name') ?? reference.textAt('api', 'id') ?? reference.textAt('id') ?? '',
    ),
  }));
}

function sourceOf(reference: JsonNode): FlowConnectionReference['source'] {
  const source = (reference.textAt('runtimeSource') ?? reference.textAt('source') ?? '').toLowerCase();
  return source === 'embedded' || source === 'invoker' ? source : 'unknown';
}

/** `/providers/Microsoft.PowerApps/apis/shared_x` and `shared_x` are one connector. */
export function connectorName(idOrName: string): string {
  return idOrName.slice(idOrName.lastIndexOf('/') + 1).toLowerCase();
}

/**
 * Matches the legacy forms' reference to a connection: `@parameters('$connections')['shared_x']['connectionId']`, and
 * `@json(decodeBase64(triggerOutputs().headers['X-MS-APIM-Tokens']))['$connections']['shared_x']['connectionId']`.
 */
const legacyConnection = /[([]\s*'\$connections'\s*[)\]]\s*\??\[\s*'([^']{1,200})'\s*\]/;

/**
 * The connector operation that a trigger or action calls.
 *
 * @param connectors connector name by lower-case key of the flow's connection references
 */
export function connectorOf(operation: JsonNode, connectors: ReadonlyMap<string, string>): ConnectorCall | undefined {
  const inputs = operation.get('inputs');
  const host = inputs?.get('host');
  if (!host?.isObject || host.get('workflowReferenceName')) return undefined;
  const connectionName =
    host.textAt('connectionName') ??
    host.textAt('connectionReferenceName') ??
    legacyConnection.exec(host.textAt('connection', 'name') ?? '')?.[1];
  const apiId = host.textAt('apiId');
  return {
    connector: apiId ? connectorName(apiId) : connectorByKey(connectionName, connectors),
    // Beside the path, the legacy form names the operation in its metadata.
    operationId: host.textAt('operationId') ?? operation.textAt('metadata', 'flowSystemMetadata', 'swaggerOperationId'),
    connectionName,
    method: inputs?.textAt('method')?.toLowerCase(),
    path: inputs?.textAt('path'),
  };
}

function connectorByKey(connectionName: string | undefined, connectors: ReadonlyMap<string, string>): string {
  if (connectionName === undefined) return '';
  const known = connectors.get(connectionName.toLowerCase());
  if (known) return known;
  // Keys follow the connector's name, numbered from the second connection on: shared_keyvault, shared_keyvault_1.
  return connectionName.toLowerCase().replace(/_\d{1,3}$/, '');
}
