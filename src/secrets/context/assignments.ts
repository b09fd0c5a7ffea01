import type { LeafSetting } from '../leaf';
import { type Gap, gapAfter } from './assignment-gaps';
import { readValue } from './assignment-values';
import { type Judged, movedBy } from './judged';
import { kindOfName } from './kind-of-name';
import { connectionKey, connectionPassword } from './kinds';
import { classCount } from './letters';
import { judgeNamed } from './named-value';
import { classifyName, type NameClass } from './names';
import { decoded } from './url-userinfo';
import { judgeValue } from './values';

/** A part of every name that can name a secret. */
const stem =
  /pass|pwd|pswd|psw|kennwort|wachtwoord|contrase|senha|losenord|lösenord|mdp|пароль|パスワード|密码|密碼|비밀번호|hasło|heslo|secret|geheim|segredo|segreto|key|schl(?:ü|ue?)ssel|sleutel|clé|cle[ _-]?(?:api|secr|d[’'])|clave|chave|token|jeton|auth|credential|conn(?:ection)?_?str|signature|pat(?![a-z])|\bjwt\b|\bsas\b/gi;

/**
 * Secrets in text that is not one as a whole: code, markup, connection strings, query strings, notes. Each must stand behind a name,
 * and be parted from it as such texts do.
 */
export function* assignedSecrets(text: string, setting: LeafSetting): Generator<Judged> {
  for (let from = 0; ; ) {
    stem.lastIndex = from;
    const hit = stem.exec(text);
    if (!hit) return;
    const start = startOfName(text, hit.index);
    const end = endOfName(text, hit.index + hit[0].length);
    const gap = gapAfter(text, start, end);
    const found = gap && readAssignment(text, start, end, gap, setting);
    if (found?.judged) yield found.judged;
    from = Math.max(end, found?.readTo ?? 0);
  }
}

/** Letters (those with accents too), digits, `_` and `-`. */
function isOfName(code: number): boolean {
  return (
    (code >= 97 && code <= 122) ||
    (code >= 65 && code <= 90) ||
    (code >= 48 && code <= 57) ||
    code === 95 ||
    code === 45 ||
    (code >= 0xc0 && code < 0x2000)
  );
}

/** Members and variables belong to it: `Contoso.apiKey`, `$apiKey`. */
function startOfName(text: string, from: number): number {
  let start = from;
  for (; start > 0 && from - start < 60; start--) {
    const code = text.charCodeAt(start - 1);
    if (!isOfName(code) && code !== 46 && code !== 36) break;
  }
  return start;
}

function endOfName(text: string, from: number): number {
  let end = from;
  while (end - from < 40 && isOfName(text.charCodeAt(end))) end += 1;
  return end;
}

const inWords = /[\p{L}'’ -]/u;

/** Words before a name belong to it in running text: `client secret`, `API key`, `mot de passe`. */
function withWordsBefore(text: string, start: number, name: string): string {
  if (!/[\s(>]/.test(text[start - 1] ?? ' ')) return name;
  let from = start;
  while (from > 0 && start - from < 36 && inWords.test(text[from - 1] ?? '')) from -= 1;
  return text.slice(from, start) + name;
}

/** Shorter values are not worth a look. */
const shortest: Readonly<Record<NameClass, number>> = { password: 5, strong: 8, weak: 24 };

interface Read {
  readonly judged?: Judged | undefined;
  /** Where to look for the next name. */
  readonly readTo: number;
}

function readAssignment(text: string, start: number, end: number, gap: Gap, setting: LeafSetting): Read {
  const name = text.slice(start, end);
  const before = text[start - 1] ?? '';
  const full = gap.how === 'quoted' || gap.how === 'element' ? name : withWordsBefore(text, start, name);
  const named = classifyName(full + (gap.rest ?? ''));
  if (named === undefined) return { readTo: 0 };
  const value = readValue(text, before, gap);
  if (value.length < shortest[named]) return { readTo: gap.at };
  // What was read as a value is not searched for names again, so that no text is read twice too often.
  const readTo = gap.how === 'pair' || gap.how === 'colon' ? gap.at + value.length : gap.at;
  const judged = judge(text, full + (gap.rest ?? ''), named, value, gap, setting);
  return { judged: judged && movedBy(gap.at, judged), readTo };
}

function judge(
  text: string,
  name: string,
  named: NameClass,
  value: string,
  gap: Gap,
  setting: LeafSetting,
): Judged | undefined {
  const isProse = setting === 'prose';
  if (named === 'weak' && (isProse || gap.how === 'words' || gap.how === 'beside' || gap.how === 'flag'))
    return undefined;
  if (gap.how === 'quoted' || gap.how === 'element') return judgeNamed(name, value, 'value');
  const isConnection = gap.how === 'pair' && standsInConnectionString(text, gap, value);
  if (!isConnection && isCode(value)) return undefined;
  if (gap.how === 'pair') return judgePair(name, named, value, isConnection);
  if (gap.how === 'beside' && !isUnmistakable(value, named)) return undefined;
  // In running text and in YAML nothing shows where code ends and values begin: the value must look the part.
  if (!standsOut(value, named)) return undefined;
  const judged = judgeNamed(name, value, 'value');
  return gap.how === 'beside' && judged?.proof !== 'context' ? undefined : judged;
}

/** Whether a value without quotes around it looks like no word, number or code. */
function standsOut(value: string, named: NameClass): boolean {
  if (named !== 'password')
    return value.length >= 12 && /\d/.test(value) && /^[\w+/=.~:!@#$%^&*-]{12,6000}$/.test(value);
  return (/\d/.test(value) || /\w[!$%^&*#@~+]\w/.test(value)) && !/[(){}[\]]|=>|,\w{1,20}:/.test(value);
}

/** With nothing but a blank between name and value, the value alone must show what it is. */
function isUnmistakable(value: string, named: NameClass): boolean {
  if (named === 'password') return value.length >= 8 && /\d/.test(value) && classCount(value) === 4;
  return value.length >= 20;
}

/** A pair of a connection string, of a query, or of a line such as `API_KEY=...`. */
function judgePair(name: string, named: NameClass, value: string, isConnection: boolean): Judged | undefined {
  const proof = judgeValue(decoded(value), named);
  if (proof === undefined) return undefined;
  const whole = { proof, start: 0, end: value.length };
  if (isConnection) return { kind: named === 'password' ? connectionPassword : connectionKey, ...whole };
  return { kind: kindOfName(name, named, value), ...whole };
}

/** Whether a semicolon stands before the name or behind the value. */
function standsInConnectionString(text: string, gap: Gap, value: string): boolean {
  if (text[gap.at + value.length] === ';') return true;
  return /;\s{0,2}[\w ]{1,38}=\s{0,2}$/.test(text.slice(Math.max(0, gap.at - 48), gap.at));
}

/** Calls, variables, paths of members, the beginning of an object: the value is not here. */
function isCode(value: string): boolean {
  return (
    /^[\w.$\]['"]{0,200}\(|^[{[(]|^\$(?:[A-Za-z_]\w{0,40}(?=[.;,)]|$)|[({])/.test(value) ||
    /^[A-Za-z_][A-Za-z_]{0,40}\d?(?:\.[A-Za-z_]{1,40}\d?){1,6}[;,]?$/.test(value)
  );
}
