import fc from 'fast-check';
import { pointerOf } from '../../src/document/place';
import { attribute, child, childrenNamed, readXml, type XmlElement } from '../../src/document/xml';
import { documentErrorOf } from './thrown';
import { isPiece, writeXml, type XmlModel, type XmlPiece, xmlModel } from './xml-model';

function* elements(root: XmlElement): Generator<XmlElement> {
  const open = [root];
  for (let element = open.pop(); element; element = open.pop()) {
    yield element;
    open.push(...[...element.children].reverse());
  }
}

const paths = (root: XmlElement): string[] => [...elements(root)].map((element) => pointerOf(element.path));

describe('reading', () => {
  test('names, attributes, text and paths', () => {
    const root = readXml('<?xml version="1.0"?><a x="1&amp;2"><b>t</b><c/><b y="">u<!-- no -->v</b> <b/></a>');
    expect(root).toEqual({
      name: 'a',
      attributes: new Map([['x', '1&2']]),
      text: ' ',
      path: ['a'],
      children: [
        { name: 'b', attributes: new Map(), children: [], text: 't', path: ['a', 'b'] },
        { name: 'c', attributes: new Map(), children: [], text: '', path: ['a', 'c'] },
        { name: 'b', attributes: new Map([['y', '']]), children: [], text: 'uv', path: ['a', 'b[2]'] },
        { name: 'b', attributes: new Map(), children: [], text: '', path: ['a', 'b[3]'] },
      ],
    });
  });

  test.each([
    ['the five entities', '<a>&lt;&gt;&amp;&quot;&apos;</a>', '<>&"\''],
    ['numeric references', '<a>&#65;&#x42;&#x1F600;</a>', 'AB😀'],
    ['CDATA', '<a>1<![CDATA[<b>&amp;]]>2</a>', '1<b>&amp;2'],
    ['line ends', '<a>1\r\n2\r3\n4</a>', '1\n2\n3\n4'],
    ['text before and after children', '<a>1<b>2</b>3</a>', '13'],
    ['an entity that a reference spells stays text', '<a>&amp;lt;</a>', '&lt;'],
    ['version 1.1 is read as 1.0', '<?xml version="1.1"?><a>\u0085\u2028</a>', '\u0085\u2028'],
    ['an encoding that the text no longer has', '<?xml version="1.0" encoding="utf-16"?><a>ä</a>', 'ä'],
  ])('text: %s', (_, text, expected) => {
    expect(readXml(text).text).toBe(expected);
  });

  test('look-ups do not mind letter case', () => {
    const root = readXml('<R Key="1" key="2" Other="3"><Item>1</Item><item>2</item><x/></R>');
    expect(child(root, 'ITEM')?.text).toBe('1');
    expect(child(root, 'none')).toBeUndefined();
    expect(childrenNamed(root, 'iTem').map((one) => one.text)).toEqual(['1', '2']);
    expect(attribute(root, 'key')).toBe('2');
    expect(attribute(root, 'KEY')).toBe('1');
    expect(attribute(root, 'other')).toBe('3');
    expect(attribute(root, 'none')).toBeUndefined();
  });

  test('names of inherited members are ordinary names', () => {
    const root = readXml('<constructor __proto__="1"><__proto__ toString="2"/></constructor>');
    expect(attribute(root, '__proto__')).toBe('1');
    expect(attribute(root, 'toString')).toBeUndefined();
    expect(child(root, '__proto__')?.attributes).toEqual(new Map([['toString', '2']]));
  });

  test('100,000 attributes, and a million numeric references', () => {
    const many = Array.from({ length: 100_000 }, (_, i) => ` a${i}="${i}"`).join('');
    expect(readXml(`<a${many}/>`).attributes.size).toBe(100_000);
    expect(readXml(`<a>${'&#65;'.repeat(1_000_000)}</a>`).text).toHaveLength(1_000_000);
  });
});

