import { personas, severities } from '../../src/engine/levels';
import { failureOf } from '../../src/policy/judge';
import { exitCodes, type NotAssessed, type Settings, type Status } from '../../src/policy/report';
import { findingOf, locationOf, notAssessedOf, oneOfEach, reportOf, solutionOf } from '../support/report-of';

const failure = { ruleId: 'stub-rule', message: 'no', stack: '' };
const open = findingOf();
const low = findingOf({ severity: 'low' });

describe('the outcome, and its exit code', () => {
  interface Row {
    readonly what: string;
    readonly gathered: Parameters<typeof reportOf>[0];
    readonly chosen?: Partial<Settings>;
    readonly status: Status;
    readonly code: number;
  }
  const of = (...kinds: NotAssessed['kind'][]) => kinds.map((kind) => notAssessedOf(kind));

  const table: readonly Row[] = [
    { what: 'nothing found', gathered: {}, status: 'clean', code: 0 },
    { what: 'a finding at the threshold', gathered: { findings: [open] }, status: 'findings', code: 1 },
    { what: 'a finding below it', gathered: { findings: [low] }, status: 'clean', code: 0 },
    {
      what: 'a finding and no threshold',
      gathered: { findings: [open] },
      chosen: { failOn: 'never' },
      status: 'clean',
      code: 0,
    },
    { what: 'no unit', gathered: { solutions: [] }, status: 'nothing-to-scan', code: 3 },
    {
      what: 'no unit, and a path that is not there',
      gathered: { solutions: [], notAssessed: of('nothing-there') },
      status: 'nothing-to-scan',
      code: 3,
    },
    {
      what: 'no unit, and settings never given',
      gathered: { solutions: [], notAssessed: of('not-given') },
      status: 'nothing-to-scan',
      code: 3,
    },
    { what: 'Logic Apps only', gathered: { solutions: [], logicApps: ['a.json'] }, status: 'nothing-to-scan', code: 3 },
    {
      what: 'no unit, and a file that is broken',
      gathered: { solutions: [], notAssessed: of('unreadable') },
      status: 'incomplete',
      code: 4,
    },
    {
      what: 'a file that could not be read',
      gathered: { notAssessed: of('unreadable') },
      status: 'incomplete',
      code: 4,
    },
    {
      what: 'a place that could not be judged',
      gathered: { notAssessed: of('unjudged') },
      status: 'incomplete',
      code: 4,
    },
    {
      what: 'one of two paths that is not there',
      gathered: { notAssessed: of('nothing-there') },
      status: 'incomplete',
      code: 4,
    },
    { what: 'information never given', gathered: { notAssessed: of('not-given') }, status: 'clean', code: 0 },
    {
      what: 'information never given, and a finding',
      gathered: { notAssessed: of('not-given'), findings: [open] },
      status: 'findings',
      code: 1,
    },
    {
      what: 'incomplete before findings',
      gathered: { notAssessed: of('unjudged'), findings: [open] },
      status: 'incomplete',
      code: 4,
    },
    {
      what: 'failure before incomplete',
      gathered: { notAssessed: of('unreadable'), failures: [failure] },
      status: 'failure',
      code: 5,
    },
    {
      what: 'failure before findings',
      gathered: { findings: [open], failures: [failure] },
      status: 'failure',
      code: 5,
    },
    {
      what: 'failure before nothing to scan',
      gathered: { solutions: [], failures: [failure] },
      status: 'failure',
      code: 5,
    },
    {
      what: 'failure though no threshold',
      gathered: { failures: [failure] },
      chosen: { failOn: 'never', allowIncomplete: true },
      status: 'failure',
      code: 5,
    },
    {
      what: 'incomplete though no threshold',
      gathered: { notAssessed: of('unreadable') },
      chosen: { failOn: 'never' },
      status: 'incomplete',
      code: 4,
    },
    {
      what: 'incomplete, and allowed to be',
      gathered: { notAssessed: of('unreadable', 'unjudged', 'nothing-there') },
      chosen: { allowIncomplete: true },
      status: 'clean',
      code: 0,
    },
    {
      what: 'incomplete, allowed to be, and a finding',
      gathered: { notAssessed: of('unreadable'), findings: [open] },
      chosen: { allowIncomplete: true },
      status: 'findings',
      code: 1,
    },
    {
      what: 'nothing to scan is no incompleteness to allow',
      gathered: { solutions: [], notAssessed: of('nothing-there') },
      chosen: { allowIncomplete: true },
      status: 'nothing-to-scan',
      code: 3,
    },
    {
      what: 'several units, some without flows',
      gathered: { solutions: [solutionOf({ flows: 0 }), solutionOf()] },
      status: 'clean',
      code: 0,
    },
  ];

  test.each(table)('$what: $status, $code', ({ gathered, chosen, status, code }) => {
    const report = reportOf(gathered, chosen);
    expect(report.status).toBe(status);
    expect(exitCodes[report.status]).toBe(code);
  });

  test('every status has a code of its own; 2 is left for the user', () => {
    expect(Object.values(exitCodes).sort()).toEqual([0, 1, 2, 3, 4, 5]);
    expect(exitCodes['user-error']).toBe(2);
  });
});

