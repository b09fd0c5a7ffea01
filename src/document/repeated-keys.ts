/**
 * Keys that stand more than once in the same object.
 *
 * Every JSON parser keeps one copy without a word, and they differ in which one: a secret in the other copy would pass
 * unseen. So a document with repeated keys is judged once for every copy.
 */

import { DocumentError } from './document-error';
import { parseJson } from './json';
import { refuseTooDeep } from './json-depth';
import { walkMembers } from './json-members';
import { isJsonObject } from './json-node';
import { COLON, COMMA, endOfString, endOfValue, skipBlanks } from './json-text';
import { type PathTree, pathTree } from './path-tree';
import { type KeyCopies, pointerOf } from './place';
import type { TextRange } from './region';

/** Real files have one or two; above this the file is refused, as each copy costs a whole analysis of the document. */
const MAX_SHADOWED_COPIES = 64;

/**
 * Whether some object of the text has a key twice: then the parsed value has fewer members than the text.
 *
 * A quick test that runs on every file: strings are jumped over natively, and nothing is stored.
 *
 * @param value what `parseJson` made of the text
 */
export function hasRepeatedKey(text: string, value: unknown): boolean {
  return membersInText(text) !== membersInValue(value);
}

/** A string before a colon is a key; there is one to each member. */
function membersInText(text: string): number {
  let count = 0;
  for (let quote = text.indexOf('"'); quote >= 0; ) {
    const end = endOfString(text, quote);
    const after = text.charCodeAt(end);
    if (after === COLON || (after !== COMMA && text.charCodeAt(skipBlanks(text, end)) === COLON)) count += 1;
    quote = text.indexOf('"', end);
  }
  return count;
}

function membersInValue(value: unknown): number {
  let count = 0;
  const open: unknown[] = [value];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (Array.isArray(next)) {
      for (const one of next) if (typeof one === 'object' && one !== null) open.push(one);
    } else if (isJsonObject(next)) {
      // What JSON.parse makes has no enumerable members but its own.
      for (const key in next) {
        count += 1;
        const one = next[key];
        if (typeof one === 'object' && one !== null) open.push(one);
      }
    }
  }
  return count;
}

/**
 * The readings of a JSON text that show what `JSON.parse` hides: `[]` for a text without repeated keys.
 *
 * A copy is shadowed when a later member of its object has the same key (after unescaping). There is one reading for every
 * shadowed copy, also for those inside other shadowed copies: it follows that copy and the copies that hold it, and the
 * last copy of everything else. Together with the plain reading of `JSON.parse` they show every value of the text.
 *
 * Slower than a parse: ask `hasRepeatedKey` first.
 *
 * @throws {DocumentError} `too-many-repeated-keys` above 64 shadowed copies; `too-deep`
 */
export function findKeyReadings(text: string): readonly KeyCopies[] {
  refuseTooDeep(text);
  return shadowedCopies(text).map(readingOf);
}

/** One copy of a member, and the way to it. */
interface MemberCopy {
  readonly parent: Container;
  readonly key: string;
  readonly copy: number;
}

interface Container {
  /** `undefined` for the outermost value. */
  readonly member: MemberCopy | undefined;
  /** Index of the last copy seen of each key that is repeated. */
  lastCopies: Map<string, number> | undefined;
}

function shadowedCopies(text: string): readonly MemberCopy[] {
  const shadowed: MemberCopy[] = [];
  const root: Container = { member: undefined, lastCopies: undefined };
  walkMembers(
    text,
    root,
    ({ key, copy, start }, parent) => {
      if (copy > 0) {
        if (shadowed.length === MAX_SHADOWED_COPIES) throw tooManyRepeatedKeys(text, start);
        shadowed.push({ parent, key, copy: copy - 1 });
        parent.lastCopies ??= new Map();
        parent.lastCopies.set(key, copy);
      }
      return { member: { parent, key, copy }, lastCopies: undefined };
    },
    () => undefined,
  );
  return shadowed;
}

function tooManyRepeatedKeys(text: string, offset: number): DocumentError {
  const problem = `more than ${MAX_SHADOWED_COPIES} repeated keys, the last one counted`;
  return DocumentError.at(text, offset, 'too-many-repeated-keys', problem);
}

/** Only called when the whole text was walked: before that it is not known which copies around this one are the last. */
function readingOf(shadowed: MemberCopy): KeyCopies {
  const picks: [string, number][] = [];
  for (let at: MemberCopy | undefined = shadowed; at; at = at.parent.member) {
    if (at.copy < (at.parent.lastCopies?.get(at.key) ?? 0)) picks.push([pointerTo(at), at.copy]);
  }
  return new Map(picks.reverse());
}

function pointerTo(member: MemberCopy): string {
  const path: string[] = [];
  for (let at: MemberCopy | undefined = member; at; at = at.parent.member) path.push(at.key);
  return pointerOf(path.reverse());
}

/**
 * The value of a JSON text that follows the given copies of repeated keys, and the last copy of all others.
 *
 * Works by cutting out the copies behind the one to follow, so that `JSON.parse` decides everything else.
 *
 * @throws {DocumentError} as `parseJson`
 */
export function parseJsonFollowing(text: string, copies: KeyCopies): unknown {
  const parts: string[] = [];
  let kept = 0;
  for (const cut of membersBehind(text, copies)) {
    parts.push(text.slice(kept, cut.start));
    kept = cut.end;
  }
  parts.push(text.slice(kept));
  return parseJson(parts.join(''));
}

/** The ranges, in order, of the members that stand behind the copy to follow, each with the comma before it. */
function membersBehind(text: string, copies: KeyCopies): readonly TextRange[] {
  const cuts: TextRange[] = [];
  walkMembers<PathTree>(
    text,
    pathTree([], copies),
    ({ key, copy, separator, start }, tree) => {
      const child = tree.children.get(key);
      if (child?.copy === undefined || copy <= child.copy) return child;
      cuts.push({ start: separator, end: endOfValue(text, start) });
      return undefined;
    },
    () => undefined,
  );
  return cuts;
}
