import { parseArgs } from 'node:util';
import { UserError } from '../errors';
import { type Input, inputs } from '../inputs';

/** Values of the command line's inputs by name; a list has one entry per occurrence. Left-out inputs are absent. */
export type Options = ReadonlyMap<string, readonly string[]>;

const flags: readonly Input[] = inputs.filter((input: Input) => input.faces.includes('cli') && !input.positional);
const positional: Input | undefined = inputs.find((input: Input) => input.positional);

/**
 * Reads the arguments after the command's name.
 * @throws {UserError} for an unknown flag, a missing value, or a value that is none of the choices
 */
export function parseOptions(args: readonly string[]): Options {
  const { values, positionals } = parse(args);
  const options = new Map<string, readonly string[]>();
  if (positional && positionals.length > 0) options.set(positional.name, positionals);
  for (const flag of flags) {
    const value = values[flag.name];
    if (value === undefined) continue;
    const list = (Array.isArray(value) ? value : [value]).map(String);
    options.set(
      flag.name,
      flag.type === 'list' ? list.flatMap((one) => one.split(',').flatMap((part) => part.trim() || [])) : list,
    );
  }
  for (const [name, list] of options) checkChoice(name, list);
  return options;
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: Object.fromEntries(
        flags.map((flag) => [
          flag.name,
          {
            type: flag.type === 'boolean' ? ('boolean' as const) : ('string' as const),
            multiple: flag.type === 'list',
          },
        ]),
      ),
    });
  } catch (error) {
    const { code = '', message } = error as Error & { readonly code?: string };
    if (!code.startsWith('ERR_PARSE_ARGS')) throw error;
    const [firstSentence = ''] = message.split(/\.\s/);
    throw new UserError(firstSentence, 'Run "flowgate scan --help" for the options.', { cause: error });
  }
}

function checkChoice(name: string, values: readonly string[]): void {
  const input: Input | undefined = inputs.find((candidate) => candidate.name === name);
  for (const value of values) {
    if (input?.choices && !input.choices.includes(value)) {
      throw new UserError(`--${name} cannot be "${value}"`, `Use one of ${input.choices.join(', ')}.`);
    }
  }
}

/** The value of an input, or its default from the table; `undefined` if it has none. */
export function optionOf(options: Options, name: (typeof inputs)[number]['name']): string | undefined {
  const input: Input | undefined = inputs.find((candidate) => candidate.name === name);
  return options.get(name)?.at(-1) ?? input?.default;
}
