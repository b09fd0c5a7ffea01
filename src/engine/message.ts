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

/** A message with a value for each placeholder. A missing value is a bug of the rule, and must not reach a reader. */
export function messageOf(template: string, values: Readonly<Record<string, string>>): Message {
  for (const [, name = ''] of template.matchAll(placeholder)) {
    if (values[name] === undefined)
      throw new Error(`message template names {{${name}}}, but the rule gave no such value`);
  }
  return { template, values };
}

/** Writes a message; `show` quotes and escapes one value for the channel. */
export function writeMessage(message: Message, show: (value: string) => string): string {
  return message.template.replace(placeholder, (_, name: string) => show(message.values[name] ?? ''));
}
