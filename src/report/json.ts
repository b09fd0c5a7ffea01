import { writeMessage } from '../engine/message';
import type { Finding, Location } from '../findings/finding';
import { exitCodes, type Report } from '../policy/report';
import { product, rulePage } from '../product';
import { exact, jsonText } from './json-text';
import { visible } from './visible';

/** Version of the shape below; grows when a member changes its meaning or goes. Described by `schema/report.schema.json`. */
export const jsonReportVersion = 1;

/** The report for other programs. Names are made visible, so that a value that somebody prints hides nothing. */
export function renderJson(report: Report): string {
  const { failOn, persona, allowIncomplete } = report.settings;
  const finding = (pile: string) => (one: Finding) => ({
    pile,
    rule: one.ruleId,
    severity: one.severity,
    confidence: one.confidence,
    persona: one.persona,
    message: writeMessage(one.message, quoted),
    fix: writeMessage(one.fix, quoted),
    help: rulePage(one.ruleId),
    solution: visible(one.solution),
    component: { kind: one.owner.kind, name: visible(one.owner.name), id: visible(one.owner.id, 1000) },
    breadcrumb: one.breadcrumb.map((name) => visible(name)),
    location: location(one.location),
    related: one.related.map((related) => ({ ...location(related), label: visible(related.label) })),
    // A step has no pointer: forty of them in deep nesting would be most of the report.
    path: one.path.map((step) => ({
      uri: visible(step.uri, 1000),
      region: step.region,
      message: writeMessage(step.message, quoted, (words) => visible(words, 500)),
    })),
    edit: one.edit?.lines && {
      text: visible(one.edit.text, 500),
      uri: visible(one.edit.uri, 1000),
      startLine: one.edit.lines.region.startLine,
      endLine: one.edit.lines.region.endLine,
      newText: one.edit.lines.newText,
    },
    fingerprint: one.fingerprint,
  });
  const document = {
    version: jsonReportVersion,
    tool: { name: product.name, version: product.version },
    verdict: report.status,
    exitCode: exitCodes[report.status],
    settings: { failOn, persona, allowIncomplete },
    counts: {
      open: report.open.length,
      belowThreshold: report.belowThreshold.length,
      notAssessed: report.notAssessed.length,
      failures: report.failures.length,
    },
    solutions: report.solutions.map((solution) => ({
      ...solution,
      name: visible(solution.name),
      version: solution.version && visible(solution.version),
      publisher: solution.publisher && visible(solution.publisher),
      uri: visible(solution.uri, 1000),
    })),
    findings: [...report.open.map(finding('open')), ...report.belowThreshold.map(finding('below-threshold'))],
    notAssessed: report.notAssessed.map((one) => ({
      kind: one.kind,
      message: visible(one.message, 500),
      uri: one.uri === undefined ? undefined : visible(one.uri, 1000),
      location: one.location && location(one.location),
    })),
    failures: report.failures.map(({ ruleId, message }) => ({ rule: ruleId, message: visible(message, 500) })),
    notCovered: report.logicApps.map((uri) => ({ kind: 'logic-app', uri: visible(uri, 1000) })),
    rules: report.rules.map((rule) => rule.id),
  };
  return jsonText(document);
}

function quoted(value: string): string {
  return `"${visible(value)}"`;
}

function location(one: Location): Location {
  return { uri: visible(one.uri, 1000), region: one.region, pointer: exact(one.pointer) };
}
