/**
 * Where flows check callers by a secret that both know, and the secret stands in the flow. The comparison tells that a text is a secret
 * even where its look does not, so these places are reported as checks, and not once more as secrets.
 */

import { type CallerCheck, callerChecks } from '../dataflow/caller-checks';
import type { Literal } from '../dataflow/comparisons';
import type { JsonNode } from '../document/json-node';
import type { Place, Span } from '../document/place';
import type { FlowParameter } from '../flow/flow';
import { kindOfHeader } from '../secrets/context/header-names';
import { classifyName, type NameClass } from '../secrets/context/names';
import { isPlaceholder } from '../secrets/context/placeholders';
import { judgeValue } from '../secrets/context/values';
import { findSecrets } from '../secrets/find-secrets';
import type { Solution } from '../solution/solution';

/** A comparison that lets callers in by a secret which is not kept as one. */
export interface SharedSecretCheck {
  readonly check: CallerCheck;
  /** What the caller's field is called; '' where only its value tells. */
  readonly name: string;
  /**
   * - `likely`: the text looks like a secret
   * - `possible`: it is a plain word, and only the name of the field tells
   * - `mark`: it is a mark that something else is to be put in its place
   */
  readonly certainty: 'likely' | 'possible' | 'mark';
}

const known = new WeakMap<Solution, readonly SharedSecretCheck[]>();

/** Every comparison with a text or a parameter that the names of the caller's field, or the look of the text, tell to be such a check. */
export function sharedSecretChecks(solution: Solution): readonly SharedSecretCheck[] {
  const checks = known.get(solution) ?? callerChecks(solution).flatMap((check) => judged(check, solution) ?? []);
  known.set(solution, checks);
  return checks;
}

/** Where the texts stand that callers have to send. */
export function sharedSecretPlaces(solution: Solution): readonly Place[] {
  return sharedSecretChecks(solution).flatMap(({ check: { expected } }) =>
    expected.kind === 'text' ? [expected.literal.node.place] : [],
  );
}

/** Whether a text of a solution is compared with what callers send, and so is reported as a check. */
export function isComparedWithCallers(solution: Solution, node: JsonNode, span: Span): boolean {
  const literals = comparedTexts.get(solution) ?? textsByPlace(sharedSecretChecks(solution));
  comparedTexts.set(solution, literals);
  return (literals.get(placeKey(node)) ?? []).some(({ within }) => {
    const { start, end } = within ?? { start: 0, end: node.text?.length ?? 0 };
    return start <= span.start && span.end <= end;
  });
}

const comparedTexts = new WeakMap<Solution, ReadonlyMap<string, readonly Literal[]>>();

/** The texts that are reported as what they are; a mark is none. */
function textsByPlace(checks: readonly SharedSecretCheck[]): ReadonlyMap<string, readonly Literal[]> {
  const found = new Map<string, Literal[]>();
  for (const { check, certainty } of checks) {
    const { expected } = check;
    if (expected.kind !== 'text' || certainty === 'mark') continue;
    const key = placeKey(expected.literal.node);
    const same = found.get(key);
    if (same) same.push(expected.literal);
    else found.set(key, [expected.literal]);
  }
  return found;
}

function placeKey({ document, path }: JsonNode): string {
  return [document.uri, ...path].join('\n');
}

function judged(check: CallerCheck, solution: Solution): SharedSecretCheck | undefined {
  const { expected, names, part } = check;
  if (expected.kind === 'secret') return undefined;
  const named = names.map((name) => ({ name, says: whatNameSays(name, part) }));
  const best = named.find(({ says }) => says === 'key') ?? named.find(({ says }) => says === 'maybe-key');
  if (!best?.says) return undefined;
  const { name, says } = best;
  if (expected.kind === 'parameter') {
    const isText = says === 'key' && mayBeText(expected.parameter, solution);
    return isText ? { check, name, certainty: 'likely' } : undefined;
  }
  if (hasFormat(expected.literal, name, check)) return undefined;
  const certainty = certaintyOf(expected.literal, says, classifyName(name));
  return certainty && { check, name, certainty };
}

/** Whether an environment variable is, or may be, one that holds plain text. */
function mayBeText({ environmentVariable = '' }: FlowParameter, { environmentVariables }: Solution): boolean {
  const name = environmentVariable.toLowerCase();
  const type = environmentVariables.find((one) => one.schemaName.toLowerCase() === name)?.type;
  return type === undefined || type === 'string' || type === 'json';
}

/** Names of what callers prove themselves with, as makers call it, that elsewhere name other things: in lower case, letters only. */
const alsoKeys = new Set(['accesscode', 'clientstate', 'securitycode', 'signature', 'verificationtoken']);
const maybeKeys = new Set(['auth', 'code', 'key', 'pin', 'sig']);

/** Headers that end in `key` and tell what happened: `X-Event-Key` of Bitbucket. */
const eventHeader = /^(?:x-)?(?:event|topic)-key$/i;

function whatNameSays(name: string, part: string): 'key' | 'maybe-key' | undefined {
  const isHeader = part === 'headers';
  if (isHeader && eventHeader.test(name)) return undefined;
  if (isHeader && kindOfHeader(name)) return 'key';
  const letters = name.toLowerCase().replace(/[^a-z]/g, '');
  if (alsoKeys.has(letters)) return 'key';
  const named = classifyName(name);
  if (named === 'strong' || named === 'password') return 'key';
  if (named !== 'weak' && !maybeKeys.has(letters)) return undefined;
  // A header that ends in `key` or `auth` is made for this; in the body, `productKey` is a name, and a token hardly ever is.
  return isHeader || /token/i.test(name) ? 'key' : 'maybe-key';
}

/** Whether a text has the format of some secret: it is reported as what it is. */
function hasFormat({ text }: Literal, name: string, { operation }: CallerCheck): boolean {
  const leaf = { text, name, setting: 'compared', surroundings: [operation.name.toLowerCase()] } as const;
  return findSecrets(leaf).some(({ proof }) => proof === 'format' || proof === 'checksum');
}

/** What is compared to learn whether anything was sent, or of what kind it is. */
const noSecret =
  /^(?:|bearer|basic|digest|negotiate|token|apikey|sharedaccesssignature|true|false|null|none|nil|undefined|yes|no|n\/a|empty|unknown|\d{1,3}|.{1,2})$/i;

/** What somebody or a pipeline is to replace. */
const marked =
  /^(?:[<[{(#$%*«]|__|@@|--)|your|replace|enter|insert|change.?me|fill|todo|placeholder|example|sample|x{4}/i;

function certaintyOf(
  { text }: Literal,
  says: 'key' | 'maybe-key',
  named: NameClass | undefined,
): SharedSecretCheck['certainty'] | undefined {
  const value = text.trim();
  if (noSecret.test(value)) return undefined;
  const bare = value.replace(/^(?:bearer|basic|token|apikey)\s+/i, '');
  const proof = judgeValue(bare, named === 'password' ? 'password' : 'strong');
  if (says === 'maybe-key') return proof === undefined ? undefined : 'possible';
  if (isPlaceholder(bare) && marked.test(bare)) return 'mark';
  return proof === undefined ? 'possible' : 'likely';
}
