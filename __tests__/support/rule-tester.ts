import { lineEdits } from '../../src/document/json-edit';
import { type Place, pointerOf } from '../../src/document/place';
import {
  type Confidence,
  confidences,
  type Persona,
  personas,
  type Severity,
  severities,
} from '../../src/engine/levels';
import { writeMessage } from '../../src/engine/message';
import type { Rule, RuleReport } from '../../src/engine/rule';
import { type Result, type RunResult, runEnvironmentRules, runRules } from '../../src/engine/run';
import type { Environment } from '../../src/environment/environment';
import { readEnvironment } from '../../src/environment/read-environment';
import { readDeploymentSettings } from '../../src/solution/deployment-settings';
import { readSolution } from '../../src/solution/read-solution';
import type { Solution } from '../../src/solution/solution';
import { recogniseUnits } from '../../src/solution/units';
import {
  definitionPointer,
  type FlowDescription,
  flowFile,
  type SolutionDescription,
  solutionFiles,
  treeOf,
} from './solution-files';

/** The name of the flow in cases that describe only one. */
const onlyFlow = 'Flow';

/** The name of the file in cases that give an environment's settings. */
const environmentFile = 'environment';

/** The text of a file with an environment's settings: what pac prints, or JSON. */
export interface EnvironmentDescription {
  readonly environment: string;
}

/** A rule is run over this and nothing else. Give one of `flow`, `solution` and `environment`. */
export interface RuleCase extends Partial<EnvironmentDescription> {
  /** What the case shows, in a few words. */
  readonly name: string;
  /** The parts of one flow's definition. */
  readonly flow?: FlowDescription;
  readonly solution?: SolutionDescription;
  /** The case holds something that cannot be judged, such as a broken expression. */
  readonly unjudged?: true;
}

export interface InvalidCase<M extends string> extends RuleCase {
  /** Every finding of the rule, in any order. */
  readonly findings: readonly [ExpectedFinding<M>, ...ExpectedFinding<M>[]];
}

/**
 * In a case with a single `flow`, a pointer from its definition (`/triggers/manual/inputs`; `/` and `~` in names are written
 * `~1` and `~0`); in a case with an `environment`, a pointer from the root of its file ('' in a text); otherwise a file of the
 * solution and a pointer from its root.
 */
export type ExpectedPlace = string | { readonly file: string; readonly pointer: string };

export interface ExpectedFinding<M extends string> {
  readonly messageId: M;
  readonly at: ExpectedPlace;
  /** The part of the string at that place which is marked, for findings about a part of it; checked when given. */
  readonly marked?: string;
  /** The filled message; checked when given. */
  readonly message?: string;
  readonly related?: readonly { readonly at: ExpectedPlace; readonly label: string }[];
  /** The way of the data with its filled texts; checked when given. */
  readonly path?: readonly { readonly at: ExpectedPlace; readonly text: string }[];
  /**
   * The lines of the edit, without their indentation; `none` where it must have none. Checked when given; that an edit mends its
   * finding is checked in any case.
   */
  readonly edit?: readonly string[] | 'none';
  /** Only where they differ from the rule's own. */
  readonly severity?: Severity;
  readonly confidence?: Confidence;
  readonly persona?: Persona;
}

export interface RuleTable<M extends string> {
  readonly valid: readonly RuleCase[];
  readonly invalid: readonly InvalidCase<M>[];
}

/** The tests of a rule: no finding in the valid cases whatever the persona, exactly the stated ones in the invalid cases. */
export function testRule<M extends string>(rule: Rule<M>, table: RuleTable<NoInfer<M>>): void {
  describe(rule.meta.id, () => {
    test('the table is complete', () => {
      expect(problemsOfTable(rule, table)).toEqual([]);
    });
    for (const one of table.valid) {
      test(`valid: ${one.name}`, () => {
        expect(problemsOfCase(rule, one, [])).toEqual([]);
      });
    }
    for (const one of table.invalid) {
      test(`invalid: ${one.name}`, () => {
        expect(problemsOfCase(rule, one, one.findings)).toEqual([]);
      });
    }
  });
}

