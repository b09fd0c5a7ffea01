import { type Cleanser, isCleansed } from '../dataflow/cleansers';
import { type DataPath, isBelow } from '../dataflow/data-path';
import { Guards } from '../dataflow/guards';
import { type Markup, markupAt } from '../dataflow/html-fields';
import { dataGraph, untrustedTrace } from '../dataflow/solution-traces';
import { buildingOf, isAllThereIs, isInJson } from '../dataflow/text-around';
import type { Arrival } from '../dataflow/trace';
import type { Untrusted } from '../dataflow/untrusted-in-flows';
import { type Levels, loudestByString, narrowest } from '../detection/openness';
import { untrustedWords } from '../detection/untrusted-words';
import { defineRule, type RuleReport } from '../engine/rule';

const levels = { severity: 'medium', confidence: 'high', persona: 'regular' } as const;

/** What makes a text harmless in each kind of markup. */
const harmless: Readonly<Record<Markup, readonly Cleanser[]>> = {
  mail: ['html', 'uri', 'typed', 'encoded'],
  message: ['html', 'uri', 'typed', 'encoded'],
  page: ['html', 'uri', 'typed', 'encoded'],
  card: ['doubleQuotes', 'uri', 'typed', 'encoded'],
};

interface Problem extends Levels {
  readonly arrival: Arrival<Untrusted>;
  readonly markup: Markup;
}

export default defineRule({
  meta: {
    id: 'html-injection',
    description: 'Text that others choose becomes part of an HTML mail, message, card or page.',
    ...levels,
    since: '0.1.0',
    cwe: [79, 80],
    owasp: ['CD-SEC-08', 'LCNC-SEC-06'],
    references: [
      'https://learn.microsoft.com/azure/logic-apps/workflow-definition-language-functions-reference#replace',
      'https://learn.microsoft.com/connectors/office365',
      'https://learn.microsoft.com/connectors/teams',
      'https://learn.microsoft.com/adaptive-cards/authoring-cards/text-features',
    ],
    messages: {
      mail: {
        text: '{{action}} puts text of {{source}}[[home]], which [[who]] can choose, into an HTML mail as it stands[[route]]; so they can put links, pictures and sentences of their own into a mail that comes from you.',
        fix: 'In {{place}}, replace < by &lt; in {{reference}} with the function replace.',
      },
      message: {
        text: '{{action}} puts text of {{source}}[[home]], which [[who]] can choose, into a message as HTML[[route]]; so they can put links and sentences of their own into a message that comes from you.',
        fix: 'In {{place}}, replace < by &lt; in {{reference}} with the function replace.',
      },
      card: {
        text: '{{action}} puts text of {{source}}[[home]], which [[who]] can choose, into the JSON of a card as it stands[[route]]; a double quote in it ends the text, and the rest can add links and buttons to the card.',
        fix: 'In {{place}}, replace each double quote by a backslash and a double quote in {{reference}} with the function replace.',
      },
      page: {
        text: '{{action}} returns text of {{source}}[[home]], which [[who]] can choose, as part of an HTML page[[route]]; so a link to the flow can run a script in the browser of whoever follows it.',
        fix: 'In {{place}}, replace < by &lt; in {{reference}} with the function replace; if nobody has to see a page, set the Content-Type header of {{action}} to text/plain.',
      },
    },
  },

  create: (context) => ({
    solution(solution) {
      const trace = untrustedTrace(solution);
      const graph = dataGraph(solution);
      const guards = new Guards(graph);
      for (const { flow } of graph.flows) {
        for (const action of flow.actions) {
          const arrivals = trace.arrivalsAt(action);
          const problems = loudestByString(arrivals, levels, (arrival, most) => problemOf(arrival, most, guards));
          for (const problem of problems) context.report(reportOf(problem));
        }
      }
    },
  }),
});

function problemOf(arrival: Arrival<Untrusted>, most: Levels, guards: Guards): Problem | undefined {
  const { fact, operation, field } = arrival;
  const markup = markupAt(operation, field);
  if (!markup) return undefined;
  // A card that is made as a whole, or of objects, has every text of it escaped.
  if (markup === 'card' && (isInJson(fact) || isAllThereIs(fact))) return undefined;
  if (isCleansed(arrival.cleansed | guards.cleansed(fact), ...harmless[markup])) return undefined;
  return isMeantAsHtml(arrival, markup)
    ? { arrival, markup, ...most, persona: narrowest(most.persona, 'pedantic') }
    : { arrival, markup, ...most };
}

/** Whoever passes on an HTML mail, or lets an app write one, wants its markup. */
function isMeantAsHtml({ source, fact }: Arrival<Untrusted>, markup: Markup): boolean {
  const { html, writer } = source.of;
  const part = partOf(fact);
  return writer === 'signed-in-user' || (markup !== 'card' && html.some((path) => isBelow(part, path)));
}

/** The part of the source's data that arrives, as far as it is known; the list that it stood in left out. */
function partOf(fact: Arrival<Untrusted>['fact']): DataPath {
  let at = fact;
  while (!at.part && at.before && !at.before.part) at = at.before;
  const read = at.before?.part && at.by ? [...at.before.part, ...at.by.select.slice(at.before.path.length)] : [];
  const part = at.part ?? read;
  return part[0] === 'value' ? part.slice(1) : part;
}

function reportOf({ arrival, markup, severity, confidence, persona }: Problem): RuleReport<Markup> {
  const { data, phrases, path } = untrustedWords(arrival);
  const building = buildingOf(arrival.fact) ?? arrival;
  const { start, end } = building.expression;
  const place = { place: building.operation.name, reference: building.node.text?.slice(start, end) ?? '' };
  return {
    at: arrival.at,
    messageId: markup,
    data: { ...data, ...place },
    phrases,
    path,
    severity,
    confidence,
    persona,
  };
}
