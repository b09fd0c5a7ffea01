import { anyBase64, base64, base64Url, characters, hex, lowerOrDigit, upperHex } from './characters';
import type { Format } from './format';
import { servicesOf } from './service';
import { run, text } from './shape';

/** Keys of Azure without a mark of their own: the host, the header or the name must say what they are. */
const service = servicesOf('Azure keys');

const afterBase64 = { before: characters('A-Za-z0-9+/_-'), after: characters('A-Za-z0-9+/_=-') };
const keysAndEndpoint = 'Regenerate the key in the Azure portal under Keys and Endpoint of the resource.';
const aiServices = 'https://learn.microsoft.com/azure/ai-services/authentication';

export const azureByName: readonly Format[] = [
  service('azure-openai-key-hex', 'Azure OpenAI key (older)', keysAndEndpoint, aiServices, [run(hex, 32)], {
    needs: { vendor: ['openai'] },
  }),
  service(
    'azure-ai-key-hex',
    'Azure AI or Cognitive Services key (older)',
    keysAndEndpoint,
    aiServices,
    [run(hex, 32)],
    {
      needs: {
        vendor: [
          'cognitiveservices',
          'cognitive.microsoft.com',
          'cognitive.azure.',
          'services.ai.azure',
          'speech',
          'translator',
          'textanalytics',
          'text analytics',
          'formrecognizer',
          'documentintelligence',
          'computervision',
          'customvision',
          'cognitive',
          'luis',
          'qnamaker',
        ],
      },
    },
  ),
  service(
    'azure-api-management-key-hex',
    'Azure API Management subscription key (older)',
    'Regenerate the key in the Azure portal under Subscriptions of the API Management service.',
    'https://learn.microsoft.com/azure/api-management/api-management-subscriptions',
    [run(hex, 32)],
    {
      needs: {
        vendor: ['ocp-apim-subscription-key', 'subscription-key', 'subscriptionkey', 'azure-api.net', 'azure-api.us'],
        called: ['subscription-key', 'subscriptionkey', 'subscription_key', 'api-key', 'apikey'],
      },
    },
  ),
  service(
    'azure-search-key-hex',
    'Azure AI Search key (older)',
    'Regenerate the key in the Azure portal under Keys of the search service.',
    'https://learn.microsoft.com/azure/search/search-security-api-keys',
    [run(upperHex, 32)],
    { needs: { vendor: ['search.windows.net', 'search.azure.', 'azuresearch', 'cognitivesearch', 'searchservice'] } },
  ),
  service(
    'azure-storage-key-by-name',
    'Azure Storage or Cosmos DB account key (until 2021)',
    'Rotate the key in the Azure portal under Access keys or Keys of the account.',
    'https://learn.microsoft.com/azure/storage/common/storage-account-keys-manage',
    [run(base64, 86), text('==')],
    {
      ...afterBase64,
      needs: {
        vendor: [
          'storage',
          'blob',
          'accountkey',
          'cosmos',
          'documents.azure.',
          'documentdb',
          'azuretable',
          'azurequeue',
          'azurefile',
        ],
      },
    },
  ),
  service(
    'azure-log-analytics-key',
    'Azure Log Analytics workspace key',
    'Regenerate the key in the Azure portal under Agents of the workspace.',
    'https://learn.microsoft.com/azure/azure-monitor/logs/data-collector-api',
    [run(base64, 86), text('==')],
    {
      ...afterBase64,
      needs: { vendor: ['opinsights', 'loganalytics', 'log analytics', 'workspace', 'azureloganalytics'] },
    },
  ),
  service(
    'azure-shared-access-key-by-name',
    'Azure Service Bus, Event Hubs, Event Grid or Redis key (until 2021)',
    'Regenerate the key in the Azure portal under Shared access policies or Access keys of the resource.',
    'https://learn.microsoft.com/azure/service-bus-messaging/service-bus-sas',
    [run(base64, 43), text('=')],
    {
      ...afterBase64,
      needs: {
        vendor: [
          'servicebus',
          'eventhub',
          'eventgrid',
          'aeg-sas-key',
          'redis.cache',
          'sharedaccesskey',
          'notificationhub',
          'azure-devices',
        ],
        called: ['key', 'pass', 'secret'],
      },
    },
  ),
  service(
    'azure-function-key-by-name',
    'Azure Functions access key (until 2021)',
    'Renew the key in the Azure portal under App keys of the function app, or under Function keys of the function.',
    'https://learn.microsoft.com/azure/azure-functions/function-keys-how-to',
    [run(anyBase64, 54), text('==')],
    {
      ...afterBase64,
      needs: { vendor: ['azurewebsites', 'x-functions-key', 'function'], called: ['key', 'code='] },
    },
  ),
  service(
    'azure-maps-key-by-name',
    'Azure Maps key (until 2024)',
    'Regenerate the key in the Azure portal under Authentication of the Azure Maps account.',
    'https://learn.microsoft.com/azure/azure-maps/azure-maps-authentication',
    [run(base64Url, 43)],
    { needs: { vendor: ['atlas.microsoft.com', 'azuremaps', 'azure maps'], called: ['key'] } },
  ),
  service(
    'bing-maps-key',
    'Bing Maps key',
    'Delete the key in the Bing Maps portal, and move to Azure Maps.',
    'https://learn.microsoft.com/bingmaps/getting-started/bing-maps-dev-center-help/getting-a-bing-maps-key',
    [run(base64Url, 64)],
    {
      needs: { vendor: ['virtualearth', 'bingmaps', 'bing maps'], called: ['key'] },
      accepts: (value) => value.startsWith('A'),
    },
  ),
  service(
    'azure-application-insights-key',
    'Application Insights API key',
    'Delete the key in the Azure portal under API access of the Application Insights resource.',
    'https://learn.microsoft.com/azure/azure-monitor/app/api-keys',
    [run(lowerOrDigit, 40)],
    { needs: { vendor: ['applicationinsights', 'application insights', 'appinsights'], called: ['key', 'auth'] } },
  ),
  service(
    'azure-container-registry-key-by-name',
    'Azure Container Registry password (until 2022)',
    'Regenerate the password in the Azure portal under Access keys of the registry.',
    'https://learn.microsoft.com/azure/container-registry/container-registry-authentication',
    [run(base64, 32)],
    { ...afterBase64, needs: { vendor: ['azurecr'], called: ['pass', 'key', 'secret', 'auth'] } },
  ),
  service(
    'azure-bot-direct-line-secret',
    'Bot Framework Direct Line or web chat secret',
    'Regenerate the secret in the Azure portal under Channels of the bot, or in Copilot Studio under Security.',
    'https://learn.microsoft.com/azure/bot-service/bot-service-channel-connect-directline',
    [run(base64Url, 11), text('.cwA.'), run(base64Url, 3), text('.'), run(base64Url, 43)],
  ),
  service(
    'azure-bot-secret-by-name',
    'Bot Framework channel secret',
    'Regenerate the secret in the Azure portal under Channels of the bot, or in Copilot Studio under Security.',
    'https://learn.microsoft.com/azure/bot-service/bot-service-channel-connect-directline',
    [run(base64Url, 11), text('.'), run(base64Url, 43)],
    {
      needs: {
        vendor: ['directline', 'direct line', 'botframework', 'webchat'],
        called: ['secret', 'auth', 'token', 'key'],
      },
    },
  ),
];
