import { addresses } from './addresses';
import { ai } from './ai';
import { azureAnnotatedKeys } from './azure-annotated-keys';
import { azureByName } from './azure-by-name';
import { azureKeys } from './azure-keys';
import { businessApps } from './business-apps';
import { certificatesAndTokens } from './certificates-and-tokens';
import { cloud } from './cloud';
import { connectionStrings } from './connection-strings';
import { contentServices } from './content-services';
import { databases } from './databases';
import { delivery } from './delivery';
import { entra } from './entra';
import type { Format } from './format';
import { messaging } from './messaging';
import { observability } from './observability';
import { payments } from './payments';
import { signedUrls } from './signed-urls';
import { sourceControl } from './source-control';

/** Every kind of secret that is known by its format. Where two match the same text and say as much, the first counts. */
export const formats: readonly Format[] = [
  ...azureKeys,
  // Before the annotated keys of any service.
  ...entra,
  ...azureAnnotatedKeys,
  ...azureByName,
  ...signedUrls,
  ...connectionStrings,
  ...addresses,
  ...certificatesAndTokens,
  ...sourceControl,
  ...delivery,
  ...cloud,
  ...ai,
  ...messaging,
  ...businessApps,
  ...contentServices,
  ...payments,
  ...observability,
  ...databases,
];
