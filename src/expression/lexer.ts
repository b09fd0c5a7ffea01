/**
 * Splits a Workflow Definition Language expression into tokens.
 *
 * Character classes are those of the expression scanner of the vendor's own designer, so that nothing the platform reads is
 * refused here: https://github.com/Azure/LogicAppsUX (libs/logic-apps-shared, expression/scanner.ts). In particular a name is any
 * run of characters other than blanks and `.,(){}[]@?'`; whether such a function exists is not a question of syntax.
 */

/** Punctuation stands for itself. `end` is the end of the text, `bad` something that is no token (see `Lexer.problem`). */
export type TokenKind = 'name' | 'string' | 'number' | '(' | ')' | '[' | ']' | '.' | ',' | '?' | '}' | 'end' | 'bad';

const QUOTE = 0x27;
const PUNCTUATION: readonly (TokenKind | undefined)[] = Array.from({ length: 128 }, (_, code) =>
  (['(', ')', '[', ']', '.', ',', '?', '}'] as const).find((sign) => sign.charCodeAt(0) === code),
);
/** Neither part of a name nor a token of its own. */
const OPEN_BRACE = 0x7b;
const AT = 0x40;
/** By character code below 128, since most characters of an expression are part of a name: whether it may be. */
const IN_NAME = Uint8Array.from({ length: 128 }, (_, code) => {
  const isSpecial = code === QUOTE || PUNCTUATION[code] !== undefined || isForbidden(code) || isBlank(code);
  return isSpecial ? 0 : 1;
});

/** One token at a time over `text`; constructing it reads the first one. Total work is linear in the length of the text. */
export class Lexer {
  kind: TokenKind = 'end';
  start = 0;
  end = 0;
  /** Of a string literal: its content, with doubled quotes made single. */
  value = '';
  /** Of a `bad` token: what is wrong with it, without quoting it. */
  problem = '';

  constructor(
    readonly text: string,
    offset: number,
  ) {
    this.end = offset;
    this.next();
  }

  /** Moves on to the next token; at the end of the text stays there. */
  next(): void {
    let at = this.end;
    while (at < this.text.length && isBlank(this.text.charCodeAt(at))) at++;
    this.start = at;
    this.kind = this.scan(at);
  }

  /** Reads the token that begins at `start`, which is no blank: returns its kind and sets `end`. */
  private scan(start: number): TokenKind {
    this.end = start;
    if (start >= this.text.length) return 'end';
    const code = this.text.charCodeAt(start);
    const sign = PUNCTUATION[code];
    if (sign !== undefined) {
      this.end = start + 1;
      return sign;
    }
    if (code === QUOTE) return this.string(start);
    if (isDigit(code) || isSign(code)) return this.number(start);
    if (isForbidden(code)) return this.bad('unexpected character', start);
    this.end = this.nameEnd(start);
    return 'name';
  }

  private bad(problem: string, at: number): TokenKind {
    this.start = at;
    this.end = at;
    this.problem = problem;
    return 'bad';
  }

  private string(start: number): TokenKind {
    const { text } = this;
    let close = text.indexOf("'", start + 1);
    let doubled = false;
    while (close >= 0 && text.charCodeAt(close + 1) === QUOTE) {
      doubled = true;
      close = text.indexOf("'", close + 2);
    }
    if (close < 0) return this.bad('string literal without closing quote', start);
    const inside = text.slice(start + 1, close);
    this.value = doubled ? inside.replaceAll("''", "'") : inside;
    this.end = close + 1;
    return 'string';
  }

  /** `[+-] digits [. digits*] [e [+-] digits]`, which must not run on into a name. */
  private number(start: number): TokenKind {
    const { text } = this;
    const first = isSign(text.charCodeAt(start)) ? start + 1 : start;
    let at = this.digitsEnd(first);
    if (at === first) return this.bad('expected a digit', at);
    if (text[at] === '.') at = this.digitsEnd(at + 1);
    if (text[at] === 'e' || text[at] === 'E') {
      const power = isSign(text.charCodeAt(at + 1)) ? at + 2 : at + 1;
      at = this.digitsEnd(power);
      if (at === power) return this.bad('expected a digit', at);
    }
    if (this.nameEnd(at) > at) return this.bad('unexpected character', at);
    this.end = at;
    return 'number';
  }

  private digitsEnd(from: number): number {
    let at = from;
    while (isDigit(this.text.charCodeAt(at))) at++;
    return at;
  }

  private nameEnd(from: number): number {
    let at = from;
    while (at < this.text.length && isNameCharacter(this.text.charCodeAt(at))) at++;
    return at;
  }
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

function isSign(code: number): boolean {
  return code === 0x2b || code === 0x2d;
}

function isNameCharacter(code: number): boolean {
  return code < 128 ? IN_NAME[code] === 1 : !isBlank(code);
}

function isForbidden(code: number): boolean {
  return code === OPEN_BRACE || code === AT;
}

/**
 * The characters for which .NET's `Char.IsWhiteSpace` holds, as the platform runs on .NET. Real flows hold U+00A0 between
 * tokens: browsers put it there when an expression is pasted into the designer.
 * https://learn.microsoft.com/dotnet/api/system.char.iswhitespace#remarks
 */
function isBlank(code: number): boolean {
  if (code <= 0x20) return code === 0x20 || (code >= 0x09 && code <= 0x0d);
  if (code < 0x1680) return code === 0xa0 || code === 0x85;
  return (
    code === 0x1680 ||
    (code >= 0x2000 && code <= 0x200a) ||
    code === 0x2028 ||
    code === 0x2029 ||
    code === 0x202f ||
    code === 0x205f ||
    code === 0x3000
  );
}
