import { type ErrorDetails, errorDetailsIn } from '../dataflow/error-details';
import { routeOf, stepsOf } from '../dataflow/path-steps';
import { type SecretInDetails, secretsInDetails } from '../dataflow/secrets-in-details';
import { dataGraph } from '../dataflow/solution-traces';
import { type Arrival, isRaw, Trace } from '../dataflow/trace';
import { type Untrusted, untrustedIn, type Writer } from '../dataflow/untrusted-in-flows';
import type { Persona, Severity } from '../engine/levels';
import { defineRule, type RuleReport } from '../engine/rule';
import { isType, type Operation } from '../flow/flow';
import { isHttpTrigger } from '../flow/http-trigger';
import { canSecureInputs, canSecureOutputs } from '../flow/secure-data-support';

interface Levels {
  readonly severity: Severity;
  readonly persona: Persona;
}

/** By who may call the flow. Users of an app, and whoever runs a flow by hand, are shown errors so that they can ask for help. */
const levelsOf: Readonly<Partial<Record<Writer, Levels>>> = {
  anyone: { severity: 'medium', persona: 'regular' },
  'tenant-user': { severity: 'low', persona: 'regular' },
  'listed-caller': { severity: 'low', persona: 'pedantic' },
  'bot-user': { severity: 'low', persona: 'auditor' },
};

/** What the details are, worst first. */
const kinds: readonly ErrorDetails['kind'][] = ['inputs', 'outputs', 'error', 'answer', 'any-answer', 'run'];

/** Someone from outside who calls a flow. */
interface Caller extends Levels {
  readonly who: string;
  /** Whether the file says that they may. */
  readonly isSure: boolean;
}

export default defineRule({
  meta: {
    id: 'error-details-returned',
    description:
      'A flow hands out what the platform keeps of a failed run, such as the inputs and errors of its actions.',
    severity: 'high',
    confidence: 'high',
    persona: 'regular',
    since: '0.1.0',
    cwe: [209],
    owasp: ['CD-SEC-04', 'LCNC-SEC-03'],
    references: [
      'https://learn.microsoft.com/azure/logic-apps/logic-apps-exception-handling#get-context-and-results-for-failures',
      'https://learn.microsoft.com/azure/logic-apps/workflow-definition-language-functions-reference#result',
    ],
    messages: {
      returned: {
        text: '{{action}} returns [[what]] to [[callers]][[route]].',
        fix: "Open {{action}} and return a fixed text [[status]]instead[[where]]; to find the run later, return its id and nothing else of it: workflow()['run']['name'].",
      },
      secret: {
        text: '{{action}} [[does]] what result() tells of {{container}}, and in it [[secret]], which {{shown}} [[has]].',
        fix: "Open {{action}} and give it the name and the error message of the failed action only: let a Select pick item()?['name'] and item()?['error']?['message'] of what result() tells[[also]].",
      },
    },
  },

  create: (context) => ({
    solution(solution) {
      const graph = dataGraph(solution);
      const callers = new Map(
        untrustedIn(graph).flatMap(({ of }) => {
          const caller = callerOf(of);
          return caller ? [[of.operation, caller] as const] : [];
        }),
      );
      const leaks = new Map(secretsInDetails(solution).map((leak) => [leak.arrival.operation, leak] as const));
      const trace = callers.size > 0 ? new Trace(graph, errorDetailsIn(graph)) : undefined;
      for (const { flow } of graph.flows) {
        const caller = flow.triggers.map((trigger) => callers.get(trigger)).find((one) => one !== undefined);
        for (const action of flow.actions) {
          const leak = leaks.get(action);
          const worst =
            caller && isType(action, 'Response')
              ? worstOf(trace?.arrivalsAt(action).filter(isReturned) ?? [])
              : undefined;
          // One of both is enough, and a secret that may be hidden is less than what is surely returned.
          if (leak && !(leak.isHidden && worst)) context.report(secretReport(leak));
          else if (worst && caller) context.report(returnedReport(worst, caller));
        }
      }
    },
  }),
});

/** Who calls a flow from outside; `undefined` for what is no call, or by people who are shown errors on purpose. */
function callerOf({ operation, writer, who, confidence }: Untrusted): Caller | undefined {
  const levels = levelsOf[writer];
  if (operation.role !== 'trigger' || !levels || !(isHttpTrigger(operation) || isType(operation, 'Request')))
    return undefined;
  return { ...levels, who, isSure: confidence === 'high' };
}

