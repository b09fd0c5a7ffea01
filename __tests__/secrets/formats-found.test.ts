import { findFormats } from '../../src/secrets/find-formats';
import { formats } from '../../src/secrets/formats';
import type { Format } from '../../src/secrets/formats/format';
import type { SecretMatch } from '../../src/secrets/leaf';
import { nearMissesOf } from './support/near-misses';
import { randomOf } from './support/random';
import { besideOf, leafFor, sampleOf } from './support/samples';

/** Every row finds what has its shape, exactly and under its own name, wherever it stands; and nothing that almost has it. */

const samplesPerRow = 24;

/** What stands around a sample. `%` is the sample. */
const places = ['%', 'The value is % as agreed.', '"%"', "'%'", '(%)', 'value=%\nnext', '%\r\n'];

const found = (matches: readonly SecretMatch[]) => matches.map(({ kind, start, end }) => ({ id: kind.id, start, end }));

test('there are at least 150 services and formats, each with an id of its own', () => {
  expect(formats.length).toBeGreaterThanOrEqual(150);
  expect(new Set(formats.map(({ id }) => id)).size).toBe(formats.length);
  expect(new Set(formats.map(({ name }) => name)).size).toBe(formats.length);
});

describe.each(formats.map((format) => [format.id, format] as const))('%s', (id, format) => {
  test('is found, exactly and as itself', () => {
    const random = randomOf(id);
    for (let i = 0; i < samplesPerRow; i++) {
      const sample = sampleOf(format, random, i === 0 ? 'shortest' : i === 1 ? 'longest' : 'any');
      for (const place of placesFor(format)) {
        const before = place.slice(0, place.indexOf('%')) + besideOf(format);
        const text = before + sample.text + place.slice(place.indexOf('%') + 1);
        const expected = { id, start: before.length + sample.start, end: before.length + sample.end };
        expect({ text, found: found(findFormats(leafFor(format, text))) }).toEqual({ text, found: [expected] });
      }
    }
  });

  test('is not found where one thing is wrong', () => {
    const random = randomOf(`${id} near`);
    const misses = Array.from({ length: 5 }, () => nearMissesOf(format, random)).flat();
    expect(misses.length).toBeGreaterThanOrEqual(15);
    const wrong = misses.flatMap(({ how, text }) =>
      findFormats(leafFor(format, besideOf(format) + text))
        .filter(({ kind }) => kind.id === id)
        .map(() => ({ how, text })),
    );
    expect(wrong).toEqual([]);
  });

  const { needs, beside } = format;
  if (needs !== undefined || beside !== undefined)
    test('is not found without what must tell that it is this', () => {
      const random = randomOf(`${id} alone`);
      const { text } = sampleOf(format, random);
      const leaf = { text, name: '', setting: 'value', surroundings: [] } as const;
      expect(found(findFormats(leaf)).filter((match) => match.id === id)).toEqual([]);
    });
});

/** Passwords end at blanks and quotes only: there, what follows belongs to them. */
function placesFor({ accepts }: Format): readonly string[] {
  return accepts?.name === 'isPassword'
    ? places.filter((place) => !place.includes('(') && !place.includes("'"))
    : places;
}
