import type { DataPath } from '../dataflow/data-path';
import { FactOrigins } from '../dataflow/fact-origins';
import type { Reading } from '../dataflow/flow-graph';
import type { DataGraph } from '../dataflow/graph';
import { secretWay } from '../dataflow/secret-way';
import type { Secret } from '../dataflow/secrets-in-flows';
import { dataGraph, secretTrace } from '../dataflow/solution-traces';
import { type Arrival, isRaw, type Trace } from '../dataflow/trace';
import { declared, variableWrites } from '../dataflow/variable-writes';
import { defineRule, type RuleReport } from '../engine/rule';
import { type Action, type Flow, isType } from '../flow/flow';
import { canSecureOutputs } from '../flow/secure-data-support';
import { namesSecret } from '../secrets/secret-name';

export default defineRule({
  meta: {
    id: 'secret-in-variable',
    description: 'A secret is put into a variable, which cannot be hidden in the run history.',
    severity: 'high',
    confidence: 'high',
    persona: 'regular',
    since: '0.1.0',
    cwe: [532],
    owasp: ['CD-SEC-04', 'LCNC-SEC-08'],
    references: [
      'https://learn.microsoft.com/azure/logic-apps/logic-apps-securing-a-logic-app#obfuscate',
      'https://learn.microsoft.com/power-automate/guidance/coding-guidelines/use-secure-inputs-outputs-triggers',
    ],
    messages: {
      stored: {
        text: '{{action}} puts [[secret]] that {{source}} returns[[route]] into variable {{variable}}, and variables cannot be secured, so every owner of the flow can read it in the run history.',
        fix: 'Use [[value]] directly where {{variable}} is used, turn on "Secure inputs" in the settings of the actions there, and delete {{action}}[[others]].',
      },
      named: {
        text: '{{action}} fills variable {{variable}}, which is named like a secret, and variables cannot be secured, so every owner of the flow can read it in the run history.',
        fix: 'Use [[value]] directly where {{variable}} is used, turn on "Secure inputs" in the settings of the actions there[[alsoThere]], and delete {{action}}[[others]].',
      },
    },
  },

  create: (context) => ({
    solution(solution) {
      const trace = secretTrace(solution);
      const graph = dataGraph(solution);
      const origins = new FactOrigins<Secret>();
      for (const { flow } of graph.flows) {
        for (const [first, ...others] of byVariable(fillingsIn(flow, trace, graph))) {
          if (first?.arrival) context.report(storedReport(first, first.arrival, others, origins));
          else if (first?.reading) context.report(namedReport(first, first.reading, others, graph));
        }
      }
    },
  }),
});

/** An action that fills a variable with a secret, or with something that the variable's name says is one. */
interface Filling {
  readonly action: Action;
  readonly variable: string;
  readonly arrival: Arrival<Secret> | undefined;
  readonly reading: Reading | undefined;
}

function fillingsIn(flow: Flow, trace: Trace<Secret>, graph: DataGraph): readonly Filling[] {
  const types = declaredTypes(flow);
  return flow.actions.flatMap((action) => {
    const writes = variableWrites(action);
    const arrivals = writes.length === 0 ? [] : trace.arrivalsAt(action).filter((one) => isRaw(one, 'typed'));
    return writes.flatMap(({ name: variable }, i): readonly Filling[] => {
      const isWrite = ({ field }: { readonly field: DataPath }) => writes.length === 1 || field.includes(declared(i));
      const arrival = surest(arrivals.filter(isWrite));
      if (arrival) return [{ action, variable, arrival, reading: undefined }];
      if (!namesSecret(variable) || !isText(types.get(variable.toLowerCase()))) return [];
      const reading = graph.readingsOf(action).find((one) => isWrite(one) && isPerhapsSecret(one));
      return reading ? [{ action, variable, arrival, reading }] : [];
    });
  });
}

