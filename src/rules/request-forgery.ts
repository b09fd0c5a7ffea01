import { isCleansed } from '../dataflow/cleansers';
import { Guards } from '../dataflow/guards';
import { carriesCredential } from '../dataflow/http-credentials';
import { dataGraph, untrustedTrace } from '../dataflow/solution-traces';
import { isAllThereIs, textAfter, textBefore, unknownText } from '../dataflow/text-around';
import type { Arrival } from '../dataflow/trace';
import type { Untrusted } from '../dataflow/untrusted-in-flows';
import { type Levels, loudestByString, lowered, narrower, narrowest } from '../detection/openness';
import { untrustedWords } from '../detection/untrusted-words';
import { defineRule, type RuleReport } from '../engine/rule';
import { isType } from '../flow/flow';
import { outgoingAddresses } from '../flow/outgoing-addresses';

const levels = { severity: 'high', confidence: 'high', persona: 'regular' } as const;

interface Problem extends Levels {
  readonly arrival: Arrival<Untrusted>;
  readonly kind: 'whole' | 'host';
}

export default defineRule({
  meta: {
    id: 'request-forgery',
    description: 'Others decide which server a flow sends a request to.',
    ...levels,
    since: '0.1.0',
    cwe: [918],
    owasp: ['CD-SEC-08', 'LCNC-SEC-06'],
    references: [
      'https://learn.microsoft.com/power-automate/guidance/coding-guidelines/prevent-data-exfiltration',
      'https://learn.microsoft.com/azure/connectors/connectors-native-http',
    ],
    messages: {
      whole: {
        text: '{{action}} calls the address that it gets from {{source}}[[home]], where [[who]] can choose it[[route]]; so they decide where the flow sends its request[[credential]], and what answers.',
        fix: 'Write scheme and host into {{action}} and take only a part of the path from {{source}}, in encodeUriComponent; or let a Condition around {{action}} compare the whole address with those that you know.',
      },
      host: {
        text: '{{action}} puts text of {{source}}[[home]], which [[who]] can choose, into the host of the address that it calls[[route]]; so they can send the request[[credential]] to a server of their own.',
        fix: 'Write the whole host into {{action}}, up to the slash behind it; if there are several, choose among them with a Switch on the value of {{source}}.',
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
          if (arrivals.length === 0) continue;
          const addresses = outgoingAddresses(operation).map(({ path }) => path.join('\n'));
          const inAddress = arrivals.filter(({ node }) => addresses.includes(node.path.join('\n')));
          const problems = loudestByString(inAddress, levels, (arrival, most) => problemOf(arrival, most, guards));
          for (const problem of problems) context.report(reportOf(problem));
        }
      }
    },
  }),
});

function problemOf(arrival: Arrival<Untrusted>, most: Levels, guards: Guards): Problem | undefined {
  const { fact, operation } = arrival;
  const cleansed = arrival.cleansed | guards.cleansed(fact);
  if (isCleansed(cleansed, 'behindHost', 'typed', 'encoded')) return undefined;
  // Percent-encoded it has no slash, and a domain behind it stays the end of the host.
  if (isCleansed(cleansed, 'uri') && /^\.[\w-]/.test(textAfter(fact))) return undefined;
  const given = sendsCredential(operation) ? withCredential(arrival, most) : most;
  const isKnown = isCleansed(cleansed, 'known');
  const levels = isKnown ? { ...given, confidence: 'low' as const, persona: narrower(given.persona) } : given;
  const kind = isAllThereIs(fact) ? 'whole' : 'host';
  // Behind an address that is not known, such as that of a parameter, which may hold a path already.
  const isBehindUnknown = kind === 'host' && (textBefore(fact).startsWith(unknownText) || isCleansed(cleansed, 'uri'));
  if (!isBehindUnknown && !isBoundToConnection(operation)) return { arrival, kind, ...levels };
  return { arrival, kind, ...levels, confidence: 'low', persona: narrowest(levels.persona, 'pedantic') };
}

/** Connectors keep theirs to themselves. */
function sendsCredential(operation: Arrival<Untrusted>['operation']): boolean {
  return isType(operation, 'Http') && carriesCredential(operation);
}

/** A key that goes to whatever server somebody names is lost to more people than those who were chosen to run the flow. */
function withCredential({ source }: Arrival<Untrusted>, most: Levels): Levels {
  if (source.of.reach !== 'circle') return most;
  return { ...most, severity: lowered(levels.severity, 1), persona: levels.persona };
}

/** Connections of "HTTP with Microsoft Entra ID" have a base address; what happens to requests to other hosts is not documented. */
function isBoundToConnection({ connector }: Arrival<Untrusted>['operation']): boolean {
  return /^shared_webcontents(?:v2)?$/.test(connector?.connector ?? '');
}

function reportOf({ arrival, kind, severity, confidence, persona }: Problem): RuleReport<Problem['kind']> {
  const { data, phrases, path } = untrustedWords(arrival);
  const credential = sendsCredential(arrival.operation) ? ' and the credential in it' : '';
  return {
    at: arrival.at,
    messageId: kind,
    data,
    phrases: { ...phrases, credential },
    path,
    severity,
    confidence,
    persona,
  };
}
