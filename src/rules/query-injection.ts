import { isCleansed } from '../dataflow/cleansers';
import { Guards } from '../dataflow/guards';
import { dangerOf } from '../dataflow/query-danger';
import { isQuoted, type QueryField, queryFieldAt, queryTextIn } from '../dataflow/query-fields';
import { dataGraph, untrustedTrace } from '../dataflow/solution-traces';
import { buildingOf, isAllThereIs, isInJson, textBefore } from '../dataflow/text-around';
import type { Arrival } from '../dataflow/trace';
import type { Untrusted } from '../dataflow/untrusted-in-flows';
import { type NamedValue, otherValues } from '../detection/named-values';
import { type Combined, type Levels, loudestByString, lowered, narrower, narrowest } from '../detection/openness';
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
  readonly kind: 'quoted' | 'inAddress' | 'unquoted' | 'sql' | 'fetchXml' | 'path' | 'whole';
  readonly query: string;
  readonly value: NamedValue & { readonly isStructured: boolean };
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
        text: '{{action}} puts text of {{source}}[[home]], which [[who]] can choose, between quotes in [[query]][[route]]; a single quote in the text ends the value, and the rest changes what is read[[also]].',
        fix: 'In {{place}}, write {{expression}} in place of {{reference}}: that doubles its single quotes[[alsoThere]].',
      },
      inAddress: {
        text: '{{action}} puts text of {{source}}[[home]], which [[who]] can choose, between quotes in [[query]][[route]]; a single quote, & or # in the text ends the value, and the rest changes what is read[[also]].',
        fix: 'In {{place}}, write {{expression}} in place of {{reference}}: that doubles its single quotes and encodes what an address cannot hold[[alsoThere]].',
      },
      unquoted: {
        text: '{{action}} puts text of {{source}}[[home]], which [[who]] can choose, into [[query]] without quotes[[route]]; whatever the text holds changes what is read[[also]].',
        fix: 'In {{place}}, write {{number}} in place of {{reference}} if it is a number; if it is a text or an id, write {{expression}} and put single quotes around it[[alsoThere]].',
      },
      sql: {
        text: '{{action}} puts text of {{source}}[[home]], which [[who]] can choose, into [[query]][[route]]; the text can change the statement, for example to read or delete other rows[[also]].',
        fix: 'In {{place}}, write a parameter such as @name in place of {{reference}}, and give {{action}} the value among its actual parameters[[alsoThere]]; or use "Execute stored procedure (V2)" instead.',
      },
      fetchXml: {
        text: '{{action}} puts text of {{source}}[[home]], which [[who]] can choose, into [[query]] as it stands[[route]]; angle brackets and quotes in the text change what is read[[also]].',
        fix: 'In {{place}}, write {{expression}} in place of {{reference}}[[alsoThere]].',
      },
      path: {
        text: '{{action}} puts text of {{source}}[[home]], which [[who]] can choose, into [[query]] as it stands[[route]]; slashes, dots and question marks in the text make it another request[[also]].',
        fix: 'In {{place}}, write {{number}} in place of {{reference}} if it is a number, else {{expression}}[[alsoThere]].',
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
          const arrivals = trace.everyWayTo(operation);
          const problems = loudestByString(arrivals, levels, (arrival, most) => problemOf(arrival, most, guards));
          for (const problem of problems) context.report(reportOf(problem));
        }
      }
    },
  }),
});

function problemOf(arrival: Arrival<Untrusted>, most: Levels, guards: Guards): Problem | undefined {
  const { fact, operation } = arrival;
  const field = queryFieldAt(arrival);
  const query = field && queryTextIn(field, textBefore(fact));
  if (!query) return undefined;
  // Outside of quotes JSON is a list of values, and double quotes are all that could end one.
  if (query.language === 'odata' && !isQuoted(query.before) && isInJson(fact)) return undefined;
  const cleansed = arrival.cleansed | guards.cleansed(fact);
  const isWhole = isAllThereIs(fact);
  const danger = isWhole ? wholeDanger(cleansed) : dangerOf(query, cleansed);
  if (!danger) return undefined;
  const isInAddress = danger.kind === 'quoted' && (field === 'address' || field === 'sharepoint');
  const kind = isInAddress ? 'inAddress' : danger.kind;
  return {
    arrival,
    kind,
    query: queries[query.language],
    value: readValue(arrival, field, kind),
    ...levelsFor(
      danger.isDoubtful || hasStoodOtherwise(kind, cleansed),
      isCleansed(cleansed, 'known'),
      fewCan(operation, most),
    ),
  };
}

