import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { flowLeaves } from '../../src/detection/flow-leaves';
import { parseJson } from '../../src/document/json';
import { isJsonObject, JsonNode } from '../../src/document/json-node';
import type { SourceDocument } from '../../src/document/place';
import { readFlow } from '../../src/flow/read-flow';
import { kindOf } from '../../src/flow/recognise';
import { contextKinds } from '../../src/secrets/context/kinds';
import { findSecrets } from '../../src/secrets/find-secrets';
import { type NamedSample, namedSamples } from './support/named-samples';
import { pick, type Random, randomOf } from './support/random';

/**
 * A secret that only its name tells is found wherever in a flow it stands under such a name, and nothing else with it. `INJECTIONS` sets how
 * many are tried for each kind, `CLEAN_FLOWS` names a folder of other flows to put them into.
 */

const injections = Number(process.env['INJECTIONS'] ?? 200);
const folder = process.env['CLEAN_FLOWS'] ?? path.join(__dirname, '..', '..', 'samples', 'contoso-orders-clean');

function matchesIn(value: unknown) {
  const document: SourceDocument = { uri: '', path: 'flow.json', format: 'json', text: '' };
  const facts = { name: 'Flow', id: undefined, state: 'on' as const, category: 5 };
  return flowLeaves(readFlow(new JsonNode(document, value), facts)).flatMap(({ leaf, node }) =>
    findSecrets(leaf).map(({ start, end, kind }) => ({ text: leaf.text.slice(start, end), kind, path: node.path })),
  );
}

const flows = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.json'))
  .map((name) => readFileSync(path.join(folder, name), 'utf8').replace(/^\uFEFF/, ''))
  .filter((text) => {
    const value = parseJson(text);
    const document: SourceDocument = { uri: '', path: '', format: 'json', text };
    return kindOf(new JsonNode(document, value)) === 'cloud-flow' && matchesIn(value).length === 0;
  });

/** Objects in which a field may stand that a maker filled: what maps names to operations or to statuses has no fields. */
function objectsIn(value: unknown, key = ''): Record<string, unknown>[] {
  if (Array.isArray(value)) return value.flatMap((item) => objectsIn(item));
  if (!isJsonObject(value)) return [];
  const inner = Object.entries(value).flatMap(([name, member]) => objectsIn(member, name));
  const isMap = /^(?:actions|triggers|cases|parameters|runAfter)$/i.test(key);
  return isMap || 'definition' in value ? inner : [value as Record<string, unknown>, ...inner];
}

/** Puts a sample under its name into an object, in one of the ways in which flows name a text. */
function put(sample: NamedSample, target: Record<string, unknown>, flow: unknown, random: Random): void {
  const { name, text, place } = sample;
  if (place === 'header') target['headers'] = { Accept: 'application/json', [name]: text };
  else if (place === 'authentication') target['authentication'] = { type: 'Any', username: 'svc-orders', [name]: text };
  else if (place === 'comparison') target['expression'] = { and: [{ equals: [name, text] }] };
  else {
    const label = name || pick(random, ['Note', 'Target', 'Connection', 'Text']);
    const ways = [
      () => Object.assign(target, { [label]: text }),
      () => Object.assign(target, { [`body/${label}`]: text }),
      () => Object.assign(target, { variables: [{ name: label, type: 'string', value: text }] }),
      () => Object.assign(target, { nested: { [label]: { value: text } } }),
      () => {
        const root = flow as { properties: { definition: { parameters?: object } } };
        const { definition } = root.properties;
        definition.parameters = { ...definition.parameters, [label]: { type: 'String', defaultValue: text } };
      },
    ];
    pick(random, ways)();
  }
}

test('every kind that a name tells has samples', () => {
  expect(Object.keys(namedSamples).sort()).toEqual(contextKinds.map(({ id }) => id).sort());
});

test.each(Object.entries(namedSamples))(
  '%s: found under its name in any object of a flow, and nothing else',
  (id, sampleOf) => {
    const random = randomOf(`inject by name ${id}`);
    const missed: string[] = [];
    const others: string[] = [];
    for (let i = 0; i < injections; i++) {
      const flow = JSON.parse(pick(random, flows)) as unknown;
      const sample = sampleOf(random);
      put(sample, pick(random, objectsIn(flow)), flow, random);
      const found = matchesIn(flow);
      const hits = found.filter(({ text }) => text === sample.secret);
      if (hits.length === 0) missed.push(`${sample.place} ${sample.name} = ${sample.text.slice(0, 100)}`);
      if (hits.length < found.length) others.push(`${sample.name}: ${found.map(({ text }) => text).join(' and ')}`);
    }
    expect(others).toEqual([]);
    // What was missed says more than a number.
    if (missed.length > injections * 0.02) expect(missed.slice(0, 20)).toEqual([]);
  },
);
