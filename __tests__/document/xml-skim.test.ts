import { withoutElements } from '../../src/document/xml-skim';

const without =
  (...unwanted: string[]) =>
  (names: readonly string[]) =>
    unwanted.includes(names.join('/'));

test.each([
  ['nothing unwanted', '<a><b>x</b></a>', [], '<a><b>x</b></a>'],
  ['an element with all in it', '<a><b><c>x</c></b><d/></a>', ['a/b'], '<a><d/></a>'],
  ['letter case of names aside', '<A><B>x</B></A>', ['a/b'], '<A></A>'],
  ['an element that closes itself', '<a><b k="1"/>t</a>', ['a/b'], '<a>t</a>'],
  ['every element of the name', '<a><b>1</b>t<b>2</b></a>', ['a/b'], '<a>t</a>'],
  ['the same name inside', '<a><b><b>1</b></b>t</a>', ['a/b'], '<a>t</a>'],
  ['the same name elsewhere is kept', '<a><c><b>1</b></c></a>', ['a/b'], '<a><c><b>1</b></c></a>'],
  ['an end tag in a comment is none', '<a><b><!-- </b> -->x</b>t</a>', ['a/b'], '<a>t</a>'],
  ['an end tag in CDATA is none', '<a><b><![CDATA[</b>]]>x</b>t</a>', ['a/b'], '<a>t</a>'],
  ['a > in an attribute ends no tag', '<a><b k="/>" l=\'</b>\'>x</b>t</a>', ['a/b'], '<a>t</a>'],
  ['a declaration', '<?xml version="1.0"?><a><b>x</b></a>', ['a/b'], '<?xml version="1.0"?><a></a>'],
] as const)('%s', (_, text, unwanted, rest) => {
  expect(withoutElements(text, without(...unwanted))).toBe(rest);
});

test.each([
  ['an element that does not end', '<a><b>x</a>'],
  ['a tag that does not end', '<a><b'],
  ['a comment that does not end', '<a><b></b><!-- </a>'],
  ['a DOCTYPE', '<!DOCTYPE a><a><b>x</b></a>'],
])('%s leaves the text to the parser', (_, text) => {
  expect(withoutElements(text, without('a/b'))).toBe(text);
});
