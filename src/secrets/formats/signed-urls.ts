import { alphanumeric, anyHex, base64InQuery, base64Url, characters, digit } from './characters';
import type { Format } from './format';
import { either, guid, maybe, run, type Segment, secret, text, word } from './shape';

const family = 'Signed addresses and webhooks of Microsoft';

/** One part of a path, and the parameters before the one that is asked for. */
const pathPart = run(characters('A-Za-z0-9_.~%()$!-'), 1, 120);
const query = characters('A-Za-z0-9_.~%()$!,:;+/=&*-');
/** `?`, any other parameters, and the one that holds the secret. */
const parameter = (name: string): Segment[] => [text('?'), maybe(run(query, 1, 600), text('&')), text(`${name}=`)];
const port = maybe(text(':443'));

/** The signature of a workflow trigger: 32 bytes in base64 for addresses, without padding. */
const triggerSignature = secret(run(base64Url, 43));

const triggerUrl = {
  family,
  rotate:
    'Regenerate the access key of the workflow (Logic Apps), or make the trigger anew so that its address changes (Power Automate), and require sign-in for the trigger.',
  source:
    'https://learn.microsoft.com/azure/logic-apps/logic-apps-securing-a-logic-app#generate-shared-access-signatures-sas',
} as const;

const storageSignature = {
  family,
  rotate:
    'Rotate the account key that signed it, or delete the stored access policy, under Access keys of the storage account.',
  source: 'https://learn.microsoft.com/rest/api/storageservices/create-service-sas',
} as const;

/** 32 bytes in base64, percent-encoded or not. */
const signature = secret(run(base64InQuery, 43), either([text('=')], [text('%3D')], [text('%3d')]));
const afterSignature = characters('A-Za-z0-9+/_=-');

const teamsWebhook = {
  family,
  rotate: 'Delete the connector from the Teams channel and add it again.',
  source: 'https://learn.microsoft.com/microsoftteams/platform/webhooks-and-connectors/how-to/add-incoming-webhook',
} as const;

const at = either([text('@')], [text('%40')]);
const connector = run(alphanumeric, 2, 40);

