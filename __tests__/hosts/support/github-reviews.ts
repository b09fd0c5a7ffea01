import type { Answer } from './github-api';
import { exampleOf, type Json, userOf } from './github-description';

/** The changed files, review comments and conversations of the one pull request. */

export interface ChangedFile {
  readonly filename: string;
  /** GitHub leaves it out for large files. */
  readonly patch?: string;
}

export interface ReviewComment {
  readonly id: number;
  readonly author: string;
  readonly path: string;
  readonly startLine: number | undefined;
  /** `undefined` once the line has changed. */
  line: number | undefined;
  readonly answers?: number;
  body: string;
  isResolved: boolean;
}

interface Given {
  readonly path: string;
  readonly line: number;
  readonly side?: string;
  readonly start_line?: number;
  readonly start_side?: string;
  readonly body: string;
}

export class GitHubReviews {
  readonly files: ChangedFile[] = [];
  readonly comments: ReviewComment[] = [];
  /** Bodies and commits of the reviews. */
  readonly submitted: { readonly body: string; readonly commit: string; readonly count: number }[] = [];
  /** Whether the token may resolve conversations: that of a run needs `contents: write`. */
  mayResolve = false;
  /** A line that GitHub does not take although the diff shows it. */
  strangeLine: number | undefined;
  private last = 0;

  /** Somebody answers. */
  answer(comment: ReviewComment, author: string): void {
    this.comments.push({ ...comment, id: this.next(), author, answers: comment.id, body: 'Really?' });
  }

  /** A list that has pages; `undefined` if the operation asks for none. */
  listed(operation: string): readonly Json[] | undefined {
    if (operation === 'pulls/list-files') return this.files.map((file) => ({ ...fileExample(), ...file }));
    if (operation === 'pulls/list-review-comments') return this.comments.map(resource);
    return undefined;
  }

  written(operation: string, values: Readonly<Record<string, string>>, given: Json, login: string): Answer | undefined {
    const id = Number(values['comment_id']);
    const at = this.comments.findIndex((one) => one.id === id);
    const comment = this.comments[at];
    switch (operation) {
      case 'pulls/create-review': {
        const comments = given['comments'] as readonly Given[];
        if (!comments.every((one) => this.isInDiff(one))) return unprocessable('Line could not be resolved');
        const review = { body: String(given['body']), commit: String(given['commit_id']), count: comments.length };
        this.submitted.push(review);
        for (const one of comments) this.add(one, login);
        return { status: 200, body: { ...exampleOf('pull-request-review'), body: review.body } };
      }
      case 'pulls/create-review-comment': {
        const one = given as unknown as Given;
        if (!this.isInDiff(one)) return unprocessable({ code: 'custom', message: 'Line could not be resolved' });
        return { status: 201, body: resource(this.add(one, login)) };
      }
      case 'pulls/update-review-comment':
        if (!comment) return notFound;
        comment.body = String(given['body']).trimEnd();
        return { status: 200, body: resource(comment) };
      case 'pulls/delete-review-comment':
        if (!comment) return notFound;
        this.comments.splice(at, 1);
        return { status: 204 };
      default:
        return undefined;
    }
  }

  graphql({ query, variables }: Json, login: string): Json {
    const operation = /^(?:query|mutation) (\w+)/.exec(String(query))?.[1];
    const thread = this.comments.find(({ id }) => `thread-${id}` === (variables as Json | undefined)?.['thread']);
    switch (operation) {
      case undefined:
        return { data: { viewer: { login } } };
      case 'ReviewThreads': {
        const first = this.comments.filter(({ answers }) => answers === undefined);
        const nodes = first.map(({ id, isResolved }) => ({
          id: `thread-${id}`,
          isResolved,
          comments: { nodes: [{ id: nodeId(id) }] },
        }));
        const pageInfo = { hasNextPage: false, endCursor: null };
        return { data: { repository: { pullRequest: { reviewThreads: { nodes, pageInfo } } } } };
      }
      case 'ResolveThread':
      case 'UnresolveThread': {
        if (!thread || !this.mayResolve) {
          const message = 'Resource not accessible by integration';
          return { data: null, errors: [{ type: 'FORBIDDEN', path: [operation], message }] };
        }
        thread.isResolved = operation === 'ResolveThread';
        const key = thread.isResolved ? 'resolveReviewThread' : 'unresolveReviewThread';
        return { data: { [key]: { thread: { isResolved: thread.isResolved } } } };
      }
      default:
        return { errors: [{ message: `no such operation: ${operation}` }] };
    }
  }

  private add({ path, line, start_line: startLine, body }: Given, author: string): ReviewComment {
    const comment = { id: this.next(), author, path, startLine, line, body: body.trimEnd(), isResolved: false };
    this.comments.push(comment);
    return comment;
  }

  private next(): number {
    this.last += 1;
    return this.last;
  }

  /** Both ends in one hunk, on the side after the change. */
  private isInDiff({ path, line, side, start_line: start = line, start_side: startSide = side }: Given): boolean {
    const patch = this.files.find(({ filename }) => filename === path)?.patch ?? '';
    if (side !== 'RIGHT' || startSide !== 'RIGHT' || start > line || line === this.strangeLine) return false;
    return patch.split(/^(?=@@ )/m).some((hunk) => {
      const [, first = 0, count = 1] = (/^@@ -\S+ \+(\d+)(?:,(\d+))? @@/.exec(hunk) ?? []).map(Number);
      return start >= first && line < first + count;
    });
  }
}

const notFound: Answer = { status: 404, body: { message: 'Not Found' } };
/** @param errors texts or objects, as each operation has it */
const unprocessable = (...errors: readonly unknown[]): Answer => ({
  status: 422,
  body: { message: 'Unprocessable Entity', errors, documentation_url: 'https://docs.github.com/rest' },
});

const nodeId = (id: number) => `PRRC_${id}`;

function fileExample(): Json {
  const { patch: _, ...rest } = exampleOf('diff-entry-items');
  return rest;
}

function resource({ id, author, path, startLine, line, answers, body }: ReviewComment): Json {
  const { in_reply_to_id: _, ...example } = exampleOf('pull-request-review-comment-2');
  return {
    ...example,
    id,
    node_id: nodeId(id),
    path,
    start_line: startLine ?? null,
    // Left out of the description, but so it is: outdated comments have none.
    ...(line === undefined ? { line: undefined, start_line: null } : { line }),
    body,
    user: userOf(author),
    ...(answers !== undefined && { in_reply_to_id: answers }),
  };
}
