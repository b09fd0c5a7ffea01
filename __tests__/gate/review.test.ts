import { review } from '../../src/gate/review';
import type { Host, PullRequest, ReviewComment, Reviewed, ReviewTerms } from '../../src/host/host';
import type { Comparison } from '../../src/policy/comparison';
import { findingOf, notAssessedOf, reportOf } from '../support/report-of';

/** Which findings are commented on, and what is told of it. */

const findings = ['a', 'b', 'c'].map((fingerprint) => findingOf({ fingerprint }));
const comparison = (against: Comparison['against']): Comparison => ({
  against,
  label: 'before',
  added: new Set(['b']),
  fixed: [],
  unchanged: 2,
});

async function reviewed(
  report: ReturnType<typeof reportOf>,
  against?: Comparison['against'],
  result?: Partial<Reviewed>,
) {
  const log: string[] = [];
  let asked: { readonly comments: readonly ReviewComment[]; readonly terms: ReviewTerms } | undefined;
  const pullRequest = {
    review: async (comments: readonly ReviewComment[], terms: ReviewTerms) => {
      asked = { comments, terms };
      return { written: comments.length, closed: 0, outside: 0, ...result };
    },
  } as unknown as PullRequest;
  const host = { log: (text: string) => log.push(text) } as unknown as Host;
  await review(report, against && comparison(against), pullRequest, host);
  return { fingerprints: asked?.comments.map(({ fingerprint }) => fingerprint), terms: asked?.terms, log };
}

test.each([
  ['those that are new with the pull request', 'commit' as const, ['b']],
  [
    'all where the last run is compared with: the next would close what is new now',
    'last-run' as const,
    ['a', 'b', 'c'],
  ],
  ['all where nothing is known', undefined, ['a', 'b', 'c']],
])('%s', async (_, against, expected) => {
  expect((await reviewed(reportOf({ findings }), against)).fingerprints).toEqual(expected);
});

test.each([
  ['all was judged', reportOf({ findings }), true],
  ['nothing was found', reportOf(), true],
  ['something was not given', reportOf({ notAssessed: [notAssessedOf('not-given')] }), true],
  ['something could not be read', reportOf({ notAssessed: [notAssessedOf('unreadable')] }), false],
  ['which is allowed', reportOf({ notAssessed: [notAssessedOf('unreadable')] }, { allowIncomplete: true }), false],
  ['nothing was scanned', reportOf({ solutions: [] }), false],
])('comments may be closed where all was judged: %s', async (_, report, isComplete) => {
  expect((await reviewed(report)).terms).toEqual({ limit: 30, isComplete });
});

test.each([
  [{}, 'At changed lines: 3 comments.'],
  [
    { written: 1, outside: 1 },
    'At changed lines: 1 comment, 1 finding outside of the diff, 1 more in it, for which 30 are enough.',
  ],
  [{ written: 3, closed: 2 }, 'At changed lines: 3 comments, 2 closed.'],
])('%j is told', async (result, line) => {
  expect((await reviewed(reportOf({ findings }), undefined, result)).log).toEqual([`${line}\n`]);
});
