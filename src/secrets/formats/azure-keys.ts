import { isSignedAzureKey } from '../checksums/signed-azure-key';
import { alphanumeric, base64, base64Url, type Characters, characters } from './characters';
import type { Format } from './format';
import { either, maybe, run, text } from './shape';

/**
 * Keys with four characters of signature at a fixed place and a checksum at the end, which Azure issues since 2021.
 * https://github.com/microsoft/security-utilities (GeneratedRegexPatterns, IdentifiableMetadata.cs)
 */
const source = 'https://learn.microsoft.com/azure/key-vault/secrets/secrets-best-practices';

const beforeBase64 = characters('A-Za-z0-9+/_-');
const afterBase64 = characters('A-Za-z0-9+/_=-');
/** The last digit of base64 before `==` and before `=` carries two and four bits; the digit after a signature two. */
const twoBits = characters('AQgw');
const fourBits = characters('A-P');
const fewBits = characters('A-D');

/** What the rows of this file have in common. */
interface SignedKey extends Pick<Format, 'id' | 'name' | 'rotate'> {
  readonly source?: string;
  readonly signature: string;
  /** The seeds of its checksums, one for each use of the key. */
  readonly seeds: readonly string[];
}

function signedKey(key: SignedKey, bytes: number, shape: Format['shape']): Format {
  const { id, name, rotate, seeds } = key;
  return {
    id,
    name,
    rotate,
    source: key.source ?? source,
    family: 'Azure keys',
    shape,
    before: beforeBase64,
    after: afterBase64,
    checksum: (secret) => isSignedAzureKey(secret, bytes, seeds),
  };
}

/** 88 characters. */
const of64Bytes = (key: SignedKey) =>
  signedKey(key, 64, [run(base64, 76), text(key.signature), run(base64, 5), run(twoBits, 1), text('==')]);

/** 44 characters. */
const of32Bytes = (key: SignedKey) =>
  signedKey(key, 32, [run(base64, 33), text(key.signature), run(fourBits, 1), run(base64, 5), text('=')]);

/** 52 characters without padding. */
const of39Bytes = (key: SignedKey, digits: Characters) =>
  signedKey(key, 39, [run(digits, 42), text(key.signature), run(fewBits, 1), run(digits, 5)]);

const messagingSeeds = ['Send0000', 'Listen00', 'Manage00', 'System00', 'Unknown0'];

