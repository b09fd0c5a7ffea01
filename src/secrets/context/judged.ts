import type { Proof, SecretKind } from '../leaf';

/** A secret in a piece of text, by its offsets in it. */
export interface Judged {
  readonly kind: SecretKind;
  readonly proof: Proof;
  readonly start: number;
  readonly end: number;
}

export function movedBy(offset: number, judged: Judged): Judged {
  return { ...judged, start: judged.start + offset, end: judged.end + offset };
}
