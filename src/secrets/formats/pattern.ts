import type { Characters } from './characters';
import type { Format } from './format';
import type { Segment, Shape } from './shape';

/** Where in a text a format may be looked for: at a place of `word`, which stands so many characters after its start. */
export interface Anchor {
  readonly word: string;
  readonly min: number;
  readonly max: number;
}

export interface Pattern {
  /** Sticky, with three groups: what stands before the secret, the secret, what stands after it. */
  readonly regexp: RegExp;
  readonly anchors: readonly Anchor[];
  readonly minLength: number;
  readonly maxLength: number;
  /** How many characters are spelled out: what tells apart two formats that match the same text. */
  readonly literal: number;
  /** What it begins with, where that is a run. */
  readonly begin: Characters | undefined;
  /** What it may end in. */
  readonly ends: readonly Characters[];
}

/** A longer way from a start to the anchor means too many starts to try. */
const maxDrift = 16;

export function patternOf({ shape }: Pick<Format, 'shape'>): Pattern {
  const at = shape.findIndex(({ type }) => type === 'secret');
  const parts = at < 0 ? [[], shape, []] : [shape.slice(0, at), shape.slice(at, at + 1), shape.slice(at + 1)];
  const { min, max } = lengthOf(shape);
  return {
    regexp: new RegExp(parts.map((part) => `(${sourceOf(part)})`).join(''), 'y'),
    anchors: anchorsOf(shape),
    minLength: min,
    maxLength: max,
    literal: literalOf(shape),
    begin: shape[0]?.type === 'run' && shape[0].min > 0 ? shape[0].of : undefined,
    ends: endsOf(shape),
  };
}

export function sourceOf(shape: Shape): string {
  return shape.map(segmentSource).join('');
}

function segmentSource(segment: Segment): string {
  switch (segment.type) {
    case 'text': {
      const options = segment.options.map((option) => textSource(option, segment.anyCase));
      return options.length === 1 ? (options[0] ?? '') : `(?:${options.join('|')})`;
    }
    case 'run': {
      const { of, min, max } = segment;
      if (min === max) return min === 1 ? of.source : `${of.source}{${min}}`;
      return `${of.source}{${min},${max}}`;
    }
    case 'choice': {
      const options = segment.options.map(sourceOf);
      const filled = options.filter((option) => option !== '').join('|');
      return `(?:${filled})${options.includes('') ? '?' : ''}`;
    }
    case 'secret':
      return sourceOf(segment.parts);
  }
}

function textSource(option: string, anyCase: boolean): string {
  const escaped = option.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&').replace(/\n/g, '\\n');
  return anyCase ? escaped.replace(/[a-z]/gi, (char) => `[${char.toUpperCase()}${char.toLowerCase()}]`) : escaped;
}

interface Length {
  readonly min: number;
  readonly max: number;
}

export function lengthOf(shape: Shape): Length {
  return shape.map(segmentLength).reduce((sum, { min, max }) => ({ min: sum.min + min, max: sum.max + max }), {
    min: 0,
    max: 0,
  });
}

function segmentLength(segment: Segment): Length {
  switch (segment.type) {
    case 'text':
      return range(segment.options.map(({ length }) => ({ min: length, max: length })));
    case 'run': {
      const hasEscapes = segment.of.units.some(({ length }) => length > 1);
      return { min: segment.min, max: segment.max * (hasEscapes ? 3 : 1) };
    }
    case 'choice':
      return range(segment.options.map(lengthOf));
    case 'secret':
      return lengthOf(segment.parts);
  }
}

function range(lengths: readonly Length[]): Length {
  return { min: Math.min(...lengths.map(({ min }) => min)), max: Math.max(...lengths.map(({ max }) => max)) };
}

/** The longest text at a known distance from the start. Its options are an anchor each. */
function anchorsOf(shape: Shape): readonly Anchor[] {
  let best: readonly Anchor[] = [];
  let [min, max] = [0, 0];
  for (const segment of shape) {
    const anchors = segmentAnchors(segment).map((anchor) => ({
      word: anchor.word,
      min: anchor.min + min,
      max: anchor.max + max,
    }));
    if (anchors.every((anchor) => anchor.max - anchor.min <= maxDrift) && shortestWord(anchors) > shortestWord(best))
      best = anchors;
    const length = segmentLength(segment);
    min += length.min;
    max += length.max;
  }
  return best;
}

function segmentAnchors(segment: Segment): readonly Anchor[] {
  switch (segment.type) {
    case 'text':
      return segment.options.map((option) => ({ word: option.toLowerCase(), min: 0, max: 0 }));
    case 'run':
      return [];
    case 'choice': {
      const options = segment.options.map(anchorsOf);
      return options.every((anchors) => anchors.length > 0) ? options.flat() : [];
    }
    case 'secret':
      return anchorsOf(segment.parts);
  }
}

const shortest = (options: readonly string[]) => Math.min(...options.map(({ length }) => length));

/** A single character is no anchor: it stands everywhere. */
function shortestWord(anchors: readonly Anchor[]): number {
  return anchors.length === 0 ? 1 : shortest(anchors.map(({ word }) => word));
}

function literalOf(shape: Shape): number {
  return shape
    .map((segment) => {
      if (segment.type === 'text') return shortest(segment.options);
      if (segment.type === 'choice') return Math.min(...segment.options.map(literalOf));
      return segment.type === 'secret' ? literalOf(segment.parts) : 0;
    })
    .reduce((sum, count) => sum + count, 0);
}

/** The sets of characters that the shape may end in. */
function endsOf(shape: Shape): readonly Characters[] {
  const last = shape.at(-1);
  if (last === undefined) return [];
  switch (last.type) {
    case 'text':
      return [];
    case 'run':
      return last.min === 0 ? [last.of, ...endsOf(shape.slice(0, -1))] : [last.of];
    case 'choice':
      return last.options.flatMap((option) => endsOf([...shape.slice(0, -1), ...option]));
    case 'secret':
      return endsOf([...shape.slice(0, -1), ...last.parts]);
  }
}
