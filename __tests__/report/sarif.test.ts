import { severities } from '../../src/engine/levels';
import { renderSarif } from '../../src/report/sarif';
import {
  editOf,
  findingOf,
  locationOf,
  notAssessedOf,
  pathOf,
  reportOf,
  richReport,
  solutionOf,
} from '../support/report-of';
import { hasMultitool, multitoolResults, sarifSchemaProblems } from '../support/sarif-checks';

const log = (report: ReturnType<typeof reportOf>) => JSON.parse(renderSarif(report));
const run = (report: ReturnType<typeof reportOf>) => log(report).runs[0];
const resultsOf = (parts: Parameters<typeof findingOf>[0]) =>
  run(reportOf({ findings: [findingOf(parts)] })).results[0];

const reports = {
  everything: richReport(),
  'no threshold': richReport({ failOn: 'never', allowIncomplete: true }),
  'a clean run': reportOf(),
  'nothing to scan': reportOf({ solutions: [] }),
};

describe('a log is sound', () => {
  test.each(Object.entries(reports))('by the JSON schema: %s', (_, report) => {
    expect(sarifSchemaProblems(log(report))).toEqual([]);
  });

  test('the schema refuses what is not', () => {
    const broken = log(richReport());
    broken.runs[0].results[0].locations[0].physicalLocation.region.startLine = 0;
    delete broken.runs[0].tool.driver.name;
    expect(sarifSchemaProblems(broken).length).toBeGreaterThan(1);
  });

  const withMultitool = hasMultitool ? test : test.skip;

  withMultitool(
    'by the rules of SARIF and of code scanning',
    () => {
      expect(multitoolResults(Object.values(reports).map((report) => renderSarif(report)))).toEqual([]);
    },
    60_000,
  );

  withMultitool(
    'and those rules were run',
    () => {
      const broken = log(richReport());
      const [first, second, third] = broken.runs[0].results;
      delete first.locations[0].physicalLocation.region;
      second.locations[0].physicalLocation.artifactLocation.uri = 'src dir/a.json';
      third.locations = [];
      delete broken.runs[0].tool.driver.rules[0].help;
      const rules = multitoolResults([JSON.stringify(broken)]).map(({ rule, level }) => `${rule} ${level}`);
      expect(rules).toEqual(expect.arrayContaining(['GH1001 error', 'GH1003 error', 'SARIF1002 error']));
    },
    60_000,
  );

  withMultitool(
    'its notes are known: no conventional ids, no snippets (they would hold secrets), no network',
    () => {
      const notes = multitoolResults([renderSarif(richReport())], 'Note').map(({ rule }) => rule);
      const known = ['SARIF2002', 'SARIF2003', 'SARIF2006', 'SARIF2009', 'SARIF2010', 'SARIF2011'];
      expect(notes.filter((rule) => !known.includes(rule))).toEqual([]);
    },
    60_000,
  );
});

