import { isCommonAnnotatedKey } from '../checksums/common-annotated-key';
import { alphanumeric, characters } from './characters';
import type { Format } from './format';
import { maybe, run, text } from './shape';

/**
 * Common annotated security keys: 84 or 88 characters with `JQQJ9` at 52, then the kind, the year and month of issue, twelve characters
 * of the platform, four of the service, its signature, and a checksum.
 * https://github.com/microsoft/security-utilities/blob/main/docs/CommonAnnotatedSecurityKeys.md
 */
const source = 'https://github.com/microsoft/security-utilities';

/** What all of them look like. */
export const annotatedKeyLook = {
  shape: [
    run(alphanumeric, 52),
    text('JQQJ9'),
    run(characters('9DH'), 1),
    run(alphanumeric, 1),
    run(characters('A-L'), 1),
    run(alphanumeric, 24),
    maybe(run(alphanumeric, 2), text('==')),
  ],
  before: characters('A-Za-z0-9+/_-'),
  after: characters('A-Za-z0-9+/_=-'),
  checksum: isCommonAnnotatedKey,
} as const satisfies Partial<Format>;

interface AnnotatedKey extends Pick<Format, 'id' | 'name' | 'rotate'> {
  readonly source?: string;
  /** Four characters; any where the row is for all the others. */
  readonly signature?: string;
  /** What the service writes before the signature, where one signature serves several. */
  readonly provider?: string;
}

function annotatedKey({ signature, provider = '', ...key }: AnnotatedKey): Format {
  const row = { source, ...key, ...annotatedKeyLook, family: 'Azure keys' } as const;
  return signature === undefined ? row : { ...row, mark: { at: 76 - provider.length, text: provider + signature } };
}

/** Azure AI services sign alike; what the key is for is a number in base64 before the signature. */
const aiServices: readonly (readonly [number: string, id: string, name: string])[] = [
  ['A', 'azure-ai-services-key', 'Azure AI services key'],
  ['B', 'azure-openai-key', 'Azure OpenAI key'],
  ['D', 'azure-anomaly-detector-key', 'Azure AI Anomaly Detector key'],
  ['E', 'azure-cognitive-services-key', 'Azure Cognitive Services key'],
  ['F', 'azure-computer-vision-key', 'Azure AI Vision key'],
  ['G', 'azure-content-moderator-key', 'Azure Content Moderator key'],
  ['H', 'azure-content-safety-key', 'Azure AI Content Safety key'],
  ['I', 'azure-custom-vision-prediction-key', 'Azure AI Custom Vision prediction key'],
  ['J', 'azure-custom-vision-training-key', 'Azure AI Custom Vision training key'],
  ['K', 'azure-face-key', 'Azure AI Face key'],
  ['L', 'azure-document-intelligence-key', 'Azure AI Document Intelligence key'],
  ['N', 'azure-health-insights-key', 'Azure AI Health Insights key'],
  ['O', 'azure-immersive-reader-key', 'Azure AI Immersive Reader key'],
  ['R', 'azure-luis-authoring-key', 'Azure LUIS authoring key'],
  ['S', 'azure-luis-key', 'Azure LUIS prediction key'],
  ['T', 'azure-metrics-advisor-key', 'Azure AI Metrics Advisor key'],
  ['U', 'azure-personalizer-key', 'Azure AI Personalizer key'],
  ['V', 'azure-qna-maker-key', 'Azure QnA Maker key'],
  ['X', 'azure-speaker-recognition-key', 'Azure AI Speaker Recognition key'],
  ['Y', 'azure-speech-key', 'Azure AI Speech key'],
  ['Z', 'azure-speech-translation-key', 'Azure AI Speech Translation key'],
  ['a', 'azure-language-key', 'Azure AI Language key'],
  ['b', 'azure-translator-key', 'Azure AI Translator key'],
  ['h', 'bing-custom-search-key', 'Bing Custom Search key'],
  ['k', 'bing-search-key', 'Bing Search key'],
  ['l', 'bing-search-v7-key', 'Bing Search v7 key'],
];

const aiKey = (id: string, name: string, provider = '') =>
  annotatedKey({
    id,
    name,
    rotate: 'Regenerate the key in the Azure portal under Keys and Endpoint of the resource.',
    source: 'https://learn.microsoft.com/azure/ai-services/authentication',
    signature: 'ACOG',
    provider,
  });

/** The first whose signature fits counts: those of any service come last. */
export const azureAnnotatedKeys: readonly Format[] = [
  ...aiServices.map(([number, id, name]) => aiKey(id, name, `AAA${number}`)),
  aiKey('azure-ai-key', 'Azure AI services key (other service)'),
  annotatedKey({
    id: 'azure-machine-learning-key',
    name: 'Azure Machine Learning endpoint key',
    rotate: 'Regenerate the key in Azure Machine Learning studio under Consume of the endpoint.',
    source: 'https://learn.microsoft.com/azure/machine-learning/how-to-authenticate-online-endpoint',
    signature: 'AZML',
  }),
  annotatedKey({
    id: 'azure-maps-key',
    name: 'Azure Maps key',
    rotate: 'Regenerate the key in the Azure portal under Authentication of the Azure Maps account.',
    source: 'https://learn.microsoft.com/azure/azure-maps/azure-maps-authentication',
    signature: 'AZMP',
  }),
  annotatedKey({
    id: 'azure-communication-services-key',
    name: 'Azure Communication Services key',
    rotate: 'Regenerate the key in the Azure portal under Keys of the Communication Services resource.',
    source: 'https://learn.microsoft.com/azure/communication-services/concepts/authentication',
    signature: 'AZCS',
  }),
  annotatedKey({
    id: 'azure-app-configuration-key',
    name: 'Azure App Configuration access key',
    rotate: 'Regenerate the key in the Azure portal under Access settings of the App Configuration store.',
    source: 'https://learn.microsoft.com/azure/azure-app-configuration/howto-disable-access-key-authentication',
    signature: 'AZAC',
  }),
  annotatedKey({
    id: 'azure-fluid-relay-key',
    name: 'Azure Fluid Relay key',
    rotate: 'Regenerate the key in the Azure portal under Access key of the Fluid Relay server.',
    signature: 'AZFR',
  }),
  annotatedKey({
    id: 'azure-mixed-reality-key',
    name: 'Azure Mixed Reality account key',
    rotate: 'Regenerate the key in the Azure portal under Access Keys of the account.',
    signature: 'AZMR',
  }),
  annotatedKey({
    id: 'azure-event-grid-annotated-key',
    name: 'Azure Event Grid access key (newer)',
    rotate: 'Regenerate the key in the Azure portal under Access keys of the Event Grid topic or domain.',
    source: 'https://learn.microsoft.com/azure/event-grid/get-access-keys',
    signature: 'AZEG',
  }),
  annotatedKey({
    id: 'azure-sql-annotated-key',
    name: 'Azure SQL key',
    rotate: 'Replace the key or password of the login in the Azure portal.',
    signature: 'msql',
  }),
  annotatedKey({
    id: 'azure-annotated-key',
    name: 'Azure service key',
    rotate: 'Regenerate the key in the Azure portal under Keys or Access keys of the resource it belongs to.',
  }),
];
