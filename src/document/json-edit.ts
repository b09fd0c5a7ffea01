/**
 * Changes of a JSON text that a person can take over as they stand: whole lines, in the style of the lines around them.
 */

import { parseJson } from './json';
import { isJsonObject } from './json-node';
import { CLOSE_ARRAY, CLOSE_OBJECT, endOfString, isBlank, OPEN_ARRAY, OPEN_OBJECT, skipBlanks } from './json-text';
import { LineIndex } from './line-index';
import { locateJson } from './locate-json';
import type { Path } from './place';
import type { Region, TextRange } from './region';
import { hasRepeatedKey } from './repeated-keys';

export type JsonValue = string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/**
 * A value to set in a JSON document. What is there is replaced; an object that is missing on the way is made; an index that equals the
 * length of an array adds an element.
 */
export interface JsonChange {
  /** From the root, keys in the letter case of the document. */
  readonly path: Path;
  readonly value: JsonValue;
}

/** Whole lines to write in place of others. */
export interface LineEdit {
  /** From the first column of the first line to behind the last character of the last, its line end left out. */
  readonly region: Region;
  /** Without the end of the last line; line ends inside are those of the file. */
  readonly newText: string;
}

/** Longer lines are nobody's to read: the file is written by a machine for a machine. */
const maxLineLength = 400;

/** Characters that nobody sees: text that holds one cannot be judged by looking at it. */
const unseen = /[^\P{C}\t\r\n]|\p{Zl}|\p{Zp}/u;

/**
 * The smallest edits of whole lines that make the changes, each for itself, in the order given. `undefined` for a change that cannot be
 * shown well: the text is on one line, a line is too long, a key is there twice, the place to change is not there, or lines
 * that would be repeated hold what must not be.
 *
 * @param text must be text that `parseJson` accepts
 * @param secrets paths of values no part of which may be in the new lines
 */
export function lineEdits(
  text: string,
  changes: readonly JsonChange[],
  secrets: readonly Path[],
): readonly (LineEdit | undefined)[] {
  if (changes.length === 0) return [];
  const root = parseJson(text);
  if (!isOnLines(text) || hasRepeatedKey(text, root)) return changes.map(() => undefined);
  const steps = changes.map(({ path, value }) => stepInto(root, path, value));
  const ranges = locateJson(text, [...steps.map((step) => step?.path ?? []), ...secrets]);
  const guarded = ranges.slice(steps.length);
  const lines = new LineIndex(text);
  const unit = indentAt({ text, lines }, skipBlanks(text, skipBlanks(text, 0) + 1));
  const source: Source = { text, lines, unit };
  return steps.map((step, i) => {
    const range = ranges[i];
    if (!step || !range) return undefined;
    const splice = step.added ? addition(source, range, step) : replacement(source, range, step.value);
    return wholeLines(source, splice, guarded);
  });
}

interface Source {
  readonly text: string;
  readonly lines: LineIndex;
  /** One step of indentation. */
  readonly unit: string;
}

/** What to do at the last value on the way that is there. */
interface Step {
  readonly path: Path;
  readonly value: JsonValue;
  /** A new member of the object, or element of the array, at the path; otherwise the value there is replaced. */
  readonly added?: { readonly key: string | undefined };
}

function stepInto(root: unknown, path: Path, value: JsonValue): Step | undefined {
  let holder = root;
  for (const [i, segment] of path.entries()) {
    const way = path.slice(0, i);
    const rest = path.slice(i + 1);
    if (Array.isArray(holder)) {
      if (typeof segment !== 'number' || segment > holder.length) return undefined;
      if (segment === holder.length) return { path: way, value: wrapped(rest, value), added: { key: undefined } };
      holder = holder[segment];
    } else if (isJsonObject(holder)) {
      const key = String(segment);
      if (!Object.hasOwn(holder, key)) return { path: way, value: wrapped(rest, value), added: { key } };
      holder = holder[key];
    } else {
      return undefined;
    }
  }
  return { path, value };
}

function wrapped(path: Path, value: JsonValue): JsonValue {
  return path.reduceRight<JsonValue>((inner, key) => ({ [key]: inner }), value);
}

/** Text to write in place of a range of the old. */
interface Splice extends TextRange {
  readonly text: string;
}

function replacement(source: Source, range: TextRange, value: JsonValue): Splice {
  const { text, unit } = source;
  const style = { newline: newlineAt(text, range.start), indent: indentAt(source, range.start), unit, colon: ': ' };
  return { start: range.start, end: range.end, text: written(value, style) };
}

