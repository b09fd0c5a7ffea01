import { untrustedTrace } from '../../src/dataflow/solution-traces';
import {
  type Levels,
  leastSure,
  levelsOf,
  loudestByString,
  lowered,
  narrower,
  narrowest,
} from '../../src/detection/openness';
import { solutionOf } from '../dataflow/solution-of';

const rule: Levels = { severity: 'high', confidence: 'high', persona: 'regular' };

/** What arrives at a Compose action of this value. */
function arrivals(value: string, triggers: object) {
  const solution = solutionOf({ Flow: { triggers, actions: { Use: { type: 'Compose', inputs: value } } } });
  const [use] = solution.flows[0]?.actions ?? [];
  return use ? untrustedTrace(solution).arrivalsAt(use) : [];
}

const request = (kind: string, triggerAuthenticationType?: string) => ({
  manual: {
    type: 'Request',
    kind,
    inputs: triggerAuthenticationType === undefined ? {} : { triggerAuthenticationType },
  },
});

test.each<[string, object, Levels]>([
  ['anyone', request('Http', 'All'), rule],
  ['nothing said', request('Http'), { ...rule, confidence: 'medium' }],
  ['the tenant', request('Http', 'Tenant'), { ...rule, severity: 'medium' }],
  ['users of an app', request('PowerAppV2'), { ...rule, severity: 'medium' }],
  ['a button', request('Button'), { ...rule, severity: 'low', persona: 'pedantic' }],
])('data of %s', (_, triggers, expected) => {
  expect(arrivals('@triggerBody()', triggers).map((one) => levelsOf(one, rule))).toEqual([expected]);
});

test('rules never get louder', () => {
  const quiet: Levels = { severity: 'low', confidence: 'low', persona: 'auditor' };
  expect(arrivals('@triggerBody()', request('Http', 'All')).map((one) => levelsOf(one, quiet))).toEqual([quiet]);
  expect(arrivals('@triggerBody()', request('Button')).map((one) => levelsOf(one, quiet))).toEqual([
    { ...quiet, severity: 'informational' },
  ]);
});

test('steps', () => {
  expect(lowered('critical', 1)).toBe('high');
  expect(lowered('low', 5)).toBe('informational');
  expect(leastSure('high', 'medium', 'high')).toBe('medium');
  expect(narrowest('regular', 'auditor', 'pedantic')).toBe('auditor');
  expect(narrower('regular')).toBe('pedantic');
  expect(narrower('auditor')).toBe('auditor');
});

describe('of each string', () => {
  const found = arrivals(
    "@{triggerBody()?['a']} @{triggerBody()?['b']} @{triggerBody()?['c']}",
    request('Http', 'All'),
  );
  const [a, b, c] = found;
  if (!a || !b || !c) throw new Error('less arrives');
  /** Which of the three is kept if each is judged so; `undefined` stands for no finding. */
  const kept = (...judged: readonly (Partial<Levels> | undefined)[]) => {
    const asked: unknown[] = [];
    const findings = loudestByString(found, rule, (arrival, most) => {
      asked.push(arrival);
      const one = judged[found.indexOf(arrival)];
      return one && { arrival, ...most, ...one };
    });
    return { findings: findings.map(({ arrival }) => arrival), asked };
  };

  test('the loudest finding is kept, and all are asked for', () => {
    expect(kept({}, {}, {})).toEqual({ findings: [a], asked: [a, b, c] });
    expect(kept(undefined, {}, {})).toEqual({ findings: [b], asked: [a, b, c] });
    expect(kept({ confidence: 'low' }, undefined, {}).findings).toEqual([c]);
    expect(kept({ severity: 'low' }, { confidence: 'low' }, { persona: 'auditor' }).findings).toEqual([b]);
    expect(kept({ persona: 'pedantic' }, { persona: 'auditor' }, { severity: 'informational' }).findings).toEqual([c]);
    expect(kept({ confidence: 'low' }, { confidence: 'low' }, undefined).findings).toEqual([a]);
    expect(kept(undefined, undefined, undefined).findings).toEqual([]);
  });

  test('others are told with it for the same readers', () => {
    const [found1] = loudestByString(found, rule, (arrival, most) => ({
      arrival,
      ...most,
      ...(arrival === b ? { persona: 'auditor' as const } : {}),
    }));
    expect(found1?.others.map(({ arrival }) => arrival)).toEqual([c]);
  });
});