describe('the run', () => {
  const { tool, results, properties, invocations, columnKind } = run(richReport());

  test('is one, with every finding and the piles counted', () => {
    expect(log(richReport()).runs).toHaveLength(1);
    expect(results).toHaveLength(11);
    expect(columnKind).toBe('utf16CodeUnits');
    expect(properties).toMatchObject({ status: 'failure', open: 2, belowThreshold: 9, notAssessed: 5, failures: 1 });
  });

  const solutionsOf = (...names: readonly string[]) => names.map((name) => solutionOf({ name }));
  const settings = solutionOf({ name: 'settings.json', layout: 'deployment-settings' });

  test.each([
    ['a solution', solutionsOf('ContosoOrders'), 'flowgate/ContosoOrders/'],
    ['its settings beside it', [...solutionsOf('ContosoOrders'), settings], 'flowgate/ContosoOrders/'],
    ['two layouts of it', solutionsOf('ContosoOrders', 'ContosoOrders'), 'flowgate/ContosoOrders/'],
    ['settings alone', [settings], 'flowgate/settings.json/'],
    ['several solutions', solutionsOf('ContosoOrders', 'ContosoStock'), 'flowgate/'],
    ['none', [], 'flowgate/'],
    ['a name that would be more than one', solutionsOf('../a b/\u202Ec'), 'flowgate/.._a_b__c/'],
  ])('belongs to %s', (_, solutions, id) => {
    expect(run(reportOf({ solutions })).automationDetails).toEqual({ id });
  });

  test('belongs to where the user says', () => {
    const [{ automationDetails }] = JSON.parse(renderSarif(reportOf(), { category: 'release/orders' })).runs;
    expect(automationDetails).toEqual({ id: 'release/orders/' });
  });

  test('has results also where there are none, or old alerts would stay open', () => {
    expect(run(reportOf()).results).toEqual([]);
  });

  test('describes its rules as code scanning wants it', () => {
    for (const rule of tool.driver.rules) {
      for (const text of [rule.id, rule.shortDescription.text, rule.fullDescription.text, rule.help.text, rule.name]) {
        expect(text).not.toBe('');
      }
      expect(rule.properties['security-severity']).toMatch(/^\d+\.\d$/);
      expect(['low', 'medium', 'high']).toContain(rule.properties.precision);
      expect(rule.properties.tags.length).toBeLessThanOrEqual(10);
      expect(rule.help.markdown).toBeUndefined();
    }
  });

  test.each([
    ['critical', '9.5', 'error'],
    ['high', '8.0', 'error'],
    ['medium', '5.5', 'warning'],
    ['low', '2.5', 'note'],
    ['informational', undefined, 'note'],
  ] as const)('%s is security severity %s and level %s', (severity, number, level) => {
    const report = reportOf({ findings: [findingOf({ severity })] });
    const changed = { ...report, rules: report.rules.map((rule) => ({ ...rule, severity })) };
    const [one] = run(changed).tool.driver.rules;
    expect(one.properties['security-severity']).toBe(number);
    expect(one.defaultConfiguration.level).toBe(level);
    expect(run(changed).results[0].level).toBe(level);
  });

  test('tells what could not be read or judged, and what failed', () => {
    const [invocation] = invocations;
    expect(invocation.executionSuccessful).toBe(false);
    expect(invocation.exitCode).toBe(5);
    expect(
      invocation.toolExecutionNotifications.map((one: { level: string; descriptor: { id: string } }) => [
        one.level,
        one.descriptor.id,
      ]),
    ).toEqual([
      ['warning', 'not-assessed/unreadable'],
      ['warning', 'not-assessed/unjudged'],
      ['warning', 'not-assessed/nothing-there'],
      ['warning', 'not-assessed/nothing-there'],
      ['note', 'not-assessed/not-given'],
      ['error', 'rule-failure'],
    ]);
  });

  test.each([
    ['clean', reportOf(), true],
    ['findings', reportOf({ findings: [findingOf()] }), true],
    ['incomplete', reportOf({ notAssessed: [notAssessedOf('unjudged')] }), false],
    [
      'allowed to be incomplete',
      reportOf({ notAssessed: [notAssessedOf('unjudged')] }, { allowIncomplete: true }),
      true,
    ],
  ])('%s: executionSuccessful is %s', (_, report, isSuccessful) => {
    expect(run(report).invocations[0].executionSuccessful).toBe(isSuccessful);
  });
});

