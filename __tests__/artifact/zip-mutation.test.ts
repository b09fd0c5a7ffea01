import { buildZip, type EntryParts, unicodePath, zip64Extra } from '../support/zip-builder';
import { examine } from './examine-zip';

/** A small generator of pseudo-random numbers (mulberry32), so that a failing run can be had again by its seed. */
function randomFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

const wide = { size: 0xffffffff, compressedSize: 0xffffffff };
const entries: readonly EntryParts[] = [
  { name: 'solution.xml', content: '<ImportExportXml/>' },
  { name: 'Workflows/', header: { method: 0 } },
  { name: 'Workflows\\f.json', content: '{"a":1}'.repeat(9), descriptor: 'signed' },
  { name: 'ü.json', content: 'stored', header: { method: 0, ...wide, extra: zip64Extra(6, 6) } },
  { name: 'u.json', content: '{}', header: { extra: unicodePath('u.json', 'u.json') } },
];
const archives = [buildZip(entries), buildZip(entries, { zip64: {}, comment: Buffer.from('comment') })];

/** Values that numbers in a header are most likely to trip over. */
const interesting = [0, 1, 7, 8, 0x2e, 0x2f, 0x50, 0x5c, 0x7f, 0x80, 0xfe, 0xff];

function mutated(archive: Buffer, random: (below: number) => number): Buffer {
  const bytes = Buffer.from(archive);
  for (let changes = 1 + random(4); changes > 0; changes -= 1) {
    const at = random(bytes.length);
    const value = random(2) === 0 ? random(256) : (interesting[random(interesting.length)] ?? 0);
    bytes.fill(value, at, Math.min(bytes.length, at + 1 + random(random(4) === 0 ? 8 : 1)));
  }
  const cut = random(bytes.length);
  switch (random(8)) {
    case 0:
      return bytes.subarray(0, cut);
    case 1:
      return Buffer.concat([bytes.subarray(0, cut), bytes.subarray(random(bytes.length))]);
    default:
      return bytes;
  }
}

test('whatever is done to an archive, only unreadable input is thrown', () => {
  const outcomes = { sound: 0, refused: 0 };
  for (let seed = 0; seed < 5000; seed += 1) {
    const random = randomFrom(seed);
    const archive = archives[random(archives.length)] ?? Buffer.alloc(0);
    try {
      outcomes[examine(mutated(archive, random)).refused === undefined ? 'sound' : 'refused'] += 1;
    } catch (error) {
      throw new Error(`seed ${seed}`, { cause: error });
    }
  }
  // Both kinds occur, so the mutations neither miss everything nor break everything.
  expect(Math.min(outcomes.sound, outcomes.refused)).toBeGreaterThan(500);
});
