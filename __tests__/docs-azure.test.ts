import { readFileSync } from 'node:fs';
import path from 'node:path';
import Ajv from 'ajv';
import { parse } from 'yaml';
import packageJson from '../package.json';
import { camelCase } from '../src/host/azure-text';
import { type Input, inputs } from '../src/inputs';
import manifest from '../task.json';

/** The page is checked: its pipelines by the schema of Azure Pipelines, its inputs and outputs by the manifest. */

const read = (...names: string[]) => readFileSync(path.join(__dirname, ...names), 'utf8');
const page = read('..', 'docs', 'azure-devops.md');
const pipelines = [...page.matchAll(/^```yaml\n(.*?)^```$/gms)].map(([, text = '']) => text);
const reference = `${manifest.name}@${packageJson.version.split('.')[0]}`;

interface TaskSchema {
  readonly properties: { readonly task: { readonly anyOf: object[] } };
  readonly anyOf: object[];
}
interface PipelineSchema {
  readonly definitions: { readonly task: TaskSchema };
}

/** The schema knows the tasks of Microsoft only: ours comes from its manifest, the one of Advanced Security from its page. */
function schemaWithTasks(): PipelineSchema {
  const schema = JSON.parse(read('schemas', 'azure-pipelines-yaml.schema.json')) as PipelineSchema;
  const add = (task: string, properties: object, required: readonly string[]) => {
    schema.definitions.task.properties.task.anyOf.push({ enum: [task] });
    const inputsSchema = { type: 'object', properties, additionalProperties: false, required };
    schema.definitions.task.anyOf.push({
      properties: { task: { pattern: `^${task}$` }, inputs: inputsSchema },
      required: ['task', 'inputs'],
    });
  };
  const own = manifest.inputs.map((input) => [
    input.name,
    input.options ? { enum: Object.keys(input.options) } : { type: input.type === 'boolean' ? 'boolean' : 'string' },
  ]);
  const required = manifest.inputs.filter((input) => input.required).map(({ name }) => name);
  add(reference, Object.fromEntries(own), required);
  // https://learn.microsoft.com/azure/devops/pipelines/tasks/reference/advanced-security-publish-v1
  add('AdvancedSecurity-Publish@1', { SarifsInputDirectory: { type: 'string' }, Category: { type: 'string' } }, []);
  return schema;
}

// The schema has patterns that the "u" flag refuses.
const validate = new Ajv({ strict: false, unicodeRegExp: false }).compile(schemaWithTasks());

/** Azure Pipelines reads every plain value as a text, and so does the schema. */
function withoutNumbers(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (_, one) => (typeof one === 'number' ? String(one) : one)));
}

describe('docs/azure-devops.md', () => {
  test('has its pipelines', () => {
    expect(pipelines.length).toBeGreaterThanOrEqual(4);
    expect(pipelines.filter((text) => text.includes(`task: ${reference}`)).length).toBeGreaterThanOrEqual(4);
  });

  test.each(pipelines.map((text, i) => [i + 1, text]))('pipeline %i is one', (_, text) => {
    const isValid = validate(withoutNumbers(parse(text as string)));
    expect([isValid, isValid ? [] : validate.errors]).toEqual([true, []]);
  });

  test.each([
    ['an input that is none', 'failsOn: high'],
    ['a choice that is none', 'failOn: serious'],
  ])('a pipeline with %s would not pass', (_, line) => {
    const text = (inputLine: string) =>
      `steps:\n  - task: ${reference}\n    inputs:\n      path: a\n      ${inputLine}\n`;
    expect(validate(parse(text('failOn: high')))).toBe(true);
    expect(validate(parse(text(line)))).toBe(false);
  });

  test('names outputs that there are', () => {
    const names = manifest.outputVariables.map(({ name }) => name);
    const used = [...page.matchAll(/outputs\['(?:\w+\.)*(\w+)'\]|variables\['\w+\.(\w+)'\]|\$\(scan\.(\w+)\)/g)].map(
      ([, a, b, c]) => a ?? b ?? c ?? '',
    );
    expect(used.length).toBeGreaterThan(2);
    expect(used.filter((name) => !names.includes(name))).toEqual([]);
  });

  /** First cells of the table that starts with this heading. */
  const namesIn = (heading: string) => {
    const [, table = ''] = new RegExp(`^\\| ${heading} \\|.*\\n\\|.*\\n((?:\\|.*\\n)+)`, 'm').exec(page) ?? [];
    const cells = table.split('\n').map((row) => row.split('|')[1] ?? '');
    return cells.flatMap((cell) => [...cell.matchAll(/`(\w+)`/g)].map(([, name]) => name)).sort();
  };

  test('lists the inputs and outputs of the manifest', () => {
    expect(namesIn('Input')).toEqual(manifest.inputs.map(({ name }) => name).sort());
    expect(namesIn('Output')).toEqual(manifest.outputVariables.map(({ name }) => name).sort());
  });

  test('states the defaults and choices that hold', () => {
    const table: readonly Input[] = inputs;
    for (const input of table.filter(({ faces }) => faces.includes('azure'))) {
      const row = page.split('\n').find((line) => line.startsWith(`| \`${camelCase(input.name)}\` |`)) ?? '';
      if (input.default !== undefined) expect(row.split('|')[2]?.trim()).toBe(`\`${input.default}\``);
      for (const choice of input.choices ?? []) expect(row).toContain(`\`${choice}\``);
    }
  });
});
