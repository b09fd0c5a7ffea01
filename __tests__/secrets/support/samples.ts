import type { Characters } from '../../../src/secrets/formats/characters';
import type { Format } from '../../../src/secrets/formats/format';
import { isHarmless } from '../../../src/secrets/formats/harmless';
import type { Segment, Shape } from '../../../src/secrets/formats/shape';
import type { Leaf } from '../../../src/secrets/leaf';
import { characters, pick, type Random } from './random';
import { azureDevOpsToken, grafanaKey, jsonWebToken, pemInBase64 } from './sealed';

/** Samples of a format, made of its shape when a test runs: no file holds anything that looks like a secret. */

export interface Sample {
  readonly text: string;
  /** Where the secret itself stands in the text. */
  readonly start: number;
  readonly end: number;
}

/** Which of the allowed lengths a sample has, and whether it has what may be left away. */
export type Size = 'shortest' | 'longest' | 'any';

/** For rows that ask for more than a shape can say, what stands in place of a random secret. */
const prepared: Readonly<Record<string, (random: Random) => string>> = {
  'azure-devops-token-2024': azureDevOpsToken,
  'json-web-token': jsonWebToken,
  'private-key-base64': pemInBase64,
  'grafana-api-key': grafanaKey,
  'x-bearer-token': (random) => 'A'.repeat(21) + characters(random, 'abcdefghijkABCDEFGHIJK0123456789%', 90),
  'okta-token-by-name': (random) => `00${characters(random, 'abcdefghijkABCDEFGHIJK0123456789_-', 40)}`,
  'mailchimp-transactional-key': (random) => `md-${characters(random, 'abcdefghijkABCDEFGHIJK0123456789', 22)}`,
  'bing-maps-key': (random) => `A${characters(random, 'abcdefghijkABCDEFGHIJK0123456789_-', 63)}`,
  'dropbox-long-lived-token': (random) =>
    `${characters(random, 'abcdefghijkABCDEFGHIJK', 11)}AAAAAAAAAA${characters(random, 'lmnopqLMNOPQ0123456789', 43)}`,
};

/** Rows whose samples are prepared have no lengths to play with. */
export const isPrepared = ({ id }: Format) => id in prepared;

export function sampleOf(format: Format, random: Random, size: Size = 'any'): Sample {
  const given = prepared[format.id];
  if (given !== undefined) {
    const text = given(random);
    return { text, start: 0, end: text.length };
  }
  for (let attempt = 0; attempt < 1000; attempt++) {
    const sample = marked(format, written(format.shape, random, size));
    const value = sample.text.slice(sample.start, sample.end);
    if (!isHarmless(value) && (format.accepts?.(value) ?? true)) return sample;
  }
  throw new Error(`no sample of ${format.id} is accepted`);
}

function marked({ mark }: Format, { text, start, end }: Sample): Sample {
  if (mark === undefined) return { text, start, end };
  const at = start + mark.at;
  return { text: text.slice(0, at) + mark.text + text.slice(at + mark.text.length), start, end };
}

function written(shape: Shape, random: Random, size: Size): Sample {
  let text = '';
  let secret: readonly [number, number] | undefined;
  for (const segment of shape) {
    const start = text.length;
    text += segmentText(segment, random, size);
    if (segment.type === 'secret') secret = [start, text.length];
  }
  const [start, end] = secret ?? [0, text.length];
  return { text, start, end };
}

function segmentText(segment: Segment, random: Random, size: Size): string {
  switch (segment.type) {
    case 'text': {
      const option = pick(random, segment.options);
      return segment.anyCase && size === 'any' ? inSomeCase(option, random) : option;
    }
    case 'run': {
      const { of, min, max } = segment;
      // Half of the samples with a range are short: what is found at 16,000 characters is found at 12,000.
      const most = size === 'any' ? Math.min(max, min + 60) : max;
      const count =
        size === 'shortest' ? min : size === 'longest' ? max : min + Math.floor(random() * (most - min + 1));
      return unitsOf(of, count, random);
    }
    case 'choice': {
      const options = segment.options.map(
        (option) => () => option.map((part) => segmentText(part, random, size)).join(''),
      );
      const option =
        size === 'shortest' ? options[segment.options.findIndex((parts) => parts.length === 0)] : undefined;
      return (option ?? (size === 'longest' ? options[0] : pick(random, options)) ?? (() => ''))();
    }
    case 'secret':
      return segment.parts.map((part) => segmentText(part, random, size)).join('');
  }
}

function unitsOf({ units }: Characters, count: number, random: Random): string {
  return Array.from({ length: count }, () => pick(random, units)).join('');
}

function inSomeCase(text: string, random: Random): string {
  return pick(random, [text, text.toLowerCase(), text.toUpperCase()]);
}

/** What must stand beside a format for it to count, in front of it. */
export function besideOf({ beside = [] }: Format): string {
  return beside.map(([word = '']) => `${word}${word.endsWith('=') ? '1' : ''};`).join('');
}

/** A leaf with this text, called and surrounded as the format needs it. */
export function leafFor({ needs }: Format, text: string): Leaf {
  return {
    text,
    name: needs === undefined ? '' : (needs.called?.[0] ?? 'key'),
    setting: 'value',
    surroundings: needs === undefined ? [] : needs.vendor.slice(0, 1),
  };
}
