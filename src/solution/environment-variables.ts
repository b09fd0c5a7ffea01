import type { ArtifactFile } from '../artifact/artifact';
import type { JsonNode } from '../document/json-node';
import type { Place } from '../document/place';
import { attribute, child } from '../document/xml';
import { readJsonDocument, readXmlDocument, type XmlDocument } from './documents';
import type { EnvironmentVariable, EnvironmentVariableType, EnvironmentVariableValue } from './solution';

/** The definition files of a unit: one folder per variable, in every layout. */
export const definitionFile = /(?:^|\/)environmentvariabledefinitions\/[^/]+\/environmentvariabledefinition\.xml$/i;

/** Option set of column `type`; https://learn.microsoft.com/power-apps/developer/data-platform/reference/entities/environmentvariabledefinition */
const types: ReadonlyMap<string, EnvironmentVariableType> = new Map([
  ['100000000', 'string'],
  ['100000001', 'number'],
  ['100000002', 'boolean'],
  ['100000003', 'json'],
  ['100000004', 'data-source'],
  ['100000005', 'secret'],
]);

/** Translations and settings of the export; the elements needed keep their attributes and text. */
function isUnneeded(names: readonly string[]): boolean {
  return names.length > 2 || (names.length === 2 && !needed.has(names[1] ?? ''));
}

const needed = new Set(['displayname', 'defaultvalue', 'type']);

/**
 * Reads a variable and the values file beside it.
 *
 * @param find looks up a file of the unit by its path inside the tree, letter case aside
 * @param report takes what the values file refuses; the variable itself is still returned
 * @throws {UnreadableInput} when the definition cannot be read
 */
export function readEnvironmentVariable(
  file: ArtifactFile,
  unitRoot: string,
  find: (path: string) => ArtifactFile | undefined,
  report: (read: () => void) => void,
): EnvironmentVariable {
  const definition = readXmlDocument(file, unitRoot, isUnneeded);
  const { root } = definition;
  const typeElement = child(root, 'type');
  const place = placeIn(definition, root.path);
  const values: EnvironmentVariableValue[] = [];
  const defaultValue = child(root, 'defaultvalue');
  if (defaultValue && defaultValue.text !== '') {
    values.push({ place: placeIn(definition, defaultValue.path), origin: 'default', value: defaultValue.text });
  }
  const folder = file.path.slice(0, file.path.lastIndexOf('/') + 1);
  const valuesFile =
    find(`${folder}environmentvariablevalues.json`) ?? find(`${folder}environment_variable_values.json`);
  if (valuesFile) report(() => values.push(...readValuesFile(valuesFile, unitRoot)));
  return {
    place,
    // Variables of type data source nest another <schemaname>; the variable's own name is the attribute.
    schemaName: attribute(root, 'schemaname') ?? folder.split('/').at(-2) ?? '',
    displayName: attribute(child(root, 'displayname') ?? root, 'default') ?? '',
    type: types.get(typeElement?.text.trim() ?? '') ?? 'unknown',
    typePlace: typeElement ? placeIn(definition, typeElement.path) : place,
    values,
  };
}

function placeIn(definition: XmlDocument, path: Place['path']): Place {
  return { document: definition.document, path };
}

/** Values files of a unit; those beside a definition are read with it. */
export const valuesFile = /(?:^|\/)environment_?variable_?values\.json$/i;

/**
 * A variable whose definition is in another solution: only its value is here.
 * @throws {UnreadableInput} when the file cannot be read
 */
export function readLoneValues(file: ArtifactFile, unitRoot: string): EnvironmentVariable {
  const values = readValuesFile(file, unitRoot);
  const place = values[0]?.place ?? readJsonDocument(file, unitRoot).root.place;
  const schemaName = file.path.split('/').at(-2) ?? '';
  return { place, schemaName, displayName: '', type: 'unknown', typePlace: place, values };
}

function readValuesFile(file: ArtifactFile, unitRoot: string): EnvironmentVariableValue[] {
  const { root, otherRoots } = readJsonDocument(file, unitRoot);
  return [root, ...otherRoots].flatMap((reading) => {
    const holder = reading.get('environmentvariablevalues', 'environmentvariablevalue');
    // One value is an object, several an array.
    return (Array.isArray(holder?.value) ? holder.items() : holder ? [holder] : []).flatMap((entry) =>
      readValue(entry.get('value'), 'values-file'),
    );
  });
}

/** The value at a node, as text; none where it is missing, null or empty. */
export function readValue(
  node: JsonNode | undefined,
  origin: EnvironmentVariableValue['origin'],
): readonly EnvironmentVariableValue[] {
  if (node === undefined || node.value === null || node.value === '') return [];
  const value =
    node.text ?? (node.isObject || Array.isArray(node.value) ? JSON.stringify(node.value) : String(node.value));
  return [{ place: node.place, origin, value }];
}
