import fc from 'fast-check';
import type { TextRange } from '../../src/document/region';

/** A stretch of XML source and what it decodes to; '' for comments and the marks of a CDATA section. */
export interface XmlPiece {
  readonly source: string;
  readonly decoded: string;
}

export interface XmlModel {
  readonly name: string;
  readonly attributes: readonly (readonly [string, readonly XmlPiece[]])[];
  readonly content: readonly (XmlPiece | XmlModel)[];
  /** Written as `<a/>`, if empty. */
  readonly closesItself: boolean;
}

const same = (source: string): XmlPiece => ({ source, decoded: source });

const reference = fc.constantFrom<XmlPiece>(
  { source: '&amp;', decoded: '&' },
  { source: '&lt;', decoded: '<' },
  { source: '&gt;', decoded: '>' },
  { source: '&quot;', decoded: '"' },
  { source: '&apos;', decoded: "'" },
  { source: '&#65;', decoded: 'A' },
  { source: '&#x41;', decoded: 'A' },
  { source: '&#13;', decoded: '\r' },
  { source: '&#x1F600;', decoded: '😀' },
  { source: '&#128512;', decoded: '😀' },
);

const letter = fc.constantFrom('a', 'b', ' ', 'é', '😀', ';', '#', '\u2028', '\u0085', '@').map(same);
const lineEnd = fc.constantFrom('\n', '\r\n', '\r');

/** CR followed by LF would be one line end, not the two that the model says. */
function separateLineEnds(pieces: readonly XmlPiece[]): boolean {
  return !/\r\n/.test(pieces.map(({ source }) => (source === '\r\n' ? '-' : source)).join(''));
}

const cdata = fc
  .array(
    fc.oneof(
      letter,
      fc.constantFrom('&amp;', '<', '>', ']', '<!--').map(same),
      lineEnd.map((source) => ({ source, decoded: '\n' })),
    ),
    {
      maxLength: 4,
    },
  )
  .map((inside) => [{ source: '<![CDATA[', decoded: '' }, ...inside, { source: ']]>', decoded: '' }])
  .filter(
    (pieces) =>
      !pieces
        .slice(1, -1)
        .map(({ source }) => source)
        .join('')
        .includes(']]>'),
  );

const markup = fc
  .constantFrom('<!-- a & b ]]> -->', '<!---->', '<!-- \r\n <x> -->', '<?pi a & b ?>', '<?pi?>')
  .map((source) => ({ source, decoded: '' }));

/** Character data, as it may stand between the tags of one element. */
export const xmlText: fc.Arbitrary<readonly XmlPiece[]> = fc
  .array(
    fc.oneof(
      { weight: 4, arbitrary: letter.map((one) => [one]) },
      { weight: 3, arbitrary: reference.map((one) => [one]) },
      { weight: 2, arbitrary: lineEnd.map((source) => [{ source, decoded: '\n' }]) },
      { weight: 1, arbitrary: markup.map((one) => [one]) },
      { weight: 1, arbitrary: cdata },
    ),
    { maxLength: 8 },
  )
  .map((lists) => lists.flat())
  .filter(separateLineEnds);

/** An attribute's value, for double quotes. */
export const xmlAttributeValue: fc.Arbitrary<readonly XmlPiece[]> = fc
  .array(
    fc.oneof(
      letter,
      reference,
      fc.constantFrom("'", '>', ']]>', '-->').map(same),
      fc.oneof(lineEnd, fc.constant('\t')).map((source) => ({ source, decoded: ' ' })),
    ),
    { maxLength: 8 },
  )
  .filter(separateLineEnds);

const name = fc.constantFrom('a', 'b', 'A', 'ns:c', '__proto__', 'constructor', 'é');

export const xmlModel: fc.Arbitrary<XmlModel> = fc.letrec<{ element: XmlModel }>((tie) => ({
  element: fc.record({
    name,
    attributes: fc.uniqueArray(fc.tuple(name, xmlAttributeValue), { maxLength: 3, selector: ([one]) => one }),
    content: fc.oneof(
      { depthSize: 'small' },
      xmlText,
      fc
        .array(
          fc.oneof(
            tie('element').map((one) => [one]),
            xmlText,
          ),
          { maxLength: 4 },
        )
        .map((lists) => lists.flat())
        .filter((content) => separateLineEnds(content.filter(isPiece))),
    ),
    closesItself: fc.boolean(),
  }),
})).element;

export function isPiece(node: XmlPiece | XmlModel): node is XmlPiece {
  return 'source' in node;
}

export function decodedText(content: readonly (XmlPiece | XmlModel)[]): string {
  return content.map((node) => (isPiece(node) ? node.decoded : '')).join('');
}

/** Where each UTF-16 code unit of the decoded string comes from, counted from the start of the pieces. */
export function unitRanges(pieces: readonly XmlPiece[]): TextRange[] {
  let at = 0;
  return pieces.flatMap(({ source, decoded }) => {
    const start = at;
    at += source.length;
    return Array.from({ length: decoded.length }, (_, i) =>
      source === decoded ? { start: start + i, end: start + i + 1 } : { start, end: at },
    );
  });
}

export interface WrittenXml {
  readonly text: string;
  readonly nodes: readonly {
    readonly path: readonly string[];
    readonly range: TextRange;
    readonly decoded: string;
    /** What the range was written from, where the node holds one string; `undefined` for tags. */
    readonly pieces: readonly XmlPiece[] | undefined;
  }[];
}

/** Writes a model down and notes the range that the locator must find for each element and attribute. */
export function writeXml(model: XmlModel): WrittenXml {
  let text = '<?xml version="1.0" encoding="utf-8"?>\r\n<!-- a comment -->\r\n';
  const nodes: WrittenXml['nodes'][number][] = [];

  const writeElement = (element: XmlModel, path: readonly string[]): void => {
    const start = text.length;
    text += `<${element.name}`;
    for (const [attribute, pieces] of element.attributes) {
      text += `\r\n  ${attribute} = "`;
      const valueStart = text.length;
      text += pieces.map(({ source }) => source).join('');
      const range = { start: valueStart, end: text.length };
      nodes.push({ path: [...path, `@${attribute}`], range, decoded: decodedText(pieces), pieces });
      text += '"';
    }
    const { content } = element;
    const isEmpty = content.length === 0;
    text += isEmpty && element.closesItself ? ' />' : ' >';
    const contentStart = text.length;
    const counts = new Map<string, number>();
    for (const node of content) {
      if (isPiece(node)) {
        text += node.source;
        continue;
      }
      const count = (counts.get(node.name) ?? 0) + 1;
      counts.set(node.name, count);
      writeElement(node, [...path, count === 1 ? node.name : `${node.name}[${count}]`]);
    }
    const contentEnd = text.length;
    if (!isEmpty || !element.closesItself) text += `</${element.name}\n>`;
    const onlyText = content.every(isPiece);
    const tag = { start, end: isEmpty ? text.length : contentStart };
    const range = onlyText && !isEmpty ? { start: contentStart, end: contentEnd } : tag;
    nodes.push({
      path,
      range,
      decoded: decodedText(content),
      pieces: onlyText && !isEmpty ? content.filter(isPiece) : undefined,
    });
  };

  writeElement(model, [model.name]);
  return { text: `${text}\n`, nodes };
}
