import { plainText, sameText } from './github-answer';
import { type Authorship, authorship } from './github-author';
import { type Octokit, startingOver, unrepeated } from './github-connection';
import type { PullRequestRun } from './github-event';
import type { PullRequest } from './host';

type Result = Awaited<ReturnType<PullRequest['upsertComment']>>;

/** Where the one comment of a step is. */
export interface CommentPlace {
  readonly run: PullRequestRun;
  /** First line of the comment, by which it is found again. */
  readonly marker: string;
}

interface OwnComment {
  readonly id: number;
  readonly body: string;
}

/** The one comment of a step on a pull request, which is looked for once: what was in the way then still is. */
export class StepComment {
  private readonly isOwn: Authorship;
  private listing: Promise<OwnComment | undefined> | undefined;

  constructor(
    private readonly octokit: Octokit,
    private readonly place: CommentPlace,
  ) {
    this.isOwn = authorship(octokit);
  }

  /** Its text without the marker. */
  async text(): Promise<string | undefined> {
    const own = await this.own();
    return own && plainText(own.body.slice(this.place.marker.length));
  }

  upsert(markdown: string, isWanted: boolean): Promise<Result> {
    const { marker, run } = this.place;
    const repository = { owner: run.owner, repo: run.repository };
    const body = `${marker}\n${markdown}`;
    return startingOver(async () => {
      const existing = await this.own();
      if (existing && sameText(existing.body, body)) return 'unchanged';
      if (!existing && !isWanted) return 'not-wanted';
      // Whatever happens now: what was listed is old.
      this.listing = undefined;
      const { issues } = this.octokit.rest;
      if (existing) {
        await issues.updateComment({ ...repository, comment_id: existing.id, body });
        return 'updated';
      }
      await unrepeated((options) =>
        issues.createComment({ ...repository, issue_number: run.number, body, ...options }),
      );
      return 'created';
    });
  }

  private own(): Promise<OwnComment | undefined> {
    this.listing ??= this.find();
    return this.listing;
  }

  private async find(): Promise<OwnComment | undefined> {
    const { run, marker } = this.place;
    const pages = this.octokit.paginate.iterator(this.octokit.rest.issues.listComments, {
      owner: run.owner,
      repo: run.repository,
      issue_number: run.number,
      per_page: 100,
    });
    for await (const { data } of pages) {
      for (const { id, body = '', user } of data) {
        if (body.startsWith(marker) && (await this.isOwn(user?.login))) return { id, body };
      }
    }
    return undefined;
  }
}
