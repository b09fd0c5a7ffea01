import type { JsonNode } from '../document/json-node';
import { isType, type Trigger } from '../flow/flow';
import { isHttpTrigger } from '../flow/http-trigger';
import type { DataPath } from './data-path';

/** Types of JSON Schema that leave no room for a text of the sender's. */
const typedTypes = new Set(['integer', 'number', 'boolean', 'null']);

/** Kinds of Request triggers whose inputs the platform checks against the schema: it made the schema from the inputs' types. */
const checkedKinds = new Set(['button', 'powerapp', 'powerappv2', 'skills', 'virtualagent', 'apiconnection']);

/**
 * The schema that the body of a trigger surely obeys; `undefined` where the platform does not check it. "When an HTTP request is received"
 * checks its schema only with schema validation turned on.
 * https://learn.microsoft.com/azure/connectors/connectors-native-reqres
 */
export function checkedSchema(trigger: Trigger): JsonNode | undefined {
  if (!isType(trigger, 'Request')) return undefined;
  const options = trigger.node.textAt('operationOptions')?.toLowerCase() ?? '';
  const isChecked = isHttpTrigger(trigger)
    ? options.split(/[,\s]+/).includes('enableschemavalidation')
    : checkedKinds.has(trigger.kind?.toLowerCase() ?? '');
  return isChecked ? trigger.inputs?.get('schema') : undefined;
}

/** Whether a schema lets only numbers, truth values, listed texts or texts of a harmless form stand at a path. */
export function isTypedAt(schema: JsonNode, path: DataPath): boolean {
  let at: JsonNode | undefined = schema;
  for (const step of path) {
    while (at?.get('items')?.isObject) at = at.get('items');
    // Above the path a value that is no object holds nothing at the path.
    at = at
      ?.get('properties')
      ?.members()
      .find(({ key }) => key.toLowerCase() === step);
  }
  while (at?.get('items')?.isObject) at = at.get('items');
  return at !== undefined && isTypedSchema(at);
}

function isTypedSchema(schema: JsonNode): boolean {
  const type = schema.get('type');
  const types = type?.text === undefined ? (type?.items() ?? []).map(({ text }) => text ?? '') : [type.text];
  if (types.length > 0 && types.every((one) => typedTypes.has(one.toLowerCase()))) return true;
  if ((schema.get('enum')?.items() ?? []).length > 0 || schema.get('const') !== undefined) return true;
  if (schema.textAt('format')?.toLowerCase() === 'uuid') return true;
  return isStrictPattern(schema.textAt('pattern') ?? '');
}

/** Whether a pattern allows letters, digits, `_` and `-` only, from end to end: `^[A-Z]{3}-\d+$`. */
function isStrictPattern(pattern: string): boolean {
  return (
    pattern.startsWith('^') &&
    pattern.endsWith('$') &&
    /^(?:[\w{},*+?()|-]|\\[dw-]|\[[\w\\-]{1,200}\])+$/.test(pattern.slice(1, -1))
  );
}
