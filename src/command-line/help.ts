import { type Input, inputs } from '../inputs';
import { exitCodes } from '../policy/report';
import { product } from '../product';

/** The text of `flowgate --help`, made from the table of inputs. */
export function helpText(): string {
  const flags = inputs.filter((input: Input) => input.faces.includes('cli') && !input.positional);
  const heads = flags.map((input: Input) => `--${input.name}${input.placeholder ? ` ${input.placeholder}` : ''}`);
  const width = Math.max(...heads.map((head) => head.length)) + 2;
  const rows = flags.map((input: Input, i) => {
    const choices = input.choices ? ` One of ${input.choices.join(', ')}.` : '';
    const byDefault = input.default && input.type !== 'boolean' ? ` Default: ${input.default}.` : '';
    return `  ${(heads[i] ?? '').padEnd(width)}${input.help}${choices}${byDefault}`;
  });
  const path: Input | undefined = inputs.find((input: Input) => input.positional);
  return `${product.name} ${product.version}: security gate for Power Automate flows in Power Platform solutions

Usage
  flowgate scan ${path?.placeholder ?? ''} [options]    scan what the paths name
  flowgate rules                       list the rules
  flowgate explain <rule>              show the page of a rule
  flowgate --help | --version

Paths
  ${path?.help ?? ''}

Options of scan
${rows.join('\n')}

Exit codes
  ${exitCodes.clean}  no finding at or over the threshold
  ${exitCodes.findings}  findings at or over the threshold
  ${exitCodes['user-error']}  wrong usage or configuration
  ${exitCodes['nothing-to-scan']}  nothing to scan
  ${exitCodes.incomplete}  incomplete: some of the input could not be read or judged
  ${exitCodes.failure}  FlowGate itself failed

Documentation: ${product.repository}
`;
}
