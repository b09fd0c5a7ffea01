const { version } = require('../../package.json');

/** What the task is called in pipelines (`FlowGate@0`), and its identity, which must never change. */
const name = 'FlowGate';
const id = '7eb6accb-4998-4ad1-baa0-dd65580c6285';

/**
 * `task.json`: the manifest of the Azure Pipelines task, from the tables of inputs and outputs.
 *
 * Inputs have no defaults here: one in the manifest could not be told from the user's choice. JSON has no comments, so the
 * mark stands in `messages`, texts that the task could ask for by their keys and that nobody is shown.
 */
module.exports = ({ load, mark }) => {
  const { inputs } = load('src/inputs.ts');
  const outputs = load('src/outputs.ts').outputs.filter(({ only }) => only === undefined);
  const { product } = load('src/product.ts');
  const { camelCase } = load('src/host/azure-text.ts');
  const page = `${product.repository}/blob/main/docs/azure-devops.md`;
  const [Major, Minor, Patch] = version.split('.').map(Number);
  const outputNames = outputs.map((output) => camelCase(output.name));

  const manifest = {
    $schema: 'https://raw.githubusercontent.com/microsoft/azure-pipelines-task-lib/master/tasks.schema.json',
    id,
    name,
    friendlyName: 'FlowGate security gate',
    description:
      'Fails the pipeline when a Power Platform solution ships a cloud flow that leaks secrets or stands open to strangers.',
    helpUrl: page,
    helpMarkDown: `[How to use it](${page})`,
    category: 'Test',
    visibility: ['Build', 'Release'],
    runsOn: ['Agent', 'DeploymentGroup'],
    author: product.name,
    version: { Major, Minor, Patch },
    // The first agent with Node 20. Agents take the newest handler that they know.
    // https://github.com/microsoft/azure-pipelines-tasks/blob/master/docs/migrateNode24.md
    minimumAgentVersion: '3.232.1',
    demands: [],
    instanceNameFormat: 'Scan flows with FlowGate',
    inputs: inputs
      .filter((input) => input.faces.includes('azure'))
      .map((input) => taskInput(input, camelCase(input.name))),
    outputVariables: outputs.map((output, i) => ({ name: outputNames[i], description: output.help })),
    execution: { Node20_1: { target: 'dist/azure.cjs' }, Node24: { target: 'dist/azure.cjs' } },
    // Were a name ever to become a command, it could set nothing else.
    restrictions: { settableVariables: { allowed: outputNames } },
    messages: { generated: mark },
  };
  return [{ file: 'task.json', text: `${shortLists(JSON.stringify(manifest, null, 2))}\n` }];
};

/** Paths are plain strings: a `filePath` that is left out arrives as the folder of the sources. */
const types = { string: 'string', boolean: 'boolean', choice: 'pickList', list: 'multiLine' };

function taskInput(input, camelName) {
  const words = input.name.replaceAll('-', ' ').replace('sarif', 'SARIF');
  const fallback = input.default === undefined ? '' : ` Default: ${input.default}.`;
  return {
    name: camelName,
    type: types[input.type],
    label: words[0].toUpperCase() + words.slice(1),
    required: input.positional === true,
    helpMarkDown: `${input.help}${fallback}${input.type === 'list' ? ' One on each line.' : ''}`,
    ...(input.choices && { options: Object.fromEntries(input.choices.map((choice) => [choice, choice])) }),
  };
}

/** Lists of texts on one line where they fit, as the formatter has it. */
function shortLists(json) {
  return json.replace(/^(.*)\[\s+("[^"\n]*"(?:,\s+"[^"\n]*")*)\s+\]/gm, (list, start, items) => {
    const line = `${start}[${items.replace(/,\s+/g, ', ')}]`;
    return line.length <= 118 ? line : list;
  });
}
