import {
  createThread,
  listThreads,
  ownThreads,
  type Place,
  type PullRequestPlace,
  statuses,
  type Thread,
  telling,
  updateThread,
} from './azure-threads';
import type { PullRequest } from './host';

type Upserted = Awaited<ReturnType<PullRequest['upsertComment']>>;

const what = 'no comment';

/** The one thread of the step, with all that it has to say. It is looked up once for reading and writing. */
export class SummaryThread {
  private lookedUp: Promise<Thread | undefined> | undefined;

  constructor(private readonly place: PullRequestPlace) {}

  /** What the step wrote before, without the marker. @throws {PublishRefused} */
  async text(): Promise<string | undefined> {
    this.lookedUp ??= telling(this.place, what, (place) => lookUp(place));
    const own = await this.lookedUp;
    const marker = markerOf(this.place);
    return own?.content.slice(own.content.startsWith(marker) ? marker.length : 0);
  }

  /**
   * Keeps one thread on the pull request: created once, then updated in place; active while the gate fails, resolved when it
   * passes. Where "Check for comment resolution" is on, an active thread holds the merge up.
   * https://learn.microsoft.com/rest/api/azure/devops/git/pull-request-threads
   *
   * @throws {PublishRefused}
   */
  upsert(markdown: string, isWanted: boolean, hasFailed: boolean): Promise<Upserted> {
    return telling(this.place, what, async (place, tries) => {
      // Whether a try that failed wrote something only the service knows.
      const own = await (tries === 1 && this.lookedUp ? this.lookedUp : lookUp(place));
      const content = `${markerOf(place)}\n${markdown}`;
      if (own !== undefined) {
        return (await updateThread(place, own, content, nextStatus(own.status, hasFailed))) ? 'updated' : 'unchanged';
      }
      if (!isWanted) return 'not-wanted';
      const status = hasFailed ? statuses.active : statuses.closed;
      await createThread(place, { content, status, properties: { [keyProperty]: place.key } });
      return 'created';
    });
  }
}

/** What people decided about the findings stays; that somebody closed the thread does not make a failing gate pass. */
function nextStatus(status: number, hasFailed: boolean): number {
  if (status === statuses.wontFix || status === statuses.byDesign) return status;
  if (hasFailed) return statuses.active;
  return status === statuses.active || status === statuses.pending ? statuses.fixed : status;
}

const keyProperty = 'flowgate.key';

/** Not shown. The key is percent-encoded, so that no name of a job can end the comment. */
function markerOf(place: PullRequestPlace): string {
  return `<!-- flowgate ${encodeURIComponent(place.key)} -->`;
}

async function lookUp(place: Place): Promise<Thread | undefined> {
  const alike = (await listThreads(place)).filter(
    (thread) => thread.property(keyProperty) === place.key || thread.content.startsWith(markerOf(place)),
  );
  return (await ownThreads(place, alike))[0];
}
