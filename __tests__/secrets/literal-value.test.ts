import { isCredentialText } from '../../src/secrets/literal-value';

describe('text in the place of a credential', () => {
  test.each(['Swordfish-77-harbour', 'hunter2!', 'Summer2026', 'a b c d e', 'passwordless-lantern'])(
    'is one: %j',
    (text) => {
      expect(isCredentialText(text)).toBe(true);
    },
  );

  test.each([
    ['nothing', ''],
    ['blanks', '     '],
    ['too short to be one', 'abc'],
    ['an identifier', 'a59e02a3-0000-4000-8000-000000000001'],
    ['an identifier in braces', '{A59E02A3-0000-4000-8000-000000000001}'],
    ['stars', '********'],
    ['dots', '••••••'],
    ['crosses', 'xxxxxxxx'],
    ['a mark', '<client secret>'],
    ['a mark in brackets', '[your password]'],
    ['what to do', 'your-api-key'],
    ['what to do, in one word', 'your_api_key'],
    ['what to do, in capitals', 'REPLACE_ME_WITH_KEY'],
    ['what to do, at the end', '__KEY_FILL_IN__'],
    ['the name of the field', 'Password'],
    ['not known yet', 'TBD'],
    ['what a pipeline replaces', '#{StockKey}#'],
    ['blanks around it', '  changeme '],
  ])('is none: %s', (_, text) => {
    expect(isCredentialText(text)).toBe(false);
  });
});
