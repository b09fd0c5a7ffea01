import type { EarlierFinding } from '../policy/comparison';
import type { Report } from '../policy/report';

/**
 * What a later run needs to know of this one, hidden at the end of the comment: for each rule the starts of its fingerprints,
 * six bytes each. A fingerprint is made of names and paths, so nothing of a secret is in here.
 *
 * `<!-- flowgate-state 1 cleartext-http:q83vASNF... -->`
 */
const version = 1;
/** Characters of a fingerprint that are kept: 48 bits tell thousands of findings apart. */
export const keptLength = 12;
const encodedLength = 8;
/** More would take the room of the comment's text; such a run keeps nothing, for a part of the truth would be none. */
const maxFindings = 2000;

/** The text to put behind the comment's own; empty where there are too many findings. */
export function stateText(report: Report): string {
  const findings = [...report.open, ...report.belowThreshold];
  if (findings.length > maxFindings) return '';
  const rules = new Map<string, string[]>();
  for (const { ruleId, fingerprint } of [...findings].sort(byFingerprint)) {
    const start = Buffer.from(fingerprint.slice(0, keptLength), 'hex').toString('base64');
    rules.set(ruleId, [...(rules.get(ruleId) ?? []), start]);
  }
  const parts = [...rules].sort(byName).map(([ruleId, starts]) => ` ${ruleId}:${starts.join('')}`);
  return `\n<!-- flowgate-state ${version}${parts.join('')} -->`;
}

/** Longest that `stateText` writes, with room for the names of a hundred rules. */
const maxLength = maxFindings * encodedLength + 100 * 80;
const stateAtEnd = /<!-- flowgate-state 1((?: [a-z0-9-]{1,80}:(?:[A-Za-z0-9+/]{8})+)*) -->$/;

/**
 * The findings that a comment of an earlier run remembers; `undefined` where it holds no state that we wrote. Whoever may edit the
 * comment may change it, so it is good for a comparison that decides nothing, and only what has our very form is read.
 */
export function stateIn(comment: string): readonly EarlierFinding[] | undefined {
  const [, parts] = stateAtEnd.exec(comment.trimEnd().slice(-maxLength)) ?? [];
  if (parts === undefined) return undefined;
  const findings = parts
    .split(' ')
    .slice(1)
    .flatMap((part) => {
      const [ruleId = '', encoded = ''] = part.split(':');
      return [...encoded.matchAll(/.{8}/g)].map(([start]) => ({
        ruleId,
        fingerprint: Buffer.from(start, 'base64').toString('hex'),
      }));
    });
  return findings.length <= maxFindings ? findings : undefined;
}

type Identified = { readonly fingerprint: string };

/** Not the order of the report, which follows lines: a comment in which nothing is new stays as it is. */
function byFingerprint(a: Identified, b: Identified): number {
  return a.fingerprint < b.fingerprint ? -1 : 1;
}

function byName([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1;
}
