import type { Solution, TextFile } from '../solution/solution';

/**
 * Types of Dataverse columns that hold no text of a user's own: numbers, dates, choices, ids.
 * https://learn.microsoft.com/power-apps/developer/data-platform/entity-metadata
 */
const typed = new Set([
  'bigint',
  'bit',
  'customer',
  'datetime',
  'decimal',
  'float',
  'int',
  'lookup',
  'money',
  'multiselectpicklist',
  'owner',
  'partylist',
  'picklist',
  'primarykey',
  'state',
  'status',
  'uniqueidentifier',
]);

/** `Entities/<table>/Entity.xml` of an unpacked solution; a packed one has all tables in `customizations.xml`. */
const tableFile = /(?:^|[\\/])(?:entity|customizations)\.xml$/i;

/**
 * The columns of the tables that come with a solution into which nobody can write a text: those of another type, and those that the
 * platform numbers. In lower case; what is a text in one of the tables is left out.
 */
export function columnsWithoutText(solution: Solution): ReadonlySet<string> {
  const columns = new Set<string>();
  const texts = new Set<string>();
  for (const file of solution.otherFiles) {
    if (!tableFile.test(file.path)) continue;
    for (const { name, isText } of columnsIn(file)) (isText ? texts : columns).add(name);
  }
  for (const name of texts) columns.delete(name);
  return columns;
}

interface Column {
  readonly name: string;
  readonly isText: boolean;
}

function columnsIn(file: TextFile): Column[] {
  const parts = [...file.read()].flatMap(({ text }) => text.split(/<attribute\s/i).slice(1));
  return parts.flatMap((part) => {
    const type = textIn(part, 'Type')?.toLowerCase();
    const name = textIn(part, 'LogicalName')?.toLowerCase();
    if (type === undefined || name === undefined) return [];
    const isNumbered = (textIn(part, 'AutoNumberFormat') ?? '') !== '';
    return [{ name, isText: !typed.has(type) && !isNumbered }];
  });
}

function textIn(xml: string, element: string): string | undefined {
  const start = xml.indexOf(`<${element}>`);
  const end = start < 0 ? -1 : xml.indexOf('<', start + 1);
  return end < 0 ? undefined : xml.slice(start + element.length + 2, end).trim();
}
