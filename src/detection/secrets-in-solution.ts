import type { Place } from '../document/place';
import type { Proof, SecretKind } from '../secrets/leaf';
import type { Solution } from '../solution/solution';
import { type FoundSecret, secretPlaces } from './secret-places';

/** Where a secret stands decides what has to be done about it, and so which rule reports it. */
export type SecretSetting =
  | 'flow'
  | 'parameter-default'
  | 'environment-variable'
  | 'deployment-settings'
  | 'connector'
  | 'component'
  /** What callers have to send, in a comparison: rule `literal-shared-secret-check` reports it, whether it looks like a secret or not. */
  | 'caller-check';

/** A secret of a solution: one value, wherever it stands. */
export interface SolutionSecret {
  readonly kind: SecretKind;
  readonly proof: Proof;
  /** Of the place that is reported; the others are related places. */
  readonly setting: SecretSetting;
  readonly place: Place;
  /** What holds it there, as a maker would say it: `header Authorization of HTTP`. */
  readonly where: string;
  readonly others: readonly { readonly place: Place; readonly where: string }[];
}

/** The place to report first: nearer to where somebody typed the secret. */
const order: readonly SecretSetting[] = [
  'flow',
  'environment-variable',
  'deployment-settings',
  'parameter-default',
  'connector',
  'component',
  'caller-check',
];

/** Six rules ask for the same secrets, one for each setting; they are looked for once. */
const cache = new WeakMap<Solution, readonly SolutionSecret[]>();

/** The secrets of a solution, each value once. The values themselves are compared here and go no further. */
export function secretsIn(solution: Solution): readonly SolutionSecret[] {
  const known = cache.get(solution);
  if (known) return known;
  const byValue = new Map<string, FoundSecret[]>();
  const seen = new Set<string>();
  for (const found of secretPlaces(solution)) {
    // Several readings of one text (it has repeated keys) come by the same place.
    const { document, path, within } = found.place;
    const identity = JSON.stringify([document.uri, path, within, found.value]);
    if (seen.has(identity)) continue;
    seen.add(identity);
    const same = byValue.get(found.value);
    if (same) same.push(found);
    else byValue.set(found.value, [found]);
  }
  const secrets = [...byValue.values()].flatMap(merged);
  cache.set(solution, secrets);
  return secrets;
}

const strength: readonly Proof[] = ['weak-context', 'context', 'format', 'checksum'];

function merged(same: readonly FoundSecret[]): SolutionSecret[] {
  const [first, ...others] = [...same].sort((a, b) => order.indexOf(a.setting) - order.indexOf(b.setting));
  if (!first) return [];
  const best = same.reduce((a, b) => (strength.indexOf(b.proof) > strength.indexOf(a.proof) ? b : a));
  const { setting, place, where } = first;
  return [
    {
      kind: best.kind,
      proof: best.proof,
      setting,
      place,
      where,
      others: others.map((one) => ({ place: one.place, where: one.where })),
    },
  ];
}
