import type { Severity } from '../engine/levels';
import { writeMessage } from '../engine/message';
import type { RuleMeta } from '../engine/rule';
import type { Finding, Location, PathLocation } from '../findings/finding';
import { exitCodes, type Report } from '../policy/report';
import { product, rulePage } from '../product';
import { exact, jsonText } from './json-text';
import { withoutMiddle } from './phrases';
import { sarifText, visible } from './visible';

/** SARIF has three levels for our five severities (SARIF 2.1.0 section 3.27.10). */
const levels: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'note',
  informational: 'note',
};

/**
 * Code scanning reads the severity of a security rule from this number.
 * https://docs.github.com/code-security/reference/code-scanning/sarif-files/sarif-support-for-code-scanning
 */
const securitySeverity: Readonly<Partial<Record<Severity, string>>> = {
  critical: '9.5',
  high: '8.0',
  medium: '5.5',
  low: '2.5',
};

/** What differs by where the file goes. */
export interface SarifOptions {
  /** What analysis it is; one of the solution where none is given. */
  readonly category?: string | undefined;
  /** The run of a pipeline that it comes from, for Advanced Security in Azure DevOps, which drops files without. */
  readonly run?:
    | {
        readonly id: string;
        readonly properties: Readonly<Record<string, string>>;
        readonly source?: { readonly repositoryUri: string; readonly revisionId: string; readonly branch?: string };
      }
    | undefined;
}

/** One run in SARIF 2.1.0, with every finding of the persona, whatever its pile. */
export function renderSarif(report: Report, { category = categoryOf(report), run }: SarifOptions = {}): string {
  const rules = report.rules;
  const indexes = new Map(rules.map((rule, i) => [rule.id, i]));
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: product.name,
            ...(run && { fullName: `${product.name} ${product.version}`, version: product.version }),
            semanticVersion: product.version,
            informationUri: product.repository,
            rules: rules.map(descriptor),
          },
        },
        automationDetails: run
          ? { id: run.id, properties: run.properties }
          : { id: category.endsWith('/') ? category : `${category}/` },
        ...(run?.source && { versionControlProvenance: [{ ...run.source, mappedTo: { uriBaseId: '%SRCROOT%' } }] }),
        columnKind: 'utf16CodeUnits',
        invocations: [invocation(report)],
        results: [
          ...report.open.map((one) => result(one, 'open', indexes)),
          ...report.belowThreshold.map((one) => result(one, 'below-threshold', indexes)),
        ],
        properties: {
          status: report.status,
          open: report.open.length,
          belowThreshold: report.belowThreshold.length,
          notAssessed: report.notAssessed.length,
          failures: report.failures.length,
          notCovered: report.logicApps.length,
        },
      },
    ],
  };
  return jsonText(log);
}

/**
 * Code scanning takes a file for the next one of all with the same category, and closes the alerts that it lacks. So it must not
 * change from run to run, nor be the same for two solutions. The category is the text up to the last slash.
 */
function categoryOf({ solutions }: Report): string {
  const tool = product.name.toLowerCase();
  const whole = solutions.filter(({ layout }) => layout.startsWith('solution-'));
  const [name, ...others] = new Set((whole.length > 0 ? whole : solutions).map((solution) => solution.name));
  // Of several solutions the number changes easily.
  if (name === undefined || others.length > 0) return `${tool}/`;
  return `${tool}/${name.replace(/[^\w.-]/g, '_').slice(0, 100)}/`;
}

function descriptor(rule: RuleMeta<string>): object {
  const severity = securitySeverity[rule.severity];
  const fixes = [...new Set(Object.values(rule.messages).map((message) => generalFix(message.fix)))];
  return {
    id: rule.id,
    name: rule.id.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase()),
    shortDescription: { text: rule.description },
    fullDescription: { text: `${rule.description} ${rulePage(rule.id)}` },
    help: {
      text: [rule.description, ...fixes, `More: ${rulePage(rule.id)}`].join('\n\n'),
    },
    helpUri: rulePage(rule.id),
    defaultConfiguration: { level: levels[rule.severity] },
    properties: {
      ...(severity === undefined ? {} : { 'security-severity': severity }),
      precision: rule.confidence,
      tags: ['security', ...rule.cwe.map((cwe) => `external/cwe/cwe-${String(cwe).padStart(3, '0')}`), ...rule.owasp],
    },
  };
}

/** The fix without a finding: values become what they are, and what differs from case to case goes. */
function generalFix(fix: string): string {
  return fix.replace(/\[\[\w+\]\]\s*/g, '').replace(/\{\{(\w+)\}\}/g, 'the $1');
}

