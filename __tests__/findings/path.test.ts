import { writeMessage } from '../../src/engine/message';
import type { PathStep, Rule } from '../../src/engine/rule';
import { guid, manifest } from '../support/exported-parts';
import { findingsIn } from '../support/locate';
import { stubRule } from '../support/stub-rule';

/** The way of the data from the rule's places to lines. */

const childGuid = '5d1f6b7a-1c55-4e0c-9b53-8e2a6c0f1a01';
const contents = {
  'Other/Solution.xml': manifest('Orders'),
  [`Workflows/Parent-${guid}.json`]: `{ "properties": { "definition": { "triggers": {
  "manual": { "type": "Request" } },
  "actions": { "Call child": { "type": "Workflow", "inputs": "@triggerBody()" } } } } }`,
  [`Workflows/Child-${childGuid}.json`]: `{ "properties": { "definition": { "triggers": {}, "actions": {

  "Query": { "type": "Http", "inputs": "x @{variables('v')}" } } } } }`,
};

/** Goes from the trigger of one flow into a part of a string in another. */
function acrossFlows(withPath: boolean): Rule {
  return stubRule(({ report }) => ({
    solution({ flows }) {
      const operations = flows.flatMap((flow) => [...flow.triggers, ...flow.actions]);
      const named = (name: string) => {
        const found = operations.find((one) => one.name === name);
        if (!found) throw new Error(`no ${name}`);
        return found;
      };
      const query = named('Query');
      const inputs = query.node.get('inputs');
      if (!inputs) return;
      const path: readonly PathStep[] = [
        { at: named('manual'), text: 'the body of {{name}}', data: { name: 'manual' } },
        { at: named('Call child'), text: 'is handed on' },
        { at: { place: { ...inputs.place, within: { start: 2, end: 19 } } }, text: 'ends here' },
      ];
      report({ at: query, messageId: 'here', data: { name: 'Query' }, ...(withPath ? { path } : {}) });
    },
  }));
}

const [finding] = findingsIn(contents, [acrossFlows(true)]);
const [without] = findingsIn(contents, [acrossFlows(false)]);

test('every step has the lines of its own file', () => {
  expect(
    finding?.path.map(({ uri, region, pointer, message }) => [
      `${uri}:${region.startLine}:${region.startColumn}-${region.endColumn}`,
      pointer.replace('/properties/definition', ''),
      writeMessage(message, (value) => `<${value}>`),
    ]),
  ).toEqual([
    [`src/Workflows/Parent-${guid}.json:2:13-34`, '/triggers/manual', 'the body of <manual>'],
    [`src/Workflows/Parent-${guid}.json:3:30-80`, '/actions/Call child', 'is handed on'],
    [`src/Workflows/Child-${childGuid}.json:3:43-60`, '/actions/Query/inputs', 'ends here'],
  ]);
});

test('a finding is the same with and without it, but for the path', () => {
  expect(without).toEqual({ ...finding, path: [] });
});
