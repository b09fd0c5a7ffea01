/**
 * What an expression reads, and what becomes of it on the way to the expression's result.
 *
 * The tree is walked from the root to the references, carrying along what the functions passed so far do to the data, so that each
 * reference is met once with everything that will happen to it.
 */

import { type CallNode, constantText, type ExpressionNode, isKnownFunction, type ParsedValue } from '../expression';
import { type CleanserSet, cleanserSet, cleansers } from './cleansers';
import { type DataPath, dataPath, isBelow, remainder } from './data-path';
import { functionFlows, unknownFunction } from './function-flow';
import { isReference, type Reference, referenceOf } from './references';

/** One reference inside a value, and how its data gets into the value. */
export interface Read {
  readonly reference: Reference;
  /** The part of the referenced value that is read. */
  readonly path: DataPath;
  /** Parts of what is read that are left out. */
  readonly except: readonly DataPath[];
  /** Where in the resulting value the data lies. */
  readonly into: DataPath;
  /** Whether a path into what is read is no path into the result: it was made into text, say. */
  readonly isFlattened: boolean;
  readonly cleansed: CleanserSet;
  readonly undone: CleanserSet;
  /** Whether the engine had to guess, since a key or a function is not known. */
  readonly isGuess: boolean;
  /** The reference with the keys behind it. */
  readonly node: ExpressionNode;
}

/** A node of the tree with all that happens to its value further out. */
interface Visit {
  readonly node: ExpressionNode;
  readonly outer: ExpressionNode;
  /** The part of the node's value that is used. */
  readonly select: DataPath;
  /** Paths into the node's value that are taken out of it. */
  readonly except: readonly DataPath[];
  readonly into: DataPath;
  readonly isFlattened: boolean;
  readonly cleansed: CleanserSet;
  readonly undone: CleanserSet;
  readonly isGuess: boolean;
}

/** Every reference in a value whose data gets into it. Keeps its own stack, so a tree of any height is safe. */
export function readsOf(parsed: ParsedValue): readonly Read[] {
  if (parsed.kind === 'expression') return readsBelow([visitRoot(parsed.root, false, 0)]);
  if (parsed.kind !== 'template' && parsed.kind !== 'invalid') return [];
  // `@{x}` and nothing beside it is the JSON text of x, in which the structure is still there for whoever parses it.
  const isWhole = parsed.parts.length === 1;
  let before = '';
  const visits: Visit[] = [];
  for (const part of parsed.parts) {
    if (part.kind === 'text') {
      before += part.value;
    } else {
      visits.push(visitRoot(part.root, !isWhole, isBehindHost(before) ? cleansers.behindHost : 0));
      before += constantText(part.root)?.text ?? unknownText;
    }
  }
  return readsBelow(visits);
}

/** Stands for a text that is not known. */
const unknownText = '\uE000';

