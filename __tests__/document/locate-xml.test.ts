import fc from 'fast-check';
import { locateXml } from '../../src/document/locate-xml';
import type { Path } from '../../src/document/place';
import { spanInXmlSource } from '../../src/document/xml-strings';
import { unitRanges, writeXml, xmlModel } from './xml-model';

function located(text: string, path: Path): string {
  const [location] = locateXml(text, [path]);
  return text.slice(location?.start, location?.end);
}

describe('one element or attribute', () => {
  const text = [
    '<?xml version="1.0"?><!-- <r> -->\r\n',
    '<r a="1" b = \'x"&amp;y\'>\r\n',
    '  <t> some &lt;text> </t><e/><e></e><e ></e\n>',
    '<m k="v">text<c>1</c><c>2</c></m>',
    '<w> </w><d><![CDATA[</d>]]></d><n/>',
    '</r>',
  ].join('');
  const root = '<r a="1" b = \'x"&amp;y\'>';

  test.each<[string, Path, string]>([
    ['text between tags, blanks included', ['r', 't'], ' some &lt;text> '],
    ['an element that closes itself', ['r', 'e'], '<e/>'],
    ['an empty element', ['r', 'e[2]'], '<e></e>'],
    ['an empty element with blanks in its tags', ['r', 'e[3]'], '<e ></e\n>'],
    ['only blanks are text', ['r', 'w'], ' '],
    ['a CDATA section, with its marks', ['r', 'd'], '<![CDATA[</d>]]>'],
    ['an element with children', ['r', 'm'], '<m k="v">'],
    ['a child', ['r', 'm', 'c'], '1'],
    ['a second child', ['r', 'm', 'c[2]'], '2'],
    ['the root', ['r'], root],
    ['the document', [], root],
    ['an attribute', ['r', '@a'], '1'],
    ['an attribute in single quotes', ['r', '@b'], 'x"&amp;y'],
    ['an attribute further in', ['r', 'm', '@k'], 'v'],
    ['missing element', ['r', 'm', 'c[3]'], '<m k="v">'],
    ['missing attribute', ['r', 'n', '@k'], '<n/>'],
    ['missing below text', ['r', 't', 'x', 'y'], ' some &lt;text> '],
    ['missing in the root', ['r', 'x', 'y', 'z'], root],
    ['another root', ['q', 't'], root],
    ['letter case counts', ['r', 'T'], root],
    ['the first sibling has no index', ['r', 'm', 'c[1]'], '<m k="v">'],
  ])('%s', (_, path, expected) => {
    expect(located(text, path)).toBe(expected);
  });

  test('many at once, in the order asked for', () => {
    const wanted: Path[] = [
      ['r', 'm', 'c[2]'],
      ['r', '@a'],
      ['r', 'm', 'c'],
      ['r', '@a'],
    ];
    expect(locateXml(text, wanted).map(({ start, end }) => text.slice(start, end))).toEqual(['2', '1', '1', '1']);
  });

  test('no path, no parse', () => {
    expect(locateXml('not XML', [])).toEqual([]);
  });
});

describe('spans of XML text', () => {
  test.each([
    ['plain', 'abc', [1, 2], 'b'],
    ['behind an entity', 'a&amp;bc', [2, 4], 'bc'],
    ['an entity', 'a&quot;b', [1, 2], '&quot;'],
    ['behind a numeric reference', '&#x41;&#66;c', [2, 3], 'c'],
    ['a reference of two units', 'a&#x1F600;b', [1, 3], '&#x1F600;'],
    ['half of a reference takes all of it', 'a&#x1F600;b', [2, 3], '&#x1F600;'],
    ['behind a reference of two units', '&#128512;b', [2, 3], 'b'],
    ['behind CRLF, one unit', 'a\r\nb', [2, 3], 'b'],
    ['a CRLF', 'a\r\nb', [1, 2], '\r\n'],
    ['inside CDATA', 'a<![CDATA[b&amp;c]]>d', [2, 7], '&amp;'],
    ['CRLF inside CDATA', '<![CDATA[a\r\nb]]>', [2, 3], 'b'],
    ['behind CDATA', 'a<![CDATA[b]]>c', [2, 3], 'c'],
    ['behind a comment', 'a<!-- &amp; -->b', [1, 2], 'b'],
    ['before a comment', 'a<!-- x -->b', [0, 1], 'a'],
    ['across a comment', 'a<!-- x -->b', [0, 2], 'a<!-- x -->b'],
    ['across a processing instruction', 'a<?x y?>b', [0, 2], 'a<?x y?>b'],
    ['beyond the end', 'ab', [1, 9], 'b'],
  ])('%s', (_, content, [start = 0, end = 0], expected) => {
    const text = `<a>${content}</a>`;
    const range = spanInXmlSource(text, { start: 3, end: 3 + content.length }, { start, end });
    expect(text.slice(range.start, range.end)).toBe(expected);
  });
});

describe('every element and attribute of a document', () => {
  test('is found where it was written', () => {
    fc.assert(
      fc.property(xmlModel, (model) => {
        const { text, nodes } = writeXml(model);
        const locations = locateXml(
          text,
          nodes.map(({ path }) => path),
        );
        nodes.forEach(({ range, pieces }, i) => {
          expect(locations[i]).toEqual({ ...range, isString: pieces !== undefined });
        });
      }),
      { numRuns: 500 },
    );
  });

  test('maps every span to the source of exactly its units', () => {
    fc.assert(
      fc.property(xmlModel, fc.nat(), fc.nat(), (model, a, b) => {
        const { text, nodes } = writeXml(model);
        for (const { range, pieces, decoded } of nodes) {
          if (!pieces || decoded.length === 0) continue;
          const units = unitRanges(pieces);
          const start = a % decoded.length;
          const last = start + (b % (decoded.length - start));
          const expected = {
            start: range.start + (units[start]?.start ?? 0),
            end: range.start + (units[last]?.end ?? 0),
          };
          expect(spanInXmlSource(text, range, { start, end: last + 1 })).toEqual(expected);
        }
      }),
      { numRuns: 500 },
    );
  });
});