export const azureKeys: readonly Format[] = [
  of64Bytes({
    id: 'azure-storage-key',
    name: 'Azure Storage account key',
    rotate: 'Rotate the key in the Azure portal under Access keys of the storage account.',
    source: 'https://learn.microsoft.com/azure/storage/common/storage-account-keys-manage',
    signature: '+ASt',
    seeds: ['Default0'],
  }),
  of64Bytes({
    id: 'azure-cosmos-db-key',
    name: 'Azure Cosmos DB account key',
    rotate: 'Regenerate the key in the Azure portal under Keys of the Cosmos DB account.',
    source: 'https://learn.microsoft.com/azure/cosmos-db/secure-access-to-data',
    signature: 'ACDb',
    seeds: ['MastRW00', 'MastRO00', 'SysAll00', 'Resour00', 'SystRO00', 'SystRW00', 'Encryp00'],
  }),
  of64Bytes({
    id: 'azure-batch-key',
    name: 'Azure Batch account key',
    rotate: 'Regenerate the key in the Azure portal under Keys of the Batch account.',
    signature: '+ABa',
    seeds: ['AbAcct00'],
  }),
  of64Bytes({
    id: 'azure-api-management-key',
    name: 'Azure API Management key',
    rotate:
      'Regenerate the key in the Azure portal under Subscriptions, Gateways or Management API of the API Management service.',
    source: 'https://learn.microsoft.com/azure/api-management/api-management-subscriptions',
    signature: 'APIM',
    seeds: ['Tenant00', 'Gatewy00', 'GitKey00', 'IoTHub00'],
  }),
  of64Bytes({
    id: 'azure-ml-classic-key',
    name: 'Azure Machine Learning Studio (classic) web service key',
    rotate: 'Regenerate the key of the web service endpoint, or delete the endpoint.',
    signature: '+AMC',
    seeds: ['Classic0'],
  }),
  of32Bytes({
    id: 'azure-service-bus-key',
    name: 'Azure Service Bus shared access key',
    rotate: 'Regenerate the key in the Azure portal under Shared access policies of the Service Bus namespace.',
    source: 'https://learn.microsoft.com/azure/service-bus-messaging/service-bus-sas',
    signature: '+ASb',
    seeds: messagingSeeds,
  }),
  of32Bytes({
    id: 'azure-event-hubs-key',
    name: 'Azure Event Hubs shared access key',
    rotate: 'Regenerate the key in the Azure portal under Shared access policies of the Event Hubs namespace.',
    source: 'https://learn.microsoft.com/azure/event-hubs/authorize-access-shared-access-signature',
    signature: '+AEh',
    seeds: messagingSeeds,
  }),
  of32Bytes({
    id: 'azure-relay-key',
    name: 'Azure Relay shared access key',
    rotate: 'Regenerate the key in the Azure portal under Shared access policies of the Relay namespace.',
    source: 'https://learn.microsoft.com/azure/azure-relay/relay-authentication-and-authorization',
    signature: '+ARm',
    seeds: messagingSeeds,
  }),
  of32Bytes({
    id: 'azure-iot-key',
    name: 'Azure IoT Hub, device or provisioning key',
    rotate:
      'Regenerate the key in the Azure portal under Shared access policies of the IoT hub, or in the device registration.',
    source: 'https://learn.microsoft.com/azure/iot-hub/authenticate-authorize-sas',
    signature: 'AIoT',
    seeds: ['IoTHub00', 'DpsKey00', 'Device00'],
  }),
  of32Bytes({
    id: 'azure-redis-key',
    name: 'Azure Cache for Redis access key',
    rotate: 'Regenerate the key in the Azure portal under Authentication of the cache.',
    source: 'https://learn.microsoft.com/azure/azure-cache-for-redis/cache-configure#access-keys',
    signature: 'AzCa',
    seeds: ['Access00'],
  }),
  of32Bytes({
    id: 'azure-event-grid-key',
    name: 'Azure Event Grid access key',
    rotate: 'Regenerate the key in the Azure portal under Access keys of the Event Grid topic or domain.',
    source: 'https://learn.microsoft.com/azure/event-grid/get-access-keys',
    signature: 'AZEG',
    seeds: ['SendRecv'],
  }),
  signedKey(
    {
      id: 'azure-function-key',
      name: 'Azure Functions access key',
      rotate:
        'Renew the key in the Azure portal under App keys of the function app, or under Function keys of the function.',
      source: 'https://learn.microsoft.com/azure/azure-functions/function-keys-how-to',
      signature: 'AzFu',
      seeds: ['Functi00', 'Master00', 'System00'],
    },
    40,
    // In the query `code=` the padding is often percent-encoded, or left away.
    [
      run(base64Url, 44),
      text('AzFu'),
      run(base64Url, 5),
      run(twoBits, 1),
      maybe(either([text('==')], [text('%3D%3D')], [text('%3d%3d')])),
    ],
  ),
  of39Bytes(
    {
      id: 'azure-search-key',
      name: 'Azure AI Search key',
      rotate: 'Regenerate the key in the Azure portal under Keys of the search service.',
      source: 'https://learn.microsoft.com/azure/search/search-security-api-keys',
      signature: 'AzSe',
      seeds: ['Query000', 'PAdmin00'],
    },
    alphanumeric,
  ),
  of39Bytes(
    {
      id: 'azure-container-registry-key',
      name: 'Azure Container Registry password',
      rotate: 'Regenerate the password in the Azure portal under Access keys or Tokens of the registry.',
      source: 'https://learn.microsoft.com/azure/container-registry/container-registry-authentication',
      signature: '+ACR',
      seeds: ['ACRDflt0'],
    },
    base64,
  ),
];