/** What is wrong with a table as a whole, one line each. */
export function problemsOfTable<M extends string>(rule: Rule<M>, { valid, invalid }: RuleTable<M>): string[] {
  const problems: string[] = [];
  const names = new Set<string>();
  const inputs = new Map<string, string>();
  for (const { name, flow, solution, environment } of [...valid, ...invalid]) {
    if (names.has(name)) problems.push(`two cases are named "${name}"`);
    names.add(name);
    const input = JSON.stringify({ flow, solution, environment });
    const twin = inputs.get(input);
    if (twin !== undefined && twin !== name) problems.push(`"${name}" is the same case as "${twin}"`);
    inputs.set(input, name);
  }
  if (valid.length === 0) problems.push('no valid case: show what the rule leaves alone');
  const exercised = new Set<string>(invalid.flatMap(({ findings }) => findings.map(({ messageId }) => messageId)));
  for (const id of Object.keys(rule.meta.messages)) {
    if (!exercised.has(id)) problems.push(`no invalid case expects message "${id}"`);
  }
  return problems;
}

/** Where the run of a rule over one case differs from what was expected, one line each. */
export function problemsOfCase<M extends string>(
  rule: Rule<M>,
  ruleCase: RuleCase,
  expected: readonly ExpectedFinding<M>[],
): string[] {
  const { flow, solution, environment, unjudged } = ruleCase;
  const [given, ...more] = [
    flow && { flows: { [onlyFlow]: flow } },
    solution,
    environment === undefined ? undefined : { environment },
  ].filter((one) => one !== undefined);
  if (!given || more.length > 0) return ['give either a flow, a solution or an environment'];

  const subject = read(given);
  freezeDeeply(subject);
  const { run, problems } = runStrictly(rule, subject);
  const again = runStrictly(rule, subject);
  const found = run.results.map((result) => foundOf(result));
  return [
    ...problems,
    ...run.crashes.map(({ error }) => `the rule threw: ${error instanceof Error ? error.message : String(error)}`),
    ...problemsOfJudging(run, unjudged === true),
    ...('environment' in given ? [] : problemsOfEdits(rule, given, run.results)),
    ...differences(
      found,
      expected.map((finding) => wantedOf(finding, rule)),
    ),
    ...(again.run.results.length === run.results.length
      ? []
      : ['a second run reports something else: the rule keeps state outside of create']),
  ];
}

/** What a rule reports, whatever the persona, one line each. Throws when the rule does or something is not judged. */
export function reportedBy<M extends string>(
  rule: Rule<M>,
  description: SolutionDescription | EnvironmentDescription,
): string[] {
  const { results, crashes, unjudged } = runOver(rule, read(description));
  if (crashes[0]) throw crashes[0].error;
  if (unjudged[0]) throw new Error(unjudged[0].reason);
  return results.map((result) => describeFinding(foundOf(result)));
}

/** What a rule is run over: a solution with the deployment settings files beside it, each of which is a unit too, or an environment. */
type Subject = { readonly units: readonly Solution[] } | { readonly environment: Environment };

/** Reads a description as a scan reads the files. */
function read(description: SolutionDescription | EnvironmentDescription): Subject {
  return 'environment' in description
    ? { environment: environmentOf(description.environment) }
    : { units: unitsOf(solutionFiles(description)) };
}

function environmentOf(text: string): Environment {
  const environment = readEnvironment({ uri: environmentFile, path: environmentFile, format: 'text', text });
  if (!environment) throw new Error('the text holds no setting of an environment');
  return environment;
}

function unitsOf(files: ReadonlyMap<string, string>): readonly Solution[] {
  const { units, unreadable } = recogniseUnits(treeOf(files));
  const isSettings = ({ layout }: { layout: string }) => layout === 'deployment-settings';
  const settings = units
    .filter(isSettings)
    .flatMap(({ root, files }) => files.flatMap((file) => readDeploymentSettings(file, root)));
  if (units.filter((one) => !isSettings(one)).length !== 1) throw new Error('a case has to make one solution');
  return units.map((unit) => {
    const read = readSolution(unit, settings);
    const refused = unreadable[0] ?? read.unreadable[0];
    if (refused) throw refused;
    return read.solution;
  });
}

/** Runs a rule through the engine and looks over its shoulder at what it reports. */
function runStrictly<M extends string>(rule: Rule<M>, subject: Subject): { run: RunResult; problems: string[] } {
  const problems: string[] = [];
  const watched: Rule<M> = {
    meta: rule.meta,
    create: (context) =>
      rule.create({
        report(report) {
          problems.push(...problemsOfReport(rule, report));
          context.report(report);
        },
      }),
  };
  return { run: runOver(watched, subject), problems };
}