/** The status code gives nothing away. */
function isReturned(arrival: Arrival<ErrorDetails>): boolean {
  const [part, field] = arrival.field;
  return part === 'inputs' && (field === 'body' || field === 'headers') && isRaw(arrival, 'typed');
}

/** The nearest of the worst kind. */
function worstOf(arrivals: readonly Arrival<ErrorDetails>[]): Arrival<ErrorDetails> | undefined {
  for (const kind of kinds) {
    const found = arrivals.find(({ source }) => source.of.kind === kind);
    if (found) return found;
  }
  return undefined;
}

function returnedReport(
  arrival: Arrival<ErrorDetails>,
  { who, severity, persona, isSure }: Caller,
): RuleReport<'returned'> {
  const { kind, about } = arrival.source.of;
  const { phrase, data } = routeOf(arrival.fact);
  const isMinor = kind === 'run' || kind === 'any-answer';
  const isSurelyError = kind !== 'answer' && kind !== 'any-answer';
  return {
    at: arrival.at,
    messageId: 'returned',
    data: { action: arrival.operation.name, ...(about ? { source: about.name } : {}), ...data },
    phrases: { what: whatOf(arrival.source.of), callers: who, route: phrase, ...insteadOf(arrival) },
    path: stepsOf(arrival.fact, firstStep(arrival.source.of)),
    severity: isMinor ? 'low' : severity,
    persona: isMinor && persona === 'regular' ? 'pedantic' : persona,
    confidence: isSure && isSurelyError ? arrival.confidence : 'medium',
  };
}

function whatOf({ kind, isResult }: ErrorDetails): string {
  const whose = isResult ? 'the actions in {{source}}' : '{{source}}';
  switch (kind) {
    case 'inputs':
      return `the inputs and outputs of ${whose}`;
    case 'outputs':
      return `the outputs of ${whose}`;
    case 'error':
      return `the error of ${isResult ? 'the action that fails in {{source}}' : '{{source}}'}`;
    case 'answer':
      return 'what {{source}} answers when it fails';
    case 'any-answer':
      return 'what {{source}} answers, also when it fails,';
    case 'run':
      return 'details of the run, such as its environment,';
  }
}

/** Only the Response of an HTTP flow has a status code, and one that also tells of success has to go on doing so. */
function insteadOf({ operation, source }: Arrival<ErrorDetails>) {
  return {
    status: isAnswerOverHttp(operation) ? 'with a status code such as 500 ' : '',
    where:
      source.of.kind === 'any-answer'
        ? ' where {{source}} failed: in a second response that runs only after failure, while {{action}} runs only after success'
        : '',
  };
}

function isAnswerOverHttp({ kind }: Operation): boolean {
  return kind === undefined || kind.toLowerCase() === 'http';
}

function firstStep({ about, isResult, kind }: ErrorDetails) {
  if (!about) return { text: 'details of the run are read' };
  const data = { source: about.name };
  if (kind === 'answer' || kind === 'any-answer') return { text: '{{source}} fails and tells why', data };
  return { text: isResult ? 'an action in {{source}} fails' : '{{source}} fails', data };
}

function secretReport(leak: SecretInDetails): RuleReport<'secret'> {
  const { arrival, to, container, shown, side, isHidden } = leak;
  const { secret, operation } = arrival.source.of;
  const canSecure = side === 'inputs' ? canSecureInputs(shown) : canSecureOutputs(shown);
  const persona = to.isDebatable ? 'pedantic' : 'regular';
  return {
    at: arrival.at,
    messageId: 'secret',
    data: { action: arrival.operation.name, container: container.name, shown: shown.name },
    phrases: {
      does: to.does,
      secret,
      has: side === 'inputs' ? 'is given' : 'returns',
      also: canSecure && !isHidden ? `, and turn on "Secure ${side}" in the settings of {{shown}}` : '',
    },
    path: stepsOf(arrival.fact, { text: '{{source}} returns it', data: { source: operation.name } }),
    severity: isHidden ? 'medium' : to.severity,
    confidence: isHidden ? 'low' : arrival.confidence === 'high' ? to.confidence : 'medium',
    persona: isHidden ? 'auditor' : persona,
  };
}
