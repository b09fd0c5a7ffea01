import type { Octokit } from './github-connection';
import type { PullRequestRun } from './github-event';

/**
 * Resolves conversations, which only GraphQL can. The token of a run needs `contents: write` for it, which few should give: where it
 * is refused, comments are closed in another way.
 */
export class ReviewThreads {
  private listing: Promise<ReadonlyMap<string, Thread>> | undefined;
  private isRefused = false;

  constructor(
    private readonly octokit: Octokit,
    private readonly run: PullRequestRun,
  ) {}

  /** @param comment node id of its first comment @returns whether it is resolved now */
  async resolve(comment: string): Promise<boolean> {
    return this.turn(comment, true);
  }

  async reopen(comment: string): Promise<void> {
    await this.turn(comment, false);
  }

  private async turn(comment: string, resolved: boolean): Promise<boolean> {
    if (this.isRefused) return false;
    try {
      this.listing ??= this.list();
      const thread = (await this.listing).get(comment);
      if (!thread) return false;
      if (thread.isResolved !== resolved) {
        await this.octokit.graphql(resolved ? resolveThread : unresolveThread, { thread: thread.id });
      }
      return true;
    } catch {
      // What is the matter with it shows where the same is tried over REST.
      this.isRefused = true;
      return false;
    }
  }

  private async list(): Promise<ReadonlyMap<string, Thread>> {
    const { owner, repository: name, number } = this.run;
    const threads = new Map<string, Thread>();
    for (let after: string | null = null; ; ) {
      const answer: ThreadsAnswer = await this.octokit.graphql(reviewThreads, { owner, name, number, after });
      const page = answer.repository.pullRequest.reviewThreads;
      for (const thread of page.nodes) {
        for (const comment of thread.comments.nodes) threads.set(comment.id, thread);
      }
      if (!page.pageInfo.hasNextPage) return threads;
      after = page.pageInfo.endCursor;
    }
  }
}

interface Thread {
  readonly id: string;
  readonly isResolved: boolean;
  readonly comments: { readonly nodes: readonly { readonly id: string }[] };
}

interface ThreadsAnswer {
  readonly repository: {
    readonly pullRequest: {
      readonly reviewThreads: {
        readonly nodes: readonly Thread[];
        readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
      };
    };
  };
}

/** https://docs.github.com/graphql/reference/objects#pullrequestreviewthread */
const reviewThreads = `query ReviewThreads($owner: String!, $name: String!, $number: Int!, $after: String) {
  repository(owner: $owner, name: $name) {
    pullRequest(number: $number) {
      reviewThreads(first: 100, after: $after) {
        nodes { id isResolved comments(first: 1) { nodes { id } } }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
}`;

const resolveThread = `mutation ResolveThread($thread: ID!) {
  resolveReviewThread(input: { threadId: $thread }) { thread { isResolved } }
}`;

const unresolveThread = `mutation UnresolveThread($thread: ID!) {
  unresolveReviewThread(input: { threadId: $thread }) { thread { isResolved } }
}`;
