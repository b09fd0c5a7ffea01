import { messageOf, writeMessage } from '../../src/engine/message';

const quoted = (value: string) => `<${value}>`;

describe('messages', () => {
  test.each([
    ['no placeholder', 'All is well.', {}, 'All is well.'],
    ['one', 'Trigger {{trigger}} is open.', { trigger: 'a' }, 'Trigger <a> is open.'],
    ['the same twice', '{{a}} and {{a}}', { a: 'x' }, '<x> and <x>'],
    ['a value that looks like a placeholder', '{{a}}{{b}}', { a: '{{b}}', b: '{{a}}' }, '<{{b}}><{{a}}>'],
    ['a value with replacement patterns', '{{a}}', { a: '$& $1 $$ $`' }, '<$& $1 $$ $`>'],
    ['an empty value', '{{a}}.', { a: '' }, '<>.'],
    ['braces that are no placeholder', '{a} {{ a }} {{}}', {}, '{a} {{ a }} {{}}'],
  ])('%s', (_, template, values, written) => {
    expect(writeMessage(messageOf(template, values), quoted)).toBe(written);
  });

  test('only values are quoted, each once', () => {
    const shown: string[] = [];
    writeMessage(messageOf('<b>{{a}}</b> {{b}}', { a: '1', b: '2' }), (value) => {
      shown.push(value);
      return value;
    });
    expect(shown).toEqual(['1', '2']);
  });

  test.each([
    ['a phrase stands as it is', 'It [[how]].', { how: 'is <b>' }, {}, 'It is <b>.'],
    [
      'a phrase with placeholders: they are filled and quoted',
      'It travels [[route]].',
      { route: 'through {{via1}} and {{via2}}' },
      { via1: 'a', via2: 'b' },
      'It travels through <a> and <b>.',
    ],
    ['a value that looks like a phrase', '{{a}} [[b]]', { b: 'b' }, { a: '[[b]]' }, '<[[b]]> b'],
    ['a phrase in a phrase is none', '[[a]]', { a: '[[b]]', b: 'x' }, {}, '[[b]]'],
  ])('%s', (_, template, phrases, values, written) => {
    expect(writeMessage(messageOf(template, values, phrases), quoted)).toBe(written);
  });

  test('the words between the values are escaped where a channel wants it', () => {
    const message = messageOf('a {{b}} c{{d}}', { b: '1', d: '2' });
    expect(writeMessage(message, quoted, (words) => words.toUpperCase())).toBe('A <1> C<2>');
  });

  test('a value that is missing is a bug', () => {
    expect(() => messageOf('{{trigger}}', { other: 'x' })).toThrow('{{trigger}}');
    expect(() => messageOf('[[route]]', {}, { route: 'through {{via}}' })).toThrow('{{via}}');
    expect(() => messageOf('[[route]]', { route: 'x' })).toThrow('[[route]]');
  });
});
