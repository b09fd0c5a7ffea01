/**
 * Parses one Workflow Definition Language expression.
 *
 *     value   = string | number | `true` | `false` | `null` | call link*
 *     call    = name `(` [ value { `,` value } ] `)`
 *     link    = [ `?` ] ( `.` name | `[` value `]` )
 *
 * As on the platform there are no operators and no parentheses for grouping, links follow calls only, and keywords are read
 * without regard to letter case.
 * https://learn.microsoft.com/azure/logic-apps/logic-apps-workflow-definition-language#expressions
 */

import { Lexer, type TokenKind } from './lexer';
import { type ExpressionNode, MAX_HEIGHT } from './tree';

/** Why an expression is invalid. `message` is short, names the offset and never quotes the text, which may hold a secret. */
export interface ExpressionProblem {
  readonly message: string;
  /** Offset in the text. */
  readonly at: number;
}

export type ParsedExpression = { readonly root: ExpressionNode; readonly end: number } | ExpressionProblem;

/** What encloses the value being read: a call's argument list or an indexer. `height` is that of its tallest child so far. */
type Frame =
  | {
      kind: 'call';
      name: string;
      lowerName: string;
      start: number;
      nameEnd: number;
      args: ExpressionNode[];
      height: number;
    }
  | { kind: 'index'; object: ExpressionNode; optional: boolean; height: number };

/**
 * Parses the expression that begins at `start` and runs up to `terminator`: the end of the text or the `}` of a template.
 * Never throws. Takes time linear in the length of the text and no stack: frames are kept in an array, as texts are hostile.
 * @returns the tree and the offset after the terminator, or the first problem.
 */
export function parseExpression(text: string, start: number, terminator: '}' | 'end'): ParsedExpression {
  return new Parser(new Lexer(text, start)).parse(terminator);
}

class Parser {
  private readonly frames: Frame[] = [];
  /** Height of the node that was completed last. */
  private height = 0;
  private problem: ExpressionProblem | undefined;

  constructor(private readonly lexer: Lexer) {}

  parse(terminator: '}' | 'end'): ParsedExpression {
    for (;;) {
      let node = this.begin();
      while (node !== undefined) {
        node = this.links(node);
        if (node === undefined) break;
        const frame = this.frames.pop();
        if (frame === undefined) return this.finish(node, terminator);
        node = this.resume(frame, node);
      }
      if (this.problem !== undefined) return this.problem;
    }
  }

  private finish(root: ExpressionNode, terminator: '}' | 'end'): ParsedExpression {
    if (this.lexer.kind === terminator) return { root, end: this.lexer.end };
    return problemAt(this.lexer, terminator === '}' ? "expected '}'" : 'expected the end of the expression');
  }

  /** Reads a value that is complete at once, or opens a call (nothing is returned: its first argument is to be read next). */
  private begin(): ExpressionNode | undefined {
    const { lexer } = this;
    const { kind, start, end, value } = lexer;
    this.height = 1;
    if (kind === 'name') return this.name();
    if (kind !== 'string' && kind !== 'number') return this.fail('expected an expression');
    lexer.next();
    if (kind === 'string') return { kind, value, start, end };
    return { kind, value: Number(lexer.text.slice(start, end)), start, end };
  }

  private name(): ExpressionNode | undefined {
    const { lexer } = this;
    const { start, end } = lexer;
    const name = lexer.text.slice(start, end);
    const lowerName = name.toLowerCase();
    lexer.next();
    if (lowerName === 'null') return { kind: 'null', start, end };
    if (lowerName === 'true' || lowerName === 'false') {
      return { kind: 'boolean', value: lowerName === 'true', start, end };
    }
    if (!this.accept('(')) return this.fail("expected '('");
    const close = lexer.end;
    if (this.accept(')')) return { kind: 'call', name, lowerName, args: [], start, end: close, nameEnd: end };
    this.frames.push({ kind: 'call', name, lowerName, start, nameEnd: end, args: [], height: 0 });
    return undefined;
  }

  /** Reads the links after a value; nothing is returned where an indexer was opened, whose index is to be read next. */
  private links(first: ExpressionNode): ExpressionNode | undefined {
    const { lexer } = this;
    let object = first;
    if (object.kind !== 'call' && object.kind !== 'index') return object;
    for (;;) {
      const optional = this.accept('?');
      if (this.accept('[')) {
        this.frames.push({ kind: 'index', object, optional, height: this.height });
        return undefined;
      }
      if (!this.accept('.')) return optional ? this.fail("expected '.' or '['") : object;
      const { kind, start, end } = lexer;
      if (kind !== 'name') return this.fail('expected a property name');
      lexer.next();
      object = { kind: 'property', object, name: lexer.text.slice(start, end), optional, start: object.start, end };
      if (++this.height > MAX_HEIGHT) return this.tooHigh(object);
    }
  }

  /** Hands a complete value to what encloses it: which is then complete in turn, or waits for its next argument. */
  private resume(frame: Frame, child: ExpressionNode): ExpressionNode | undefined {
    const { end } = this.lexer;
    const height = Math.max(frame.height, this.height);
    this.height = height + 1;
    let node: ExpressionNode;
    if (frame.kind === 'index') {
      if (!this.accept(']')) return this.fail("expected ']'");
      const { object, optional } = frame;
      node = { kind: 'index', object, index: child, optional, start: object.start, end };
    } else {
      frame.args.push(child);
      if (this.accept(',')) {
        frame.height = height;
        this.frames.push(frame);
        return undefined;
      }
      if (!this.accept(')')) return this.fail("expected ',' or ')'");
      const { name, lowerName, args, start, nameEnd } = frame;
      node = { kind: 'call', name, lowerName, args, start, end, nameEnd };
    }
    return this.height > MAX_HEIGHT ? this.tooHigh(node) : node;
  }

  private accept(kind: TokenKind): boolean {
    if (this.lexer.kind !== kind) return false;
    this.lexer.next();
    return true;
  }

  private fail(expectation: string): undefined {
    this.problem = problemAt(this.lexer, expectation);
    return undefined;
  }

  private tooHigh(node: ExpressionNode): undefined {
    this.problem = { message: `nested deeper than ${MAX_HEIGHT} levels at offset ${node.start}`, at: node.start };
    return undefined;
  }
}

/** What is wrong at the current token: where it is no token at all, that is told instead of what was expected. */
function problemAt(lexer: Lexer, expectation: string): ExpressionProblem {
  const what = lexer.kind === 'bad' ? lexer.problem : expectation;
  return { message: `${what} at offset ${lexer.start}`, at: lexer.start };
}
