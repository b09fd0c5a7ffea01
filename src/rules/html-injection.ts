import { type Cleanser, isCleansed } from '../dataflow/cleansers';
import { type DataPath, isBelow } from '../dataflow/data-path';
import { Guards } from '../dataflow/guards';
import { type Markup, markupAt } from '../dataflow/html-fields';
import { dataGraph, untrustedTrace } from '../dataflow/solution-traces';
import { buildingOf, isAllThereIs, isInJson } from '../dataflow/text-around';
import type { Arrival } from '../dataflow/trace';
import type { Untrusted } from '../dataflow/untrusted-in-flows';
import { type NamedValue, otherValues } from '../detection/named-values';
import { type Combined, type Levels, loudestByString, narrower, narrowest } from '../detection/openness';
import { untrustedWords } from '../detection/untrusted-words';
import { defineRule, type RuleReport } from '../engine/rule';
import { connectionSource } from '../flow/used-connection';

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
  readonly value: NamedValue & { readonly isStructured: boolean };
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
        text: '{{action}} puts text of {{source}}[[home]], which [[who]] can choose, into an HTML mail as it stands[[route]]; so they can put links, pictures and sentences of their own into a mail that comes from [[sender]][[also]].',
        fix: 'In {{place}}, write {{expression}} in place of {{reference}}[[alsoThere]].',
      },
      message: {
        text: '{{action}} puts text of {{source}}[[home]], which [[who]] can choose, into a message as HTML[[route]]; so they can put links and sentences of their own into a message that comes from [[sender]][[also]].',
        fix: 'In {{place}}, write {{expression}} in place of {{reference}}[[alsoThere]].',
      },
      card: {
        text: '{{action}} puts text of {{source}}[[home]], which [[who]] can choose, into the JSON of a card as it stands[[route]]; a double quote in it ends the text, and the rest can add links and buttons to the card[[also]].',
        fix: 'In {{place}}, write {{expression}} in place of {{reference}}: that puts a backslash before backslashes and double quotes[[alsoThere]].',
      },
      page: {
        text: '{{action}} returns text of {{source}}[[home]], which [[who]] can choose, as part of an HTML page[[route]]; so a link to the flow can run a script in the browser of whoever follows it[[also]].',
        fix: 'In {{place}}, write {{expression}} in place of {{reference}}[[alsoThere]]; if nobody has to see a page, set the Content-Type header of {{action}} to text/plain.',
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
          const arrivals = trace.everyWayTo(action);
          const problems = loudestByString(arrivals, levels, (arrival, most) => problemOf(arrival, most, guards));
          for (const problem of problems) context.report(reportOf(problem));
        }
      }
    },
  }),
});

function problemOf(arrival: Arrival<Untrusted>, most: Levels, guards: Guards): Problem | undefined {
  const { fact, operation, field, source, flow } = arrival;
  const markup = markupAt(operation, field);
  if (!markup) return undefined;
  const isAll = isAllThereIs(fact);
  // A card that is made as a whole, or of objects, has every text of it escaped.
  if (markup === 'card' && (isInJson(fact) || isAll)) return undefined;
  if (source.of.writer === 'signed-in-user' && markup !== 'page') {
    // What people send through their own connection comes from themselves, and a body that is all theirs is HTML by design.
    if (isAll || connectionSource(operation, flow) === 'invoker') return undefined;
  }
  const cleansed = arrival.cleansed | guards.cleansed(fact);
  if (isCleansed(cleansed, ...harmless[markup])) return undefined;
  const problem = { arrival, markup, value: readValue(arrival), ...most };
  const persona = isMeantAsHtml(arrival, markup) ? narrowest(most.persona, 'pedantic') : most.persona;
  if (!isCleansed(cleansed, 'known')) return { ...problem, persona };
  return { ...problem, confidence: 'low', persona: narrower(persona) };
}

/** The value as a maker finds it: the reference, and the action whose text puts it into the markup. */
function readValue(arrival: Arrival<Untrusted>): Problem['value'] {
  const building = buildingOf(arrival.fact, (before) => /[<>{}]/.test(before));
  const { operation, node, expression } = building?.reading ?? arrival;
  const reference = node.text?.slice(expression.start, expression.end) ?? '';
  return { reference, place: operation.name, isStructured: building?.isStructured ?? false };
}

function escapedFor(markup: Markup, { reference, isStructured }: Problem['value']): string {
  const text = isStructured ? `string(${reference})` : reference;
  // Backslashes first, or one in the text would undo that of the quote behind it.
  if (markup === 'card') return String.raw`replace(replace(${text}, '\', '\\'), '"', '\"')`;
  return `replace(${text}, '<', '&lt;')`;
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

function reportOf(problem: Combined<Problem>): RuleReport<Markup> {
  const { arrival, markup, value, others, severity, confidence, persona } = problem;
  const { data, phrases, path } = untrustedWords(arrival);
  const more = otherValues(
    value,
    others.map((one) => one.value),
  );
  const { place, reference } = value;
  const isOwn = connectionSource(arrival.operation, arrival.flow) === 'invoker';
  const sender = { sender: isOwn ? 'whoever runs the flow' : 'you' };
  return {
    at: arrival.at,
    messageId: markup,
    data: { ...data, place, reference, expression: escapedFor(markup, value), ...more.data },
    phrases: { ...phrases, ...(markup === 'mail' || markup === 'message' ? sender : {}), ...more.phrases },
    path,
    severity,
    confidence,
    persona,
  };
}