export const signedUrls: readonly Format[] = [
  {
    ...triggerUrl,
    id: 'logic-apps-trigger-url',
    name: 'Signed address of a Logic Apps or Power Automate trigger',
    shape: [
      word('.logic.azure.com', '.logic.azure.us', '.logic.azure.cn', '.logic.eaglex.ic.gov', '.logic.microsoft.scloud'),
      port,
      text('/workflows/'),
      run(anyHex, 32),
      text('/'),
      run(characters('A-Za-z0-9_.~%()$!/-'), 1, 300),
      ...parameter('sig'),
      triggerSignature,
    ],
    before: characters('/'),
  },
  {
    ...triggerUrl,
    id: 'logic-apps-standard-trigger-url',
    name: 'Signed address of a Logic Apps (Standard) trigger',
    shape: [
      word('.azurewebsites.net', '.azurewebsites.us', '.chinacloudsites.cn', '.appserviceenvironment.net'),
      port,
      text('/api/'),
      pathPart,
      text('/triggers/'),
      pathPart,
      maybe(text('/paths')),
      text('/invoke'),
      ...parameter('sig'),
      triggerSignature,
    ],
    before: characters('/'),
  },
  {
    ...triggerUrl,
    id: 'power-automate-trigger-url',
    name: 'Signed address of a Power Automate HTTP trigger',
    shape: [
      word(
        '.powerplatform.com',
        '.powerplatform.microsoft.us',
        '.appsplatform.us',
        '.powerplatform.partner.microsoftonline.cn',
      ),
      port,
      maybe(text('/powerautomate')),
      maybe(text('/automations/direct')),
      maybe(text('/cu/'), run(digit, 1, 4)),
      text('/workflows/'),
      run(anyHex, 32),
      text('/'),
      run(characters('A-Za-z0-9_.~%()$!/-'), 1, 300),
      ...parameter('sig'),
      triggerSignature,
    ],
    before: characters('/'),
  },
  {
    ...triggerUrl,
    id: 'workflow-trigger-signature',
    name: 'Signature of a workflow trigger',
    shape: [
      either([text('sp=%2Ftriggers%2F')], [text('sp=%2ftriggers%2f')], [text('sp=/triggers/')]),
      run(characters('A-Za-z0-9_.~%()$!/-'), 1, 200),
      text('&sv='),
      run(characters('0-9.'), 1, 5),
      text('&sig='),
      triggerSignature,
    ],
  },
  {
    ...storageSignature,
    id: 'azure-storage-sas',
    name: 'Azure Storage shared access signature',
    shape: [text('sig='), signature],
    after: afterSignature,
    beside: [['sv='], ['sr=', 'ss=', 'tn='], ['se=', 'sp=', 'si=']],
    // The platform signs the address of a connector's icon itself whenever a solution is exported.
    notBeside: ['iconblob.png', 'skoid='],
  },
  {
    ...storageSignature,
    id: 'azure-storage-user-delegation-sas',
    name: 'Azure Storage user delegation signature',
    rotate: 'Revoke the user delegation keys of the storage account.',
    source: 'https://learn.microsoft.com/rest/api/storageservices/create-user-delegation-sas',
    shape: [text('sig='), signature],
    after: afterSignature,
    beside: [['sv='], ['skoid=']],
    notBeside: ['iconblob.png'],
  },
  {
    family,
    id: 'azure-service-bus-sas',
    name: 'Azure Service Bus, Event Hubs or IoT Hub shared access signature',
    rotate: 'Regenerate the key of the shared access policy that signed it.',
    source: 'https://learn.microsoft.com/azure/service-bus-messaging/service-bus-sas',
    shape: [text('sig='), signature],
    after: afterSignature,
    beside: [['sr='], ['se='], ['skn=', 'azure-devices', 'servicebus', 'sharedaccesssignature']],
    notBeside: ['sv='],
  },
  {
    family,
    id: 'azure-event-grid-sas',
    name: 'Azure Event Grid shared access signature',
    rotate: 'Regenerate the access key of the Event Grid topic that signed it.',
    source: 'https://learn.microsoft.com/azure/event-grid/authenticate-with-access-keys-shared-access-signatures',
    shape: [text('&s='), signature],
    after: afterSignature,
    beside: [['r=http'], ['e=']],
  },
  {
    family,
    id: 'azure-api-management-access-token',
    name: 'Azure API Management access token',
    rotate: 'Regenerate the key of the management API in the Azure portal under Management API.',
    source:
      'https://learn.microsoft.com/rest/api/apimanagement/apimanagementrest/azure-api-management-rest-api-authentication',
    shape: [
      word('SharedAccessSignature '),
      secret(
        run(characters('A-Za-z0-9-'), 1, 80),
        text('&'),
        run(digit, 12),
        text('&'),
        run(base64InQuery, 86),
        text('=='),
      ),
    ],
    after: afterSignature,
  },
  {
    family,
    id: 'azure-function-url',
    name: 'Key in the address of an Azure function',
    rotate:
      'Renew the key in the Azure portal under App keys of the function app, or under Function keys of the function.',
    source: 'https://learn.microsoft.com/azure/azure-functions/function-keys-how-to',
    shape: [
      word('.azurewebsites.net', '.azurewebsites.us', '.chinacloudsites.cn'),
      port,
      text('/'),
      run(characters('A-Za-z0-9_.~%()$!/-'), 0, 300),
      ...parameter('code'),
      secret(run(base64InQuery, 52, 54), maybe(either([text('==')], [text('%3D%3D')], [text('%3d%3d')]))),
    ],
    before: characters('/'),
    after: afterSignature,
  },
  {
    ...teamsWebhook,
    id: 'teams-webhook',
    name: 'Microsoft Teams webhook',
    shape: [
      word('.webhook.office.com/webhookb2/', '.webhook.office365.us/webhookb2/'),
      ...guid(anyHex),
      at,
      ...guid(anyHex),
      text('/'),
      connector,
      text('/'),
      secret(run(anyHex, 32), text('/'), ...guid(anyHex), maybe(text('/'), run(base64Url, 10, 200))),
    ],
    before: characters('/'),
  },
  {
    ...teamsWebhook,
    id: 'office-365-webhook',
    name: 'Microsoft 365 or Teams webhook (outlook.office.com)',
    shape: [
      word('outlook.office.com/webhook/', 'outlook.office365.com/webhook/', 'outlook.office365.us/webhook/'),
      ...guid(anyHex),
      at,
      ...guid(anyHex),
      text('/'),
      connector,
      text('/'),
      secret(run(anyHex, 32), text('/'), ...guid(anyHex)),
    ],
  },
  {
    family,
    id: 'azure-automation-webhook',
    name: 'Azure Automation webhook',
    rotate: 'Delete the webhook of the runbook and add a new one.',
    source: 'https://learn.microsoft.com/azure/automation/automation-webhooks',
    shape: [
      word('.azure-automation.net/webhooks', '.azure-automation.us/webhooks', '.azure-automation.cn/webhooks'),
      text('?token='),
      secret(run(base64InQuery, 40, 44), maybe(either([text('=')], [text('%3D')], [text('%3d')]))),
    ],
    before: characters('/'),
    after: afterSignature,
  },
];
