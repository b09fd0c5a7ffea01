import type { Finding } from '../../src/findings/finding';
import { addedIn, compareFindings, type EarlierFinding, isBlind } from '../../src/policy/comparison';
import type { NotAssessed } from '../../src/policy/report';
import { findingOf, locationOf, notAssessedOf, reportOf } from '../support/report-of';

const against = { against: 'commit', label: 'commit 1234567' } as const;
const idOf = (letter: string) => letter.repeat(32);
const found = (letter: string, parts: Partial<Finding> = {}) => findingOf({ fingerprint: idOf(letter), ...parts });
const list = (letters: string) => [...letters].map((letter) => found(letter));
const earlier = (findings: readonly Finding[]): EarlierFinding[] =>
  findings.map((finding) => ({ fingerprint: finding.fingerprint, ruleId: finding.ruleId, finding }));
const short = (fingerprints: Iterable<string>) => [...fingerprints].map(([letter]) => letter).join('');

describe('findings are compared by their fingerprints', () => {
  test.each([
    ['nothing with nothing', '', '', '', '', 0],
    ['all are new', '', 'ab', 'ab', '', 0],
    ['all are gone', 'ab', '', '', 'ab', 0],
    ['all stay', 'ab', 'ba', '', '', 2],
    ['some of each', 'abc', 'bcd', 'd', 'a', 2],
    ['what was there twice is one, and still there', 'aa', 'a', '', '', 1],
    ['what is there twice now', 'a', 'aabb', 'b', '', 2],
    ['what was there twice is gone once', 'aab', 'b', '', 'a', 1],
  ])('%s', (_, before, now, added, fixed, unchanged) => {
    const comparison = compareFindings(reportOf({ findings: list(now) }), earlier(list(before)), against);
    expect(comparison).toMatchObject({ ...against, unchanged });
    expect(short(comparison.added)).toBe(added);
    expect(short(comparison.fixed.map(({ fingerprint }) => fingerprint))).toBe(fixed);
  });

  test('those below the threshold too, and the rule and finding of what is fixed are known', () => {
    const gone = found('a', { severity: 'low', ruleId: 'other-rule' });
    const now = reportOf({ findings: [found('b', { severity: 'low' })] });
    const comparison = compareFindings(now, earlier([gone]), against);
    expect(short(comparison.added)).toBe('b');
    expect(comparison.fixed).toEqual([{ fingerprint: idOf('a'), ruleId: 'other-rule', finding: gone }]);
  });

  test('also where only the start of each was kept', () => {
    const before = [...'ab'].map((letter) => ({ fingerprint: letter.repeat(12), ruleId: 'stub-rule' }));
    const comparison = compareFindings(reportOf({ findings: list('bc') }), before, against, 12);
    expect([...comparison.added]).toEqual([idOf('c')]);
    expect(comparison.fixed).toEqual([{ fingerprint: 'a'.repeat(12), ruleId: 'stub-rule', finding: undefined }]);
    expect(comparison.unchanged).toBe(1);
  });

  test('the new ones are told apart, each copy counted', () => {
    const now = reportOf({ findings: list('aab') });
    expect(addedIn(compareFindings(now, [], against), now)).toHaveLength(3);
  });
});

describe('nothing counts as fixed where this run did not look', () => {
  const gone = found('a', { location: locationOf('src/Workflows/Order.json') });
  const unread = (uri: string | undefined, kind: NotAssessed['kind'] = 'unreadable') => notAssessedOf(kind, { uri });
  const nothing: readonly NotAssessed[] = [];

  test.each([
    ['all was read', nothing, true, true],
    ['the file could not be read', [unread('src/Workflows/Order.json')], false, false],
    ['a place in it could not be judged', [unread('src/Workflows/Order.json', 'unjudged')], false, false],
    ['its folder could not be read', [unread('src')], false, false],
    ['the scan root could not be read', [unread('.')], false, false],
    ['another file could not be read', [unread('src/Workflows/Order.json.bak')], true, false],
    ['what was named is gone', [unread('src', 'nothing-there')], true, false],
    ['the settings of the environment are not known', [unread(undefined, 'not-given')], true, true],
  ])('%s', (_, notAssessed, isFixed, isFixedUnseen) => {
    const now = reportOf({ notAssessed });
    expect(compareFindings(now, earlier([gone]), against).fixed).toHaveLength(isFixed ? 1 : 0);
    const { finding: _finding, ...unseen } = earlier([gone])[0] as EarlierFinding;
    expect(compareFindings(now, [unseen], against).fixed).toHaveLength(isFixedUnseen ? 1 : 0);
  });

  test.each([
    ['stub-rule', 0],
    ['other-rule', 1],
  ])('%s failed', (ruleId, fixed) => {
    const now = reportOf({ failures: [{ ruleId, message: '', stack: '' }] });
    expect(compareFindings(now, earlier([gone]), against).fixed).toHaveLength(fixed);
  });
});

describe('a comparison is blind where the earlier scan could not read the solution', () => {
  test.each([
    ['src.zip', 'unreadable', 'src.zip', true],
    ['src.zip', 'unreadable', 'src.zip/inner.zip', true],
    ['src', 'unreadable', 'src.zip', false],
    ['src.zip/Workflows/Order.json', 'unreadable', 'src.zip', false],
    ['src.zip', 'nothing-there', 'src.zip', false],
  ] as const)('%s was %s, a finding is new in %s', (uri, kind, unit, isIt) => {
    const now = reportOf({ findings: [found('a', { unit })] });
    const before = reportOf({ notAssessed: [notAssessedOf(kind, { uri })] });
    expect(isBlind(compareFindings(now, [], against), now, before)).toBe(isIt);
    expect(isBlind(compareFindings(now, earlier(list('a')), against), now, before)).toBe(false);
  });
});
