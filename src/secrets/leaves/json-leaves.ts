import { isJsonObject, type JsonNode } from '../../document/json-node';
import { expressionsOf, parseValue } from '../../expression';
import type { Leaf, LeafSetting } from '../leaf';
import { lastName } from '../views/expression-literals';

export interface JsonLeaf {
  readonly node: JsonNode;
  readonly leaf: Leaf;
}

/** Keys whose text is for people; only formats are looked for in it. */
const prose = new Set([
  'description',
  'title',
  'summary',
  'displayname',
  'tooltip',
  'hint',
  'notes',
  'x-ms-summary',
  'termsofservice',
]);

/** Keys whose text names something. */
const names = new Set([
  '$schema',
  '$ref',
  'apiid',
  'connectionname',
  'connectionreferencename',
  'connectionreferencelogicalname',
  'contentversion',
  'kind',
  'operationid',
  'operationmetadataid',
  'required',
  'runtimesource',
  'schemaname',
  'schemaversion',
  'templatename',
  'type',
  'format',
  'workflowreferencename',
  '@odata.type',
  'logicalname',
  'connectorid',
]);

/** Keys that say nothing themselves: what holds them, or stands beside them, names the text. */
const nameless = new Set([
  'value',
  'defaultvalue',
  'default',
  'inputs',
  'case',
  'example',
  'text',
  'x-ms-apimtemplateparameter.value',
]);

/** Members beside a text that name it. */
const siblings = ['name', 'SchemaName', 'x-ms-apimTemplateParameter.name', 'key'];

const headerHolders = new Set(['headers', 'request/headers', 'parameters/headers']);

/** The text leaves of a JSON value, each with the name that its place gives it. */
export function jsonLeaves(root: JsonNode, surroundings: readonly string[] = []): JsonLeaf[] {
  return root.strings(isLongEnough).map((node) => {
    const { name, setting } = nameAndSetting(node);
    return { node, leaf: { text: node.text ?? '', name, setting, surroundings } };
  });
}

/** No secret is shorter. */
function isLongEnough(text: string): boolean {
  return text.length >= 4;
}

function nameAndSetting(node: JsonNode): { readonly name: string; readonly setting: LeafSetting } {
  const key = node.key.toLowerCase();
  if (prose.has(key)) return { name: '', setting: 'prose' };
  if (
    names.has(key) ||
    node.holder?.key.toLowerCase() === 'runafter' ||
    node.holder?.holder?.key.toLowerCase() === 'runafter'
  ) {
    return { name: '', setting: 'name' };
  }
  // Lists of allowed values and of required members.
  const holder = node.holder?.key.toLowerCase() ?? '';
  if (holder === 'enum' || holder === 'required' || holder === 'tags') return { name: '', setting: 'name' };
  const compared = comparedWith(node);
  if (compared !== undefined) return { name: compared, setting: 'compared' };
  if (isCredentialField(node, key)) return { name: node.key, setting: 'credential' };
  // A secret is easily pasted into the field above or below its own; identifiers and addresses are what belongs there.
  if (holder === 'authentication' && !identifier.test(node.text ?? ''))
    return { name: 'clientSecret', setting: 'value' };
  if (headerHolders.has(holder)) return { name: node.key, setting: 'header' };
  return { name: nameOf(node), setting: 'value' };
}

/**
 * Conditions compare in arrays (`"equals": ["@...", "text"]`), and a switch compares its expression with the text of each case. The
 * other side names the text; '' if it has no name, `undefined` if nothing is compared here.
 */
function comparedWith(node: JsonNode): string | undefined {
  if (Array.isArray(node.holder?.value) && comparisons.has(node.holder.key.toLowerCase())) {
    const others = node.holder.items().filter((item) => item.text !== undefined && item.key !== node.key);
    return others.map((item) => nameOfExpression(item.text)).find((name) => name !== '') ?? '';
  }
  const switchNode = node.key.toLowerCase() === 'case' ? node.holder?.holder?.holder : undefined;
  return switchNode?.get('cases') ? nameOfExpression(switchNode.textAt('expression')) : undefined;
}

const comparisons = new Set([
  'equals',
  'greater',
  'greaterorequals',
  'less',
  'lessorequals',
  'contains',
  'startswith',
  'endswith',
]);

function nameOfExpression(text: string | undefined): string {
  const [root] = expressionsOf(parseValue(text ?? ''));
  return root ? lastName(root) : '';
}

/** What the other fields of an authentication hold: GUIDs, addresses, domains, names. */
const identifier =
  /^\s{0,8}(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|https?:.{0,300}|api:.{0,300}|[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}\/?|[A-Za-z ]{1,60})\s{0,8}$/i;

/** https://learn.microsoft.com/azure/logic-apps/logic-apps-securing-a-logic-app#authentication-types-for-connectors-and-http */
function isCredentialField(node: JsonNode, key: string): boolean {
  if (node.holder?.key.toLowerCase() !== 'authentication') return false;
  return key === 'password' || key === 'secret' || key === 'pfx' || key === 'value';
}

/** The nearest name: beside the text, its own key, or that of what holds it. */
function nameOf(node: JsonNode): string {
  for (let at: JsonNode | undefined = node; at; at = at.holder) {
    const value = at.holder?.value;
    const isElement = Array.isArray(value);
    const key = at.key.toLowerCase();
    if (isElement || nameless.has(key)) {
      const named = isElement ? undefined : siblingName(at);
      if (named !== undefined) return named;
      continue;
    }
    return bareName(at.key);
  }
  return '';
}

function siblingName(node: JsonNode): string | undefined {
  const holder = node.holder;
  if (!isJsonObject(holder?.value)) return undefined;
  for (const sibling of siblings) {
    const text = holder.textAt(sibling);
    if (text !== undefined && text !== node.text) return bareName(text);
  }
  // A parameter is named as its environment variable is displayed, and bound to it by the schema name: either may tell.
  const schemaName = holder.textAt('metadata', 'schemaName');
  return schemaName === undefined ? undefined : `${bareName(holder.key)} (${schemaName})`;
}

/** Parameter keys are paths (`item/ClientSecret`, `body/password`); actions that only carry a value are named after it. */
function bareName(key: string): string {
  let bare = bareNames.get(key);
  if (bare === undefined) {
    bare = key
      .slice(key.lastIndexOf('/') + 1)
      .replace(/^(?:Compose|Set|Initialize|Initialise|Append)_?(?:variable)?[_-]{0,3}/i, '')
      .replace(/\s{0,3}\([\w.-]{1,200}\)$/, '');
    if (bareNames.size >= 5000) bareNames.clear();
    bareNames.set(key, bare);
  }
  return bare;
}

/** Solutions use the same few keys over and over. */
const bareNames = new Map<string, string>();
