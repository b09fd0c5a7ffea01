import fc from 'fast-check';
import { AnchorAutomaton } from '../../src/secrets/anchors';
import { formats } from '../../src/secrets/formats';
import { libraryOf } from '../../src/secrets/formats/detector';
import { quickest } from '../support/timing';

function scan(words: readonly string[], text: string): string[] {
  const hits: string[] = [];
  new AnchorAutomaton(words).scan(text, (word, end) => hits.push(`${words[word]}@${end}`));
  return hits;
}

/** The same by looking for each word at each place. */
function scanSlowly(words: readonly string[], text: string): string[] {
  const lower = text.replace(/[A-Z]/g, (char) => char.toLowerCase());
  return Array.from({ length: text.length }, (_, i) =>
    words.filter((word) => lower.slice(0, i + 1).endsWith(word)).map((word) => `${word}@${i + 1}`),
  ).flat();
}

test('finds words that overlap, hold each other and repeat', () => {
  expect(scan(['he', 'she', 'his', 'hers'], 'ushers')).toEqual(['she@4', 'he@4', 'hers@6']);
  expect(scan(['aa', 'aaa'], 'aaaa').toSorted()).toEqual(['aa@2', 'aa@3', 'aa@4', 'aaa@3', 'aaa@4']);
});

test('takes capitals for small letters, and nothing else for a letter', () => {
  expect(scan(['accountkey='], 'AccountKey=ACCOUNTKEY=')).toEqual(['accountkey=@11', 'accountkey=@22']);
  // The Kelvin sign and the dotless i are small letters to some.
  expect(scan(['key', 'i'], '\u212aey \u0131 é\uffff')).toEqual([]);
});

test('finds the same as a search for each word at each place', () => {
  const letters = fc.constantFrom('a', 'b', 'A', 'B', 'é', '=', '@');
  const word = fc
    .array(fc.constantFrom('a', 'b', '=', '@'), { minLength: 1, maxLength: 5 })
    .map((list) => list.join(''));
  fc.assert(
    fc.property(
      fc.uniqueArray(word, { minLength: 1, maxLength: 12 }),
      fc.array(letters, { maxLength: 60 }).map((list) => list.join('')),
      (words, text) => {
        expect(scan(words, text).toSorted()).toEqual(scanSlowly(words, text).toSorted());
      },
    ),
  );
});

test('reads the text of a flow at 100 MB a second and more', () => {
  const { automaton } = libraryOf(formats);
  const action = JSON.stringify({
    Send_an_email: {
      runAfter: { Get_items: ['Succeeded'] },
      type: 'OpenApiConnection',
      inputs: {
        host: {
          connectionName: 'shared_office365',
          operationId: 'SendEmailV2',
          apiId: '/providers/Microsoft.PowerApps/apis/shared_office365',
        },
        parameters: {
          'emailMessage/To': "@triggerBody()?['text']",
          'emailMessage/Subject': "Order @{variables('number')}",
        },
        authentication: "@parameters('$authentication')",
      },
    },
  });
  const text = action.repeat(Math.ceil(4e6 / action.length));
  const milliseconds = quickest(() => automaton.scan(text, () => {}));
  // A tenth of what a quiet machine does, so that a busy one passes.
  expect(text.length / 1000 / milliseconds).toBeGreaterThan(20);
});
