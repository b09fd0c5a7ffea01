import { wordsOf } from '../../src/secrets/words';

test.each([
  ['new_clientSecret2', ['new', 'client', 'secret']],
  ['StockAPIKey', ['stock', 'api', 'key']],
  ['API key (con_ApiKey)', ['api', 'key', 'con', 'api', 'key']],
  ['ABCDef', ['abc', 'def']],
  ['', []],
])('%j', (name, words) => {
  expect(wordsOf(name)).toEqual(words);
});

test('a hostile name takes no time', () => {
  const start = performance.now();
  wordsOf('A'.repeat(500_000));
  expect(performance.now() - start).toBeLessThan(1000);
});
