import { AnchorAutomaton } from '../anchors';
import type { Format } from './format';
import { type Anchor, type Pattern, patternOf } from './pattern';

/** Formats that look the same and differ only in what must stand around them, with what is made of their shape. */
export interface Detector {
  /** In the order of the list: the first that applies counts. */
  readonly formats: readonly [Format, ...Format[]];
  readonly pattern: Pattern;
  /** The place of the first one in the list. */
  readonly order: number;
}

export interface AnchoredDetector extends Detector {
  readonly anchor: Anchor;
}

/** The detectors, by the way to the places where they may match. */
export interface Library {
  readonly automaton: AnchorAutomaton;
  /** By the index of the anchor in the automaton. */
  readonly byAnchor: readonly (readonly AnchoredDetector[])[];
  /** For formats with words beside them: the words by their index in the automaton. One of each list must occur. */
  readonly beside: ReadonlyMap<Format, readonly (readonly number[])[]>;
  /** Formats without an anchor. They begin with a run of one set of characters. */
  readonly runs: readonly Detector[];
  /** Formats that identifiers have as well, so that the vendor must be named: one format each. */
  readonly named: readonly Detector[];
}

export function libraryOf(formats: readonly Format[]): Library {
  const single = formats.map((format, order): Detector => ({ formats: [format], pattern: patternOf(format), order }));
  const unique = groupsOf(single.filter(({ formats: [format] }) => format.needs === undefined));
  const words: string[] = [];
  const byAnchor: AnchoredDetector[][] = [];
  const indexOf = (word: string) => {
    const known = words.indexOf(word);
    return known >= 0 ? known : words.push(word) - 1;
  };
  for (const detector of unique)
    for (const anchor of detector.pattern.anchors) {
      const index = indexOf(anchor.word);
      byAnchor[index] = [...(byAnchor[index] ?? []), { ...detector, anchor }];
    }
  const beside = new Map(
    formats.flatMap((format) =>
      format.beside === undefined ? [] : [[format, format.beside.map((list) => list.map(indexOf))]],
    ),
  );
  return {
    automaton: new AnchorAutomaton(words),
    byAnchor,
    beside,
    runs: unique.filter(({ pattern }) => pattern.anchors.length === 0),
    named: single.filter(({ formats: [format] }) => format.needs !== undefined),
  };
}

function groupsOf(detectors: readonly Detector[]): Detector[] {
  const groups: Detector[] = [];
  for (const detector of detectors) {
    const at = groups.findIndex((group) => looksTheSame(group, detector));
    const group = groups[at];
    if (group === undefined) groups.push(detector);
    else groups[at] = { ...group, formats: [...group.formats, ...detector.formats] };
  }
  return groups;
}

function looksTheSame(a: Detector, b: Detector): boolean {
  const [[x], [y]] = [a.formats, b.formats];
  return (
    a.pattern.regexp.source === b.pattern.regexp.source &&
    x.before?.source === y.before?.source &&
    x.after?.source === y.after?.source &&
    x.checksum === y.checksum &&
    x.checksumRequired === y.checksumRequired &&
    x.accepts === y.accepts
  );
}