describe('a result', () => {
  test('says rule, level, message, place, fingerprint and what belongs to it', () => {
    const related = [{ ...locationOf('orders.zip/a.json', 3, '/b'), label: 'the [same]' }];
    expect(resultsOf({ related, breadcrumb: ['Each', 'Call'] })).toEqual({
      ruleId: 'stub-rule',
      ruleIndex: 0,
      level: 'error',
      message: { text: "It is at 'Call'. Remove 'Call'." },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'src/Workflows/Order.json', uriBaseId: '%SRCROOT%' },
            region: { startLine: 7, startColumn: 2, endLine: 7, endColumn: 9 },
          },
          properties: { pointer: '/a' },
          logicalLocations: [{ name: 'Call', fullyQualifiedName: 'Receive order/Each/Call', kind: 'member' }],
        },
      ],
      relatedLocations: [
        {
          id: 0,
          physicalLocation: {
            artifactLocation: { uri: 'orders.zip/a.json', uriBaseId: '%SRCROOT%' },
            region: { startLine: 3, startColumn: 2, endLine: 3, endColumn: 9 },
          },
          properties: { pointer: '/b' },
          message: { text: 'the \\[same\\]' },
        },
      ],
      partialFingerprints: {
        primaryLocationLineHash: '0123456789abcdef0123456789abcdef:1',
        'flowgate/v1': '0123456789abcdef0123456789abcdef',
      },
      properties: {
        pile: 'open',
        pointer: '/a',
        solution: 'Orders',
        flow: 'Receive order',
        component: 'flow 4d1f6b7a-1c55-4e0c-9b53-8e2a6c0f1a01',
        severity: 'high',
        confidence: 'high',
        persona: 'regular',
      },
    });
  });

  test('tells the way of the data as one code flow, each station with region and message', () => {
    const [first, ...rest] = pathOf('the [body] of {{name}}', 'is passed on', 'is run');
    const path = [{ ...first, ...locationOf('ä.json', 9, '/b') }, ...rest] as ReturnType<typeof pathOf>;
    const at = (uri: string, line: number, text: string) => ({
      physicalLocation: {
        artifactLocation: { uri, uriBaseId: '%SRCROOT%' },
        region: { startLine: line, startColumn: 2, endLine: line, endColumn: 9 },
      },
      message: { text },
    });
    expect(resultsOf({ path }).codeFlows).toEqual([
      {
        threadFlows: [
          {
            locations: [
              { location: at('%C3%A4.json', 9, "the \\[body\\] of 'Call'"), kinds: ['acquire', 'taint'] },
              { location: at('src/Workflows/Order.json', 2, 'is passed on') },
              { location: at('src/Workflows/Order.json', 3, 'is run'), kinds: ['danger'] },
            ],
          },
        ],
      },
    ]);
  });

  test.each([
    [1, 1],
    [40, 40],
    [1000, 1000],
    [20_000, 1000],
  ])('of %d steps, code scanning is given %d, both ends among them', (count, given) => {
    const path = pathOf(...Array.from({ length: count }, (_, i) => `step ${i}`));
    const { locations } = resultsOf({ path }).codeFlows[0].threadFlows[0];
    expect(locations).toHaveLength(given);
    expect(locations[0].location.message.text).toBe('step 0');
    expect(locations.at(-1).location.message.text).toBe(`step ${count - 1}`);
  });

  test('names the rule by its place in the list', () => {
    const { results, tool } = run(richReport());
    for (const { ruleId, ruleIndex } of results) expect(tool.driver.rules[ruleIndex].id).toBe(ruleId);
  });

  test.each([
    ['plain', 'src/Workflows/Order.json', 'src/Workflows/Order.json'],
    ['an archive entry', 'out/orders.zip/Workflows/A-1.json', 'out/orders.zip/Workflows/A-1.json'],
    ['blanks and brackets', 'My Solution (2)/a [b].json', 'My%20Solution%20%282%29/a%20%5Bb%5D.json'],
    ['letters of the world', 'ä/日本.json', '%C3%A4/%E6%97%A5%E6%9C%AC.json'],
    ['what means something in a URI', 'a:b?c#d%20/e.json', 'a%3Ab%3Fc%23d%2520/e.json'],
    ['a backslash in a name', 'a\\b.json', 'a%5Cb.json'],
    ['characters outside of the basic plane', '😀.json', '%F0%9F%98%80.json'],
    ['lone surrogates', 'a\ud800.json', 'a%EF%BF%BD.json'],
    ["all of !'()*", "!'()*", '%21%27%28%29%2A'],
  ])('encodes the path: %s', (_, uri, encoded) => {
    const { artifactLocation } = resultsOf({ location: locationOf(uri) }).locations[0].physicalLocation;
    expect(artifactLocation).toEqual({ uri: encoded, uriBaseId: '%SRCROOT%' });
  });

  test.each([
    ['/elsewhere/a b.zip', 'file:///elsewhere/a%20b.zip'],
    ['D:/other/a.zip', 'file:///D:/other/a.zip'],
  ])('%s, which lies outside of the scan root, has no base', (uri, encoded) => {
    const { artifactLocation } = resultsOf({ location: locationOf(uri) }).locations[0].physicalLocation;
    expect(artifactLocation).toEqual({ uri: encoded });
  });

  test('has no flow where it is about something else', () => {
    const { properties, locations } = resultsOf({
      owner: { kind: 'environment-variable', name: 'Key', id: 'con_key' },
      breadcrumb: [],
    });
    expect(properties).toMatchObject({ component: 'environment-variable con_key' });
    expect(properties.flow).toBeUndefined();
    expect(locations[0].logicalLocations).toBeUndefined();
  });

  test('offers its edit as a fix, to the character', () => {
    expect(resultsOf({ edit: editOf('src dir/a.json', '\t"a": 1,\r\n\t"b": 2') }).fixes).toEqual([
      {
        description: { text: 'Sets \\[b\\].' },
        artifactChanges: [
          {
            artifactLocation: { uri: 'src%20dir/a.json', uriBaseId: '%SRCROOT%' },
            replacements: [
              {
                deletedRegion: { startLine: 7, startColumn: 1, endLine: 8, endColumn: 20 },
                insertedContent: { text: '\t"a": 1,\r\n\t"b": 2' },
              },
            ],
          },
        ],
      },
    ]);
    expect(resultsOf({})).not.toHaveProperty('fixes');
    const edit = editOf();
    expect(resultsOf({ edit: edit && { ...edit, lines: undefined } })).not.toHaveProperty('fixes');
  });

  test.each(severities)('of severity %s is told in every pile', (severity) => {
    for (const failOn of [...severities, 'never'] as const) {
      const { results } = run(reportOf({ findings: [findingOf({ severity })], solutions: [solutionOf()] }, { failOn }));
      expect(results).toHaveLength(1);
    }
  });
});
