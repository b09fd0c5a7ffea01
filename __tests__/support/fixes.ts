import { writeMessage } from '../../src/engine/message';
import type { Rule } from '../../src/engine/rule';
import { runRules } from '../../src/engine/run';
import { type FlowParts, solutionOf } from '../dataflow/solution-of';

/** What a rule advises for a flow, one text for each finding. */
export function fixesOf(rule: Rule, flow: FlowParts[string]): string[] {
  const { results, crashes } = runRules([rule], solutionOf({ Flow: flow }));
  if (crashes[0]) throw crashes[0].error;
  return results.map(({ fix }) => writeMessage(fix, (value) => value));
}