/** Behind the last member, as the designer does, in the style of the first one. */
function addition(source: Source, range: TextRange, { value, added }: Step): Splice {
  const { text, unit } = source;
  const newline = newlineAt(text, range.start);
  const first = skipBlanks(text, range.start + 1);
  const isEmpty = text.charCodeAt(first) === CLOSE_OBJECT || text.charCodeAt(first) === CLOSE_ARRAY;
  if (isEmpty) {
    const outer = indentAt(source, range.start);
    const indent = outer + unit;
    const member = named(added?.key, value, { newline, indent, unit, colon: ': ' });
    return { start: range.start + 1, end: range.end - 1, text: `${newline}${indent}${member}${newline}${outer}` };
  }
  let end = range.end - 1;
  while (isBlank(text.charCodeAt(end - 1))) end -= 1;
  const colon = text.charCodeAt(range.start) === OPEN_OBJECT ? colonAfter(text, first) : ': ';
  const gap = text.slice(range.start + 1, first);
  if (!/[\r\n]/.test(gap)) return { start: end, end, text: `, ${named(added?.key, value, { colon })}` };
  const indent = indentAt(source, first);
  return { start: end, end, text: `,${newline}${indent}${named(added?.key, value, { newline, indent, unit, colon })}` };
}

/** What stands between the key at `quote` and its value. */
function colonAfter(text: string, quote: number): string {
  const keyEnd = endOfString(text, quote);
  const between = text.slice(keyEnd, skipBlanks(text, skipBlanks(text, keyEnd) + 1));
  return /[\r\n]/.test(between) ? ': ' : between;
}

/** How a value is written; on one line where no indentation is given. */
type Style =
  | { readonly newline: string; readonly indent: string; readonly unit: string; readonly colon: string }
  | { readonly newline?: never; readonly colon: string };

function named(key: string | undefined, value: JsonValue, style: Style): string {
  return key === undefined ? written(value, style) : `${JSON.stringify(key)}${style.colon}${written(value, style)}`;
}

/** The values are ours, so they are never deep. */
function written(value: JsonValue, style: Style): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const inner = style.newline === undefined ? style : { ...style, indent: style.indent + style.unit };
  const parts = isJsonObject(value)
    ? Object.entries(value).map(([key, member]) => named(key, member as JsonValue, inner))
    : (value as readonly JsonValue[]).map((member) => written(member, inner));
  const [open, close] = isJsonObject(value) ? '{}' : '[]';
  if (parts.length === 0) return `${open}${close}`;
  if (style.newline === undefined || inner.newline === undefined) {
    return isJsonObject(value) ? `{ ${parts.join(', ')} }` : `[${parts.join(', ')}]`;
  }
  const lineStart = `${inner.newline}${inner.indent}`;
  return `${open}${lineStart}${parts.join(`,${lineStart}`)}${style.newline}${style.indent}${close}`;
}

function wholeLines({ text, lines }: Source, splice: Splice, secrets: readonly TextRange[]): LineEdit | undefined {
  let start = startOfLine(lines, splice.start);
  let end = endOfLine(text, splice.end);
  let newText = text.slice(start, splice.start) + splice.text + text.slice(splice.end, end);
  // Lines at either end that stay as they are need not be written again.
  for (;;) {
    const oldText = text.slice(start, end);
    const first = sharedLine(/^[^\r\n]*(?:\r\n|\n|\r)/, oldText, newText);
    const last = first > 0 ? 0 : sharedLine(/(?:\r\n|\n|\r)[^\r\n]*$/, oldText, newText);
    if (first + last === 0) break;
    start += first;
    end -= last;
    newText = newText.slice(first, newText.length - last);
  }
  if (newText === text.slice(start, end)) return undefined;
  const isTooLong = (part: string) => part.split(/[\r\n]/).some((line) => line.length > maxLineLength);
  if (isTooLong(text.slice(start, end)) || isTooLong(newText) || unseen.test(newText)) return undefined;
  const kept = [
    { start, end: Math.max(start, splice.start) },
    { start: Math.min(end, splice.end), end },
  ];
  const repeats = (secret: TextRange) => kept.some((part) => part.start < secret.end && secret.start < part.end);
  if (secrets.some(repeats)) return undefined;
  return { region: lines.region({ start, end }), newText };
}

/** The length of a line with its line end that two texts have in common, both with more than that line. */
function sharedLine(line: RegExp, oldText: string, newText: string): number {
  const [shared = ''] = line.exec(oldText) ?? [];
  return shared === line.exec(newText)?.[0] ? shared.length : 0;
}

function isOnLines(text: string): boolean {
  const start = skipBlanks(text, 0);
  const first = text.charCodeAt(start);
  const isContainer = first === OPEN_OBJECT || first === OPEN_ARRAY;
  return isContainer && /[\r\n]/.test(text.slice(start + 1, skipBlanks(text, start + 1)));
}

function startOfLine(lines: LineIndex, offset: number): number {
  return offset - lines.position(offset).column + 1;
}

function endOfLine(text: string, offset: number): number {
  return offset + text.slice(offset).search(/[\r\n]|$/);
}

function indentAt({ text, lines }: Pick<Source, 'text' | 'lines'>, offset: number): string {
  const start = startOfLine(lines, offset);
  return text.slice(start, skipBlanks(text, start));
}

/** The line end behind an offset: files mix them. */
function newlineAt(text: string, offset: number): string {
  return /\r\n|\n|\r/.exec(text.slice(offset))?.[0] ?? '\n';
}
