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
  // Named as in the documentation for builds and for releases; older agents know only the second.
  const address = variables['SYSTEM_COLLECTIONURI'] ?? variables['SYSTEM_TEAMFOUNDATIONCOLLECTIONURI'];
  const repositoryId = variables['BUILD_REPOSITORY_ID'];
  const projectName = variables['SYSTEM_TEAMPROJECT'] ?? '';
  const projectId = variables['SYSTEM_TEAMPROJECTID'] ?? projectName;
  if (
    variables['BUILD_REPOSITORY_PROVIDER'] !== 'TfsGit' ||
    !pullRequestId ||
    !address ||
    !repositoryId ||
    !projectId
  ) {
    return undefined;
  }
  const collection = address.endsWith('/') ? address : `${address}/`;
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

/** Pipeline, stage, job and step: two scans on one pull request must not write over each other. */
const keyNames = ['SYSTEM_DEFINITIONID', 'SYSTEM_STAGENAME', 'SYSTEM_JOBDISPLAYNAME', 'SYSTEM_TASKINSTANCENAME'];

/** `contoso` of `https://dev.azure.com/contoso/` and of `https://contoso.visualstudio.com/`. */
function organizationIn(collection: string): string {
  const [, ofHost, ofPath] =
    /^https?:\/\/(?:([^./]+)\.visualstudio\.com|[^/]+\/(?:.*\/)?([^/]+))\/$/.exec(collection) ?? [];
  return ofHost ?? ofPath ?? collection;
}
