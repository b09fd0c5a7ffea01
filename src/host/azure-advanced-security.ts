import { gzipSync } from 'node:zlib';
import { startingOver, waiting } from './azure-asking';
import { type AgentVariables, collectionOf, isRelease, organizationIn } from './azure-environment';
import { RestFailure, request, upload } from './azure-rest';
import { PublishRefused, type SarifRun } from './host';

/**
 * What Advanced Security wants of a run: the pipeline and the phase that it comes from, by names of its own; it drops runs without.
 * `undefined` where the agent does not tell them, as in a classic release.
 * https://learn.microsoft.com/azure/devops/repos/security/github-advanced-security-code-scanning-third-party
 */
export function sarifRun(variables: AgentVariables): SarifRun | undefined {
  const value = (...names: readonly string[]) => names.map((name) => variables[name]).find(Boolean) ?? '';
  const collection = collectionOf(variables);
  const project = value('SYSTEM_TEAMPROJECTID', 'SYSTEM_TEAMPROJECT');
  const definitionId = value('SYSTEM_DEFINITIONID', 'BUILD_DEFINITIONID');
  const phaseId = value('SYSTEM_PHASEID', 'SYSTEM_JOBID');
  const build = value('BUILD_BUILDID');
  const isPositive = /^[1-9]\d*$/.test(definitionId);
  if (isRelease(variables) || !collection || !project || !isPositive || !guid.test(phaseId) || !build) return undefined;
  const branch = value('BUILD_SOURCEBRANCH');
  const segments = [organizationIn(collection), project, definitionId, phaseId, branch, build];
  const start = 'azuredevops/pipeline/build';
  return {
    id: `${start}/${segments.join('/')}`,
    properties: {
      [`${start}/buildDefinitionId`]: definitionId,
      [`${start}/buildDefinitionName`]: value('BUILD_DEFINITIONNAME') || definitionId,
      [`${start}/phaseId`]: phaseId,
      [`${start}/phaseName`]: value('SYSTEM_PHASENAME', 'SYSTEM_JOBNAME', 'SYSTEM_JOBDISPLAYNAME') || phaseId,
    },
    ...provenance(variables['BUILD_REPOSITORY_URI'], variables['BUILD_SOURCEVERSION'], branch),
  };
}

const guid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The address of a repository may carry a name, and at other hosts a password. */
function provenance(uri: string | undefined, revision: string | undefined, branch: string): Pick<SarifRun, 'source'> {
  if (!uri || !URL.canParse(uri) || !revision) return {};
  const url = new URL(uri);
  [url.username, url.password] = ['', ''];
  return { source: { repositoryUri: url.href, revisionId: revision, ...(branch && { branch }) } };
}

/** Where the alerts of a repository go. */
export interface AlertPlace {
  /** Address of the organization, with a slash at its end. */
  readonly collection: string;
  readonly projectId: string;
  readonly repositoryId: string;
  readonly repositoryName: string;
  readonly token: string | undefined;
}

/** The repository of this build; `undefined` where it is at another host, or where this is no build. */
export function alertPlaceOf(variables: AgentVariables, token: () => string | undefined): AlertPlace | undefined {
  const collection = collectionOf(variables);
  const { BUILD_REPOSITORY_ID: repositoryId, SYSTEM_TEAMPROJECTID: projectId } = variables;
  const isThere = variables['BUILD_REPOSITORY_PROVIDER'] === 'TfsGit' && sarifRun(variables) !== undefined;
  if (!isThere || !collection || !repositoryId || !projectId) return undefined;
  const repositoryName = variables['BUILD_REPOSITORY_NAME'] ?? repositoryId;
  return { collection, projectId, repositoryId, repositoryName, token: token() };
}

/** Seconds, longer and longer; a minute is enough for almost every file. */
const waits = [0.25, 1, 2, 4, 8, 15, 30];

/**
 * Sends a SARIF file to Advanced Security and waits until it is processed.
 * https://learn.microsoft.com/rest/api/azure/devops/advancedsecurity/analysis
 *
 * @returns what became of it, in one line @throws {PublishRefused}
 */
export async function uploadSarif(place: AlertPlace, sarif: string): Promise<string> {
  const refuse = (why: string, cause?: unknown) =>
    new PublishRefused(`no alerts in Advanced Security: ${why}`, { cause });
  const { token } = place;
  if (token === undefined) throw refuse('this job has no access token');
  const refused = (failure: RestFailure) => refuse(reasonOf(failure, place), failure);
  const bytes = gzipSync(sarif);
  const { address, id } = await startingOver(refused, () => sendTo(addressesOf(place.collection), place, token, bytes));
  const url = `${address}_apis/alert/sarifs/${encodeURIComponent(id)}?api-version=7.2-preview.2`;
  for (const seconds of waits) {
    await waiting(seconds * 1000);
    const status = await startingOver(refused, () => request(token, 'GET', url));
    const { processingStatus = '', errors = [] } = (status ?? {}) as Processed;
    if (isState(processingStatus, 'completed', 2)) return `Advanced Security has processed the SARIF file (${id}).`;
    if (isState(processingStatus, 'failed', 3)) {
      const told = errors.slice(0, 3).map((one) => [one.ruleId, one.validationError].filter(Boolean).join(': '));
      throw refuse(`it could not process the SARIF file (${id})${told.length > 0 ? `: ${told.join('; ')}` : ''}`);
    }
  }
  return `Advanced Security still processes the SARIF file (${id}); its alerts come later.`;
}

interface Processed {
  readonly processingStatus?: string | number;
  readonly errors?: readonly { readonly ruleId?: string; readonly validationError?: string }[];
}

function isState(status: string | number, name: string, number: number): boolean {
  return status === number || String(status).toLowerCase() === name;
}

/** The service has a host of its own; some organizations reach it at the other one only. */
export function addressesOf(collection: string): readonly string[] {
  const [, organization] =
    /^https:\/\/(?:dev\.azure\.com\/([^/]+)|([^./]+)\.visualstudio\.com)\/$/i.exec(collection)?.filter(Boolean) ?? [];
  const others = organization === undefined ? [] : [`https://advsec.dev.azure.com/${organization}/`];
  return [...others, collection];
}

async function sendTo(
  [address = '', ...others]: readonly string[],
  place: AlertPlace,
  token: string,
  bytes: Uint8Array,
): Promise<{ readonly address: string; readonly id: string }> {
  const [project, repository] = [place.projectId, place.repositoryId].map(encodeURIComponent);
  const url = `${address}${project}/_apis/alert/repositories/${repository}/sarifs?api-version=7.2-preview.1`;
  try {
    return { address, id: String(await upload(token, url, bytes)) };
  } catch (error) {
    if (!(error instanceof RestFailure) || error.status !== 404 || others.length === 0) throw error;
    return sendTo(others, place, token, bytes);
  }
}

function reasonOf(failure: RestFailure, { repositoryName }: AlertPlace): string {
  const said = failure.details === '' ? '' : ` ("${failure.details}")`;
  switch (failure.status) {
    case undefined:
      return `it cannot be reached from this agent${said}`;
    case 401:
    case 403:
      return (
        `the identity of this job may not send them, ${failure.status}${said}. Grant the build service of the project ` +
        `"Advanced Security: manage and dismiss alerts": Project settings > Repositories > ${repositoryName} > Security; ` +
        'or let the task AdvancedSecurity-Publish@1 publish the file'
      );
    case 404:
      return `it is not switched on for the repository ${repositoryName}, or this job does not see that, 404${said}`;
    default:
      return `it answered ${failure.status}${said}${failure.isPassing ? ', and stayed so for several tries' : ''}`;
  }
}
