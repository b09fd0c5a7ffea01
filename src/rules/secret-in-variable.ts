import type { DataPath } from '../dataflow/data-path';
import { FactOrigins } from '../dataflow/fact-origins';
import type { Reading } from '../dataflow/flow-graph';
import { secretWay } from '../dataflow/secret-way';
import type { Secret } from '../dataflow/secrets-in-flows';
import { dataGraph, secretTrace } from '../dataflow/solution-traces';
import { type Arrival, isRaw } from '../dataflow/trace';
import { declared, variableWrites } from '../dataflow/variable-writes';
import { defineRule } from '../engine/rule';
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
        fix: 'Use [[value]] directly where {{variable}} is used, turn on "Secure inputs" in the settings of the actions there, and delete {{action}}.',
      },
      named: {
        text: '{{action}} fills variable {{variable}}, which is named like a secret, and variables cannot be secured, so every owner of the flow can read it in the run history.',
        fix: 'Use [[value]] directly where {{variable}} is used, turn on "Secure inputs" in the settings of the actions there[[alsoThere]], and delete {{action}}.',
      },
    },
  },

  create: (context) => ({
    solution(solution) {
      const trace = secretTrace(solution);
      const graph = dataGraph(solution);
      const origins = new FactOrigins<Secret>();
      for (const { flow } of graph.flows) {
        const types = declaredTypes(flow);
        for (const action of flow.actions) {
          const writes = variableWrites(action);
          const arrivals = writes.length === 0 ? [] : trace.arrivalsAt(action).filter((one) => isRaw(one, 'typed'));
          for (const [i, { name }] of writes.entries()) {
            const isWrite = ({ field }: { readonly field: DataPath }) =>
              writes.length === 1 || field.includes(declared(i));
            const arrival = surest(arrivals.filter(isWrite));
            if (arrival) reportStored(action, name, arrival);
            else if (namesSecret(name) && isText(types.get(name.toLowerCase()))) {
              const reading = graph.readingsOf(action).find((one) => isWrite(one) && isPerhapsSecret(one));
              if (reading) reportNamed(action, name, reading);
            }
          }
        }
      }

      function reportStored(action: Action, variable: string, arrival: Arrival<Secret>) {
        const { at, fact, confidence } = arrival;
        const way = secretWay(fact);
        const from = fact.before && origins.readFrom(fact.before);
        const isRepeated = origins.isFromResult(fact);
        const elsewhere = isRepeated ? 'what {{action}} reads' : 'the current item of the loop';
        const value = from ? 'the result of {{from}}' : elsewhere;
        context.report({
          at,
          messageId: 'stored',
          data: { ...way.data, action: action.name, variable, ...(from ? { from: from.name } : {}) },
          phrases: { ...way.phrases, value },
          path: way.path,
          // Nothing says whether `result()` repeats what is secured.
          ...(isRepeated || fact.source.of.isDoubtful
            ? { confidence: 'low' as const, persona: 'pedantic' as const }
            : { confidence }),
        });
      }

      function reportNamed(action: Action, variable: string, at: Reading) {
        const [from, ...others] = graph.referencesOf(action);
        const isOne = from !== undefined && others.length === 0;
        const isOpen = isOne && canSecureOutputs(from) && !from.secured.outputs;
        const phrases = {
          value: isOne ? 'the result of {{from}}' : 'the value that {{action}} reads',
          alsoThere: isOpen ? ' and "Secure outputs" in those of {{from}}' : '',
        };
        const data = { action: action.name, variable, ...(isOne ? { from: from.name } : {}) };
        context.report({ at, messageId: 'named', data, phrases, severity: 'medium', confidence: 'medium' });
      }
    },
  }),
});

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
