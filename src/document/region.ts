/** A half-open range of UTF-16 code units in a document's text. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/**
 * A range as SARIF and editors write it: lines and columns count from 1, columns in UTF-16 code units, the end column
 * is exclusive (SARIF 2.1.0 section 3.30, `columnKind: utf16CodeUnits`).
 */
export interface Region {
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  readonly endColumn: number;
}
