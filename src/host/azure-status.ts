import type { AgentVariables } from './azure-environment';
import { iterationOf } from './azure-iteration';
import { request } from './azure-rest';
import { type PullRequestPlace, pullRequestUrl, telling } from './azure-threads';
import type { OutcomeStatus } from './host';

/** Both together name a status; a branch policy asks for `flowgate/<name>`. */
const genre = 'flowgate';

/** https://learn.microsoft.com/rest/api/azure/devops/git/pull-request-statuses/create */
const states: Readonly<Record<OutcomeStatus | 'pending', string>> = {
  pending: 'pending',
  clean: 'succeeded',
  findings: 'failed',
  incomplete: 'failed',
  'nothing-to-scan': 'failed',
  'user-error': 'error',
  failure: 'error',
};

/**
 * Posts a status of the pull request, on the iteration that is judged, so that a policy can want a new one after each push. The last one of
 * its name counts.
 * @throws {PublishRefused}
 */
export async function postStatus(
  place: PullRequestPlace,
  variables: AgentVariables,
  status: OutcomeStatus | 'pending',
  description: string,
): Promise<void> {
  await telling(place, 'no status', async (own) => {
    const iteration = await iterationOf(own, variables['SYSTEM_PULLREQUEST_SOURCECOMMITID']?.toLowerCase());
    const build = variables['BUILD_BUILDID'];
    const project = encodeURIComponent(own.projectId);
    await request(own.token, 'POST', pullRequestUrl(own, '/statuses'), {
      state: states[status],
      description: cut(description, maxDescription),
      context: { genre, name: statusName(variables) },
      ...(build && { targetUrl: `${own.collection}${project}/_build/results?buildId=${encodeURIComponent(build)}` }),
      ...(iteration && { iterationId: iteration.id }),
    });
  });
}

/** Nothing says how long one may be; more than this nobody reads there. */
const maxDescription = 200;
const maxName = 100;

/** The same in each run, and another for each pipeline, job and step: the pipeline's name and what the user gave a name. */
function statusName(variables: AgentVariables): string {
  const { BUILD_DEFINITIONNAME: pipeline, SYSTEM_JOBDISPLAYNAME: job, SYSTEM_TASKINSTANCENAME: step } = variables;
  const parts = [pipeline, ...(job === 'Job' ? [] : [job]), ...(/^FlowGate\d*$/i.test(step ?? '') ? [] : [step])];
  // A slash would look like the one behind the genre.
  const name = parts.filter(Boolean).map((part) => part?.replace(/[^\p{L}\p{N} ._()-]/gu, '_'));
  return cut(name.length === 0 ? 'gate' : name.join(' - '), maxName);
}

function cut(text: string, limit: number): string {
  const characters = [...text];
  return characters.length <= limit ? text : `${characters.slice(0, limit - 1).join('')}…`;
}
