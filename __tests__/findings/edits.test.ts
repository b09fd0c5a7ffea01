import { scan } from '../../src/scan';
import { manifest } from '../support/exported-parts';
import { memoryFiles } from '../support/memory-files';

/** Edits as a scan hands them out. Those of each rule are in the tests of the rule; how lines are written is `json-edit.test.ts`. */

const secret = 'Swordfish-77-harbour';
const file = 'src/Workflows/Order.json';
const flow = (inputs: object) => ({
  properties: {
    connectionReferences: {},
    definition: { triggers: { manual: { type: 'Request', kind: 'Http', inputs } }, actions: {} },
  },
});
const open = { triggerAuthenticationType: 'All', schema: { password: secret } };
const pretty = JSON.stringify(flow(open), null, 2);

function editsIn(text: string, rules: readonly string[] = ['http-trigger-open']) {
  const files = memoryFiles({ 'src/Other/Solution.xml': manifest(), [file]: text });
  const settings = { failOn: 'high', persona: 'auditor', allowIncomplete: false } as const;
  const report = scan({ paths: ['src'], rules, environment: undefined, ...settings }, files);
  return [...report.open, ...report.belowThreshold].map(({ edit }) => edit);
}

test('names the file, the value and the lines', () => {
  const [edit] = editsIn(pretty);
  const line = pretty.split('\n').findIndex((text) => text.includes('"All"')) + 1;
  expect(edit).toMatchObject({
    uri: file,
    change: { path: ['properties', 'definition', 'triggers', 'manual', 'inputs', 'triggerAuthenticationType'] },
    lines: { region: { startLine: line, endLine: line } },
  });
  expect(edit?.lines?.newText.trim()).toBe('"triggerAuthenticationType": "Tenant",');
});

test.each<[string, string, readonly string[]]>([
  ['a minified file', JSON.stringify(flow(open)), ['http-trigger-open']],
  [
    'a secret on the line',
    pretty.replace(/"All",\s*/, '"All", ').replace(/\{\s*"password"/, '{ "password"'),
    ['http-trigger-open'],
  ],
  ['a key that is there twice', pretty.replace('"kind"', '"kind": "Http", "kind"'), ['http-trigger-open']],
])('has no lines for %s', (_, text, rules) => {
  const edits = editsIn(text, rules);
  expect(edits.length).toBeGreaterThan(0);
  expect(edits.map((edit) => edit?.lines)).toEqual(edits.map(() => undefined));
});

test('a secret on another line is no obstacle, and is in none of the edits', () => {
  const edits = editsIn(pretty, ['http-trigger-open', 'hardcoded-secret']);
  expect(edits.filter((edit) => edit?.lines)).toHaveLength(1);
  expect(JSON.stringify(edits)).not.toContain(secret);
});