function runOver<M extends string>(rule: Rule<M>, subject: Subject): RunResult {
  if ('environment' in subject) return runEnvironmentRules([rule], subject.environment);
  const runs = subject.units.map((unit) => runRules([rule], unit));
  return {
    results: runs.flatMap(({ results }) => results),
    unjudged: runs.flatMap(({ unjudged }) => unjudged),
    crashes: runs.flatMap(({ crashes }) => crashes),
  };
}

function problemsOfReport<M extends string>({ meta }: Rule<M>, report: RuleReport<M>): string[] {
  const { text, fix } = meta.messages[report.messageId] ?? { text: '', fix: '' };
  const phrases = Object.values(report.phrases ?? {}).join('');
  const unused = [
    ...Object.keys(report.data ?? {}).map((name) => `{{${name}}}`),
    ...Object.keys(report.phrases ?? {}).map((name) => `[[${name}]]`),
  ].filter((placeholder) => !`${text}${fix}${phrases}`.includes(placeholder));
  const unusedInSteps = (report.path ?? []).flatMap((step) =>
    Object.keys(step.data ?? {})
      .filter((name) => !step.text.includes(`{{${name}}}`))
      .map((name) => `step "${step.text}" has no {{${name}}}, though the rule gives it`),
  );
  const raised = [
    severities.indexOf(report.severity ?? meta.severity) > severities.indexOf(meta.severity) && 'severity',
    confidences.indexOf(report.confidence ?? meta.confidence) > confidences.indexOf(meta.confidence) && 'confidence',
    personas.indexOf(report.persona ?? meta.persona) < personas.indexOf(meta.persona) && 'persona',
  ].filter((level) => level !== false);
  return [
    ...unused.map((placeholder) => `message "${report.messageId}" has no ${placeholder}, though the rule gives it`),
    ...unusedInSteps,
    ...raised.map((level) => `message "${report.messageId}" is louder in ${level} than the rule's metadata says`),
  ];
}

function problemsOfJudging({ unjudged }: RunResult, allowed: boolean): string[] {
  if (allowed) return unjudged.length > 0 ? [] : ['everything could be judged: drop "unjudged"'];
  return unjudged.map(({ place, reason }) => `not judged: ${reason} (at ${shortPlace(place)})`);
}

/** An edit that is taken over makes its finding go, and no other one come. */
function problemsOfEdits<M extends string>(
  rule: Rule<M>,
  description: SolutionDescription,
  results: readonly Result[],
): string[] {
  const nameOf = ({ messageId, place }: Result) => `${messageId} at ${shortPlace(place)}`;
  return results.flatMap((result) => {
    const lines = linesOf(result);
    if (!result.edit || !lines) return [];
    const { document } = result.edit.place;
    const old = document.text.split('\n');
    const { startLine, endLine } = lines.region;
    const text = [...old.slice(0, startLine - 1), lines.newText, ...old.slice(endLine)].join('\n');
    const mended = new Map([...solutionFiles(description), [document.path, text]]);
    const left = runOver(rule, { units: unitsOf(mended) }).results.map(nameOf);
    const before = results.map(nameOf);
    return [
      ...(left.includes(nameOf(result)) ? [`its edit does not mend it: ${nameOf(result)}`] : []),
      ...left.filter((one) => !before.includes(one)).map((one) => `the edit of ${nameOf(result)} brings ${one}`),
    ];
  });
}

function linesOf({ edit }: Result) {
  return edit && lineEdits(edit.place.document.text, [{ path: edit.place.path, value: edit.value }], [])[0];
}

function editText(result: Result): string {
  const lines = linesOf(result);
  return lines ? lines.newText.replaceAll(/^ +/gm, '') : 'none';
}

/** A finding in comparable form. */
interface Comparable {
  readonly line: string;
  readonly marked: string | undefined;
  readonly message: string | undefined;
  readonly edit: string | undefined;
  /** One line for each step. */
  readonly path: string | undefined;
}

function foundOf(result: Result): Comparable {
  const related = result.related.map(({ place, label }) => ({ at: shortPlace(place), label }));
  return {
    line: lineOf(result.messageId, shortPlace(result.place), result, related),
    marked: markedText(result.place),
    message: writeMessage(result.message, (value) => value),
    edit: editText(result),
    path: pathText(
      result.path.map(({ place, message }) => ({
        at: shortPlace(place),
        text: writeMessage(message, (value) => value),
      })),
    ),
  };
}

