import type { SecretKind } from '../leaf';
import type { Characters } from './characters';
import type { Shape } from './shape';

/** The headings of `docs/secrets.md`, in its order. */
export type Family =
  | 'Azure keys'
  | 'Entra, Microsoft 365 and Azure DevOps'
  | 'Signed addresses and webhooks of Microsoft'
  | 'Connection strings and addresses with a password'
  | 'Certificates, private keys and tokens'
  | 'Source control and delivery'
  | 'Cloud platforms'
  | 'Artificial intelligence'
  | 'Messages and mail'
  | 'Business applications'
  | 'Payment and commerce'
  | 'Observability and security'
  | 'Data and storage';

/** A kind of secret that is known by its format: one row of the detector library. */
export interface Format extends SecretKind {
  readonly family: Family;
  readonly shape: Shape;
  /** What may not stand directly before it. Letters, digits, `_` and `-` unless given, with `needs` also `/`. */
  readonly before?: Characters;
  /** What may not stand directly after it. The characters that it may end in, letters, digits and `_` unless given. */
  readonly after?: Characters;
  /** Whether the issuer's checksum in the secret is right. A wrong one hides nothing: keys from other allocators would be lost. */
  readonly checksum?: (secret: string) => boolean;
  /** The format alone is too common: without a right checksum it is nothing. */
  readonly checksumRequired?: true;
  /** What the shape cannot say, such as that a part decodes to something. */
  readonly accepts?: (secret: string) => boolean;
  /** What tells it from formats that look the same: a text at a place of the secret. */
  readonly mark?: Mark;
  /** Words that must stand beside it in the same address or connection string, lower case: one of each list. */
  readonly beside?: readonly (readonly string[])[];
  /** Words beside it that make it harmless. */
  readonly notBeside?: readonly string[];
  /** For formats that identifiers have as well: what must tell that it is this one. */
  readonly needs?: Needs;
}

export interface Mark {
  readonly at: number;
  readonly text: string;
}

export interface Needs {
  /** One of these stands in the name or the surroundings: the vendor's host, connector or product. Lower case. */
  readonly vendor: readonly string[];
  /** One of these stands in the name, or directly before the value: what the vendor calls it. `key`, `token`, `auth` ... unless given. */
  readonly called?: readonly string[];
}