function result(finding: Finding, pile: string, indexes: ReadonlyMap<string, number>): object {
  return {
    ruleId: finding.ruleId,
    ruleIndex: indexes.get(finding.ruleId),
    level: levels[finding.severity],
    message: { text: `${writeMessage(finding.message, quoted)} ${writeMessage(finding.fix, quoted)}` },
    locations: [{ ...location(finding.location), ...logicalLocation(finding) }],
    ...(finding.related.length === 0
      ? {}
      : {
          relatedLocations: finding.related.map((one, id) => ({
            id,
            ...location(one),
            message: { text: sarifText(one.label) },
          })),
        }),
    ...(finding.path.length === 0 ? {} : { codeFlows: [{ threadFlows: [{ locations: threadFlow(finding.path) }] }] }),
    ...fixes(finding),
    // Code scanning uses this key only, and an own value: its hash of the line would hold a secret, and cannot tell two
    // findings of a minified file apart.
    partialFingerprints: { primaryLocationLineHash: `${finding.fingerprint}:1`, 'flowgate/v1': finding.fingerprint },
    properties: {
      pile,
      pointer: exact(finding.location.pointer),
      solution: visible(finding.solution),
      ...(finding.owner.kind === 'flow' ? { flow: visible(finding.owner.name) } : {}),
      component: `${finding.owner.kind} ${visible(finding.owner.id, 1000)}`,
      severity: finding.severity,
      confidence: finding.confidence,
      persona: finding.persona,
    },
  };
}

/** Code scanning shows no fixes; editors that read SARIF offer them. */
function fixes({ edit }: Finding): object {
  if (!edit?.lines) return {};
  const { region, newText } = edit.lines;
  const replacements = [{ deletedRegion: region, insertedContent: { text: newText } }];
  const artifactChanges = [{ artifactLocation: artifactLocation(edit.uri), replacements }];
  return { fixes: [{ description: { text: sarifText(edit.text, 500) }, artifactChanges }] };
}

function location(one: Location): object {
  return {
    physicalLocation: physicalLocation(one),
    properties: { pointer: exact(one.pointer) },
  };
}

function physicalLocation(one: Location): object {
  return { artifactLocation: artifactLocation(one.uri), region: one.region };
}

/**
 * Code scanning shows the first thousand stations of a result, as "Show paths". The kinds are those of SARIF 2.1.0 section 3.38.8.
 * https://docs.github.com/code-security/reference/code-scanning/sarif-files/sarif-support-for-code-scanning
 */
const maxStations = 1000;

function threadFlow(path: readonly PathLocation[]): object[] {
  const { first, last } = withoutMiddle(path, maxStations);
  const stations = [...first, ...last];
  return stations.map((one, i) => ({
    location: {
      physicalLocation: physicalLocation(one),
      message: { text: writeMessage(one.message, quoted, (words) => sarifText(words)) },
    },
    ...(i === 0 ? { kinds: ['acquire', 'taint'] } : i === stations.length - 1 ? { kinds: ['danger'] } : {}),
  }));
}

function logicalLocation(finding: Finding): object {
  const name = finding.breadcrumb.at(-1);
  if (name === undefined) return {};
  const fullyQualifiedName = [finding.owner.name, ...finding.breadcrumb].map((part) => visible(part)).join('/');
  return { logicalLocations: [{ name: visible(name), fullyQualifiedName, kind: 'member' }] };
}

/** What could not be judged and what failed, as SARIF tells it: `executionSuccessful` is false if either is not empty. */
function invocation(report: Report): object {
  const notAssessed = report.notAssessed.map((one) => ({
    level: one.kind === 'not-given' ? 'note' : 'warning',
    descriptor: { id: `not-assessed/${one.kind}` },
    message: { text: sarifText(one.message, 500) },
    ...(one.location
      ? { locations: [location(one.location)] }
      : one.uri
        ? { locations: [{ physicalLocation: { artifactLocation: artifactLocation(one.uri) } }] }
        : {}),
  }));
  const failures = report.failures.map((failure) => ({
    level: 'error',
    descriptor: { id: 'rule-failure' },
    associatedRule: { id: failure.ruleId },
    message: { text: sarifText(failure.message, 500) },
  }));
  return {
    executionSuccessful: report.failures.length === 0 && report.status !== 'incomplete',
    exitCode: exitCodes[report.status],
    toolExecutionNotifications: [...notAssessed, ...failures],
  };
}

/** A path outside of the scan root (a wrong path of the user, another drive) stays absolute, and so has no base. */
function artifactLocation(uri: string): object {
  const [, drive = '', rest] = /^([A-Za-z]:)?\/(.*)$/s.exec(uri) ?? [];
  if (rest === undefined) return { uri: encodeUri(uri), uriBaseId: '%SRCROOT%' };
  return { uri: `file:///${drive && `${drive}/`}${encodeUri(rest)}` };
}

/** A relative reference as RFC 3986 wants it: every segment percent-encoded, slashes kept. */
function encodeUri(uri: string): string {
  return uri
    .split('/')
    .map((segment) =>
      encodeURIComponent(segment.replace(/\p{Cs}/gu, '\uFFFD')).replace(
        /[!'()*]/g,
        (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
      ),
    )
    .join('/');
}

function quoted(value: string): string {
  return `'${sarifText(value, 200)}'`;
}
