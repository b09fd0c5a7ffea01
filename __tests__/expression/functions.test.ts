import { isKnownFunction, KNOWN_FUNCTIONS } from '../../src/expression';

test.each(['concat', 'triggerbody', 'outputs', 'actionoutputs', 'uripathandquery', 'nthindexof', 'decimal', 'xpath'])(
  '%s is known',
  (name) => {
    expect(isKnownFunction(name)).toBe(true);
  },
);

test.each(['', 'null', 'select', 'filter', 'eval', 'constructor', 'Concat'])('%j is not', (name) => {
  expect(isKnownFunction(name)).toBe(false);
});

test.each([
  ['concat', 1, Number.POSITIVE_INFINITY],
  ['if', 3, 3],
  ['triggerbody', 0, 0],
  ['substring', 2, 3],
  ['formatdatetime', 1, 3],
  ['utcnow', 0, 1],
])('%s takes %d to %d arguments', (name, minArgs, maxArgs) => {
  expect(KNOWN_FUNCTIONS.get(name)).toMatchObject({ minArgs, maxArgs });
});

test('the table is consistent', () => {
  const names = [...KNOWN_FUNCTIONS.values()].map((signature) => signature.name);
  expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(names.length);
  for (const [lowerName, { name, minArgs, maxArgs }] of KNOWN_FUNCTIONS) {
    expect(lowerName).toBe(name.toLowerCase());
    expect(minArgs).toBeLessThanOrEqual(maxArgs);
  }
});
