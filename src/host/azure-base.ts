import type { FileSystem } from '../artifact/artifact';
import { type AgentVariables, pullRequestOf } from './azure-environment';
import { download, RestFailure, request } from './azure-rest';
import type { PullRequestPlace } from './azure-threads';
import { baseFromService, baseInClone, mergedWith, nowIn, scannedRepository } from './base-commit';
import type { Base } from './host';
import type { TreeEntry } from './tree-files';

const apiVersion = 'api-version=7.0';

/**
 * The files as they were before the pull request. A build that a branch policy starts checks out the pull request merged into
 * its target branch, so that the other parent is where the target branch stood.
 * https://learn.microsoft.com/azure/devops/pipelines/repos/azure-repos-git#pr-triggers
 *
 * @param paths what is scanned
 * @param token of the job
 */
export async function azureBase(
  variables: AgentVariables,
  files: FileSystem,
  token: () => string | undefined,
  paths: readonly string[],
): Promise<Base | undefined> {
  if (variables['BUILD_REASON'] !== 'PullRequest') return undefined;
  const repository = scannedRepository(paths, files);
  const checkedOut = repository?.head();
  if (!repository || !checkedOut) return { missing: 'what is scanned lies in no checkout that Git could read' };
  const source = variables['SYSTEM_PULLREQUEST_SOURCECOMMITID']?.toLowerCase();
  const isMerge =
    checkedOut === variables['BUILD_SOURCEVERSION']?.toLowerCase() ||
    (source !== undefined && repository.parentsOf(checkedOut).includes(source));
  const commit = isMerge ? mergedWith(repository, checkedOut, source) : undefined;
  if (commit === undefined) return { missing: 'what is checked out is not the merge commit of the pull request' };
  const base = baseInClone(repository, commit, files);
  if (base) return base;

  const place = pullRequestOf(variables, token);
  const held = `the checkout does not hold commit ${commit.slice(0, 7)}`;
  if (!place?.token) return { missing: `${held}; ${advice}` };
  const service = serviceAt(place, place.token);
  try {
    const entries = await service.list(commit);
    const remote = { commit, entries, fetch: service.fetch };
    return await baseFromService(remote, paths, repository.root, files, nowIn(repository));
  } catch (error) {
    return { missing: `${held}, and ${reasonOf(error, place)}; ${advice}` };
  }
}

const advice = 'set "fetchDepth: 0" at the step "checkout: self"';

/** https://learn.microsoft.com/rest/api/azure/devops/git/items and /blobs */
function serviceAt(place: PullRequestPlace, token: string) {
  const [project, repository] = [place.projectId, place.repositoryId].map(encodeURIComponent);
  const start = `${place.collection}${project}/_apis/git/repositories/${repository}`;
  return {
    list: async (commit: string): Promise<readonly TreeEntry[]> => {
      const version = `versionDescriptor.versionType=commit&versionDescriptor.version=${commit}`;
      const url = `${start}/items?scopePath=/&recursionLevel=full&${version}&${apiVersion}`;
      const list = (await request(token, 'GET', url)) as { value?: readonly Item[] } | null;
      return (list?.value ?? []).flatMap(entryOf);
    },
    fetch: (id: string) => download(token, `${start}/blobs/${id}?$format=octetstream&${apiVersion}`),
  };
}

/** As much of an item as is read here. */
interface Item {
  readonly objectId?: string;
  readonly gitObjectType?: string;
  readonly path?: string;
  readonly isSymLink?: boolean;
}

function entryOf({ objectId, gitObjectType, path, isSymLink = false }: Item): readonly TreeEntry[] {
  if (gitObjectType !== 'blob' || !objectId || !path?.startsWith('/')) return [];
  return [{ kind: isSymLink ? 'link' : 'file', path: path.slice(1), id: objectId, size: undefined }];
}

function reasonOf(error: unknown, { repositoryName }: PullRequestPlace): string {
  if (!(error instanceof RestFailure)) return error instanceof Error ? error.message : String(error);
  const said = error.details === '' ? '' : ` ("${error.details}")`;
  switch (error.status) {
    case undefined:
      return `Azure DevOps cannot be reached from this agent${said}`;
    case 401:
    case 403:
    case 404:
      return `the identity of this job may not read the repository ${repositoryName}, ${error.status}${said}`;
    default:
      return `Azure DevOps answered ${error.status}${said}`;
  }
}
