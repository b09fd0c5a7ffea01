import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { flowLeaves } from '../../src/detection/flow-leaves';
import { parseJson } from '../../src/document/json';
import { JsonNode } from '../../src/document/json-node';
import { pointerOf, type SourceDocument } from '../../src/document/place';
import { readFlow } from '../../src/flow/read-flow';
import { findSecrets } from '../../src/secrets/find-secrets';
import { formats } from '../../src/secrets/formats';
import { randomOf } from './support/random';
import { besideOf, sampleOf } from './support/samples';

/**
 * A secret with a format of its own is found wherever in a flow it stands, and nothing else with it. `INJECTIONS` sets how many leaves are
 * tried for each kind.
 */

const injections = Number(process.env['INJECTIONS'] ?? 200);
const folder = path.join(__dirname, '..', '..', 'samples', 'contoso-orders-clean', 'Workflows');
const flows = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((name) => readFileSync(path.join(folder, name), 'utf8'));

function leavesOf(text: string) {
  const document: SourceDocument = { uri: '', path: 'flow.json', format: 'json', text };
  const facts = { name: 'Flow', id: undefined, state: 'on' as const, category: 5 };
  return flowLeaves(readFlow(new JsonNode(document, parseJson(text)), facts));
}

/** Kinds that need the vendor's name beside them are no structural ones. */
const structural = formats.filter(({ needs, beside }) => needs === undefined && beside === undefined);

test('secrets put into any leaf of a clean flow are found there, and only there', () => {
  const clean = flows.map(leavesOf);
  expect(clean.flat().flatMap(({ leaf }) => findSecrets(leaf))).toEqual([]);
  const missed: string[] = [];
  let tried = 0;
  for (const format of structural) {
    const random = randomOf(`inject ${format.id}`);
    for (let i = 0; i < injections; i++) {
      const leaves = clean[i % clean.length] ?? [];
      const target = leaves[Math.floor(random() * leaves.length)];
      if (!target) continue;
      const sample = sampleOf(format, random);
      const leaf = { ...target.leaf, text: besideOf(format) + sample.text };
      const found = findSecrets(leaf);
      tried += 1;
      const start = besideOf(format).length + sample.start;
      const isInside = found.every((match) => match.start >= start && match.end <= start + sample.text.length);
      if (found.length === 0 || !isInside) missed.push(`${format.id} at ${pointerOf(target.node.path)}`);
    }
  }
  expect(structural.length).toBeGreaterThan(150);
  // The kinds that were missed say more than a number.
  if (missed.length / tried > 0.02) expect(missed.slice(0, 20)).toEqual([]);
});
