import type { Gap } from './assignment-gaps';

/** What ends a value, by what it stands in. */
const endings = {
  query: /[^&\s"'<>#]{0,6000}/y,
  connection: /[^;\s"]{0,6000}/y,
  comma: /[^,\s"]{0,6000}/y,
  run: /(?:[^\s"`<]|<(?![a-z/!])){0,800}/iy,
  curly: /[^“”\n]{0,400}/y,
  element: /[^<>]{0,2000}/y,
};

/**
 * The value behind a gap, as far as the text around it lets it go.
 * @param before the character before the name
 */
export function readValue(text: string, before: string, gap: Gap): string {
  if (gap.how === 'quoted') return readQuoted(text, gap);
  if (gap.how === 'element') {
    const content = readAt(endings.element, text, gap.at);
    return text.startsWith('</', gap.at + content.length) ? content.trimEnd() : '';
  }
  if (gap.how === 'pair') {
    if (before === '&' || before === '?') return readAt(endings.query, text, gap.at);
    if (before === ';') return closed(readAt(endings.connection, text, gap.at));
    if (before === ',') return closed(readAt(endings.comma, text, gap.at));
    const run = readAt(endings.run, text, gap.at);
    if (/&[\w.-]{1,40}=/.test(run)) return run.slice(0, run.indexOf('&'));
    return closed(run.includes(';') ? run.slice(0, run.indexOf(';')) : run);
  }
  const run = readAt(endings.run, text, gap.at);
  const composed = run.search(/[;&?][\w.-]{1,40}=/);
  return (composed < 0 ? run : run.slice(0, composed)).replace(/[.,;:)\]}"'>]{1,4}$/, '');
}

/** Without the quotes and brackets that end what the value stands in; those that it opens itself belong to it. */
function closed(value: string): string {
  let end = value.length;
  for (; end > 0; end--) {
    const last = value[end - 1] ?? '';
    const opener = last === '"' || last === "'" ? '' : openers[last];
    if (opener === undefined || (opener !== '' && value.includes(opener))) break;
  }
  return value.slice(0, end);
}

const openers: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };

function readQuoted(text: string, gap: Gap): string {
  if (gap.quote === '“') return readAt(endings.curly, text, gap.at);
  const rest = text.slice(gap.at, gap.at + 6001);
  const end = rest.indexOf(gap.quote);
  return end < 0 ? '' : rest.slice(0, end);
}

function readAt(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? '';
}
