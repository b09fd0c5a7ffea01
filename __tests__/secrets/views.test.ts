import type { Leaf } from '../../src/secrets/leaf';
import { base64Decoded } from '../../src/secrets/views/base64-decoded';
import { embeddedLeaves } from '../../src/secrets/views/embedded-document';
import { expressionLiterals } from '../../src/secrets/views/expression-literals';
import { percentDecoded } from '../../src/secrets/views/percent-decoded';
import { plainView, type View } from '../../src/secrets/views/view';

const leaf = (text: string, name = 'field'): Leaf => ({ text, name, setting: 'value', surroundings: [] });
const view = (text: string) => plainView(leaf(text));

/** What part of the original text a part of a view's text comes from. */
function originOf(source: string, seen: View | undefined, part: string): string | undefined {
  const at = seen?.leaf.text.indexOf(part) ?? -1;
  if (!seen || at < 0) return undefined;
  const { start, end } = seen.toOriginal(at, at + part.length);
  return source.slice(start, end);
}

describe('percent-decoded', () => {
  test.each([
    ['code=abc%3D%3D&x=1', 'code=abc==&x=1', 'abc==', 'abc%3D%3D'],
    ['a%2Fb%2Fc', 'a/b/c', '/b/', '%2Fb%2F'],
    ['%C3%A9t%C3%A9', 'été', 't', 't'],
    ['%C3%A9t%C3%A9', 'été', 'ét', '%C3%A9t'],
    ['50%25 off', '50% off', '% o', '%25 o'],
  ])('%s', (text, decoded, part, origin) => {
    const seen = percentDecoded(view(text));
    expect(seen?.leaf.text).toBe(decoded);
    expect(originOf(text, seen, part)).toBe(origin);
  });

  test.each(['no sign', '100% sure', '%zz', '%C3'])('%s is left alone', (text) => {
    expect(percentDecoded(view(text))).toBeUndefined();
  });
});

describe('base64', () => {
  const encode = (text: string) => Buffer.from(text).toString('base64');
  test('a connection string, encoded once more', () => {
    const encoded = encode('Server=a;Password=swordfish-77;');
    const seen = base64Decoded(view(encoded));
    expect(seen?.leaf.text).toBe('Server=a;Password=swordfish-77;');
    expect(originOf(encoded, seen, 'swordfish-77')).toBe(encoded);
  });
  test('after a scheme word', () => {
    const text = `Basic ${encode('user:swordfish-77')}`;
    expect(base64Decoded(view(text))?.leaf.text).toBe('user:swordfish-77');
  });
  test('bytes are no text', () => {
    expect(
      base64Decoded(view(Buffer.from([0, 255, 1, 254, 2, 253, 3, 252, 4, 251, 5, 250]).toString('base64'))),
    ).toBeUndefined();
  });
});

describe('literals of expressions', () => {
  const literals = (text: string) =>
    expressionLiterals(view(text)).map(({ leaf: { text: literal, name, setting } }) => ({ literal, name, setting }));
  const value = (literal: string, name = 'field') => ({ literal, name, setting: 'value' });

  test.each([
    ['a literal is the value', "@'swordfish'", [value('swordfish')]],
    ['concat of literals is joined', "@concat('sword', 'fish')", [value('swordfish')]],
    ['concat in concat', "@concat('a', concat('b', 'c'))", [value('abc')]],
    [
      'a hole splits, and the name says nothing',
      "@concat('Bearer ', variables('t'), 'tail')",
      [value('Bearer ', ''), value('tail', '')],
    ],
    ['names are no values', "@parameters('ClientSecret')", []],
    ['indexes are no values', "@body('Get')?['password']", []],
    ['formats are no values', "@formatDateTime(utcNow(), 'yyyy-MM-dd')", []],
    [
      'a branch of if is the value, its condition is not',
      "@if(equals(parameters('Stage'), 'prod'), 'swordfish', '')",
      [{ literal: 'prod', name: 'Stage', setting: 'compared' }, value('swordfish')],
    ],
    ['what a function is given', "@toLower(coalesce(variables('x'), 'swordfish'))", [value('swordfish')]],
    ['segments of a template', "x@{'swordfish'}y", [value('swordfish')]],
    ['nothing in plain text', 'swordfish', []],
    ['nothing in a broken expression', "@concat('a'", []],
  ])('%s', (_, text, expected) => {
    expect(literals(text)).toEqual(expected);
  });

  test('a comparison names the literal', () => {
    const text = "@equals(triggerOutputs()?['headers']?['x-api-key'], 'swordfish')";
    expect(literals(text)).toEqual([{ literal: 'swordfish', name: 'x-api-key', setting: 'compared' }]);
  });

  test.each([
    ["@concat('sword', 'fish')", 'swordfish', "sword', 'fish"],
    ["@concat('it''s', 'x')", "it'sx", "it''s', 'x"],
    ["a@{'sword''fish'}", "sword'fish", "sword''fish"],
  ])('%s: spans lead back to the source', (text, literal, origin) => {
    const seen = expressionLiterals(view(text)).find((one) => one.leaf.text === literal);
    expect(originOf(text, seen, literal)).toBe(origin);
  });
});

describe('documents in strings', () => {
  test('JSON: names come from its keys, spans lead through its escapes', () => {
    const text = JSON.stringify({ outer: { clientSecret: 'sword"fish' } }, null, 1);
    const [seen] = embeddedLeaves(view(text));
    expect(seen?.leaf).toMatchObject({ text: 'sword"fish', name: 'clientSecret' });
    expect(originOf(text, seen, 'sword"fish')).toBe('sword\\"fish');
  });
  test('XML: texts and attributes', () => {
    const text = '<a><password>sword&amp;fish</password><add key="Token" value="v1"/></a>';
    const leaves = embeddedLeaves(view(text));
    expect(leaves.map(({ leaf: { name, text: value } }) => [name, value])).toEqual([
      ['password', 'sword&fish'],
      ['key', 'Token'],
      ['Token', 'v1'],
    ]);
    expect(originOf(text, leaves[0], 'sword&fish')).toBe('sword&amp;fish');
  });
  test.each(['{ not json', '[1, 2', '<p>', '{@{variables(1)}}', 'plain'])('%s is none', (text) => {
    expect(embeddedLeaves(view(text))).toEqual([]);
  });
});
