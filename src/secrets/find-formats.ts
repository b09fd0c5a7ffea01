import type * as Table from './formats';
import { mayBeginAt, mayEndAt } from './formats/boundary';
import { anyBase64 } from './formats/characters';
import { type AnchoredDetector, type Detector, type Library, libraryOf } from './formats/detector';
import type { Format } from './formats/format';
import { isHarmless, isPublished } from './formats/harmless';
import { isCalledSecret, namesVendor, vendorPlaces } from './formats/needs';
import { neighbourhood, standsIn } from './formats/neighbourhood';
import { hasRun, runsOf } from './formats/runs';
import { firstRuns } from './formats/shape';
import type { Leaf, Proof, SecretMatch } from './leaf';

/** The secrets in the text of a leaf that are known by their format, in the order of their places. None overlaps another. */
export function findFormats(leaf: Leaf): readonly SecretMatch[] {
  // Loaded when something is looked for: the table is long, and not every run reads it.
  library ??= libraryOf((require('./formats') as typeof Table).formats);
  const found: Found[] = [];
  findAnchored(library, leaf, found);
  findRuns(library.runs, leaf, found);
  findNamed(library.named, leaf, found);
  return found.length < 2 ? found.map(matchOf) : withoutOverlaps(found).map(matchOf);
}

let library: Library | undefined;

interface Found {
  readonly detector: Detector;
  readonly format: Format;
  readonly proof: Proof;
  readonly start: number;
  readonly end: number;
}

/** What of the text a match may touch. */
interface Scope {
  readonly from: number;
  readonly to: number;
}

// --- Formats with an anchor ---

function findAnchored({ automaton, byAnchor, beside }: Library, leaf: Leaf, found: Found[]): void {
  /** For each word that occurs, the places after it. */
  const occurring = new Map<number, number[]>();
  let lastWord = -1;
  let lastPlaces: number[] = [];
  automaton.scan(leaf.text, (word, end) => {
    if (word !== lastWord) {
      lastWord = word;
      lastPlaces = occurring.get(word) ?? [];
      if (lastPlaces.length === 0) occurring.set(word, lastPlaces);
    }
    lastPlaces.push(end);
  });
  const mayApply = (format: Format) =>
    beside.get(format)?.every((words) => words.some((word) => occurring.has(word))) ?? true;
  for (const [word, ends] of occurring)
    for (const detector of byAnchor[word] ?? [])
      if (detector.formats.some(mayApply)) findAt(leaf, detector, ends, found);
}

/** Tries a detector at every place of its anchor. */
function findAt(leaf: Leaf, detector: AnchoredDetector, ends: readonly number[], found: Found[]): void {
  const { word, min, max } = detector.anchor;
  let searchedTo = 0;
  for (let i = 0; i < ends.length; i++) {
    const at = (ends[i] ?? 0) - word.length;
    if (at < searchedTo) continue;
    for (let start = Math.max(0, at - max); start <= at - min; start++) {
      if (!mayBeginAt(leaf.text, start, detector.formats[0], detector.pattern)) continue;
      // The text that belongs to this place and to no other of the same anchor.
      const scope = { from: ends[i - 1] ?? 0, to: (ends[i + 1] ?? leaf.text.length + word.length) - word.length };
      const match = tryAt(leaf, detector, start, scope);
      if (match === undefined) continue;
      found.push(match);
      searchedTo = match.end;
      break;
    }
  }
}

// --- Formats without one ---

function findRuns(detectors: readonly Detector[], leaf: Leaf, found: Found[]): void {
  const scope = { from: 0, to: leaf.text.length };
  for (const detector of detectors)
    for (const { of, min, max } of firstRuns(detector.formats[0].shape))
      for (const start of runsOf(leaf.text, of, min, max)) {
        if (!mayBeginAt(leaf.text, start, detector.formats[0], detector.pattern)) continue;
        const match = tryAt(leaf, detector, start, scope);
        if (match !== undefined) found.push(match);
      }
}

