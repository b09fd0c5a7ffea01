import { confidences, personas, severities } from '../../src/engine/levels';
import { exitCodes } from '../../src/policy/report';
import { jsonReportVersion, renderJson } from '../../src/report/json';
import { editOf, findingOf, locationOf, pathOf, reportOf, richReport } from '../support/report-of';
import { reportProblems, reportSchema } from '../support/report-schema';

const parsed = (report: ReturnType<typeof reportOf>) => JSON.parse(renderJson(report));

describe('the schema', () => {
  test.each([
    ['everything there can be', richReport()],
    ['no threshold', richReport({ failOn: 'never', persona: 'auditor', allowIncomplete: true })],
    ['nothing', reportOf({ solutions: [], findings: [] })],
    ['a clean run', reportOf()],
  ])('takes a report with %s', (_, report) => {
    expect(reportProblems(parsed(report))).toEqual([]);
  });

  test.each([
    ['a member that is missing', (report: Record<string, unknown>) => delete report['counts']],
    ['a member that is too many', (report: Record<string, unknown>) => Object.assign(report, { extra: 1 })],
    ['another version', (report: Record<string, unknown>) => Object.assign(report, { version: 2 })],
    ['an unknown verdict', (report: Record<string, unknown>) => Object.assign(report, { verdict: 'fine' })],
    [
      'a fingerprint that is none',
      (report: { findings: { fingerprint: string }[] }) =>
        Object.assign(report.findings[0] ?? {}, { fingerprint: 'x' }),
    ],
    [
      'a step that says nothing',
      (report: { findings: { path: { message: string }[] }[] }) =>
        Object.assign(report.findings.find(({ path }) => path.length > 0)?.path[0] ?? {}, { message: '' }),
    ],
    [
      'a line that counts from 0',
      (report: { findings: { location: { region: object } }[] }) =>
        Object.assign(report.findings[0]?.location.region ?? {}, { startLine: 0 }),
    ],
  ])('refuses %s', (_, spoil) => {
    const report = parsed(richReport());
    spoil(report);
    expect(reportProblems(report)).not.toEqual([]);
  });

  test('has the words of the source', () => {
    const { $defs, properties } = reportSchema;
    expect($defs.severity.enum).toEqual(severities);
    expect($defs.confidence.enum).toEqual(confidences);
    expect($defs.persona.enum).toEqual(personas);
    expect(properties.settings.properties.failOn.enum).toEqual([...severities, 'never']);
    expect(properties.version.const).toBe(jsonReportVersion);
    const { 'user-error': _, ...codes } = exitCodes;
    expect([...properties.verdict.enum].sort()).toEqual(Object.keys(codes).sort());
    expect([...properties.exitCode.enum].sort()).toEqual(Object.values(codes).sort());
  });
});

describe('the report', () => {
  const report = parsed(richReport());

  test('counts the piles, and says them of each finding', () => {
    expect(report.counts).toEqual({ open: 2, belowThreshold: 9, notAssessed: 5, failures: 1 });
    const piles = report.findings.map(({ pile }: { pile: string }) => pile);
    expect(piles).toEqual([...Array(2).fill('open'), ...Array(9).fill('below-threshold')]);
  });

  test('says verdict and exit code', () => {
    expect([report.verdict, report.exitCode]).toEqual(['failure', 5]);
    expect(parsed(reportOf({ findings: [findingOf()] }))).toMatchObject({ verdict: 'findings', exitCode: 1 });
  });

  test('holds settings, and nothing of what the user typed', () => {
    const typed = { ...reportOf(), settings: { ...reportOf().settings, paths: ['/home/me'], environment: 'x' } };
    expect(parsed(typed).settings).toEqual({ failOn: 'high', persona: 'regular', allowIncomplete: false });
  });

  test('fills messages', () => {
    expect(report.findings[0]).toMatchObject({ message: 'It is at "Call".', fix: 'Remove "Call".' });
  });

  test('tells the way of the data with filled messages', () => {
    const path = pathOf('the body of {{name}}\u202e', 'ends here');
    const placeAt = (line: number) => {
      const { uri, region } = locationOf('src/Workflows/Order.json', line);
      return { uri, region };
    };
    const { findings } = parsed(reportOf({ findings: [findingOf({ path }), findingOf()] }));
    expect(findings.map((one: { path: unknown }) => one.path)).toEqual([
      [
        { ...placeAt(1), message: 'the body of "Call"\\u{202E}' },
        { ...placeAt(2), message: 'ends here' },
      ],
      [],
    ]);
  });

  test('tells the lines of an edit as they are, and none where a change has no lines', () => {
    const edit = editOf('src/a\u202e.json', '\t"a": "##[x]",\r\n\t"b": 1');
    const { findings } = parsed(
      reportOf({
        findings: [findingOf({ edit }), findingOf({ edit: edit && { ...edit, lines: undefined } }), findingOf()],
      }),
    );
    expect(findings.map((one: { edit: unknown }) => one.edit)).toEqual([
      {
        text: 'Sets [b].',
        uri: 'src/a\\u{202E}.json',
        startLine: 7,
        endLine: 8,
        newText: '\t"a": "##[x]",\r\n\t"b": 1',
      },
      undefined,
      undefined,
    ]);
  });

  test('keeps a pointer exact, and shows what cannot be seen in texts', () => {
    const location = locationOf('src/a\u202eb.json', 1, '/actions/a\u202e\n~1');
    const { findings } = parsed(reportOf({ findings: [findingOf({ location, breadcrumb: ['a\u202e'] })] }));
    expect(findings[0]).toMatchObject({
      breadcrumb: ['a\\u{202E}'],
      location: { uri: 'src/a\\u{202E}b.json', pointer: '/actions/a\u202e\n~1' },
    });
  });

  test('ends in a line end', () => {
    expect(renderJson(reportOf()).endsWith('}\n')).toBe(true);
  });
});