describe('piles', () => {
  test.each([...severities, 'never'] as const)('threshold %s', (failOn) => {
    const { open, belowThreshold } = reportOf({ findings: [...oneOfEach] }, { failOn });
    const gating = failOn === 'never' ? 0 : severities.length - severities.indexOf(failOn);
    expect(open.map(({ severity }) => severity)).toEqual([...severities].reverse().slice(0, gating));
    expect(belowThreshold.map(({ severity }) => severity)).toEqual([...severities].reverse().slice(gating));
  });

  test.each(personas)('persona %s', (persona) => {
    const findings = personas.map((meantFor) => findingOf({ persona: meantFor }));
    const { open } = reportOf({ findings }, { persona });
    expect(open.map((one) => one.persona)).toEqual(personas.slice(0, personas.indexOf(persona) + 1));
  });

  test('a finding for another persona does not fail the run', () => {
    expect(reportOf({ findings: [findingOf({ persona: 'auditor' })] }).status).toBe('clean');
    expect(reportOf({ findings: [findingOf({ persona: 'auditor' })] }, { persona: 'auditor' }).status).toBe('findings');
  });

  test('no finding of the persona is lost', () => {
    const { open, belowThreshold } = reportOf({ findings: [...oneOfEach, ...oneOfEach] });
    expect(open.length + belowThreshold.length).toBe(10);
  });

  test('worst first, then by place, whatever the order of scanning', () => {
    const at = (severity: (typeof severities)[number], uri: string, line: number, ruleId = 'a') =>
      findingOf({ severity, location: locationOf(uri, line), ruleId });
    const sorted = [
      at('critical', 'z.json', 9),
      at('high', 'B.json', 1),
      at('high', 'a.json', 2),
      at('high', 'a.json', 10, 'a'),
      at('high', 'a.json', 10, 'b'),
      at('high', 'ä.json', 1),
    ];
    const orders = [sorted, [...sorted].reverse(), [3, 0, 5, 1, 4, 2].flatMap((i) => sorted[i] ?? [])];
    for (const findings of orders) expect(reportOf({ findings }).open).toEqual(sorted);
  });

  test('what was not judged is kept as it is', () => {
    const notAssessed = [notAssessedOf('unjudged'), notAssessedOf('not-given')];
    expect(reportOf({ notAssessed, failures: [failure] })).toMatchObject({ notAssessed, failures: [failure] });
  });
});

describe('failures', () => {
  test.each([
    ['an error', new TypeError('no such thing'), 'no such thing', /TypeError: no such thing/],
    ['a text', 'no', 'no', /^$/],
    ['nothing', undefined, 'undefined', /^$/],
  ])('%s that a rule threw', (_, error, message, stack) => {
    const failure = failureOf('stub-rule', error);
    expect(failure).toMatchObject({ ruleId: 'stub-rule', message });
    expect(failure.stack).toMatch(stack);
  });
});