function wantedOf<M extends string>(finding: ExpectedFinding<M>, { meta }: Rule<M>): Comparable {
  const related = (finding.related ?? []).map(({ at, label }) => ({ at: placeText(at), label }));
  const levels = {
    severity: finding.severity ?? meta.severity,
    confidence: finding.confidence ?? meta.confidence,
    persona: finding.persona ?? meta.persona,
  };
  return {
    line: lineOf(finding.messageId, placeText(finding.at), levels, related),
    marked: finding.marked,
    message: finding.message,
    edit: finding.edit === undefined || finding.edit === 'none' ? finding.edit : finding.edit.join('\n'),
    path: finding.path && pathText(finding.path.map(({ at, text }) => ({ at: placeText(at), text }))),
  };
}

function lineOf(
  messageId: string,
  at: string,
  levels: Pick<Result, 'severity' | 'confidence' | 'persona'>,
  related: readonly { at: string; label: string }[],
): string {
  const { severity, confidence, persona } = levels;
  const rest = related.map(({ at, label }) => `, related "${label}" at ${at}`).join('');
  return `${messageId} at ${at} (${severity}, ${confidence} confidence, ${persona})${rest}`;
}

function pathText(steps: readonly { readonly at: string; readonly text: string }[]): string {
  return steps.map(({ at, text }) => `${text} (${at})`).join(', then ');
}

/** A place as tests write it: the pointer alone in the definition of the only flow and in an environment, else after the file. */
function shortPlace({ document, path }: Place): string {
  const pointer = pointerOf(path);
  if (document.path === environmentFile) return pointer;
  return document.path === flowFile(onlyFlow) &&
    (pointer === definitionPointer || pointer.startsWith(`${definitionPointer}/`))
    ? pointer.slice(definitionPointer.length)
    : `${document.path}#${pointer}`;
}

function placeText(at: ExpectedPlace): string {
  return typeof at === 'string' ? at : `${at.file}#${at.pointer}`;
}

/** The text that a place narrows a string, or a text file, to. */
function markedText({ document, path, within }: Place): string | undefined {
  if (!within || document.format === 'xml') return undefined;
  if (document.format === 'text') return document.text.slice(within.start, within.end);
  const value = path.reduce(
    (parent: unknown, key) => (parent as Record<string, unknown>)[key],
    JSON.parse(document.text),
  );
  return typeof value === 'string' ? value.slice(within.start, within.end) : undefined;
}

/** Pairs what was found with what was wanted, the most exact wishes first, and tells what is left on either side. */
function differences(found: readonly Comparable[], wanted: readonly Comparable[]): string[] {
  const left = [...found];
  const missing: string[] = [];
  const exactness = ({ marked, message, path, edit }: Comparable) =>
    [marked, message, path, edit].filter((one) => one !== undefined).length;
  for (const wish of [...wanted].sort((a, b) => exactness(b) - exactness(a))) {
    const match = left.findIndex(
      ({ line, marked, message, path, edit }) =>
        line === wish.line &&
        edit === (wish.edit ?? edit) &&
        marked === (wish.marked ?? marked) &&
        message === (wish.message ?? message) &&
        path === (wish.path ?? path),
    );
    if (match >= 0) left.splice(match, 1);
    else missing.push(`expected, but not reported: ${describeFinding(wish)}`);
  }
  return [...missing, ...left.map((finding) => `reported, but not expected: ${describeFinding(finding)}`)];
}

function describeFinding({ line, marked, message, path, edit }: Comparable): string {
  return [
    line,
    marked && `marks ${JSON.stringify(marked)}`,
    message && `says ${JSON.stringify(message)}`,
    path && `takes the path ${JSON.stringify(path)}`,
    edit && edit !== 'none' && `is mended by ${JSON.stringify(edit)}`,
  ]
    .filter(Boolean)
    .join('; ');
}

/** A rule that writes to the model then throws, which the engine notes as a crash. */
function freezeDeeply(value: unknown, seen = new Set<unknown>()): void {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value) || seen.has(value)) return;
  seen.add(value);
  Object.freeze(value);
  for (const part of Object.values(value)) freezeDeeply(part, seen);
}
