import type { Flow } from '../../src/flow/flow';
import { readFlow } from '../../src/flow/read-flow';
import { type JsonDocument, readJsonDocument } from '../../src/solution/documents';
import { treeOf } from './solution-files';

const facts = { name: 'Flow', id: undefined, state: 'on', category: undefined } as const;

/** A JSON text, or a value to be written as one, read as a file of a solution is. */
export function documentOf(content: string | object): JsonDocument {
  const text = typeof content === 'string' ? content : JSON.stringify(content);
  const [file] = treeOf(new Map([['Workflows/Flow.json', text]])).files;
  if (!file) throw new Error('the tree has no file');
  return readJsonDocument(file, '');
}

/** The flow in a JSON file with any wrapper. */
export function flowIn(content: string | object): Flow {
  const { root, otherRoots } = documentOf(content);
  return readFlow(root, facts, otherRoots);
}

/** The flow of a definition, wrapped as in a solution. */
export function flowOf(definition: object, beside: object = {}): Flow {
  return flowIn({ properties: { ...beside, definition: { triggers: {}, ...definition } } });
}
