import { parseJson } from '../document/json';
import { JsonNode } from '../document/json-node';
import type { Place, SourceDocument } from '../document/place';
import type { Environment, Setting } from './environment';

/** One name and value as a file states them, in whatever form. */
interface Entry {
  readonly name: string;
  readonly value: string;
  readonly place: Place;
}

/** Names that mean the same column of table `organization`: Dataverse's own, and those of the Terraform provider. */
const names: Readonly<Record<keyof Environment['ipFirewall'], readonly string[]>> = {
  enabled: ['enableipbasedfirewallrule', 'enable_ip_based_firewall_rule'],
  auditOnly: ['enableipbasedfirewallruleinauditmode', 'enable_ip_based_firewall_rule_in_audit_mode'],
  ranges: ['allowediprangeforfirewall', 'allowed_ip_range_for_firewall'],
  serviceTags: ['allowedservicetagsforfirewall', 'allowed_service_tags_for_firewall'],
};

/**
 * Reads the settings from the text that `pac env list-settings` prints, from a row of table `organization` as the Dataverse Web API
 * returns it, or from JSON with names and values in another arrangement.
 *
 * @param document as text; `format` is set by what the text is
 * @returns `undefined` when the file holds none of the settings
 * @throws {DocumentError} for text that begins like JSON and is not
 */
export function readEnvironment(document: SourceDocument): Environment | undefined {
  const isJson = /^\s*[[{]/.test(document.text);
  const typed: SourceDocument = { ...document, format: isJson ? 'json' : 'text' };
  const entries = isJson ? jsonEntries(new JsonNode(typed, parseJson(typed.text))) : textEntries(typed);
  const find = (key: keyof Environment['ipFirewall']) =>
    entries.find((entry) => names[key].includes(entry.name.toLowerCase()));
  const ipFirewall = {
    enabled: flag(find('enabled')),
    auditOnly: flag(find('auditOnly')),
    ranges: text(find('ranges')),
    serviceTags: text(find('serviceTags')),
  };
  if (Object.values(ipFirewall).every((setting) => setting === undefined)) return undefined;
  return { place: { document: typed, path: [] }, ipFirewall };
}

/** The table that pac prints: a name, blanks, and the value to the end of the line. */
function textEntries(document: SourceDocument): Entry[] {
  return [...document.text.matchAll(/[^\r\n]+/g)].flatMap(({ 0: line, index }) => {
    const head = /^[ \t]*([A-Za-z_]{3,100})(?=[ \t]|$)/.exec(line);
    if (!head) return [];
    const [before, name = ''] = head;
    const value = line.slice(before.length).trim();
    // Where there is no value, the name is the place.
    const start = index + (value === '' ? before.length - name.length : line.indexOf(value, before.length));
    const end = start + (value === '' ? name : value).length;
    return [{ name, value, place: { document, path: [], within: { start, end } } }];
  });
}

/** Every member of the JSON that is a plain value, and every object that names a setting and gives its value. */
function jsonEntries(root: JsonNode): Entry[] {
  const entries: Entry[] = [];
  for (const node of root.descendants()) {
    if (node.isObject) {
      const name = node.textAt('name') ?? node.textAt('setting') ?? node.textAt('logicalName');
      const value = node.get('value');
      if (name !== undefined && value) entries.push({ name, value: plain(value.value), place: value.place });
    } else if (!Array.isArray(node.value)) {
      entries.push({ name: node.key, value: plain(node.value), place: node.place });
    }
  }
  return entries;
}

function plain(value: unknown): string {
  return value === null || typeof value === 'object' ? '' : String(value);
}

/** pac prints booleans in words that differ between versions. */
function flag(entry: Entry | undefined): Setting<boolean> | undefined {
  const value = entry?.value.trim().toLowerCase();
  if (!entry || value === undefined) return undefined;
  if (/^(true|yes|1|on|enabled)$/.test(value)) return { value: true, place: entry.place };
  return /^(false|no|0|off|disabled|)$/.test(value) ? { value: false, place: entry.place } : undefined;
}

function text(entry: Entry | undefined): Setting<string> | undefined {
  return entry && { value: entry.value.trim(), place: entry.place };
}