function wholeDanger(cleansed: number): { readonly kind: 'whole'; readonly isDoubtful: boolean } | undefined {
  return isCleansed(cleansed, 'typed', 'encoded') ? undefined : { kind: 'whole', isDoubtful: false };
}

/** A text that breaks out of quotes is an error where there are none, and the other way round: one that passed there can hardly pass here. */
function hasStoodOtherwise(kind: Problem['kind'], cleansed: number): boolean {
  if (kind === 'unquoted') return isCleansed(cleansed, 'inQuotes');
  return (kind === 'quoted' || kind === 'inAddress') && isCleansed(cleansed, 'withoutQuotes');
}

/** What a service knows by the name that it is has hardly room for a condition, and what is percent-encoded is decoded again. */
function levelsFor(isDoubtful: boolean, isKnown: boolean, most: Levels): Levels {
  if (isKnown) return { ...most, confidence: 'low', persona: narrower(most.persona) };
  return isDoubtful ? { ...most, confidence: 'low', persona: narrowest(most.persona, 'pedantic') } : most;
}

/** Filters of Excel tables know five comparisons and one of them for each column. https://learn.microsoft.com/connectors/excelonlinebusiness */
function fewCan({ connector }: Arrival<Untrusted>['operation'], most: Levels): Levels {
  const isExcel = /^shared_excelonline/.test(connector?.connector ?? '');
  return isExcel ? { ...most, severity: lowered(most.severity, 1) } : most;
}

/** The value as a maker finds it: the reference, and the action whose text puts it into the query. */
function readValue(arrival: Arrival<Untrusted>, field: QueryField, kind: Problem['kind']): Problem['value'] {
  const begins = (before: string) => {
    const text = queryTextIn(field, before)?.before ?? '';
    return kind === 'unquoted' ? /(?:[\s(](?:eq|ne|gt|ge|lt|le)\s{1,20}|[(,]\s{0,20})$/i.test(text) : isQuoted(text);
  };
  const building = buildingOf(arrival.fact, begins);
  const { operation, node, expression } = building?.reading ?? arrival;
  const reference = node.text?.slice(expression.start, expression.end) ?? '';
  return { reference, place: operation.name, isStructured: building?.isStructured ?? false };
}

/** The expressions that a cure names: what makes a value harmless where it stands. */
function curesFor(
  kind: Problem['kind'],
  { reference, isStructured }: Problem['value'],
): Readonly<Record<string, string>> {
  const text = isStructured ? `string(${reference})` : reference;
  const doubled = `replace(${text}, '''', '''''')`;
  const number = `int(${reference})`;
  switch (kind) {
    case 'quoted':
      return { expression: doubled };
    case 'inAddress':
      return { expression: `encodeUriComponent(${doubled})` };
    case 'unquoted':
      return { expression: doubled, number };
    case 'path':
      return { expression: `encodeUriComponent(${text})`, number };
    case 'fetchXml':
      return { expression: entities.reduce((inner, [from, to]) => `replace(${inner}, '${from}', '${to}')`, text) };
    default:
      return {};
  }
}

/** What XML needs escaped, the ampersand first; single quotes as an expression writes them. */
const entities = [
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['"', '&quot;'],
  ["''", '&apos;'],
] as const;

function reportOf(problem: Combined<Problem>): RuleReport<Problem['kind']> {
  const { arrival, kind, query, value, others, severity, confidence, persona } = problem;
  const { data, phrases, path } = untrustedWords(arrival);
  const more = otherValues(
    value,
    others.map((one) => one.value),
  );
  const { place, reference } = value;
  const cure = { place, reference, ...curesFor(kind, value), ...more.data };
  return {
    at: arrival.at,
    messageId: kind,
    data: { ...data, ...(kind === 'whole' ? {} : cure) },
    phrases: { ...phrases, ...(kind === 'whole' ? {} : more.phrases), query },
    path,
    severity,
    confidence,
    persona,
  };
}
