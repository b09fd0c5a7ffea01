import type { Characters } from '../../../src/secrets/formats/characters';
import type { Format } from '../../../src/secrets/formats/format';
import type { Segment, Shape } from '../../../src/secrets/formats/shape';
import type { Random } from './random';
import { isPrepared, sampleOf } from './samples';

/** A text that is almost of a format. */
export interface NearMiss {
  readonly how: string;
  readonly text: string;
}

/** Texts made from the shape of a format, with one thing wrong in each. */
export function nearMissesOf(format: Format, random: Random): readonly NearMiss[] {
  return isPrepared(format)
    ? spoiledSample(format, random)
    : [...spoiledShapes(format, random), ...spoiledEnds(format, random), ...unmarked(format, random)];
}

function spoiledSample(format: Format, random: Random): NearMiss[] {
  const { text } = sampleOf(format, random);
  return [
    { how: 'a wrong character at the start', text: `!${text.slice(1)}` },
    { how: 'cut off', text: text.slice(0, 20) },
    { how: 'a letter before it', text: `x${text}` },
  ];
}

/** Each piece of the shape spoiled in turn, in the shortest sample, so that nothing of it can be left away. */
function spoiledShapes(format: Format, random: Random): NearMiss[] {
  return flattened(format.shape).flatMap((flat) =>
    flat.flatMap((segment, i) =>
      spoiledSegments(segment, flat[i + 1]).map(({ how, segment: spoiled }) => ({
        how,
        text: shortest([...flat.slice(0, i), ...spoiled, ...flat.slice(i + 1)], random),
      })),
    ),
  );
}

/** The shape without the mark that tells whose it is. */
function unmarked({ shape, mark }: Format, random: Random): NearMiss[] {
  return mark === undefined ? [] : [{ how: `without ${mark.text}`, text: shortest(shape, random) }];
}

/** The shape without choices: one for each way to choose, without what may be left away. */
function flattened(shape: Shape): Shape[] {
  return shape.reduce<Shape[]>(
    (starts, segment) => starts.flatMap((start) => partsOf(segment).map((part) => [...start, ...part])),
    [[]],
  );
}

function partsOf(segment: Segment): Shape[] {
  if (segment.type === 'secret') return flattened(segment.parts);
  if (segment.type !== 'choice') return [[segment]];
  const mayBeLeft = segment.options.some((option) => option.length === 0);
  return mayBeLeft ? [[]] : segment.options.flatMap(flattened);
}

function shortest(shape: Shape, random: Random): string {
  return sampleOf({ id: '', name: '', rotate: '', source: '', family: 'Azure keys', shape }, random, 'shortest').text;
}

interface SpoiledSegment {
  readonly how: string;
  readonly segment: Shape;
}

function spoiledSegments(segment: Segment, next: Segment | undefined): SpoiledSegment[] {
  const literal = (text: string): Segment => ({ type: 'text', options: [text], anyCase: false });
  if (segment.type === 'text') {
    const [option = ''] = segment.options;
    const wrong = otherLetter(option, segment);
    return wrong === undefined ? [] : [{ how: `${wrong} for ${option}`, segment: [literal(wrong)] }];
  }
  if (segment.type !== 'run' || segment.min === 0) return [];
  const { of, min } = segment;
  const outside = outsider(of);
  const spoiled: SpoiledSegment[] = [];
  if (outside !== undefined)
    spoiled.push({
      how: `${outside} among ${of.source}`,
      segment: [literal(outside), { ...segment, min: min - 1, max: min - 1 }],
    });
  // What follows may take the place of what is missing, where it is of the same characters.
  const isTakenOver =
    next?.type === 'run' && next.of.units.some((unit) => of.units.includes(unit)) && next.min !== next.max;
  if (!isTakenOver)
    spoiled.push({ how: `one of ${of.source} too few`, segment: [{ ...segment, min: min - 1, max: min - 1 }] });
  return spoiled;
}

/** A printable character that does not belong to the set, and is no boundary by itself. */
function outsider({ units }: Characters): string | undefined {
  return [...'!~*;" '].find((char) => !units.includes(char));
}

/** The text with its first letter replaced, so that it is none of the options any more. */
function otherLetter(option: string, { options, anyCase }: Extract<Segment, { type: 'text' }>): string | undefined {
  const at = option.search(/[A-Za-z0-9]/);
  if (at < 0) return undefined;
  const known = options.map((text) => (anyCase ? text.toLowerCase() : text));
  const wrong = [...'QqZz7']
    .map((char) => option.slice(0, at) + char + option.slice(at + 1))
    .find(
      (text) => !known.some((other) => other.startsWith((anyCase ? text.toLowerCase() : text).slice(0, other.length))),
    );
  return wrong;
}

/** The longest sample with one more of its last characters, and a sample grown together with a word. */
function spoiledEnds(format: Format, random: Random): NearMiss[] {
  const { text } = sampleOf(format, random, 'longest');
  const misses = format.before?.has[0x61] === 0 ? [] : [{ how: 'a letter before it', text: `a${text}` }];
  const last = lastRun(format.shape);
  if (last !== undefined && format.after?.has.every((belongs) => belongs === 0) !== true) {
    const [unit = ''] = last.of.units;
    misses.push({ how: 'one more at the end', text: text + unit });
  }
  return misses;
}

/** The run that the shape ends in, if it ends in one. */
function lastRun(shape: Shape): Extract<Segment, { type: 'run' }> | undefined {
  const last = shape.at(-1);
  if (last?.type === 'run') return last;
  return last?.type === 'secret' ? lastRun(last.parts) : undefined;
}
