import type { Arrival } from '../dataflow/trace';
import type { Reach, Untrusted } from '../dataflow/untrusted-in-flows';
import type { JsonNode } from '../document/json-node';
import { type Confidence, confidences, type Persona, personas, type Severity, severities } from '../engine/levels';
import type { Flow } from '../flow/flow';
import { connectionSource } from '../flow/used-connection';

/** How loud a finding is. */
export interface Levels {
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly persona: Persona;
}

/** What the openness of its source makes of a finding: by so many severities lower, and for whom. */
const byReach: Readonly<Record<Reach, { readonly lower: number; readonly persona: Persona }>> = {
  public: { lower: 0, persona: 'regular' },
  organisation: { lower: 1, persona: 'regular' },
  circle: { lower: 2, persona: 'pedantic' },
  rows: { lower: 2, persona: 'auditor' },
};

/** The levels of a finding about data of others, at most those of its rule: the fewer people may write, the lower. */
export function levelsOf({ source, confidence, operation, flow }: Arrival<Untrusted>, rule: Levels): Levels {
  const { reach, confidence: certainty } = source.of;
  const { lower, persona } = byReach[reach];
  const found: Levels = {
    severity: lowered(rule.severity, lower),
    confidence: leastSure(rule.confidence, confidence, certainty),
    persona: narrowest(rule.persona, persona),
  };
  return isOwnRight(source.of, operation, flow) ? { ...found, severity: 'informational', persona: 'auditor' } : found;
}

/** Through their own connection people get at nothing that they could not get at anyway. */
function isOwnRight({ writer }: Untrusted, operation: Arrival<Untrusted>['operation'], flow: Flow): boolean {
  return writer === 'signed-in-user' && connectionSource(operation, flow) === 'invoker';
}

/** The severity so many steps below another. */
export function lowered(severity: Severity, steps: number): Severity {
  return severities[Math.max(0, severities.indexOf(severity) - steps)] ?? severity;
}

/** The least sure of confidences. */
export function leastSure(...given: readonly Confidence[]): Confidence {
  return confidences[Math.min(...given.map((one) => confidences.indexOf(one)))] ?? 'low';
}

/** The persona who is shown the fewest findings. */
export function narrowest(...given: readonly Persona[]): Persona {
  return personas[Math.max(...given.map((one) => personas.indexOf(one)))] ?? 'auditor';
}

/** The persona who is shown more than the given one, at most the last. */
export function narrower(persona: Persona): Persona {
  return personas[personas.indexOf(persona) + 1] ?? persona;
}

/** A finding about one string, and the others that are mended with it. */
export type Combined<F> = F & { readonly others: readonly F[] };

/** So many findings of one string are looked at; of more only those that are louder. */
const maxByString = 64;

/**
 * The findings about data that arrives, one for each string: that which the most readers are shown, then the most severe, then the surest;
 * of equals the first. A string is mended as a whole, and what reaches it in several ways is one hazard; what else reaches it for the
 * same readers is told with it.
 *
 * @param rule the levels of the rule
 * @param judge makes a finding of data at the levels given, or at lower ones
 */
export function loudestByString<F extends Levels>(
  arrivals: readonly Arrival<Untrusted>[],
  rule: Levels,
  judge: (arrival: Arrival<Untrusted>, levels: Levels) => F | undefined,
): Combined<F>[] {
  const byString = new Map<JsonNode, { best: F; readonly all: F[] }>();
  for (const arrival of arrivals) {
    const levels = levelsOf(arrival, rule);
    const known = byString.get(arrival.node);
    if (known && known.all.length >= maxByString && rankOf(known.best) >= rankOf(levels)) continue;
    const found = judge(arrival, levels);
    if (!found) continue;
    if (!known) {
      byString.set(arrival.node, { best: found, all: [found] });
    } else {
      known.all.push(found);
      if (rankOf(found) > rankOf(known.best)) known.best = found;
    }
  }
  return [...byString.values()].map(({ best, all }) => ({
    ...best,
    others: all.filter((one) => one !== best && one.persona === best.persona),
  }));
}

function rankOf({ persona, severity, confidence }: Levels): number {
  return -personas.indexOf(persona) * 100 + severities.indexOf(severity) * 10 + confidences.indexOf(confidence);
}
