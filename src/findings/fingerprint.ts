import { createHash } from 'node:crypto';

/**
 * The identity of a finding across runs, machines, layouts and releases of a solution.
 *
 * It is made of names and paths alone: no line number (reformatting would reopen it), no folder of the machine, and nothing
 * that derives from a value, since the hash of a short secret can be reversed.
 */
export function fingerprintOf(parts: {
  readonly ruleId: string;
  readonly solution: string;
  readonly ownerKind: string;
  readonly ownerId: string;
  readonly pointer: string;
  /** 0 for the first finding of the rule at this place, in order of report. */
  readonly occurrence: number;
}): string {
  const { ruleId, solution, ownerKind, ownerId, pointer, occurrence } = parts;
  const identity = [ruleId, solution.toLowerCase(), ownerKind, ownerId, pointer, occurrence];
  return createHash('sha256').update(JSON.stringify(identity)).digest('hex').slice(0, 32);
}
