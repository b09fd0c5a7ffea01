/**
 * A sentence of ours with names from the input in it. The two are kept apart until a report writes them, because each channel
 * must escape the names, and only the names, in its own way.
 */
export interface Message {
  /** `{{name}}` stands for a value. */
  readonly template: string;
  readonly values: Readonly<Record<string, string>>;
}

const placeholder = /\{\{(\w+)\}\}/g;

/** `[[name]]` stands for words of ours that differ from case to case, such as the name of a kind of key; they are not escaped. */
const phrase = /\[\[(\w+)\]\]/g;

/**
 * A message with a value for each placeholder. Phrases are filled in first, and may hold placeholders of their own. A missing
 * value is a bug of the rule, and must not reach a reader.
 */
export function messageOf(
  template: string,
  values: Readonly<Record<string, string>>,
  phrases: Readonly<Record<string, string>> = {},
): Message {
  const worded = template.replace(phrase, (_, name: string) => phrases[name] ?? missing(`[[${name}]]`));
  for (const [, name = ''] of worded.matchAll(placeholder)) if (values[name] === undefined) missing(`{{${name}}}`);
  return { template: worded, values };
}

function missing(placeholder: string): never {
  throw new Error(`a message template names ${placeholder}, but the rule gave no such value`);
}

/**
 * Writes a message.
 *
 * @param show quotes and escapes one value for the channel
 * @param own escapes the words between the values, where a channel does not take them as they are
 */
export function writeMessage(
  message: Message,
  show: (value: string) => string,
  own: (words: string) => string = (words) => words,
): string {
  return message.template
    .split(placeholder)
    .map((part, i) => (i % 2 === 0 ? own(part) : show(message.values[part] ?? '')))
    .join('');
}
