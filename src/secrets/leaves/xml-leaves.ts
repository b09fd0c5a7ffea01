import type { Place, SourceDocument } from '../../document/place';
import type { XmlElement } from '../../document/xml';
import type { Leaf } from '../leaf';

export interface PlacedLeaf {
  readonly place: Place;
  readonly leaf: Leaf;
}

const prose = /^(?:description|displayname|label|title|localizedname|localizeddescription|tooltip|helptext)$/i;

/** The texts and attributes of an XML document, each named by its element or attribute, or by a `name` or `key` attribute beside it. */
export function* xmlLeaves(document: SourceDocument, root: XmlElement): Generator<PlacedLeaf> {
  const open: XmlElement[] = [root];
  for (let element = open.pop(); element; element = open.pop()) {
    for (let i = element.children.length - 1; i >= 0; i--) open.push(element.children[i] as XmlElement);
    const named =
      element.attributes.get('name') ?? element.attributes.get('key') ?? element.attributes.get('schemaname');
    const text = element.text;
    if (text.trim() !== '') {
      const setting = prose.test(element.name) ? 'prose' : 'value';
      yield {
        place: { document, path: element.path },
        leaf: { text, name: named ?? element.name, setting, surroundings: [] },
      };
    }
    for (const [attribute, value] of element.attributes) {
      if (value === '' || attribute.startsWith('xmlns')) continue;
      const isValue = /^(?:value|default|connectionstring)$/i.test(attribute);
      const name = isValue ? (named ?? attribute) : attribute;
      const setting = prose.test(attribute) || (prose.test(element.name) && !isValue) ? 'prose' : 'value';
      yield {
        place: { document, path: [...element.path, `@${attribute}`] },
        leaf: { text: value, name, setting, surroundings: [] },
      };
    }
  }
}
