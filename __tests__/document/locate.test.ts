import { locatePlaces, locateRanges } from '../../src/document/locate';
import type { DocumentFormat, KeyCopies, Path, SourceDocument, Span } from '../../src/document/place';

function document(format: DocumentFormat, text: string, copies?: KeyCopies): SourceDocument {
  return { uri: 'a/b', path: 'b', format, text, ...(copies && { copies }) };
}

function sliced(source: SourceDocument, path: Path, within?: Span): string {
  const [range] = locateRanges(source, [{ document: source, path, ...(within && { within }) }]);
  return source.text.slice(range?.start, range?.end);
}

const json = document('json', '{\r\n  "a": "x\\ny",\r\n  "b": {"c": [1]}\r\n}');
const xml = document('xml', '<r>\r\n  <a k="1&amp;2">x&lt;y</a>\r\n  <b><a/></b>\r\n</r>');
const text = document('text', 'one\ntwo\rthree');

describe('ranges', () => {
  test.each<[string, SourceDocument, Path, Span | undefined, string]>([
    ['JSON: a string', json, ['a'], undefined, '"x\\ny"'],
    ['JSON: part of a string', json, ['a'], { start: 1, end: 3 }, '\\ny'],
    ['JSON: a span means nothing in an object', json, ['b'], { start: 1, end: 3 }, '{"c": [1]}'],
    ['JSON: nor in the parent of a missing value', json, ['a', 'x'], { start: 1, end: 2 }, '"x\\ny"'],
    ['XML: text', xml, ['r', 'a'], undefined, 'x&lt;y'],
    ['XML: part of text', xml, ['r', 'a'], { start: 1, end: 2 }, '&lt;'],
    ['XML: part of an attribute', xml, ['r', 'a', '@k'], { start: 1, end: 3 }, '&amp;2'],
    ['XML: a span means nothing in a tag', xml, ['r', 'b'], { start: 0, end: 1 }, '<b>'],
    ['XML: nor in the parent of a missing element', xml, ['r', 'a', 'x'], { start: 0, end: 1 }, 'x&lt;y'],
    ['text: all of it', text, [], undefined, 'one\ntwo\rthree'],
    ['text: a span', text, [], { start: 4, end: 7 }, 'two'],
  ])('%s', (_, source, path, within, expected) => {
    expect(sliced(source, path, within)).toBe(expected);
  });

  test('JSON: the copy of a repeated key that the document follows', () => {
    const source = '{"a": "first", "a": "second"}';
    expect(sliced(document('json', source), ['a'])).toBe('"second"');
    expect(sliced(document('json', source, new Map([['/a', 0]])), ['a'], { start: 0, end: 2 })).toBe('fi');
  });
});

describe('regions', () => {
  test('come in the order asked for', () => {
    const places: Path[] = [['b', 'c', 0], ['a'], ['b']];
    expect(
      locatePlaces(
        json,
        places.map((path) => ({ document: json, path })),
      ),
    ).toEqual([
      { startLine: 3, startColumn: 15, endLine: 3, endColumn: 16 },
      { startLine: 2, startColumn: 8, endLine: 2, endColumn: 14 },
      { startLine: 3, startColumn: 8, endLine: 3, endColumn: 18 },
    ]);
  });

  test.each<[string, SourceDocument, Path, Span | undefined, number[]]>([
    ['XML', xml, ['r', 'a'], { start: 2, end: 3 }, [2, 23, 2, 24]],
    ['text', text, [], { start: 8, end: 13 }, [3, 1, 3, 6]],
    ['over several lines', json, [], undefined, [1, 1, 4, 2]],
  ])('%s', (_, source, path, within, [startLine, startColumn, endLine, endColumn]) => {
    const place = { document: source, path, ...(within && { within }) };
    expect(locatePlaces(source, [place])).toEqual([{ startLine, startColumn, endLine, endColumn }]);
  });

  test('nothing asked, nothing read', () => {
    expect(locatePlaces(document('xml', 'not XML'), [])).toEqual([]);
  });
});
