import { LineIndex } from './line-index';

/** Why a file's content cannot be used; the same words as the reasons an artifact's input is reported with. */
export type DocumentErrorReason = 'not-text' | 'not-json' | 'not-xml' | 'too-deep' | 'too-many-repeated-keys';

/**
 * A file whose content cannot be read whole.
 *
 * The message is one line that says what is wrong and where, and never quotes the content: it may hold a secret.
 */
export class DocumentError extends Error {
  /** Counts from 1; absent when the error is about the whole file. */
  readonly line?: number;
  /** Counts from 1, in UTF-16 code units. */
  readonly column?: number;

  constructor(
    readonly reason: DocumentErrorReason,
    problem: string,
    position?: { readonly line: number; readonly column: number },
  ) {
    super(position ? `${problem} at line ${position.line}, column ${position.column}` : problem);
    this.name = 'DocumentError';
    if (position) {
      this.line = position.line;
      this.column = position.column;
    }
  }

  /** The error for a problem at `offset` (UTF-16 code units) of `text`. */
  static at(text: string, offset: number, reason: DocumentErrorReason, problem: string): DocumentError {
    return new DocumentError(reason, problem, new LineIndex(text).position(offset));
  }
}
