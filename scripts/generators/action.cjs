/**
 * `action.yml`, GitHub's manifest, and the tables of the page about it: inputs and outputs come from the tables that all
 * faces share.
 */
module.exports = ({ mark, load, read }) => {
  const inputs = load('src/inputs.ts').inputs.filter(({ faces }) => faces.includes('github'));
  const { outputs } = load('src/outputs.ts');
  const page = replaceSection(
    replaceSection(read('docs/github.md'), 'inputs', `<!-- ${mark} -->\n\n${inputTable(inputs)}`),
    'outputs',
    `<!-- ${mark} -->\n\n${outputTable(outputs)}`,
  );
  return [
    { file: 'action.yml', text: manifest(mark, inputs, outputs) },
    { file: 'docs/github.md', text: page },
  ];
};

function manifest(mark, inputs, outputs) {
  return [
    `# ${mark}: the tables are src/inputs.ts and src/outputs.ts.`,
    'name: FlowGate',
    'description: Security gate for Power Automate cloud flows in Power Platform solutions',
    'author: FlowGate',
    'branding:',
    '  icon: shield',
    '  color: blue',
    'inputs:',
    ...inputs.flatMap(inputLines),
    'outputs:',
    ...outputs.flatMap(({ name, help }) => [`  ${name}:`, `    description: ${quoted(help)}`]),
    'runs:',
    '  using: node24',
    '  main: dist/github.cjs',
    '',
  ].join('\n');
}

/** A default that the product itself knows is only told: stated here, it could not be told from a user's choice. */
function inputLines(input) {
  return [
    `  ${input.name}:`,
    `    description: ${quoted([helpOf(input), input.default && `Default: ${input.default}.`].filter(Boolean).join(' '))}`,
    '    required: false',
    ...(input.actionDefault === undefined ? [] : [`    default: ${input.actionDefault}`]),
  ];
}

function helpOf({ name, type, help, choices }) {
  const form = {
    boolean: 'true or false.',
    choice: `One of ${choices?.join(', ')}.`,
    list: name === 'path' ? 'One to a line.' : 'With commas or line ends between.',
  }[type];
  return [help, form].filter(Boolean).join(' ');
}

/** A YAML text in which nothing but the quote has a meaning. */
function quoted(text) {
  return `'${text.replaceAll("'", "''")}'`;
}

function inputTable(inputs) {
  const defaultOf = (input) => {
    const value = input.default ?? input.actionDefault;
    return value === undefined ? '' : `\`${value}\``;
  };
  const rows = inputs.map((input) => `| \`${input.name}\` | ${helpOf(input)} | ${defaultOf(input)} |`);
  return ['| Input | What it does | Default |', '| --- | --- | --- |', ...rows].join('\n');
}

function outputTable(outputs) {
  const rows = outputs.map(({ name, help }) => `| \`${name}\` | ${help} |`);
  return ['| Output | What it is |', '| --- | --- |', ...rows].join('\n');
}

function replaceSection(page, name, text) {
  const start = `<!-- ${name}:start -->`;
  const end = `<!-- ${name}:end -->`;
  const [before, rest] = page.split(start);
  return `${before}${start}\n${text}\n\n${end}${rest.split(end)[1]}`;
}
