import { keptLength, stateIn, stateText } from '../../src/gate/run-state';
import { findingOf, reportOf } from '../support/report-of';

const fingerprint = (i: number) => i.toString(16).padStart(32, '0').split('').reverse().join('');
const findings = (count: number, rules = 3) =>
  Array.from({ length: count }, (_, i) => findingOf({ ruleId: `rule-${i % rules}`, fingerprint: fingerprint(i + 1) }));
const stateOf = (count: number, rules?: number) => stateText(reportOf({ findings: findings(count, rules) }));
const sorted = (list: readonly { ruleId: string; fingerprint: string }[]) =>
  list.map((one) => `${one.ruleId} ${one.fingerprint}`).sort();

describe('what a run leaves for the next', () => {
  test.each([0, 1, 7, 2000])('%i findings are read back', (count) => {
    const read = stateIn(`## FlowGate\n\nText.${stateOf(count)}`);
    const kept = findings(count).map((one) => ({ ...one, fingerprint: one.fingerprint.slice(0, keptLength) }));
    expect(sorted(read ?? [])).toEqual(sorted(kept));
  });

  test('of too many findings nothing is kept: a part would make the rest look new', () => {
    expect(stateOf(2001)).toBe('');
  });

  test('is small, one line, and no Markdown, mention or end of the comment acts in it', () => {
    const text = stateOf(2000, 60);
    expect(text.length).toBeLessThan(18_000);
    expect(text).toMatch(/^\n<!-- [^<>@&`\n]* -->$/);
    expect(text.slice(5, -3)).not.toContain('--');
  });

  test('does not depend on the order of the report, which follows lines', () => {
    const list = findings(9);
    expect(stateText(reportOf({ findings: [...list].reverse() }))).toBe(stateText(reportOf({ findings: list })));
  });

  test('holds of a finding its rule and the start of its fingerprint, nothing else', () => {
    const finding = findingOf({ fingerprint: fingerprint(1), solution: 'Hidden', ruleId: 'stub-rule' });
    expect(stateText(reportOf({ findings: [finding] }))).toBe('\n<!-- flowgate-state 1 stub-rule:EAAAAAAA -->');
  });
});

describe('what is read back has our very form', () => {
  const good = 'stub-rule:EAAAAAAA';
  const at = (state: string) => `text\n<!-- flowgate-state ${state} -->`;

  test.each([
    ['as written', at(`1 ${good}`), 1],
    ['with other line ends and blanks behind', `${at(`1 ${good}`).replace('\n', '\r\n')}\r\n `, 1],
    ['no findings', at('1'), 0],
    ['only the last counts', `${at(`1 ${good} other-rule:EAAAAAAA`)}\n${at(`1 ${good}`)}`, 1],
    ['nothing', '', undefined],
    ['of another version', at(`2 ${good}`), undefined],
    ['text behind it', `${at(`1 ${good}`)} more`, undefined],
    ['a start that is cut', at('1 stub-rule:EAAAAAA'), undefined],
    ['a start that is no base64', at('1 stub-rule:EAAAAA=='), undefined],
    ['a rule without findings', at('1 stub-rule:'), undefined],
    ['a rule that is no id', at('1 <b>:EAAAAAAA'), undefined],
    ['a rule with a name without end', at(`1 ${'a'.repeat(81)}:EAAAAAAA`), undefined],
    ['more findings than we write', at(`1 stub-rule:${'EAAAAAAA'.repeat(2001)}`), undefined],
    ['far more than we write', at(`1 stub-rule:${'EAAAAAAA'.repeat(1_000_000)}`), undefined],
    ['two blanks', at(`1  ${good}`), undefined],
  ])('%s', (_, comment, count) => {
    expect(stateIn(comment)?.length).toBe(count);
  });

  test('in a time that grows with the text', () => {
    const start = performance.now();
    stateIn(`<!-- flowgate-state 1${' a:EAAAAAAA'.repeat(100_000)}!`);
    stateIn('<!-- flowgate-state 1'.repeat(100_000));
    expect(performance.now() - start).toBeLessThan(1000);
  });
});