/** A text that a scheme and a whole host begin, known or from elsewhere: what follows cannot change them. */
const schemeAndHost = /^(?:[a-z\uE000][a-z0-9+.\-\uE000]{0,40}:\/\/[^/?#\\]{1,2000}|\uE000[^/?#:\\]{0,2000})[/?#]/i;

function isBehindHost(before: string): boolean {
  return schemeAndHost.test(before);
}

function visitRoot(node: ExpressionNode, isFlattened: boolean, cleansed: CleanserSet): Visit {
  return { node, outer: node, select: [], except: [], into: [], isFlattened, cleansed, undone: 0, isGuess: false };
}

function readsBelow(visits: readonly Visit[]): Read[] {
  const reads: Read[] = [];
  const open = [...visits].reverse();
  for (let visit = open.pop(); visit; visit = open.pop()) {
    const { node } = visit;
    if (node.kind === 'property' || node.kind === 'index') {
      const inner = visitChain(visit);
      if (inner) open.push(inner);
    } else if (node.kind === 'call') {
      const read = readOf(node, visit);
      if (read) reads.push(read);
      else if (!isReference(node)) open.push(...argumentsOf(node, visit).reverse());
    }
  }
  return reads;
}

/** From the outer end of `x['a'].b[0]` to `x`, with the keys on the way. */
function visitChain(visit: Visit): Visit | undefined {
  let { node } = visit;
  let isUnknown = false;
  const keys: (readonly string[] | undefined)[] = [];
  while (node.kind === 'property' || node.kind === 'index') {
    keys.push(node.kind === 'property' ? dataPath(node.name) : keyOf(node.index));
    node = node.object;
  }
  const select: string[] = [];
  for (const key of keys.reverse()) {
    isUnknown ||= key === undefined;
    if (!isUnknown && key) select.push(...key);
  }
  if (isUnknown) return { ...visit, node, select, except: [], isFlattened: true, isGuess: true };
  const except = visit.except.map((path) => [...select, ...path]);
  return { ...visit, node, select: [...select, ...visit.select], except };
}

/** The steps that an index takes: none for an array's, `undefined` for one that is computed. */
function keyOf(index: ExpressionNode): readonly string[] | undefined {
  if (index.kind === 'number') return [];
  const text = constantText(index)?.text;
  return text === undefined ? undefined : dataPath(text);
}

function readOf(call: CallNode, visit: Visit): Read | undefined {
  const reference = referenceOf(call);
  if (!reference) return undefined;
  const { select, except, into, isFlattened, cleansed, undone, isGuess, outer } = visit;
  return {
    reference,
    path: [...reference.path, ...select],
    except: except.map((path) => [...reference.path, ...path]),
    into,
    isFlattened,
    cleansed,
    undone,
    isGuess,
    node: outer,
  };
}

function argumentsOf(call: CallNode, visit: Visit): Visit[] {
  switch (call.lowerName) {
    case 'setproperty':
    case 'addproperty':
      return changedObject(call, visit);
    case 'removeproperty':
      return call.args.slice(0, 1).flatMap((node) => without(call.args[1], { ...visit, node, outer: node }));
    case 'replace':
      return replaced(call, visit);
    case 'concat':
      return joined(call, visit);
    default:
      return passed(call, visit);
  }
}

function passed(call: CallNode, visit: Visit): Visit[] {
  const flow = functionFlows.get(call.lowerName) ?? unknownFunction;
  const { passes, keepsStructure } = flow;
  if (passes === 'none') return [];
  const undone = visit.undone | cleanserSet(...(flow.undoes ?? []));
  const cleansed = visit.cleansed | (cleanserSet(...(flow.cleanses ?? [])) & ~visit.undone);
  return call.args.flatMap((node, i) => {
    if (passes !== 'all' && !passes.includes(i)) return [];
    return {
      ...visit,
      node,
      outer: node,
      select: keepsStructure ? visit.select : [],
      except: keepsStructure ? visit.except : [],
      isFlattened: visit.isFlattened || !keepsStructure,
      cleansed,
      undone,
      isGuess: visit.isGuess || !isKnownFunction(call.lowerName),
    };
  });
}

/** The arguments of `concat`; those behind a scheme and host cannot change them. */
function joined(call: CallNode, visit: Visit): Visit[] {
  let before = '';
  return call.args.map((node) => {
    const cleansed = visit.cleansed | (isBehindHost(before) ? cleansers.behindHost & ~visit.undone : 0);
    before += constantText(node)?.text ?? unknownText;
    return { ...visit, node, outer: node, select: [], except: [], isFlattened: true, cleansed };
  });
}

/** What `replace(x, old, new)` makes harmless when `old` is gone from the result: texts of one character, and what they are replaced with. */
function replaced(call: CallNode, visit: Visit): Visit[] {
  const [subject, old, fresh] = call.args;
  if (!subject) return [];
  const [from, to] = [old, fresh].map((node) => node && constantText(node)?.text);
  const cleansed = from !== undefined && to !== undefined ? cleansedByReplacing(from, to) : 0;
  const common = { ...visit, select: [], except: [], isFlattened: true };
  return [
    { ...common, node: subject, outer: subject, cleansed: visit.cleansed | (cleansed & ~visit.undone) },
    ...(fresh ? [{ ...common, node: fresh, outer: fresh }] : []),
  ];
}

function cleansedByReplacing(from: string, to: string): CleanserSet {
  if (from === '"' && (to === '\\"' || !to.includes('"'))) return cleansers.doubleQuotes;
  if (from === "'" && (to === "''" || !to.includes("'"))) return cleansers.quotes;
  return from === '<' && !to.includes('<') ? cleansers.html : 0;
}

/** `setProperty(object, key, value)`: the object without the key, and the value under it. */
function changedObject(call: CallNode, visit: Visit): Visit[] {
  const [object, key, value] = call.args;
  const text = key && constantText(key)?.text;
  const inObject = object ? without(key, { ...visit, node: object, outer: object }) : [];
  if (!value) return inObject;
  const inValue = { ...visit, node: value, outer: value, except: [] };
  if (text === undefined) return [...inObject, { ...inValue, select: [], isFlattened: true, isGuess: true }];
  const steps = dataPath(text);
  if (visit.select.length === 0) return [...inObject, { ...inValue, into: [...visit.into, ...steps] }];
  const isUsed = remainder(visit.select, steps) !== undefined;
  return isUsed ? [...inObject, { ...inValue, select: visit.select.slice(steps.length) }] : inObject;
}

/** The object with a key taken out. */
function without(key: ExpressionNode | undefined, visit: Visit): Visit[] {
  const text = key && constantText(key)?.text;
  if (text === undefined) return [visit];
  const steps = dataPath(text);
  if (isBelow(visit.select, steps)) return [];
  return [{ ...visit, except: [...visit.except, steps] }];
}