/** Shorter runs of letters and digits are of no interest to the formats that need a vendor's name. */
const shortestRun = 20;

function findNamed(detectors: readonly Detector[], leaf: Leaf, found: Found[]): void {
  // Titles and notes mention identifiers too: there, a format that is not unique proves nothing.
  if (leaf.setting === 'prose' || leaf.setting === 'name' || !hasRun(leaf.text, anyBase64, shortestRun)) return;
  const places = vendorPlaces(leaf);
  const applicable = detectors.filter(({ formats: [{ needs }] }) => needs !== undefined && namesVendor(places, needs));
  findRuns(applicable, leaf, found);
}

// --- One place ---

/** `start` is a place where the format may begin. */
function tryAt(leaf: Leaf, detector: Detector, start: number, scope: Scope): Found | undefined {
  const { text } = leaf;
  const { pattern } = detector;
  const [look] = detector.formats;
  const groups = groupsAt(text, detector, start, scope);
  if (groups === undefined) return undefined;
  const [before, value, after] = groups;
  const secretStart = start + before.length;
  const secretEnd = secretStart + value.length;
  if (!mayEndAt(text, secretEnd + after.length, look, pattern)) return undefined;

  const isVerified = look.checksum?.(value) ?? false;
  if (look.checksumRequired && !isVerified) return undefined;
  if (look.accepts && !look.accepts(value)) return undefined;
  if ((!isVerified && isHarmless(value)) || isPublished(value)) return undefined;
  const format = formatAt(leaf, detector, secretStart, secretEnd, scope);
  return format && { detector, format, proof: isVerified ? 'checksum' : 'format', start: secretStart, end: secretEnd };
}

/** What stands before the secret, the secret, and what stands after it. */
function groupsAt(
  text: string,
  { formats, pattern: { regexp, maxLength } }: Detector,
  start: number,
  { to }: Scope,
): readonly [string, string, string] | undefined {
  // A setting does not reach into the next one of its name. Thus many of them in a row cost no more than their length.
  const isCut = formats[0].beside !== undefined && to - start < maxLength && to > start;
  regexp.lastIndex = isCut ? 0 : start;
  const match = regexp.exec(isCut ? text.slice(start, to) : text);
  return match === null ? undefined : [match[1] ?? '', match[2] ?? '', match[3] ?? ''];
}

/** Of formats that look the same, the first whose surroundings are as they must be. */
function formatAt(
  leaf: Leaf,
  { formats }: Detector,
  start: number,
  end: number,
  { from, to }: Scope,
): Format | undefined {
  let place: string | undefined;
  return formats.find(({ mark, needs, beside, notBeside }) => {
    if (mark && !leaf.text.startsWith(mark.text, start + mark.at)) return false;
    if (needs && !isCalledSecret(leaf, start, needs)) return false;
    if (!beside && !notBeside) return true;
    place ??= neighbourhood(leaf.text, start, end, from, to);
    const around = place;
    return !beside?.some((words) => !standsIn(around, words)) && !(notBeside && standsIn(around, notBeside));
  });
}

// --- All places ---

function matchOf({ format, proof, start, end }: Found): SecretMatch {
  return { kind: format, proof, start, end };
}

/** Of those that overlap, the better one stays. */
function withoutOverlaps(found: readonly Found[]): readonly Found[] {
  const kept: Found[] = [];
  for (const next of found.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    const last = kept.at(-1);
    if (last === undefined || next.start >= last.end) kept.push(next);
    else if (isBetter(next, last)) kept[kept.length - 1] = next;
  }
  return kept;
}

/** A right checksum says more than any format; then counts how much of the format is spelled out, then the order of the rows. */
function isBetter(a: Found, b: Found): boolean {
  if (a.proof !== b.proof) return a.proof === 'checksum';
  const [x, y] = [a.detector, b.detector];
  return x.pattern.literal === y.pattern.literal ? x.order < y.order : x.pattern.literal > y.pattern.literal;
}
