import { isCleansed } from '../dataflow/cleansers';
import { Guards } from '../dataflow/guards';
import { dangerOf, type QueryDanger } from '../dataflow/query-danger';
import { isQuoted, queryFieldAt, queryTextIn } from '../dataflow/query-fields';
import { dataGraph, untrustedTrace } from '../dataflow/solution-traces';
import { buildingOf, isAllThereIs, isInJson, textBefore } from '../dataflow/text-around';
import type { Arrival } from '../dataflow/trace';
import type { Untrusted } from '../dataflow/untrusted-in-flows';
import { type Levels, loudestByString, narrowest } from '../detection/openness';
import { untrustedWords } from '../detection/untrusted-words';
import { defineRule, type RuleReport } from '../engine/rule';

/** What the query is called in a sentence. */
const queries = {
  odata: 'the filter of its query',
  sql: 'its SQL statement',
  fetchxml: 'its FetchXML query',
  sharepoint: 'the address that it sends to SharePoint',
} as const;

const levels = { severity: 'high', confidence: 'high', persona: 'regular' } as const;

interface Problem extends Levels {
  readonly arrival: Arrival<Untrusted>;
  readonly kind: QueryDanger['kind'] | 'whole';
  readonly query: string;
}

export default defineRule({
  meta: {
    id: 'query-injection',
    description: 'Text that others choose becomes part of a query.',
    ...levels,
    since: '0.1.0',
    cwe: [943, 89],
    owasp: ['CD-SEC-08', 'LCNC-SEC-06'],
    references: [
      'https://learn.microsoft.com/power-apps/developer/data-platform/webapi/query/filter-rows',
      'https://learn.microsoft.com/azure/logic-apps/workflow-definition-language-functions-reference#replace',
      'https://learn.microsoft.com/connectors/sql',
    ],
    messages: {
      quoted: {
        text: '{{action}} puts text of {{source}}[[home]], which [[who]] can choose, between quotes in [[query]][[route]]; a single quote in the text ends the value, and the rest changes what is read.',
        fix: 'In {{place}}, put {{reference}} into the function replace, with a single quote as what is replaced and two single quotes as what takes its place: in an expression, four and six quotes.',
      },
      unquoted: {
        text: '{{action}} puts text of {{source}}[[home]], which [[who]] can choose, into [[query]] without quotes[[route]]; whatever the text holds changes what is read.',
        fix: 'In {{place}}, put {{reference}} into the function int if it is a number; if not, put single quotes around it and double those in it with the function replace.',
      },
      sql: {
        text: '{{action}} puts text of {{source}}[[home]], which [[who]] can choose, into [[query]][[route]]; the text can change the statement, for example to read or delete other rows.',
        fix: 'In {{place}}, write a parameter such as @name in place of {{reference}}, and give {{action}} the value among its actual parameters; or use "Execute stored procedure (V2)" instead.',
      },
      fetchXml: {
        text: '{{action}} puts text of {{source}}[[home]], which [[who]] can choose, into [[query]] as it stands[[route]]; angle brackets and quotes in the text change what is read.',
        fix: 'In {{place}}, escape {{reference}} with the function replace: & by &amp;, < by &lt;, and the quote that stands around the value by &apos; or &quot;.',
      },
      path: {
        text: '{{action}} puts text of {{source}}[[home]], which [[who]] can choose, into [[query]] as it stands[[route]]; slashes, dots and question marks in the text make it another request.',
        fix: 'In {{place}}, put {{reference}} into the function int if it is an id, else into encodeUriComponent.',
      },
      whole: {
        text: '{{action}} takes [[query]] as a whole from {{source}}[[home]], where [[who]] can choose it[[route]]; so they decide what is read through the connection of the flow.',
        fix: 'Write the query in {{action}}, and take only values of {{source}} into it, each with its single quotes doubled by the function replace.',
      },
    },
  },

  create: (context) => ({
    solution(solution) {
      const trace = untrustedTrace(solution);
      const graph = dataGraph(solution);
      const guards = new Guards(graph);
      for (const { flow } of graph.flows) {
        for (const operation of [...flow.triggers, ...flow.actions]) {
          const arrivals = trace.arrivalsAt(operation);
          const problems = loudestByString(arrivals, levels, (arrival, most) => problemOf(arrival, most, guards));
          for (const problem of problems) context.report(reportOf(problem));
        }
      }
    },
  }),
});

function problemOf(arrival: Arrival<Untrusted>, most: Levels, guards: Guards): Problem | undefined {
  const { fact } = arrival;
  const field = queryFieldAt(arrival);
  const query = field && queryTextIn(field, textBefore(fact));
  if (!query) return undefined;
  // Outside of quotes JSON is a list of values, and double quotes are all that could end one.
  if (query.language === 'odata' && !isQuoted(query.before) && isInJson(fact)) return undefined;
  const named = { arrival, query: queries[query.language] };
  const cleansed = arrival.cleansed | guards.cleansed(fact);
  if (isAllThereIs(fact)) {
    return isCleansed(cleansed, 'typed', 'encoded') ? undefined : { ...named, kind: 'whole', ...most };
  }
  const danger = dangerOf(query, cleansed);
  if (!danger) return undefined;
  if (!danger.isDoubtful) return { ...named, kind: danger.kind, ...most };
  return {
    ...named,
    kind: danger.kind,
    severity: most.severity,
    confidence: 'low',
    persona: narrowest(most.persona, 'pedantic'),
  };
}

function reportOf({ arrival, kind, query, severity, confidence, persona }: Problem): RuleReport<Problem['kind']> {
  const { data, phrases, path } = untrustedWords(arrival);
  const building = buildingOf(arrival.fact) ?? arrival;
  const { start, end } = building.expression;
  const place = { place: building.operation.name, reference: building.node.text?.slice(start, end) ?? '' };
  return {
    at: arrival.at,
    messageId: kind,
    data: { ...data, ...(kind === 'whole' ? {} : place) },
    phrases: { ...phrases, query },
    path,
    severity,
    confidence,
    persona,
  };
}
