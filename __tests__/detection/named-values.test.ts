import { otherValues } from '../../src/detection/named-values';

const value = (reference: string, place = 'List') => ({ reference, place });

test('nothing else', () => {
  expect(otherValues(value('a'), [])).toEqual({ data: {}, phrases: { also: '', alsoThere: '' } });
  expect(otherValues(value('a'), [value('a')]).data).toEqual({});
});

test('up to three values in all, each once, and where they stand', () => {
  expect(otherValues(value('a'), [value('b'), value('b')])).toEqual({
    data: { reference2: 'b' },
    phrases: { also: '; the same holds for {{reference2}}', alsoThere: '; do the same with {{reference2}}' },
  });
  expect(otherValues(value('a'), [value('b'), value('c', 'Compose'), value('d'), value('e')])).toEqual({
    data: { reference2: 'b', reference3: 'c', place3: 'Compose' },
    phrases: {
      also: '; the same holds for {{reference2}}, {{reference3}} and 2 more',
      alsoThere: '; do the same with {{reference2}}, {{reference3}} in {{place3}} and 2 more',
    },
  });
});
