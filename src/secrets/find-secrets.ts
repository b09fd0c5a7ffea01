import { findByContext } from './context/find-by-context';
import { findFormats } from './find-formats';
import type { Leaf, Proof, SecretMatch } from './leaf';
import { base64Decoded } from './views/base64-decoded';
import { embeddedLeaves } from './views/embedded-document';
import { expressionLiterals } from './views/expression-literals';
import { percentDecoded } from './views/percent-decoded';
import { plainView, type View } from './views/view';

/** Documents in strings in documents in strings are followed so far. */
const maxDepth = 4;

const strength: Readonly<Record<Proof, number>> = { checksum: 3, format: 2, context: 1, 'weak-context': 0 };

/** Every secret in a leaf, in all views of it; each place once, by the best proof. Spans are in the leaf's own text. */
export function findSecrets(leaf: Leaf): readonly SecretMatch[] {
  const { text, name, setting } = leaf;
  if (text.length < 4 || (setting === 'name' && guid.test(text))) return [];
  // Only formats with a long run of characters, digits among them, depend on what surrounds the leaf.
  const key =
    text.length < 500 && !(/[0-9]/.test(text) && longRun.test(text)) ? `${setting} ${name}\n${text}` : undefined;
  if (key !== undefined && knownHarmless.has(key)) return [];
  const found: SecretMatch[] = [];
  collect(plainView(leaf), 0, found);
  if (found.length === 0 && key !== undefined) remember(key);
  return found.length < 2 ? found : withoutOverlaps(found);
}

const longRun = /[A-Za-z0-9+/_=~.-]{16}/;

const guid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Flows say the same things over and over: four of five leaves have been seen before, and held nothing. */
const knownHarmless = new Set<string>();

function remember(key: string): void {
  if (knownHarmless.size >= 20_000) knownHarmless.clear();
  knownHarmless.add(key);
}

function collect(view: View, depth: number, found: SecretMatch[]): void {
  const { leaf } = view;
  const literals = expressionLiterals(view);
  const decoded = percentDecoded(view);
  const embedded = depth < maxDepth ? embeddedLeaves(view) : [];
  const encoded = depth < maxDepth ? base64Decoded(view) : undefined;
  // The parts of a JSON text are judged by their own names; markup is read as it is seen, too: `<b>Password:</b> ...`.
  const isJson = embedded.length > 0 && !/^\s{0,20}</.test(leaf.text);
  const isExpression = /^@(?![@{])/.test(leaf.text) && literals.length > 0;
  const matches = isJson || isExpression ? findFormats(leaf) : [...findFormats(leaf), ...findByContext(leaf)];
  for (const match of matches) found.push({ ...match, ...view.toOriginal(match.start, match.end) });
  for (const inner of [...literals, ...embedded]) collect(inner, depth + 1, found);
  for (const inner of [decoded, encoded]) if (inner) collect(inner, depth + 1, found);
}

/** Of matches that overlap the best proven stays, then the longest, then the first. */
function withoutOverlaps(matches: readonly SecretMatch[]): SecretMatch[] {
  const best = [...matches].sort(
    (a, b) => strength[b.proof] - strength[a.proof] || b.end - b.start - (a.end - a.start) || a.start - b.start,
  );
  const kept: SecretMatch[] = [];
  for (const match of best) {
    if (!kept.some((other) => match.start < other.end && other.start < match.end)) kept.push(match);
  }
  return kept.sort((a, b) => a.start - b.start);
}