/** A variable is given up as a whole, so it is told of once: where it is surest that it holds a secret. */
function byVariable(fillings: readonly Filling[]): readonly (readonly Filling[])[] {
  const groups = new Map<string, Filling[]>();
  for (const filling of fillings) {
    const key = filling.variable.toLowerCase();
    const group = groups.get(key);
    if (group) group.push(filling);
    else groups.set(key, [filling]);
  }
  return [...groups.values()].map((group) => group.sort((one, other) => sureness(other) - sureness(one)));
}

function sureness({ arrival }: Filling): number {
  if (!arrival) return 1;
  if (arrival.source.of.isDoubtful) return 0;
  return arrival.confidence === 'high' ? 3 : 2;
}

function storedReport(
  { action, variable }: Filling,
  { at, fact, confidence }: Arrival<Secret>,
  others: readonly Filling[],
  origins: FactOrigins<Secret>,
): RuleReport<'stored'> {
  const way = secretWay(fact);
  const from = others.length === 0 ? fact.before && origins.readFrom(fact.before) : undefined;
  const isRepeated = origins.isFromResult(fact);
  const elsewhere = isRepeated ? 'what {{action}} reads' : 'the current item of the loop';
  const one = from ? 'the result of {{from}}' : elsewhere;
  return {
    at,
    messageId: 'stored',
    data: { ...way.data, action: action.name, variable, ...(from ? { from: from.name } : {}) },
    phrases: { ...way.phrases, value: others.length === 0 ? one : ofSeveral, others: alsoDeleted(others) },
    path: way.path,
    related: others.slice(0, mostTold).map(relatedPlace),
    // Nothing says whether `result()` repeats what is secured.
    ...(isRepeated || fact.source.of.isDoubtful
      ? { confidence: 'low' as const, persona: 'pedantic' as const }
      : { confidence }),
  };
}

function namedReport(
  { action, variable }: Filling,
  at: Reading,
  others: readonly Filling[],
  graph: DataGraph,
): RuleReport<'named'> {
  const [from, ...more] = others.length === 0 ? graph.referencesOf(action) : [];
  const isOne = from !== undefined && more.length === 0;
  const isOpen = isOne && canSecureOutputs(from) && !from.secured.outputs;
  const one = isOne ? 'the result of {{from}}' : 'the value that {{action}} reads';
  return {
    at,
    messageId: 'named',
    data: { action: action.name, variable, ...(isOne ? { from: from.name } : {}) },
    phrases: {
      value: others.length === 0 ? one : ofSeveral,
      alsoThere: isOpen ? ' and "Secure outputs" in those of {{from}}' : '',
      others: alsoDeleted(others),
    },
    related: others.slice(0, mostTold).map(relatedPlace),
    severity: 'medium',
    confidence: 'medium',
  };
}

/** What stands for a variable that several actions fill. */
const ofSeveral = 'the values that it is filled with (if or coalesce picks the right one)';

/** Of further places that fill a variable so many are told. */
const mostTold = 10;

function alsoDeleted(others: readonly Filling[]): string {
  if (others.length === 0) return '';
  return others.length === 1 ? ' and the other action that fills it' : ' and the other actions that fill it';
}

function relatedPlace({ action, arrival, reading }: Filling) {
  return { at: arrival?.at ?? reading ?? action, label: 'the same variable is filled here' };
}

function surest(arrivals: readonly Arrival<Secret>[]): Arrival<Secret> | undefined {
  return arrivals.find(({ confidence }) => confidence === 'high') ?? arrivals[0];
}

/** Lists are handed out in parts, and what asks for the next part is called a token too. */
function isPerhapsSecret({ node, expression }: Reading): boolean {
  return !/next|skip|continuation|delta|page/i.test((node.text ?? '').slice(expression.start, expression.end));
}

function declaredTypes(flow: Flow): ReadonlyMap<string, string> {
  const declarations = flow.actions
    .filter((action) => isType(action, 'InitializeVariable'))
    .flatMap((action) => action.inputs?.get('variables')?.items() ?? []);
  return new Map(declarations.map((one) => [one.textAt('name')?.toLowerCase() ?? '', one.textAt('type') ?? '']));
}

/** A number or a truth value is about a secret, and is none. */
function isText(type: string | undefined): boolean {
  return !/^(?:boolean|integer|float)$/i.test(type ?? '');
}
