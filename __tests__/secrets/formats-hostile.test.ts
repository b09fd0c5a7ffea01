import { findFormats } from '../../src/secrets/find-formats';
import { formats } from '../../src/secrets/formats';
import { patternOf } from '../../src/secrets/formats/pattern';
import { quickest } from '../support/timing';
import { nearMissesOf } from './support/near-misses';
import { randomOf } from './support/random';
import { leafFor } from './support/samples';

/** Texts that want to cost time. A quiet machine needs a fifth of what is allowed here. */

const megabyte = 1_000_000;

const filled = (piece: string, length: number) => piece.repeat(Math.ceil(length / piece.length)).slice(0, length);

const leafOf = (text: string) =>
  ({ text, name: 'key', setting: 'value', surroundings: ['storage', 'openai'] }) as const;

const base64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

const pieces = [
  ...['a', 'A', '0', '=', '%', '-', '"', '\\', '\n', ' '],
  ...[
    '@{',
    '%3D',
    '\\n',
    'key=',
    'password=',
    'Server=a;Password=abc;',
    'sig=',
    '?sv=1&sr=b&se=1&sig=',
    'https://',
    'https://a:b',
  ],
  ...[
    'eyJ',
    'eyJa.eyJa.',
    '-----BEGIN PRIVATE KEY-----',
    'ghp_',
    'JQQJ9',
    '+ASt',
    'AccountKey=',
    '.logic.azure.com/workflows/',
  ],
  ...['0123456789abcdef', 'abcdefghijklmnopqrstuvwxyz234567', base64],
];

test.each(pieces)('a megabyte of %j', (piece) => {
  const leaf = leafOf(filled(piece, megabyte));
  expect(quickest(() => findFormats(leaf), 3)).toBeLessThan(400);
});

test.each(['a', '=', 'eyJ', 'sk_live_', '.logic.azure.com/workflows/'])('five megabytes of %j', (piece) => {
  const leaf = leafOf(filled(piece, 5 * megabyte));
  expect(quickest(() => findFormats(leaf), 3)).toBeLessThan(1500);
});

test('every anchor repeated, and everything that is almost a secret', () => {
  const length = 100_000;
  const slow = formats.flatMap((format) => {
    const anchors = patternOf(format).anchors.map(({ word }) => word);
    const misses = nearMissesOf(format, randomOf(format.id)).map(({ text }) => `${text} `);
    return [...anchors, ...misses.slice(0, 3)]
      .map((piece) => leafFor(format, filled(piece, length)))
      .map((leaf) => ({ id: format.id, start: leaf.text.slice(0, 20), time: quickest(() => findFormats(leaf), 2) }))
      .filter(({ time }) => time > 150);
  });
  expect(slow).toEqual([]);
}, 300_000);
