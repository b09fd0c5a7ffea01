import { type CleanserSet, isCleansed } from './cleansers';
import { isQuoted, type QueryText } from './query-fields';

/** How data gets out of the place in a query that was meant for it. */
export interface QueryDanger {
  readonly kind: 'quoted' | 'unquoted' | 'sql' | 'fetchXml' | 'path';
  /** Whether it was made harmless for another place than this, which may do. */
  readonly isDoubtful: boolean;
}

/**
 * What data may do to a query in which it stands as text; `undefined` where it was made harmless for its place there.
 *
 * Doubled quotes protect between quotes and nowhere else. Percent-encoding protects a part of an address; the server decodes a value before
 * it reads the query, so there it is in doubt.
 * https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part2-url-conventions.html,
 * https://learn.microsoft.com/power-apps/developer/data-platform/fetchxml/overview
 */
export function dangerOf({ language, before }: QueryText, cleansed: CleanserSet): QueryDanger | undefined {
  if (isCleansed(cleansed, 'typed', 'encoded')) return undefined;
  const isDoubtful = isCleansed(cleansed, 'uri');
  const isSafelyQuoted = isQuoted(before) && isCleansed(cleansed, 'quotes');
  switch (language) {
    case 'fetchxml':
      return isSafeInXml(before, cleansed) ? undefined : { kind: 'fetchXml', isDoubtful: false };
    case 'sql':
      return isSafelyQuoted ? undefined : { kind: 'sql', isDoubtful };
    case 'odata':
      return isSafelyQuoted ? undefined : { kind: isQuoted(before) ? 'quoted' : 'unquoted', isDoubtful };
    case 'sharepoint':
      if (isSafelyQuoted) return undefined;
      if (isQuoted(before)) return { kind: 'quoted', isDoubtful };
      if (/[?&](?:\$|%24)filter=[^&]{0,5000}$/i.test(before)) return { kind: 'unquoted', isDoubtful };
      return isDoubtful ? undefined : { kind: 'path', isDoubtful };
  }
}

/** An attribute is left by its own quote only, and a new element needs an angle bracket. */
function isSafeInXml(before: string, cleansed: CleanserSet): boolean {
  if (isCleansed(cleansed, 'html', 'uri')) return true;
  const quote = /=\s{0,20}(["'])[^"'<>]{0,5000}$/.exec(before)?.[1];
  return (quote === '"' && isCleansed(cleansed, 'doubleQuotes')) || (quote === "'" && isCleansed(cleansed, 'quotes'));
}
