import { type Severity, severities } from '../../src/engine/levels';
import type { Finding } from '../../src/findings/finding';
import { type Gathered, judge } from '../../src/policy/judge';
import type { NotAssessed, Report, Settings, SolutionSummary } from '../../src/policy/report';

const settings: Settings = { failOn: 'high', persona: 'regular', allowIncomplete: false };

export function findingOf(parts: Partial<Finding> = {}): Finding {
  return {
    ruleId: 'stub-rule',
    messageId: 'here',
    severity: 'high',
    confidence: 'high',
    persona: 'regular',
    message: { template: 'It is at {{name}}.', values: { name: 'Call' } },
    fix: { template: 'Remove {{name}}.', values: { name: 'Call' } },
    solution: 'Orders',
    unit: 'src',
    owner: { kind: 'flow', name: 'Receive order', id: '4d1f6b7a-1c55-4e0c-9b53-8e2a6c0f1a01' },
    breadcrumb: ['Each', 'Call'],
    location: locationOf('src/Workflows/Order.json', 7),
    related: [],
    path: [],
    edit: undefined,
    fingerprint: '0123456789abcdef0123456789abcdef',
    ...parts,
  };
}

export function locationOf(uri: string, line = 1, pointer = '/a') {
  return { uri, pointer, region: { startLine: line, startColumn: 2, endLine: line, endColumn: 9 } };
}

/** Stations of a path, one for each text, in one file. */
export function pathOf(...texts: readonly string[]): Finding['path'] {
  return texts.map((template, i) => ({
    ...locationOf('src/Workflows/Order.json', i + 1, `/${i}`),
    message: { template, values: { name: 'Call' } },
  }));
}

/** Lines 7 and 8 are replaced by three. */
export function editOf(uri = 'src/Workflows/Order.json', newText = '  "a": {\n    "b": "x"\n  },'): Finding['edit'] {
  const region = { startLine: 7, startColumn: 1, endLine: 8, endColumn: 20 };
  const change = { path: ['a', 'b'], value: 'x' };
  return { text: 'Sets [b].', uri, change, secrets: [], lines: { region, newText } };
}

export function solutionOf(parts: Partial<SolutionSummary> = {}): SolutionSummary {
  return {
    layout: 'solution-source',
    uri: 'src',
    name: 'Orders',
    version: '1.0.0.0',
    managed: 'unmanaged',
    publisher: 'contoso',
    otherProcesses: { desktopFlows: 0, classicWorkflows: 0, macros: 0 },
    flows: 1,
    actions: 2,
    environmentVariables: 1,
    connectionReferences: 0,
    customConnectors: 0,
    ...parts,
  };
}

export function notAssessedOf(kind: NotAssessed['kind'], parts: Partial<NotAssessed> = {}): NotAssessed {
  return { kind, message: `is ${kind}`, uri: 'src/x.json', location: undefined, ...parts };
}

/** One finding of each severity, worst first. */
export const oneOfEach: readonly Finding[] = [...severities]
  .reverse()
  .map((severity: Severity, i) =>
    findingOf({ severity, ruleId: `rule-${severity}`, fingerprint: String(i).repeat(32) }),
  );

/** The judged report of a run that gathered what is given. */
export function reportOf(gathered: Partial<Gathered> = {}, chosen: Partial<Settings> = {}): Report {
  const findings = gathered.findings ?? [];
  const rules = [...new Set(findings.map(({ ruleId }) => ruleId))].map((id) => ({
    id,
    description: 'A rule that exists only in a test.',
    severity: 'high' as const,
    confidence: 'high' as const,
    persona: 'regular' as const,
    since: '0.1.0',
    cwe: [79],
    owasp: ['CD-SEC-01'],
    references: [],
    messages: { here: { text: 'It is at {{name}}.', fix: 'Remove {{name}}.' } },
  }));
  return judge(
    { rules, solutions: [solutionOf()], logicApps: [], findings, notAssessed: [], failures: [], ...gathered },
    { ...settings, ...chosen },
  );
}

/** A report that has something of everything. */
export function richReport(chosen: Partial<Settings> = {}): Report {
  const kinds: readonly Finding['owner'][] = [
    { kind: 'flow', name: 'Receive order', id: '4d1f6b7a-1c55-4e0c-9b53-8e2a6c0f1a01' },
    { kind: 'environment-variable', name: 'API key', id: 'con_apikey' },
    { kind: 'connection-reference', name: 'SharePoint', id: 'con_sp' },
    { kind: 'solution', name: 'Orders', id: '' },
    { kind: 'environment', name: 'Environment', id: '' },
    { kind: 'file', name: 'Other/Customizations.xml', id: 'other/customizations.xml' },
  ];
  const findings = [
    ...oneOfEach,
    ...kinds.map((owner, i) =>
      findingOf({
        owner,
        severity: 'medium',
        confidence: 'medium',
        breadcrumb: owner.kind === 'flow' ? ['Each', 'Call'] : [],
        location: locationOf(`src dir/ä/Workflows/Order ${i}.json`, i + 1, '/properties/definition/actions/A~1B'),
        related: [{ ...locationOf('orders.zip/Workflows/Order.json', 3), label: 'the value of the parameter' }],
        edit: i === 0 ? editOf('src dir/ä/Workflows/Order 0.json') : undefined,
        path: i === 0 ? pathOf('the body of {{name}}', 'goes into {{name}}', 'is run by {{name}}') : [],
        fingerprint: `${i}`.repeat(31).padEnd(32, 'f'),
      }),
    ),
  ];
  return reportOf(
    {
      findings,
      solutions: [
        solutionOf(),
        solutionOf({ uri: '', name: 'Root', version: undefined, publisher: undefined, managed: 'both' }),
        solutionOf({
          layout: 'solution-zip',
          uri: 'orders.zip',
          managed: 'managed',
          otherProcesses: { desktopFlows: 1, classicWorkflows: 2, macros: 3 },
        }),
      ],
      logicApps: ['apps/workflow.json'],
      notAssessed: [
        notAssessedOf('unreadable'),
        notAssessedOf('unjudged', { location: locationOf('src/x.json', 5) }),
        notAssessedOf('nothing-there', { uri: '/elsewhere/a b.zip' }),
        notAssessedOf('nothing-there', { uri: undefined }),
        notAssessedOf('not-given', { uri: undefined }),
      ],
      failures: [{ ruleId: 'bad-rule', message: 'no [such] thing', stack: 'Error: no\n    at one (a.js:1:2)' }],
    },
    chosen,
  );
}
