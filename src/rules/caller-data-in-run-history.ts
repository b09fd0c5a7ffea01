import { routeOf, stepsOf } from '../dataflow/path-steps';
import { RunHistory } from '../dataflow/run-history';
import { dataGraph, untrustedTrace } from '../dataflow/solution-traces';
import type { Arrival } from '../dataflow/trace';
import { type Untrusted, writers } from '../dataflow/untrusted-in-flows';
import { handingOf, isContent } from '../dataflow/written-content';
import { defineRule } from '../engine/rule';
import { isType } from '../flow/flow';
import { isHttpTrigger } from '../flow/http-trigger';

export default defineRule({
  meta: {
    id: 'caller-data-in-run-history',
    description: 'An action shows in the run history what the caller of the flow sent.',
    severity: 'low',
    confidence: 'high',
    persona: 'auditor',
    since: '0.1.0',
    cwe: [532],
    owasp: ['CD-SEC-04', 'LCNC-SEC-08'],
    references: [
      'https://learn.microsoft.com/power-automate/guidance/coding-guidelines/use-secure-inputs-outputs-triggers',
      'https://learn.microsoft.com/azure/logic-apps/logic-apps-securing-a-logic-app#obfuscate',
    ],
    messages: {
      inputs: {
        text: '{{action}} has no secure inputs and [[does]] what the caller of trigger {{trigger}} sent[[route]], so every owner of the flow can read it in the run history.',
        fix: 'If that may be personal or confidential, open the settings of {{action}} and turn on "Secure inputs", and in the settings of {{trigger}} turn on "Secure outputs".',
      },
    },
  },

  create: (context) => ({
    solution(solution) {
      const graph = dataGraph(solution);
      const history = new RunHistory((operation) => graph.referencesOf(operation));
      const trace = untrustedTrace(solution);
      for (const { flow } of graph.flows) {
        for (const action of flow.actions) {
          const handing = handingOf(action);
          if (!handing || history.hidesInputs(action)) continue;
          const arrival = mostOpen(
            trace.arrivalsAt(action).filter(({ source, field }) => isCall(source.of) && isContent(action, field)),
          );
          if (!arrival) continue;
          const { phrase, data } = routeOf(arrival.fact);
          const trigger = arrival.source.of.operation.name;
          context.report({
            at: arrival.at,
            messageId: 'inputs',
            data: { action: action.name, trigger, ...data },
            phrases: { does: handing, route: phrase },
            path: stepsOf(arrival.fact, { text: 'the caller of {{trigger}} sends it', data: { trigger } }),
            confidence: arrival.confidence,
          });
        }
      }
    },
  }),
});

/** Whether a call of the flow brings the data, not a mail, a row or another event. */
function isCall({ operation }: Untrusted): boolean {
  return operation.role === 'trigger' && (isType(operation, 'Request') || isHttpTrigger(operation));
}

/** The data of the caller of whom least is known. */
function mostOpen(arrivals: readonly Arrival<Untrusted>[]): Arrival<Untrusted> | undefined {
  for (const writer of writers) {
    const found = arrivals.find(({ source }) => source.of.writer === writer);
    if (found) return found;
  }
  return undefined;
}
