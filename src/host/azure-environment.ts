import type { PullRequestPlace } from './azure-threads';

/**
 * What the agent tells of the run, by the names of its variables: `Build.Repository.Id` is `BUILD_REPOSITORY_ID`.
 * https://learn.microsoft.com/azure/devops/pipelines/build/variables
 */
export type AgentVariables = Readonly<Record<string, string | undefined>>;

/** Why this run has no pull request to comment on from here: `undefined` where it simply has none. */
export function noPullRequestNote(variables: AgentVariables): string | undefined {
  const provider = variables['BUILD_REPOSITORY_PROVIDER'];
  if (variables['BUILD_REASON'] !== 'PullRequest' || provider === 'TfsGit') return undefined;
  return provider?.startsWith('GitHub')
    ? 'The repository is on GitHub, where the token of this job cannot comment: the check of Azure Pipelines on the pull request shows the verdict, and the FlowGate action comments.'
    : 'FlowGate comments on pull requests in Azure Repos only; the result of this build shows the verdict.';
}

/**
 * The pull request that a branch policy of Azure Repos started this run for.
 * @param token of the job
 */
export function pullRequestOf(
  variables: AgentVariables,
  token: () => string | undefined,
): PullRequestPlace | undefined {
  const pullRequestId = variables['SYSTEM_PULLREQUEST_PULLREQUESTID'];
  const collection = collectionOf(variables);
  const repositoryId = variables['BUILD_REPOSITORY_ID'];
  const projectName = variables['SYSTEM_TEAMPROJECT'] ?? '';
  const projectId = variables['SYSTEM_TEAMPROJECTID'] ?? projectName;
  if (
    variables['BUILD_REPOSITORY_PROVIDER'] !== 'TfsGit' ||
    !pullRequestId ||
    !collection ||
    !repositoryId ||
    !projectId
  ) {
    return undefined;
  }
  return {
    collection,
    organization: organizationIn(collection),
    projectId,
    projectName,
    repositoryId,
    repositoryName: variables['BUILD_REPOSITORY_NAME'] ?? repositoryId,
    pullRequestId,
    isFork: variables['SYSTEM_PULLREQUEST_ISFORK']?.toLowerCase() === 'true',
    token: token(),
    key: keyNames.map((name) => variables[name] ?? '').join('/'),
  };
}

/** Address of the organization, with a slash at its end. */
export function collectionOf(variables: AgentVariables): string | undefined {
  // Named as in the documentation for builds and for releases; older agents know only the second.
  const address = variables['SYSTEM_COLLECTIONURI'] ?? variables['SYSTEM_TEAMFOUNDATIONCOLLECTIONURI'];
  return !address || address.endsWith('/') ? address : `${address}/`;
}

/** Whether this is a classic release, which has no run of a pipeline: what its variables tell of a build is of that which made the artifact. */
export function isRelease(variables: AgentVariables): boolean {
  return /^(?:release|deployment)$/i.test(variables['SYSTEM_HOSTTYPE'] ?? '');
}

/** Pipeline, stage, job and step: two scans on one pull request must not write over each other. */
const keyNames = ['SYSTEM_DEFINITIONID', 'SYSTEM_STAGENAME', 'SYSTEM_JOBDISPLAYNAME', 'SYSTEM_TASKINSTANCENAME'];

/**
 * The name of a report of which one run may have several, by stage, job and step: files of one name in one artifact would overwrite each
 * other. What the user gave no name is left out.
 */
export function reportName(name: string, variables: AgentVariables): string {
  const { SYSTEM_STAGENAME: stage, SYSTEM_JOBNAME: job, SYSTEM_TASKINSTANCENAME: step } = variables;
  const isSlice = Number(variables['SYSTEM_TOTALJOBSINPHASE']) > 1;
  const parts = [
    ...(stage === '__default' ? [] : [stage]),
    ...(job === '__default' || job === 'Job' ? [] : [job]),
    ...(isSlice ? [variables['SYSTEM_JOBPOSITIONINPHASE']] : []),
    ...(step?.toLowerCase() === 'flowgate' ? [] : [step]),
  ];
  const suffix = parts.flatMap((part) => (part ? [`-${part.replace(/[^\w.-]/g, '_').slice(0, 60)}`] : []));
  const dot = name.lastIndexOf('.');
  return `${name.slice(0, dot)}${suffix.join('')}${name.slice(dot)}`;
}

/** `contoso` of `https://dev.azure.com/contoso/` and of `https://contoso.visualstudio.com/`. */
export function organizationIn(collection: string): string {
  const [, ofHost, ofPath] =
    /^https?:\/\/(?:([^./]+)\.visualstudio\.com|[^/]+\/(?:.*\/)?([^/]+))\/$/.exec(collection) ?? [];
  return ofHost ?? ofPath ?? collection;
}
