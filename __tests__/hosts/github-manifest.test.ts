import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Input, inputs } from '../../src/inputs';
import { outputs } from '../../src/outputs';
import { manifest, manifestText, problemsIn } from './support/github-language-service';
import { repository } from './support/github-step';

/** `action.yml`: valid for GitHub, and the same tables as everywhere. */

const table = (inputs as readonly Input[]).filter(({ faces }) => faces.includes('github'));

test('GitHub finds no fault with it', async () => {
  expect(await problemsIn(manifestText, 'manifest')).toEqual([]);
});

test.each([
  ['node24', 'node99', 'node99'],
  ['color: blue', 'color: mauve', 'mauve'],
  ['main:', 'mein:', 'mein'],
])('GitHub would: %s as %s', async (right, wrong, word) => {
  expect((await problemsIn(manifestText.replace(right, wrong), 'manifest')).join()).toContain(word);
});

test('it takes the inputs of the table, none of them required', () => {
  expect(Object.keys(manifest.inputs)).toEqual(table.map(({ name }) => name));
  expect(Object.values(manifest.inputs).filter(({ required }) => required)).toEqual([]);
  for (const { name, help, choices = [] } of table) {
    const { description = '' } = manifest.inputs[name] ?? {};
    expect(description).toContain(help);
    expect(choices.filter((choice) => !description.includes(choice))).toEqual([]);
  }
});

test('it states no default that a configuration could not override', () => {
  const stated = Object.entries(manifest.inputs).flatMap(([name, input]) =>
    input.default === undefined ? [] : [[name, input.default]],
  );
  expect(stated).toEqual(table.flatMap((input) => (input.actionDefault ? [[input.name, input.actionDefault]] : [])));
  expect(stated).toHaveLength(1);
});

test('it gives the outputs of the table', () => {
  expect(Object.entries(manifest.outputs).map(([name, { description }]) => [name, description])).toEqual(
    outputs.map(({ name, help }) => [name, help]),
  );
});

test('it runs a bundle that is there', () => {
  expect(manifest.runs).toEqual({ using: 'node24', main: 'dist/github.cjs' });
  for (const file of [manifest.runs.main, 'dist/github-api.cjs']) {
    expect(existsSync(join(repository, file))).toBe(true);
  }
});
