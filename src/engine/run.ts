import type { JsonValue } from '../document/json-edit';
import type { JsonNode } from '../document/json-node';
import type { Place } from '../document/place';
import type { Environment } from '../environment/environment';
import { type ParsedValue, parseValue } from '../expression';
import { evaluatedOutputs, evaluatedStrings } from '../flow/evaluated-strings';
import type { Action, Flow, Trigger } from '../flow/flow';
import type { Solution } from '../solution/solution';
import type { Confidence, Persona, Severity } from './levels';
import { type Message, messageOf } from './message';
import {
  type EvaluatedString,
  maxPathSteps,
  type PathStep,
  type Rule,
  type RuleEdit,
  type RuleReport,
  type RuleVisitor,
} from './rule';

/** A finding as a rule reported it: places, no lines yet. */
export interface Result {
  readonly rule: Rule;
  readonly messageId: string;
  readonly message: Message;
  readonly fix: Message;
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly persona: Persona;
  readonly place: Place;
  readonly related: readonly { readonly place: Place; readonly label: string }[];
  /** Source first, place of harm last; empty where there is none. */
  readonly path: readonly { readonly place: Place; readonly message: Message }[];
  readonly edit: ResultEdit | undefined;
}

/** A value to set that mends the finding. */
export interface ResultEdit {
  /** Of what to set, which need not be there yet. */
  readonly place: Place;
  readonly value: JsonValue;
  readonly text: string;
}

/** A part of the input that could not be judged. */
export interface Unjudged {
  readonly place: Place;
  /** One line, without any of the input's own text. */
  readonly reason: string;
}

/** A rule that threw. Its other findings stand, but the run ends as a failure of ours. */
export interface RuleCrash {
  readonly ruleId: string;
  readonly error: unknown;
}

export interface RunResult {
  readonly results: readonly Result[];
  readonly unjudged: readonly Unjudged[];
  readonly crashes: readonly RuleCrash[];
}

/** Runs rules over one solution. Every expression is parsed, whether a rule looks at it or not. */
export function runRules(rules: readonly Rule[], solution: Solution): RunResult {
  return new Run(rules).overSolution(solution);
}

/** Runs the rules that look at an environment's settings. */
export function runEnvironmentRules(rules: readonly Rule[], environment: Environment): RunResult {
  return new Run(rules).overEnvironment(environment);
}

/** One rule's method for one level. */
interface Hook<L extends keyof RuleVisitor> {
  readonly rule: Rule;
  readonly visit: NonNullable<RuleVisitor[L]>;
}

/** The rules that look at each level; most look at one, so most levels of most nodes cost nothing. */
type Hooks = { readonly [L in keyof RuleVisitor]-?: readonly Hook<L>[] };

class Run {
  private readonly results: Result[] = [];
  private readonly unjudged: Unjudged[] = [];
  private readonly crashes: RuleCrash[] = [];
  /** Flows repeat themselves: a third of all expressions are the same few. */
  private readonly parsed = new Map<string, ParsedValue>();
  /** Strings that parse, where no rule asks for their trees: kept trees are most of what the garbage collector has to copy. */
  private readonly sound = new Set<string>();

  constructor(private readonly rules: readonly Rule[]) {}

  overEnvironment(environment: Environment): RunResult {
    for (const { rule, visit } of this.hooks().environment) this.guarded(rule, () => visit(environment));
    return this.result();
  }

  overSolution(solution: Solution): RunResult {
    const hooks = this.hooks();
    for (const { rule, visit } of hooks.solution) this.guarded(rule, () => visit(solution));
    for (const variable of solution.environmentVariables) {
      for (const { rule, visit } of hooks.environmentVariable) this.guarded(rule, () => visit(variable, solution));
    }
    for (const reference of solution.connectionReferences) {
      for (const { rule, visit } of hooks.connectionReference) this.guarded(rule, () => visit(reference, solution));
    }
    for (const flow of solution.flows) {
      for (const reading of [flow, ...flow.otherReadings]) this.visitFlow(reading, solution, hooks);
    }
    return this.result();
  }

  private result(): RunResult {
    return { results: this.results, unjudged: this.unjudged, crashes: this.crashes };
  }

  private hooks(): Hooks {
    const visitors = this.rules.flatMap((rule) => {
      const visitor = this.guarded(rule, () =>
        rule.create({ report: (report) => this.results.push(resultOf(rule, report)) }),
      );
      return visitor ? [{ rule, visitor }] : [];
    });
    const at = <L extends keyof RuleVisitor>(level: L): Hook<L>[] =>
      visitors.flatMap(({ rule, visitor }) => {
        const visit = visitor[level];
        return visit ? [{ rule, visit: visit.bind(visitor) as NonNullable<RuleVisitor[typeof level]> }] : [];
      });
    return {
      environment: at('environment'),
      solution: at('solution'),
      environmentVariable: at('environmentVariable'),
      connectionReference: at('connectionReference'),
      flow: at('flow'),
      parameter: at('parameter'),
      trigger: at('trigger'),
      action: at('action'),
      expression: at('expression'),
    };
  }

