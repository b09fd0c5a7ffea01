/**
 * The detector library: a leaf goes in, matches come out. It knows nothing of rules, solutions or hosts.
 */

/** One decoded text that may hold secrets, with what tells about it. */
export interface Leaf {
  /** As a parser decoded it: JSON escapes and XML entities resolved. Spans of matches count UTF-16 code units in it. */
  readonly text: string;
  /** What the text is called, such as `clientSecret`; '' where nothing names it. */
  readonly name: string;
  readonly setting: LeafSetting;
  /**
   * Words of its surroundings, lower case, that may name a vendor: the host of the action's address, the connector, the action's name.
   * Formats that are mere hex need one of them.
   */
  readonly surroundings: readonly string[];
}

/**
 * What kind of place the text stands in.
 * - `credential`: a field that holds a credential by its definition, such as `authentication.secret`
 * - `header`: an HTTP header, `name` being the header's
 * - `value`: any other named value
 * - `compared`: the operand of a comparison, `name` being that of the other operand
 * - `prose`: titles, descriptions, notes; only formats are looked for
 * - `name`: a text that names things (an operation, a schema, an identifier); only formats are looked for
 */
export type LeafSetting = 'credential' | 'header' | 'value' | 'compared' | 'prose' | 'name';

/** How it is known that the text is a secret. */
export type Proof =
  /** Its published checksum is right. */
  | 'checksum'
  /** It has a format that nothing else has. */
  | 'format'
  /** The place or the name says so, and the text looks the part. */
  | 'context'
  /** As `context`, but the name or the text is weak. */
  | 'weak-context';

export interface SecretMatch {
  readonly kind: SecretKind;
  readonly proof: Proof;
  /** The secret itself, without what surrounds it in a connection string or address. */
  readonly start: number;
  readonly end: number;
}

/** What a secret is, and what to do about it. One row of the table in `docs/secrets.md`. */
export interface SecretKind {
  /** Kebab-case, such as `azure-storage-key`. */
  readonly id: string;
  /** As the issuer calls it, such as `Azure Storage account key`. */
  readonly name: string;
  /** Where to replace it, in one sentence with a verb: `Regenerate the key in the Azure portal under Access keys of the storage account.` */
  readonly rotate: string;
  /** The issuer's page about the format or about replacing it. */
  readonly source: string;
}
