import type { RestFailure } from './azure-rest';
import type { PullRequestPlace } from './azure-threads';

/** Why there is, for instance, no comment, and who has to do what about it. */
export function refusalOf(failure: RestFailure, place: PullRequestPlace, what: string): string {
  const said = failure.details === '' ? '' : ` ("${failure.details}")`;
  const start = `${what} on pull request ${place.pullRequestId}`;
  switch (failure.status) {
    case undefined:
      return `${start}: Azure DevOps cannot be reached from this agent${said}`;
    case 401:
      return (
        `${start}: Azure DevOps refused the job's access token with 401${said}. The agent makes a new one for each job: ` +
        'run the job again, and set no SYSTEM_ACCESSTOKEN of your own'
      );
    case 403:
      return (
        `${start}: the identity of this job is not allowed to write it, 403${said}. ` +
        `Grant ${identityIn(failure.details, place)} the permission "Contribute to pull requests": ` +
        `Project settings > Repositories > ${place.repositoryName} > Security; a Deny anywhere wins${forkNote(place)}`
      );
    case 404:
      return (
        `${start}: the job's access token does not see it, 404${said}. ` +
        `Grant ${identityIn(failure.details, place)} Read on the repository ${place.repositoryName}; where access is limited to ` +
        `referenced repositories, the job also needs the step "checkout: self"${forkNote(place)}`
      );
    default:
      return failure.isPassing
        ? `${start}: Azure DevOps is busy or in trouble, ${failure.status}${said}, and stayed so for several tries`
        : `${start}: Azure DevOps answered ${failure.status}${said}`;
  }
}

/**
 * The job token belongs to one of two identities, by the setting "Limit job authorization scope to current project"; in
 * the error, the project's own carries the project's id.
 * https://learn.microsoft.com/azure/devops/pipelines/process/access-tokens#scoped-build-identities
 */
function identityIn(details: string, place: PullRequestPlace): string {
  const ofProject = `"${place.projectName} Build Service (${place.organization})"`;
  const ofCollection = `"Project Collection Build Service (${place.organization})"`;
  const id = /Build\\([0-9a-f-]{36})/i.exec(details)?.[1];
  if (id === undefined) return `${ofProject} (or ${ofCollection}, if the job's scope is not limited to the project)`;
  return id.toLowerCase() === place.projectId.toLowerCase() ? ofProject : ofCollection;
}

/** https://learn.microsoft.com/azure/devops/pipelines/repos/azure-repos-git#contributions-from-forks */
function forkNote(place: PullRequestPlace): string {
  return place.isFork
    ? '. Builds of forks have a restricted token unless the project gives them the permissions of regular builds'
    : '';
}