  private visitFlow(flow: Flow, solution: Solution, hooks: Hooks): void {
    for (const place of flow.malformed) {
      this.unjudged.push({ place, reason: 'an entry among triggers or actions is not an object' });
    }
    for (const { rule, visit } of hooks.flow) this.guarded(rule, () => visit(flow, solution));
    for (const parameter of flow.parameters) {
      for (const { rule, visit } of hooks.parameter) this.guarded(rule, () => visit(parameter, flow));
    }
    for (const trigger of flow.triggers) {
      for (const { rule, visit } of hooks.trigger) this.guarded(rule, () => visit(trigger, flow));
      this.visitExpressions(trigger, flow, hooks);
    }
    for (const action of flow.actions) {
      for (const { rule, visit } of hooks.action) this.guarded(rule, () => visit(action, flow));
      this.visitExpressions(action, flow, hooks);
    }
    for (const node of evaluatedOutputs(flow)) this.check(node);
  }

  private visitExpressions(owner: Trigger | Action, flow: Flow, hooks: Hooks): void {
    const nodes = evaluatedStrings(owner);
    if (hooks.expression.length === 0) {
      for (const node of nodes) this.check(node);
      return;
    }
    for (const node of nodes) {
      const parsed = this.parse(node);
      if (parsed.kind === 'literal') continue;
      const expression: EvaluatedString = {
        node,
        parsed,
        placeOf: ({ start, end }) => ({ ...node.place, within: { start, end } }),
      };
      for (const { rule, visit } of hooks.expression) this.guarded(rule, () => visit(expression, owner, flow));
    }
  }

  /** Parses a string for the rules that look at expressions. */
  private parse(node: JsonNode): ParsedValue {
    const text = node.text ?? '';
    let parsed = this.parsed.get(text);
    if (!parsed) {
      parsed = parseValue(text);
      this.parsed.set(text, parsed);
    }
    this.noteInvalid(parsed, node, text);
    return parsed;
  }

  /** Parses a string for nobody but the user, who is told what cannot be judged. */
  private check(node: JsonNode): void {
    const text = node.text ?? '';
    if (this.sound.has(text)) return;
    const parsed = parseValue(text);
    if (parsed.kind !== 'invalid') this.sound.add(text);
    this.noteInvalid(parsed, node, text);
  }

  private noteInvalid(parsed: ParsedValue, node: JsonNode, text: string): void {
    if (parsed.kind !== 'invalid') return;
    this.unjudged.push({
      place: { ...node.place, within: { start: Math.min(parsed.at, text.length), end: text.length } },
      reason: `the expression cannot be parsed: ${parsed.message}`,
    });
  }

  /** A rule that throws is told once, whatever number of nodes it throws on. */
  private guarded<T>(rule: Rule, step: () => T): T | undefined {
    try {
      return step();
    } catch (error) {
      if (!this.crashes.some((crash) => crash.ruleId === rule.meta.id))
        this.crashes.push({ ruleId: rule.meta.id, error });
      return undefined;
    }
  }
}

function resultOf(rule: Rule, report: RuleReport<string>): Result {
  const message = rule.meta.messages[report.messageId];
  if (!message) throw new Error(`rule ${rule.meta.id} has no message ${report.messageId}`);
  const data = report.data ?? {};
  return {
    rule,
    messageId: report.messageId,
    message: messageOf(message.text, data, report.phrases),
    fix: messageOf(message.fix, data, report.phrases),
    severity: report.severity ?? rule.meta.severity,
    confidence: report.confidence ?? rule.meta.confidence,
    persona: report.persona ?? rule.meta.persona,
    place: report.at.place,
    related: (report.related ?? []).map(({ at, label }) => ({ place: at.place, label })),
    path: pathOf(report.path ?? []),
    edit: report.edit && editOf(report.edit),
  };
}

function editOf({ at: { place }, set, value, text }: RuleEdit): ResultEdit {
  return { place: { document: place.document, path: [...place.path, ...set] }, value, text };
}

/** What is left out of a long path is said at the place where it begins. */
function pathOf(steps: readonly PathStep[]): Result['path'] {
  const path = steps.map(({ at, text, data = {} }) => ({ place: at.place, message: messageOf(text, data) }));
  const gap = path[maxPathSteps / 2];
  if (path.length <= maxPathSteps || !gap) return path;
  const leftOut = path.length - maxPathSteps + 1;
  const said = { place: gap.place, message: messageOf(`passes ${leftOut} more steps, which are not listed`, {}) };
  return path.toSpliced(maxPathSteps / 2, leftOut, said);
}