describe('refusals', () => {
  const laughs = Array.from({ length: 9 }, (_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`).join('\n');

  test.each([
    ['billion laughs', `<?xml version="1.0"?>\n<!DOCTYPE l [\n<!ENTITY l0 "ha">\n${laughs}]>\n<l>&l9;</l>`, 2, 1],
    ['a DOCTYPE alone', '<!DOCTYPE html><html/>', 1, 1],
    ['an external entity', '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>', 1, 1],
    ['a parameter entity', '<!DOCTYPE a [<!ENTITY % x SYSTEM "http://localhost/x"> %x;]><a/>', 1, 1],
    ['quadratic blow-up', `<!DOCTYPE a [<!ENTITY x "${'x'.repeat(50_000)}">]><a>${'&x;'.repeat(50_000)}</a>`, 1, 1],
  ])('a DOCTYPE: %s', (_, text, line, column) => {
    const error = documentErrorOf(() => readXml(text));
    expect(error).toMatchObject({ reason: 'not-xml', line, column });
    expect(error.message).toBe(`refused: XML with a DOCTYPE at line ${line}, column ${column}`);
  });

  test.each([
    ['an undefined entity in text', '<a>\r\n&nbsp;</a>', 2],
    ['an undefined entity in an attribute', '<a b="&nbsp;"/>', 1],
    ['an inherited member as entity', '<a>&constructor;&__proto__;</a>', 1],
  ])('%s', (_, text, line) => {
    const error = documentErrorOf(() => readXml(text));
    expect(error).toMatchObject({ reason: 'not-xml', line });
    expect(error.message).toContain('an entity that XML does not define');
  });

  test.each([
    ['nothing', ''],
    ['only text', 'hello'],
    ['a DOCTYPE that never ends', `<!DOCTYPE a [${'<!ENTITY x "y">'.repeat(10_000)}`],
    ['two roots', '<a/><b/>'],
    ['text after the root', '<a/>x'],
    ['an unclosed element', '<a><b></b>'],
    ['a wrong end tag', '<a><b></a></b>'],
    ['an end tag in other case', '<a></A>'],
    ['a repeated attribute', '<a b="1" b="2"/>'],
    ['an unquoted attribute', '<a b=1/>'],
    ['a bare ampersand', '<a>1 & 2</a>'],
    ['a reference without semicolon', '<a>&amp</a>'],
    ['a reference to NUL', '<a>&#0;</a>'],
    ['a reference beyond Unicode', '<a>&#x110000;</a>'],
    ['a control character', '<a>\u0001</a>'],
    ['`]]>` in text', '<a>]]></a>'],
    ['`<` in an attribute', '<a b="<"/>'],
    ['unclosed comments by the ten thousand', `<a>${'<!--'.repeat(10_000)}</a>`],
    ['an unclosed CDATA section', `<a>${'<![CDATA['.repeat(10_000)}</a>`],
    ['a flood of `<`', '<'.repeat(100_000)],
    ['an XML declaration that is not first', ' <?xml version="1.0"?><a/>'],
    ['JSON', '{"a": 1}'],
  ])('not well-formed: %s', (_, text) => {
    expect(documentErrorOf(() => readXml(text))).toMatchObject({ reason: 'not-xml', line: 1 });
  });

  test('messages do not quote the text', () => {
    for (const text of ['<hunter2>', '<a></hunter2>', '<a>&hunter2;</a>', '<a hunter2="1" hunter2="2"/>', 'hunter2']) {
      const error = documentErrorOf(() => readXml(text));
      expect(error.message + String(error.cause)).not.toContain('hunter2');
    }
  });

  const nested = (depth: number): string => '<a>'.repeat(depth) + '</a>'.repeat(depth);

  test('256 levels are read, one more is too deep', () => {
    expect(paths(readXml(nested(256)))).toHaveLength(256);
    expect(documentErrorOf(() => readXml(nested(257)))).toMatchObject({ reason: 'too-deep', line: 1, column: 769 });
    expect(documentErrorOf(() => readXml(nested(100_000))).reason).toBe('too-deep');
  });

  test('depth counts where nothing is kept, too', () => {});

  test('siblings are not depth', () => {
    expect(readXml(`<r>${nested(255).repeat(20)}</r>`).children).toHaveLength(20);
  });
});

test('what is written is read', () => {
  const expected = (model: XmlModel): unknown => ({
    name: model.name,
    attributes: model.attributes.map(([name, pieces]) => [name, decoded(pieces)]),
    text: decoded(model.content.filter(isPiece)),
    children: model.content.filter((node): node is XmlModel => !isPiece(node)).map(expected),
  });
  const actual = ({ name, attributes, text, children }: XmlElement): unknown => ({
    name,
    attributes: [...attributes],
    text,
    children: children.map(actual),
  });
  const decoded = (pieces: readonly XmlPiece[]): string => pieces.map((piece) => piece.decoded).join('');
  fc.assert(
    fc.property(xmlModel, (model) => {
      const { text, nodes } = writeXml(model);
      const root = readXml(text);
      expect(actual(root)).toEqual(expected(model));
      const written = nodes.map(({ path }) => pointerOf(path)).filter((pointer) => !pointer.includes('@'));
      expect(paths(root).sort()).toEqual(written.sort());
    }),
    { numRuns: 500 },
  );
});
