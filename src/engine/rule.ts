import type { JsonValue } from '../document/json-edit';
import type { JsonNode } from '../document/json-node';
import type { Path, Place } from '../document/place';
import type { Environment } from '../environment/environment';
import type { ExpressionNode, ParsedValue } from '../expression';
import type { Action, Flow, FlowParameter, Trigger } from '../flow/flow';
import type { ConnectionReference, EnvironmentVariable, Solution } from '../solution/solution';
import type { Confidence, Persona, Severity } from './levels';

/** What a rule is, apart from its code. Everything a report, a table or a manifest says of a rule comes from here. */
export interface RuleMeta<M extends string> {
  /** Kebab-case, names the hazard, equals the file name. */
  readonly id: string;
  /** One sentence: the first line of the page, SARIF's shortDescription. */
  readonly description: string;
  readonly severity: Severity;
  readonly confidence: Confidence;
  /** The least demanding reader who is shown it. */
  readonly persona: Persona;
  /** Version it appeared in. */
  readonly since: string;
  readonly cwe: readonly number[];
  /** OWASP Citizen Development Top 10 (`CD-SEC-nn`) and Low-Code/No-Code Top 10 (`LCNC-SEC-nn`). */
  readonly owasp: readonly string[];
  /** Pages of the vendor that say so. */
  readonly references: readonly string[];
  /** By message id: what is wrong, and what to click or change. `{{name}}` is filled from the report's data. */
  readonly messages: Readonly<Record<M, RuleMessage>>;
}

export interface RuleMessage {
  readonly text: string;
  readonly fix: string;
}

/** A path that is longer is handed over without its middle: the source and the place of harm always stay. */
export const maxPathSteps = 40;

/** One station of a path that data takes. */
export interface PathStep {
  readonly at: { readonly place: Place };
  /** What happens to the data there; `{{name}}` is filled from `data`, as in the rule's messages. Shown escaped. */
  readonly text: string;
  readonly data?: Readonly<Record<string, string>>;
}

/**
 * One change of a JSON file that mends a finding as a whole: with it, the rule reports nothing there. Only where the change is safe to take
 * over as it stands; what needs a choice or a second place has none.
 */
export interface RuleEdit {
  readonly at: { readonly place: Place };
  /** Path below it, keys in the letter case of the file; empty for the value itself. See `JsonChange`. */
  readonly set: Path;
  /** Our own words, never from the input. */
  readonly value: JsonValue;
  /** What the change does and what is left to do, in one or two sentences of our own, without names from the input. */
  readonly text: string;
}

/** One finding, as a rule states it: a place, never a line number. */
export interface RuleReport<M extends string> {
  /** Anything that has a place: a trigger, an action, a node, a variable, or `{ place }`. */
  readonly at: { readonly place: Place };
  readonly messageId: M;
  /** Values of `{{name}}`, mostly names from the input; each channel escapes and quotes them. */
  readonly data?: Readonly<Record<string, string>>;
  /**
   * Values of `[[name]]`: words of our own that stand in the sentence as they are. Never from the input. A phrase may hold
   * `{{name}}`, filled from `data` like the message's own: "travels through {{via1}} and {{via2}}".
   */
  readonly phrases?: Readonly<Record<string, string>>;
  readonly related?: readonly { readonly at: { readonly place: Place }; readonly label: string }[];
  /** The way the data takes: its source first, the place of harm last. At most `maxPathSteps` are reported. */
  readonly path?: readonly PathStep[];
  readonly edit?: RuleEdit | undefined;
  /** May lower (severity, confidence) or narrow (persona) what the rule's metadata says, never raise it. */
  readonly severity?: Severity;
  readonly confidence?: Confidence;
  readonly persona?: Persona;
}

export interface RuleContext<M extends string> {
  report(report: RuleReport<M>): void;
}

/** One evaluated string of a trigger, an action or an output that holds an expression. */
export interface EvaluatedString {
  readonly node: JsonNode;
  readonly parsed: ParsedValue;
  /** The place of one expression node inside the string. */
  placeOf(expression: ExpressionNode): Place;
}

/**
 * Called top-down, coarse to fine; a rule implements only the levels it needs.
 * Visitors are synchronous and keep no state beyond `create`, which runs once per solution.
 */
export interface RuleVisitor {
  /** The settings of the environment that the solution goes to, if somebody gave them. */
  environment?(environment: Environment): void;
  solution?(solution: Solution): void;
  environmentVariable?(variable: EnvironmentVariable, solution: Solution): void;
  connectionReference?(reference: ConnectionReference, solution: Solution): void;
  flow?(flow: Flow, solution: Solution): void;
  parameter?(parameter: FlowParameter, flow: Flow): void;
  trigger?(trigger: Trigger, flow: Flow): void;
  action?(action: Action, flow: Flow): void;
  expression?(expression: EvaluatedString, owner: Trigger | Action, flow: Flow): void;
}

export interface Rule<M extends string = string> {
  readonly meta: RuleMeta<M>;
  create(context: RuleContext<M>): RuleVisitor;
}

/** Keeps a rule's message ids as types, so that a mistyped one does not compile. */
export function defineRule<M extends string>(rule: Rule<M>): Rule<M> {
  return rule;
}
