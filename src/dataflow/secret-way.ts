import type { Place } from '../document/place';
import { type DataStep, routeOf, stepsOf } from './path-steps';
import type { Secret } from './secrets-in-flows';
import type { Fact } from './trace';

/** The way of a secret, as all rules about secrets tell it. */
export interface SecretWay {
  /** `{{source}}`, and what stands for the names in the route. */
  readonly data: Readonly<Record<string, string>>;
  /** `[[secret]]` and `[[route]]`: "a secret from Azure Key Vault", " by way of {{via1}}". */
  readonly phrases: { readonly secret: string; readonly route: string };
  readonly path: readonly DataStep[];
}

/**
 * Tells the way of a secret from the operation that returns it.
 *
 * @param last what to say of the last place, where the operation takes the secret
 * @param end a place behind it, where the operation returns the secret
 */
export function secretWay(
  fact: Fact<Secret>,
  last?: Pick<DataStep, 'text' | 'data'>,
  end?: { readonly place: Place },
): SecretWay {
  const { operation, secret } = fact.source.of;
  const { phrase, data } = routeOf(fact);
  const first = { text: `{{action}} returns ${secret}`, data: { action: operation.name } };
  const path = end ? [...stepsOf(fact, first), { at: end, ...last } as DataStep] : stepsOf(fact, first, last);
  return { data: { ...data, source: operation.name }, phrases: { secret, route: phrase }, path };
}
