/** What stands between a name and its value, and how the value ends. */
export interface Gap {
  /** Where the value begins. */
  readonly at: number;
  readonly how: 'quoted' | 'pair' | 'colon' | 'words' | 'flag' | 'element' | 'beside';
  /** For `quoted`: what ends the value. */
  readonly quote: string;
  /** For `words`: what stands behind the name and belongs to it, as in `clave de acceso`. */
  readonly rest?: string;
}

/** `"key": "x"`, `headers["key"] = 'x'`, `Add("key", "x")`, `SET Key TO $'''x'''` */
const quoted =
  /\\{0,3}["'`]?[\s\])]{0,3}(?::=|=>|={1,3}|[:,]|TO(?=\s))[ \t]{0,6}(?:\$(?=['"])|[@Nbrf](?=['"]))?('''|"""|\\{0,3}["'`“])/iy;
/** `<add key="ApiKey" value="x" />` */
const attributes = /["']\s{1,6}(?:value|content)\s{0,2}=\s{0,2}(["'])/iy;
/** `key=x`, `key: x` */
const plain = /\\{0,3}["'`]?[\])]?[ \t]{0,3}(={1,2}|[:：])[ \t]{0,4}/y;
/** `password for SAP is x`, `Kennwort lautet: x` */
const worded = /((?:\s[\p{L}'’]{1,16}){0,4})\s{0,2}(?:[:=]|(?<=\s)(?:is|ist|lautet|est|es|é|e|war|was))\s{1,3}/iuy;
/** `<wsse:Password Type="...">x</wsse:Password>`, `<Property Name="Password">x</Property>` */
const element = /[^<>]{0,120}>\s{0,8}/y;
/** `<b>Password:</b> x`, `<td>Password</td><td>x</td>` */
const markup =
  /\s{0,3}(:?)\s{0,3}(?:<\/?[a-z][a-z0-9]{0,10}(?:\s[^<>]{0,80})?>(?:\s|&nbsp;){0,4}){1,6}(:?)(?:\s|&nbsp;){0,4}/iy;
/** `--password x`, `uses apiKey x`: only before what has a digit and some length. */
const blank = / {1,3}(?=[^\s\d]{0,60}\d)(?=[^\s]{8})/y;

/** What can follow a name that a value follows. */
const mayFollow = /[\s:：=,\])"'`\\<>]/;

/** Reads on from the end of a name. */
export function gapAfter(text: string, nameStart: number, nameEnd: number): Gap | undefined {
  const next = text[nameEnd] ?? '';
  if (!mayFollow.test(next)) return undefined;
  const before = text[nameStart - 1] ?? '';
  return (
    quotedGap(text, nameEnd, before) ??
    elementGap(text, nameStart, nameEnd, before) ??
    (next === ':' || next === ' ' || next === '<' ? markupGap(text, nameEnd) : undefined) ??
    plainGap(text, nameEnd) ??
    (/\s/.test(next) ? looseGap(text, nameStart, nameEnd, before) : undefined)
  );
}

function quotedGap(text: string, nameEnd: number, before: string): Gap | undefined {
  const match = matchAt(quoted, text, nameEnd) ?? (/["']/.test(before) ? matchAt(attributes, text, nameEnd) : null);
  // A comma parts a name from its value only in calls: `Add("x-api-key", "...")`, `Set(password, "...")`.
  if (!match || (match[0].includes(',') && !/["'`(]/.test(before))) return undefined;
  return { at: nameEnd + match[0].length, how: 'quoted', quote: match[1] ?? '"' };
}

function elementGap(text: string, nameStart: number, nameEnd: number, before: string): Gap | undefined {
  const isPrefixed = before === ':' && /<\w{1,20}:$/.test(text.slice(Math.max(0, nameStart - 22), nameStart));
  if (before !== '<' && !isPrefixed && !/["']/.test(before)) return undefined;
  const match = matchAt(element, text, nameEnd);
  return match ? { at: nameEnd + match[0].length, how: 'element', quote: '' } : undefined;
}

function markupGap(text: string, nameEnd: number): Gap | undefined {
  const match = matchAt(markup, text, nameEnd);
  const isLabel = match && (match[1] !== '' || match[2] !== '' || /<t[dh]\b/i.test(match[0]));
  return isLabel ? { at: nameEnd + match[0].length, how: 'words', quote: '' } : undefined;
}

function plainGap(text: string, nameEnd: number): Gap | undefined {
  const match = matchAt(plain, text, nameEnd);
  return match
    ? { at: nameEnd + match[0].length, how: match[1] === ':' || match[1] === '：' ? 'colon' : 'pair', quote: '' }
    : undefined;
}

function looseGap(text: string, nameStart: number, nameEnd: number, before: string): Gap | undefined {
  const words = matchAt(worded, text, nameEnd);
  if (words) return { at: nameEnd + words[0].length, how: 'words', quote: '', rest: words[1] ?? '' };
  const match = matchAt(blank, text, nameEnd);
  if (!match) return undefined;
  // `--password x`, `/password x`, `-Password x`
  const isFlag = /[-/]/.test(before) || text[nameStart] === '-';
  return { at: nameEnd + match[0].length, how: isFlag ? 'flag' : 'beside', quote: '' };
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}
